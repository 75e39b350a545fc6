"""A list, and what is selected in it in full: beside it where there is room, else below it, else one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from negotrack.tui.actions import Place
from negotrack.tui.screens.clipboard import copy
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.text import TextPanel

T = TypeVar("T")


class Paned(Screen[T | None]):
    """A list and what is selected in it; returns what to go to, None to go back.

    Attributes:
        PLACE: which keys are at hand.
    """

    PLACE: ClassVar[Place]
    AUTO_FOCUS = "Listing"
    HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (130, "-beside")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Paned {
        & #body, & #lists, & #detail { height: 1fr; }
        &.-beside #body { layout: horizontal; & #lists { width: 3fr; } & #detail { width: 2fr; } }
        &.-stacked.-low {
            & #detail { display: none; }
            &.-reading { & #detail { display: block; } & #lists { display: none; } }
        }
    }
    """

    def compose(self) -> ComposeResult:
        """The lists, and what is selected in full."""
        yield from self.above()
        with Vertical(id="body"):
            with Vertical(id="lists"):
                yield from self.lists()
            detail = TextPanel(id="detail")
            detail.number = 2
            yield detail
        yield KeyLine(self.PLACE)

    def above(self) -> Iterator[Widget]:
        """What stands above the panels."""
        yield from ()

    def lists(self) -> Iterator[Listing]:
        """The lists, of which one is shown."""
        raise NotImplementedError

    @property
    def listing(self) -> Listing:
        """The list that is shown."""
        return next(each for each in self.query(Listing) if each.display)

    @property
    def detail(self) -> TextPanel:
        """What is selected in full."""
        return self.query_one("#detail", TextPanel)

    def on_descendant_focus(self) -> None:
        """Where there is little room, the panel that keys go to is the one that is seen."""
        self.set_class(self.detail.has_focus, "-reading")

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_next_pane(self) -> None:
        """Go to the other panel; where there is little room, it takes the place of this one."""
        to_detail = not self.detail.has_focus
        self.set_class(to_detail, "-reading")
        (self.detail if to_detail else self.listing).focus()

    def action_previous_pane(self) -> None:
        """Go to the other panel."""
        self.action_next_pane()

    def action_copy(self) -> None:
        """Copy what is selected, in full."""
        copy(self.app, self.detail.words)
