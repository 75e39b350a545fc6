"""Reading files to import: every file gives a table, a report, or a one-line error."""

from __future__ import annotations

import codecs
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from negotrack.errors import NegotrackError, ProblemsFound, UsageError, reason
from negotrack.ingest.table import InputProblem, InputRow, InputTable, build_table, more, read_delimited, summary
from negotrack.pages.words import counted
from negotrack.suggestions import nearest, shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 512 * 2**20
"""The most bytes of a file to import."""
_SAMPLE = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_WESTERN = "cp1252"
_LARGEST_UNPACKED = 128 * 2**20
"""The most bytes of an unpacked workbook; a larger one is no table of proposals, or was made to exhaust memory."""
_MOST_CELLS = 2_000_000
"""The most cells of a sheet; the library creates every cell up to the last one, even if that has only a format."""
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old or an encrypted workbook."""


class JsonReport(NamedTuple):
    """A parsed JSON report of this program.

    Attributes:
        name: the name of the file.
        value: its contents.
    """

    name: str
    value: dict[str, Any]


def read_input(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> InputTable | JsonReport:
    """Read the table or the report in a file: a workbook, delimited text, or JSON.

    Encoding and delimiter are detected if None; the default sheet is the first that is not empty.

    Raises:
        UsageError: the file cannot be read, or the options do not fit or do not suffice.
        ProblemsFound: it is not a table.
    """
    content = _content(path)
    try:
        if content.startswith((_ZIP, _COMPOUND)):
            return read_workbook(content, path.name, sheet)
        if sheet is not None:
            raise UsageError("--sheet is for workbooks, and this is not one")
        text, found = decode(content, encoding)
        if not _is_json(path, text):
            return read_delimited(text, path.name, delimiter=delimiter, encoding=found)
        value = _parsed(text)
        if isinstance(value, dict) and "schema" in value and "negotiation" in value:
            return JsonReport(path.name, value)
        return _objects(value, path.name, found)
    except NegotrackError as error:
        raise type(error)(f"{path}: {error}") from error


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Decode the bytes of a file, and return the text and the encoding, detected if not given.

    Raises:
        UsageError: the encoding is unknown, or cannot be detected.
        ProblemsFound: the bytes are not text, or not valid in their encoding.
    """
    if encoding is not None:
        return _strict(content, encoding).removeprefix("\ufeff"), encoding
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16"), "utf-16"
    if content[:2].count(0) == 1:  # in the header's first letter
        wide = "utf-16-be" if content[0] == 0 else "utf-16-le"
        return _strict(content, wide), wide
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if sum(not character.isascii() for character in text) > 2 * broken:  # hardly ever valid by chance
            line = content.count(b"\n", 0, error.start) + 1
            message = f"is UTF-8, but in line {line:,} byte {error.start + 1:,} of the file is broken; fix it there"
            raise ProblemsFound(message) from error
        return _detect_encoding(content)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: there is no such encoding; write it like utf-8 or cp1252") from error
    except UnicodeDecodeError as error:
        raise ProblemsFound(f"is not {encoding}: byte {error.start + 1:,} does not fit") from error


def _detect_encoding(content: bytes) -> tuple[str, str]:
    """The text in the most likely encoding; among equally likely ones, that most common in spreadsheets."""
    lines = b"\n".join(line for line in content.splitlines() if not line.isascii())
    sample = lines[: lines.rfind(b"\n", 0, _SAMPLE)] if len(lines) > _SAMPLE else lines
    if _CONTROL.search(sample or content):
        raise ProblemsFound("is not a table; name a workbook (.xlsx), CSV or JSON")
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample))
    if not matches:
        raise UsageError("is in an encoding that cannot be detected; name it with --encoding")
    best = matches[0]
    usual = any(
        _WESTERN in each.could_be_from_charset and each.chaos <= best.chaos and each.coherence >= best.coherence
        for each in matches
    )
    encoding = _WESTERN if usual else best.encoding
    text = _strict(content, encoding)
    word = next((word for word in text.split() if not word.isascii()), "")
    return text, f"{encoding} (if {shown(word)} is wrong, name another with --encoding)"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}") from error
    except ValueError as error:
        raise UsageError(f"{str(path)!r}: cannot be read: {error}") from error
    if len(content) > LARGEST:
        raise ProblemsFound(f"{path}: is larger than {LARGEST // 2**20} MiB")
    if not content.strip():
        raise ProblemsFound(f"{path}: is empty")
    return content


def _is_json(path: Path, text: str) -> bool:
    """Whether a file is JSON, by its ending, or by its first character if the ending does not tell."""
    ending = path.suffix.casefold()
    return ending == ".json" or (ending not in {".csv", ".tsv", ".tab"} and text.lstrip()[:1] in {"[", "{"})


