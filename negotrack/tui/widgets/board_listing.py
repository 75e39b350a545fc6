"""The board as a list: proposals by sides, and what holds of each; sides without room for a column are turned to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotrack.analysis.sides import heads
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.standing import Standing
from negotrack.pages.signs import STATUS_SIGNS, UNNUMBERED_SIGN, marks, position_marks, standing_sign
from negotrack.pages.words import title_words
from negotrack.text import clip, safe, width
from negotrack.tui.board import CHANGED, CONFLICTING_SIGN, CURSOR, UNREAD, BoardColumns, legend, row_changed
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    PLAIN,
    STRONG,
    WARNING,
    Line,
    clipped,
    line,
    padded,
    standing_style,
    status_style,
)
from negotrack.tui.widgets.lines import Listing
from negotrack.tui.widgets.panel import clipped_line

Known = Callable[[str], Standing | None]
"""What holds of a proposal; None where that is still being worked out."""
_MARGIN = 3
_STATUS, _LEAST_TITLE, _NUMBER = 14, 24, 6


class BoardListing(Listing):
    """Proposals under headings, a column a side, a sign a stance."""

    fixed = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._entries: Sequence[str | Line] = ()
        self._negotiation: Negotiation | None = None
        self._sides: Sequence[Side] = ()
        self._heads: Mapping[str, str] = {}
        self._totals: Sequence[tuple[str, Mapping[str, Line]]] = ()
        self._first = self._digits = self._most_marks = 0
        self._known: Known = lambda _identifier: None
        self._before: Known | None = None
        self._dated = False

    def fill(
        self,
        negotiation: Negotiation,
        entries: Sequence[str | Line],
        sides: Sequence[Side] = (),
        totals: Sequence[tuple[str, Mapping[str, Line]]] = (),
    ) -> None:
        """Show other proposals or sides; the cursor stays on its proposal.

        Args:
            negotiation: what was recorded.
            entries: the ids of the proposals, and the headings between them.
            sides: the sides in the order of their columns; all where none is given.
            totals: rows above the proposals, each with its name and what stands in the column of each side.
        """
        selected = self.selected
        self._negotiation, self._entries, self._totals = negotiation, entries, totals
        self._sides = sides or negotiation.sides
        self._heads = heads(negotiation.sides)
        self.fixed = 1 + len(totals)
        numbers = (dossier.proposal.number for dossier in negotiation.dossiers.values())
        digits = max((width(safe(str(each))) for each in numbers if each is not None), default=1)
        self._digits = min(digits, _NUMBER)
        self._most_marks = _most_marks(negotiation)
        self.redraw()
        self.cursor = -1
        self.select(selected)

    def show(self, known: Known, before: Known | None = None, *, dated: bool) -> None:
        """Show what holds now."""
        self._known, self._before, self._dated = known, before, dated
        self.redraw()

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
        """What the signs, marks and heads of the rows that are seen stand for."""
        entries = (self._entries[index] for index in self.seen)
        rows = [found for each in entries if isinstance(each, str) and (found := self._known(each)) and found.counted]
        sides = self._shown(self.cells)
        columns = BoardColumns(
            status=self._status_cells(self.cells), sides=tuple((side.id, self._heads[side.id]) for side in sides)
        )
        return legend(rows, columns, {side.id: side.name for side in sides}, dated=self._dated)

    @property
    def hidden(self) -> int:
        """How many sides have no column for lack of room."""
        return len(self._sides) - len(self._shown(self.cells))

    def select(self, identifier: str | None) -> None:
        """Select a proposal; the first one where it is not there."""
        self.move(self._entries.index(identifier) if identifier in self._entries else 0)

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return isinstance(self._entries[index], str)

    def action_turn(self, step: int) -> None:
        """Turn to the sides that have no column."""
        shown = len(self._shown(self.cells))
        furthest = len(self._sides) - shown
        self._first = max(0, min(self._first + step * max(1, shown - 1), furthest))
        self.redraw()
        self.post_message(self.Moved(self, self.cursor))

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The names of the columns, and below them what the sides come to."""
        before = _MARGIN + self._digits + 1
        if row:
            name, totals = self._totals[row - 1]
            columns = [padded(totals.get(side.id, EMPTY), self._cells_of(side)) for side in self._shown(cells)]
            used = before + self._status_cells(cells) + sum(map(self._cells_of, self._shown(cells)))
            left = padded(EMPTY, before + self._status_cells(cells))
            return EMPTY.join([left, *columns, clipped(cells - used, (name, DIM))])
        status = "status" if self._has_words(cells) else ""
        columns = [padded(line((self._heads[side.id], DIM)), self._cells_of(side)) for side in self._shown(cells)]
        term = self._negotiation.header.proposal_term if self._negotiation else ""
        left = padded(line(" " * before, (status, DIM)), before + self._status_cells(cells))
        return EMPTY.join([left, *columns, line((term, DIM))])

    def draw(self, index: int, cells: int) -> Line:
        """One proposal, or a heading."""
        entry = self._entries[index]
        if not isinstance(entry, str):
            return clipped_line(entry, cells)
        if self._negotiation is None:
            return EMPTY
        proposal = self._negotiation.dossiers[entry].proposal
        standing = self._known(entry)
        changed = self._before is not None and row_changed(standing, self._before(entry))
        number = UNNUMBERED_SIGN if proposal.number is None else clip(safe(str(proposal.number)), self._digits)
        here = index == self.cursor
        left = [
            line((CURSOR if here else " ", KEY), (CHANGED if changed else " ", KEY), " "),
            line((f"{' ' * (self._digits - width(number))}{number} ", DIM if proposal.number is None else PLAIN)),
            *self._stands(standing, cells),
        ]
        used = _MARGIN + self._digits + 1 + self._status_cells(cells) + sum(map(self._cells_of, self._shown(cells)))
        style = DIM if proposal.title is None else STRONG if here else PLAIN
        return EMPTY.join([*left, clipped(cells - used, (title_words(proposal), style))])

    def _stands(self, standing: Standing | None, cells: int) -> Iterator[Line]:
        """The status and every stance that has a column; or a word why there is none."""
        shown = self._shown(cells)
        if standing is None or not standing.counted:
            words = UNREAD if standing is None else "not on record yet"
            yield padded(line((words, DIM)), self._status_cells(cells) + sum(map(self._cells_of, shown)))
            return
        sign = STATUS_SIGNS[standing.status]
        words = f"{sign} {standing.status}" if self._has_words(cells) else sign
        yield padded(line((words, status_style(standing.status))), self._status_cells(cells))
        for side in shown:
            yield padded(_stance(standing.of(side.id), dated=self._dated), self._cells_of(side))

    def _has_words(self, cells: int) -> bool:
        """Whether there is room for the status in words beside every side."""
        room = cells - _MARGIN - self._digits - 1 - _STATUS - _LEAST_TITLE
        return sum(1 for _ in self._fitting(self._sides, room)) == len(self._sides)

    def _status_cells(self, cells: int) -> int:
        return _STATUS if self._has_words(cells) else 2

    def _cells_of(self, side: Side) -> int:
        totals = (len(totals[side.id].plain) for _, totals in self._totals if side.id in totals)
        return 1 + max(1 + self._most_marks, width(self._heads[side.id]), *totals)

    def _shown(self, cells: int) -> Sequence[Side]:
        """The sides that have a column, from the first one that was turned to."""
        room = cells - _MARGIN - self._digits - 1 - self._status_cells(cells) - _LEAST_TITLE
        return tuple(self._fitting(self._sides[self._first :], room)) or self._sides[self._first : self._first + 1]

    def _fitting(self, sides: Sequence[Side], room: int) -> Iterator[Side]:
        for side in sides:
            room -= self._cells_of(side)
            if room < 0:
                return
            yield side


def _most_marks(negotiation: Negotiation) -> int:
    """How many marks the position with the most of them has on any day, so that no column moves with the day."""
    positions = (entry.position for each in negotiation.dossiers.values() for entry in each.counting.positions)
    # Thousands of positions are alike in this: one of each kind is looked at.
    alike = {(each.counter is None, each.basis, each.date is None or each.date.is_one_day): each for each in positions}
    # A day marks what is dated by a span, before its end, and what is not dated.
    possible = ((each, each.date is not None and not each.date.is_one_day) for each in alike.values())
    return max((len(marks(each, possible=spanned, dated=True)) for each, spanned in possible), default=0)


def _stance(where: SideStanding, *, dated: bool) -> Line:
    """Where a side stands, as a sign with its marks."""
    if where.conflict:
        return line((CONFLICTING_SIGN, WARNING))
    marked = standing_sign(where) + "".join(position_marks(where, dated=dated))
    return line((marked, standing_style(where)))
