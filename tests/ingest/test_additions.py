from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.plan import ImportPlan, plan_added, plan_new
from negotrack.ingest.rows import read_rows
from negotrack.ingest.table import InputRow, InputTable
from negotrack.model.entries import OutcomeEntry
from negotrack.model.layout import Kind
from negotrack.model.problems import Problem
from negotrack.model.records import LedgerEntry
from negotrack.model.snapshot import snapshot
from tests.ingest.conftest import Import, Write, read, read_table, stances

FIRST = "number,title,Union,Port,on\n1,Wages,proposes,defers,2026-03-09\n2,Nights,accepts,,2026-03-09\n"
NUMBERED = {"fields": {"number": "number"}, "dates": ("on",)}


def source_of(entry: LedgerEntry | OutcomeEntry) -> str:
    """The source id of an entry without the random ending that makes it unique."""
    return entry.evidence[0].source.rpartition("-")[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.toml")}


def planned(path: Path, folder: Path, **request: object) -> ImportPlan:
    """The plan of what would be added to a negotiation, even if it has problems."""
    there, table = read(folder), read_table(path)
    wanted = ImportRequest(**{"fields": {"title": "title"}, "sides": ("union", "port"), **request})  # type: ignore[arg-type]  # by name
    return plan_added(read_rows(table, resolve(wanted, table, there), there), there, folder, by="analyst")


def test_importing_the_same_file_twice_adds_nothing(write: Write, imported: Import, tmp_path: Path) -> None:
    path = write(FIRST)
    imported(path, **NUMBERED)
    before = contents(tmp_path / "talks")
    again = imported(path, **NUMBERED)
    assert again.change.files == ()
    assert again.differences == ()
    assert contents(tmp_path / "talks") == before


def test_only_new_positions_are_added_and_only_to_the_ledger(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write(FIRST), **NUMBERED)
    before = contents(tmp_path / "talks")
    later = "number,title,Union,Port,on\n1,Wages,proposes,accepts,2026-04-01\n3,Rosters,proposes,,2026-04-01\n"
    plan = imported(write(later, "later.csv"), **NUMBERED)
    after = contents(tmp_path / "talks")
    assert {path: after[path] for path in before} == before
    assert sorted(path.rpartition("/")[0] for path in after.keys() - before.keys()) == [
        "ledger/01-wages",
        "ledger/01-wages",
        "proposals",
        "sources",
    ]
    assert (plan.created, plan.positions, plan.others) == (1, 3, 1)
    there = read(tmp_path / "talks")
    assert stances(there)["01-wages"] == {"union": "proposes", "port": "accepts"}
    assert snapshot(there).known["01-wages"].status.value == "accepted"
    entry = there.dossiers["01-wages"].ledger[0]
    assert (entry.recorded_by, source_of(entry), entry.evidence[0].where) == ("analyst", "later", "row 2")


def outcomes(folder: Path) -> list[tuple[str, str, str, str]]:
    (dossier, *_) = read(folder).dossiers.values()
    return [
        (each.status.value, str(each.date), source_of(each), str(each.evidence[0].where))
        for each in dossier.counting.outcomes
    ]


def test_a_status_that_the_positions_do_not_give_becomes_an_outcome_with_day_and_evidence(
    write: Write, imported: Import, tmp_path: Path
) -> None:
    imported(write(FIRST), **NUMBERED)
    columns = {"fields": {"number": "number", "status": "end"}, "dates": ("on",)}
    later = "number,title,Union,Port,on,end\n1,Wages,,{},2026-04-0{},{}\n"
    imported(write(later.format("rejects", 1, "rejected"), "one.csv"), **columns)
    assert outcomes(tmp_path / "talks") == []
    path = write(later.format("", 2, "accepted"), "two.csv")
    imported(path, **columns)
    assert outcomes(tmp_path / "talks") == [("accepted", "2026-04-02", "two", "row 2")]
    assert snapshot(read(tmp_path / "talks")).known["01-wages"].status.value == "accepted"
    assert imported(path, **columns).change.files == ()


def test_differences_are_reported_and_nothing_is_changed(write: Write, imported: Import, tmp_path: Path) -> None:
    table = "number,title,Union,Port,on,said,topic,end\n1,{},proposes,defers,2026-03-09,{},{},{}\n"
    columns = {
        "fields": {"number": "number", "topic": "topic", "status": "end"},
        "dates": ("on",),
        "statements": ("Port=said",),
    }
    imported(write(table.format("Wages", "not yet", "", "rejected")), **columns)
    before = contents(tmp_path / "talks")
    plan = imported(write(table.format("Pay", "maybe", "money", "open")), **columns)
    assert plan.differences == (
        "01-wages: title is 'Wages', row 2 has 'Pay'; not changed",
        "01-wages: topic is not reported, row 2 has 'money'; not changed",
        "01-wages: status is 'rejected', row 2 has 'open'; not changed",
        "01-wages: port's statement is 'not yet', row 2 has 'maybe'; not changed",
    )
    assert contents(tmp_path / "talks") == before


def test_a_row_is_matched_by_id_else_by_number_else_by_title(write: Write, imported: Import) -> None:
    imported(write("id,number,title,Union,Port\nwages,1,Wages,,\nnights,2,Nights,,\n,,Rosters,,\n"), fields=WITH_ID)
    later = "id,number,title,Union,Port\nWAGES,9,x,accepts,\n,2,y,accepts,\n,7, ROSTERS ,accepts,\nnew,,Nights of 9,,\n"
    plan = imported(write(later), fields=WITH_ID)
    assert [row.proposal.id for row in plan.rows] == ["wages", "nights", "rosters", "new"]
    assert [row.known for row in plan.rows] == [True, True, True, False]
    plan = imported(write("id,number,title,Union,Port\n,3,,accepts,\n,2,,rejects,\n"), fields=WITH_ID)
    assert [row.known for row in plan.rows] == [False, True]


WITH_ID = {"id": "id", "number": "number"}


def test_a_title_alone_does_not_match_if_the_numbers_differ(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write("number,title,Union,Port\n12,Final provisions,,\n"), fields={"number": "number"})
    plan = imported(write("number,title,Union,Port\n47,Final provisions,,\n"), fields={"number": "number"})
    assert plan.created == 1
    first, second = read(tmp_path / "talks").dossiers
    assert first == "12-final-provisions"
    assert re.fullmatch(r"47-final-provisions-[a-z0-9]{4}", second)


def test_a_row_that_fits_several_proposals_is_refused(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write("number,title,Union,Port\n1,Wages,,\n2,Wages,,\n"), fields={"number": "number"})
    plan = planned(write("title,Union,Port\nWages,accepts,\n"), tmp_path / "talks")
    assert [str(trouble) for trouble in plan.problems] == [
        "row 2: may be any of '01-wages', '02-wages'; tell them apart with a column of ids"
    ]


def test_two_rows_about_one_proposal_are_refused(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write("number,title,Union,Port\n1,Wages,,\n"), fields={"number": "number"})
    path = write("number,title,Union,Port\n1,x,,\n,Wages,,\n")
    plan = planned(path, tmp_path / "talks", fields={"number": "number", "title": "title"})
    assert [str(trouble) for trouble in plan.problems] == ["row 3: is about '01-wages', as row 2 is"]


def test_a_position_without_a_day_is_new_only_if_its_stance_is(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write(FIRST), **NUMBERED)
    plan = imported(write("number,title,Union,Port\n1,Wages,proposes,rejects\n"), fields={"number": "number"})
    assert [entry.side for row in plan.rows for entry in row.entries] == ["port"]
    assert snapshot(read(tmp_path / "talks")).known["01-wages"].conflicting


def test_comments_become_annotations_only_once(write: Write, imported: Import, tmp_path: Path) -> None:
    table = "number,title,Union,Port,note\n1,Wages,proposes,,Ask the bank. #ask\n2,Nights,,,\n"
    columns = {"fields": {"number": "number"}, "comments": ("note",)}
    imported(write(table), **columns)
    imported(write(table.replace("2,Nights,,,", "2,Nights,,accepts,Later?")), **columns)
    there = read(tmp_path / "talks")
    found = dict(there.all_annotations())
    assert {target: (each.author, each.text, each.tags) for target, each in found.items()} == {
        "01-wages": ("analyst", "Ask the bank. #ask", ("ask",)),
        "02-nights": ("analyst", "Later?", ()),
    }
    assert snapshot(there).stale == frozenset()


def test_a_statement_that_has_been_coded_since_is_not_added_again(
    write: Write, imported: Import, tmp_path: Path
) -> None:
    path = write("number,title,Union,Port\n1,Wages,proposes,We cannot pay that now.\n")
    imported(path, fields={"number": "number"})
    coded = write("number,title,Union,Port,said\n1,Wages,,rejects,We cannot pay that now.\n", "coded.csv")
    imported(coded, fields={"number": "number"}, statements=("port=said",))
    assert imported(path, fields={"number": "number"}).change.files == ()
    other = write("number,title,Union,Port\n1,Wages,proposes,We can pay a part of it.\n")
    assert imported(other, fields={"number": "number"}).positions == 1
    assert snapshot(read(tmp_path / "talks")).known["01-wages"].status.value == "rejected"


def test_a_date_written_in_another_way_is_the_same_date(write: Write, imported: Import) -> None:
    imported(write("title,Union,Port\nWages,accepts,\n"), dates=("2026-03",))
    plan = imported(write("title,Union,Port\nWages,accepts,\n"), dates=("2026-03-01/2026-03-31",))
    assert plan.positions == 0


def test_a_source_is_added_only_if_something_new_cites_it(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write("title,Union,Port\nWages,accepts,\n"))
    assert imported(write("title,Union,Port\nWages,accepts,\n", "other.csv")).change.files == ()
    imported(write("title,Union,Port\nWages,,rejects\n", "third.csv"))
    assert [source.title for source in read(tmp_path / "talks").added[Kind.SOURCE].values()] == ["third.csv"]


def test_sources_of_the_same_name_with_different_titles_stay_apart(
    write: Write, imported: Import, tmp_path: Path
) -> None:
    imported(write("title,Union,Port\nWages,accepts,\n", "votes.csv"))
    imported(write("title\tUnion\tPort\nWages\t\trejects\n", "votes.tsv"))
    there = read(tmp_path / "talks")
    assert [source.title for source in there.sources.values()] == ["votes.csv", "votes.tsv"]


def test_rows_can_be_added_to_handwritten_records(write: Write, negotiation: Path) -> None:
    plan = planned(
        write("nr,Resistance,Taliban,on\n6,,accepts,2021-09-07\n"),
        negotiation,
        fields={"number": "nr"},
        sides=("Resistance", "Taliban"),
        dates=("on",),
    )
    assert plan.problems == ()
    assert [each.path.partition("/")[0] for each in plan.change.files] == ["sources", "ledger"]
    assert plan.rows[0].proposal.id == "06-surrender-after-government"


def test_two_rows_that_would_go_into_the_same_file_are_refused(write: Write) -> None:
    table = read_table(write("id,number,title,Union,Port\n,1,Wages,,\n01-WAGES,7,Nights,,\n"))
    request = ImportRequest(fields={"id": "id", "number": "number", "title": "title"}, sides=("Union", "Port"))
    plan = plan_new(read_rows(table, resolve(request, table)), title="Talks", by="analyst")
    assert list(map(str, plan.problems)) == ["row 3: would go into the same file as row 2"]


@pytest.mark.parametrize(
    ("problems", "said"),
    [
        ((Problem("a", "is empty", key="title"), Problem("a", "is odd")), "a:1: title: is empty; a:1: is odd"),
        ((), "would not come back from its file as it is"),
    ],
)
def test_a_row_whose_file_would_not_be_read_back_as_written_is_a_problem(
    write: Write, monkeypatch: pytest.MonkeyPatch, problems: tuple[Problem, ...], said: str
) -> None:
    monkeypatch.setattr("negotrack.ingest.plan.read", lambda *_: (None, problems))
    table = read_table(write("title,Union,Port\nWages,accepts,\n"))
    mapping = resolve(ImportRequest(fields={"title": "title"}, sides=("Union", "Port")), table)
    plan = plan_new(read_rows(table, mapping), title="Talks", by="analyst")
    assert [str(each) for each in plan.problems] == [f"the negotiation: {said}", f"row 2: {said}"]


def test_half_of_a_character_is_refused_because_no_file_can_keep_it() -> None:
    rows = (InputRow("row 2", ("\ud800", "accepts", "")),)
    table = InputTable("talks.json", ("title", "Union", "Port"), rows)
    mapping = resolve(ImportRequest(fields={"title": "title"}, sides=("Union", "Port")), table)
    (problem,) = plan_new(read_rows(table, mapping), title="Talks", by="analyst").problems
    assert str(problem) == "row 2: title holds half of a character (a lone surrogate), which no file can keep"


def test_the_id_of_an_entry_begins_with_the_time_of_recording(write: Write, imported: Import, tmp_path: Path) -> None:
    imported(write(FIRST), **NUMBERED)
    before = datetime.now(UTC)
    plan = planned(write("title,Union,Port\nNights,,rejects\n"), tmp_path / "talks")
    (entry,) = plan.rows[0].entries
    assert entry.recorded is not None
    assert before <= entry.recorded <= datetime.now(UTC)
    assert entry.id.startswith(f"{entry.recorded:%Y%m%dT%H%M%S.%fZ}-")


@pytest.mark.parametrize("name", ["ledger", "annotations", "sources"])
def test_planning_an_import_writes_nothing(write: Write, imported: Import, tmp_path: Path, name: str) -> None:
    imported(write(FIRST), **NUMBERED)
    planned(write("title,Union,Port\nNights,,rejects\n"), tmp_path / "talks")
    assert not (tmp_path / "talks" / name).exists()
