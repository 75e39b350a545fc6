"""The list of all proposals for two sides, with a heading for each way in which they relate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from negotrack.analysis.sides import ComparedProposal, Comparison, RelationGroup, heads
from negotrack.model.negotiation import Negotiation
from negotrack.model.side_standing import SideStanding
from negotrack.model.vocabulary import Basis, Relation
from negotrack.pages.comparison import GROUP_TITLES
from negotrack.pages.signs import MARK_WORDS, RELATION_SIGNS, Mark, position_marks, standing_sign
from negotrack.pages.standing import shown_stance
from negotrack.pages.terms import NO_SOURCE, Citations, place_numbers
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, counted
from negotrack.text import safe, width
from negotrack.tui.board import CONFLICTING_SIGN, CURSOR, BoardColumns, legend, number_cells, number_piece, title_piece
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    STRONG,
    WARNING,
    Line,
    line,
    padded,
    relation_style,
    standing_style,
)
from negotrack.tui.widgets.lines import Listing

_MARGIN, _SIGN, _MARKS, _COVERS, _SOURCE = 2, 3, 2, 11, 24
_LEAST_TITLE, _NAME = 34, 16
_COVERS_WORDS = {Basis.REPORTED: "this one", Basis.COLLECTIVE: "several", Basis.INFERRED: "inferred"}


class Widths(NamedTuple):
    """Widths of the columns in cells, each with the space after it; 0 if there is no room for one.

    Attributes:
        stance: of each side's stance; if it is narrow, only the sign is shown.
    """

    number: int
    title: int
    stance: int
    covers: int = 0
    source: int = 0


class PairListing(Listing):
    """The proposals of a comparison."""

    fixed = 1
    number = 1

    def __init__(self) -> None:
        super().__init__(id="pair")
        self._entries: Sequence[RelationGroup | ComparedProposal] = ()
        self._ranks: Sequence[int] = ()
        self._negotiation: Negotiation | None = None
        self._pair = self._names = self._short = ("", "")
        self._digits = self._longest = 0
        self._dated = self._tells_covers = False

    def fill(
        self, negotiation: Negotiation, comparison: Comparison, groups: Sequence[RelationGroup], *, dated: bool
    ) -> None:
        """Show groups of a comparison; the selected proposal stays selected if it is still listed."""
        selected = self.selected
        self._negotiation, self._dated = negotiation, dated
        self._citations = Citations(negotiation.sources)
        self._entries = list(_entries(groups))
        self._ranks = list(accumulate(isinstance(entry, ComparedProposal) for entry in self._entries))
        short = heads(negotiation.sides)
        pair = self._pair = (comparison.one, comparison.other)
        self._names = (negotiation.side_name(pair[0]), negotiation.side_name(pair[1]))
        self._short = (short.get(pair[0], ""), short.get(pair[1], ""))
        rows = [row for group in groups for row in group.rows]
        self._digits = number_cells(row.standing.dossier.proposal for row in rows)
        words = max((len(shown_stance(side)) for row in rows for side in (row.one, row.other)), default=0)
        self._tells_covers = any(row.covers is not Basis.REPORTED for row in rows)
        self._longest = max(2 + words + _MARKS, *(min(_NAME, width(safe(name))) for name in self._names))
        self.redraw()
        self.cursor = -1
        self.select(selected)

    @property
    def count(self) -> int:
        """How many rows and headings there are."""
        return len(self._entries)

    @property
    def selected(self) -> str | None:
        """The id of the selected proposal."""
        row = self._row(self.cursor)
        return row.id if row else None

    @property
    def rank(self) -> tuple[int, int]:
        """The number of the selected row, counted from one, and how many rows there are."""
        return (self._ranks[self.cursor] if self.selected else 0), (self._ranks[-1] if self._ranks else 0)

    @property
    def legend(self) -> list[Line]:
        """What the marks in the visible rows mean; also the signs and heads, if no word is shown beside them."""
        rows = [row for index in self.seen if (row := self._row(index))]
        if self._widths(self.cells).stance > _SIGN:
            held = {mark for row in rows for side in (row.one, row.other) for mark in self._marks(side)}
            return [line((mark.value, STRONG), (f" {MARK_WORDS[mark]}", DIM)) for mark in Mark if mark in held]
        columns = BoardColumns(status=0, sides=tuple(zip(self._pair, self._short, strict=True)))
        names = dict(zip(self._pair, self._names, strict=True))
        return legend((row.standing for row in rows), columns, names, dated=self._dated)

    def select(self, identifier: str | None) -> None:
        """Select a proposal, or the first one if it is not listed."""
        found = (index for index in range(self.count) if (row := self._row(index)) and row.id == identifier)
        self.move(next(found, 0))

    def step(self, direction: int, relations: Collection[Relation]) -> bool:
        """Select the next row with one of the relations, wrapping around; False if there is none."""
        for distance in range(1, self.count + 1):
            index = (self.cursor + direction * distance) % self.count
            row = self._row(index)
            if row and row.relation in relations:
                self.move(index)
                return True
        return False

    def selectable(self, index: int) -> bool:
        """Whether a row can be selected; headings cannot."""
        return isinstance(self._entries[index], ComparedProposal)

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The names of the columns."""
        del row
        widths = self._widths(cells)
        one, other = self._names if widths.stance > _SIGN else self._short
        term = self._negotiation.header.proposal_term if self._negotiation else ""
        words = (" " * (widths.number - 2) + "#", term, one, "", other, "reply to", "source")
        return _assembled(widths, *(line((each, DIM)) for each in words))

    def draw(self, index: int, cells: int) -> Line:
        """A row, or a heading."""
        entry = self._entries[index]
        if isinstance(entry, RelationGroup):
            return self._heading(entry)
        return self._drawn(entry, self._widths(cells), cursor=index == self.cursor)

    def _heading(self, group: RelationGroup) -> Line:
        contents = f"; {CONTENTS_NOT_REPORTED}" if group.described is False else ""
        title = f"{RELATION_SIGNS[group.relation]} {GROUP_TITLES[group.relation]}{contents}"
        header = self._negotiation.header if self._negotiation else None
        number = counted(len(group.rows), header.proposal_term, header.plural) if header else ""
        return line((title, f"bold {relation_style(group.relation)}"), (f"  {number}", DIM))

    def _drawn(self, row: ComparedProposal, widths: Widths, *, cursor: bool) -> Line:
        proposal = row.standing.dossier.proposal
        words = widths.stance > _SIGN
        return _assembled(
            widths,
            line(number_piece(proposal, widths.number - 1)),
            line(title_piece(proposal, cursor=cursor)),
            self._stance(row.one, words=words),
            line((RELATION_SIGNS[row.relation], relation_style(row.relation))),
            self._stance(row.other, words=words),
            line(_COVERS_WORDS[row.covers] if row.covers else (NOT_REPORTED, DIM)),
            line((self._cited(row), DIM)) if widths.source else EMPTY,
            cursor=cursor,
        )

    def _stance(self, side: SideStanding, *, words: bool) -> Line:
        if side.conflict:
            return line((f"{CONFLICTING_SIGN} conflicting" if words else CONFLICTING_SIGN, WARNING))
        word = f" {shown_stance(side)}" if words else ""
        return line((f"{standing_sign(side)}{word}{''.join(self._marks(side))}", standing_style(side)))

    def _cited(self, row: ComparedProposal) -> str:
        """The first piece of evidence for the replies, in short, and how many more there are."""
        if not row.evidence:
            return NO_SOURCE
        first, *more = row.evidence
        numbers = ", ".join(place_numbers([first.where])) if first.where else ""
        words = " ".join(filter(None, (self._citations.name(first.source), numbers)))
        return f"{words} +{len(more)}" if more else words

    def _marks(self, side: SideStanding) -> tuple[Mark, ...]:
        return position_marks(side, dated=self._dated)

    def _row(self, index: int) -> ComparedProposal | None:
        entry = self._entries[index] if 0 <= index < self.count else None
        return entry if isinstance(entry, ComparedProposal) else None

    def _widths(self, cells: int) -> Widths:
        """Room goes first to stances in words, then to what replies cover if not always this one, then to sources."""
        number, stance = self._digits + 1, self._longest + 1
        rest = cells - _MARGIN - number - _SIGN
        said = _COVERS if self._tells_covers else 0
        for covers, source in ((said, _SOURCE), (said, 0), (0, 0)):
            title = rest - 2 * stance - covers - source
            if title > _LEAST_TITLE:
                return Widths(number, title, stance, covers, source)
        return Widths(number, max(4, rest - 2 * _SIGN), _SIGN)


def _entries(groups: Sequence[RelationGroup]) -> Iterator[RelationGroup | ComparedProposal]:
    for group in groups:
        yield group
        yield from group.rows


def _assembled(widths: Widths, *contents: Line, cursor: bool = False) -> Line:
    number, title, stance, covers, source = widths
    cells = (number, title, stance, _SIGN, stance, covers, source)
    row = [padded(line((CURSOR if cursor else "", KEY)), _MARGIN)]
    row += [padded(padded(content, room - 1), room) for content, room in zip(contents, cells, strict=True) if room]
    return EMPTY.join(row)
