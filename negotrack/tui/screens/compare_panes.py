"""What the panes of a comparison hold: the proposals by how two sides relate, and the selected one in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from negotrack.analysis.comparison import Group, Row
from negotrack.analysis.view import View, stale_annotations
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Relation
from negotrack.tui.detail import Subject, detail, title_in_full
from negotrack.tui.notes import Note, block
from negotrack.tui.render import EMPTY, HEADING, Line, line
from negotrack.tui.screens.compare_rows import columns, group_line, heading, needed, row_line
from negotrack.tui.widgets.listing import Listing
from negotrack.wording import Citations, Mark, position_marks, proposal_label


class Rows(Listing):
    """The proposals, under the headings of their groups."""

    fixed = 1

    def __init__(self) -> None:
        super().__init__(id="rows")
        self._entries: Sequence[Group | Row] = ()
        self._ranks: Sequence[int] = ()
        self._needed = needed((), ("", ""))

    def fill(self, view: View, pair: tuple[str, str], groups: Sequence[Group]) -> None:
        """Show groups of a comparison; the selected proposal stays selected where it is still there."""
        selected = self.selected
        self._view, self._pair = view, pair
        self._citations = Citations(view.negotiation.sources)
        self._entries = list(_entries(groups))
        self._ranks = list(accumulate(isinstance(entry, Row) for entry in self._entries))
        self._names = tuple(map(view.negotiation.side_name, pair))
        self._needed = needed([row for group in groups for row in group.rows], self._names)
        self.redraw()
        self.cursor = -1
        self.select(selected.id if selected else None)

    @property
    def count(self) -> int:
        """How many rows and headings there are."""
        return len(self._entries)

    @property
    def selected(self) -> Row | None:
        """The selected row."""
        return self._row(self.cursor)

    @property
    def place(self) -> tuple[int, int]:
        """Which row is selected, counted from one, and of how many."""
        return (self._ranks[self.cursor] if self.selected else 0), (self._ranks[-1] if self._ranks else 0)

    @property
    def marks(self) -> list[Mark]:
        """The marks that stand in the rows that are seen."""
        rows = [row for index in self.seen if (row := self._row(index))]
        held = {mark for row in rows for side in (row.one, row.other) for mark in self._marks(side)}
        return [mark for mark in Mark if mark in held]

    def select(self, identifier: str | None) -> None:
        """Select a proposal; the first one where it is not there."""
        found = (index for index in range(self.count) if (row := self._row(index)) and row.id == identifier)
        self.move(next(found, 0))

    def step(self, direction: int, relations: Collection[Relation]) -> bool:
        """Select the next row of some relations, around the end; False where there is none."""
        for distance in range(1, self.count + 1):
            index = (self.cursor + direction * distance) % self.count
            row = self._row(index)
            if row and row.relation in relations:
                self.move(index)
                return True
        return False

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return isinstance(self._entries[index], Row)

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The names of the columns."""
        del row
        return heading(columns(cells, self._needed), self._view.negotiation.header.proposal_term, *self._names)

    def draw(self, index: int, cells: int) -> Line:
        """A row, or a heading."""
        entry = self._entries[index]
        if isinstance(entry, Group):
            header = self._view.negotiation.header
            return group_line(entry, header.proposal_term, header.plural)
        shared = columns(cells, self._needed)
        dated = self._view.day is not None
        return row_line(entry, shared, self._citations, cursor=index == self.cursor, dated=dated)

    def _row(self, index: int) -> Row | None:
        entry = self._entries[index] if 0 <= index < self.count else None
        return entry if isinstance(entry, Row) else None

    def _marks(self, side: SideStanding) -> tuple[Mark, ...]:
        return position_marks(side, dated=self._view.day is not None)


def _entries(groups: Sequence[Group]) -> Iterator[Group | Row]:
    for group in groups:
        yield group
        yield from group.rows


def in_full(subject: Subject, cells: int, beside: int) -> Iterator[Line]:
    """Both positions of a proposal in full, and its annotations.

    Args:
        subject: the proposal.
        cells: the room of a line.
        beside: the cells of the pane's heading that are taken by something else than the title.
    """
    dossier = subject.standing.dossier
    yield from title_in_full(proposal_label(dossier.proposal), cells, beside)
    yield from detail(subject, cells)
    stale = stale_annotations(dossier)
    yield EMPTY
    yield line((f"Annotations: {len(dossier.annotations):,}", HEADING))
    for annotation in dossier.annotations:
        note = Note(dossier.id, annotation, annotation in stale)
        yield from block(note, subject.negotiation, cells, selected=False)
