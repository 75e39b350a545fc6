"""Boards as tables: in words where there is room, else in signs or letters under short heads, with a key."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from negotrack.pages.blocks import Board, BoardRow, Cell, Column, Row, Table, Tone
from negotrack.pages.signs import LETTERS, UNNUMBERED_SIGN
from negotrack.pages.words import NUMBER_UNKNOWN

MOST_IN_WORDS = 4
"""How many sides have their names above their columns, and words in them."""
MOST_ON_A_SHEET = 14
"""How many sides a board has on a sheet of A4, with signs in it."""
GROUNDS = {
    Tone.FOR: "E3F1E4",
    Tone.PARTLY: "FBEFD5",
    Tone.UNDECIDED: "E1ECF6",
    Tone.AGAINST: "FCE8E6",
    Tone.CONFLICT: "FCE8E6",
    Tone.MISSING: "F2F2F2",
}
"""What a cell is filled with in an office file."""


def parts(board: Board, most: int) -> Iterator[Board]:
    """The board as boards of at most so many sides, evenly divided, each with every proposal."""
    count = max(1, ceil(len(board.heads) / max(1, most)))
    size = ceil(len(board.heads) / count)
    for start in range(0, max(1, len(board.heads)), max(1, size)):
        chosen = slice(start, start + size)
        rows = tuple(row._replace(stances=row.stances[chosen]) for row in board.rows)
        yield board._replace(heads=board.heads[chosen], rows=rows)


def joined(board: Board) -> Board:
    """The board with the notes of its rows beside their statuses, in one column."""
    rows = (row._replace(status=_noted(row.status, row.note), note="") for row in board.rows)
    return board._replace(rows=tuple(rows), result=f"{board.result}, {board.note}", note="") if board.note else board


def in_words(board: Board) -> Table:
    """The board with a word in every cell, under the names of the sides."""
    names = [Column(head.name) for head in board.heads]
    return _table(board, names, [row.stances for row in board.rows])


def in_signs(board: Board, *, letters: bool = False) -> Table:
    """The board with a sign or a letter in every cell, under short heads."""
    heads = [Column(head.short, tight=place > 0) for place, head in enumerate(board.heads)]
    board = board._replace(rows=tuple(row._replace(number=_short_number(row)) for row in board.rows))
    return _table(
        board, heads, [tuple(_short(cell, letters=letters) for cell in row.stances) for row in board.rows], "no."
    )


def names(board: Board) -> tuple[str, ...]:
    """Which side each short head of a board stands for, and what stands where a number is unknown."""
    unknown = board.numbered and any(row.unnumbered for row in board.rows)
    unnumbered = (f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}",) if unknown else ()
    return (*(f"{head.short} {head.name}" for head in board.heads), *unnumbered)


def key(board: Board, *, letters: bool = False) -> tuple[str, ...]:
    """What the signs or letters of a board mean that occur, and its marks."""
    cells = [each for row in board.rows for cell in row.stances for each in (cell, *cell.rivals)]
    used = {cell.text: f"{_sign(cell, letters=letters)} {cell.text}" for cell in cells}
    return (*(used[word] for word in LETTERS if word in used), *board.legend)


def _table(board: Board, heads: list[Column], stances: list[tuple[Cell, ...]], number: str = "number") -> Table:
    numbers = [Column(number)] if board.numbered else []
    notes = [Column(board.note, flexible=True)] if board.note else []
    result = Column(board.result, flexible=not board.note)
    rows = (Row(_cells(board, row, found), row.anchor) for row, found in zip(board.rows, stances, strict=True))
    return Table((*numbers, Column(board.term, flexible=True), *heads, result, *notes), tuple(rows))


def _cells(board: Board, row: BoardRow, stances: tuple[Cell, ...]) -> tuple[Cell, ...]:
    numbers = (row.number,) if board.numbered else ()
    return (*numbers, row.title, *stances, row.status, *([Cell(row.note)] if board.note else ()))


def _noted(status: Cell, note: str) -> Cell:
    return status._replace(text=f"{status.text}, {note}") if note else status


def _short(cell: Cell, *, letters: bool) -> Cell:
    text = "/".join(f"{_sign(each, letters=letters)}{each.marks}" for each in (cell, *cell.rivals))
    return cell._replace(text=text, sign="", marks="", rivals=())


def _short_number(row: BoardRow) -> Cell:
    return row.number._replace(text=UNNUMBERED_SIGN) if row.unnumbered else row.number


def _sign(cell: Cell, *, letters: bool) -> str:
    """The sign of a stance, or its letter; those of no stance are the same in both."""
    return LETTERS.get(cell.text, cell.sign) if letters else cell.sign
