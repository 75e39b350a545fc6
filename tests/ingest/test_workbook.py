from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from negotrack.errors import NegotrackError, ProblemsFound, UsageError
from negotrack.ingest.reading import read_workbook
from negotrack.ingest.table import InputTable

ROWS: tuple[tuple[Any, ...], ...] = (
    ("Nr", "Issue", "Front"),
    (1, "Pay", "No, not before the autumn."),
    (2.0, "Rosters", None),
)


def saved(*rows: tuple[Any, ...], change: Callable[[Worksheet], object] | None = None, more: str = "") -> bytes:
    """A workbook with one sheet of rows; ``change`` alters the sheet, ``more`` adds a part to the archive."""
    book = Workbook()
    sheet = book["Sheet"]
    for row in rows or ROWS:
        sheet.append(row)
    if change:
        change(sheet)
    content = io.BytesIO()
    book.save(content)
    if more:
        with zipfile.ZipFile(content, "a") as archive:
            archive.writestr(more, b"x")
    return content.getvalue()


def read(content: bytes, sheet: str | None = None) -> InputTable:
    return read_workbook(content, "talks.xlsx", sheet)


def test_a_sheet_is_a_table_of_what_its_cells_show() -> None:
    moment = datetime(2026, 3, 27, 14, 30)  # noqa: DTZ001 - spreadsheets have no time zones
    row = (3.0, 2.5, True, date(2026, 3, 27), moment.replace(hour=0, minute=0), moment, " two\nlines ", None)
    table = read(saved(tuple("abcdefgh"), row))
    assert table.columns == tuple("abcdefgh")
    assert [each.cells for each in table.rows] == [
        ("3", "2.5", "true", "2026-03-27", "2026-03-27", "2026-03-27T14:30:00", " two\nlines ", "")
    ]
    assert table.rows[0].place == "row 2"
    assert table.notes == ("read from sheet 'Sheet': 1 row of 8 columns",)


def test_the_first_sheet_that_is_not_empty_is_read_and_the_others_are_listed() -> None:
    book = Workbook()
    for name in ("First", "Second"):
        sheet = book.create_sheet(name)
        sheet.append(["title", "a"])
        sheet.append([name, "x"])
    content = io.BytesIO()
    book.save(content)
    first = read(content.getvalue())
    assert first.rows[0].cells[0] == "First"
    assert first.notes[1] == "the sheets are 'First', 'Second'; choose another one with --sheet"
    assert read(content.getvalue(), "Second").rows[0].cells[0] == "Second"
    with pytest.raises(UsageError, match="'Secnd': there is no such sheet \\(did you mean 'Second'"):
        read(content.getvalue(), "Secnd")
    book["First"].delete_rows(1, 2)
    book["First"]["B2"] = "below an empty line"
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(UsageError, match=r"the sheets are 'First', 'Second'"):
        read(content.getvalue(), "none")


@pytest.mark.parametrize(
    ("cells", "said"),
    [(("C3",), "1 cell contains a formula (first C3)"), (("C2", "C3"), "2 cells contain a formula (first C2)")],
)
def test_the_stored_value_of_a_formula_is_read_with_a_note(cells: tuple[str, ...], said: str) -> None:
    def fill(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell] = "=A2"

    content = saved(change=fill)
    with pytest.raises(ProblemsFound, match=f"cell {cells[0]}: contains a formula without a value"):
        read(content)
    # The value that a spreadsheet program stores beside a formula when it saves.
    shown = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(shown, "w") as out:
        for name in archive.namelist():
            part = archive.read(name)
            out.writestr(name, re.sub(rb"<f>A2</f>(?:<v ?/>|<v></v>)?", b"<f>A2</f><v>7</v>", part))
    table = read(shown.getvalue())
    assert table.rows[1].cells == ("2", "Rosters", "7")
    assert table.notes[1] == f"{said}; its value when the workbook was saved was used"


def test_hidden_rows_and_macros_are_mentioned_in_notes() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    notes = read(saved(change=hide, more="xl/vbaProject.bin")).notes
    assert notes[1:] == (
        "row 2 is hidden in the sheet; it was read like any other",
        "contains macros; they were neither run nor imported",
    )


def test_a_title_above_the_table_is_left_out_with_a_note() -> None:
    table = read(saved(("Talks of May",), (None, None, " "), *ROWS))
    assert table.columns == ("Nr", "Issue", "Front")
    assert [row.place for row in table.rows] == ["row 4", "row 5"]
    assert table.notes[1] == "left out above the header: 'Talks of May'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (saved(change=lambda sheet: sheet.merge_cells("C2:C3")), "sheet 'Sheet': cells C2:C3 are merged; one cell for"),
        (saved(change=lambda sheet: sheet.__setitem__("C2", "#REF!")), "cell C2: contains the error #REF!"),
        (saved((None,)), "is empty"),
        (
            saved(change=lambda sheet: sheet.__setitem__("ZZ9999", "x")),
            "reaches to cell ZZ9999, which is more than 2,000,000",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is locked with a password, or in the old form .xls"),
        (saved()[:-40], "is a broken workbook or archive"),
        (b"PK\x03\x04", "is a broken workbook or archive"),
    ],
)
def test_a_workbook_that_cannot_be_read_as_it_is_shown_is_refused_in_one_line(content: bytes, message: str) -> None:
    with pytest.raises(ProblemsFound, match=message) as raised:
        read(content)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"content.xml": b""}, "is an OpenDocument file, not a workbook"),
        ({"a.txt": b""}, "is an archive, not a workbook"),
        ({"xl/workbook.xml": b"<broken"}, "is a broken workbook"),
        ({"xl/workbook.xml": b"", "xl/sheet1.xml": bytes(129 * 2**20)}, "is larger than 128 MiB when unpacked"),
    ],
)
def test_an_archive_that_is_not_a_workbook_is_refused(parts: dict[str, bytes], message: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(NegotrackError, match=message):
        read(content.getvalue())
