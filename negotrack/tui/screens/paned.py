"""A list and, below it, what is selected in full."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import Screen

from negotrack.tui.screens.clipboard import copy
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panes import Made

T = TypeVar("T")


class Paned(Screen[T | None]):
    """A list above, what is selected in it below; where there is little room, one at a time.

    Returns what to go to, None to go back.
    """

    AUTO_FOCUS = "Listing"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Paned {
        & Listing, & #detail { height: 1fr; }
        &.-high Listing { height: auto; max-height: 50%; }
        &.-low #detail { display: none; }
        &.-low.-reading #detail { display: block; }
        &.-low.-reading Listing { display: none; }
    }
    """

    @property
    def detail(self) -> Made:
        """The pane below."""
        return self.query_one("#detail", Made)

    def on_descendant_focus(self) -> None:
        """Where there is little room, the pane that keys go to is the one that is seen."""
        self.set_class(self.detail.has_focus, "-reading")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_next_pane(self) -> None:
        """Go to the other pane; where there is little room, it takes the place of this one."""
        listing = self.query_one(Listing)
        to_detail = listing.has_focus
        self.set_class(to_detail, "-reading")
        (self.detail if to_detail else listing).focus()

    def action_previous_pane(self) -> None:
        """Go to the other pane."""
        self.action_next_pane()

    def action_copy(self) -> None:
        """Copy what is selected, in full."""
        copy(self.app, self.detail.words)
