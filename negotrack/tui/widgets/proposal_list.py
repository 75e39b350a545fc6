"""The list of proposals: a board of all sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events, on
from textual.message import Message
from textual.timer import Timer

from negotrack.analysis.sides import heads
from negotrack.model.identifiers import WHOLE
from negotrack.model.records import Side
from negotrack.model.vocabulary import Relation
from negotrack.pages.glance import nothing_words
from negotrack.pages.words import WHOLE_WORDS
from negotrack.tui import board
from negotrack.tui.board import BoardColumns, RowState
from negotrack.tui.finding import Finder
from negotrack.tui.render import DIM, EMPTY, KEY, WARNING, Line, flowing, line
from negotrack.tui.session import Session
from negotrack.tui.widgets.board_listing import BoardRows
from negotrack.tui.widgets.keyline import key_of

QUIET = 0.12
"""Seconds without a key after which the lower border shows the position."""


class ProposalList(BoardRows):
    """A row for each proposal; above them, one for the negotiation itself if it has annotations.

    Attributes:
        ids: the ids of the rows; ``_`` is the negotiation as a whole.
        chosen: the ids of several rows that are selected together.
        flashing: the ids of the rows that have just been changed.
        card: what is shown if there is no row.
    """

    number = 1

    @dataclass
    class HeadClicked(Message):
        """The head of a column was clicked: ``number``, ``status``, ``title``, ``notes``, or the id of a side."""

        column: str

    def __init__(self, session: Session, finder: Finder) -> None:
        super().__init__(id="proposals")
        self._session, self._finder = session, finder
        self.ids: tuple[str, ...] = ()
        self.chosen: set[str] = set()
        self.flashing: frozenset[str] = frozenset()
        self.card: Sequence[Line] = ()
        self._words: Sequence[str] = ()
        self._longest = 1
        self._sides: Sequence[Side] = ()
        self._heads: Mapping[str, str] = {}
        self._items: Sequence[Line] = ()
        self._items_from: object = None
        self._legend: Sequence[Line] = ()
        self._legend_rows = 0
        self._foot_timer: Timer | None = None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    @property
    def proposals(self) -> int:
        """How many rows are proposals, without the first for the negotiation and the last for orphaned annotations."""
        first, end = int(self.ids[:1] == (WHOLE,)), len(self.ids)
        while end > first and not self._session.is_listed(self.ids[end - 1]):
            end -= 1
        return end - first

    @property
    def selected(self) -> str | None:
        """The id of the selected row."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    @property
    def unread(self) -> list[str]:
        """The ids of the visible proposals that have not been worked out yet."""
        session = self._session
        ids = (self.ids[index] for index in self.seen)
        return [each for each in ids if session.known.get(each) is None and session.is_listed(each)]

    @property
    def wanted(self) -> int:
        """The cells that the board would take with every side."""
        return board.wanted([*self._heads.items()])

    def show(self) -> None:
        """Show the rows that pass the filter; the selected one stays selected, else the one that takes its place."""
        session, finder, selected, place = self._session, self._finder, self.selected, self.cursor
        ids, self._words = finder.rows(), finder.query().words if finder.active else ()
        if self.chosen:
            self.chosen &= set(session.reader.proposal_ids)
        self.fixed = 2 if session.reference else 1
        if (sides := session.negotiation.sides) != self._sides:
            self._sides, self._heads = sides, heads(sides)
        self.ids, self.card = ids, () if ids else self._card()
        self.redraw()
        found = self.place_of(selected) if selected else None
        if found is None:
            found = place if selected else ids[:1].count(WHOLE)  # the first proposal
        if found != self.cursor:
            self.move(found)
        self.draw_foot()
        self._draw_head()

    def _card(self) -> list[Line]:
        """Why the list is empty, and what can be done about it."""
        words, offers = nothing_words(self._session.negotiation, self._finder.words, self._session.day)
        offered = [line("   ", (key_of(self.app, each) if each else "", KEY), f"  {what}") for each, what in offers]
        return [line(f"   {words}"), EMPTY, *offered]

    def _draw_head(self) -> None:
        """Show in the upper border how many rows there are, in which order, and how many are selected together."""
        session, finder, total = self._session, self._finder, len(self._session.ids)
        left = f" {self.proposals:,} of {total:,}" if finder.active else f" {total:,}"
        keys = [("filter", "filter"), ("quick_filter", finder.shown_quick())]
        if order := finder.shown_order():
            keys.append(("sort", order))
        selected = f"  {len(self.chosen):,} selected" if self.chosen else ""
        self.head([session.negotiation.header.plural.capitalize(), left, (selected, WARNING)], keys=keys)

    def place_of(self, identifier: str) -> int | None:
        """The index of a proposal's row; None if it has none."""
        return self.ids.index(identifier) if identifier in self.ids else None

    def select(self, identifier: str) -> bool:
        """Select the row of a proposal; False if it has none."""
        place = self.place_of(identifier)
        if place is None:
            return False
        self.move(place)
        return True

    def toggle(self) -> None:
        """Add the row to those selected together, or remove it, and go to the next."""
        selected = self.selected
        if selected and selected != WHOLE:
            self.chosen ^= {selected}
            self.redraw_line(self.cursor)
            self.move(self.cursor + 1)
            self._draw_head()

    def step(self, direction: int) -> bool:
        """Select the next row, wrapping around; unfiltered, one on which two sides differ. False if there is none."""
        for distance in range(1, self.count + 1):
            index = (self.cursor + direction * distance) % self.count
            standing = self._session.known.get(self.ids[index])
            if self._finder.active or (standing and standing.relation(*self._session.pair) is Relation.DIFFER):
                self.move(index, direction)
                return True
        return False

    def flash(self, identifiers: Sequence[str], seconds: float) -> None:
        """Mark rows for a moment, because they have just been changed."""
        self._set_flashing(frozenset(identifiers))
        self.set_timer(seconds, partial(self._set_flashing, frozenset()))

    def turn_sides(self, step: int) -> None:
        """Show sides that are hidden on the right or, if the step is negative, on the left."""
        super().turn_sides(step)
        self.draw_foot()

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The heads of the columns, and how often each side agrees with the reference."""
        del cells
        session, shared = self._session, self.columns
        if row:
            counts, words = session.agreements
            figures = {side: (str(count), DIM) for side, count in counts.items()}
            return board.summary(shared, figures | {session.reference: ("–", DIM)}, words)
        return board.heading(shared, session.negotiation.header.proposal_term, session.reference)

    def draw(self, index: int, cells: int) -> Line:
        """One row."""
        del cells
        session, identifier, shared = self._session, self.ids[index], self.columns
        standing = session.known.get(identifier)
        state = RowState(
            cursor=index == self.cursor,
            selected=identifier in self.chosen,
            words=self._words,
            dated=session.day is not None,
            before=session.before.get(identifier),
            changed=identifier in self.flashing,
            stale=len(session.stale(standing.dossier)) if standing else 0,
        )
        if standing is not None:
            # A row that comes into view may have a longer number than all that were visible before.
            if (number := board.number_cells([standing.dossier.proposal])) > self._longest:
                self._longest = number
                self.call_after_refresh(self.redraw)
            return board.row(standing.dossier, standing, shared, state, self._heads)
        if identifier == WHOLE:
            notes = len(session.negotiation.annotations)
            return board.special_row(WHOLE_WORDS, notes, shared, state)
        orphans = session.negotiation.orphans.get(identifier)
        if orphans and not session.is_listed(identifier):
            return board.special_row(f"{identifier}: there is no such proposal", len(orphans), shared, state)
        return board.unread_row(identifier, shared, state, missing=identifier in session.missing)

    def draw_rest(self, row: int, cells: int) -> Line:
        """The legend, at the end of the panel, if the border has no room for it; without rows, the card."""
        del cells
        if not self.count:
            return self.card[row - 1] if 0 < row <= len(self.card) else EMPTY
        place = row - (self.page - self.count - len(self._legend))
        return self._legend[place] if 0 <= place < len(self._legend) else EMPTY

    @property
    def around(self) -> int:
        """The rows that the panel takes besides its lines: borders, heads and legend."""
        return 2 + self.fixed + (self._legend_rows + 1 if self._legend_rows > 1 else 0)

    @on(events.Resize)
    def draw_foot(self) -> None:
        """Show in the lower border what the visible signs mean, and the position."""
        session = self._session
        if self.cells <= 0:
            return
        shared = self.columns
        rows = [standing for index in self.seen if (standing := session.known.get(self.ids[index]))]
        made_from = (session.facts, session.day, self.ids, self.seen, shared, len(rows))
        if made_from != self._items_from:
            names = {side.id: side.name for side in session.negotiation.sides}
            self._items = board.legend(rows, shared, names, dated=session.day is not None, before=session.before.get)
            self._items_from = made_from
        hidden = [*board.sides_hidden(shared.before, shared.after)]
        place = f"{self.cursor + 1:,} of {self.count:,}" if self.count > self.page and self.cursor >= 0 else ""
        lines, rest = flowing(self._items, self.cells, "  "), self.page - self.count
        self._legend_rows = max(self._legend_rows, len(lines))  # never fewer, so that no panel moves with a key
        self._legend = lines if len(lines) > 1 and rest >= len(lines) else ()
        self.foot(hidden if self._legend else [*hidden, *self._items], [place] if place else [])

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the two lines, and the border only once no further key follows: that redraws the whole list."""
        super().watch_cursor(before, after)
        if self._foot_timer:
            self._foot_timer.stop()
        self._foot_timer = self.set_timer(QUIET, self.draw_foot)

    def on_click(self, event: events.Click) -> None:
        """Report which head was clicked; the base class handles clicks on rows."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y == 0:
            self.post_message(self.HeadClicked(self._column_at(offset.x)))

    def _column_at(self, cell: int) -> str:
        shared = self._shared
        if side := shared.side_at(cell):
            return side
        ends = (
            (shared.first_side - shared.status, "number"),
            (shared.first_side, "status"),
            (self.cells - shared.notes, "title"),
        )
        return next((name for end, name in ends if cell < end), "notes")

    def _set_flashing(self, identifiers: frozenset[str]) -> None:
        changed, self.flashing = self.flashing ^ identifiers, identifiers
        for each in changed:
            if (place := self.place_of(each)) is not None:
                self.redraw_line(place)

    def share(self, cells: int, first: int) -> BoardColumns:
        """Divide the width of a row among the columns, from a given side on; the longest number so far has to fit."""
        session = self._session
        seen = [standing for index in self.seen if (standing := session.known.get(self.ids[index]))]
        self._longest = max(self._longest, board.number_cells(each.dossier.proposal for each in seen))
        columns = [(side.id, self._heads.get(side.id, side.id)) for side in session.sides]
        # The rows of the negotiation itself and of orphaned annotations count as well.
        others = (session.negotiation.annotations, *session.negotiation.orphans.values())
        most = max(session.most_notes, *map(len, others))
        need = board.needs(columns, self._longest, session.totals, most)
        return board.share(cells, columns, need, first, reference=session.reference)
