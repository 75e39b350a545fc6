"""The layout of tables: boards in words, or in signs or letters under short heads; and the widths of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from negotrack.pages.blocks import Board, Cell, Column, Row, Table
from negotrack.pages.signs import LETTERS, UNNUMBERED_SIGN
from negotrack.pages.words import NUMBER_UNKNOWN
from negotrack.text import width

MOST_IN_WORDS = 4
"""The most sides that have their full names above their columns, and words in them."""
MOST_ON_A_SHEET = 14
"""The most sides of a board in signs that fit on a sheet of A4."""
GAP = 2
"""Cells between two columns."""
_NARROWEST = 16
"""The width, in cells, below which no column is shrunk."""
_HEADING = 14
"""The width, in cells, up to which a heading can make its column wider than the texts in it."""


def parts(board: Board, most: int) -> Iterator[Board]:
    """The board as boards of at most ``most`` sides, evenly divided, each with every proposal."""
    count = max(1, ceil(len(board.heads) / max(1, most)))
    size = ceil(len(board.heads) / count)
    for start in range(0, max(1, len(board.heads)), max(1, size)):
        chosen = slice(start, start + size)
        rows = tuple(row._replace(stances=row.stances[chosen]) for row in board.rows)
        yield board._replace(heads=board.heads[chosen], rows=rows)


def joined(board: Board) -> Board:
    """The board with the statuses and notes of its rows in one column."""
    if not board.note:
        return board
    rows = tuple(
        row._replace(status=row.status._replace(text=f"{row.status.text}, {row.note}"), note="") if row.note else row
        for row in board.rows
    )
    return board._replace(rows=rows, result=f"{board.result}, {board.note}", note="")


def in_words(board: Board) -> Table:
    """The board with a word in every cell, under the names of the sides."""
    return _table(board, [Column(head.name) for head in board.heads], "number")


def in_signs(board: Board, *, letters: bool = False) -> Table:
    """The board with a sign or a letter in every cell, under short heads."""
    heads = [Column(head.short, tight=place > 0) for place, head in enumerate(board.heads)]
    rows = tuple(
        row._replace(
            number=row.number._replace(text=UNNUMBERED_SIGN) if row.unnumbered else row.number,
            stances=tuple(_short(cell, letters=letters) for cell in row.stances),
        )
        for row in board.rows
    )
    return _table(board._replace(rows=rows), heads, "no.")


def names(board: Board) -> tuple[str, ...]:
    """Which side each short head of a board stands for, and the sign for an unknown number."""
    unknown = board.numbered and any(row.unnumbered for row in board.rows)
    unnumbered = (f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}",) if unknown else ()
    return (*(head.words for head in board.heads), *unnumbered)


def key(board: Board, *, letters: bool = False) -> tuple[str, ...]:
    """What the signs or letters that occur on a board mean, and its marks."""
    cells = (cell for row in board.rows for cell in row.stances)
    used = {cell.text: f"{_sign(cell, letters=letters)} {cell.text}" for cell in cells}
    return (*(used[word] for word in LETTERS if word in used), *board.legend)


def _table(board: Board, heads: list[Column], number: str) -> Table:
    first = 0 if board.numbered else 1
    columns = (Column(number), Column(board.term, flexible=True), *heads, Column(board.result, flexible=not board.note))
    rows = ((row.anchor, (row.number, row.title, *row.stances, row.status), row.note) for row in board.rows)
    if not board.note:
        return Table(columns[first:], tuple(Row(cells[first:], anchor) for anchor, cells, _ in rows))
    noted = (Row((*cells[first:], Cell(note)), anchor) for anchor, cells, note in rows)
    return Table((*columns[first:], Column(board.note, flexible=True)), tuple(noted))


def _short(cell: Cell, *, letters: bool) -> Cell:
    return cell._replace(text=f"{_sign(cell, letters=letters)}{cell.marks}", sign="", marks="")


def _sign(cell: Cell, *, letters: bool) -> str:
    """The letter of a stance if ``letters``, else its sign; a cell with no letter keeps its sign."""
    return LETTERS.get(cell.text, cell.sign) if letters else cell.sign


# ---- The widths of columns ----


def fit(table: Table, texts: Sequence[Sequence[str]], cells: int) -> list[int] | None:
    """The width of every column for lines of ``cells`` cells; None if they do not fit side by side."""
    widths = [
        _natural([row[place] for row in texts], "" if table.bare else column.heading)
        for place, column in enumerate(table.columns)
    ]
    available = cells - sum(map(len, gaps(table.columns)))
    _shrink(widths, [place for place, column in enumerate(table.columns) if column.flexible], available)
    return widths if sum(widths) <= available else None


def gaps(columns: Sequence[Column]) -> list[str]:
    """The space between each column and the next."""
    return [" " if column.tight else " " * GAP for column in columns[1:]]


def _natural(texts: Sequence[str], heading: str) -> int:
    return max(1, min(width(heading), _HEADING), *(width(line) for text in texts for line in text.split("\n")))


def _shrink(widths: list[int], places: Sequence[int], available: int) -> None:
    """Take the excess cells from the widest of some columns, one at a time; from the last if several are as wide."""
    excess = sum(widths) - available
    for _ in range(excess):
        widest = max(places, key=lambda place: (widths[place], place), default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1
