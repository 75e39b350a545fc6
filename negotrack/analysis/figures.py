"""How many: proposals and what holds of them, what is not reported, and what the acceptances rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.model.dates import Span
from negotrack.model.records import Evidence, Position, Source
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, Relation, Stance, Status


class Totals(NamedTuple):
    """The figures of a negotiation at a day.

    Attributes:
        proposals: how many count by the day.
        uncounted: how many more are recorded, with positions that all come after it.
        described: of how many the contents are reported.
        numbered: of how many the number is known.
        outstanding: how many are neither accepted nor withdrawn.
        conflicting: on how many records conflict, also where their status is clear all the same.
        by_status: how many have each status; they add up to the proposals.
        relations: how many times two sides stand to each other in each way; likewise.
        possible: how many times one of the two may stand somewhere by the day, which no relation counts.
        annotations: how many there are, whatever the day.
        stale_annotations: how many of them have gone stale.
    """

    proposals: int
    uncounted: int
    described: int
    numbered: int
    outstanding: int
    conflicting: int
    by_status: Mapping[Status, int]
    relations: Mapping[Relation, int]
    possible: int
    annotations: int
    stale_annotations: int


def totals(snapshot: Snapshot, one: str, other: str, *, last: Totals | None = None) -> Totals:
    """The figures of a snapshot, the relations those of two of its sides.

    Args:
        snapshot: what holds.
        one: the id of the first side.
        other: the id of the second.
        last: the figures of the same two before annotations changed, and nothing else; they need not be counted again.
    """
    negotiation = snapshot.negotiation
    noted = (negotiation.annotations, *negotiation.orphans.values())
    annotations = sum(map(len, noted)) + sum(len(each.annotations) for each in negotiation.dossiers.values())
    stale = len(snapshot.stale)
    if last:
        return last._replace(annotations=annotations, stale_annotations=stale)
    standings = snapshot.standings
    statuses = Counter(standing.status for standing in standings)
    relations = Counter(standing.relation(one, other) for standing in standings)
    return Totals(
        proposals=len(standings),
        uncounted=len(snapshot.known) - len(standings),
        described=sum(standing.dossier.proposal.described for standing in standings),
        numbered=sum(standing.dossier.proposal.number is not None for standing in standings),
        outstanding=len(snapshot.outstanding),
        conflicting=len(snapshot.conflicting),
        by_status={status: statuses[status] for status in Status},
        relations={relation: relations[relation] for relation in Relation},
        possible=sum(
            any(where.current and not where.live for where in (each.of(one), each.of(other))) for each in standings
        ),
        annotations=annotations,
        stale_annotations=stale,
    )


# ---- What is not reported: counted, and never filled in ----


class Gaps(NamedTuple):
    """What the records leave unsaid at a day.

    Attributes:
        proposals: how many proposals count.
        claimed: how many a source says there are; None where none does.
        contents: the ids of the proposals of which the contents are not reported.
        numbers: the ids of those of which the number is not known.
        sides: for each side, the ids of those on which it has no position.
        positions: how many positions count.
        days: how many of them have no day of their own: an interval, a month, about, or nothing.
        undated: how many of them have no date at all.
        span: the one span in which every position without a day lies; None where they differ.
        collective: how many were said of a whole set.
        inferred: how many the record keeper inferred.
        forms: of how many it is not reported how they were given.
        single_source: how many rest on a single source.
        unsupported: how many rest on none.
        unjudged: how many have no evidence of which both halves of the grade have been judged.
    """

    proposals: int
    claimed: int | None
    contents: tuple[str, ...]
    numbers: tuple[str, ...]
    sides: Mapping[str, tuple[str, ...]]
    positions: int
    days: int
    undated: int
    span: Span | None
    collective: int
    inferred: int
    forms: int
    single_source: int
    unsupported: int
    unjudged: int


def gaps(view: Snapshot) -> Gaps:
    """What is not reported by the view's day."""
    negotiation, standings = view.negotiation, view.standings
    positions = [position for standing in standings for position in present(standing)]
    counts = {name: sum(map(holds, positions)) for name, holds in _of_a_position(negotiation.sources).items()}
    inexact = [position.date for position in positions if _lacks_day(position)]
    spans = set(inexact)
    return Gaps(
        proposals=len(standings),
        claimed=negotiation.header.claimed_count,
        contents=tuple(each.id for each in standings if not each.dossier.proposal.described),
        numbers=tuple(each.id for each in standings if each.dossier.proposal.number is None),
        sides={
            side: tuple(each.id for each in standings if each.of(side).current is None) for side in negotiation.side_ids
        },
        positions=len(positions),
        undated=inexact.count(None),
        span=spans.pop() if len(spans) == 1 else None,
        **counts,
    )


