import json
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from negotrack.errors import WriteError
from negotrack.store.changes import apply
from negotrack.store.filechange import Change, FileChange
from tests.cli.conftest import Command, files

MEDIATOR = "Mawlawi Mazharudin Fayez"


def test_annotating_creates_one_new_file_and_changes_no_other(negotrack: Command, negotiation: Path) -> None:
    before = files(negotiation)
    ran = negotrack("annotate", "6", "-m", "The order of two steps. #gate", "--author", "ana", "--about", "Taliban")
    after = files(negotiation)
    new = after.keys() - before.keys()
    assert ran.code == 0
    assert len(new) == 1
    assert {name: after[name] for name in before} == before
    path = new.pop()
    assert path.startswith("annotations/06-surrender-after-government/")
    stored = tomli.loads(after[path].decode())
    assert (stored["author"], stored["about"], stored["tags"]) == ("ana", "taliban", ["gate"])
    assert stored["text"] == "The order of two steps. #gate"


def test_an_annotation_from_standard_input_is_stored_unchanged(
    negotrack: Command, negotiation: Path, home: Path
) -> None:
    text = "two\nlines\r\n\tand “signs” [x]\n"
    (home / "config.toml").write_text("athor = 3\n", encoding="utf-8")
    ran = negotrack("annotate", ".", "-", "--author", "ana", typed=text)
    assert (ran.code, "config.toml" in ran.err, ran.err.count("\n")) == (0, True, 1)
    (path,) = (negotiation / "annotations" / "_").iterdir()
    assert tomli.loads(path.read_bytes().decode())["text"] == text


def test_editing_and_deleting_an_annotation_can_both_be_undone(negotrack: Command, negotiation: Path) -> None:
    negotrack("annotate", "6", "-m", "first", "--author", "ana")
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    first = path.read_bytes()
    assert negotrack("annotate", "--edit", path.stem, "-m", "second #tag", "--author", "ana").code == 0
    second = path.read_bytes()
    assert b"second" in second
    assert negotrack("annotate", "--delete", path.stem[-10:]).code == 0
    assert not path.exists()
    assert negotrack("undo").out == "undone: deleting the annotation of 06-surrender-after-government\n"
    assert path.read_bytes() == second
    negotrack("undo")
    assert path.read_bytes() == first
    negotrack("undo", "--redo")
    assert path.read_bytes() == second


def test_a_command_warns_if_the_disk_did_not_confirm_a_change_but_succeeds(
    negotrack: Command, unsure_disk: str, tmp_path: Path
) -> None:
    notes = "positions/panjshir-2021/annotations/06-surrender-after-government"
    for words in (
        ["annotate", "6", "-m", "first", "--author", "ana"],
        ["undo"],
        ["undo", "--redo"],
        ["report", "-o", str(tmp_path / "r.txt")],
    ):
        ran = negotrack(*words)
        assert ran.code == 0
        assert ran.err == f"negotrack: {tmp_path if words[0] == 'report' else notes}: {unsure_disk}\n"
    assert f"/reports: {unsure_disk}\n" in negotrack("report", "--brief", "--issue", "--author", "ana").err
    Path("votes.csv").write_text("title,A,B\nWages,accepts,rejects\n", encoding="utf-8")
    made = negotrack("import", "votes.csv", "--to", "new", "--title", "title", "--side", "A", "--side", "B")
    assert (made.code, f": {unsure_disk}\n" in made.err) == (0, True)


