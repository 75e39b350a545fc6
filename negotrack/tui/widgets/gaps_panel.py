"""The panel that counts what is not reported: in sentences where there is room, else in a few words each."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.pages.background import NOTHING_RECORDED, missing, missing_cells
from negotrack.pages.terms import Terms
from negotrack.pages.words import capitalized
from negotrack.tui.content import write
from negotrack.tui.derived import Derived
from negotrack.tui.render import DIM, Line, cell_line, flowing, line
from negotrack.tui.widgets.text import TextView


class GapsPanel(TextView):
    """What is not reported of a whole negotiation."""

    def __init__(self) -> None:
        super().__init__(id="gaps")
        self.number = 5
        self._derived: Derived | None = None

    def show(self, derived: Derived) -> None:
        """Show what follows from another view."""
        self._derived = derived
        self.head(["Not reported"], keys=[("gaps", "more")])
        self.renew()

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width, and for the height of the panel."""
        if self._derived is None:
            return ()
        view, found = self._derived.view, self._derived.gaps
        if not found.proposals:
            return [line((f"{capitalized(NOTHING_RECORDED)}.", DIM))]
        short = [cell_line(each) for each in missing_cells(found)]
        if self.scrollable_content_region.height > len(short):
            return write(missing(view, found, Terms(view.negotiation)).blocks, cells)
        return flowing(short or [line(("nothing that is asked for", DIM))], cells, " · ")
