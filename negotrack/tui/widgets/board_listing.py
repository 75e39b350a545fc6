"""The board as a list: a row for each proposal, and a column for each side; if not all fit, one turns to the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotrack.analysis.sides import heads
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.standing import Standing
from negotrack.pages.signs import marks
from negotrack.tui import board
from negotrack.tui.board import BoardColumns, ColumnHead, Needs, RowState
from negotrack.tui.render import EMPTY, Line, clipped_line
from negotrack.tui.widgets.lines import Listing

Known = Callable[[str], Standing | None]
"""Returns where the sides stand on a proposal; None if that is still being worked out."""
_TITLE = 24
"""Cells of a title that take precedence over statuses in words and further sides."""


class BoardRows(Listing):
    """Rows with a column for every side that fits."""

    fixed = 1

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._first_side = 0
        self._shared = BoardColumns()
        self._shared_for = -1

    def share(self, cells: int, first: int) -> BoardColumns:
        """Divide the width of a row among the columns, from a given side on."""
        raise NotImplementedError

    @property
    def columns(self) -> BoardColumns:
        """How the width of a row is divided now; worked out once for each time that the list is drawn."""
        if (cells := self.cells) != self._shared_for:
            self._shared, self._shared_for = self.share(cells, self._first_side), cells
        return self._shared

    def turn_sides(self, step: int) -> None:
        """Show sides that are hidden on the right or, if the step is negative, on the left."""
        shared = self.columns
        self._first_side = shared.before + step * max(1, len(shared.sides) - 1)
        self.redraw()

    def redraw(self) -> None:
        """Redraw, with the width divided anew."""
        self._shared_for = -1
        super().redraw()


class BoardListing(BoardRows):
    """Proposals under headings, with a column for each side and a sign for each stance."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._entries: Sequence[str | Line] = ()
        self._negotiation: Negotiation | None = None
        self._heads: Sequence[ColumnHead] = ()
        self._need = Needs(1, 3, 0)
        self._reference = ""
        self._totals: Sequence[tuple[str, Mapping[str, tuple[str, str]]]] = ()
        self._known: Known = lambda _identifier: None
        self._before: Known | None = None
        self._dated = False

    def fill(
        self,
        negotiation: Negotiation,
        entries: Sequence[str | Line],
        sides: Sequence[Side] = (),
        totals: Sequence[tuple[str, Mapping[str, tuple[str, str]]]] = (),
        *,
        reference: str = "",
    ) -> None:
        """Show other proposals or sides; the cursor stays on its proposal.

        Args:
            negotiation: what was recorded.
            entries: the ids of the proposals, and the headings between them.
            sides: the sides in the order of their columns; all if none are given.
            totals: rows above the proposals, each with its name, and each side's figure and style.
            reference: the id of the side that the others are compared with; empty for none.
        """
        selected, called = self.selected, heads(negotiation.sides)
        self._negotiation, self._entries, self._totals, self._reference = negotiation, entries, totals, reference
        self._heads = [(side.id, called[side.id]) for side in sides or negotiation.sides]
        figures = (len(figure) for _, row in totals for figure, _ in row.values())
        self._need = Needs(
            board.number_cells(dossier.proposal for dossier in negotiation.dossiers.values()),
            board.side_cells(self._heads, _most_marks(negotiation), max(figures, default=0)),
            board.STATUS_CELLS,
            least=_TITLE,
            wordy=_TITLE - 1,
        )
        self.fixed = 1 + len(totals)
        self.redraw()
        self.cursor = -1
        self.select(selected)

    def show(self, known: Known, before: Known | None = None, *, dated: bool) -> None:
        """Show where the sides stand, marking what differs from before."""
        self._known, self._before, self._dated = known, before, dated
        self.redraw()

    def share(self, cells: int, first: int) -> BoardColumns:
        """Divide the width of a row among the columns, from a given side on."""
        return board.share(cells, self._heads, self._need, first, reference=self._reference)

    @property
    def count(self) -> int:
        """How many rows and headings there are."""
        return len(self._entries)

    @property
    def selected(self) -> str | None:
        """The id of the selected proposal."""
        entry = self._entries[self.cursor] if 0 <= self.cursor < self.count else None
        return entry if isinstance(entry, str) else None

    @property
    def legend(self) -> list[Line]:
        """How many sides are hidden, and what the signs, marks and heads of the visible rows mean."""
        if self._negotiation is None:
            return []
        shared = self.columns
        entries = (self._entries[index] for index in self.seen)
        rows = [found for each in entries if isinstance(each, str) and (found := self._known(each)) and found.counted]
        names = {side.id: side.name for side in self._negotiation.sides}
        return [*board.sides_hidden(shared.before, shared.after), *board.legend(rows, shared, names, dated=self._dated)]

    def select(self, identifier: str | None) -> None:
        """Select a proposal; the first one if it is not listed."""
        self.move(self._entries.index(identifier) if identifier in self._entries else 0)

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return isinstance(self._entries[index], str)

    def action_turn(self, step: int) -> None:
        """Turn to sides that have no column now."""
        self.turn_sides(step)
        self.post_message(self.Moved(self, self.cursor))

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The heads of the columns, and below them the figures of the sides."""
        del cells
        if row:
            words, figures = self._totals[row - 1]
            return board.summary(self.columns, figures, words)
        term = self._negotiation.header.proposal_term if self._negotiation else ""
        return board.heading(self.columns, term, self._reference)

    def draw(self, index: int, cells: int) -> Line:
        """One proposal, or a heading."""
        entry = self._entries[index]
        if not isinstance(entry, str):
            return clipped_line(entry, cells)
        if self._negotiation is None:
            return EMPTY
        standing = self._known(entry)
        changed = self._before is not None and board.row_changed(standing, self._before(entry))
        state = RowState(cursor=index == self.cursor, dated=self._dated, changed=changed)
        return board.row(self._negotiation.dossiers[entry], standing, self.columns, state)


def _most_marks(negotiation: Negotiation) -> int:
    """The most marks that any position has on any day, so that no column moves with the day."""
    positions = (entry.position for each in negotiation.dossiers.values() for entry in each.counting.positions)
    # Thousands of positions are alike in this, so one of each kind is checked.
    alike = {(each.counter is None, each.basis, each.date is None or each.date.is_one_day): each for each in positions}
    # On a day, positions dated by a span are marked before its end, and those without a date always.
    possible = ((each, each.date is not None and not each.date.is_one_day) for each in alike.values())
    return max((len(marks(each, possible=spanned, dated=True)) for each, spanned in possible), default=0)
