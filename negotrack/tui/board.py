"""The board as lines: the columns that fit a width, their heads, a line for each proposal, and the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from negotrack.analysis.figures import Totals
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Proposal
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
from negotrack.pages.words import NOT_REPORTED, NUMBER_UNKNOWN, PUT_FORWARD, counted, title_words
from negotrack.text import clip, pad, safe, width
from negotrack.tui.render import (
    DIM,
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
STATUS_CELLS = 3 + max(map(len, Status))
"""Cells of the longest status in words, with its sign and the space after it."""
_NOT_YET = "not on record yet"
_MARGIN = 2
_SIGN = 2
"""Cells of a status as a sign, with the space after it."""
_LEAST_TITLE, _LEAST_OF_MANY, _WORDY_TITLE, _AMPLE_TITLE = 14, 20, 44, 72
_HELD_UP = 16
_MOST_HEAD, _MOST_NUMBER = 5, 6
_MARKS = (Mark.POSSIBLE, Mark.COUNTER, Mark.INFERRED, Mark.COLLECTIVE, Mark.UNDATED)
"""The marks of a position by importance: if there is no room for all, the first ones are shown."""

ColumnHead = tuple[str, str]
"""The id of a side, and its name above its column."""


class Needs(NamedTuple):
    """The room that the columns of a row would take.

    Attributes:
        number: the cells of the longest number.
        side: the cells of the column of a side.
        status: the cells of the longest status in words; 0 to show signs only.
        held_up: the cells of the heads of all sides in a row; 0 to leave out who holds a proposal up.
        notes: the cells of the number of annotations, with the spaces around it; 0 to leave it out.
        least: the fewest cells of a readable title.
        wordy: statuses are shown in words only if the title keeps more cells than these.
    """

    number: int
    side: int
    status: int
    held_up: int = 0
    notes: int = 0
    least: int = _LEAST_TITLE
    wordy: int = _WORDY_TITLE


class BoardColumns(NamedTuple):
    """How the width of a row is divided.

    Attributes:
        number: the cells of the number.
        status: the cells of the status, with the space after it.
        sides: the sides that have a column.
        side: the cells of each of these columns.
        title: the cells of the title.
        held_up: the cells of who holds it up; 0 if it is not shown.
        notes: the cells of the number of annotations, with the spaces around it.
        before: how many sides are hidden before the first that is shown.
        after: how many are hidden after the last.
    """

    number: int = 1
    status: int = _SIGN
    sides: tuple[ColumnHead, ...] = ()
    side: int = 3
    title: int = 4
    held_up: int = 0
    notes: int = 3
    before: int = 0
    after: int = 0

    @property
    def in_words(self) -> bool:
        """Whether statuses are shown in words, and not as signs alone."""
        return self.status > _SIGN

    @property
    def first_side(self) -> int:
        """The cell at which the columns of the sides begin."""
        return _MARGIN + self.number + 1 + self.status

    @property
    def title_words(self) -> int:
        """The cells of a title's text: less the space before it, and the one after it if something follows."""
        return self.title - 1 - bool(self.notes or self.held_up)

    def side_at(self, cell: int) -> str | None:
        """The id of the side whose column covers a cell."""
        place, within = divmod(cell - self.first_side, self.side)
        return self.sides[place][0] if 0 <= place < len(self.sides) and within < self.side else None


class RowState(NamedTuple):
    """What is marked in a row.

    Attributes:
        selected: it is one of several that are selected.
        words: folded words that are highlighted in the title.
        before: where the sides stood on the day shown before; None if nothing is compared.
        changed: the row has just been changed, or differs from before.
        stale: how many of its annotations are stale.
    """

    cursor: bool = False
    selected: bool = False
    words: Sequence[str] = ()
    dated: bool = False
    before: Standing | None = None
    changed: bool = False
    stale: int = 0


def number_cells(proposals: Iterable[Proposal]) -> int:
    """The cells of the longest number, up to a limit beyond which numbers are cut."""
    numbers = (width(safe(str(each.number))) for each in proposals if each.number is not None)
    return min(_MOST_NUMBER, max(numbers, default=1))


def side_cells(heads: Iterable[ColumnHead], marks: int = 1, totals: int = 0) -> int:
    """The cells of the column of a side.

    Args:
        heads: the heads of all sides.
        marks: how many marks of a position to leave room for.
        totals: the cells of the longest figure above the rows.
    """
    return 1 + max([1 + marks, totals, *(min(width(head), _MOST_HEAD) for _, head in heads)])


def needs(heads: Sequence[ColumnHead], number: int, totals: Totals | None, notes: int) -> Needs:
    """The room that the columns of the list of proposals would take.

    Args:
        heads: the sides.
        number: the cells of the longest number.
        totals: the figures of all rows; None if they are not known yet.
        notes: the most annotations that any row has.
    """
    many, digits = len(heads) > 2, len(str(notes))
    longest = max((len(each) for each, times in totals.by_status.items() if times), default=0) if totals else 0
    return Needs(
        number,
        side_cells(heads),
        longest and 3 + longest,
        1 + sum(width(head) + 1 for _, head in heads) if many else 0,
        min(8, (2 * digits + 2 if totals and totals.stale_annotations else digits) + 2),  # the stale ones come first
        _LEAST_OF_MANY if many else _LEAST_TITLE,
    )


