"""Pages as text: plain words for a pipe; for a terminal, the same with signs, colour and drawn lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from negotrack.pages.blocks import (
    Block,
    Board,
    Cell,
    Columns,
    Item,
    Outline,
    Page,
    Paragraph,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.pages.writers.tables import GAP, fit, gaps, in_signs, in_words, joined, key, names, parts
from negotrack.text import pad, width, wrap

_INDENT = 3
_LEAST_TEXT = 24
_LEAST_COLUMN = 44
_LEAST_TITLE = 16
_PAINT = re.compile("\x1b\\[[0-9]*m")
_BRACED = re.compile(r"\{([-+<>]).*?(?:\1\}|$)")
_EDITS = {"-": "\x1b[31;9m", "+": "\x1b[32;4m", "<": "\x1b[2;9m", ">": "\x1b[36;4m"}
_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_COLOURS = {
    Tone.FOR: "\x1b[32m",
    Tone.PARTLY: "\x1b[33m",
    Tone.UNDECIDED: "\x1b[36m",
    Tone.AGAINST: "\x1b[31m",
    Tone.CONFLICT: "\x1b[31m",
    Tone.MISSING: "\x1b[2m",
}


def write_page(page: Page, cells: int, colour: bool) -> str:  # noqa: FBT001 - one signature for every format
    """Write a page as text."""
    lines = Printer(colour=colour).page(page, cells)
    return "\n".join(line.rstrip(" ") for line in lines) + "\n"


class Printer:
    """Writes pages and blocks that are already safe as lines of text.

    Attributes:
        colour: whether to write for a terminal: in colour, with drawn lines, and a sign before each word that has one.
    """

    def __init__(self, *, colour: bool = False) -> None:
        self.colour = colour

    def page(self, page: Page, cells: int) -> Iterator[str]:
        """The lines of a whole page."""
        gap = cells - width(page.title) - width(page.kind)
        if gap >= GAP:
            yield f"{self._bold(page.title)}{' ' * gap}{page.kind}"
        else:
            yield from (self._bold(line) for line in wrap(page.title, cells))
            yield from wrap(page.kind, cells)
        for fact in page.facts:
            yield from wrap(fact, cells)
        yield ("━" if self.colour else "=") * cells
        for block in page.blocks:
            yield ""
            yield from self.block(block, cells)

    def block(self, block: Block, cells: int, *, inside: bool = False) -> Iterator[str]:
        """The lines of one block, on its own or inside a section."""
        match block:
            case Paragraph():
                yield from (self._paint(line, block.tone) for line in wrap(block.text, cells))
            case Wording():
                yield from self._wording(block, cells)
            case Table():
                yield from self._table(block, cells)
            case Board():
                yield from self._board(block, cells)
            case Outline():
                yield from self._outline(block.items, cells)
            case Columns():
                yield from self._columns(block, cells, inside=inside)
            case Section():
                yield from self._section(block, cells, inside=inside)

    def _section(self, section: Section, cells: int, *, inside: bool) -> Iterator[str]:
        title = section.title if inside or section.anchor else section.title.upper()
        outcome = self._words(section.outcome) if section.outcome else ""
        outcome = "; ".join(part for part in (outcome, section.remark) if part)
        named = f"{title}: {outcome}" if outcome else title
        yield from (self._bold(line) for line in wrap(named, cells))
        indent = " " * _INDENT if inside else ""
        for place, block in enumerate(section.blocks):
            if place or not inside:
                yield ""
            yield from (f"{indent}{line}" for line in self.block(block, cells - len(indent), inside=True))

    def _wording(self, wording: Wording, cells: int) -> Iterator[str]:
        """A wording with changed words in braces; on a terminal also in colour, struck out or underlined."""
        for line in wrap(wording.in_braces, cells):
            yield _BRACED.sub(self._painted_edit, line) if self.colour else line
        yield from _legend(wording.meanings, cells)

    @staticmethod
    def _painted_edit(found: re.Match[str]) -> str:
        return f"{_EDITS[found[1]]}{found[0]}{_RESET}"

    def _table(self, table: Table, cells: int) -> Iterator[str]:
        texts = self._texts(table)
        widths = fit(table, texts, cells)
        if widths is None:
            yield from self._cards(table, texts, cells)
        else:
            yield from self._grid(table, texts, widths)
        yield from _legend(table.legend, cells)

    def _board(self, board: Board, cells: int) -> Iterator[str]:
        """A board in words if its columns fit, else in signs or letters, in as many parts as needed."""
        table = in_words(board)
        widths = fit(table, texts := self._texts(table), cells)
        if widths is not None:
            yield from self._grid(table, texts, widths)
            yield from _legend(board.legend, cells)
            return
        shown = next(
            (each for each in (board, joined(board)) if self._most(each, cells) >= len(each.heads)), joined(board)
        )
        for place, part in enumerate(parts(shown, self._most(shown, cells))):
            if place:
                yield ""
            yield from self._table(in_signs(part, letters=not self.colour), cells)
            yield from _legend(names(part), cells)
            yield from _flow(key(part, letters=not self.colour), cells)

    def _most(self, board: Board, cells: int) -> int:
        """How many sides fit on a line and leave the titles readable."""
        table = in_signs(board, letters=not self.colour)
        texts = self._texts(table)
        columns = enumerate(table.columns)
        wide = [max(map(width, (column.heading, *(row[place] for row in texts)))) for place, column in columns]
        first = 1 + board.numbered
        after = [min(size, _LEAST_TITLE) for size in wide[first + len(board.heads) :]]
        others = sum(wide[: first - 1]) + _LEAST_TITLE + sum(after) + GAP * (first + len(after))
        widest = max(wide[first : first + len(board.heads)], default=1)
        return max(1, (cells - others) // (widest + 1))

    def _texts(self, table: Table) -> list[list[str]]:
        return [[self._words(cell) for cell in row.cells] for row in table.rows]

    def _columns(self, columns: Columns, cells: int, *, inside: bool) -> Iterator[str]:
        """Blocks side by side if each has enough room, else one below the other."""
        size = (cells - GAP * (len(columns.columns) - 1)) // len(columns.columns)
        if size < _LEAST_COLUMN:
            yield from self._stack(columns, cells, inside=inside)
            return
        painted = [
            [line for block in blocks for line in self.block(block, size, inside=inside)] for blocks in columns.columns
        ]
        for lines in zip_longest(*painted, fillvalue=""):
            yield (" " * GAP).join(_filled(line, size) for line in lines)

    def _stack(self, columns: Columns, cells: int, *, inside: bool) -> Iterator[str]:
        """The columns one below the other, all their items in one outline."""
        items = [
            item for blocks in columns.columns for block in blocks if isinstance(block, Outline) for item in block.items
        ]
        others = [block for blocks in columns.columns for block in blocks if not isinstance(block, Outline)]
        for place, block in enumerate((*([Outline(tuple(items))] if items else []), *others)):
            if place:
                yield ""
            yield from self.block(block, cells, inside=inside)

    def _grid(self, table: Table, texts: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
        between = gaps(table.columns)
        if not table.bare:
            heads = [(each, size, Tone.PLAIN) for each, size in zip(table.headings, widths, strict=True)]
            yield from self._beside(heads, between)
            rules = [("─" if self.colour else "-") * size for size in widths]
            yield _joined(rules, between)
        for row, words in zip(table.rows, texts, strict=True):
            tones = (cell.tone for cell in row.cells)
            yield from self._beside(list(zip(words, widths, tones, strict=True)), between)

    def _cards(self, table: Table, texts: Sequence[Sequence[str]], cells: int) -> Iterator[str]:
        """One row after the other, cell by cell, for lines too short for columns."""
        for (first, *others), row in zip(texts, table.rows, strict=True):
            named = first if table.bare else f"{table.columns[0].heading} {first}"
            yield from (self._paint(line, row.cells[0].tone) for line in wrap(named, cells))
            for column, text in zip(table.columns[1:], others, strict=True):
                labelled = text if table.bare else f"{column.heading}: {text}"
                yield from (f"  {line}" for line in wrap(labelled, cells - 2))

    def _outline(self, items: Sequence[Item], cells: int) -> Iterator[str]:
        heads = [text for item in items for text in (self._words(item.head), *(each.label for each in item.details))]
        left = min(max((width(item.label) for item in items), default=0), cells // 4)
        middle = min(max(map(width, heads), default=0), cells // 3)
        right = cells - left - middle - 2 * GAP
        for item in items:
            if right < _LEAST_TEXT:
                yield from self._stacked(item, cells)
                continue
            first = [(item.label, left, Tone.PLAIN), (self._words(item.head), middle, item.head.tone)]
            yield from self._beside([*first, (item.text.text, right, item.text.tone)])
            for each in item.details:
                detail = [("", left, Tone.PLAIN), (each.label, middle, Tone.MISSING), (each.text, right, Tone.PLAIN)]
                yield from self._beside(detail)
            if item.source:
                blank = [("", left, Tone.PLAIN), ("", middle, Tone.PLAIN)]
                yield from self._beside([*blank, (item.source, right, Tone.MISSING)])

    def _stacked(self, item: Item, cells: int) -> Iterator[str]:
        head = wrap(f"{item.label}: {self._words(item.head)}", cells)
        yield from (self._paint(line, item.head.tone) for line in head)
        details = (f"{each.label}: {each.text}" for each in item.details)
        for text in filter(None, (item.text.text, *details, item.source)):
            yield from (f"  {line}" for line in wrap(text, cells - 2))

    def _beside(self, columns: Sequence[tuple[str, int, Tone]], between: Sequence[str] = ()) -> Iterator[str]:
        if all(len(text) <= size and text.isascii() and "\n" not in text for text, size, _ in columns):
            # Most rows of a large table take one line, and need no look-up of character widths.
            yield _joined([self._paint(text.ljust(size), tone) for text, size, tone in columns], between)
            return
        wrapped = [wrap(text, size) for text, size, _ in columns]
        for lines in zip_longest(*wrapped, fillvalue=""):
            cells = zip(lines, columns, strict=True)
            yield _joined([self._paint(pad(line, size), tone) for line, (_, size, tone) in cells], between)

    def _words(self, cell: Cell) -> str:
        return cell.words if self.colour else cell.plain

    def _paint(self, line: str, tone: Tone) -> str:
        code = _COLOURS.get(tone, "") if self.colour and line.strip() else ""
        words = line.rstrip(" ")
        return f"{code}{words}{_RESET}{line[len(words) :]}" if code else line

    def _bold(self, line: str) -> str:
        return f"{_BOLD}{line}{_RESET}" if self.colour and line else line


def _joined(cells: Sequence[str], between: Sequence[str]) -> str:
    gaps = between or [" " * GAP] * (len(cells) - 1)
    return "".join(part for pair in zip(("", *gaps), cells, strict=True) for part in pair)


def _filled(line: str, cells: int) -> str:
    """A painted line, padded with spaces."""
    return line + " " * (cells - width(_PAINT.sub("", line)))


def _legend(remarks: Sequence[str], cells: int) -> Iterator[str]:
    if remarks:
        yield ""
        yield from _flow(remarks, cells)


def _flow(remarks: Iterable[str], cells: int) -> Iterator[str]:
    """Remarks one after the other, each kept whole on one line if it fits."""
    line = ""
    for remark in remarks:
        joined = f"{line}    {remark}" if line else remark
        if line and width(joined) > cells:
            yield line
            joined = remark
        line = joined
        if width(line) > cells:
            *full, line = wrap(line, cells)
            yield from full
    yield line
