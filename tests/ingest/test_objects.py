from __future__ import annotations

import json
from typing import Any

import pytest

from negotrack.errors import ProblemsFound, UsageError
from negotrack.ingest.reading import Report, read_file, read_table
from tests.ingest.conftest import Write


def test_a_list_of_objects_is_a_table_with_the_keys_of_all(write: Write) -> None:
    value = [
        {"title": "Wages", "number": 7},
        {},
        {"title": " ", "port": None},
        {"port": "no", "half": 1.5, "yes": True},
    ]
    table = read_table(write(json.dumps(value), "votes.json"))
    assert table.columns == ("title", "number", "port", "half", "yes")
    assert [(row.place, row.cells) for row in table.rows] == [
        ("item 1", ("Wages", "7", "", "", "")),
        ("item 4", ("", "", "no", "1.5", "true")),
    ]


def test_json_is_told_by_its_beginning_where_the_name_does_not_tell(write: Write) -> None:
    assert read_table(write(' [{"title": "Wages"}]', "votes.txt")).columns == ("title",)
    assert read_table(write("[title],a\nWages,b\n", "votes.csv")).columns == ("[title]", "a")


def test_a_report_of_this_program_is_told_from_a_table(write: Write) -> None:
    path = write('{"schema": 1, "negotiation": {}}', "r.json")
    assert isinstance(read_file(path), Report)
    with pytest.raises(ProblemsFound, match="is a report, and no table"):
        read_table(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1, column 2: is not valid JSON"),
        ("[" * 100_000, "nests too deep"),
        ("[NaN]", "NaN is no number"),
        ("[" + "9" * 5000 + "]", "is not valid JSON"),
        ("{}", "neither a list of objects nor a report"),
        ("[]", "is empty"),
        ("[1]", "item 1: is no object"),
        ('[{}, {"a": []}]', "item 2, column 'a': is a list"),
        ('[{"a": {}}]', "item 1, column 'a': is an object"),
        ('[{"a": 1, "a": 2}]', "has the key 'a' twice"),
        (json.dumps([{"a": "x" * 2_000_000}]), "item 1, column 'a': holds 2,000,000 characters"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(write: Write, text: Any, message: str) -> None:
    with pytest.raises(ProblemsFound, match=message) as raised:
        read_table(write(text, "x.json"))
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_wrong_usage(write: Write) -> None:
    path = write("a,b\n")
    with pytest.raises(UsageError, match="is a directory"):
        read_table(path.parent)
    with pytest.raises(UsageError, match="no such file"):
        read_table(path.with_name("nothing.csv"))
    with pytest.raises(UsageError, match="cannot be read"):
        read_table(path.with_name("nul\0.csv"))
