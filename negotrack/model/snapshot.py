"""The state of a whole negotiation as of a day, from which everything that is shown follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from negotrack.model.dates import certain_by, possible_by
from negotrack.model.deciding import Frame
from negotrack.model.negotiation import Dossier, Negotiation, is_stale
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, Claim, Event, Package, Phase
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Status


@dataclass(frozen=True)
class Snapshot:
    """The state of a negotiation as of a day.

    Attributes:
        negotiation: what was recorded.
        day: the day asked for; None for all records.
        known: the standing of every proposal, counted or not, by id, in natural order.
        problems: what is wrong with the files, if asked for.
    """

    negotiation: Negotiation
    day: date | None
    known: Mapping[str, Standing]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """The standings of the proposals that count by the day, in natural order."""
        return tuple(each for each in self.known.values() if each.counted)

    @cached_property
    def outstanding(self) -> tuple[Standing, ...]:
        """The standings that are neither accepted nor withdrawn."""
        return tuple(each for each in self.standings if each.outstanding)

    @cached_property
    def conflicting(self) -> tuple[Standing, ...]:
        """The standings with conflicting records, even if their status is clear."""
        return tuple(each for each in self.standings if each.conflicting)

    @cached_property
    def by_status(self) -> Counter[Status]:
        """How many proposals have each status."""
        return Counter(each.status for each in self.standings)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The ids of the accepted proposals."""
        return frozenset(identifier for identifier, each in self.known.items() if each.status is Status.ACCEPTED)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that happened, or may have happened, by the day, by date."""
        return tuple(event for event in self.negotiation.events if possible_by(event.date, self.day))

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims made, or possibly made, by the day, by topic in order of first record: not merged or averaged."""
        found: dict[str, list[Claim]] = {}
        for claim in self.negotiation.claims:
            if possible_by(claim.date, self.day):
                found.setdefault(claim.topic, []).append(claim)
        return {topic: tuple(claims) for topic, claims in found.items()}

    @cached_property
    def phase(self) -> Phase | None:
        """The phase that the talks had reached by the day; None if nothing is reported."""
        phases = [phase for phase in self.negotiation.phases if certain_by(phase.date, self.day)]
        return phases[-1] if phases else None

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """The packages tied together, or possibly tied together, by the day."""
        return tuple(package for package in self.negotiation.packages if possible_by(package.date, self.day))

    @cached_property
    def stale(self) -> frozenset[str]:
        """The ids of the stale annotations, regardless of the day."""
        return frozenset(
            annotation.id for each in self.known.values() for annotation in stale_annotations(each.dossier)
        )

    def if_accepted(self, identifier: str) -> dict[str, Status]:
        """The new status of each proposal that would change, through conditions, if this one were accepted."""
        waiting = [each for each in self.known if self.negotiation.dossiers[each].waits_for_proposals]
        then = _settled(
            self.negotiation, self.day, {**self.known}, [each for each in waiting if each != identifier], {identifier}
        )
        return {each: then[each].status for each in waiting if then[each].status is not self.known[each].status}


def snapshot(
    negotiation: Negotiation,
    day: date | None = None,
    *,
    problems: Iterable[Problem] = (),
    previous: Snapshot | None = None,
) -> Snapshot:
    """Work out the state of a negotiation as of a day.

    Args:
        negotiation: what was recorded.
        day: the day asked for; None for all records.
        problems: what is wrong with the files.
        previous: an earlier snapshot, from which the standings that have not changed are reused.
    """
    reusable: Mapping[str, Standing] = {}
    if previous is not None and previous.day == day and _same_frame(previous.negotiation, negotiation):
        reusable = previous.known
    known: dict[str, Standing] = {}
    waiting: list[str] = []
    frame = frames(negotiation)
    for identifier, dossier in negotiation.dossiers.items():
        before = reusable.get(identifier)
        if dossier.waits_for_proposals:
            waiting.append(identifier)
        elif before is not None and before.dossier is dossier:
            known[identifier] = before
            continue
        known[identifier] = standing(dossier, frame(dossier), day)
    return Snapshot(negotiation, day, _settled(negotiation, day, known, waiting), tuple(problems))


def frame_of(negotiation: Negotiation, dossier: Dossier, accepted: Collection[str] = ()) -> Frame:
    """What the status of a proposal depends on apart from its own records."""
    return Frame(
        sides=negotiation.deciding,
        rule=negotiation.header.decision,
        proposers=negotiation.proposer_sides(dossier.proposal),
        by_others=negotiation.proposed_by_others(dossier.proposal),
        accepted=accepted,
        analysts=negotiation.analysts,
    )


def frames(negotiation: Negotiation) -> Callable[[Dossier], Frame]:
    """A cached ``frame_of`` for a whole negotiation: most proposals were put forward by the same few."""
    known: dict[tuple[str, ...] | None, Frame] = {}

    def frame(dossier: Dossier) -> Frame:
        proposers = dossier.proposal.proposed_by
        found = known.get(proposers)
        if found is None:
            found = known[proposers] = frame_of(negotiation, dossier)
        return found

    return frame


def stale_annotations(dossier: Dossier) -> tuple[Annotation, ...]:
    """The annotations of a proposal whose subject has changed in meaning since they were written."""
    return tuple(annotation for annotation in dossier.annotations if is_stale(annotation, dossier))


def _settled(
    negotiation: Negotiation,
    day: date | None,
    known: dict[str, Standing],
    waiting: Iterable[str],
    given: Collection[str] = (),
) -> dict[str, Standing]:
    """Settle the proposals that wait for others, until no more conditions are met: the least fixed point."""
    rest = [*waiting]
    if not rest:
        return known
    accepted: frozenset[str] = frozenset()
    while True:
        found = {identifier for identifier, each in known.items() if each.status is Status.ACCEPTED}
        reached = frozenset({*found, *given})
        if reached == accepted:
            return known
        accepted = reached
        for identifier in rest:
            dossier = negotiation.dossiers[identifier]
            known[identifier] = standing(dossier, frame_of(negotiation, dossier, accepted), day)


def _same_frame(one: Negotiation, other: Negotiation) -> bool:
    return one.header is other.header and one.people == other.people
