"""Panes of text that is made for their width."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.tui.render import EMPTY, Line
from negotrack.tui.widgets.lines import Lines


class TextView(Lines):
    """A pane of lines that are made for the pane's width, all at once."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._made: Sequence[Line] = ()
        self._made_for = -1

    def make(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._made)

    def draw(self, index: int, cells: int) -> Line:
        """One of the lines."""
        del cells
        return self._made[index] if index < len(self._made) else EMPTY

    def remake(self) -> None:
        """Make the lines again, because what they show has changed."""
        self._made_for = -1
        self.redraw()

    def redraw(self) -> None:
        """Draw again, with lines made for the width."""
        cells = self.cells
        if cells != self._made_for and cells > 0:
            self._made, self._made_for = self.make(cells), cells
        super().redraw()
