"""One line across the screen, made for its width."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets import Static

from negotrack.tui.render import EMPTY, Line


class Band(Static):
    """One line across the screen; it is made again whenever the width changes."""

    DEFAULT_CSS = """
    Band { height: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._make: Callable[[int], Line] = lambda _cells: EMPTY

    def show(self, make: Callable[[int], Line]) -> None:
        """Show another line, given what makes it for so many cells."""
        self._make = make
        self.on_resize()

    def on_resize(self) -> None:
        """Make the line for another width."""
        if self.size.width:
            self.update(self._make(self.size.width), layout=False)
