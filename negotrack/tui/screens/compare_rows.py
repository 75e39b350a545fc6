"""The rows of a comparison: which columns there are for a width, and two sides on one proposal as one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from negotrack.analysis.comparison import Group, Row
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Basis
from negotrack.text import safe, width
from negotrack.tui.render import DIM, EMPTY, KEY, PLAIN, STRONG, Line, line, padded, relation_style, stance_style
from negotrack.tui.rows import CURSOR, initials
from negotrack.wording import (
    CONTENTS_NOT_REPORTED,
    NO_SOURCE,
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    RELATION_SIGNS,
    STANCE_SIGNS,
    UNNUMBERED_SIGN,
    Citations,
    counted,
    place_numbers,
    position_marks,
    title_words,
)

_MARGIN, _SIGN, _MARKS, _COVERS, _SOURCE = 2, 3, 2, 13, 20
_LONGEST_NAME = 14
_LEAST_TITLE = 34
_LONGEST_NUMBER = 6
_COVERS_WORDS = {Basis.REPORTED: "this one", Basis.COLLECTIVE: "the set", Basis.INFERRED: "inferred"}


class Needed(NamedTuple):
    """What the widest of some rows need, in cells, each with the space behind it.

    Attributes:
        number: for the number.
        stance: for either side's stance in words, or its name above.
        relation: for the relation in words.
    """

    number: int
    stance: int
    relation: int


class Columns(NamedTuple):
    """How the room of a row is shared, in cells, each with the space behind it.

    Attributes:
        number: of the number.
        title: of the title.
        stance: of either side's stance; where they are few, its sign stands alone.
        relation: of the relation; likewise.
        covers: of what a reply covers; 0 where there is no room.
        source: of the source; 0 where there is no room.
    """

    number: int
    title: int
    stance: int
    relation: int
    covers: int = 0
    source: int = 0

    @property
    def has_words(self) -> bool:
        """Whether stances and relation are written out."""
        return self.stance > _SIGN


def needed(rows: Collection[Row], names: Iterable[str]) -> Needed:
    """What some rows need.

    Args:
        rows: the rows.
        names: the names of the two sides.
    """
    numbers = (row.standing.dossier.proposal.number for row in rows)
    number = max((width(safe(str(each))) for each in numbers if each is not None), default=1)
    stances = {side.stance for row in rows for side in (row.one, row.other)}
    words = max((len(each or NOT_REPORTED) for each in stances), default=0)
    name = min(_LONGEST_NAME, max(width(safe(each)) for each in names))
    relation = max(map(len, {row.relation for row in rows}), default=0)
    return Needed(min(number, _LONGEST_NUMBER) + 1, max(2 + words + _MARKS, name) + 1, 2 + relation + 1)


def columns(cells: int, wanted: Needed) -> Columns:
    """Share the room: words before signs, then what a reply covers, then the source.

    Args:
        cells: the room of a row.
        wanted: what the rows need.
    """
    number, stance, relation = wanted
    rest = cells - _MARGIN - number
    for more in ((_COVERS, _SOURCE), (_COVERS,), ()):
        title = rest - 2 * stance - relation - sum(more)
        if title > _LEAST_TITLE:
            return Columns(number, title, stance, relation, *more)
    return Columns(number, max(4, rest - 3 * _SIGN), _SIGN, _SIGN)


def heading(shared: Columns, term: str, one: str, other: str) -> Line:
    """The names of the columns; where there is little room, the sides by their initials."""
    if not shared.has_words:
        one, other = initials((one, other))
    return _assembled(
        shared,
        line((_right("#", shared.number), DIM)),
        line((term, DIM)),
        line((one, DIM)),
        line(("", DIM)),
        line((other, DIM)),
        line(("reply covers", DIM)),
        line(("source", DIM)),
    )


def group_line(group: Group, term: str, plural: str) -> Line:
    """The heading of a group of rows."""
    contents = f", {CONTENTS_NOT_REPORTED}" if group.described is False else ""
    words = f"{RELATION_SIGNS[group.relation]} {group.relation}{contents}"
    return line((words, f"bold {relation_style(group.relation)}"), (f"  {counted(len(group.rows), term, plural)}", DIM))


def row_line(row: Row, shared: Columns, citations: Citations, *, cursor: bool, dated: bool) -> Line:
    """Two sides on one proposal."""
    proposal = row.standing.dossier.proposal
    number = UNNUMBERED_SIGN if proposal.number is None else safe(str(proposal.number))
    title_style = DIM if proposal.title is None else STRONG if cursor else PLAIN
    sign, style = RELATION_SIGNS[row.relation], relation_style(row.relation)
    return _assembled(
        shared,
        line((_right(number, shared.number), DIM if proposal.number is None else PLAIN)),
        line((title_words(proposal), title_style)),
        _stance(row.one, words=shared.has_words, dated=dated),
        line((f"{sign} {row.relation}" if shared.has_words else sign, style)),
        _stance(row.other, words=shared.has_words, dated=dated),
        line(_COVERS_WORDS[row.covers] if row.covers else (NOT_REPORTED, DIM)) if shared.covers else EMPTY,
        line((_cited(row, citations), DIM)) if shared.source else EMPTY,
        cursor=cursor,
    )


def _stance(side: SideStanding, *, words: bool, dated: bool) -> Line:
    sign = STANCE_SIGNS[side.stance] if side.stance else NOT_REPORTED_SIGN
    marks = "".join(position_marks(side, dated=dated))
    word = f" {side.stance or NOT_REPORTED}" if words else ""
    return line((f"{sign}{word}{marks}", stance_style(side.stance)))


def _cited(row: Row, citations: Citations) -> str:
    """The first place where the replies can be checked, short, and how many more there are."""
    if not row.evidence:
        return NO_SOURCE
    first, *more = row.evidence
    numbers = ", ".join(place_numbers([first.where])) if first.where else ""
    words = " ".join(filter(None, (citations.name(first.source), numbers, citations.grade(first))))
    return f"{words} +{len(more)}" if more else words


def _right(text: str, cells: int) -> str:
    return " " * (cells - 1 - width(text)) + text


def _assembled(shared: Columns, *contents: Line, cursor: bool = False) -> Line:
    number, title, stance, relation, covers, source = shared
    cells = (number, title, stance, relation, stance, covers, source)
    margin = line((CURSOR if cursor else "", KEY))
    row = [padded(margin, _MARGIN)]
    row += [padded(padded(content, room - 1), room) for content, room in zip(contents, cells, strict=True) if room]
    return EMPTY.join(row)
