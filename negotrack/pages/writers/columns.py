"""How wide the columns of a table are."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.pages.blocks import Column, Table
from negotrack.text import width

GAP = 2
_NARROWEST = 16
_HEADING = 14


def fit(table: Table, texts: Sequence[Sequence[str]], cells: int) -> list[int] | None:
    """The width of every column; None where they do not fit side by side.

    Args:
        table: the table.
        texts: what its cells say, row by row.
        cells: how many cells a line has.
    """
    widths = [
        _natural([row[place] for row in texts], "" if table.bare else column.heading)
        for place, column in enumerate(table.columns)
    ]
    available = cells - sum(map(len, gaps(table.columns)))
    _shrink(widths, [place for place, column in enumerate(table.columns) if column.flexible], available)
    return widths if sum(widths) <= available else None


def gaps(columns: Sequence[Column]) -> list[str]:
    """What stands between the columns."""
    return [" " if column.tight else " " * GAP for column in columns[1:]]


def _natural(texts: Sequence[str], heading: str) -> int:
    return max(1, min(width(heading), _HEADING), *(width(line) for text in texts for line in text.split("\n")))


def _shrink(widths: list[int], places: Sequence[int], available: int) -> None:
    """Take the cells that are too many from the widest of some columns, one at a time, of two from the later one."""
    excess = sum(widths) - available
    for _ in range(excess):
        widest = max(places, key=lambda place: (widths[place], place), default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1
