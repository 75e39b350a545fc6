"""The first line: the name of the negotiation, a sign for every proposal, and what is outstanding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content
from textual.message import Message
from textual.style import Style

from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Status
from negotrack.pages.days import date_words
from negotrack.pages.glance import outstanding_briefly, status_cells
from negotrack.pages.signs import STATUS_SIGNS, URGENT_FIRST
from negotrack.pages.words import counted
from negotrack.text import clip, safe
from negotrack.tui.render import DIM, EMPTY, STRONG, WARNING, Line, cell_line, cells_of, clipped, line, status_style
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import Clickable, key_of

_LEAST_NAME, _MOST_TILES = 12, 48
_GAP = 2


class Tiles(NamedTuple):
    """How many proposals have each status.

    Attributes:
        parts: of those that are outstanding, settled and described, settled and not described.
        outstanding: what is outstanding, in words.
        none_outstanding: nothing is.
    """

    parts: tuple[Counter[Status], Counter[Status], Counter[Status]]
    outstanding: str
    none_outstanding: bool

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(sum(part.values()) for part in self.parts)

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many have each status, those that are outstanding first."""
        return [(status, sum(part[status] for part in self.parts)) for status in URGENT_FIRST]


def tiles_of(snapshot: Snapshot) -> Tiles:
    """Count what the tiles show."""
    parts: tuple[Counter[Status], Counter[Status], Counter[Status]] = (Counter(), Counter(), Counter())
    for standing in snapshot.standings:
        place = 0 if standing.outstanding else 1 if standing.dossier.proposal.described else 2
        parts[place][standing.status] += 1
    return Tiles(parts, outstanding_briefly(snapshot.outstanding), not snapshot.outstanding)


class TitleBar(Clickable):
    """The first line, and a second one where files could not be read."""

    DEFAULT_CSS = "TitleBar { height: 1; }"

    class Clicked(Message):
        """A tile, or what is outstanding, was clicked: the list is to be filtered by it."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self) -> None:
        super().__init__(id="title")
        self._session: Session | None = None
        self._urgent: list[Line] = []
        self._shown: object = None
        self._made: tuple[tuple[Line, ...], tuple[Line, ...]] = (), ()
        self._made_for: object = None

    def show(self, session: Session, filtered: tuple[str, int] | None) -> None:
        """Show what was read.

        Args:
            session: the negotiation.
            filtered: what is filtered by, and how many rows are left.
        """
        self._session = session
        self._urgent = [*_urgent(session, filtered)]
        shown = (session.facts, session.totals is None, session.problems, self._urgent)
        if shown != self._shown:
            self._shown = shown
            self.styles.height = self.rows
            self.refresh()

    @property
    def rows(self) -> int:
        """The lines that it takes."""
        return 1 + bool(self._session and self._session.problems)

    def render(self) -> Content:
        """Both lines."""
        session, cells = self._session, self.size.width
        if session is None or cells <= 0:
            return EMPTY
        first = self._title(session, cells)
        return Content("\n").join([first, self._problems(session, cells)]) if session.problems else first

    def action_filter_by(self, words: str) -> None:
        """Tell what was clicked."""
        self.post_message(self.Clicked(words))

    def _title(self, session: Session, cells: int) -> Line:
        """What must not be missed stays longest, then the name, then the signs, then how many of each there are."""
        header, room = session.negotiation.header, cells - 2
        name = line((safe(header.title), STRONG))
        if session.view.phase:
            name = Content.assemble(name, line((f" · {session.view.phase.phase}", DIM)))
        outstanding, middles = self._counted(session)
        right = Content(" " * _GAP).join([*self._urgent, *outstanding])
        right = right if cells_of(right) <= room - _LEAST_NAME else clipped(room - _LEAST_NAME, right.plain)
        beside = cells_of(right) + cells_of(name)
        middle = next((each for each in middles if cells_of(each) + beside < room - 4), EMPTY)
        least = cells_of(right) + (cells_of(middle) + _GAP if middle else 0) + _GAP
        name = name if cells_of(name) <= room - least else clipped(room - least, (safe(header.title), STRONG))
        gap = room - cells_of(name) - cells_of(middle) - cells_of(right)
        left = gap // 2 if middle else gap
        return Content.assemble(" ", name, " " * left, middle, " " * (gap - left), right, " ")

    def _middles(self, tiles: Tiles) -> Iterator[Line]:
        if not tiles.total:
            return
        words = Content(" · ").join(
            self._clickable(cell_line(cell), f"status:{status}")
            for status, number in tiles.counts
            for cell in status_cells([(status, number)])
        )
        for most in (_MOST_TILES, _MOST_TILES // 2, _MOST_TILES // 4):
            yield Content("  ").join([self._drawn(tiles, most), words])
        yield self._drawn(tiles, _MOST_TILES // 2)

    def _drawn(self, tiles: Tiles, most: int) -> Line:
        """One sign for each proposal, or for several where they are more than there is room for."""
        groups = []
        for part in tiles.parts:
            count = sum(part.values())
            if not count:
                continue
            room = count if tiles.total <= most else max(1, round(count / tiles.total * most))
            before = filled = 0
            signs = []
            for status in URGENT_FIRST:
                before += part[status]
                upto = before * room // count
                tile = line((STATUS_SIGNS[status] * (upto - filled), status_style(status)))
                signs.append(self._clickable(tile, f"status:{status}") if tile else EMPTY)
                filled = upto
            groups.append(EMPTY.join(signs))
        return line(("│", DIM)).join(groups)

    def _counted(self, session: Session) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """What is outstanding, and the signs and their counts at several lengths; made once for the same facts."""
        if session.totals is None:
            return (), ()
        if self._made_for is not session.facts:
            tiles = tiles_of(session.view)
            words = line((tiles.outstanding, DIM if tiles.none_outstanding else WARNING))
            self._made = (self._clickable(words, "is:outstanding"),), tuple(self._middles(tiles))
            self._made_for = session.facts
        return self._made

    def _problems(self, session: Session, cells: int) -> Line:
        worst = sorted(session.problems, key=lambda problem: not problem.unreadable)
        rest = ""
        if len(worst) > 1:
            rest = f"   {counted(len(worst) - 1, 'more problem')}: {key_of(self.app, 'messages')}"
        first = clipped(max(10, cells - len(rest) - 2), (f" ! {worst[0]}", WARNING))
        return first + line((rest, WARNING))

    def _clickable(self, shown: Line, words: str) -> Line:
        return shown.stylize(Style.from_meta({"@click": ("filter_by", (words,))}))


def _urgent(session: Session, filtered: tuple[str, int] | None) -> Iterator[Line]:
    """What must not be missed, the least of it last."""
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
