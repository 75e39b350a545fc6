"""How wide the columns of a table are, and which of them have to go where a line is too short."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.report.document import Column, Table
from negotrack.text import width

GAP = 2
_COMFORTABLE = 32
_NARROWEST = 16
_HEADING = 14


def fit(table: Table, texts: Sequence[Sequence[str]], cells: int) -> dict[int, int] | None:
    """The width of every column that is shown, by its place; None where they do not fit side by side.

    Args:
        table: the table.
        texts: what its cells say, row by row.
        cells: how many cells a line has.
    """
    natural = [
        _natural([row[place] for row in texts], "" if table.bare else column.heading)
        for place, column in enumerate(table.columns)
    ]
    least = [
        min(size, _COMFORTABLE) if column.flexible else size
        for size, column in zip(natural, table.columns, strict=True)
    ]
    shown = _shown(table.columns, least, cells)
    room = cells - GAP * (len(shown) - 1)
    widths = {place: natural[place] for place in shown}
    _shrink(widths, [place for place in shown if table.columns[place].flexible], room)
    return widths if sum(widths.values()) <= room else None


def _natural(texts: Sequence[str], heading: str) -> int:
    return max(1, min(width(heading), _HEADING), *(width(line) for text in texts for line in text.split("\n")))


def _shown(columns: Sequence[Column], least: Sequence[int], cells: int) -> list[int]:
    """The columns that are left when those of the highest rank have gone, one by one, until the others fit."""
    shown = list(range(len(columns)))
    while sum(least[place] for place in shown) + GAP * (len(shown) - 1) > cells:
        last = max(shown, key=lambda place: (columns[place].rank, place))
        if not columns[last].rank:
            break
        shown.remove(last)
    return shown


def _shrink(widths: dict[int, int], places: Sequence[int], room: int) -> None:
    """Take the cells that are too many from the widest of some columns, one at a time, of two from the later one."""
    excess = sum(widths.values()) - room
    for _ in range(excess):
        widest = max(places, key=lambda place: (widths[place], place), default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1
