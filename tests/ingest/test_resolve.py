from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from negotrack.errors import UsageError
from negotrack.ingest.mapping import Mapping, Request
from negotrack.ingest.resolve import resolve
from negotrack.ingest.table import Row, Table
from negotrack.model.dates import parse_span
from negotrack.store.reader import Reader

COLUMNS = ("Title", "Union", "Port", "Union said", "When", "a=b", "Source")
TABLE = Table("votes.csv", COLUMNS, (Row("row 2", COLUMNS),))


def resolved(**request: Any) -> Mapping:
    given = {"fields": {"title": "Title"}, "sides": ("Union", "Port"), **request}
    return resolve(Request(**given), TABLE)


def test_a_side_is_named_by_its_column_or_given_an_id() -> None:
    mapping = resolved(sides=("Union said", "harbour=Port"))
    assert [(each.side.id, each.side.name, each.stance) for each in mapping.sides] == [
        ("union-said", "Union said", "Union said"),
        ("harbour", "harbour", "Port"),
    ]


def test_columns_are_found_without_regard_to_case_where_only_one_can_be_meant() -> None:
    assert resolved(fields={"title": " title "}).fields == {"title": "Title"}


def test_a_column_with_an_equal_sign_is_a_column() -> None:
    assert resolved(sides=("Port", "a=b")).sides[1].stance == "a=b"


def test_columns_of_one_side_are_told_by_its_id_its_name_or_its_column() -> None:
    for named in ("harbour", "HARBOUR", "port"):
        mapping = resolved(sides=("Union", "harbour=Port"), statements=(f"{named}=Union said",))
        assert mapping.sides[1].others == {"statement": "Union said"}


def test_a_date_is_a_column_a_day_of_all_rows_or_the_column_of_one_side() -> None:
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
        ({"sides": ("Union", "union=Port")}, "'union' stands twice"),
        ({"sides": ("Union", "…=Port")}, "no id can be made of it"),
        ({"sides": ("Union", "x=Prot")}, "--side 'Prot': there is no such column \\(did you mean 'Port'"),
        ({"statements": ("Union said",)}, "say whose it is, as ID=COLUMN"),
        ({"statements": ("Prot=Union said",)}, "--statement 'Prot': no such side \\(did you mean 'port'"),
        ({"counters": ("Port=When", "port=Title")}, "--counter is given twice for 'port'"),
        ({"dates": ("soon",)}, "neither a column nor a date"),
        ({"dates": ("When", "Title")}, "--date names two columns"),
    ],
)
def test_what_cannot_be_resolved_is_wrong_usage(request_: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        resolved(**request_)


def test_the_sides_of_a_negotiation_that_is_there_are_its_own(negotiation: Path) -> None:
    there = Reader(negotiation).load().negotiation
    request = Request(fields={"title": "Title"}, sides=("Resistance=Union", "taliban=Port"))
    assert [each.side for each in resolve(request, TABLE, there).sides] == list(there.sides)
    with pytest.raises(UsageError, match="no side 'Union'; the sides are resistance, taliban"):
        resolve(Request(fields={"title": "Title"}, sides=("Union",)), TABLE, there)
