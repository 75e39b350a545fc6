"""What happened when: events and positions by date, those of one span together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from negotrack.analysis.view import View
from negotrack.model.dates import Span
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event, Position
from negotrack.model.vocabulary import Basis, Certainty, Stance, Status


class Positions(NamedTuple):
    """Positions of one span that put one side in one stance.

    Attributes:
        side: whose they are.
        stance: what they are.
        inferred: whether the record keeper inferred them; others stand apart from these.
        number: how many there are.
        proposals: the ids of the proposals, each once, in natural order.
    """

    side: str
    stance: Stance
    inferred: bool
    number: int
    proposals: tuple[str, ...]


class Outcomes(NamedTuple):
    """Changes of status alone, to one status, of one span."""

    status: Status
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What one span dates.

    Attributes:
        span: the span in which the day lies; None where no day is reported.
        certainty: whether it had surely happened by the day of the view.
        events: what happened.
        positions: which positions were taken, by side and stance.
        outcomes: which statuses changed with no position.
    """

    span: Span | None
    certainty: Certainty
    events: tuple[Event, ...]
    positions: tuple[Positions, ...]
    outcomes: tuple[Outcomes, ...]


def timeline(view: View) -> tuple[Moment, ...]:
    """Everything that had, or may have, happened by the view's day; what has no date comes last."""
    found: dict[object, _Gathered] = {}
    for event in view.events:
        _gathered(found, event.date).events.append(event)
    for standing in view.standings:
        identifier = standing.dossier.id
        for side in standing.sides.values():
            for held in side.present:
                _gathered(found, held.position.date).positions.append((identifier, held.position))
        for entry in standing.dossier.ledger:
            if entry.side is None and entry.status and _happened(entry.date, view.day):
                _gathered(found, entry.date).outcomes.append((identifier, entry.status))
    return tuple(each.moment(view) for each in sorted(found.values(), key=_by_date))


def moments(negotiation: Negotiation) -> tuple[date, ...]:
    """The days on which something happened, began to be possible or became certain, in order."""
    days: set[date | None] = set()
    for span in _spans(negotiation):
        if span is not None:
            days |= {span.first, span.last}
    return tuple(sorted(day for day in days if day is not None))


@dataclass(slots=True)
class _Gathered:
    span: Span | None
    events: list[Event] = field(default_factory=list)
    positions: list[tuple[str, Position]] = field(default_factory=list)
    outcomes: list[tuple[str, Status]] = field(default_factory=list)

    def moment(self, view: View) -> Moment:
        certain = self.span is None or view.day is None or self.span.certain_by(view.day)
        return Moment(
            self.span,
            Certainty.CERTAIN if certain else Certainty.POSSIBLE,
            tuple(self.events),
            tuple(self._positions(view.negotiation)),
            tuple(self._outcomes()),
        )

    def _positions(self, negotiation: Negotiation) -> Iterator[Positions]:
        lines: dict[tuple[str, Stance, bool], list[str]] = {}
        for identifier, position in self.positions:
            line = (position.side, position.stance, position.basis is Basis.INFERRED)
            lines.setdefault(line, []).append(identifier)
        places = {side: place for place, side in enumerate(negotiation.side_ids)}
        stances = list(Stance)
        order = sorted(
            lines, key=lambda line: (places.get(line[0], len(places)), line[0], stances.index(line[1]), line[2])
        )
        for line in order:
            yield Positions(*line, len(lines[line]), tuple(dict.fromkeys(lines[line])))

    def _outcomes(self) -> Iterator[Outcomes]:
        for status in Status:
            proposals = dict.fromkeys(identifier for identifier, given in self.outcomes if given is status)
            if proposals:
                yield Outcomes(status, tuple(proposals))


def _gathered(found: dict[object, _Gathered], span: Span | None) -> _Gathered:
    """What belongs to a span, however it was written."""
    key = span and (span.first, span.last, span.about_first, span.about_last)
    return found.setdefault(key, _Gathered(span))


def _by_date(gathered: _Gathered) -> tuple[bool, date, date, bool]:
    span = gathered.span
    if span is None:
        return True, date.min, date.min, False
    return False, span.earliest, span.latest, span.about_first or span.about_last


def _happened(span: Span | None, day: date | None) -> bool:
    return span is None or day is None or span.possible_by(day)


def _spans(negotiation: Negotiation) -> Iterator[Span | None]:
    yield from (event.date for event in negotiation.events)
    for dossier in negotiation.dossiers.values():
        yield from (position.date for position in dossier.proposal.positions)
        yield from (entry.date for entry in dossier.ledger)
