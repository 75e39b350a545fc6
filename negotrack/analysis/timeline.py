"""The timeline: events, positions and outcomes by date, those of one span together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.analysis.figures import is_possible
from negotrack.model.dates import Span, certain_by, possible_by
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Event, Position
from negotrack.model.snapshot import Snapshot, frames, snapshot
from negotrack.model.standing import Standing
from negotrack.model.standing import standing as standing_of
from negotrack.model.vocabulary import Basis, Certainty, Stance, Status


class Positions(NamedTuple):
    """Positions of one side in one span with one stance.

    Attributes:
        side: the id of the side.
        stance: the stance.
        inferred: whether the record keeper inferred them; inferred and other positions are kept apart.
        number: the number of positions.
        proposals: the ids of the proposals, each once, in natural order.
    """

    side: str
    stance: Stance
    inferred: bool
    number: int
    proposals: tuple[str, ...]


class Outcomes(NamedTuple):
    """Recorded changes of status, without a position, to one status in one span."""

    status: Status
    proposals: tuple[str, ...]


class Moment(NamedTuple):
    """Everything dated to one span.

    Attributes:
        span: the span of days; None if no day is reported.
        certainty: whether all this had certainly happened by the view's day.
        events: the events.
        positions: the positions taken, by side and stance.
        outcomes: the changes of status without a position.
    """

    span: Span | None
    certainty: Certainty
    events: tuple[Event, ...]
    positions: tuple[Positions, ...]
    outcomes: tuple[Outcomes, ...]


def timeline(view: Snapshot) -> tuple[Moment, ...]:
    """Everything that had, or may have, happened by the view's day, in order; undated records come last."""
    found: dict[object, _Gathered] = {}
    for event in view.events:
        _gathered(found, event.date).events.append(event)
    for standing in view.standings:
        identifier = standing.dossier.id
        for side in standing.sides.values():
            for held in side.present:
                _gathered(found, held.position.date).positions.append((identifier, held.position))
        for outcome in standing.dossier.counting.outcomes:
            if possible_by(outcome.date, view.day):
                _gathered(found, outcome.date).outcomes.append((identifier, outcome.status))
    return tuple(each.moment(view) for each in sorted(found.values(), key=_by_date))


def by_side(found: Iterable[Moment]) -> dict[str, tuple[tuple[Moment, Positions], ...]]:
    """Each side's positions at dated moments, in order."""
    return by_key((group.side, (moment, group)) for moment in found if moment.span for group in moment.positions)


def stop_days(negotiation: Negotiation) -> tuple[date, ...]:
    """The days on which something happened, became possible or became certain, in order."""
    dates = chain(
        (event.date for event in negotiation.events),
        (phase.date for phase in negotiation.phases),
        *(_dates(dossier) for dossier in negotiation.dossiers.values()),
    )
    return _turns(dates)


def next_stop(stops: Sequence[date], day: date | None) -> date | None:
    """The first stop after a day; None, for all records, after the last stop or from None."""
    return next((stop for stop in stops if day is not None and stop > day), None)


def stop_before(stops: Sequence[date], day: date | None) -> date | None:
    """The last stop before a day, or from None, all records, the very last; the day itself if there is none."""
    return next((stop for stop in reversed(stops) if day is None or stop < day), day)


class Step(NamedTuple):
    """The statuses of all proposals from one day until the next step.

    Attributes:
        day: the first day.
        statuses: the number of proposals on record with each status.
        possible: the number with a position that is only possible.
    """

    day: date
    statuses: Mapping[Status, int]
    possible: int


def effort(negotiation: Negotiation) -> int:
    """The number of positions to examine for the course."""
    return sum(
        len(dossier.counting.positions) * (1 + len(_turns(_dates(dossier))))
        for dossier in negotiation.dossiers.values()
    )


def course(negotiation: Negotiation) -> tuple[Step, ...]:
    """The number of proposals with each status, as a step for every day on which that changes."""
    changes: dict[date, Counter[Status | None]] = {}
    for standings in _standings(negotiation):
        before: set[Status | None] = set()
        for day, standing in standings:
            now: set[Status | None] = {standing.status} if standing.counted else set()
            if is_possible(standing):
                now.add(None)
            if now != before:
                change = changes.setdefault(day, Counter())
                for each in now ^ before:
                    change[each] += 1 if each in now else -1
                before = now
    total: Counter[Status | None] = Counter()
    steps = []
    for day in sorted(changes):
        if any(changes[day].values()):
            total.update(changes[day])
            steps.append(Step(day, {status: total[status] for status in Status if total[status]}, total[None]))
    return tuple(steps)


def _standings(negotiation: Negotiation) -> Iterator[Iterable[tuple[date, Standing]]]:
    """The standings of each proposal, before anything happened and as of every day on which they may change."""
    dossiers = negotiation.dossiers
    if any(dossier.waits_for_proposals for dossier in dossiers.values()):
        # One proposal can change with another, so all are evaluated for every day.
        days = (date.min, *_turns(chain.from_iterable(map(_dates, dossiers.values()))))
        snapshots = [(day, snapshot(negotiation, day).known) for day in days]
        yield from ([(day, known[identifier]) for day, known in snapshots] for identifier in dossiers)
        return
    frame_of = frames(negotiation)
    for dossier in dossiers.values():
        frame = frame_of(dossier)
        yield ((day, standing_of(dossier, frame, day)) for day in (date.min, *_turns(_dates(dossier))))


def _dates(dossier: Dossier) -> Iterator[Span | None]:
    yield from (entry.date for entry in dossier.counting.positions)
    yield from (outcome.date for outcome in dossier.counting.outcomes)


def _turns(dates: Iterable[Span | None]) -> tuple[date, ...]:
    """The days on which something dated becomes possible, ends, or becomes certain, in order."""
    days: set[date] = set()
    for span in dates:
        if span is not None:
            days.update(day for day in (span.first, span.last) if day)
            if span.last and span.surely_over < date.max:
                days.add(span.surely_over)
    return tuple(sorted(days))


class _Gathered(NamedTuple):
    span: Span | None
    events: list[Event]
    positions: list[tuple[str, Position]]
    outcomes: list[tuple[str, Status]]

    def moment(self, view: Snapshot) -> Moment:
        certain = certain_by(self.span, view.day)
        return Moment(
            self.span,
            Certainty.CERTAIN if certain else Certainty.POSSIBLE,
            tuple(self.events),
            tuple(self._positions(view.negotiation)),
            tuple(self._outcomes()),
        )

    def _positions(self, negotiation: Negotiation) -> Iterator[Positions]:
        lines = by_key(
            ((position.side, position.stance, position.basis is Basis.INFERRED), identifier)
            for identifier, position in self.positions
        )
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
    """The collection for a span, however the span was written."""
    key = span and span.ends
    return found.setdefault(key, _Gathered(span, [], [], []))


def _by_date(gathered: _Gathered) -> tuple[bool, date, date, bool]:
    span = gathered.span
    if span is None:
        return True, date.min, date.min, False
    return False, span.earliest, span.latest, span.about_first or span.about_last
