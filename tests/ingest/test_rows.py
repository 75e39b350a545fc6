from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from negotrack.ingest.columns import ImportRequest, resolve
from negotrack.ingest.plan import ImportPlan
from negotrack.ingest.rows import read_rows
from negotrack.model.records import Evidence, Proposal
from negotrack.model.written_dates import DateOrder
from tests.ingest.conftest import Write, read_table


def material(path: Path, **request: Any) -> ImportPlan:
    table = read_table(path)
    wanted = {"fields": {"title": "title"}, "sides": ("Union", "Port"), **request}
    return read_rows(table, resolve(ImportRequest(**wanted), table))


def proposals(path: Path, **request: Any) -> list[Proposal]:
    found = material(path, **request)
    assert not found.problems
    return [row.proposal for row in found.rows]


def troubles(path: Path, **request: Any) -> list[str]:
    return [str(trouble) for trouble in material(path, **request).problems]


def test_a_row_becomes_a_proposal_and_every_stance_a_position_that_cites_the_row(write: Write) -> None:
    (proposal,) = proposals(
        write("title,Union,Port,said,offer,on\nWages,Proposes, REJECTS ,no money,a bonus,2026-03~\n"),
        statements=("port=said",),
        counters=("port=offer",),
        dates=("on",),
    )
    union, port = proposal.positions
    assert (proposal.id, proposal.title) == ("wages", "Wages")
    assert (union.side, union.stance.value, union.statement, str(union.date)) == ("union", "proposes", None, "2026-03~")
    assert (port.side, port.stance.value, port.statement, port.counter) == ("port", "rejects", "no money", "a bonus")
    assert union.evidence == (Evidence(source="votes", where="row 2"),)


def test_an_empty_cell_means_not_reported_and_never_neutral(write: Write) -> None:
    nothing, half = proposals(write("title,Union,Port\nWages,, \nNights,neutral,\n"))
    assert nothing.positions == ()
    assert [position.side for position in half.positions] == ["union"]


def test_all_words_without_a_mapping_are_listed_with_their_counts(write: Write) -> None:
    found = material(write("title,Union,Port\na,aye,nay\nb,AYE ,xyzzy\nc,accepts,n/a\n"))
    assert [str(trouble) for trouble in found.problems] == [
        "row 2, column 'Union': 'aye' is mapped to no stance (2 times, first here); it may mean accepts",
        "row 2, column 'Port': 'nay' is mapped to no stance (once); it may mean rejects",
        "row 3, column 'Port': 'xyzzy' is mapped to no stance (once)",
        "row 4, column 'Port': 'n/a' is mapped to no stance (once); it may mean not reported",
    ]
    assert found.advice.endswith('--stance "aye=accepts,nay=rejects,xyzzy=…,n/a=not reported"')


def test_a_word_mapped_to_not_reported_makes_no_position(write: Write) -> None:
    (proposal,) = proposals(write("title,Union,Port\na,aye,n/a\n"), stances=("aye=accepts,n/a=not reported",))
    assert [position.side for position in proposal.positions] == ["union"]


def test_a_sentence_or_a_statement_without_a_stance_is_kept_to_be_coded(write: Write) -> None:
    rows = 'a,"No, not before the autumn.",later\nb,,We have to ask.\nc,n/a,\nd,maybe,\ne,not-coded,as said\n'
    path = write(f"title,Union,said\n{rows}")
    found = proposals(path, sides=("Union", "port=said"), statements=("union=said",), stances=(WORDS,))
    held = [[(each.stance.value, each.statement) for each in row.positions if each.side == "union"] for row in found]
    assert held == [
        [("not-coded", "No, not before the autumn.\nlater")],
        [("not-coded", "We have to ask.")],
        [],
        [("not-coded", "maybe")],
        [("not-coded", "as said")],
    ]


WORDS = "n/a=not reported,maybe=not coded,later=defers,as said=neutral"


def test_columns_that_are_not_used_are_listed(write: Write) -> None:
    found = material(write("title,Union,Port,House,Notes,empty\na,accepts,,160,x y,\n"))
    assert found.notes[1] == "left out: 'House', 'Notes'; --comment COLUMN would make annotations of one"
    found = material(write("title,Union,Port,House,Notes,empty\na,accepts,,160,x y,\n"), comments=("House", "notes"))
    assert found.notes[1:] == ()
    assert found.rows[0].comments == ("160", "x y")


