"""The status report, and any page, as lines of a width, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Block, Board, Page, Section
from negotrack.pages.report import StatusReport
from negotrack.pages.selection import Selection
from negotrack.pages.signs import STATUS_SIGNS, URGENT_FIRST
from negotrack.pages.words import counted
from negotrack.text import safe
from negotrack.tui import content
from negotrack.tui.render import DIM, EMPTY, STRONG, Line, Piece, line, paragraph, status_style

_ROWS = 300
"""Rows of a board that are written at once."""


def report_lines(found: Snapshot, selection: Selection, cells: int) -> Iterator[Line]:
    """A report as lines of a width, each made when it is asked for."""
    report = StatusReport(found, selection)
    page = report.opening()
    yield from _opening(page, cells)
    if found.standings:
        yield from (figure(found, cells), EMPTY)
    for each in page.lead:
        yield from (*content.write_block(each, cells), EMPTY)
    for section in chain(report.first(), report.annex()):
        yield line(("─" * cells, "$divider"))
        yield from _lines([section], cells)
        yield EMPTY


def figure(found: Snapshot, cells: int) -> Line:
    """A sign for every proposal, those that are outstanding first; where there are too many, for as many as is said."""
    order = sorted(found.standings, key=lambda each: (not each.outstanding, URGENT_FIRST.index(each.status)))
    a_sign = -(-len(order) // max(1, cells - 20))
    shown = [order[place].status for place in range(0, len(order), a_sign)]
    pieces: list[Piece] = [(STATUS_SIGNS[status], status_style(status)) for status in shown]
    if a_sign > 1:
        pieces.append((f"  a sign for {counted(a_sign, found.negotiation.header.proposal_term)}", DIM))
    return line(*pieces)


def _lines(blocks: Iterable[Block], cells: int) -> Iterator[Line]:
    """Blocks as the screen writes them, but one at a time."""
    before: type[Block] | None = None
    for block in blocks:
        if before is not None and (before is not type(block) or isinstance(block, Section)):
            yield EMPTY
        before = type(block)
        if isinstance(block, Section):
            yield from content.write_block(block._replace(blocks=()), cells)
            yield from _lines(block.blocks, cells)
        elif isinstance(block, Board) and len(block.rows) > _ROWS:
            for first in range(0, len(block.rows), _ROWS):
                yield from content.write_block(block._replace(rows=block.rows[first : first + _ROWS]), cells)
        else:
            yield from content.write_block(block, cells)


def page_lines(page: Page, cells: int) -> Iterator[Line]:
    """A page as lines of a width, each made when it is asked for."""
    yield from _opening(page, cells)
    for each in page.lead:
        yield from (*content.write_block(each, cells), EMPTY)
    for section in (*page.sections, *page.annex):
        yield from (*_lines([section], cells), EMPTY)


def _opening(page: Page, cells: int) -> Iterator[Line]:
    """What a page is of, and what holds of all of it."""
    yield line((safe(page.title), STRONG), ("  " + page.kind, DIM))
    for fact in page.facts:
        yield from paragraph(fact, cells, DIM)
    yield EMPTY
