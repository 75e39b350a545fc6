"""The lines above the panes: the title with the totals, the picture, and what could not be read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from negotrack.tui import summary
from negotrack.tui.bindings import key_of
from negotrack.tui.picture import bar, reading_bar
from negotrack.tui.screens.band import Band
from negotrack.tui.session import Session


class Top(Vertical):
    """Title, picture and banner."""

    DEFAULT_CSS = """
    Top {
        height: auto;
        & #title { background: $panel; }
        & #banner { display: none; &.-shown { display: block; } }
    }
    """

    def compose(self) -> ComposeResult:
        """One line each; the banner only where there is something to say."""
        yield Band(id="title")
        yield Band(id="bar")
        yield Band(id="banner")

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
        key = key_of(self.app, "messages")
        self._band("title").show(lambda cells: summary.title(negotiation, totals, reading, cells))
        shown, progress = session.picture, session.progress
        self._band("bar").show(lambda cells: bar(shown, cells) if shown else reading_bar(progress, cells))
        self._band("banner").set_class(bool(problems), "-shown")
        self._band("banner").show(lambda cells: summary.banner(problems, key, cells))

    def _band(self, name: str) -> Band:
        return self.query_one(f"#{name}", Band)