def test_undo_refuses_if_the_file_has_changed_since_and_can_skip_that_change(
    negotrack: Command, negotiation: Path
) -> None:
    negotrack("annotate", "no-disarming", "-m", "older", "--author", "ana")
    negotrack("annotate", "6", "-m", "newer", "--author", "ana")
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    path.write_bytes(path.read_bytes().replace(b"newer", b"mine"))
    ran = negotrack("undo")
    assert ran.code == 3
    assert path.name in ran.err
    assert negotrack("undo", "--skip").code == 0
    assert negotrack("undo").out == "undone: annotating no-disarming\n"
    assert b"mine" in path.read_bytes()


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("take 20260312T091500.220417Z-d1q8z5wkay back from showers", "taking an entry back from showers"),
        ("correct 20260312T091500.220417Z-d1q8z5wkay on showers", "correcting an entry on showers"),
        ("take wording 20260312T091500.220417Z-d1q8z5wkay back", "taking a wording back"),
        ("correct stake 20260312T091500.220417Z-d1q8z5wkay of showers", "correcting a stake of showers"),
        ("add source courier-2026-03-10-k3f9", "adding source courier-2026-03-10-k3f9"),
        ("stake of union in showers", "stake of union in showers"),
        ("import table.csv", "importing table.csv"),
    ],
)
def test_an_undone_change_is_described_in_natural_words(
    negotrack: Command, negotiation: Path, label: str, told: str
) -> None:
    apply(negotiation, Change(label, (FileChange("events/x.toml", None, b'title = "x"\n'),)))
    assert negotrack("undo").out == f"undone: {told}\n"
    assert negotrack("undo", "--redo").out == f"redone: {told}\n"
    assert negotrack("undo", "--skip").out == f"set aside: {told}\n"


def test_forgetting_the_journal_leaves_nothing_to_undo(negotrack: Command, home: Path) -> None:
    negotrack("annotate", "6", "-m", "a secret", "--author", "ana")
    assert negotrack("undo", "--forget").out == "forgot 1 change\n"
    assert negotrack("undo").code == 1
    assert not list((home / "state").rglob("*.json"))


def test_recording_a_position_creates_one_ledger_file_and_changes_the_status(
    negotrack: Command, negotiation: Path
) -> None:
    before = files(negotiation)
    words = ["--side", "taliban", "--stance", "accepts", "--date", "2021-09-07", "--source", "trt-2021-09-06@page 1"]
    ran = negotrack("record", "6", *words, "--author", "ana")
    after = files(negotiation)
    (path,) = after.keys() - before.keys()
    assert ran.code == 0
    assert path.startswith("ledger/06-surrender-after-government/")
    assert "status" not in tomli.loads(after[path].decode())  # derived results are never stored
    assert "6  Surrender of the province after the Taliban form a government: accepted" in ran.out
    assert negotrack("check").code == 0


def test_an_outcome_can_be_recorded_for_several_proposals_at_once(negotrack: Command, negotiation: Path) -> None:
    words = ["--outcome", "withdrawn", "--date", "1 Sep 2021", "--source", "trt-2021-09-06", "--author", "ana"]
    ran = negotrack("record", "6", "no-dis", *words)
    assert (ran.code, ran.err) == (0, "")
    stored = [tomli.loads(path.read_text()) for path in (negotiation / "ledger").rglob("*.toml")]
    assert [(each["status"], str(each["date"])) for each in stored] == [("withdrawn", "2021-09-01")] * 2
    assert "No disarming in the province: withdrawn" in ran.out


def test_a_position_is_recorded_once_for_each_side_with_the_grade_of_each_source(
    negotrack: Command, negotiation: Path
) -> None:
    negotrack("add", "source", "--title", "Minutes", "--id", "minutes")
    sources = ["--source", "minutes@page 1", "--credibility", "3", "--source", "trt-2021-09-06", "--quote", "we agree"]
    words = ["--side", "taliban", "--side", "resistance", "--stance", "accepts", "--date", "2021-10-01"]
    assert negotrack("record", "no-dis", *words, *sources, "--author", "ana", "--counter", "Later.").code == 0
    stored = [tomli.loads(path.read_text()) for path in sorted((negotiation / "ledger").rglob("*.toml"))]
    assert [each["counter"] for each in stored] == ["Later."] * 2
    assert sorted(each["side"] for each in stored) == ["resistance", "taliban"]
    assert [each["evidence"] for each in stored] == [
        [
            {"source": "minutes", "where": "page 1", "credibility": 3},
            {"source": "trt-2021-09-06", "quote": "we agree"},
        ]
    ] * 2


def test_an_outcome_recorded_with_positions_of_several_sides_is_stored_once(
    negotrack: Command, negotiation: Path
) -> None:
    words = ["--side", "taliban", "--side", "resistance", "--stance", "accepts", "--outcome", "accepted"]
    assert negotrack("record", "no-dis", *words, "--source", "trt-2021-09-06", "--author", "ana").code == 0
    stored = [tomli.loads(path.read_text()) for path in (negotiation / "ledger").rglob("*.toml")]
    found = sorted((each.get("side", ""), each.get("status", "")) for each in stored)
    assert found == [("", "accepted"), ("resistance", ""), ("taliban", "")]


