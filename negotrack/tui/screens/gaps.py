"""What is not reported, what holds up the rest, competing claims, and the evidence of one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult

from negotrack.analysis.gaps import Gaps, gaps
from negotrack.analysis.links import Links, links
from negotrack.analysis.view import View
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import DIM, KEY, STRONG, WARNING, Line, Piece, clipped, paragraph
from negotrack.tui.rows import CURSOR
from negotrack.tui.screens.band import Band, headline
from negotrack.tui.screens.gaps_items import Item, items
from negotrack.tui.screens.in_full import proposals_in_full
from negotrack.tui.screens.paned import Paned
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panes import Made
from negotrack.wording import date_words, proposal_label


class Items(Listing):
    """The lines, under their headings; the proposals of a line can be listed below it."""

    def __init__(self) -> None:
        super().__init__(id="items")
        self._found: Sequence[Item] = ()
        self._opened: frozenset[int] = frozenset()
        self._rows: list[tuple[int, Item]] = []

    def fill(self, view: View, found: Sequence[Item]) -> None:
        """Show other lines; the cursor stays where it is."""
        self._view, self._found = view, found
        self._arrange()
        self.move(max(0, self.cursor))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def selected(self) -> Item | None:
        """The selected line."""
        return self._rows[self.cursor][1] if 0 <= self.cursor < self.count else None

    def toggle(self) -> None:
        """List the proposals of the selected line below it, or no longer."""
        place, _ = self._rows[self.cursor]
        self._opened ^= {place}
        self._arrange()

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return not self._rows[index][1].heading

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        place, item = self._rows[index]
        several: list[Piece] = []
        if len(item.proposals) > 1:
            several.append((" ▾" if place in self._opened else " ▸", KEY))
        cursor = (CURSOR if index == self.cursor else " ", KEY)
        return clipped(cells, cursor, *item.pieces, *several)

    def _arrange(self) -> None:
        self._rows = list(self._arranged())
        self.redraw()

    def _arranged(self) -> Iterator[tuple[int, Item]]:
        for place, item in enumerate(self._found):
            yield place, item
            if place in self._opened:
                for identifier in item.proposals:
                    label = proposal_label(self._view.known[identifier].dossier.proposal)
                    yield place, Item([f"      {label}"], proposals=(identifier,))


class GapsScreen(Paned[str]):
    """Shows what is not known; returns the id of the proposal to go to, or None.

    Args:
        view: what holds by a day.
        selected: the id of the proposal of which the evidence is listed.
        missing: what is not reported in the view, where that is known already; likewise what holds up what.
    """

    BINDINGS = bindings(Place.GAPS)

    def __init__(
        self, view: View, selected: str | None = None, *, missing: Gaps | None = None, holding: Links | None = None
    ) -> None:
        super().__init__()
        self._view, self._target = view, selected
        self._missing, self._holding = missing, holding

    def compose(self) -> ComposeResult:
        """The title, the lines, and the selected one in full."""
        yield Band(id="title")
        yield Items()
        yield Made(id="detail")
        yield KeyLine(Place.GAPS)

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self._view, self._missing, self._holding)

    def show(self, view: View, missing: Gaps | None = None, holding: Links | None = None) -> None:
        """Show another view, because something was changed."""
        self._view = view
        left: list[Piece] = [
            (" What is not known", STRONG),
            (f"  as of {date_words(view.day)}" if view.day else "", WARNING),
        ]
        self.query_one("#title", Band).show(lambda cells: headline(cells, left, view.negotiation.header.title))
        target = view.known.get(self._target) if self._target else None
        self.query_one(Items).head([("Not reported, what holds up the rest, claims, evidence", DIM)])
        self.query_one(Items).fill(view, list(items(view, missing or gaps(view), holding or links(view), target)))
        self._show_selected()

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        item, view = self.query_one(Items).selected, self._view
        self.detail.head([("In full", DIM)])
        if item is None:
            self.detail.show(lambda _cells: (), top=True)
        elif item.full is not None:
            full = item.full
            self.detail.show(lambda cells: list(full(cells)), top=True)
        else:
            self.detail.show(lambda cells: list(_counted_in_full(view, item, cells)), top=True)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the proposal; list them where there are several; else read on below."""
        listing = self.query_one(Items)
        item = listing.selected
        if item is None:
            return
        if len(item.proposals) == 1:
            self.dismiss(item.proposals[0])
        elif item.proposals:
            listing.toggle()
        else:
            self.action_next_pane()


def _counted_in_full(view: View, item: Item, cells: int) -> Iterator[Line]:
    """What is counted, and the proposals that it is about."""
    words = "".join(piece if isinstance(piece, str) else piece[0] for piece in item.pieces)
    if len(item.proposals) != 1:
        yield from paragraph(" ".join(words.split()), cells, STRONG)
    yield from proposals_in_full(view, item.proposals, cells)
