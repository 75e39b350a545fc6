"""The list of proposals."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.model.negotiation import WHOLE
from negotrack.model.records import Side
from negotrack.model.standing import Standing
from negotrack.text import safe, width
from negotrack.tui.render import EMPTY, Line
from negotrack.tui.rows import Marks, columns, heading, row, special_row, unread_row
from negotrack.tui.session import Session
from negotrack.tui.widgets.listing import Listing


class Proposals(Listing):
    """A row for each proposal; above them one for the negotiation itself, where there is something to read of it.

    Attributes:
        ids: the ids of the rows; ``_`` is the negotiation as a whole.
        chosen: the ids of several rows that are selected together.
    """

    fixed = 1

    def __init__(self) -> None:
        super().__init__(id="proposals")
        self.ids: tuple[str, ...] = ()
        self.chosen: set[str] = set()
        self._places: dict[str, int] | None = None
        self._session: Session | None = None
        self._words: Sequence[str] = ()
        self._longest = 1
        self._shared = columns(0, (), (), 1)
        self._shared_for = -1

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    @property
    def proposals(self) -> int:
        """How many rows are proposals; the negotiation itself, first, and what is no proposal, last, are none."""
        first, end = int(self.ids[:1] == (WHOLE,)), len(self.ids)
        while self._session and end > first and not self._session.is_listed(self.ids[end - 1]):
            end -= 1
        return end - first

    @property
    def selected(self) -> str | None:
        """The id of the selected row."""
        return self.ids[self.cursor] if 0 <= self.cursor < len(self.ids) else None

    @property
    def letters(self) -> list[tuple[str, Side]]:
        """What stands above the column of each side that has one."""
        sides = self._session.sides if self._session else []
        return list(zip(self._shared.letters, sides, strict=False))

    @property
    def unread(self) -> list[str]:
        """The ids of the rows that are seen and of which nothing is known yet."""
        session = self._session
        if session is None:
            return []
        ids = (self.ids[index] for index in self.seen)
        return [each for each in ids if session.known(each) is None and session.is_listed(each)]

    def fill(self, session: Session, ids: tuple[str, ...], words: Sequence[str] = ()) -> None:
        """Show other rows; the selected one stays selected, else the one that takes its place.

        Args:
            session: the negotiation.
            ids: the ids of the rows.
            words: folded words that are set off in the titles.
        """
        selected, place = self.selected, max(0, self.cursor)
        self._session, self._words = session, words
        if ids != self.ids:
            self.ids, self._places = ids, None
        self.redraw()
        found = self.place_of(selected) if selected else None
        if found is None:
            found = place if selected else self._first
        if found != self.cursor:
            self.move(found)

    def place_of(self, identifier: str) -> int | None:
        """Where the row of a proposal is."""
        if self._places is None:
            self._places = {each: index for index, each in enumerate(self.ids)}
        return self._places.get(identifier)

    def select(self, identifier: str) -> bool:
        """Select the row of a proposal; False where there is none."""
        place = self.place_of(identifier)
        if place is None:
            return False
        self.move(place)
        return True

    def toggle(self) -> None:
        """Select the row together with others, or no longer; go on to the next."""
        selected = self.selected
        if selected is None or selected == WHOLE:
            return
        self.chosen ^= {selected}
        self.redraw_line(self.cursor)
        self.move(self.cursor + 1)

    def redraw(self) -> None:
        """Draw again, with the columns shared anew."""
        self._shared_for = -1
        super().redraw()

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The names of the columns."""
        del row
        self._share(cells)
        return heading(self._shared, self._session.negotiation.header.proposal_term) if self._session else EMPTY

    def draw(self, index: int, cells: int) -> Line:
        """One row."""
        self._share(cells)
        session, identifier = self._session, self.ids[index]
        if session is None:
            return EMPTY
        marks = Marks(index == self.cursor, identifier in self.chosen, self._words, session.day is not None)
        standing = session.known(identifier)
        if standing is not None:
            self._make_room(standing)
            return row(standing, self._shared, marks)
        if identifier == WHOLE:
            return special_row("the negotiation as a whole", len(session.negotiation.annotations), self._shared, marks)
        orphans = session.negotiation.orphans.get(identifier)
        if orphans and not session.is_listed(identifier):
            return special_row(f"{identifier}: there is no such proposal", len(orphans), self._shared, marks)
        return unread_row(identifier, self._shared, marks, missing=session.is_missing(identifier))

    def _make_room(self, standing: Standing) -> None:
        """Share the columns anew where a number that was not seen before is longer than all that were."""
        if _room(standing) > self._longest:
            self._longest = _room(standing)
            self.call_after_refresh(self.redraw)

    @property
    def _first(self) -> int:
        return 1 if self.ids[:1] == (WHOLE,) and len(self.ids) > 1 else 0

    def _share(self, cells: int) -> None:
        """Share the room among the columns, once for each time that the list is drawn."""
        session = self._session
        if session is None or cells == self._shared_for:
            return
        for index in self.seen:
            standing = session.known(self.ids[index])
            if standing:
                self._longest = max(self._longest, _room(standing))
        sides = session.sides
        names = [side.name for side in sides]
        most = session.picture.most_notes if session.picture else 0
        # The row of the negotiation itself, and of what is no proposal, count as well.
        others = (session.negotiation.annotations, *session.negotiation.orphans.values())
        most = max(most, *map(len, others))
        self._shared = columns(
            cells, [side.id for side in sides], names, self._longest, totals=session.totals, most_notes=most
        )
        self._shared_for = cells


def _room(standing: Standing) -> int:
    """How many cells a proposal's number takes."""
    number = standing.dossier.proposal.number
    return 0 if number is None else width(safe(str(number)))
