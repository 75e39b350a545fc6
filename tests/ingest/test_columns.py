from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from negotrack.errors import UsageError
from negotrack.ingest.columns import ColumnMapping, ImportRequest, SideColumns, read_words, resolve, suggested
from negotrack.ingest.table import InputRow, InputTable
from negotrack.model.dates import parse_span
from negotrack.model.records import Side
from negotrack.model.vocabulary import Stance
from negotrack.store.reader import Reader

COLUMNS = ("Title", "Union", "Port", "Union said", "When", "a=b", "Source", "%")
TABLE = InputTable("votes.csv", COLUMNS, (InputRow("row 2", COLUMNS),))


def resolved(**request: Any) -> ColumnMapping:
    given = {"fields": {"title": "Title"}, "sides": ("Union", "Port"), **request}
    return resolve(ImportRequest(**given), TABLE)


def test_a_side_has_the_name_of_its_column_unless_another_is_given() -> None:
    mapping = resolved(sides=("Union said", "harbour=Port", "x=a=b", "y=Source=The press"))
    assert [(each.side.id, each.side.name, each.stance) for each in mapping.sides] == [
        ("union-said", "Union said", "Union said"),
        ("harbour", "Port", "Port"),
        ("x", "a=b", "a=b"),
        ("y", "The press", "Source"),
    ]


@pytest.mark.parametrize("named", ["quebec", "QUÉBEC", "Que\u0301bec", " québec "])
def test_case_and_accents_do_not_matter_in_the_names_of_sides_and_columns(named: str) -> None:
    table = InputTable("x.csv", ("Title", "Québec", "Said"), ())
    request = ImportRequest({"title": "TITLE"}, (named, "other=said"), statements=(f"{named}=Said",))
    mapping = resolve(request, table)
    assert mapping.sides[0] == SideColumns(Side(id="québec", name="Québec"), "Québec", {"statement": "Said"})


def test_case_and_spaces_do_not_matter_in_the_name_of_a_column() -> None:
    assert resolved(fields={"title": " title "}).fields == {"title": "Title"}


def test_the_name_of_a_column_may_contain_an_equal_sign() -> None:
    assert resolved(sides=("Port", "a=b")).sides[1].stance == "a=b"


def test_a_side_is_named_by_its_id_its_name_or_its_column() -> None:
    for named in ("harbour", "HARBOUR", "port"):
        mapping = resolved(sides=("Union", "harbour=Port"), statements=(f"{named}=Union said",))
        assert mapping.sides[1].others == {"statement": "Union said"}


def test_a_date_is_a_column_or_one_date_for_all_rows_or_the_column_of_one_side() -> None:
    mapping = resolved(dates=("When", "2021-08~", "Port=Union said"))
    assert mapping.date == "When"
    assert mapping.day == parse_span("2021-08~")
    assert mapping.sides[1].others == {"date": "Union said"}


