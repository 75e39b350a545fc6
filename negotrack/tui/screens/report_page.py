"""The status report, or any page, as lines that are created as they are scrolled to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from textual import work
from textual.worker import get_current_worker

from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Page, Section
from negotrack.pages.report import StatusReport
from negotrack.pages.selection import Selection
from negotrack.pages.words import counted
from negotrack.text import safe
from negotrack.tui import content
from negotrack.tui.render import DIM, EMPTY, STRONG, Line, line, paragraph, tally
from negotrack.tui.widgets.lines import Lines
from negotrack.tui.widgets.title_bar import status_tiles, tiles


def report_lines(found: Snapshot, selection: Selection, cells: int) -> Iterator[Line]:
    """The lines of a report for a width in cells, each created when it is requested."""
    report = StatusReport(found, selection)
    picture = (figure(found, cells), EMPTY) if found.standings else ()
    divider = line(("─" * cells, "$divider"))
    return _lines(report.opening(), chain(report.first(), report.annex()), cells, picture, (divider,))


def figure(found: Snapshot, cells: int) -> Line:
    """A sign for every proposal, the outstanding ones first; if there are too many, for several, with their number."""
    total, most = len(found.standings), max(1, cells - 20)
    a_sign = -(-total // most)
    words = f"  a sign for {counted(a_sign, found.negotiation.header.proposal_term)}" if a_sign > 1 else ""
    return tally(tiles(found.standings), most, status_tiles) + line((words, DIM))


def page_lines(page: Page, cells: int) -> Iterator[Line]:
    """The lines of a page for a width in cells, each created when it is requested."""
    return _lines(page, chain(page.sections, page.annex), cells)


def _lines(
    page: Page,
    sections: Iterable[Section],
    cells: int,
    picture: Sequence[Line] = (),
    divider: Sequence[Line] = (),
) -> Iterator[Line]:
    """The title, facts and lead of a page; then its sections, each below the divider if there is one."""
    yield line((safe(page.title), STRONG), ("  " + page.kind, DIM))
    for fact in page.facts:
        yield from paragraph(fact, cells, DIM)
    yield from (EMPTY, *picture)
    for each in page.lead:
        yield from content.lines([each], cells)
        yield EMPTY
    for section in sections:
        yield from divider
        yield from content.lines([section], cells)
        yield EMPTY


_CHUNK = 2_000
"""Lines that are created at a time on the way to the end."""
_AHEAD = 3
"""Screenfuls that are created ahead of the scroll position."""


class GrowingText(Lines):
    """Lines that a worker thread creates as they are scrolled to."""

    DEFAULT_CSS = """
    GrowingText { overflow-y: scroll; }
    """

    def __init__(self) -> None:
        super().__init__(id="page")
        self._made: list[Line] = []
        self._rest: Iterator[Line] | None = None
        self._is_busy = self._to_end = False

    def begin(self, lines: Iterator[Line]) -> None:
        """Show other lines."""
        self._made, self._rest, self._to_end = [], lines, False
        self.scroll_to(y=0, animate=False)
        self.redraw()
        self._go_on()

    @property
    def is_whole(self) -> bool:
        """Whether every line has been created."""
        return self._rest is None

    @property
    def count(self) -> int:
        """How many lines have been created, plus one while there are more."""
        return len(self._made) + (not self.is_whole)

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        del cells
        return self._made[index] if index < len(self._made) else line(("…", DIM))

    def watch_scroll_y(self, before: float, after: float) -> None:
        """Create the lines that are scrolled to."""
        super().watch_scroll_y(before, after)
        self._go_on()

    def action_last(self) -> None:
        """Go to the end, for which all lines are created."""
        self._to_end = not self.is_whole
        super().action_last()
        self._go_on()

    def _go_on(self) -> None:
        """Create more lines, unless that is already under way, or there are enough."""
        ahead = self.scroll_offset.y + _AHEAD * self.page
        if self._rest and not self._is_busy and (self._to_end or ahead > len(self._made)):
            self._is_busy = True
            self._make(self._rest, _CHUNK if self._to_end else _AHEAD * self.page)

    @work(thread=True, group="work")
    def _make(self, rest: Iterator[Line], most: int) -> None:
        worker = get_current_worker()
        made = list(islice(rest, most))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, rest, made, most)

    def _take(self, rest: Iterator[Line], made: list[Line], most: int) -> None:
        self._is_busy = False
        if rest is self._rest:  # the page has not been replaced meanwhile
            self._made += made
            if len(made) < most:
                self._rest = None
            self.redraw()
            if self._to_end:
                super().action_last()
        self._go_on()
