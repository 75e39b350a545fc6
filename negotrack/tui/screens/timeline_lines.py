"""The lines of a timeline: dates in words, drawn to a scale, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from negotrack.analysis.timeline import Moment, Outcomes, Positions
from negotrack.model.dates import Span
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event
from negotrack.model.vocabulary import Certainty
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    PLAIN,
    STRONG,
    Line,
    Piece,
    clipped,
    line,
    padded,
    stance_style,
    status_style,
)
from negotrack.tui.rows import CURSOR
from negotrack.wording import DAY_NOT_REPORTED, STANCE_SIGNS, STATUS_SIGNS, counted, proposal_label, short_day_words

_DATE, _NARROW_DATE, _GAP = 22, 16, 2
_WIDEST_SCALE, _NARROWEST_SCALE, _OTHERS = 60, 16, 86
_LEAST_FOR_SCALE = 60
"""Cells of a line below which no scale is drawn."""
_DAY, _SHORT = "●", "○"


class Entry(NamedTuple):
    """One line of the timeline.

    Attributes:
        place: which moment it belongs to, and which line of that it is.
        moment: what the line belongs to.
        what: an event, positions, changes of status; or one proposal of those, by its id.
        opened: the proposals it stands for are listed below it.
    """

    place: tuple[int, int]
    moment: Moment
    what: Event | Positions | Outcomes | str
    opened: bool = False

    @property
    def heads(self) -> bool:
        """Whether it is the first line of its moment."""
        return self.place[1] == 0 and not isinstance(self.what, str)

    @property
    def proposals(self) -> tuple[str, ...]:
        """The ids of the proposals that it stands for."""
        if isinstance(self.what, str):
            return (self.what,)
        return () if isinstance(self.what, Event) else self.what.proposals


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on a line of cells.

    Attributes:
        first: the day of the first cell.
        last: the day of the last one.
        cells: how many there are.
    """

    first: date
    last: date
    cells: int

    def place(self, day: date) -> int:
        """The cell of a day."""
        days = (self.last - self.first).days
        return round((day - self.first).days / days * (self.cells - 1)) if days else 0


def entries(moments: Sequence[Moment], opened: frozenset[tuple[int, int]]) -> Iterator[Entry]:
    """The lines of some moments.

    Args:
        moments: what happened when.
        opened: the places of the lines of which the proposals are listed.
    """
    for number, moment in enumerate(moments):
        whats: tuple[Event | Positions | Outcomes, ...] = (*moment.events, *moment.positions, *moment.outcomes)
        for row, what in enumerate(whats):
            place = (number, row)
            entry = Entry(place, moment, what, place in opened)
            yield entry
            if entry.opened:
                yield from (Entry(place, moment, each) for each in entry.proposals)


def span_of(moments: Sequence[Moment]) -> tuple[date, date] | None:
    """The first and the last day that anything is dated by."""
    spans = [moment.span for moment in moments if moment.span]
    return (min(each.earliest for each in spans), max(each.latest for each in spans)) if spans else None


def scale_for(ends: tuple[date, date] | None, cells: int) -> Scale | None:
    """The scale for a width; None where there is no room, or nothing is dated."""
    room = min(_WIDEST_SCALE, max(_NARROWEST_SCALE, cells - _OTHERS))
    return Scale(*ends, room) if ends and cells >= _LEAST_FOR_SCALE else None


def heading(scale: Scale | None, cells: int) -> Line:
    """The ends of the scale above it."""
    if scale is None:
        return line(("  date", DIM))
    first, last = (short_day_words(Span(day.isoformat(), day, day)) for day in (scale.first, scale.last))
    gap = " " * (scale.cells - len(first) - len(last))
    words = f"{first}{gap}{last}" if gap else first
    return line(("  " + "date".ljust(_date_cells(cells)) + words, DIM))


def entry_line(entry: Entry, negotiation: Negotiation, scale: Scale | None, cells: int, *, cursor: bool) -> Line:
    """One line, for a width."""
    room = _date_cells(cells)
    span = entry.moment.span
    when = (short_day_words(span) if span else DAY_NOT_REPORTED) if entry.heads else ""
    parts = [line((f"{CURSOR} " if cursor else "  ", KEY)), padded(clipped(room - 1, (when, DIM)), room)]
    used = 2 + room
    if scale:
        drawn = bar(span, scale) if entry.heads and span else ""
        parts.append(line((drawn.ljust(scale.cells + _GAP), "$heading")))
        used += scale.cells + _GAP
    return EMPTY.join([*parts, clipped(cells - used, *_words(entry, negotiation, cursor=cursor))])


def bar(span: Span, scale: Scale) -> str:
    """A span on the scale: a day as a point, an interval as a line, ``~`` at an end that is approximate."""
    first = scale.place(span.first) if span.first else 0
    last = scale.place(span.last) if span.last else scale.cells - 1
    if first == last:
        sign = _DAY if span.is_day and not (span.about_first or span.about_last) else _SHORT
        return " " * first + sign
    opening = "◂" if span.first is None else "~" if span.about_first else "├"
    closing = "▸" if span.last is None else "~" if span.about_last else "┤"
    return " " * first + opening + "─" * (last - first - 1) + closing


def _words(entry: Entry, negotiation: Negotiation, *, cursor: bool) -> Iterator[Piece]:
    if entry.moment.certainty is Certainty.POSSIBLE and entry.heads:
        yield "? ", "$warning-text"
    what = entry.what
    if isinstance(what, str):
        yield f"    {proposal_label(negotiation.dossiers[what].proposal)}", STRONG if cursor else PLAIN
    elif isinstance(what, Event):
        yield what.title, STRONG if cursor else PLAIN
    elif isinstance(what, Positions):
        yield f"{negotiation.side_name(what.side)} ", PLAIN
        yield f"{STANCE_SIGNS[what.stance]} {what.stance}", stance_style(what.stance)
        yield ", inferred" if what.inferred else "", DIM
        yield from _number(entry, negotiation)
    else:
        yield "status ", PLAIN
        yield f"{STATUS_SIGNS[what.status]} {what.status}", status_style(what.status)
        yield from _number(entry, negotiation)


def _number(entry: Entry, negotiation: Negotiation) -> Iterator[Piece]:
    found, header = entry.proposals, negotiation.header
    if len(found) == 1:
        yield f"  {proposal_label(negotiation.dossiers[found[0]].proposal)}", DIM
    else:
        yield f"  {counted(len(found), header.proposal_term, header.plural)}", DIM
        yield " ▾" if entry.opened else " ▸", KEY


def _date_cells(cells: int) -> int:
    return _DATE if cells >= _LEAST_FOR_SCALE else _NARROW_DATE