def test_a_conflict_can_be_decided_by_a_ruling_which_can_be_undone_or_by_a_retraction(
    negotrack: Command, negotiation: Path
) -> None:
    negotrack("add", "source", "--title", "Another report", "--id", "other", "--date", "2021-09-07")
    words = ["--side", "taliban", "--stance", "rejects", "--date", "2021-08-24", "--source", "other"]
    assert (
        "No disarming in the province: conflicting"
        in negotrack("record", "no-disarming", *words, "--author", "ana").out
    )
    (entry,) = (path.stem for path in (negotiation / "ledger" / "no-disarming").iterdir())
    reason = ["--because", "The second report is later.", "--author", "ben"]
    ruled = negotrack("rule", "no-disarming", "--prefers", entry[-8:], *reason)
    assert (ruled.code, "No disarming in the province: rejected" in ruled.out) == (0, True), ruled.err
    assert negotrack("check").code == 0
    negotrack("undo")
    assert "No disarming in the province: accepted" in negotrack("retract", entry, *reason).out
    again = negotrack("retract", entry, *reason)
    assert (again.code, again.err) == (2, f"negotrack: {entry} is already retracted\n")
    assert negotrack("check").code == 0


def test_a_ruling_sets_aside_contradicting_entries_and_those_they_correct_but_none_that_agree(
    negotrack: Command,
) -> None:
    def record(stance: str, source: str) -> str:
        words = ["--side", "taliban", "--stance", stance, "--date", "2021-09-02", "--source", source]
        added = negotrack("record", "no-disarming", *words, "--author", "ana").out
        return Path(added.splitlines()[0]).stem

    for source in ("radio", "gazette", "courier"):
        negotrack("add", "source", "--title", source, "--id", source, "--date", "2021-09-07")
    first, corrected = record("accepts", "radio"), record("accepts", "radio")
    agreeing, against = record("accepts", "gazette"), record("rejects", "courier")
    reason = ["--because", "The courier was there.", "--author", "ben"]

    def ruled(prefers: str) -> tuple[str, set[str]]:
        said = negotrack("rule", "no-disarming", "--prefers", prefers, *reason).out.splitlines()
        return said[-1], set(tomli.loads(Path(said[0].removeprefix("added ")).read_text())["over"])

    assert ruled(against) == ("No disarming in the province: rejected", {first, corrected, agreeing})
    assert "without effect" not in negotrack("show", "no-disarming").out
    negotrack("undo")
    assert ruled(corrected) == ("No disarming in the province: accepted", {against})
    [ruling] = (path.stem for path in Path("positions").rglob("*.toml") if "prefers" in path.read_text())
    refused = negotrack("rule", "no-disarming", "--prefers", ruling, *reason)
    assert (refused.code, "is in no conflict" in refused.err) == (2, True)


