from __future__ import annotations

import codecs
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.errors import NegotrackError, ProblemsFound, UsageError
from negotrack.ingest.reading import JsonReport, decode, read_input
from negotrack.ingest.table import InputTable, read_delimited
from tests.ingest.conftest import Write, read_table

RUSSIAN = "номер,название\n1,Статья о перемирии и обмене пленными\n2,Стороны прекращают огонь с первого апреля\n"
JAPANESE = (
    "番号,題名\n1,休戦と捕虜の交換に関する提案\n2,双方は四月一日から停戦する。\n"
    "3,捕虜の交換は赤十字の監視の下で行われる。\n"
)
CZECH = "číslo,název\n1,Příliš žluťoučký kůň, návrh na příměří a výměnu zajatců\n"
FRENCH = "numéro,titre\n1,Déclaration sur la cessation des hostilités – “première” étape à Genève\n"
HEADER = ["title", "Union", "Port"]
ROWS = [["Wages, and hours; nights", "proposes", "no"], ["Say “yes”\tor no", "x|y~z", ""], ["1", "\n,", '"']]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (codecs.BOM_UTF8 + JAPANESE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + JAPANESE.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + JAPANESE.encode("utf-16-be"), "utf-16"),
        (f"id,{JAPANESE}".encode("utf-16-le"), "utf-16-le"),
        (f"id,{JAPANESE}".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_unicode_is_recognised_by_its_byte_order_mark_or_its_zero_bytes(content: bytes, encoding: str) -> None:
    text, found = decode(content)
    assert text.removeprefix("id,") == JAPANESE
    assert found == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (CZECH, "cp1250"), (FRENCH, "cp1252")],
)
def test_an_older_encoding_is_detected_and_named_with_a_word_to_check(text: str, encoding: str) -> None:
    decoded, found = decode(text.encode(encoding))
    assert decoded == text
    assert "if '" in found
    assert "is wrong, name another with --encoding" in found


def test_one_foreign_letter_at_the_end_of_a_long_table_is_enough_to_detect_the_encoding() -> None:
    text = "1,plain words of a motion that was put\n" * 20_000 + "2,Président\n"
    assert decode(text.encode("cp1252"))[0] == text


def test_a_file_that_is_too_large_is_refused_and_never_cut_off(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "a,b\n1,2\n"
    for limit in (len(content), len(content) - 1):
        monkeypatch.setattr("negotrack.ingest.reading.LARGEST", limit)
        if limit == len(content):
            assert read_table(write(content)).columns == ("a", "b")
        else:
            with pytest.raises(ProblemsFound, match="is larger than"):
                read_input(write(content))


def test_a_named_encoding_is_used_as_it_is_given() -> None:
    assert decode("1,הצעה\n".encode("cp1255"), "cp1255") == ("1,הצעה\n", "cp1255")
    for unknown in ("utf-99", "hex"):
        with pytest.raises(UsageError, match="no such encoding"):
            decode(b"a,b", unknown)
    with pytest.raises(ProblemsFound, match="byte 3 does not fit"):
        decode(b"a,\xff", "utf-8")


def test_one_broken_byte_does_not_make_utf_8_pass_for_another_encoding() -> None:
    with pytest.raises(ProblemsFound, match="in line 2 byte 27"):
        decode("Zürich,Genève,Köln\n".encode()[:-1] + b"\nBern\xff\n")


@given(st.binary())
def test_any_bytes_are_decoded_or_refused_in_one_line(content: bytes) -> None:
    refusal = ""
    try:
        decode(content)
    except NegotrackError as error:
        refusal = str(error)
    assert "\n" not in refusal


@given(st.text())
def test_utf_8_is_decoded_unchanged(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode())[0] == text


def written(delimiter: str, ends: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows([HEADER, *ROWS])
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~", "§"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_any_delimiter_and_any_line_end_are_detected(delimiter: str, ends: str) -> None:
    table = read_delimited(written(delimiter, ends), "votes.csv")
    assert list(table.columns) == HEADER
    assert [list(row.cells) for row in table.rows] == ROWS


@pytest.mark.parametrize(
    "text",
    [
        "Nr;Issue\n1;Pay, hours\n2;Rosters, and more, too\n",
        "Nr;Issue\n1;Pay\n",
        "Nr;Issue\n1;Pay for all: now\n2;Rosters: later\n",
        "Nr;Issue\n2026-03-09;a-b-c\n2026-03-10;d-e-f\n",
        'Nr;Issue\n1;"He said ""yes, and no"""\n2;Rosters\n',
    ],
)
def test_the_delimiter_of_a_plain_table_is_found_whatever_its_cells_hold(text: str) -> None:
    assert read_delimited(text, "x.csv").columns == ("Nr", "Issue")


def test_a_title_above_the_header_is_left_out_of_the_table() -> None:
    table = read_delimited("Talks, and more, of May\n\nNr;Issue;Union\n1;Pay;yes\n2;Rosters, too;no\n", "x.csv")
    assert table.columns == ("Nr", "Issue", "Union")
    assert table.notes[1] == "left out above the header: 'Talks, and more, of May'"


def test_a_delimiter_that_is_given_or_declared_in_the_file_is_used() -> None:
    assert read_delimited("a b,c\n1 2,3\n", "x.csv", delimiter=" ").columns == ("a", "b,c")
    assert read_delimited("sep=;\r\na,b;c\r\n1,2;3\r\n", "x.csv").columns == ("a,b", "c")


def test_rows_are_numbered_as_in_a_spreadsheet_and_empty_ones_left_out() -> None:
    table = read_delimited('title,a,,\n"two\nlines",x,,\n\n  ,\nlast,y,,\n', "x.csv")
    assert table.columns == ("title", "a")
    assert [(row.place, row.cells) for row in table.rows] == [("row 2", ("two\nlines", "x")), ("row 5", ("last", "y"))]


def test_the_content_of_a_cell_stays_as_it_is() -> None:
    text = " a\u202e\0\x1b[2J\tb "
    assert read_delimited(f'title,b\n"{text}",c\n', "x.csv").rows[0].cells[0] == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n \n\t\n", "is empty"),
        ("a,b\n", "has a header, and no rows below it"),
        ("a,b\n1,2\n3\n", "row 3: has 1 cell, and the header 2; column 'b' is missing"),
        ("a,b\n1\n2\n3\n", r"row 2: .* \(and 2 more like it\)"),
        ("a,b\n1,2,3\n", "row 2: has 3 cells, and the header 2; column 3 has no name"),
        ("a,b, a\n1,2,3\n", "row 1: columns 1 and 3 are both 'a'; rename one"),
        ("a,,b\n1,2,3\n", "row 1: column 2 has no name"),
        ("a\0,b\n1,2\n", "row 1: column 1 is not text"),
        ('a,b\n1,"2\n3,4\n', "row 2: a quotation mark opens a cell, and none closes it"),
        ('a,b\n1,2\n"3"4,5\n', "row 3: more text follows a closing quotation mark"),
        (f"a,b\n1,2\n3,{'x' * 1_000_001}\n", "row 3, column 'b': has 1,000,001 characters; at most 1,000,000"),
    ],
)
def test_text_that_is_not_a_table_is_refused_with_row_and_column(text: str, message: str) -> None:
    before = csv.field_size_limit()
    with pytest.raises(ProblemsFound, match=message) as raised:
        read_delimited(text, "x.csv")
    assert "\n" not in str(raised.value)
    assert csv.field_size_limit() == before


