"""What holds on the day of a timeline: every proposal with its status and where each side stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from negotrack.analysis.sides import heads
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.standing import Standing
from negotrack.pages.signs import (
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    Mark,
    marks,
    position_marks,
)
from negotrack.pages.words import title_words
from negotrack.text import clip, safe, width
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    PLAIN,
    STRONG,
    WARNING,
    Line,
    Piece,
    clipped,
    line,
    padded,
    stance_style,
    status_style,
)
from negotrack.tui.rows import CURSOR, UNREAD
from negotrack.tui.widgets.listing import Listing

Known = Callable[[str], Standing | None]
"""What holds of a proposal; None where that is still being worked out."""
MOVED = "•"
_STATUS, _LEAST_TITLE = 13, 24
_NUMBER = 6


class Holding(Listing):
    """Every proposal, always in its place, whatever the day."""

    fixed = 1
    number = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="holding")
        self._ids: Sequence[str] = ()
        self._sides: Sequence[Side] = ()
        self._heads: dict[str, str] = {}
        self._first = 0
        self._number = self._most_marks = 0
        self._known: Known = lambda _identifier: None
        self._before: Known | None = None

    def fill(self, negotiation: Negotiation) -> None:
        """Show other proposals and sides; the cursor stays on its proposal."""
        selected = self.selected
        self._negotiation = negotiation
        self._ids, self._sides = tuple(negotiation.dossiers), negotiation.sides
        self._heads = heads(negotiation.sides)
        numbers = (dossier.proposal.number for dossier in negotiation.dossiers.values())
        self._number = max((width(safe(str(each))) for each in numbers if each is not None), default=1)
        self._number = min(self._number, _NUMBER)
        positions = (entry.position for each in negotiation.dossiers.values() for entry in each.positions)
        # A position that is dated by a span is marked as possible on the days before its end.
        marked = (len(marks(each, possible=each.date is not None and not each.date.is_one_day)) for each in positions)
        self._most_marks = max(marked, default=0)
        self.redraw()
        self.move(self._ids.index(selected) if selected in self._ids else max(0, self.cursor))

    def show_day(self, known: Known, before: Known | None) -> None:
        """Show what holds on another day.

        Args:
            known: what holds then.
            before: what held on the day shown before; what differs from it is marked. None where nothing is.
        """
        self._known, self._before = known, before
        self.redraw()

    @property
    def count(self) -> int:
        """How many proposals there are."""
        return len(self._ids)

    @property
    def selected(self) -> str | None:
        """The id of the selected proposal."""
        return self._ids[self.cursor] if 0 <= self.cursor < self.count else None

    @property
    def marks(self) -> list[Mark]:
        """The marks that stand in the rows that are seen."""
        rows = [found for index in self.seen if (found := self._known(self._ids[index])) and found.counted]
        held = {mark for row in rows for side in self._shown(self.cells) for mark in position_marks(row.of(side.id))}
        return [mark for mark in Mark if mark in held]

    def hidden(self, cells: int) -> int:
        """How many sides have no column for lack of room."""
        return len(self._sides) - len(self._shown(cells))

    def action_turn(self, step: int) -> None:
        """Turn to the sides that have no column."""
        shown = len(self._shown(self.cells))
        furthest = max(0, len(self._sides) - shown)
        self._first = max(0, min(self._first + step * max(1, shown - 1), furthest))
        self.redraw()

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The names of the columns."""
        del row
        start = 3 + self._number + 1
        status = "status" if self._has_words(cells) else ""
        columns = [padded(line((self._heads[side.id], DIM)), self._cells_of(side)) for side in self._shown(cells)]
        term = self._negotiation.header.proposal_term
        left = padded(line(" " * start, (status, DIM)), start + self._status_cells(cells))
        return EMPTY.join([left, *columns, line((term, DIM))])

    def draw(self, index: int, cells: int) -> Line:
        """One proposal."""
        identifier = self._ids[index]
        proposal = self._negotiation.dossiers[identifier].proposal
        standing = self._known(identifier)
        number = UNNUMBERED_SIGN if proposal.number is None else clip(safe(str(proposal.number)), self._number)
        moved = self._before is not None and _stands(self._before(identifier)) != _stands(standing)
        left = [
            line((CURSOR if index == self.cursor else " ", KEY), (MOVED if moved else " ", WARNING), " "),
            line((" " * (self._number - width(number)) + number + " ", DIM if proposal.number is None else PLAIN)),
        ]
        used = 3 + self._number + 1
        title_style = DIM if proposal.title is None else STRONG if index == self.cursor else PLAIN
        if standing is None or not standing.counted:
            words = UNREAD if standing is None else "not on record yet"
            room = self._status_cells(cells) + sum(map(self._cells_of, self._shown(cells)))
            left.append(padded(line((words, DIM)), room))
            used += room
        else:
            left.append(padded(self._status(standing, cells), self._status_cells(cells)))
            left += [padded(_stance(standing, side), self._cells_of(side)) for side in self._shown(cells)]
            used += self._status_cells(cells) + sum(map(self._cells_of, self._shown(cells)))
        return EMPTY.join([*left, clipped(cells - used, (title_words(proposal), title_style))])

    def _status(self, standing: Standing, cells: int) -> Line:
        sign = STATUS_SIGNS[standing.status]
        words = f"{sign} {standing.status}" if self._has_words(cells) else sign
        return line((words, status_style(standing.status)))

    def _has_words(self, cells: int) -> bool:
        return cells >= 3 + self._number + 1 + _STATUS + 2 * 3 + _LEAST_TITLE

    def _status_cells(self, cells: int) -> int:
        return _STATUS + 1 if self._has_words(cells) else 2

    def _cells_of(self, side: Side) -> int:
        return max(2 + self._most_marks, width(self._heads[side.id]) + 1)

    def _shown(self, cells: int) -> Sequence[Side]:
        """The sides that have a column, from the first one that was turned to."""
        room = cells - 3 - self._number - 1 - self._status_cells(cells) - _LEAST_TITLE
        return tuple(self._fitting(self._sides[self._first :], room)) or self._sides[self._first : self._first + 1]

    def _fitting(self, sides: Sequence[Side], room: int) -> Iterator[Side]:
        for side in sides:
            room -= self._cells_of(side)
            if room < 0:
                return
            yield side


def _stance(standing: Standing, side: Side) -> Line:
    where = standing.of(side.id)
    if where.conflict:
        return line(("‼", WARNING))
    sign = STANCE_SIGNS[where.stance] if where.stance else NOT_REPORTED_SIGN
    pieces: list[Piece] = [(sign + "".join(position_marks(where)), stance_style(where.stance))]
    return line(*pieces)


def _stands(standing: Standing | None) -> object:
    """What is compared from one day to the next."""
    if standing is None or not standing.counted:
        return None
    return standing.status, {side: (where.stance, where.certainty) for side, where in standing.sides.items()}