def present(standing: Standing) -> Iterator[Position]:
    """The positions on a proposal by the day."""
    return (entry.position for side in standing.sides.values() for entry in side.present)


def is_possible(standing: Standing) -> bool:
    """Whether a side only possibly stands where it is shown by the day."""
    return any(side.certainty is Certainty.POSSIBLE for side in standing.sides.values())


def proposals_with(view: Snapshot, gap: str) -> tuple[str, ...]:
    """The ids of the proposals on which there is a position of which a count of ``Gaps`` says that something lacks."""
    holds = _of_a_position(view.negotiation.sources)[gap]
    return tuple(each.id for each in view.standings if any(map(holds, present(each))))


def _of_a_position(sources: Mapping[str, Source]) -> dict[str, Callable[[Position], bool]]:
    """What may lack of a position or be weak about it, by the name of its count."""

    def graded(evidence: Evidence) -> bool:
        source = sources.get(evidence.source)
        return evidence.credibility is not None and source is not None and source.reliability is not None

    return {
        "days": _lacks_day,
        "collective": lambda position: position.basis is Basis.COLLECTIVE,
        "inferred": lambda position: position.basis is Basis.INFERRED,
        "forms": lambda position: position.form is None,
        "single_source": lambda position: len({evidence.source for evidence in position.evidence}) == 1,
        "unsupported": lambda position: not position.evidence,
        "unjudged": lambda position: bool(position.evidence) and not any(map(graded, position.evidence)),
    }


def _lacks_day(position: Position) -> bool:
    return position.date is None or not position.date.is_one_day


# ---- What the accepted proposals rest on: one statement about a whole set counts once ----


class CollectiveStatement(NamedTuple):
    """One statement about a whole set of proposals.

    Attributes:
        side: whose it is.
        stance: where it puts the side on every proposal of the set.
        evidence: where it can be checked.
        proposals: the ids of the set.
    """

    side: str
    stance: Stance
    evidence: tuple[Evidence, ...]
    proposals: tuple[str, ...]


class Acceptances(NamedTuple):
    """What the accepted proposals rest on.

    Attributes:
        accepted: how many proposals are accepted.
        collective: how many of them no side is reported to have accepted but as part of a set.
        unsupported: how many of them no side is reported to have accepted at all.
        undescribed: of how many of them the contents are not reported.
        statements: the statements about whole sets that they rest on.
    """

    accepted: int
    collective: int
    unsupported: int
    undescribed: int
    statements: tuple[CollectiveStatement, ...]


def collective_statements(view: Snapshot) -> dict[Hashable, CollectiveStatement]:
    """The statements about whole sets that current positions rest on, in the order of the proposals."""
    found = by_key(
        (_statement(held.position), (standing.id, held.position))
        for standing in view.standings
        for side in standing.sides.values()
        for held in side.shown
        if held.position.basis is Basis.COLLECTIVE
    )
    return {
        said: CollectiveStatement(first.side, first.stance, first.evidence, tuple(each for each, _ in members))
        for said, members in found.items()
        for first in [members[0][1]]
    }


def acceptances(view: Snapshot) -> Acceptances:
    """What the proposals that are accepted by the view's day rest on."""
    accepts, only_collective = Stance.ACCEPTS, {Basis.COLLECTIVE}
    accepted = [standing for standing in view.standings if standing.status is Status.ACCEPTED]
    # Of each, the positions that accept, and those whose every condition is met.
    replies = [
        [
            held.position
            for side in standing.sides.values()
            for held in side.shown
            if held.position.stance is accepts or held.id in standing.met
        ]
        for standing in accepted
    ]
    collective = [found for found in replies if {position.basis for position in found} == only_collective]
    rests_on = {_statement(position) for found in collective for position in found}
    statements = collective_statements(view) if rests_on else {}
    return Acceptances(
        accepted=len(accepted),
        collective=len(collective),
        unsupported=replies.count([]),
        undescribed=sum(not standing.dossier.proposal.described for standing in accepted),
        statements=tuple(statement for said, statement in statements.items() if said in rests_on),
    )


def _statement(position: Position) -> Hashable:
    """What makes two positions one statement; without evidence, only the very same words do."""
    said = position.evidence or (position.statement, position.date)
    return position.side, position.stance, said
