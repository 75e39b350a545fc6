"""Screens that are only read: help and messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from negotrack.tui.actions import BY_ID, Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import Line
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.text import TextPanel


class Reading(ModalScreen[None]):
    """A page of text over the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.READING),
        # What leads here, and what people leave such pages with, leads back as well.
        *(Binding(",".join(BY_ID[each].keys), "back", show=False, id=each) for each in ("help", "messages", "quit")),
    ]
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    Reading {
        align: center middle; background: $background;
        & > Vertical { width: 1fr; max-width: 104; height: 1fr; }
        & #page { height: 1fr; }
        & > KeyLine { dock: bottom; }
    }
    """
    HEADING = ""

    def compose(self) -> ComposeResult:
        """The page, and the way out."""
        with Vertical():
            yield TextPanel(id="page")
        yield KeyLine(Place.READING)

    def on_mount(self) -> None:
        """Show the page."""
        page = self.query_one(TextPanel)
        page.head([self.HEADING])
        page.show(self.lines)

    def lines(self, cells: int) -> Sequence[Line]:
        """The page, for a width."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