def test_retracting_a_correction_says_that_the_corrected_entry_counts_again(
    negotrack: Command, negotiation: Path
) -> None:
    entries = []
    for stance in ("accepts", "conditional"):
        words = ["--side", "taliban", "--stance", stance, "--date", "2021-09-02", "--source", "trt-2021-09-06"]
        entries.append(Path(negotrack("record", "6", *words, "--author", "ana").out.splitlines()[0]).stem)
    said = negotrack("retract", entries[1], "--because", "Misread.", "--author", "ana")
    assert f"{entries[0]} counts again: the retracted entry had replaced it" in said.err
    assert len([*(negotiation / "ledger").rglob("*.toml")]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rule", "6", "--prefers", "taliban-1", "--because", "x"], "is in no conflict"),
        (
            ["rule", "6", "--prefers", "nobody-1", "--because", "x"],
            "no entry 'nobody-1' of 06-surrender-after-government; on record are resistance-1,",
        ),
        (["rule", "6", "--prefers", "taliban-1", "--over", "status", "--because", " "], "gives no reason"),
        (["retract", "taliban-1", "--because", "x"], "name it with --proposal"),
        (
            ["retract", "1", "--proposal", "6", "--because", "x"],
            "'1' names 2 entries of 06-surrender-after-government; on record are resistance-1, taliban-1;",
        ),
        (["record", "6", "--meets", "taliban-1#1"], "'taliban-1#1': taliban-1 has no condition"),
        (["record", "6", "--holds-up", "6"], "cannot hold itself up"),
        (["record", "6", "--holds-up", "no-dis", "--source", "nobody"], "no source 'nobody'; add it first"),
        (["record", "6", "--holds-up", "no-dis", "--outcome", "accepted"], "one thing at a time"),
        (["record", "6", "--credibility", "3"], "it belongs to a source; write it after its --source"),
        (
            ["record", "6", "--source", "a@b", "--quote", "one", "--quote", "two"],
            "--quote: a source takes it once; write it after its --source",
        ),
        (["record", "6", "--date", "3/4/2026", "--outcome", "accepted"], "may be 3 April or 4 March"),
        (["stake", "6", "--side", "taliban", "--kind", "red-line"], "says nothing"),
        (["stake", "6", "--side", "taliban", "--kind", "priority"], "high, medium or low"),
        (["add", "package", "--title", "T", "--proposal", "6"], "at least 2"),
        (
            ["add", "proposal", "--title", "T", "--by", "The chair"],
            "if it is a person, add them first: negotrack add person",
        ),
        (["add", "package", "--title", "T", "--proposal", "6", "--proposal", "06"], "each proposal once"),
    ],
)
def test_an_impossible_entry_is_refused_with_one_line_and_nothing_is_written(
    negotrack: Command, negotiation: Path, words: list[str], said: str
) -> None:
    before = files(negotiation)
    ran = negotrack(*words)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert said in ran.err
    assert files(negotiation) == before


def test_links_stakes_and_packages_can_be_recorded(negotrack: Command, negotiation: Path) -> None:
    source = ["--source", "trt-2021-09-06@paragraph 12"]
    for words in (
        ["record", "6", "--holds-up", "no-dis", "--basis", "inferred", *source],
        ["stake", "6", "--side", "taliban", "--kind", "red-line", "--statement", "No other army.", *source],
        ["stake", "6", "--side", "resistance", "--kind", "priority", "--priority", "high"],
        ["add", "package", "--title", "Both", "--proposal", "6", "--proposal", "no-dis", "--all-or-nothing"],
        ["add", "package", "--title", "Two", "--proposal", "6", "--proposal", "no-dis", "--owner", MEDIATOR],
    ):
        ran = negotrack(*words, *([] if words[0] == "add" else ["--author", "ana"]))
        assert (ran.code, ran.err) == (0, "")
    assert negotrack("check").code == 0
    shown = negotrack("show", "no-disarming").out
    assert "06-surrender" in shown or "Surrender of the province" in shown
    stakes = [tomli.loads(path.read_text()) for path in sorted((negotiation / "stakes").rglob("*.toml"))]
    assert [each.get("assessed_by") for each in stakes] == [None, "ana"]


def test_a_condition_in_words_can_be_recorded_as_met(negotrack: Command, negotiation: Path) -> None:
    source = ["--source", "trt-2021-09-06", "--author", "ana"]
    words = [
        "--side",
        "taliban",
        "--stance",
        "conditional",
        "--condition",
        "Officials are named.",
        "--date",
        "2021-10-01",
    ]
    assert "No disarming in the province: conditional" in negotrack("record", "no-disarming", *words, *source).out
    (entry,) = (path.stem for path in (negotiation / "ledger" / "no-disarming").iterdir())
    other = negotrack("record", "no-disarming", "--meets", f"{entry}#2", *source)
    assert (other.code, f"has 1 condition; name one, as {entry}#1" in other.err) == (2, True)
    met = negotrack("record", "no-disarming", "--meets", f"{entry}#1", "--date", "2021-10-02", *source)
    assert "No disarming in the province: accepted" in met.out, met.err


TRT = ["--source", "trt-2021-09-06"]


