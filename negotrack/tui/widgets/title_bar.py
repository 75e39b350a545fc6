"""The first line: the name of the negotiation, a sign for every proposal, and what is outstanding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.style import Style

from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Status
from negotrack.pages.days import date_words
from negotrack.pages.glance import outstanding_briefly, status_cells
from negotrack.pages.signs import STATUS_SIGNS, URGENT_FIRST
from negotrack.pages.words import counted
from negotrack.text import clip, safe
from negotrack.tui.render import (
    DIM,
    EMPTY,
    STRONG,
    WARNING,
    Line,
    cell_line,
    cells_of,
    clipped,
    line,
    status_style,
    tally,
)
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import Clickable, key_of

_LEAST_NAME, _MOST_TILES = 12, 48
_GAP = 2


def tiles(standings: Iterable[Standing]) -> list[dict[Status, int]]:
    """How many proposals have each status: of the outstanding, the settled and described, and the other settled."""
    parts = [dict.fromkeys(URGENT_FIRST, 0) for _ in range(3)]
    for standing in standings:
        place = 0 if standing.outstanding else 1 if standing.dossier.proposal.described else 2
        parts[place][standing.status] += 1
    return parts


def status_tiles(status: Status, number: int) -> Line:
    """So many signs of a status."""
    return line((STATUS_SIGNS[status] * number, status_style(status)))


class TitleBar(Clickable):
    """The first line, and a second one if there are problems in the files.

    A click on a tile, or on the count of what is outstanding, runs ``action_filter_by`` of the screen.
    """

    DEFAULT_CSS = "TitleBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="title")
        self._session: Session | None = None
        self._urgent: list[Line] = []
        self._cached: tuple[tuple[Line, ...], tuple[Line, ...]] = (), ()
        self._cached_for: object = None

    def show(self, session: Session, filtered: tuple[str, int] | None) -> None:
        """Show what was read.

        Args:
            session: the negotiation.
            filtered: the filters in words, and how many rows pass them; None if there are none.
        """
        self._session = session
        self._urgent = [*_urgent(session, filtered)]
        self.styles.height = self.rows
        self.refresh()

    @property
    def rows(self) -> int:
        """How many lines it takes."""
        return 1 + bool(self._session and self._session.problems)

    def render(self) -> Content:
        """Both lines."""
        session, cells = self._session, self.size.width
        if session is None or cells <= 0:
            return EMPTY
        first = self._title(session, cells)
        return Content("\n").join([first, self._problems(session, cells)]) if session.problems else first

    def _title(self, session: Session, cells: int) -> Line:
        """The first line; if room is short, the counts give way first, then the signs, the name, and what is urgent."""
        header, room = session.negotiation.header, cells - 2
        name = line((safe(header.title), STRONG))
        if session.view.phase:
            name = Content.assemble(name, line((f" · {session.view.phase.phase}", DIM)))
        outstanding, middles = self._counts(session)
        right = Content(" " * _GAP).join([*self._urgent, *outstanding])
        right = right if cells_of(right) <= room - _LEAST_NAME else clipped(room - _LEAST_NAME, right.plain)
        beside = cells_of(right) + cells_of(name)
        middle = next((each for each in middles if cells_of(each) + beside < room - 4), EMPTY)
        least = cells_of(right) + (cells_of(middle) + _GAP if middle else 0) + _GAP
        name = name if cells_of(name) <= room - least else clipped(room - least, (safe(header.title), STRONG))
        gap = room - cells_of(name) - cells_of(middle) - cells_of(right)
        left = gap // 2 if middle else gap
        return Content.assemble(" ", name, " " * left, middle, " " * (gap - left), right, " ")

    def _middles(self, view: Snapshot) -> Iterator[Line]:
        """The signs of all proposals, with how many have each status, from long to short; last, the signs alone."""
        parts = tiles(view.standings)
        words = Content(" · ").join(
            self._clickable(cell_line(cell), f"status:{status}")
            for status in URGENT_FIRST
            for cell in status_cells([(status, view.by_status[status])])
        )
        signs = [tally(parts, _MOST_TILES // share, self._tiles) for share in (1, 2, 4)]
        yield from (Content("  ").join([each, words]) for each in signs)
        yield signs[1]

    def _tiles(self, status: Status, number: int) -> Line:
        return self._clickable(status_tiles(status, number), f"status:{status}")

    def _counts(self, session: Session) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """What is outstanding, and the signs and their counts at several lengths; built once for the same facts."""
        if session.totals is None:
            return (), ()
        if self._cached_for is not session.facts:
            view = session.view
            words = line((outstanding_briefly(view.outstanding), WARNING if view.outstanding else DIM))
            middles = tuple(self._middles(view)) if view.standings else ()
            self._cached = (self._clickable(words, "is:outstanding"),), middles
            self._cached_for = session.facts
        return self._cached

    def _problems(self, session: Session, cells: int) -> Line:
        worst = sorted(session.problems, key=lambda problem: not problem.unreadable)
        rest = ""
        if len(worst) > 1:
            rest = f"   {counted(len(worst) - 1, 'more problem')}: {key_of(self.app, 'messages')}"
        first = clipped(max(10, cells - len(rest) - 2), (f" ! {worst[0]}", WARNING))
        return first + line((rest, WARNING))

    def _clickable(self, shown: Line, words: str) -> Line:
        return shown.stylize(Style.from_meta({"@click": ("screen.filter_by", (words,))}))


def _urgent(session: Session, filtered: tuple[str, int] | None) -> Iterator[Line]:
    """What must not be missed, the most important first."""
    if session.unreadable:
        yield line((f"{counted(session.unreadable, 'file')} could not be read", WARNING))
    if session.writing.locked():
        yield line(("saving", WARNING))
    if session.progress:
        done, of = session.progress
        yield line((f"{done:,} of {of:,} read", WARNING))
    if session.negotiation.header.blind:
        yield line(("blind", WARNING))
    if session.day:
        yield line((f"as of {date_words(session.day)}", WARNING))
    if filtered:
        words, left = filtered
        yield line((f"{left:,} shown: {clip(safe(words), 24)}", STRONG))
    if session.not_in_git:
        yield line((f"{session.not_in_git:,} not in git", DIM))
