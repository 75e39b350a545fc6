"""Text with delimiters to a table: any delimiter, any line end, quotes as spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from negotrack.errors import ProblemsFound
from negotrack.ingest.table import LONGEST_CELL, Row, Table, Trouble, summary
from negotrack.suggestions import shown
from negotrack.wording import counted

_USUAL = (",", ";", "\t", "|")
_NAMES = {"\t": "tabs", " ": "spaces"}
_TOLD = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SAMPLE = 200
_LIMIT = 2**31 - 1
_FAULTS = {
    "unexpected end of data": "a quotation mark opens a cell, and none closes it",
    "expected after": "more text follows a closing quotation mark; inside a cell, write every quotation mark twice",
}


class _Record(NamedTuple):
    number: int
    cells: list[str]

    @property
    def place(self) -> str:
        return f"row {self.number}"


def read_delimited(text: str, name: str, *, delimiter: str | None = None, wanted: Collection[str] = ()) -> Table:
    """The table in a text.

    Args:
        text: the whole file.
        name: the name of the file.
        delimiter: what divides cells; None to find out.
        wanted: names that are likely to be columns.

    Raises:
        ProblemsFound: the text is no table; the message names the row and the column.
    """
    if told := _TOLD.match(text):
        text, delimiter = text[told.end() :], delimiter or told[1]
    delimiter = delimiter or _likeliest(text, wanted)
    written = [record for record in _records(text, delimiter) if any(map(str.strip, record.cells))]
    if not written:
        raise ProblemsFound("is empty")
    columns, records = _columns(written[0]), written[1:]
    width = len(columns)
    _check(columns, records)
    rows = tuple(Row(each.place, tuple(each.cells[:width])) for each in records)
    divided = _NAMES.get(delimiter, shown(delimiter))
    if not rows:
        raise ProblemsFound("has a header, and no rows below it")
    return Table(
        name, columns, rows, (f"{counted(len(rows), 'row')} of {counted(width, 'column')}, divided by {divided}",)
    )


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """Every row, also an empty one, with its number.

    Raises:
        ProblemsFound: quotation marks do not close.
    """
    before = csv.field_size_limit(_LIMIT)
    number = 0
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            yield _Record(number, cells)
    except csv.Error as error:
        reason = next((words for known, words in _FAULTS.items() if known in str(error)), str(error))
        raise ProblemsFound(f"row {number + 1}: {reason}") from error
    finally:
        csv.field_size_limit(before)


def _likeliest(text: str, wanted: Collection[str]) -> str:
    """The delimiter under which the text is most of all a table."""
    first = text.lstrip().partition("\n")[0].partition("\r")[0][:10_000]
    others = sorted({sign for sign in first if not sign.isalnum() and not sign.isspace() and sign not in "\"'_-.()/"})
    return max((*_USUAL, *others), key=lambda delimiter: _fit(text, delimiter, wanted))


def _fit(text: str, delimiter: str, wanted: Collection[str]) -> tuple[int, bool, bool, bool, float, int]:
    """How well a delimiter suits: wanted columns found, cells at all, even rows, a usual one, how even, how many."""
    records: list[list[str]] = []
    broken = False
    try:
        records += (
            record.cells for record in islice(_records(text, delimiter), _SAMPLE) if any(map(str.strip, record.cells))
        )
    except ProblemsFound:
        broken = True
    if not records:
        return 0, False, False, delimiter in _USUAL, 0.0, 0
    header, *rows = records
    names = {cell.strip().casefold() for cell in header}
    found = sum(column.strip().casefold() in names for column in wanted)
    even = 0.0 if broken else sum(len(row) == len(header) for row in rows) / (len(rows) or 1) if rows else 1.0
    return found, len(header) > 1, even >= 0.8, delimiter in _USUAL, even, len(header)


def _columns(header: _Record) -> tuple[str, ...]:
    """The names of the columns; empty cells at the end are none.

    Raises:
        ProblemsFound: a name is missing or stands twice.
    """
    names = [cell.strip() for cell in header.cells]
    while not names[-1]:
        names.pop()
    seen: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        if not name:
            raise ProblemsFound(f"{header.place}: column {place} has no name; name it, or remove it")
        if "\0" in name:
            raise ProblemsFound(f"{header.place}: column {place} is no text; this is no table")
        if name in seen:
            raise ProblemsFound(f"{header.place}: columns {seen[name]} and {place} are both {shown(name)}; rename one")
        seen[name] = place
    return tuple(names)


def _check(columns: tuple[str, ...], records: list[_Record]) -> None:
    uneven, long = [], []
    for record in records:
        extra = any(map(str.strip, record.cells[len(columns) :]))
        if len(record.cells) < len(columns) or extra:
            uneven.append(_uneven(columns, record))
        long += [
            Trouble(f"holds {len(cell):,} characters; at most {LONGEST_CELL:,} are taken", record.place, column)
            for column, cell in zip(columns, record.cells, strict=False)
            if len(cell) > LONGEST_CELL
        ]
    if troubles := uneven or long:
        raise ProblemsFound(summary(troubles))


def _uneven(columns: tuple[str, ...], record: _Record) -> Trouble:
    width, count = len(columns), len(record.cells)
    missing = (
        f"nothing stands in column {shown(columns[count])}" if count < width else f"column {width + 1} has no name"
    )
    return Trouble(f"has {counted(count, 'cell')}, and the header {width}; {missing}", record.place)
