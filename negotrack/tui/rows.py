"""The rows of the list: which columns there are for a width, and one proposal as one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negotrack.analysis.totals import Totals
from negotrack.analysis.view import stale_annotations
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.standing import SideStanding, Standing
from negotrack.model.vocabulary import Basis, Stance, Status
from negotrack.text import clip, pad, safe, width
from negotrack.tui.render import (
    DIM,
    EMPTY,
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
from negotrack.wording import (
    CONTENTS_NOT_REPORTED,
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    Mark,
    position_marks,
)

SIDE_CELLS = 3
_MOST_NOTES = 8
_LEAST_TITLE = 16
_MARKS = (Mark.CONTESTED, Mark.POSSIBLE, Mark.COUNTER, Mark.INFERRED, Mark.COLLECTIVE, Mark.UNDATED)
CURSOR, SELECTED = "▸", "●"
UNREAD = "…"


class Columns(NamedTuple):
    """How the room of a row is shared.

    Attributes:
        number: the cells of the number.
        sides: the ids of the sides that have a column.
        letters: what stands above each of them.
        title: the cells of the title.
        status: the cells of the outcome, with the space behind it.
        notes: the cells of the number of annotations, with the spaces around it.
    """

    number: int
    sides: tuple[str, ...]
    letters: tuple[str, ...]
    title: int
    status: int
    notes: int


class Marks(NamedTuple):
    """What is marked in a row.

    Attributes:
        cursor: the row is the selected one.
        selected: it is one of several that are selected.
        words: folded words that are set off in the title.
        dated: a day was asked for.
    """

    cursor: bool = False
    selected: bool = False
    words: Sequence[str] = ()
    dated: bool = False


def columns(
    cells: int,
    sides: Sequence[str],
    names: Sequence[str],
    number: int,
    *,
    totals: Totals | None = None,
    most_notes: int = 0,
) -> Columns:
    """Share the room: the pair's columns always, those of other sides as far as a title has room beside them.

    Outcome and annotations take what the widest of them needs, so that the title gets the rest.

    Args:
        cells: the room of a row.
        sides: the ids of the sides, the compared pair first.
        names: their names, in the same order.
        number: the cells of the longest number.
        totals: the figures of all rows; None where they are not known yet.
        most_notes: how many annotations a row has at most.
    """
    number, status, notes = max(1, min(number, 6)), _status_cells(totals), _notes_cells(totals, most_notes, cells)
    rest = cells - 2 - number - 1 - status - notes
    fitting = max(2, (rest - _LEAST_TITLE) // SIDE_CELLS)
    shown = tuple(sides[:fitting])
    title = max(4, rest - len(shown) * SIDE_CELLS)
    return Columns(number, shown, initials(names)[: len(shown)], title, status, notes)


def _status_cells(totals: Totals | None) -> int:
    """The cells of a sign, the longest word, and what may stand behind it."""
    there = [status for status in Status if totals is None or totals.by_status[status]]
    marks = 2 if totals and totals.conflicting else 1
    return 2 + max(map(len, there), default=0) + marks + 1


def _notes_cells(totals: Totals | None, most_notes: int, cells: int) -> int:
    """The cells of the largest number, and of the stale ones before it."""
    limit = max(3, min(_MOST_NOTES, cells // 6))
    if totals is None:
        return limit
    digits = len(str(most_notes))
    return min(limit, (2 * digits + 2 if totals.stale_annotations else digits) + 2)


def in_order(negotiation: Negotiation, pair: tuple[str, str]) -> list[Side]:
    """The sides, those of a pair first."""
    return sorted(negotiation.sides, key=lambda side: pair.index(side.id) if side.id in pair else len(pair))


def initials(names: Sequence[str]) -> tuple[str, ...]:
    """The beginning of each name, as short as tells it from the others; a number where two begin alike."""
    shown = [safe(name).strip() for name in names]
    found = []
    for index, name in enumerate(shown):
        others = [other for place, other in enumerate(shown) if place != index]
        short = next((name[:n] for n in (1, 2) if not any(other.startswith(name[:n]) for other in others)), "")
        found.append(short if 0 < width(short) < SIDE_CELLS else str(index + 1))
    return tuple(found)


def heading(shared: Columns, term: str) -> Line:
    """The names of the columns."""
    letters = "".join(pad(each, SIDE_CELLS) for each in shared.letters)
    status, title = pad("status", shared.status), pad(safe(term), shared.title)
    return line((f"  {'#':>{shared.number}} {status}{letters}{title}{'✎':>{shared.notes - 1}} ", DIM))


def row(standing: Standing, shared: Columns, marks: Marks) -> Line:
    """One proposal as one line."""
    proposal = standing.dossier.proposal
    sign = STATUS_SIGNS[standing.status]
    status = f"{sign} {standing.status}{'*' if rests_on_a_set(standing) else ''}{'!' if standing.contested else ''}"
    words = CONTENTS_NOT_REPORTED if proposal.title is None else proposal.title
    style = DIM if proposal.title is None else STRONG if marks.cursor else PLAIN
    title = marked(clip(safe(words), shared.title), marks.words, style)
    parts = [
        _margin(marks),
        line((_number(proposal.number, shared.number), DIM if proposal.number is None else PLAIN), " "),
        line((pad(status, shared.status), status_style(standing.status))),
        *(_stance(standing.of(side), dated=marks.dated) for side in shared.sides),
        padded(title, shared.title),
        _notes(standing, shared.notes),
    ]
    return EMPTY.join(parts)


def unread_row(identifier: str, shared: Columns, marks: Marks, *, missing: bool) -> Line:
    """A row of which nothing is known: it is not read yet, or its file cannot be read."""
    what: Piece = (f"! {safe(identifier)}: cannot be read", WARNING) if missing else (UNREAD, DIM)
    return EMPTY.join([_margin(marks), line(" " * (shared.number + 1), what)])


def special_row(words: str, notes: int, shared: Columns, marks: Marks) -> Line:
    """A row that is no proposal: the negotiation itself, or annotations whose proposal is not there."""
    room = shared.number + 1 + shared.status + SIDE_CELLS * len(shared.sides) + shared.title
    return EMPTY.join([_margin(marks), padded(line((words, WARNING)), room), _counted(str(notes), shared.notes)])


def rests_on_a_set(standing: Standing) -> bool:
    """Whether every answer to a proposal was given to a whole set only."""
    current = [side.current.position for side in standing.sides.values() if side.current]
    answers = [position for position in current if position.stance is not Stance.PROPOSES]
    return bool(answers) and all(position.basis is Basis.COLLECTIVE for position in answers)


def strongest_mark(side: SideStanding, *, dated: bool) -> str:
    """The one mark that stands behind a stance where there is room for one."""
    held = position_marks(side, dated=dated)
    return next((mark.value for mark in _MARKS if mark in held), "")


def _margin(marks: Marks) -> Line:
    return line((CURSOR if marks.cursor else " ", KEY), (SELECTED if marks.selected else " ", KEY))


def _number(number: int | str | None, cells: int) -> str:
    shown = clip(UNNUMBERED_SIGN if number is None else safe(str(number)), cells)
    return " " * (cells - width(shown)) + shown


def _stance(side: SideStanding, *, dated: bool) -> Line:
    sign = STANCE_SIGNS[side.stance] if side.stance else NOT_REPORTED_SIGN
    return line((pad(sign + strongest_mark(side, dated=dated), SIDE_CELLS), stance_style(side.stance)))


def _notes(standing: Standing, cells: int) -> Line:
    count = len(standing.dossier.annotations)
    if not count:
        return _counted("·", cells, DIM)
    stale = len(stale_annotations(standing.dossier))
    return _counted(f"⚠{stale}/{count}" if stale else str(count), cells, WARNING if stale else PLAIN)


def _counted(words: str, cells: int, style: str = PLAIN) -> Line:
    return line((f"{clip(words, cells - 2):>{cells - 1}} ", style))
