"""What stands below the list where there is room: what the signs mean, what is not reported, and the dates."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from negotrack.tui import aside
from negotrack.tui.session import Session
from negotrack.tui.widgets.panes import Drawn, Made
from negotrack.tui.widgets.proposals import Proposals


class Asides(Vertical):
    """Legend, gaps and dates."""

    SCOPED_CSS = False  # the screen says how much room there is
    DEFAULT_CSS = """
    Asides {
        display: none; height: 1fr;
        & #legend { border: none; height: auto; min-height: 1; max-height: 3; }
        & #gaps { height: auto; max-height: 9; }
    }
    .-wide.-tall Asides { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._legend = Made(id="legend", focusable=False)
        self._gaps = Made(id="gaps")
        self._dates = Drawn(id="dates")

    def compose(self) -> ComposeResult:
        """One below the other."""
        yield self._legend
        yield self._gaps
        yield self._dates

    def show(self, session: Session, proposals: Proposals) -> None:
        """Show what was read, as far as it has been worked out."""
        digest, negotiation, dated = session.digest, session.negotiation, session.day is not None
        rows = [standing for index in proposals.seen if (standing := session.known(proposals.ids[index]))]
        self._legend.show(lambda cells: aside.legend(proposals.letters, rows, cells, dated=dated))
        if digest is None:
            return
        self._gaps.head(["What is not reported"], keys=[("gaps", "more")])
        self._gaps.show(lambda cells: aside.missing(digest.gaps, negotiation, cells))
        entries = aside.dates(digest.moments, negotiation)
        self._dates.head(["Dates"], keys=[("timeline", "timeline")])
        self._dates.show(len(entries), lambda index, cells: aside.dated(entries[index], cells))
