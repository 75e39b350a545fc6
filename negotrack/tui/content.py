"""The writer for the screen: lays out every kind of block of a page as lines of a width.

Texts are made safe here if they are measured here, and otherwise by ``render``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from negotrack.pages.blocks import (
    Block,
    Board,
    Cell,
    Columns,
    Edit,
    Item,
    Outline,
    Paragraph,
    Section,
    Table,
    Wording,
)
from negotrack.pages.writers.tables import GAP, fit, gaps, in_signs, in_words, key, names, parts
from negotrack.text import safe, width
from negotrack.tui.render import (
    DIM,
    EMPTY,
    HEADING,
    PLAIN,
    STRONG,
    TONES,
    Line,
    beside,
    cell_line,
    cells_of,
    flowing,
    hanging,
    line,
    paragraph,
)

EDITS: Mapping[Edit, str] = {
    Edit.KEPT: PLAIN,
    Edit.OPEN: "$partly",
    Edit.GONE: "strike $against",
    Edit.NEW: "underline $for",
    Edit.MOVED_AWAY: f"strike {DIM}",
    Edit.MOVED_HERE: "underline $undecided",
}
_LABEL = 9
"""Cells of the labels of details."""
_NARROWEST = 26
"""The fewest cells of a column of blocks beside another."""
_DIVIDER = 3
_LEAST_TITLE = 16
_ROWS = 300
"""Rows of a board that are laid out at once, so that the first are shown before the last are laid out."""


def write(blocks: Iterable[Block], cells: int) -> list[Line]:
    """Blocks as lines of at most so many cells."""
    return [*lines(blocks, cells)]


def lines(blocks: Iterable[Block], cells: int) -> Iterator[Line]:
    """The same, lazily: blocks one below the other, an empty line before sections and between different kinds."""
    before: type[Block] | None = None
    begun = False
    for block in blocks:
        if begun and (before is not type(block) or isinstance(block, Section)):
            yield EMPTY
        for each in _block(block, cells):
            begun = True
            yield each
        before = type(block)


def _block(block: Block, cells: int) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield from paragraph(block.text if block.recorded else safe(block.text), cells, TONES[block.tone])
        case Wording():
            yield from _wording(block, cells)
        case Table():
            yield from _table(block, cells)
        case Board():
            for first in range(0, len(block.rows), _ROWS):
                yield from _board(block._replace(rows=block.rows[first : first + _ROWS]), cells)
        case Outline():
            yield from (each for item in block.items for each in _item(item, cells))
        case Columns():
            yield from _columns(block, cells)
        case Section():
            yield from _section(block, cells)


def _section(section: Section, cells: int) -> Iterator[Line]:
    """The title with the outcome beside it; without a title, the outcome comes first."""
    outcome = cell_line(section.outcome, STRONG) if section.outcome else EMPTY
    if not section.title:
        remark = line((section.remark, DIM))
        together = outcome + line("   ") + remark if outcome and remark else outcome + remark
        if cells_of(together) <= cells:
            yield together
        else:
            yield from [outcome] if outcome else []
            yield from paragraph(section.remark, cells, DIM)
        section = Section("", section.blocks)
    elif outcome and width(safe(section.title)) + cells_of(outcome) + GAP <= cells:
        title = line((section.title, HEADING))
        yield title + line(" " * (cells - cells_of(title) - cells_of(outcome))) + outcome
    else:
        yield from paragraph(section.title, cells, HEADING)
        if section.outcome:
            yield from paragraph(section.outcome.words, cells, f"{STRONG} {TONES[section.outcome.tone]}".strip())
    if section.remark:
        yield from paragraph(section.remark, cells, DIM)
    yield from lines(section.blocks, cells)


def _item(item: Item, cells: int) -> Iterator[Line]:
    """The label, the result, the text, and in grey the source to check it against."""
    label, head = line((item.label, HEADING)), cell_line(item.head, STRONG)
    if not item.label:
        yield from paragraph(item.head.words, cells, TONES[item.head.tone])
    elif cells_of(label) + GAP + cells_of(head) <= cells:
        yield label + line(" " * GAP) + head
    else:
        yield from paragraph(item.label, cells, HEADING)
        yield from paragraph(item.head.words, cells, f"bold {TONES[item.head.tone]}")
    if item.text.text:
        yield from paragraph(item.text.text, cells, TONES[item.text.tone])
    for detail in item.details:
        text = detail.text if detail.recorded else safe(detail.text)
        indent = width(detail.label) + 1
        yield from hanging((detail.label, DIM), text, cells, indent=indent if indent < 3 else max(_LABEL, indent))
    if item.source:
        yield from paragraph(item.source, cells, DIM)


def _wording(wording: Wording, cells: int) -> Iterator[Line]:
    """The words in the colour of their edit, and struck out or underlined too, for terminals without colour."""
    whole = EMPTY.join(Content.styled(safe(run.text, multiline=True), EDITS[run.edit]) for run in wording.runs)
    for row in whole.split("\n"):
        yield from row.wrap(cells) or [EMPTY]


def _columns(columns: Columns, cells: int) -> Iterator[Line]:
    """Side by side if each has room, in as many rows as necessary; else one below the other."""
    made = columns.columns
    most = max(1, min(len(made), (cells + _DIVIDER) // (_NARROWEST + _DIVIDER), 4))
    for start in range(0, len(made), most):
        row = made[start : start + most]
        if start:
            yield EMPTY
        if most == 1:
            yield from lines(row[0], cells)
            continue
        wide = (cells - _DIVIDER * (most - 1)) // most
        widths = [wide] * (len(row) - 1) + [cells - (wide + _DIVIDER) * (most - 1) if len(row) == most else wide]
        yield from beside([write(each, size) for each, size in zip(row, widths, strict=True)], widths)


def _table(table: Table, cells: int) -> Iterator[Line]:
    """Columns as wide as they need, the flexible ones narrower; if they do not fit, each row becomes a card."""
    texts = [[safe(cell.words, multiline=True) for cell in row.cells] for row in table.rows]
    widths = fit(table, texts, cells)
    if widths is None:
        yield from _cards(table, cells)
        return
    between = [line(gap) for gap in gaps(table.columns)]
    if not table.bare:
        headings = zip(table.columns, widths, strict=True)
        yield from beside([paragraph(column.heading, size, DIM) for column, size in headings], widths, between)
    for row in table.rows:
        columns = [_wrapped(cell, size) for cell, size in zip(row.cells, widths, strict=True)]
        yield from beside(columns, widths, between)
    if table.legend:
        yield from flowing([line((each, DIM)) for each in table.legend], cells)


def _wrapped(cell: Cell, cells: int) -> list[Line]:
    return paragraph(cell.words, cells, TONES[cell.tone])


def _cards(table: Table, cells: int) -> Iterator[Line]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if table.bare:
                yield from _wrapped(cell, cells)
            else:
                yield from hanging((column.heading, DIM), cell.words, cells, TONES[cell.tone], indent=_LABEL)


def _board(board: Board, cells: int) -> Iterator[Line]:
    """In words if its columns fit, else in signs under short heads, in as many parts as necessary."""
    table = in_words(board)
    if fit(table, [[safe(cell.words) for cell in row.cells] for row in table.rows], cells) is not None:
        yield from _table(table, cells)
        return
    for place, part in enumerate(parts(board, max(1, (cells - 2 * _LEAST_TITLE) // 4))):
        if place:
            yield EMPTY
        yield from _table(in_signs(part), cells)
        yield from flowing([line((each, DIM)) for each in (*names(part), *key(part))], cells)
