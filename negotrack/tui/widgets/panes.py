"""Panes of lines that are made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negotrack.tui.render import EMPTY, Line
from negotrack.tui.widgets.lines import Lines
from negotrack.tui.widgets.text import TextView

Make = Callable[[int], Sequence[Line]]
"""Makes the lines of a pane for so many cells."""


class Made(TextView):
    """A panel of text that is made elsewhere.

    Args:
        number: the key that leads to it; none where it is 0.
        focusable: keys may go to it.
    """

    def __init__(self, *, id: str, number: int = 0, focusable: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.number = number
        self.can_focus = focusable
        self._make: Make = lambda _cells: ()

    def show(self, make: Make, *, top: bool = False) -> None:
        """Show another text.

        Args:
            make: makes its lines.
            top: it is about something else than before, so begin at its beginning.
        """
        self._make = make
        self.remake()
        if top:
            self.scroll_to(y=0, animate=False)

    def make(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        return self._make(cells)

    @property
    def words(self) -> str:
        """What can be read in the pane."""
        return "\n".join(line.plain.rstrip() for line in self.make(max(self.cells, 20)))


class Drawn(Lines):
    """A pane of many lines that are drawn elsewhere, each where it is seen."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._count = 0
        self._draw: Callable[[int, int], Line] = lambda _index, _cells: EMPTY

    def show(self, count: int, draw: Callable[[int, int], Line]) -> None:
        """Show other lines.

        Args:
            count: how many there are.
            draw: makes one of them, for so many cells.
        """
        self._count, self._draw = count, draw
        self.redraw()

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self._count

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        return self._draw(index, cells)
