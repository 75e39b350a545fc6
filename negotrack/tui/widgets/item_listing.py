"""A list of lines under headings, each with what is said of it in full; the proposals of a line can be listed below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from negotrack.pages.blocks import Block
from negotrack.tui.board import CURSOR
from negotrack.tui.render import KEY, Line, Piece, clipped
from negotrack.tui.widgets.listing import Listing


class ListedItem(NamedTuple):
    """One line.

    Attributes:
        pieces: what it says.
        blocks: makes what is said of it in full; None for a heading, which cannot be selected.
        proposals: finds the ids of the proposals that it is about.
        several: they can be listed below it.
    """

    pieces: Sequence[Piece]
    blocks: Callable[[], Sequence[Block]] | None = None
    proposals: Callable[[], Sequence[str]] = tuple
    several: bool = False


class ItemListing(Listing):
    """The lines under their headings."""

    number = 1

    def __init__(self) -> None:
        super().__init__(id="items")
        self._found: Sequence[ListedItem] = ()
        self._opened: frozenset[int] = frozenset()
        self._shown: list[tuple[int, ListedItem]] = []
        self._of_proposal: Callable[[str], ListedItem] = lambda identifier: ListedItem([identifier])

    def fill(self, found: Sequence[ListedItem], of_proposal: Callable[[str], ListedItem] | None = None) -> None:
        """Show other lines; the cursor stays where it is.

        Args:
            found: the lines.
            of_proposal: makes the line of a proposal that is listed below another one.
        """
        self._found, self._of_proposal = found, of_proposal or self._of_proposal
        self._arrange()
        self.move(max(0, self.cursor))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._shown)

    @property
    def selected(self) -> ListedItem | None:
        """The selected line."""
        return self._shown[self.cursor][1] if 0 <= self.cursor < self.count else None

    @property
    def rank(self) -> tuple[int, int]:
        """Which of the lines that can be selected is, counted from one, and of how many."""
        places = [index for index in range(self.count) if self.selectable(index)]
        return (places.index(self.cursor) + 1 if self.cursor in places else 0), len(places)

    def toggle(self) -> None:
        """List the proposals of the selected line below it, or no longer."""
        place, _ = self._shown[self.cursor]
        self._opened ^= {place}
        self._arrange()

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return self._shown[index][1].blocks is not None

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        place, item = self._shown[index]
        several: list[Piece] = [(" ▾" if place in self._opened else " ▸", KEY)] if item.several else []
        return clipped(cells, (CURSOR if index == self.cursor else " ", KEY), *item.pieces, *several)

    def _arrange(self) -> None:
        self._shown = list(self._arranged())
        self.redraw()

    def _arranged(self) -> Iterator[tuple[int, ListedItem]]:
        for place, item in enumerate(self._found):
            yield place, item
            if place in self._opened:
                for identifier in item.proposals():
                    yield place, self._of_proposal(identifier)
