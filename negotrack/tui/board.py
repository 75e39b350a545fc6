"""The board as lines: which columns there are for a width, their heads, one proposal as one line, and the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from negotrack.analysis.figures import Totals
from negotrack.model.side_standing import SideStanding
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.signs import (
    MARK_WORDS,
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    STANCE_TONES,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    Mark,
    position_marks,
)
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, NUMBER_UNKNOWN, PUT_FORWARD, counted
from negotrack.text import clip, pad, safe, width
from negotrack.tui.render import (
    DIM,
    EMPTY,
    GROUNDS,
    KEY,
    PLAIN,
    STRONG,
    WARNING,
    Line,
    Piece,
    line,
    marked,
    padded,
    stance_style,
    status_style,
)

CURSOR, SELECTED, CHANGED, UNREAD = "▸", "●", "◂", "…"
CONFLICTING_SIGN = STATUS_SIGNS[Status.CONFLICTING]
_MARGIN = 2
_SIGN = 2
"""Cells of a status in a sign, with the space behind it."""
_LEAST_TITLE, _LEAST_OF_MANY, _WORDY_TITLE, _AMPLE_TITLE = 14, 20, 44, 72
_HELD_UP = 16
_MOST_STATUS = 1 + max(map(len, Status))
_MOST_HEAD = 5
_MARKS = (Mark.POSSIBLE, Mark.COUNTER, Mark.INFERRED, Mark.COLLECTIVE, Mark.UNDATED)
"""Of several marks of one position, the first is shown where there is room for one."""


class BoardColumns(NamedTuple):
    """How the room of a row is shared.

    Attributes:
        number: the cells of the number.
        status: the cells of the status, with the space behind it.
        sides: the ids of the sides that have a column, and above it how each is called.
        side: the cells of one of these columns.
        title: the cells of the title.
        held_up: the cells of who holds it up; none where there is no room.
        notes: the cells of the number of annotations, with the spaces around it.
        before: how many sides are hidden before the first that is shown.
        after: how many behind the last.
    """

    number: int = 1
    status: int = _SIGN
    sides: tuple[tuple[str, str], ...] = ()
    side: int = 3
    title: int = 4
    held_up: int = 0
    notes: int = 3
    before: int = 0
    after: int = 0

    @property
    def in_words(self) -> bool:
        """Whether statuses have their words, and not their signs alone."""
        return self.status > _SIGN

    @property
    def first_side(self) -> int:
        """The cell at which the columns of the sides begin."""
        return _MARGIN + self.number + 1 + self.status

    def side_at(self, cell: int) -> str | None:
        """The id of the side whose column stands at a cell."""
        place, within = divmod(cell - self.first_side, self.side)
        return self.sides[place][0] if 0 <= place < len(self.sides) and within < self.side else None


class RowState(NamedTuple):
    """What is marked in a row.

    Attributes:
        selected: it is one of several that are selected.
        words: folded words that are set off in the title.
        before: where the sides stood at the stop before; None where nothing is compared.
        flash: the row has just been changed.
        stale: how many of its annotations have gone stale.
    """

    cursor: bool = False
    selected: bool = False
    words: Sequence[str] = ()
    dated: bool = False
    before: Standing | None = None
    flash: bool = False
    stale: int = 0


def share(  # noqa: PLR0917 - everything that takes room
    cells: int, heads: Sequence[tuple[str, str]], number: int, totals: Totals | None, notes: int, first: int = 0
) -> BoardColumns:
    """Share the room: as many sides as leave a title readable, from one of them on; the title gets the rest.

    Args:
        cells: the room of a row.
        heads: the sides, and how each is called above its column.
        number: the cells of the longest number.
        totals: the figures of all rows; None where they are not known yet.
        notes: how many annotations a row has at most.
        first: the side to begin with, where not all of them fit.
    """
    number = max(1, min(number, 6))
    side = 1 + max([2, *(min(width(head), _MOST_HEAD) for _, head in heads)])
    shown_notes = _note_cells(totals, notes)
    rest = cells - _MARGIN - number - 1 - _SIGN - shown_notes
    fitting = max(1, (rest - (_LEAST_TITLE if len(heads) <= 2 else _LEAST_OF_MANY)) // side)
    first = max(0, min(first, len(heads) - fitting))
    shown = tuple(heads[first : first + fitting])
    status, title, held_up = _SIGN, rest - len(shown) * side, 0
    longest = max((len(each) for each, times in totals.by_status.items() if times), default=0) if totals else 0
    words = 2 + longest if longest else 0
    if words and title - words >= _WORDY_TITLE:
        status, title = words + 1, title - words + 1
    if len(heads) > 2 and title >= _WORDY_TITLE + _HELD_UP:
        every = 1 + sum(width(head) + 1 for _, head in heads)
        held_up = max(_HELD_UP, min(every, title - _AMPLE_TITLE))
        title -= held_up
    return BoardColumns(
        number, status, shown, side, max(4, title), held_up, shown_notes, first, len(heads) - first - len(shown)
    )


def wanted(sides: int, head: int) -> int:
    """The cells that a board takes with every side and a title that can be read.

    Of more than two sides, with statuses in words and who holds each proposal up as well.
    """
    title = _MOST_STATUS + _WORDY_TITLE + _HELD_UP if sides > 2 else 2 * _LEAST_TITLE
    return _MARGIN + 3 + 2 + sides * (1 + max(2, min(head, _MOST_HEAD))) + title + 4


def heading(columns: BoardColumns, term: str, reference: str) -> Line:
    """What stands above the columns."""
    pieces: list[Piece] = [
        (" " * _MARGIN, DIM),
        (f"{'#':>{columns.number}} ", DIM),
        (pad("status" if columns.in_words else "", columns.status), DIM),
    ]
    for side, head in columns.sides:
        pieces.append((pad(clip(safe(head), columns.side - 1), columns.side), KEY if side == reference else STRONG))
    title = pad(f" {safe(term)}", columns.title) + pad("held up by" if columns.held_up else "", columns.held_up)
    return line(*pieces, (f"{title}{'✎':>{columns.notes - 1}} ", DIM))


def agreement(columns: BoardColumns, counts: Mapping[str, int], reference: str, words: str) -> Line:
    """How often each side agrees with the one that the others are held against."""
    pieces: list[Piece] = [(" " * columns.first_side, DIM)]
    for side, _ in columns.sides:
        count = "–" if side == reference else str(counts.get(side, ""))
        pieces.append((pad(count, columns.side), DIM))
    return line(*pieces, (clip(f" {safe(words)}", columns.title), DIM))


def row(standing: Standing, columns: BoardColumns, state: RowState, heads: Mapping[str, str]) -> Line:
    """One proposal as one line."""
    proposal = standing.dossier.proposal
    words = CONTENTS_NOT_REPORTED if proposal.title is None else proposal.title
    style = DIM if proposal.title is None else STRONG if state.cursor else PLAIN
    title = line(" ") + marked(clip(safe(words), columns.title - 2), state.words, style)
    sign = STATUS_SIGNS[standing.status]
    status = f"{sign} {standing.status}" if columns.in_words else sign
    conflict = standing.conflicting and sign != CONFLICTING_SIGN and columns.in_words
    held_up = " ".join(heads.get(side, side) for side in standing.held_up_by)
    parts = [
        margin(state),
        line((_number(proposal.number, columns.number), DIM if proposal.number is None else PLAIN), " "),
        line(
            (
                pad(f"{status}{CONFLICTING_SIGN if conflict else ''}", columns.status),
                f"bold {status_style(standing.status)}",
            )
        ),
        *(_side(standing, side, columns.side, state) for side, _ in columns.sides),
        padded(title, columns.title),
        line((pad(clip(safe(held_up), columns.held_up - 1), columns.held_up), DIM)) if columns.held_up else EMPTY,
        _notes(len(standing.dossier.annotations), state.stale, columns.notes),
    ]
    return EMPTY.join(parts)


def special_row(words: str, notes: int, columns: BoardColumns, state: RowState) -> Line:
    """A row that is no proposal: the negotiation itself, or annotations whose proposal is not there."""
    room = columns.first_side - _MARGIN + columns.side * len(columns.sides) + columns.title + columns.held_up
    counted = line((f"{notes:>{columns.notes - 1}} ", PLAIN))
    return EMPTY.join([margin(state), padded(line((words, WARNING)), room), counted])


def unread_row(identifier: str, columns: BoardColumns, state: RowState, *, missing: bool) -> Line:
    """A row of which nothing is known: it is not read yet, or its file cannot be read."""
    what: Piece = (f"! {identifier}: cannot be read", WARNING) if missing else (UNREAD, DIM)
    return EMPTY.join([margin(state), line(" " * (columns.number + 1), what)])


def margin(state: RowState) -> Line:
    """Whether the row is the selected one, one of several, or has just been changed."""
    return line(
        (CURSOR if state.cursor else " ", KEY), (SELECTED if state.selected else CHANGED if state.flash else " ", KEY)
    )


def legend(
    standings: Iterable[Standing],
    columns: BoardColumns,
    names: Mapping[str, str],
    *,
    dated: bool,
    before: Callable[[str], Standing | None] = lambda _identifier: None,
) -> list[Line]:
    """What the signs, marks and heads of the rows that are seen stand for; only those that occur."""
    rows = list(standings)
    places = [standing.of(side) for standing in rows for side, _ in columns.sides]
    stances = {place.stance for place in places if not place.put_forward}
    marks = {mark for place in places for mark in position_marks(place, dated=dated) if mark is not Mark.CONFLICTING}
    items = [line((f"{sign} {each}", stance_style(each))) for each, sign in STANCE_SIGNS.items() if each in stances]
    if any(place.put_forward for place in places):
        items.append(line((f"{STANCE_SIGNS[Stance.PROPOSES]} {PUT_FORWARD}", stance_style(Stance.PROPOSES))))
    if None in stances:
        items.append(line((f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM)))
    conflicts = any(place.conflict for place in places)
    if conflicts:
        items.append(line((f"{CONFLICTING_SIGN} {Status.CONFLICTING}", WARNING)))
    items += [line((f"{mark} {_MARK_WORDS[mark]}", DIM)) for mark in _MARKS if mark in marks]
    if any(side_changed(standing, side, before(standing.id)) for standing in rows for side, _ in columns.sides):
        items.append(line((CHANGED, KEY), (" changed", DIM)))
    if not columns.in_words:
        found = {standing.status for standing in rows}
        known = {STANCE_SIGNS[each] for each in stances if each} | ({CONFLICTING_SIGN} if conflicts else set())
        signs = ((each, sign) for each, sign in STATUS_SIGNS.items() if each in found and sign not in known)
        items += [line((f"{sign} {each}", status_style(each))) for each, sign in signs]
    items += [line((head, STRONG), (f" {names[side]}", DIM)) for side, head in columns.sides if names[side] != head]
    if any(standing.dossier.proposal.number is None for standing in rows):
        items.append(line((f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}", DIM)))
    return items


_MARK_WORDS = {**MARK_WORDS, Mark.COUNTER: "counter", Mark.COLLECTIVE: "of several", Mark.POSSIBLE: "possible"}
"""As the lower border has room for them."""


def _number(number: int | str | None, cells: int) -> str:
    shown = clip(UNNUMBERED_SIGN if number is None else safe(str(number)), cells)
    return " " * (cells - width(shown)) + shown


def _side(standing: Standing, side: str, cells: int, state: RowState) -> Line:
    where = standing.of(side)
    gap = (CHANGED if side_changed(standing, side, state.before) else " ", KEY)
    if where.conflict:
        return line((pad(CONFLICTING_SIGN, cells - 1), WARNING), gap)
    stance = where.camp_stance
    if stance is None:
        return line((pad(NOT_REPORTED_SIGN, cells - 1), DIM), gap)
    marks = position_marks(where, dated=state.dated)
    mark = next((each.value for each in _MARKS if each in marks), "")
    ground = GROUNDS.get(STANCE_TONES[stance])
    style = f"{stance_style(stance)} on {ground}" if ground else stance_style(stance)
    return line((pad(f"{STANCE_SIGNS[stance]}{mark}", cells - 1), style), gap)


def side_changed(standing: Standing, side: str, before: Standing | None) -> bool:
    """Whether a side stands otherwise than before; not where nothing is known of that."""
    return before is not None and _shown(before.of(side)) != _shown(standing.of(side))


def row_changed(standing: Standing | None, before: Standing | None) -> bool:
    """Whether the outcome of a proposal, or any side's stance on it, is otherwise than before."""
    if standing is None or before is None:
        return False
    if not standing.counted or not before.counted:
        return standing.counted is not before.counted
    sides = {*standing.sides, *before.sides}
    return standing.status is not before.status or any(side_changed(standing, side, before) for side in sides)


def _shown(where: SideStanding) -> tuple[object, ...]:
    return where.stance, where.certainty, where.conflict, where.put_forward


def _notes(count: int, stale: int, cells: int) -> Line:
    if not count:
        return line(" " * cells)
    words = clip(f"⚠{stale}/{count}" if stale else str(count), cells - 2)
    return line((f"{words:>{cells - 1}} ", WARNING if stale else PLAIN))


def _note_cells(totals: Totals | None, most: int) -> int:
    """The cells of the largest number, and of the stale ones before it."""
    digits = len(str(most))
    return min(8, (2 * digits + 2 if totals and totals.stale_annotations else digits) + 2)


def sides_hidden(columns: BoardColumns) -> Iterator[str]:
    """How many sides are hidden on either hand, with where an arrow key turns."""
    if columns.before:
        yield f"◂ {columns.before} before"
    if columns.after:
        yield f"+{counted(columns.after, 'side')} ▸"
