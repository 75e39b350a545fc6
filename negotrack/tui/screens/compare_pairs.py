"""How every pair of sides relates: a matrix of counts, and the selected pair in full beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from negotrack.analysis.sides import Pairs, compare, heads, pairs
from negotrack.model.records import Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Relation
from negotrack.pages.comparison import pair_blocks
from negotrack.pages.days import date_words
from negotrack.pages.words import counted
from negotrack.text import safe, width
from negotrack.tui import content
from negotrack.tui.actions import Place
from negotrack.tui.board import CURSOR, sides_hidden
from negotrack.tui.render import DIM, EMPTY, KEY, PLAIN, STRONG, Line, clipped, line, padded, relation_style
from negotrack.tui.screens.paned import Paned
from negotrack.tui.widgets.keyline import bindings
from negotrack.tui.widgets.lines import Listing

_MEASURES = (Relation.AGREE, Relation.DIFFER, Relation.PARTIAL, Relation.BOTH_AGAINST, Relation.CONFLICTING)
"""The relations that cells can count, in the order in which the user goes through them."""
_LONGEST_NAME = 24


class PairMatrix(Listing):
    """A row and a column for every side. The cursor is a cell."""

    fixed = 1
    number = 1
    column = var(0, init=False)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "across(-1)", show=False),
        Binding("right,l", "across(1)", show=False),
    ]

    class Crossed(Message):
        """Another column was selected."""

    def __init__(self) -> None:
        super().__init__(id="pairs")
        self._sides: Sequence[Side] = ()
        self._pairs: Pairs | None = None
        self._measure = _MEASURES[0]
        self._first = 0

    def fill(self, sides: Sequence[Side], found: Pairs) -> None:
        """Show other pairs of sides."""
        self._sides, self._pairs = sides, found
        self._heads = heads(sides)
        most = max((width(head) for head in self._heads.values()), default=2)
        self._wide = 1 + max(most, 2 * len(str(found.proposals)) + 1)
        self.redraw()
        self.move(self.cursor)

    def measure(self, measure: Relation) -> None:
        """Count another relation in the cells."""
        self._measure = measure
        self.redraw()

    def select_pair(self, pair: tuple[str, str]) -> None:
        """Select the cell of two sides."""
        places = {side.id: place for place, side in enumerate(self._sides)}
        if set(pair) <= places.keys():
            self.move(places[pair[0]])
            self.column = places[pair[1]]

    @property
    def count(self) -> int:
        """How many sides there are."""
        return len(self._sides)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The ids of the two sides of the selected cell; None on the diagonal."""
        if not 0 <= self.cursor < self.count or self.cursor == self.column:
            return None
        return self._sides[self.cursor].id, self._sides[self.column].id

    @property
    def hidden(self) -> tuple[int, int]:
        """How many columns are hidden for lack of room, on the left and on the right."""
        shown = self._shown(self.cells)
        return shown.start, self.count - shown.stop

    def watch_column(self) -> None:
        """Bring the selected column into view."""
        if (cells := self.cells) > 0:
            self._first = self._shown(cells).start
        self.redraw()
        self.post_message(self.Crossed())

    def action_across(self, step: int) -> None:
        """Select another column."""
        self.column = max(0, min(self.column + step, self.count - 1))

    def on_click(self, event: events.Click) -> None:
        """Select the column under the mouse; the list selects the row."""
        offset = event.get_content_offset(self)
        column = (offset.x - self._name_cells(self.cells)) // self._wide if offset else -1
        shown = self._shown(self.cells)
        if 0 <= column < len(shown):
            self.column = shown[column]

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The heads of the columns."""
        del row
        columns = [
            line((" " * (self._wide - width(head)) + head, KEY if place == self.column else DIM))
            for place in self._shown(cells)
            for head in [self._heads[self._sides[place].id]]
        ]
        return EMPTY.join([padded(EMPTY, self._name_cells(cells)), *columns])

    def draw(self, index: int, cells: int) -> Line:
        """The row of one side."""
        side, here = self._sides[index], index == self.cursor
        room = self._name_cells(cells) - 3
        longest = max(map(width, self._heads.values()), default=0)
        name = self._name_of(side) if room > longest else self._heads[side.id]
        called = clipped(room, (name, STRONG if here else PLAIN))
        row = [padded(line((f"{CURSOR} " if here else "  ", KEY)) + called, self._name_cells(cells))]
        row += [self._cell(index, place) for place in self._shown(cells)]
        return EMPTY.join(row)

    def _cell(self, row: int, column: int) -> Line:
        chosen = " reverse" if (row, column) == (self.cursor, self.column) else ""
        if row == column or self._pairs is None:
            words, style = "—", DIM
        else:
            found = self._pairs.counts(self._sides[row].id, self._sides[column].id)
            number, both = found.relations[self._measure], found.both_reported  # of those on which both are reported
            words, style = f"{number:,}/{both:,}" if both else "·", relation_style(self._measure) if number else DIM
        return line(" " * (self._wide - len(words)), (words, f"{style}{chosen}".strip()))

    def _name_cells(self, cells: int) -> int:
        """Width of the names in cells; of the heads alone if the columns do not fit beside the names."""
        longest = max((width(safe(self._name_of(side))) for side in self._sides), default=0)
        named = 3 + min(longest, _LONGEST_NAME)
        if named + self.count * self._wide <= cells:
            return named
        return 3 + max(map(width, self._heads.values()), default=0)

    def _name_of(self, side: Side) -> str:
        head = self._heads[side.id]
        return head if head == side.name else f"{head} {side.name}"

    def _shown(self, cells: int) -> range:
        """The visible columns, which include the selected one."""
        fitting = max(1, min(self.count, (cells - self._name_cells(cells)) // self._wide))
        first = min(max(self._first, self.column - fitting + 1), self.column, self.count - fitting)
        return range(first, first + fitting)


class EveryPair(Paned[tuple[str, str]]):
    """Shows how every pair of sides relates; returns the ids of a pair to compare, or None."""

    PLACE = Place.PAIRS
    BINDINGS = bindings(Place.PAIRS)

    def __init__(self, view: Snapshot, pair: tuple[str, str]) -> None:
        super().__init__()
        self._view, self._pair = view, pair
        self._measure = _MEASURES[0]

    def lists(self) -> Iterator[Listing]:
        """The pairs."""
        yield PairMatrix()

    def on_mount(self) -> None:
        """Fill the matrix, and select the pair to begin with."""
        self._pairs = pairs(self._view)
        matrix = self.query_one(PairMatrix)
        matrix.fill(self._view.negotiation.sides, self._pairs)
        matrix.select_pair(self._pair)
        self._show()

    @on(Listing.Moved)
    @on(PairMatrix.Crossed)
    def _show(self) -> None:
        matrix, view = self.query_one(PairMatrix), self._view
        header = view.negotiation.header
        of = counted(len(view.standings), header.proposal_term, header.plural)
        day = f"as of {date_words(view.day)}, " if view.day else ""
        what = str(self._measure).replace("-", " ")
        matrix.head(["Every pair ", (f"{day}{of}", DIM)], keys=[("quick_filter", what), ("open", "compare the two")])
        matrix.foot([*sides_hidden(*matrix.hidden), line((f"7/9: {what} on 7, both reported on 9", DIM))])
        pane, pair = self.detail, matrix.pair
        if pair is None:
            pane.head([("one side twice", DIM)])
            pane.show(lambda _cells: (), top=True)
            return
        names = [view.negotiation.side_name(side) for side in pair]
        blocks = pair_blocks(view, self._pairs.counts(*pair), compare(view, *pair))
        pane.head([f"{names[0]} and {names[1]}"])
        pane.show(lambda cells: content.write(blocks, cells), top=True)

    def on_resize(self) -> None:
        """Show what the new width hides."""
        self.call_after_refresh(self._show)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Compare the two sides."""
        pair = self.query_one(PairMatrix).pair
        if pair:
            self.dismiss(pair)

    def action_quick_filter(self) -> None:
        """Count the next relation in the cells."""
        self._measure = _MEASURES[(_MEASURES.index(self._measure) + 1) % len(_MEASURES)]
        self.query_one(PairMatrix).measure(self._measure)
        self._show()
