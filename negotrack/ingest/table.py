"""A table as it was read: text in cells, each with the place that a message can name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from negotrack.suggestions import shown

LONGEST_CELL = 1_000_000
"""Characters of one cell; a longer one is a broken table, not a text that somebody wrote."""


class Trouble(NamedTuple):
    """What is wrong in a table, and where.

    Attributes:
        message: what is wrong and what to do.
        place: the row, as ``row 5``; empty for the table as a whole.
        column: the name of the column; empty for the row as a whole.
    """

    message: str
    place: str = ""
    column: str = ""

    def __str__(self) -> str:
        column = f"column {shown(self.column)}" if self.column else ""
        where = ", ".join(part for part in (self.place, column) if part)
        return f"{where}: {self.message}" if where else self.message


class Row(NamedTuple):
    """One row.

    Attributes:
        place: where it stands, as ``row 5``: as a spreadsheet counts, so the header is row 1.
        cells: its text, one for each column; empty where there is none.
    """

    place: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows under the names of columns.

    Attributes:
        name: the name of the file.
        columns: the names, each once.
        rows: the rows that are not empty.
        notes: what was taken for granted in reading it, one line each.
        exact: spaces around a word belong to it.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    exact: bool = False
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {column: place for place, column in enumerate(self.columns)})

    def cell(self, row: Row, column: str | None) -> str:
        """The text of a row in a column, empty where it is blank; no column has none."""
        if column is None:
            return ""
        text = row.cells[self._places[column]]
        return text if text.strip() else ""

    def word(self, row: Row, column: str | None) -> str:
        """Likewise, without the spaces around it."""
        text = self.cell(row, column)
        return text if self.exact else text.strip()


def summary(troubles: Iterable[Trouble]) -> str:
    """Troubles of one kind in one line: the first, and how many more there are like it."""
    first, *others = troubles
    if not others:
        return str(first)
    return f"{first} (and {len(others):,} more like it)"
