"""The report as Markdown that GitHub and CommonMark read alike; no text of a record becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotrack.report.compose import document
from negotrack.report.document import Block, Document, Entry, Outline, Paragraph, Section, Table
from negotrack.report.status import StatusReport

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&$@#^]|(?<=[^\s.])\.(?=[^\s.])|:(?=\S)|/(?=/)|(?<=/)/")
_LINE_START = re.compile(r"(\d+)(?=[.)])|[+\-](?=[\s\-]|$)|=(?==*\s*$)|:(?=-)")


def render(report: StatusReport, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one shape for every format
    """Write a report as Markdown."""
    return write(document(report), _cells, _colour)


def write(page: Document, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - likewise
    """Write any document as Markdown."""
    return "\n\n".join(_document(page)) + "\n"


def escape(text: str) -> str:
    """A line of text that Markdown shows as it is: no emphasis, link, address, heading, list or HTML."""
    escaped = _MARKUP.sub(r"\\\g<0>", text.strip())
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    place = start.end() if start[1] else start.end() - 1
    return f"{escaped[:place]}\\{escaped[place:]}"


def table_lines(table: Table) -> str:
    """A table as GitHub's Markdown has it."""
    headings = [column.heading for column in table.columns]
    lines = [_row(headings), _row(["---"] * len(headings), raw=True)]
    lines += [_row([cell.words for cell in row.cells]) for row in table.rows]
    return "\n".join(lines)


def _document(page: Document) -> Iterator[str]:
    yield f"# {_inline(page.title)}"
    yield _lines("\n".join([page.kind, *page.facts]))
    blocks: tuple[Block, ...] = (*page.lead, *page.page, *page.annex)
    for block in blocks:
        yield from _block(block, 2)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _lines(block.text)
        case Table():
            yield table_lines(block)
            if block.legend:
                yield "\n".join(f"- {_inline(remark)}" for remark in block.legend)
        case Outline():
            yield "\n".join(line for entry in block.entries for line in _entry(entry))
        case Section():
            title = f"{block.title}: {block.outcome.words}" if block.outcome else block.title
            yield f"{'#' * level} {_inline(title)}"
            if block.remark:
                yield f"*{_inline(block.remark)}*"
            for inner in block.blocks:
                yield from _block(inner, level + 1)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"- **{_inline(entry.label)}**: {_inline(entry.head.words)}. {_inline(entry.text)}"
    yield from (f"    - {_inline(label)}: {_inline(text)}" for label, text in entry.details)


def _row(cells: list[str], *, raw: bool = False) -> str:
    return f"| {' | '.join(cells if raw else map(_inline, cells))} |"


def _inline(text: str) -> str:
    """Text on one line, its line breaks as the one element that Markdown has for them."""
    return "<br>".join(escape(line) for line in text.strip().split("\n"))


def _lines(text: str) -> str:
    """A paragraph with its line breaks; an empty line begins another one."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("\\\n".join(escape(line) for line in each.split("\n")) for each in paragraphs)
