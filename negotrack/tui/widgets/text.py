"""Panels of text that is laid out for their width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negotrack.tui.render import EMPTY, Line
from negotrack.tui.widgets.lines import Lines

LayOut = Callable[[int], Sequence[Line]]
"""Gives the lines of a panel for so many cells."""


class TextView(Lines):
    """A pane of lines that are laid out for the pane's width, all at once."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._laid_out: Sequence[Line] = ()
        self._laid_out_for = -1

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._laid_out)

    def draw(self, index: int, cells: int) -> Line:
        """One of the lines."""
        del cells
        return self._laid_out[index] if index < len(self._laid_out) else EMPTY

    def renew(self) -> None:
        """Lay the lines out again, because what they show has changed."""
        self._laid_out_for = -1
        self.redraw()

    def redraw(self) -> None:
        """Draw again, with lines for the width."""
        cells = self.cells
        if cells != self._laid_out_for and cells > 0:
            self._laid_out, self._laid_out_for = self.lay_out(cells), cells
        super().redraw()


class TextPanel(TextView):
    """A panel of text that is laid out elsewhere.

    Args:
        number: the key that leads to it; none where it is 0.
    """

    def __init__(self, *, id: str, number: int = 0) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.number = number
        self._lay_out: LayOut = lambda _cells: ()

    def show(self, lay_out: LayOut, *, top: bool = False) -> None:
        """Show another text.

        Args:
            lay_out: gives its lines.
            top: it is about something else than before, so begin at its beginning.
        """
        self._lay_out = lay_out
        self.renew()
        if top:
            self.scroll_to(y=0, animate=False)

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        return self._lay_out(cells)

    @property
    def words(self) -> str:
        """What can be read in the pane."""
        return "\n".join(line.plain.rstrip() for line in self.lay_out(max(self.cells, 20)))
