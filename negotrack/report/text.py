"""The report as text: for a pipe, plain words; for a terminal, the same with colour and drawn lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from negotrack.report.columns import GAP, fit
from negotrack.report.compose import document
from negotrack.report.document import Block, Cell, Document, Entry, Outline, Paragraph, Section, Table, Tone
from negotrack.report.status import StatusReport
from negotrack.text import pad, width, wrap

_INDENT = 3
_LEAST_TEXT = 24
_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_COLOURS = {
    Tone.FOR: "\x1b[32m",
    Tone.PARTLY: "\x1b[33m",
    Tone.UNDECIDED: "\x1b[36m",
    Tone.AGAINST: "\x1b[31m",
    Tone.MISSING: "\x1b[2m",
}


def render(report: StatusReport, cells: int, colour: bool) -> str:  # noqa: FBT001 - one shape for every format
    """Write a report as text."""
    return write(document(report), cells, colour)


def write(page: Document, cells: int, colour: bool) -> str:  # noqa: FBT001 - likewise
    """Write any document as text."""
    return "\n".join(line.rstrip(" ") for line in Printer(colour=colour).document(page, cells)) + "\n"


class Printer:
    """Documents and their blocks as lines of text.

    Attributes:
        colour: the lines go to a terminal: with colour, drawn lines, and a sign before every word that has one.
    """

    def __init__(self, *, colour: bool = False) -> None:
        self.colour = colour

    def document(self, page: Document, cells: int) -> Iterator[str]:
        """A whole document."""
        gap = cells - width(page.title) - width(page.kind)
        if gap >= GAP:
            yield f"{self._bold(page.title)}{' ' * gap}{page.kind}"
        else:
            yield from (self._bold(line) for line in wrap(page.title, cells))
            yield page.kind
        for fact in page.facts:
            yield from wrap(fact, cells)
        yield ("━" if self.colour else "=") * cells
        blocks: tuple[Block, ...] = (*page.lead, *page.page, *page.annex)
        for block in blocks:
            yield ""
            yield from self.block(block, cells)

    def block(self, block: Block, cells: int, depth: int = 0) -> Iterator[str]:
        """One block."""
        match block:
            case Paragraph():
                yield from (self._paint(line, block.tone) for line in wrap(block.text, cells))
            case Table():
                yield from self._table(block, cells)
            case Outline():
                yield from self._outline(block.entries, cells)
            case Section():
                yield from self._section(block, cells, depth)

    def _section(self, section: Section, cells: int, depth: int) -> Iterator[str]:
        title = section.title if depth or section.anchor else section.title.upper()
        outcome = self._words(section.outcome) if section.outcome else ""
        named = ": ".join(part for part in (title, outcome, section.remark) if part)
        yield from (self._bold(line) for line in wrap(named, cells))
        indent = " " * _INDENT if depth else ""
        for place, block in enumerate(section.blocks):
            if place or not depth:
                yield ""
            yield from (f"{indent}{line}" for line in self.block(block, cells - len(indent), depth + 1))

    def _table(self, table: Table, cells: int) -> Iterator[str]:
        texts = [[self._words(cell) for cell in row.cells] for row in table.rows]
        widths = fit(table, texts, cells)
        if widths is None:
            yield from self._cards(table, texts, cells)
        else:
            yield from self._grid(table, texts, widths)
        hidden = [
            column.heading
            for place, column in enumerate(table.columns)
            if widths is not None and place not in widths and not column.follows
        ]
        remarks = [*table.legend, *([f"left out for lack of room: {', '.join(hidden)}"] if hidden else [])]
        if remarks:
            yield ""
            yield from _flow(remarks, cells)

    def _grid(self, table: Table, texts: Sequence[Sequence[str]], widths: Mapping[int, int]) -> Iterator[str]:
        if not table.bare:
            yield from self._beside(
                [(table.columns[place].heading, size, Tone.PLAIN) for place, size in widths.items()]
            )
            yield (" " * GAP).join(("─" if self.colour else "-") * size for size in widths.values())
        for row, words in zip(table.rows, texts, strict=True):
            yield from self._beside([(words[place], size, _tone(row.cells[place])) for place, size in widths.items()])

    def _cards(self, table: Table, texts: Sequence[Sequence[str]], cells: int) -> Iterator[str]:
        """A row after the other, where a line is too short for columns."""
        for (first, *others), row in zip(texts, table.rows, strict=True):
            named = first if table.bare else f"{table.columns[0].heading} {first}"
            yield from (self._paint(line, row.cells[0].tone) for line in wrap(named, cells))
            for column, text in zip(table.columns[1:], others, strict=True):
                labelled = text if table.bare else f"{column.heading}: {text}"
                yield from (f"  {line}" for line in wrap(labelled, cells - 2))

    def _outline(self, entries: Sequence[Entry], cells: int) -> Iterator[str]:
        heads = [
            text for entry in entries for text in (self._words(entry.head), *(label for label, _ in entry.details))
        ]
        left = min(max((width(entry.label) for entry in entries), default=0), cells // 4)
        middle = min(max(map(width, heads), default=0), cells // 3)
        right = cells - left - middle - 2 * GAP
        for entry in entries:
            if right < _LEAST_TEXT:
                yield from self._stacked(entry, cells)
                continue
            first = [(entry.label, left, Tone.PLAIN), (self._words(entry.head), middle, entry.head.tone)]
            yield from self._beside([*first, (entry.text, right, Tone.PLAIN)])
            for label, text in entry.details:
                yield from self._beside(
                    [("", left, Tone.PLAIN), (label, middle, Tone.MISSING), (text, right, Tone.PLAIN)]
                )

    def _stacked(self, entry: Entry, cells: int) -> Iterator[str]:
        yield from (
            self._paint(line, entry.head.tone) for line in wrap(f"{entry.label}: {self._words(entry.head)}", cells)
        )
        for text in (entry.text, *(f"{label}: {detail}" for label, detail in entry.details)):
            yield from (f"  {line}" for line in wrap(text, cells - 2))

    def _beside(self, columns: Sequence[tuple[str, int, Tone]]) -> Iterator[str]:
        """Columns of wrapped text, side by side."""
        wrapped = [wrap(text, size) for text, size, _ in columns]
        for lines in zip_longest(*wrapped, fillvalue=""):
            cells = zip(lines, columns, strict=True)
            yield (" " * GAP).join(self._paint(pad(line, size), tone) for line, (_, size, tone) in cells)

    def _words(self, cell: Cell) -> str:
        return cell.words if self.colour else cell.plain

    def _paint(self, line: str, tone: Tone) -> str:
        code = _COLOURS.get(tone, "") if self.colour and line.strip() else ""
        words = line.rstrip(" ")
        return f"{code}{words}{_RESET}{line[len(words) :]}" if code else line

    def _bold(self, line: str) -> str:
        return f"{_BOLD}{line}{_RESET}" if self.colour and line else line


def _tone(cell: Cell) -> Tone:
    return Tone.PLAIN if cell.rivals else cell.tone


def _flow(remarks: Iterable[str], cells: int) -> Iterator[str]:
    """Remarks one after the other, each whole on a line where it fits."""
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
