"""The lines above the panes: the title with the totals, the picture, and what could not be read."""

from __future__ import annotations

from textual.screen import Screen

from negotrack.tui import summary
from negotrack.tui.bindings import key_of
from negotrack.tui.picture import bar, reading_bar
from negotrack.tui.screens.band import Band
from negotrack.tui.session import Session


class Top:
    """Title, picture, and a banner that is put below them once there is something to say.

    Args:
        screen: whose first lines they are.

    Attributes:
        title: the first line.
        bar: the second.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self.title = Band(id="title")
        self.bar = Band(id="bar")
        self._banner = Band(id="banner")

    def show(self, session: Session, filtered: tuple[str, int] | None, selected: int) -> None:
        """Draw what was read.

        Args:
            session: the negotiation.
            filtered: what is filtered by, and how many rows are left.
            selected: how many proposals are selected together.
        """
        negotiation, problems, totals = session.negotiation, session.problems, session.totals
        reading = summary.Reading(
            session.day, session.unreadable, session.progress, filtered, selected, session.not_in_git
        )
        self.title.show(lambda cells: summary.title(negotiation, totals, reading, cells))
        shown, progress = session.picture, session.progress
        self.bar.show(lambda cells: bar(shown, cells) if shown else reading_bar(progress, cells))
        if problems and self._banner.parent is None:
            self._screen.mount(self._banner, after=self.bar)
        self._banner.display = bool(problems)
        key = key_of(self._screen.app, "messages")
        self._banner.show(lambda cells: summary.banner(problems, key, cells))
