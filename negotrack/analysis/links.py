"""Dependencies between proposals, conditions and their consequences; and upcoming events and asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.model.cycles import cycles, knots
from negotrack.model.deciding import conditions
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Annotated
from negotrack.model.records import Annotation, Condition, Event, Evidence, Package
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Stance, Status


class Hold(NamedTuple):
    """One proposal that waits for another.

    Attributes:
        holder: the id of the proposal that it waits for.
        waiting: the id of the proposal that waits.
        basis: how a source supports this; None if not reported.
        evidence: where it can be checked.
    """

    holder: str
    waiting: str
    basis: Basis | None
    evidence: tuple[Evidence, ...]


class Blocker(NamedTuple):
    """An outstanding proposal that others wait for.

    Attributes:
        id: the id of the proposal.
        direct: the links to those that wait for it directly.
        waiting: the ids of all that wait for it, directly or not, in natural order.
    """

    id: str
    direct: tuple[Hold, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The links between the proposals that count as of a day; links to unknown proposals or to itself are left out.

    Attributes:
        holds: the links between a waiting proposal and the one it waits for, by the latter.
        outstanding: the ids of the outstanding proposals.
        answers: for each counter-proposal, the proposal it answers.
        packages: the packages that existed, or may have, by then.
    """

    holds: Mapping[str, tuple[Hold, ...]]
    outstanding: tuple[str, ...]
    answers: Mapping[str, str]
    packages: tuple[Package, ...] = ()

    @cached_property
    def answered_by(self) -> Mapping[str, tuple[str, ...]]:
        """The counter-proposals of each answered proposal."""
        return by_key((answered, answer) for answer, answered in self.answers.items())

    @cached_property
    def packages_of(self) -> Mapping[str, tuple[Package, ...]]:
        """The packages of each proposal that is in one."""
        return by_key((each, package) for package in self.packages for each in dict.fromkeys(package.proposals))

    @cached_property
    def waits_for(self) -> Mapping[str, tuple[Hold, ...]]:
        """The links of each waiting proposal to those it waits for."""
        return by_key((hold.waiting, hold) for holds in self.holds.values() for hold in holds)

    @property
    def blockers(self) -> Iterator[Blocker]:
        """The outstanding proposals that hold others up, in natural order, each computed on demand."""
        for identifier in self.outstanding:
            if direct := self.holds.get(identifier):
                yield Blocker(identifier, direct, self.waiting(identifier))

    def waiting(self, identifier: str) -> tuple[str, ...]:
        """The ids of all proposals that wait for this one, directly or not, in natural order."""
        reached = {identifier: None}
        pending = [identifier]
        for here in pending:
            for hold in self.holds.get(here, ()):
                if hold.waiting not in reached:
                    reached[hold.waiting] = None
                    pending.append(hold.waiting)
        return tuple(sorted(pending[1:], key=natural))

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Proposals that wait for each other in a circle, as paths that end where they begin."""
        graph: dict[str, list[str]] = {waiting: [] for waiting in self.waits_for}
        for holder, holds in self.holds.items():
            graph[holder] = [hold.waiting for hold in holds]
        return cycles({identifier: graph[identifier] for identifier in sorted(graph, key=natural)})


def links(view: Snapshot) -> Links:
    """The links between the proposals that count in a view."""
    counted = {standing.dossier.id: standing.dossier for standing in view.standings}
    holds = {}
    for identifier, dossier in counted.items():
        found = tuple(
            Hold(identifier, link.proposal, link.basis, link.evidence)
            for link in dossier.holds_up
            if link.proposal in counted and link.proposal != identifier
        )
        if found:
            holds[identifier] = found
    answers = {
        identifier: countered
        for identifier, dossier in counted.items()
        if (countered := dossier.proposal.counters) in counted and countered != identifier
    }
    return Links(holds, tuple(standing.dossier.id for standing in view.outstanding), answers, view.packages)


# ---- Conditions ----


class IfAccepted(NamedTuple):
    """What would follow if one proposal were accepted.

    Attributes:
        proposal: the id of the proposal.
        meets: the ids of the proposals with a position that waits for it.
        changes: the new status of each of these, and of others through them, if it would change.
    """

    proposal: str
    meets: tuple[str, ...]
    changes: dict[str, Status]


class ConditionState(NamedTuple):
    """A condition of a side's position, and whether it is met.

    Attributes:
        side: the id of the side.
        condition: the condition.
        met: whether it is met; None if nothing is reported.
    """

    side: str
    condition: Condition
    met: bool | None


def conditions_of(snapshot: Snapshot, standing: Standing) -> Iterator[ConditionState]:
    """The conditions of every live position, with whether they are met, in the order of the sides."""
    for side, where in standing.sides.items():
        for entry in where.live:
            if entry.stance is not Stance.CONDITIONAL:
                continue
            for condition, met in conditions(standing.dossier, entry, snapshot.accepted, snapshot.day):
                yield ConditionState(side, condition, met or _unmet(snapshot, condition))


def consequences(snapshot: Snapshot) -> tuple[IfAccepted, ...]:
    """What would follow from accepting each outstanding proposal that others wait for."""
    waited = by_key(
        (target, standing.id)
        for standing in snapshot.standings
        for target in dict.fromkeys(each.condition.proposal for each in conditions_of(snapshot, standing))
        if target is not None
    )
    return tuple(
        IfAccepted(identifier, waited[identifier], snapshot.if_accepted(identifier))
        for identifier in (standing.id for standing in snapshot.outstanding)
        if identifier in waited
    )


def waiting_for_each_other(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    """The groups of outstanding proposals that wait for each other, and can only be accepted together."""
    graph = {
        standing.id: [
            waiting.condition.proposal for waiting in conditions_of(snapshot, standing) if waiting.condition.proposal
        ]
        for standing in snapshot.outstanding
    }
    return knots(graph)


def holding_up_most(snapshot: Snapshot) -> tuple[str, int] | None:
    """The side that holds up the most outstanding proposals, and how many; None if no side stands out."""
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


# ---- Upcoming events and asks ----


def is_open_ask(annotation: Annotation) -> bool:
    """Whether an annotation asks for something that has not been done."""
    return annotation.ask is not None and not annotation.ask.done


def open_asks(snapshot: Snapshot) -> tuple[Annotated, ...]:
    """The annotations with an open ask, the earliest due first; those without a day last."""

    def by_day(each: Annotated) -> tuple[date, str]:
        ask = each.annotation.ask
        return ask.due.latest if ask and ask.due else date.max, each.annotation.id

    found = (each for each in snapshot.negotiation.all_annotations() if is_open_ask(each.annotation))
    return tuple(sorted(found, key=by_day))


def next_events(snapshot: Snapshot, today: date) -> tuple[Event, ...]:
    """The events dated after a day, including deadlines, the earliest first."""
    dated = [(event.date.earliest, event) for event in snapshot.negotiation.events if event.date]
    ahead = [each for each in dated if each[0] > today]
    return tuple(event for _, event in sorted(ahead, key=lambda each: each[0]))