def share(cells: int, heads: Sequence[ColumnHead], need: Needs, first: int = 0, *, reference: str = "") -> BoardColumns:
    """Divide the width of a row: as many sides as leave a readable title, from a given one on; the title gets the rest.

    Args:
        cells: the width of a row.
        heads: the sides.
        need: the room that all columns would take.
        first: the index of the side to begin with, if not all of them fit; the reference is not counted.
        reference: the id of the side that the others are compared with: it comes first whatever side one begins with,
            unless there is room for one column only. Empty for none.
    """
    rest = cells - _MARGIN - need.number - 1 - _SIGN - need.notes
    fitting = max(1, (rest - need.least) // need.side)
    held = [each for each in heads if each[0] == reference] if fitting > 1 else []
    others = [each for each in heads if each not in held]
    fitting -= len(held)
    first = max(0, min(first, len(others) - fitting))
    shown = (*held, *others[first : first + fitting])
    status, title, held_up = _SIGN, rest - len(shown) * need.side, 0
    if need.status and len(shown) == len(heads) and title - need.status + _SIGN > need.wordy:
        status, title = need.status, title - need.status + _SIGN
    if need.held_up and title >= _WORDY_TITLE + _HELD_UP:
        held_up = max(_HELD_UP, min(need.held_up, title - _AMPLE_TITLE))
        title -= held_up
    after = len(heads) - first - len(shown)
    return BoardColumns(need.number, status, shown, need.side, max(4, title), held_up, need.notes, first, after)


def wanted(heads: Sequence[ColumnHead]) -> int:
    """The cells that a board takes with every side and a readable title.

    With more than two sides, statuses in words and who holds each proposal up are included.
    """
    title = STATUS_CELLS - _SIGN + _WORDY_TITLE + _HELD_UP if len(heads) > 2 else 2 * _LEAST_TITLE
    return _MARGIN + 3 + _SIGN + len(heads) * side_cells(heads) + title + 4


def heading(columns: BoardColumns, term: str, reference: str = "") -> Line:
    """The line above the columns: their heads."""
    pieces: list[Piece] = [
        (" " * _MARGIN, DIM),
        (f"{'#':>{columns.number}} ", DIM),
        (pad("status" if columns.in_words else "", columns.status), DIM),
    ]
    for side, head in columns.sides:
        pieces.append((pad(clip(safe(head), columns.side - 1), columns.side), KEY if side == reference else STRONG))
    title = pad(f" {safe(term)}", columns.title) + pad("held up by" if columns.held_up else "", columns.held_up)
    return line(*pieces, (title, DIM), (f"{'✎':>{columns.notes - 1}} " if columns.notes else "", DIM))


def summary(columns: BoardColumns, figures: Mapping[str, tuple[str, str]], words: str) -> Line:
    """A row above the proposals: a figure for each side, and what it counts."""
    found = (figures.get(side, ("", DIM)) for side, _ in columns.sides)
    columned = [(pad(figure, columns.side), style) for figure, style in found]
    return line((" " * columns.first_side, DIM), *columned, (clip(f" {safe(words)}", columns.title), DIM))


def row(
    dossier: Dossier,
    standing: Standing | None,
    columns: BoardColumns,
    state: RowState,
    heads: Mapping[str, str] | None = None,
) -> Line:
    """One proposal as one line.

    Args:
        dossier: the proposal.
        standing: where the sides stand on it; None if that is still being worked out.
        columns: how the width is divided.
        state: what is marked in the row.
        heads: the short names of the sides that may hold it up, by id.
    """
    words, style = title_piece(dossier.proposal, cursor=state.cursor)
    start = line(
        *margin(state),
        number_piece(dossier.proposal, columns.number),
        " ",
        *_status_and_stances(standing, columns, state),
    )
    title = line(" ") + marked(clip(safe(words), columns.title_words), state.words, style)
    end: list[Piece] = []
    if columns.held_up:
        sides = standing.held_up_by if standing else ()
        held_up = " ".join(heads.get(side, side) if heads else side for side in sides)
        end.append((pad(clip(safe(held_up), columns.held_up - 1), columns.held_up), DIM))
    if columns.notes:
        end.append(_notes(len(dossier.annotations), state.stale, columns.notes))
    return Content.assemble(start, padded(title, columns.title), line(*end))


def number_piece(proposal: Proposal, cells: int) -> Piece:
    """The number of a proposal, right-aligned in so many cells."""
    if proposal.number is None:
        return f"{UNNUMBERED_SIGN:>{cells}}", DIM
    shown = clip(safe(str(proposal.number)), cells)
    return " " * (cells - width(shown)) + shown, PLAIN


def title_piece(proposal: Proposal, *, cursor: bool) -> tuple[str, str]:
    """The title of a proposal, or that its contents are not reported, with its style."""
    return title_words(proposal), DIM if proposal.title is None else STRONG if cursor else PLAIN


def special_row(words: str, notes: int, columns: BoardColumns, state: RowState) -> Line:
    """A row that is not a proposal: the negotiation itself, or annotations whose proposal does not exist."""
    room = columns.first_side + columns.side * len(columns.sides) + columns.title + columns.held_up
    return padded(line(*margin(state), (words, WARNING)), room) + line(f"{notes:>{columns.notes - 1}} ")


def unread_row(identifier: str, columns: BoardColumns, state: RowState, *, missing: bool) -> Line:
    """The row of a proposal that has not been read yet, or whose file cannot be read."""
    what: Piece = (f"! {identifier}: cannot be read", WARNING) if missing else (UNREAD, DIM)
    return line(*margin(state), " " * (columns.number + 1), what)


def margin(state: RowState) -> tuple[Piece, Piece]:
    """The margin of a row: whether the cursor is on it, and whether it is one of several selected or has changed."""
    change = SELECTED if state.selected else CHANGED if state.changed else " "
    return (CURSOR if state.cursor else " ", KEY), (change, KEY)


def legend(
    standings: Iterable[Standing],
    columns: BoardColumns,
    names: Mapping[str, str],
    *,
    dated: bool,
    before: Callable[[str], Standing | None] = lambda _identifier: None,
) -> list[Line]:
    """What the signs, marks and heads of the visible rows mean; only those that occur."""
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
    if columns.status and not columns.in_words:
        found = {standing.status for standing in rows}
        known = {STANCE_SIGNS[each] for each in stances if each} | ({CONFLICTING_SIGN} if conflicts else set())
        signs = ((each, sign) for each, sign in STATUS_SIGNS.items() if each in found and sign not in known)
        items += [line((f"{sign} {each}", status_style(each))) for each, sign in signs]
    items += [line((head, STRONG), (f" {names[side]}", DIM)) for side, head in columns.sides if names[side] != head]
    if any(standing.dossier.proposal.number is None for standing in rows):
        items.append(line((f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}", DIM)))
    return items


_MARK_WORDS = {**MARK_WORDS, Mark.COUNTER: "counter", Mark.COLLECTIVE: "of several", Mark.POSSIBLE: "possible"}
"""Shortened to fit the lower border."""


def _status_and_stances(standing: Standing | None, columns: BoardColumns, state: RowState) -> Iterator[Piece]:
    """The status, and the stance of every side that has a column; or why there are none."""
    if standing is None or not standing.counted:
        room = columns.status + columns.side * len(columns.sides)
        yield pad(UNREAD if standing is None else _NOT_YET, room), DIM
        return
    sign = STATUS_SIGNS[standing.status]
    words = f"{sign} {standing.status}" if columns.in_words else sign
    if standing.conflicting and sign != CONFLICTING_SIGN and columns.in_words:
        words += CONFLICTING_SIGN
    yield pad(words, columns.status), f"bold {status_style(standing.status)}"
    for side, _ in columns.sides:
        yield _stance(standing.of(side), columns.side - 1, dated=state.dated)
        yield CHANGED if side_changed(standing, side, state.before) else " ", KEY


def _stance(where: SideStanding, cells: int, *, dated: bool) -> Piece:
    """Where a side stands, on its background colour: a sign, and as many marks as fit."""
    if where.conflict:
        return pad(CONFLICTING_SIGN, cells), WARNING
    stance = where.camp_stance
    if stance is None:
        return pad(NOT_REPORTED_SIGN, cells), DIM
    held = position_marks(where, dated=dated)
    if len(held) >= cells:
        shown = [each for each in _MARKS if each in held][: cells - 1]
        held = tuple(each for each in held if each in shown)
    ground = GROUNDS.get(STANCE_TONES[stance])
    style = f"{stance_style(stance)} on {ground}" if ground else stance_style(stance)
    return pad("".join((STANCE_SIGNS[stance], *held)), cells), style


def side_changed(standing: Standing, side: str, before: Standing | None) -> bool:
    """Whether a side's position differs from before; False if there is nothing to compare."""
    return before is not None and _comparable(before.of(side)) != _comparable(standing.of(side))


def row_changed(standing: Standing | None, before: Standing | None) -> bool:
    """Whether the outcome of a proposal, or any side's position on it, differs from before."""
    if standing is None or before is None:
        return False
    if not standing.counted or not before.counted:
        return standing.counted is not before.counted
    sides = {*standing.sides, *before.sides}
    return standing.status is not before.status or any(side_changed(standing, side, before) for side in sides)


def _comparable(where: SideStanding) -> tuple[object, ...]:
    return where.stance, where.certainty, where.conflict, where.put_forward


def _notes(count: int, stale: int, cells: int) -> Piece:
    if not count:
        return " " * cells
    words = clip(f"⚠{stale}/{count}" if stale else str(count), cells - 2)
    return f"{words:>{cells - 1}} ", WARNING if stale else PLAIN


def sides_hidden(before: int, after: int) -> Iterator[Line]:
    """How many sides are hidden on the left and on the right, with the arrow that shows them."""
    if before:
        yield line((f"◂ {before} before", WARNING))
    if after:
        yield line((f"+{counted(after, 'side')} ▸", WARNING))
