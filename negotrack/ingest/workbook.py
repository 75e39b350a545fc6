"""A sheet of a workbook to a table: what the cells show, and nothing that only a spreadsheet program could work out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from negotrack.errors import ProblemsFound, UsageError
from negotrack.ingest.table import InputProblem, InputRow, InputTable, build_table, summary
from negotrack.pages.words import counted
from negotrack.suggestions import nearest, shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LARGEST = 128 * 2**20
"""Bytes of a workbook when unpacked; what is larger is no table of proposals, or was made to fill the memory."""
_MOST_CELLS = 2_000_000
"""The library makes every cell up to the last one, also where only a format stands in that."""
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old workbook begins, and one that is encrypted."""


def is_workbook(content: bytes) -> bool:
    """Whether a file is a workbook, if only one that cannot be read."""
    return content.startswith((_ZIP, _COMPOUND))


def read_workbook(content: bytes, name: str, sheet: str | None = None) -> InputTable:
    """The table in one sheet of a workbook.

    Args:
        content: the bytes of the file.
        name: its name.
        sheet: which sheet; None for the first that holds anything.

    Raises:
        UsageError: there is no such sheet.
        ProblemsFound: the file is no workbook that can be read, or the sheet no table.
    """
    macros = _check_archive(content)
    book = _loaded(content)
    sheets = {each.title: each for each in book.worksheets if each.max_row > 1 or each["A1"].value is not None}
    if not sheets:
        raise ProblemsFound("is empty")
    if sheet is not None and sheet not in sheets:
        raise UsageError(f"--sheet {shown(sheet)}: there is no such sheet{nearest(sheet, sheets)}; {_listed(sheets)}")
    chosen = sheets[sheet or next(iter(sheets))]
    if merged := chosen.merged_cells.ranges:
        more = f" (and {len(merged) - 1:,} more)" if len(merged) > 1 else ""
        raise ProblemsFound(
            f"sheet {shown(chosen.title)}: cells {min(map(str, merged))} are merged{more}; "
            "one cell for each row and column is needed: unmerge them in the spreadsheet"
        )
    if chosen.max_row * chosen.max_column > _MOST_CELLS:
        raise ProblemsFound(
            f"sheet {shown(chosen.title)}: reaches to cell {chosen.dimensions.rpartition(':')[2]}, which is more than "
            f"{_MOST_CELLS:,} cells; delete the empty rows and columns beside the table"
        )
    rows, notes = _rows(chosen, content)
    table = build_table(name, rows, f"from sheet {shown(chosen.title)}")
    if len(sheets) > 1 and sheet is None:
        notes.append(f"{_listed(sheets)}; another one is taken with --sheet")
    if macros:
        notes.append("holds macros; they were neither run nor taken")
    return InputTable(table.name, table.columns, table.rows, (*table.notes, *notes))


def _check_archive(content: bytes) -> bool:
    """Whether a workbook holds macros.

    Raises:
        ProblemsFound: it is none, or none that can be read.
    """
    if content.startswith(_COMPOUND):
        raise ProblemsFound(
            "is locked with a password, or in the old form .xls; save it without a password as .xlsx or CSV"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ProblemsFound("is a broken workbook or archive; save it anew as .xlsx or CSV") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = "an OpenDocument file" if "content.xml" in names else "an archive"
        raise ProblemsFound(f"is {kind}, and no workbook; save its sheet as .xlsx or CSV")
    if sum(part.file_size for part in parts) > _LARGEST:
        raise ProblemsFound(f"is larger than {_LARGEST // 2**20} MiB when unpacked; save its sheet as CSV")
    return any(name.endswith("vbaProject.bin") for name in names)


def _loaded(content: bytes, *, values: bool = False) -> Workbook:
    """A workbook, with formulas, or with the values that they gave when it was saved."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and the like, of which nothing is taken
            return load_workbook(io.BytesIO(content), data_only=values)
    except Exception as error:  # whatever a file that is made by hand or broken brings about in the library
        raise ProblemsFound(f"is a broken workbook ({type(error).__name__}); save it anew as .xlsx or CSV") from error


def _rows(sheet: Worksheet, content: bytes) -> tuple[list[InputRow], list[str]]:
    """The rows of a sheet, and what has to be said about them."""
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    notes = []
    if formulas:
        # Reading a second time is dear, and what formulas gave is only in the other reading.
        sheet = _loaded(content, values=True)[sheet.title]
        what = f"{counted(len(formulas), 'cell')} hold{'s' if len(formulas) == 1 else ''} a formula"
        notes.append(f"{what} (first {formulas[0]}); what it gave when the workbook was saved was taken")
        missing = [cell for cell in formulas if sheet[cell].value is None]
        if missing:
            raise ProblemsFound(
                f"cell {missing[0]}: holds a formula without a value{_more(missing)}; "
                "open the workbook in a spreadsheet program, save it there, and try again"
            )
    hidden = [number for number, found in sheet.row_dimensions.items() if found.hidden]
    if hidden:
        notes.append(f"row {hidden[0]} is hidden in the sheet{_more(hidden)}; it was taken like any other")
    problems: list[InputProblem] = []
    rows = [InputRow(f"row {number}", list(_cells(row, problems))) for number, row in enumerate(sheet.iter_rows(), 1)]
    if problems:
        raise ProblemsFound(summary(problems))
    return rows, notes


def _cells(row: tuple[Any, ...], problems: list[InputProblem]) -> Iterator[str]:
    for cell in row:
        if cell.data_type == "e":
            problems.append(InputProblem(f"holds the error {cell.value}; mend it there", f"cell {cell.coordinate}"))
        yield _text(cell.value)


def _text(value: object) -> str:
    """What a cell shows: a whole number without a point, a day as 2026-03-27."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _more(found: list[Any]) -> str:
    return f" (and {len(found) - 1:,} more like it)" if len(found) > 1 else ""


def _listed(sheets: Iterable[str]) -> str:
    return f"the sheets are {', '.join(map(shown, sheets))}"