def test_ids_are_made_of_the_padded_number_and_the_title(write: Write) -> None:
    rows = "1,Wages & hours\n100,Nächte\n3 bis,Rosters\n,Wages & hours!\n0,\n-2,x\n"
    path = write(f"number,title,Union,Port\n{rows.replace(chr(10), ',,' + chr(10))}")
    found = material(path, fields=NUMBERED).rows
    assert not any(each.named for each in found)
    assert [(each.proposal.id, each.proposal.number) for each in found] == [
        ("001-wages-hours", 1),
        ("100-nächte", 100),
        ("3-bis-rosters", "3 bis"),
        ("wages-hours", None),
        ("000", 0),
        ("02-x", -2),
    ]


NUMBERED = {"title": "title", "number": "number"}


def test_a_number_that_is_not_a_plain_whole_number_is_a_label(write: Write) -> None:
    found = proposals(
        write("number,title,Union,Port\n07,a,,\n1.5,b,,\n٣,c,,\n99999999999999999999,d,,\n"), fields=NUMBERED
    )
    assert [each.number for each in found] == ["07", "1.5", "٣", "99999999999999999999"]


def test_two_rows_that_would_get_the_same_id_get_different_ones(write: Write) -> None:
    found = proposals(write("title,Union,Port\nWages?,,\nWages!,,\n"))
    assert [each.id for each in found] == ["wages", "wages-2"]


def test_a_row_without_id_number_and_title_is_named_after_its_place(write: Write) -> None:
    (proposal,) = proposals(write("title,Union,Port\n,accepts,accepts\n"))
    assert (proposal.id, proposal.title) == ("votes-row-2", None)


def test_a_given_id_is_kept_or_made_valid_with_a_note(write: Write) -> None:
    found = material(write("id,Union,Port\nArt.5,,\nArt 6 (a),,\n../../evil,,\n"), fields={"id": "id"})
    assert [row.proposal.id for row in found.rows] == ["Art.5", "art-6-a", "evil"]
    assert found.notes[1] == (
        "row 3, column 'id': 'Art 6 (a)' has ' '; letters, digits, '.', '_' and '-' are allowed; "
        "the id 'art-6-a' was made from it (and 1 more like it)"
    )


@pytest.mark.parametrize(
    ("content", "request_", "message"),
    [
        ("title,Union,Port\nWages,,\nwages ,,\n", {}, "row 3, column 'title': 'wages' is also in row 2"),
        (
            "number,title,Union,Port\n6,a,,\n6,b,,\n",
            {"fields": NUMBERED},
            "row 3, column 'number': '6' is also in row 2",
        ),
        ("id,Union,Port\nA,,\na,,\n", {"fields": {"id": "id"}}, "row 3, column 'id': 'a' is also in row 2"),
        ("id,Union,Port\n…,,\n", {"fields": {"id": "id"}}, "row 2, column 'id': no id can be made from '…'"),
        ("id,Union,Port\na b,,\na-b,,\n", {"fields": {"id": "id"}}, "row 3, column 'id': 'a-b' is also in row 2"),
        (
            "title,Union,Port,on\na,accepts,,27/3/26\n",
            {"dates": ("on",)},
            "row 2, column 'on': '27/3/26' has a year of two digits; write all four",
        ),
        (
            "title,Union,Port,on\na,accepts,,3/4/2026\n",
            {"dates": ("on",)},
            "row 2, column 'on': '3/4/2026' may be 3 April or 4 March; say which comes first in this column with",
        ),
        (
            "title,Union,Port,on\na,accepts,,46108\n",
            {"dates": ("on",)},
            "row 2, column 'on': '46108' is a number, as spreadsheets count days; format the column as a date",
        ),
        (
            "title,Union,Port,end\na,,,acepted\n",
            {"fields": {"title": "title", "status": "end"}},
            "row 2, column 'end': 'acepted' is not one of open, accepted, conditional, rejected, withdrawn (did you",
        ),
        (
            "title,Union,Port,end\na,,,conflicting\n",
            {"fields": {"title": "title", "status": "end"}},
            "row 2, column 'end': 'conflicting' is not one of open, accepted, conditional, rejected, withdrawn",
        ),
    ],
)
def test_a_mistake_in_a_row_is_reported_with_row_and_column(
    write: Write, content: str, request_: dict[str, Any], message: str
) -> None:
    (trouble,) = troubles(write(content), **request_)
    assert trouble.startswith(message)