def test_a_source_is_a_column_or_else_a_title() -> None:
    assert resolved(source="source").source == "Source"
    assert resolved(source="Harbour Courier").source_title == "Harbour Courier"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"fields": {"title": "Titel"}}, "--title 'Titel': there is no such column \\(did you mean 'Title'"),
        ({"fields": {"topic": "When"}}, "say what tells rows apart"),
        ({"sides": ()}, "--side COLUMN, once for each; the columns are 'Title', 'Union'"),
        ({"sides": ("Union",)}, "two sides or more"),
        ({"sides": ("Union", "union=Port")}, "'union' is given twice"),
        ({"sides": ("Union", "…=Port")}, "the id '…' has '…'; letters, digits"),
        ({"sides": ("Union", "../../evil=Port")}, "the id '../../evil' begins with a dot; write another"),
        ({"sides": ("Union", "x=Prot")}, "--side 'Prot': there is no such column \\(did you mean 'Port'"),
        ({"sides": ("Union", "Prot")}, "--side 'Prot': there is no such column \\(did you mean 'Port'"),
        ({"sides": ("Union", "%")}, "--side '%': no id can be made from it; give one, as ID=COLUMN"),
        ({"statements": ("Union said",)}, "say whose it is, as ID=COLUMN"),
        ({"statements": ("Prot=Union said",)}, "--statement 'Prot': no such side \\(did you mean 'port'"),
        ({"counters": ("Port=When", "port=Title")}, "--counter is given twice for 'port'"),
        ({"dates": ("soon",)}, "neither a column nor a date"),
        ({"dates": ("When", "Title")}, "--date names two columns"),
    ],
)
def test_a_request_that_cannot_be_resolved_is_a_usage_error(request_: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        resolved(**request_)


def test_an_existing_negotiation_keeps_its_own_sides(negotiation: Path) -> None:
    there = Reader(negotiation).load().negotiation
    request = ImportRequest(fields={"title": "Title"}, sides=("Resistance=Union", "taliban=Port"))
    assert [each.side for each in resolve(request, TABLE, there).sides] == list(there.sides)
    request = ImportRequest(fields={"title": "Title"}, sides=("Resistance!=Union", "taliban=Port"))
    assert [each.side for each in resolve(request, TABLE, there).sides] == list(there.sides)
    with pytest.raises(UsageError, match="no side 'Union'; the sides are resistance, taliban"):
        resolve(ImportRequest(fields={"title": "Title"}, sides=("Union",)), TABLE, there)


@pytest.mark.parametrize(("number", "more"), [(20, ""), (21, " and 1 more")])
def test_at_most_twenty_columns_are_listed(number: int, more: str) -> None:
    names = tuple(f"c{place}" for place in range(1, number + 1))
    listed = ", ".join(f"'{name}'" for name in names[:20])
    with pytest.raises(UsageError, match=f"the columns are {listed}{more}$"):
        resolve(ImportRequest({"title": "no"}, ("c1", "c2")), InputTable("x.csv", names, ()))


def test_without_a_mapping_only_the_names_of_the_stances_are_known() -> None:
    words = read_words([])
    assert set(words.values()) == set(Stance)
    assert all(words[stance.value] is stance for stance in Stance)


def test_case_spaces_and_accents_do_not_matter_in_mapped_words() -> None:
    words = read_words(["  AYE =accepts,Oui\u0301=Rejects", "not  sure=defers"])
    assert words["aye"] is Stance.ACCEPTS
    assert words["oui"] is Stance.REJECTS
    assert words["not sure"] is Stance.DEFERS


def test_a_mapped_word_may_contain_commas_and_equal_signs() -> None:
    words = read_words(["yes, with changes=conditional,a=b=rejects"])
    assert words["yes, with changes"] is Stance.CONDITIONAL
    assert words["a=b"] is Stance.REJECTS


def test_a_word_can_be_mapped_to_not_reported() -> None:
    assert read_words(["n/a=not reported,?=not-reported"])["n/a"] is None


def test_the_name_of_a_stance_can_be_mapped_to_another_stance() -> None:
    assert read_words(["neutral=defers"])["neutral"] is Stance.DEFERS


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("aye=acepts", "'acepts' is not a stance \\(did you mean 'accepts'"),
        ("aye=xyzzy", "the stances are proposes, accepts"),
        ("aye", "write a word, '=' and its stance"),
        ("aye=accepts,no", "'no'"),
        ("=neutral", "an empty cell is never a stance"),
        ("aye=accepts,AYE=rejects", "'aye' is mapped twice"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(given: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_words([given])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Aye", "accepts"),
        ("NO", "rejects"),
        ("acccepts", "accepts"),
        ("abstention", "neutral"),
        ("n/a", "not reported"),
        ("xyzzy", None),
    ],
)
def test_the_nearest_stance_is_suggested(word: str, meant: str | None) -> None:
    assert suggested(word) == meant
