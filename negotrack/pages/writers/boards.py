"""Boards as tables: in words where there is room, else in signs or letters under short heads, with a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from negotrack.pages.blocks import Board, BoardRow, Cell, Column, Row, Table, Tone
from negotrack.pages.signs import LETTERS, UNNUMBERED_SIGN
from negotrack.pages.words import NUMBER_UNKNOWN


def parts(board: Board, most: int) -> Iterator[Board]:
    """The board as boards of at most so many sides, evenly divided, each with every proposal."""
    count = max(1, ceil(len(board.heads) / max(1, most)))
    size = ceil(len(board.heads) / count)
    for start in range(0, max(1, len(board.heads)), max(1, size)):
        chosen = slice(start, start + size)
        rows = tuple(replace(row, stances=row.stances[chosen]) for row in board.rows)
        yield replace(board, heads=board.heads[chosen], rows=rows)


def in_words(board: Board) -> Table:
    """The board with a word in every cell, under the names of the sides."""
    names = [Column(head.name) for head in board.heads]
    return _table(board, names, [row.stances for row in board.rows])


def in_signs(board: Board, *, letters: bool = False) -> Table:
    """The board with a sign or a letter in every cell, under short heads."""
    heads = [Column(head.short) for head in board.heads]
    board = replace(board, rows=tuple(replace(row, number=_short_number(row.number)) for row in board.rows))
    return _table(
        board, heads, [tuple(_short(cell, letters=letters) for cell in row.stances) for row in board.rows], "no."
    )


def key(board: Board, *, letters: bool = False) -> tuple[str, ...]:
    """What the signs or letters of a board mean that occur, and which side each head stands for."""
    cells = [each for row in board.rows for cell in row.stances for each in (cell, *cell.rivals)]
    signs = dict.fromkeys(f"{_sign(cell, letters=letters)} {cell.text}" for cell in cells)
    unnumbered = (f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}",) if any(_is_unknown(row.number) for row in board.rows) else ()
    return (*(f"{head.short} {head.name}" for head in board.heads), *signs, *board.legend, *unnumbered)


def _table(board: Board, heads: list[Column], stances: list[tuple[Cell, ...]], number: str = "number") -> Table:
    columns = [Column(number), Column(board.term, flexible=True), *heads, Column("status")]
    if board.note:
        columns.append(Column(board.note, flexible=True))
    rows = (Row(_cells(board, row, found), row.anchor) for row, found in zip(board.rows, stances, strict=True))
    return Table(tuple(columns), tuple(rows))


def _cells(board: Board, row: BoardRow, stances: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (row.number, row.title, *stances, row.status, *([Cell(row.note)] if board.note else []))


def _short(cell: Cell, *, letters: bool) -> Cell:
    text = "/".join(f"{_sign(each, letters=letters)}{each.marks}" for each in (cell, *cell.rivals))
    return replace(cell, text=text, sign="", marks="", rivals=())


def _short_number(cell: Cell) -> Cell:
    return replace(cell, text=UNNUMBERED_SIGN) if _is_unknown(cell) else cell


def _is_unknown(number: Cell) -> bool:
    return number.tone is Tone.MISSING


def _sign(cell: Cell, *, letters: bool) -> str:
    """The sign of a stance, or its letter; those of no stance are the same in both."""
    return LETTERS.get(cell.text, cell.sign) if letters else cell.sign