def test_every_mistake_is_reported(write: Write) -> None:
    found = troubles(write("title,Union,Port,on\na,accepts,,1/1\nb,aye,,1/2\nc,accepts,,1/3\n"), dates=("on",))
    assert [each.partition(":")[0] for each in found] == [
        "row 3, column 'Union'",
        "row 2, column 'on'",
        "row 3, column 'on'",
        "row 4, column 'on'",
    ]


def test_a_given_status_is_kept_and_none_is_worked_out_and_stored(write: Write) -> None:
    found = proposals(
        write("title,Union,Port,end\na,proposes,accepts,REJECTED\nb,proposes,accepts,\n"),
        fields={"title": "title", "status": "end"},
    )
    assert [each.status.value for each in found] == ["rejected", "open"]


def test_a_hundred_words_without_a_mapping_give_short_advice(write: Write) -> None:
    assert material(write("title,Union,Port\na,accepts,\n")).advice == ""
    rows = "".join(f"t{row},word {row},\n" for row in range(100))
    found = material(write(f"title,Union,Port\n{rows}"))
    assert found.advice == "map every word yourself with --stance, if these are the columns of the sides"


def test_row_numbers_are_written_without_a_thousands_separator(write: Write) -> None:
    found = proposals(write("title,Union,Port\n" + "".join(f"{row},accepts,\n" for row in range(1200))))
    assert found[-1].positions[0].evidence[0].where == "row 1201"


def test_the_proposer_in_a_row_is_a_side_or_any_name(write: Write) -> None:
    path = write("title,Union,Port,from\na,,,UNION; Port\nb,,,I. Marlow\nc,,,\n")
    found = material(path, fields={"title": "title", "proposed_by": "from"})
    assert [each.proposal.proposed_by for each in found.rows] == [("union", "port"), ("I. Marlow",), None]
    assert "row 3, column 'from': 'I. Marlow' is neither a side nor a person" in found.notes[1]


def test_the_source_is_a_given_title_or_a_column_or_else_the_file_itself(write: Write) -> None:
    path = write("title,Union,Port,paper,page\na,accepts,,Harbour Courier,page 2\nb,accepts,,,\n", "Täble 1.csv")
    named = material(path, source="Evening News")
    assert [each.proposal.positions[0].evidence for each in named.rows] == [(Evidence(source="evening-news"),)] * 2
    assert [(each.id, each.title) for each in named.sources] == [("evening-news", "Evening News")]
    columns = material(path, source="paper", fields={"title": "title", "where": "page"})
    assert [each.proposal.positions[0].evidence[0] for each in columns.rows] == [
        Evidence(source="harbour-courier", where="page 2"),
        Evidence(source="täble-1", where="row 3"),
    ]
    assert [(each.id, each.title) for each in columns.sources] == [
        ("harbour-courier", "Harbour Courier"),
        ("täble-1", "Täble 1.csv"),
    ]


def test_each_side_may_have_dates_of_its_own(write: Write) -> None:
    (proposal,) = proposals(
        write("title,Union,Port,theirs\na,proposes,accepts,2026-04\n"), dates=("2026-03-09", "port=theirs")
    )
    assert [str(position.date) for position in proposal.positions] == ["2026-03-09", "2026-04"]


def test_dates_are_read_as_people_write_them_in_the_given_order(write: Write) -> None:
    path = write("title,Union,Port,on\na,accepts,,3/4/2026\nb,accepts,,about 30 Aug 2026\n")
    found = proposals(path, dates=("on",), date_order=DateOrder.DAY_FIRST)
    assert [str(row.positions[0].date) for row in found] == ["2026-04-03", "2026-08-30~"]


def test_fifty_sides_are_read_like_two(write: Write) -> None:
    names = [f"Side {count}" for count in range(50)]
    path = write(f"title,{','.join(names)}\nWages,{','.join(['accepts'] * 49)},rejects\n")
    (proposal,) = proposals(path, sides=tuple(names))
    assert len(proposal.positions) == 50


def test_progress_is_reported_row_by_row(write: Write) -> None:
    table = read_table(write("title,Union,Port\na,,\nb,,\n"))
    told: list[tuple[str, int, int]] = []
    mapping = resolve(ImportRequest(fields={"title": "title"}, sides=("Union", "Port")), table)
    read_rows(table, mapping, progress=lambda *step: told.append(step))
    assert told == [("reading rows", 1, 2), ("reading rows", 2, 2)]
