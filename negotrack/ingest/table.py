"""Tables of text cells, with the place of every row; and parsing delimited text to such a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, islice, takewhile
from typing import NamedTuple

from negotrack.errors import ProblemsFound
from negotrack.pages.words import counted
from negotrack.suggestions import shown

_LONGEST_CELL = 1_000_000
"""The most characters of one cell; a longer one means a broken table."""
_USUAL = (",", ";", "\t", "|")
_NAMES = {"\t": "tabs", " ": "spaces"}
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
"""The line that a spreadsheet may write above the header to name the delimiter."""
_SAMPLE = 4_000
_LIMIT = 2**31 - 1
_FAULTS = {
    "unexpected end of data": "a quotation mark opens a cell, and none closes it",
    "expected after": "more text follows a closing quotation mark; inside a cell, write every quotation mark twice",
}


class InputProblem(NamedTuple):
    """A problem in an input, and its place.

    Attributes:
        message: what is wrong and what to do.
        place: the row, such as ``row 5``; empty for the input as a whole.
        column: the name of the column; empty for the row as a whole.
    """

    message: str
    place: str = ""
    column: str = ""

    def __str__(self) -> str:
        column = f"column {shown(self.column)}" if self.column else ""
        where = ", ".join(part for part in (self.place, column) if part)
        return f"{where}: {self.message}" if where else self.message


class InputRow(NamedTuple):
    """One row.

    Attributes:
        place: its place, such as ``row 5``, counted as in a spreadsheet, where the header is row 1.
        cells: the text of each column; empty if there is none.
    """

    place: str
    cells: Sequence[str]


@dataclass(frozen=True)
class InputTable:
    """A table with named columns.

    Attributes:
        name: the name of the file.
        columns: the names of the columns, each once.
        rows: the rows that are not empty.
        notes: assumptions made in reading it, one line each.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[InputRow, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {column: index for index, column in enumerate(self.columns)}

    def cell(self, row: InputRow, column: str | None) -> str:
        """The text of a row in a column; empty if it is blank or the column is None."""
        if column is None:
            return ""
        text = row.cells[self._indices[column]]
        return text if text.strip() else ""

    def word(self, row: InputRow, column: str | None) -> str:
        """The same, without surrounding white space."""
        return self.cell(row, column).strip()


def build_table(name: str, records: Iterable[InputRow], how: str) -> InputTable:
    """Build a table; its header is the first record with several cells filled. ``how`` goes into a note.

    Raises:
        ProblemsFound: the records are not a table; the message names the row and the column.
    """
    filled = [record for record in records if any(map(str.strip, record.cells))]
    if not filled:
        raise ProblemsFound("is empty")
    above = list(takewhile(_is_alone, filled))
    if len(above) in {0, len(filled)}:
        above = []
    header, *rows = filled[len(above) :]
    columns = _columns(header)
    if problems := [found for row in rows if (found := _uneven(columns, row))]:
        raise ProblemsFound(summary(problems))
    if problems := [found for row in rows for found in _too_long(columns, row)]:
        raise ProblemsFound(summary(problems))
    if not rows:
        raise ProblemsFound("has a header, and no rows below it")
    width = len(columns)
    notes = [f"read {how}: {counted(len(rows), 'row')} of {counted(width, 'column')}"]
    notes += (f"left out above the header: {shown(' '.join(row.cells).strip())}" for row in above)
    cut = tuple(InputRow(row.place, tuple(row.cells[:width])) for row in rows)
    return InputTable(name, columns, cut, tuple(notes))


def _is_alone(row: InputRow) -> bool:
    """Whether only one cell of a row is filled, as in a title above the table."""
    return sum(bool(cell.strip()) for cell in row.cells) == 1


def read_delimited(text: str, name: str, *, delimiter: str | None = None, encoding: str = "text") -> InputTable:
    """Parse the table in a text; the delimiter is detected if it is None.

    Raises:
        ProblemsFound: the text is not a table; the message names the row and the column.
    """
    if line := _SEPARATOR_LINE.match(text):
        text, delimiter = text[line.end() :], delimiter or line[1]
    delimiter = delimiter or _detect_delimiter(text)
    divided = _NAMES.get(delimiter, shown(delimiter))
    return build_table(name, _records(text, delimiter), f"as {encoding} with {divided} between cells")


def _records(text: str, delimiter: str) -> Iterator[InputRow]:
    csv.field_size_limit(_LIMIT)
    number = 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            yield InputRow(f"row {number}", cells)
    except csv.Error as error:
        reason = next((words for known, words in _FAULTS.items() if known in str(error)), str(error))
        raise ProblemsFound(f"row {number + 1}: {reason}") from error


def _detect_delimiter(text: str) -> str:
    """The delimiter that the sniffer finds; if it does not give even rows of several columns, a usual one that does."""
    sample = text[:_SAMPLE]
    try:
        sniffed = csv.Sniffer().sniff(sample).delimiter
    except csv.Error:
        sniffed = _USUAL[0]
    # In a table of few or long rows, the sniffer takes letters or spaces for delimiters.
    signs = _USUAL if sniffed.isalnum() or sniffed in " \"'\r\n" else (sniffed, *_USUAL)
    return max(signs, key=lambda sign: _is_even(text, sign))


def _is_even(text: str, delimiter: str) -> bool:
    try:
        filled = (row for row in islice(_records(text, delimiter), 50) if any(map(str.strip, row.cells)))
        widths = [len(row.cells) for row in dropwhile(_is_alone, filled)]
    except ProblemsFound:
        return False
    return len(set(widths)) == 1


def summary(problems: Sequence[InputProblem]) -> str:
    """Problems of one kind on one line: the first, and the number of others."""
    return f"{problems[0]}{more(problems)}"


def more(found: Sequence[object]) -> str:
    """The number of others like the first, in parentheses; empty if there is only one."""
    return f" (and {len(found) - 1:,} more like it)" if len(found) > 1 else ""


def _columns(header: InputRow) -> tuple[str, ...]:
    """The names of the columns; empty cells at the end are ignored."""
    names = [cell.strip() for cell in header.cells]
    while not names[-1]:
        names.pop()
    seen: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        if not name:
            raise ProblemsFound(f"{header.place}: column {number} has no name; name it, or remove it")
        if "\0" in name:
            raise ProblemsFound(f"{header.place}: column {number} is not text; this is not a table")
        if name in seen:
            raise ProblemsFound(f"{header.place}: columns {seen[name]} and {number} are both {shown(name)}; rename one")
        seen[name] = number
    return tuple(names)


def _uneven(columns: tuple[str, ...], row: InputRow) -> InputProblem | None:
    width, count = len(columns), len(row.cells)
    if count < width:
        what = f"column {shown(columns[count])} is missing"
    elif any(map(str.strip, row.cells[width:])):
        what = f"column {width + 1} has no name"
    else:
        return None
    return InputProblem(f"has {counted(count, 'cell')}, and the header {width}; {what}", row.place)


def _too_long(columns: tuple[str, ...], row: InputRow) -> list[InputProblem]:
    return [
        InputProblem(f"has {len(cell):,} characters; at most {_LONGEST_CELL:,} are allowed", row.place, column)
        for column, cell in zip(columns, row.cells, strict=False)
        if len(cell) > _LONGEST_CELL
    ]