def _parsed(text: str) -> Any:
    """Parse a JSON text; duplicate keys in an object are an error."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ProblemsFound(f"line {error.lineno:,}, column {error.colno:,}: is not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise ProblemsFound("is not valid JSON: it is nested too deeply") from error
    except ValueError as error:
        raise ProblemsFound(f"is not valid JSON: {error}") from error


def _objects(value: Any, name: str, encoding: str) -> InputTable:
    """The table in a list of objects: each object is a row, and the keys of all of them are the columns."""
    if not isinstance(value, list):
        raise ProblemsFound("is JSON, but neither a list of objects nor a report of this program")
    for number, item in enumerate(value, 1):
        if not isinstance(item, dict):
            raise ProblemsFound(f'item {number}: is not an object; every item is a row, such as {{"title": "…"}}')
    columns = list(dict.fromkeys(key for item in value for key in item))
    rows = [
        InputRow(f"item {number}", [_cell(item.get(column), f"item {number}", column) for column in columns])
        for number, item in enumerate(value, 1)
    ]
    return build_table(name, [InputRow("the keys", columns), *rows], f"as JSON in {encoding}")


def _cell(value: Any, place: str, column: str) -> str:
    if isinstance(value, list | dict):
        kind = "a list" if isinstance(value, list) else "an object"
        raise ProblemsFound(str(InputProblem(f"is {kind}; a cell is text or a number", place, column)))
    return _text(value)


def _text(value: object) -> str:
    """A value as a cell shows it, such as 2026-03-27 for a day."""
    if isinstance(value, bool | None):
        return {None: "", True: "true", False: "false"}[value]
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in found if keys.count(key) > 1)
        raise ValueError(f"an object has the key {shown(double)} twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")


# ---- Workbooks: the values in the cells, without calculating anything ----


def read_workbook(content: bytes, name: str, sheet: str | None = None) -> InputTable:
    """Read the table in one sheet of a workbook, by default the first that is not empty.

    Raises:
        UsageError: there is no such sheet.
        ProblemsFound: the workbook cannot be read, or the sheet is not a table.
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
        others = f" (and {len(merged) - 1:,} more)" if len(merged) > 1 else ""
        raise ProblemsFound(
            f"sheet {shown(chosen.title)}: cells {min(map(str, merged))} are merged{others}; "
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
        notes.append(f"{_listed(sheets)}; choose another one with --sheet")
    if macros:
        notes.append("contains macros; they were neither run nor imported")
    return InputTable(table.name, table.columns, table.rows, (*table.notes, *notes))


def _check_archive(content: bytes) -> bool:
    """Check that a file is a workbook that can be read, and return whether it contains macros.

    Raises:
        ProblemsFound: it is not.
    """
    if content.startswith(_COMPOUND):
        raise ProblemsFound(
            "is locked with a password, or in the old form .xls; save it without a password as .xlsx or CSV"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ProblemsFound("is a broken workbook or archive; save it again as .xlsx or CSV") from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        kind = "an OpenDocument file" if "content.xml" in names else "an archive"
        raise ProblemsFound(f"is {kind}, not a workbook; save its sheet as .xlsx or CSV")
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise ProblemsFound(f"is larger than {_LARGEST_UNPACKED // 2**20} MiB when unpacked; save its sheet as CSV")
    return any(name.endswith("vbaProject.bin") for name in names)


def _loaded(content: bytes, *, values: bool = False) -> Workbook:
    """Load a workbook with its formulas, or with the values that they had when it was saved."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and the like, which are not imported
            return load_workbook(io.BytesIO(content), data_only=values)
    except Exception as error:  # the library can raise anything on a broken or crafted file
        raise ProblemsFound(f"is a broken workbook ({type(error).__name__}); save it again as .xlsx or CSV") from error


def _rows(sheet: Worksheet, content: bytes) -> tuple[list[InputRow], list[str]]:
    """The rows of a sheet, and notes about them."""
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    notes = []
    if formulas:
        # The values of formulas need a second, slow reading, so it is done only if there are formulas.
        sheet = _loaded(content, values=True)[sheet.title]
        what = f"{counted(len(formulas), 'cell')} contain{'s' if len(formulas) == 1 else ''} a formula"
        notes.append(f"{what} (first {formulas[0]}); its value when the workbook was saved was used")
        missing = [cell for cell in formulas if sheet[cell].value is None]
        if missing:
            raise ProblemsFound(
                f"cell {missing[0]}: contains a formula without a value{more(missing)}; "
                "open the workbook in a spreadsheet program, save it there, and try again"
            )
    hidden = [number for number, found in sheet.row_dimensions.items() if found.hidden]
    if hidden:
        notes.append(f"row {hidden[0]} is hidden in the sheet{more(hidden)}; it was read like any other")
    problems: list[InputProblem] = []
    rows = [InputRow(f"row {number}", list(_cells(row, problems))) for number, row in enumerate(sheet.iter_rows(), 1)]
    if problems:
        raise ProblemsFound(summary(problems))
    return rows, notes


def _cells(row: tuple[Any, ...], problems: list[InputProblem]) -> Iterator[str]:
    for cell in row:
        if cell.data_type == "e":
            problems.append(InputProblem(f"contains the error {cell.value}; fix it there", f"cell {cell.coordinate}"))
        is_whole = isinstance(cell.value, float) and cell.value.is_integer()  # shown without a decimal point
        yield _text(int(cell.value) if is_whole else cell.value)


def _listed(sheets: Iterable[str]) -> str:
    return f"the sheets are {', '.join(map(shown, sheets))}"