@pytest.mark.parametrize(
    "words",
    [
        ["record", "6", "no-disarming", "--side", "taliban", "--stance", "accepts", *TRT],
        ["record", "6", "--outcome", "accepted", *TRT],
        ["text", "6", "-m", "All officials", *TRT],
        ["stake", "6", "--side", "taliban", "--kind", "red-line", "--statement", "No foreign troops", *TRT],
        ["add", "event", "--title", "A vote", "--kind", "vote", *TRT],
        ["add", "claim", "--topic", "Prisoners", "--claim", "forty", "--by", "an official", *TRT],
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_an_impossible_day_is_recorded_with_a_warning_that_check_repeats(negotrack: Command, words: list[str]) -> None:
    said = "is after 2021-09-06, when its source 'trt-2021-09-06' was published; correct the day, or cite what"
    assert negotrack(*words, "--date", "2021-09-06").err == ""
    ran = negotrack(*words, "--date", "2021-09-07")
    assert ran.code == 0
    assert ran.err.startswith(f"negotrack: the date 2021-09-07 {said}")
    ahead = negotrack(*words, "--date", "2999-03-09")
    assert (ahead.code, ahead.err) == (0, "negotrack: the date 2999-03-09 is later than today; correct the day\n")
    checked = negotrack("check")
    assert checked.code == 0
    assert f": date: warning: {said}" in checked.out
    assert ": date: warning: is later than today; correct the day" in checked.out
    assert (
        "later than today" not in negotrack("report", "--format", "json").out
    )  # a report must not depend on the current day


@pytest.mark.parametrize("kind", ["meeting", "deadline"])
def test_a_meeting_or_a_deadline_may_be_in_the_future(negotrack: Command, kind: str) -> None:
    assert negotrack("add", "event", "--title", "x", "--kind", kind, "--date", "2999-03-09", *TRT).err == ""
    assert "date" not in negotrack("check").out


def test_a_proposal_can_be_put_forward_by_a_person_named_in_the_records(negotrack: Command, negotiation: Path) -> None:
    assert negotrack("add", "proposal", "--title", "T", "--id", "x", "--by", "Ahmad Massoud").code == 0
    stored = tomli.loads((negotiation / "proposals" / "x.toml").read_text(encoding="utf-8"))
    assert stored["proposed_by"] == ["Ahmad Massoud"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("add event", "\nAdd an event.\n"),
        ("add source", "\nAdd a source.\n"),
        ("retract", "\nTake an entry back, with a reason; it stays on file.\n"),
    ],
)
def test_the_help_of_a_command_describes_it_in_one_sentence(negotrack: Command, words: str, said: str) -> None:
    assert said in negotrack(*words.split(), "--help").out


def test_a_proposal_without_any_details_is_not_stored_as_an_empty_file(negotrack: Command, negotiation: Path) -> None:
    assert negotrack("add", "proposal", "--id", "unknown").code == 0
    assert (negotiation / "proposals" / "unknown.toml").read_text(encoding="utf-8") == 'status = "open"\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--side", "taliban", "--stance", "acepts", "--date", "unknown"], "did you mean 'accepts'"),
        (["--side", "talban", "--stance", "accepts", "--source", "trt-2021-09-06"], "did you mean 'taliban'"),
        (["--side", "taliban", "--stance", "accepts", "--source", "bbc"], "no source 'bbc'"),
        (["--side", "taliban", "--stance", "accepts"], "needs a source"),
        (["--side", "taliban"], "belong together"),
        ([], "nothing to record"),
        (["--outcome", "accepted"], "an outcome needs a source"),
        (["--outcome", "open"], "'open' is not one of"),
        (["--outcome", "rejected", "--date", "31.13.2021"], "cannot be read as a date"),
    ],
)
def test_a_position_or_outcome_that_check_would_reject_is_not_recorded(
    negotrack: Command, negotiation: Path, words: list[str], said: str
) -> None:
    before = files(negotiation)
    ran = negotrack("record", "6", *words, "--author", "ana")
    assert ran.code == 2
    assert any(part in ran.err for part in said.split("|")), ran.err
    assert ran.err.count("\n") == 1
    assert files(negotiation) == before


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (
            ["proposal", "--number", "13", "--title", "An exchange of prisoners", "--by", "resistance"],
            "proposals/13-an-",
        ),
        (["source", "--title", "A statement", "--date", "2021-09-07", "--reliability", "C"], "sources/a-statement-"),
        (["event", "--title", "A meeting", "--kind", "meeting", "--source", "trt-2021-09-06@16"], "events/a-meeting"),
        (["claim", "--topic", "T", "--claim", "forty", "--by", "someone"], "claims/"),
        (["person", "--name", "A. Example", "--side", "taliban"], "people/a-example"),
    ],
)
def test_adding_a_record_creates_one_valid_file_and_can_be_undone(
    negotrack: Command, negotiation: Path, words: list[str], path: str
) -> None:
    before = files(negotiation)
    ran = negotrack("add", *words)
    after = files(negotiation)
    (new,) = after.keys() - before.keys()
    assert ran.code == 0, ran.err
    assert new.startswith(path)
    assert negotrack("check").code == 0
    assert negotrack("undo").code == 0
    assert files(negotiation) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["proposal", "--number", "6"], "number 6 is taken by 06-surrender"),
        (["proposal", "--title", "T", "--id", "No-Disarming"], "already"),
        (["proposal", "--title", "T", "--id", "a/x"], "letters, digits"),
        (["proposal", "--title", "T", "--by", "nobody"], "no side 'nobody'"),
        (["source", "--title", " "], "is empty"),
        (["claim", "--topic", "T"], "required"),
    ],
)
def test_an_invalid_new_record_is_refused_with_one_line_and_nothing_is_written(
    negotrack: Command, negotiation: Path, words: list[str], said: str
) -> None:
    before = files(negotiation)
    ran = negotrack("add", *words)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert said in ran.err
    assert files(negotiation) == before


