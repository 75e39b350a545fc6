"""What lies ahead: what somebody was asked to do, the next dates, and what would follow if a proposal were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from negotrack.model.cycles import knots
from negotrack.model.deciding import conditions
from negotrack.model.negotiation import Annotated
from negotrack.model.records import Condition, Event
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Stance, Status


class IfAccepted(NamedTuple):
    """What would follow if one proposal were accepted.

    Attributes:
        proposal: the id of the proposal.
        meets: the ids of the proposals on which a position waits for it.
        changes: the status that each of these, and others through them, would have, where it is another one.
    """

    proposal: str
    meets: tuple[str, ...]
    changes: dict[str, Status]


class ConditionState(NamedTuple):
    """A condition of a side's position, and whether it is met.

    Attributes:
        side: the id of the side.
        entry: the id of the position.
        condition: what it waits for.
        met: whether that is so; None where nothing is reported of it.
    """

    side: str
    entry: str
    condition: Condition
    met: bool | None


def open_asks(snapshot: Snapshot) -> tuple[Annotated, ...]:
    """The annotations that ask for something that is not done, the first due first; those without a day last."""
    found = (each for each in snapshot.negotiation.all_annotations() if each.annotation.ask is not None)
    return tuple(sorted((each for each in found if not _done(each)), key=_due))


def next_events(snapshot: Snapshot, today: date) -> tuple[Event, ...]:
    """What is dated after a day, deadlines and other events, the first first."""
    ahead = (event for event in snapshot.negotiation.events if event.date and event.date.earliest > today)
    return tuple(sorted(ahead, key=lambda event: event.date.earliest if event.date else date.max))


def conditions_of(snapshot: Snapshot, standing: Standing) -> Iterator[ConditionState]:
    """The conditions of every position that stands, with whether they are met, in the order of the sides."""
    for side, where in standing.sides.items():
        for entry in where.live:
            if entry.stance is not Stance.CONDITIONAL:
                continue
            for condition, met in conditions(standing.dossier, entry, snapshot.accepted, snapshot.day):
                yield ConditionState(side, entry.id, condition, met or _unmet(snapshot, condition))


def consequences(snapshot: Snapshot) -> tuple[IfAccepted, ...]:
    """For every outstanding proposal that others wait for, what would follow if it were accepted."""
    waited: dict[str, list[str]] = {}
    for standing in snapshot.standings:
        for waiting in conditions_of(snapshot, standing):
            target = waiting.condition.proposal
            if target is not None and standing.id not in waited.setdefault(target, []):
                waited[target].append(standing.id)
    return tuple(
        IfAccepted(identifier, tuple(waited[identifier]), snapshot.if_accepted(identifier))
        for identifier in (standing.id for standing in snapshot.outstanding)
        if identifier in waited
    )


def waiting_for_each_other(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    """The groups of proposals that would all be accepted if they were at once, and otherwise wait for each other."""
    graph = {
        standing.id: [
            waiting.condition.proposal for waiting in conditions_of(snapshot, standing) if waiting.condition.proposal
        ]
        for standing in snapshot.outstanding
    }
    return knots(graph)


def holding_up_most(snapshot: Snapshot) -> tuple[str, int] | None:
    """The side that holds up most of what is outstanding, and how much; None where no side stands out."""
    counts: dict[str, int] = {}
    for standing in snapshot.outstanding:
        for side in standing.held_up_by:
            counts[side] = counts.get(side, 0) + 1
    ranked = sorted(counts.items(), key=lambda each: -each[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0]


def _unmet(snapshot: Snapshot, condition: Condition) -> bool | None:
    if condition.proposal is None:
        return None
    standing = snapshot.known.get(condition.proposal)
    return False if standing and standing.status in {Status.REJECTED, Status.WITHDRAWN} else None


def _done(each: Annotated) -> bool:
    return each.annotation.ask is None or each.annotation.ask.done


def _due(each: Annotated) -> tuple[date, str]:
    ask = each.annotation.ask
    return (ask.due.latest if ask and ask.due else date.max, each.annotation.id)