@given(st.text(alphabet=st.sampled_from('ab,;\t|"\n\r=\0é ')))
def test_any_text_is_a_table_or_is_refused_in_one_line(text: str) -> None:
    table, refusal = InputTable("x.csv", (), ()), ""
    try:
        table = read_delimited(text, "x.csv")
    except NegotrackError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_a_json_list_of_objects_is_a_table_with_the_keys_of_them_all(write: Write) -> None:
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


def test_the_format_of_a_file_is_recognised_by_its_ending_or_else_by_its_beginning(write: Write) -> None:
    assert read_table(write(' [{"title": "Wages"}]', "votes.txt")).columns == ("title",)
    assert read_table(write("[title],a\nWages,b\n", "votes.csv")).columns == ("[title]", "a")
    assert isinstance(read_input(write('{"schema": 1, "negotiation": {}}', "r.json")), JsonReport)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1, column 2: is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[NaN]", "NaN is not a number"),
        ("[" + "9" * 5000 + "]", "is not valid JSON"),
        ("{}", "neither a list of objects nor a report"),
        ("[]", "is empty"),
        ("[1]", "item 1: is not an object"),
        ('[{}, {"a": []}]', "item 2, column 'a': is a list"),
        ('[{"a": {}}]', "item 1, column 'a': is an object"),
        ('[{"a": 1, "a": 2}]', "has the key 'a' twice"),
        (json.dumps([{"a": "x" * 1_000_001}]), "item 1, column 'a': has 1,000,001 characters"),
    ],
)
def test_json_that_is_not_a_table_is_refused_with_its_place(write: Write, text: str, message: str) -> None:
    with pytest.raises(ProblemsFound, match=message) as raised:
        read_table(write(text, "x.json"))
    assert "\n" not in str(raised.value)


def test_a_table_comes_with_its_file_name_and_a_note_on_how_it_was_read(write: Write) -> None:
    table = read_table(write("título;a\nNúmero;b\n".encode("utf-16"), "wide.csv"))
    assert table.name == "wide.csv"
    assert table.notes == ("read as utf-16 with ';' between cells: 1 row of 2 columns",)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (".", b"", "is a directory"),
        ("nothing.csv", None, "no such file"),
        ("nul\0.csv", None, "cannot be read"),
        ("empty.csv", b" \n", r"empty\.csv: is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0\1\2\xfe" * 20, "is not a table; name a workbook"),
    ],
)
def test_a_file_that_holds_no_table_is_refused(write: Write, name: str, content: bytes | None, message: str) -> None:
    path = write(content or b"", "other" if content is None else name) if name != "." else write("").parent
    with pytest.raises(NegotrackError, match=message):
        read_table(path if content is not None else path.with_name(name))