def test_text_that_cannot_be_saved_is_kept_as_a_draft(
    negotrack: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WriteError("the disk is full; nothing was changed")

    with monkeypatch.context() as broken:
        broken.setattr("negotrack.store.changes.apply", full)
        ran = negotrack("annotate", "6", "-m", "worth keeping", "--author", "ana")
        tabled = negotrack("text", "6", "-m", "on the command line", "--author", "ana")
    assert (tabled.code, "the text was" in tabled.err) == (3, False)
    assert ran.code == 3
    assert "draft" in ran.err
    (draft,) = (home / "state" / "drafts").rglob("*.json")
    assert b"worth keeping" in draft.read_bytes()
    monkeypatch.setenv("NEGOTRACK_STATE", "/dev/null/state")
    monkeypatch.setattr("negotrack.store.changes.apply", full)
    ran = negotrack("annotate", "6", "-m", "worth keeping", "--author", "ana")
    assert ran == (3, "", "negotrack: the text was: worth keeping\nnegotrack: the disk is full; nothing was changed\n")


def test_the_temporary_file_of_a_killed_writer_is_removed_by_the_next_change(
    negotrack: Command, negotiation: Path
) -> None:
    left = negotiation / "proposals" / ".negotrack-0123456789abcdef.tmp"
    left.write_bytes(b"half")
    assert negotrack("report").code == 0
    assert left.exists()
    negotrack("annotate", "6", "-m", "next", "--author", "ana")
    assert not left.exists()


def test_a_hash_word_in_a_text_counts_as_a_tag_in_every_report(negotrack: Command, negotiation: Path) -> None:
    negotrack("annotate", "6", "-m", "Ask for the text.", "--author", "ana")
    (path,) = (negotiation / "annotations" / "06-surrender-after-government").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("the text", "the text #ask"), encoding="utf-8")
    assert " · #ask\n" in negotrack("report", "--annotations").out
    told = json.loads(negotrack("report", "--annotations", "--format", "json").out)
    assert [note["tags"] for each in told["proposals"] for note in each["annotations"]] == [["ask"]]


