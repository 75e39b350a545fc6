"""Screens that are only read: help and messages."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import Line
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.panes import Made


class Reading(ModalScreen[None]):
    """A page of text over the screen."""

    BINDINGS = bindings(Place.READING)
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    Reading {
        align: center middle;
        & > Vertical { width: 1fr; max-width: 104; height: 1fr; background: $background; }
        & #page { height: 1fr; padding: 0 1; }
    }
    """
    HEADING = ""

    def compose(self) -> ComposeResult:
        """The page, and the way out."""
        with Vertical():
            yield Made(id="page")
            yield KeyLine(Place.READING)

    def on_mount(self) -> None:
        """Show the page."""
        page = self.query_one(Made)
        page.head([self.HEADING])
        page.show(self.lines)

    def lines(self, cells: int) -> Sequence[Line]:
        """The page, for a width."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
