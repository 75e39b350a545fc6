"""How much room a table needs in a browser, before its rows are better shown as cards; all in rem."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from negotrack.report.document import Cell, Document, Table

LONGEST = 16
"""The letters of the longest word that is never broken: a stance with its sign and every mark."""

_LETTER = 0.62
_GAP = 0.9
_MARGINS = 2
_COLUMN = 56
"""The width of a page of text, and of a sheet of paper, without margins."""
_SMALLER = 0.875
"""The size of letters in a table that is wider than that."""
_EASE = 6
"""What such a table is given beyond its longest words."""
_WIDEST = 100
_LEAST = 40
_NEVER = 999


class Room(NamedTuple):
    """What a page has to do for its widest table.

    Attributes:
        breakpoint: up to which width of the window its rows are cards.
        crowd: it does not fit beside the margins of the text, nor on paper.
        width: how wide the page may get.
    """

    breakpoint: int
    crowd: bool
    width: int


def room(page: Document) -> Room:
    """The room that the tables of the first page need."""
    tables = [block for section in page.page for block in section.blocks if isinstance(block, Table)]
    needed = max(map(_needed, tables), default=0.0)
    if needed <= _COLUMN:
        return Room(max(_LEAST, ceil(needed) + _MARGINS), crowd=False, width=_COLUMN + _MARGINS)
    width = ceil(needed * _SMALLER) + _EASE + _MARGINS
    if width > _WIDEST:
        return Room(_NEVER, crowd=True, width=_COLUMN + _MARGINS)
    return Room(width, crowd=True, width=width)


def is_whole(text: str) -> bool:
    """Whether no word of a text has to be broken where columns are narrow."""
    return _longest(text) <= LONGEST


def _needed(table: Table) -> float:
    letters = [
        max(_letters(column.heading), *(_letters(text) for row in table.rows for text in _texts(row.cells[place])))
        for place, column in enumerate(table.columns)
    ]
    return sum(_GAP + _LETTER * each for each in letters)


def _texts(cell: Cell) -> Iterator[str]:
    """What a cell says, one text for each line; a sign and the word that follows it count as one word."""
    yield f"{cell.sign}-{cell.text}" if cell.sign else cell.text
    for rival in cell.rivals:
        yield from _texts(rival)


def _letters(text: str) -> int:
    return min(_longest(text), LONGEST)


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)
