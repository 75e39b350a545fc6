"""Pages as Markdown that GitHub and CommonMark read alike; no text of a record becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from negotrack.pages.blocks import Block, Board, Columns, Item, Outline, Page, Paragraph, Section, Table, Wording
from negotrack.pages.writers.tables import MOST_IN_WORDS, MOST_ON_A_SHEET, in_signs, in_words, key, names, parts

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&$@#^]|(?<=[^\s.])\.(?=[^\s.])|:(?=\S)|/(?=/)|(?<=/)/")
_LINE_START = re.compile(r"(\d+)(?=[.)])|[+\-](?=[\s\-]|$)|=(?==*\s*$)|:(?=-)")


def write_page(page: Page, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one signature for every format
    """Write a page as Markdown."""
    return "\n\n".join(_page(page)) + "\n"


def escape(text: str) -> str:
    """A line of text that Markdown shows as is, never as emphasis, link, address, heading, list or HTML."""
    escaped = _MARKUP.sub(r"\\\g<0>", text.strip())
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    place = start.end() if start[1] else start.end() - 1
    return f"{escaped[:place]}\\{escaped[place:]}"


def _page(page: Page) -> Iterator[str]:
    yield f"# {_inline(page.title)}"
    yield _lines("\n".join([page.kind, *page.facts]))
    for block in page.blocks:
        yield from _block(block, 2)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _lines(block.text)
        case Wording():
            yield _lines(block.in_braces)
            yield from _legend(block.meanings)
        case Table():
            yield _table_lines(block)
            yield from _legend(block.legend)
        case Board():
            yield from _board(block)
        case Outline():
            yield "\n".join(line for item in block.items for line in _item(item))
        case Columns():
            for inner in chain.from_iterable(block.columns):
                yield from _block(inner, level)
        case Section():
            yield from _section(block, level)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_inline(section.heading)}"
    if section.remark:
        yield f"*{_inline(section.remark)}*"
    for inner in section.blocks:
        yield from _block(inner, level + 1)


def _table_lines(table: Table) -> str:
    lines = [_row(table.headings), _row(["---"] * len(table.columns), raw=True)]
    lines += [_row([cell.words for cell in row.cells]) for row in table.rows]
    return "\n".join(lines)


def _board(board: Board) -> Iterator[str]:
    if len(board.heads) <= MOST_IN_WORDS:
        yield _table_lines(in_words(board))
        yield from _legend(board.legend)
        return
    for part in parts(board, MOST_ON_A_SHEET):
        yield _table_lines(in_signs(part))
        yield from _legend(("; ".join(names(part)), "; ".join(key(part))))


def _legend(remarks: tuple[str, ...]) -> Iterator[str]:
    if remarks:
        yield "\n".join(f"- {_inline(remark)}" for remark in remarks)


def _item(item: Item) -> Iterator[str]:
    yield f"- **{_inline(item.label)}**: {_inline(item.head.words)}. {_inline(item.text.text)}"
    yield from (f"    - {_inline(each.label)}: {_inline(each.text)}" for each in item.details)
    if item.source:
        yield f"    - {_inline(item.source)}"


def _row(cells: list[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(_inline, cells))} |"


def _inline(text: str) -> str:
    """Text on one line, with ``<br>`` for its line breaks."""
    return "<br>".join(escape(line) for line in text.strip().split("\n"))


def _lines(text: str) -> str:
    """Text as paragraphs with their line breaks; an empty line begins a new paragraph."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("\\\n".join(escape(line) for line in each.split("\n")) for each in paragraphs)