@pytest.mark.parametrize(
    ("words", "closed", "code", "said"),
    [
        ("annotate 6 -m kept --author a", ">&-", 3, "standard output is closed; saved all the same: annotate 06-surr"),
        ("annotate 6 -m kept --author a", ">/dev/full", 3, "no space left on device; saved all the same: annotate"),
        ("annotate 6 - --author a", "<&-", 2, "standard input is closed; give the text with -m TEXT"),
        ("annotate 6 --author a", "<&-", 2, "no text: give it with -m TEXT"),
        ("annotate 6 -m kept --author a", "2>&-", 0, ""),
        ("report", ">&-", 3, "standard output is closed"),
        ("report --help", ">/dev/full", 3, "no space left on device"),
        ("", "<&- >&-", 2, "the interface needs a terminal"),
    ],
)
def test_a_closed_standard_stream_causes_one_line_of_error_that_says_what_was_saved(
    negotiation: Path, words: str, closed: str, code: int, said: str
) -> None:
    command = f"{sys.executable} -m negotrack --positions '{negotiation}' {words} {closed}"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr.count("\n")) == (code, 1 if said else 0), ran.stderr
    assert said in ran.stderr
    assert len(list(negotiation.glob("annotations/06*/*"))) == ("kept" in words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("undo", "undone: "),
        ("undo --redo", "redone: "),
        ("undo --forget", "forgot 2 changes"),
        ("init new/talks", "created new/talks/negotiation.toml"),
        ("init new/talks --example panjshir-2021", "created new/talks"),
        ("report --brief --issue", "issued "),
        (
            "import table.csv --to new/talks --title motion --side Ayes --side Noes --stance yes=accepts",
            "created new/talks with 1 ",
        ),
    ],
)
def test_if_standard_output_is_closed_every_completed_change_is_reported_on_standard_error(
    negotrack: Command, negotiation: Path, tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / "table.csv").write_text("motion,Ayes,Noes\nAn end,yes,yes\n", encoding="utf-8")
    for _ in range(2):
        negotrack("annotate", "6", "-m", "kept", "--author", "a")
    if "--redo" in words:
        negotrack("undo")
    command = [sys.executable, "-m", "negotrack", "--positions", str(negotiation), *words.split()]
    ran = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert f"standard output is closed; saved all the same: {said}" in ran.stderr


@pytest.mark.parametrize(
    ("words", "closed", "said"),
    [
        ("--version", ">/dev/full", "no space left on device"),
        ("--version", ">&-", "standard output is closed"),
        ("--help", ">/dev/full", "no space left on device"),
    ],
)
def test_version_and_help_that_cannot_be_printed_get_one_line_of_error(words: str, closed: str, said: str) -> None:
    command = f"{sys.executable} -m negotrack {words} {closed}"
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (3, f"negotrack: {said}\n")


def test_version_is_not_an_option_of_a_command() -> None:
    command = [sys.executable, "-m", "negotrack", "report", "--version"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, "unknown argument '--version'" in ran.stderr) == (2, "", True)


def test_standard_input_that_is_not_utf_8_is_refused_as_an_annotation(negotiation: Path) -> None:
    command = [sys.executable, "-m", "negotrack", "--positions", str(negotiation), "annotate", "6", "-"]
    ran = subprocess.run(command, input=b"\xff", capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, b"negotrack: standard input is not UTF-8 text; nothing was saved\n")


def test_a_source_can_be_named_by_the_beginning_of_its_id(negotrack: Command, negotiation: Path) -> None:
    for publisher in ("Harbour Courier", "Harbour Times"):
        negotrack("add", "source", "--title", "Talks", "--publisher", publisher, "--date", "2021-09-10")
    words = ["6", "--outcome", "accepted", "--author", "ana"]
    ambiguous = negotrack("record", *words, "--source", "harbour@page 1")
    assert (ambiguous.code, "names harbour-courier-2021-09-10-" in ambiguous.err) == (2, True)
    assert negotrack("record", *words, "--source", "harbour-courier-2021-09-10@page 1").code == 0
    (path,) = (negotiation / "ledger").rglob("*.toml")
    assert tomli.loads(path.read_text())["evidence"][0]["source"].startswith("harbour-courier-2021-09-10-")


OPENING = """
from negotrack.cli import main
try:
    main()
except SystemExit:
    pass
with open("opened", "x") as file:
    file.write(str(file.fileno()))
"""


@pytest.mark.parametrize("words", ["--version", "schema proposal"])
def test_no_opened_file_takes_the_descriptor_of_a_closed_standard_stream(tmp_path: Path, words: str) -> None:
    command = f'exec "$0" -c "$1" {words} <&- >&- 2>&-'
    subprocess.run(["sh", "-c", command, sys.executable, OPENING], cwd=tmp_path, check=True)
    assert int((tmp_path / "opened").read_text(encoding="utf-8")) > 2
