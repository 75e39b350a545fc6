from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.errors import NegotrackError, ProblemsFound
from negotrack.ingest.delimited import read_delimited
from negotrack.ingest.reading import read_table
from negotrack.ingest.table import Table
from tests.ingest.conftest import Write

HEADER = ["title", "Union", "Port"]
ROWS = [["Wages, and hours; nights", "proposes", "no"], ["Say “yes”\tor no", "x|y~z", ""], ["1", "\n,", '"']]


def written(delimiter: str, ends: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows([HEADER, *ROWS])
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~", "^", ":", "§"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_any_delimiter_and_any_line_end_is_found_out(delimiter: str, ends: str) -> None:
    table = read_delimited(written(delimiter, ends), "votes.csv")
    assert list(table.columns) == HEADER
    assert [list(row.cells) for row in table.rows] == ROWS


def test_a_delimiter_that_was_named_is_taken() -> None:
    assert read_delimited("a b,c\n1 2,3\n", "x.csv", delimiter=" ").columns == ("a", "b,c")


def test_the_delimiter_that_a_spreadsheet_put_before_the_header_is_taken() -> None:
    table = read_delimited("sep=;\r\na,b;c\r\n1,2;3\r\n", "x.csv")
    assert table.columns == ("a,b", "c")
    assert table.rows[0].place == "row 2"


def test_the_delimiter_is_the_one_under_which_the_wanted_columns_are_there() -> None:
    text = "Side, first;Side, second\n1, 2;3, 4\n"
    assert read_delimited(text, "x.csv", wanted={"Side, second"}).columns == ("Side, first", "Side, second")


def test_a_table_of_one_column_needs_no_delimiter() -> None:
    assert read_delimited("title\nWages\nNights, too\n", "x.csv", delimiter=";").rows[1].cells == ("Nights, too",)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = read_delimited('title,a\n"two\nlines",x\n\n  ,\nlast,y\n', "x.csv")
    assert [row.place for row in table.rows] == ["row 2", "row 5"]


def test_empty_cells_beyond_the_header_are_none() -> None:
    table = read_delimited("title,a,,\nx,y,,\n", "x.csv")
    assert table.columns == ("title", "a")
    assert table.rows[0].cells == ("x", "y")


def test_what_is_in_a_cell_stays_as_it_is() -> None:
    text = " a\u202e\0\x1b[2J\tb "
    assert read_delimited(f'title,b\n"{text}",c\n', "x.csv").rows[0].cells[0] == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("\n \n\t\n", "is empty"),
        ("a,b\n", "has a header, and no rows below it"),
        ("a,b\n1,2\n3\n", "row 3: has 1 cell, and the header 2; nothing stands in column 'b'"),
        ("a,b\n1\n2\n3\n", "row 2: .* (and 2 more like it)"),
        ("a,b\n1,2,3\n", "row 2: has 3 cells, and the header 2; column 3 has no name"),
        ("a,b, a\n1,2,3\n", "row 1: columns 1 and 3 are both 'a'; rename one"),
        ("a,,b\n1,2,3\n", "row 1: column 2 has no name"),
        ("a\0,b\n1,2\n", "row 1: column 1 is no text"),
        ('a,b\n1,"2\n3,4\n', "row 2: a quotation mark opens a cell, and none closes it"),
        ('a,b\n1,2\n"3"4,5\n', "row 3: more text follows a closing quotation mark"),
        (f"a,b\n1,2\n3,{'x' * 10_000_000}\n", "row 3, column 'b': holds 10,000,000 characters; at most 1,000,000"),
    ],
)
def test_what_is_no_table_is_refused_with_row_and_column(text: str, message: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        read_delimited(text, "x.csv")
    expected = message.replace("(and", r"\(and").replace("it)", r"it\)")
    assert raised.match(expected)
    assert "\n" not in str(raised.value)


def test_the_limit_of_other_readers_of_tables_stays_as_it_was() -> None:
    before = csv.field_size_limit()
    read_delimited(f"a,b\n{'x' * 500_000},y\n", "x.csv")
    assert csv.field_size_limit() == before


@given(st.text(alphabet=st.sampled_from('ab,;\t|"\n\r=\0é ')))
def test_any_text_is_a_table_or_is_refused_in_one_line(text: str) -> None:
    table, refusal = Table("x.csv", (), ()), ""
    try:
        table = read_delimited(text, "x.csv")
    except NegotrackError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_the_file_is_named_together_with_what_was_taken_for_granted(write: Write) -> None:
    table = read_table(write("título;a\nNúmero;b\n".encode("utf-16"), "wide.csv"))
    assert table.name == "wide.csv"
    assert table.notes == ("read as utf-16-le, 1 row of 2 columns, divided by ';'",)
    with pytest.raises(ProblemsFound, match=r"empty\.csv: is empty"):
        read_table(write("", "empty.csv"))
