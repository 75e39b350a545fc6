"""Counts: proposals by status and relation, what is not reported, and what the acceptances rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.model.dates import Span
from negotrack.model.deciding import deciding_on
from negotrack.model.records import Evidence, Position, Source
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, Relation, Stance, Status


class Totals(NamedTuple):
    """The figures of a negotiation as of a day.

    Attributes:
        proposals: the number of proposals that count as of the day.
        uncounted: the number of recorded proposals with only later positions.
        described: the number with reported contents.
        numbered: the number with a known number.
        outstanding: the number neither accepted nor withdrawn.
        conflicting: the number with conflicting records, even if their status is clear.
        by_status: the number with each status; they add up to ``proposals``.
        relations: the number with each relation of two sides; they add up likewise.
        possible: the number on which one of the two only possibly has a position, which no relation counts.
        annotations: the number of annotations, regardless of the day.
        stale_annotations: the number of stale ones among them.
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
    """The figures of a snapshot, with the relations of two of its sides.

    Args:
        snapshot: the snapshot.
        one: the id of the first side.
        other: the id of the second.
        last: the figures of the same two sides, if only annotations have changed since; saves counting again.
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


# ---- Gaps: counted, never filled in ----


class Gaps(NamedTuple):
    """What the records leave unsaid as of a day.

    Attributes:
        proposals: the number of proposals that count.
        claimed: the number that a source claims; None if none does.
        contents: the ids of the proposals whose contents are not reported.
        numbers: the ids of the proposals whose number is not known.
        sides: for each side, the ids of the proposals on which it has no position.
        positions: the number of positions that count.
        days: the number without an exact day: dated to a span, a month or about a day, or not at all.
        undated: the number without any date.
        span: the one span of all positions without an exact day; None if they differ.
        collective: the number from a statement about a whole set.
        inferred: the number that the record keeper inferred.
        forms: the number whose form is not reported.
        single_source: the number with a single source.
        unsupported: the number without any source.
        unjudged: the number with evidence of which no piece has both halves of its grade judged.
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
    """What is not reported as of the view's day."""
    negotiation, standings = view.negotiation, view.standings
    positions = [position for standing in standings for position in present(standing)]
    counts = {name: sum(map(holds, positions)) for name, holds in _position_tests(negotiation.sources).items()}
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
    """The positions on a proposal as of the day."""
    return (entry.position for side in standing.sides.values() for entry in side.present)


def is_possible(standing: Standing) -> bool:
    """Whether the position of some side as of the day is only possible."""
    return any(side.certainty is Certainty.POSSIBLE for side in standing.sides.values())


def proposals_with(view: Snapshot, gap: str) -> tuple[str, ...]:
    """The ids of the proposals with a position that a count of ``Gaps`` includes, given the name of the count."""
    holds = _position_tests(view.negotiation.sources)[gap]
    return tuple(each.id for each in view.standings if any(map(holds, present(each))))


def _position_tests(sources: Mapping[str, Source]) -> dict[str, Callable[[Position], bool]]:
    """A test for everything that may be missing or weak in a position, by the name of its count."""

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


# ---- The basis of the accepted proposals: one statement about a whole set counts once ----


class CollectiveStatement(NamedTuple):
    """One statement about a whole set of proposals.

    Attributes:
        side: the id of the side.
        stance: the side's stance on every proposal of the set.
        evidence: where it can be checked.
        proposals: the ids of the proposals of the set.
    """

    side: str
    stance: Stance
    evidence: tuple[Evidence, ...]
    proposals: tuple[str, ...]


class Acceptances(NamedTuple):
    """What the accepted proposals rest on; only the sides that decide on a proposal count.

    Attributes:
        accepted: the number of accepted proposals.
        collective: the number among them that sides are reported to have accepted only as part of a set.
        unsupported: the number among them that no side is reported to have accepted.
        undescribed: the number among them whose contents are not reported.
        statements: the statements about whole sets that ``collective`` rests on.
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
    """What the proposals accepted as of the view's day rest on."""
    accepts, only_collective = Stance.ACCEPTS, {Basis.COLLECTIVE}
    accepted = [standing for standing in view.standings if standing.status is Status.ACCEPTED]
    negotiation = view.negotiation
    # For each, the positions that accept it, and those whose conditions are all met; what decides nothing is left out.
    replies = [
        [
            held.position
            for side in deciding_on(standing.dossier, negotiation.header.decision, negotiation.deciding)[0]
            for where in [standing.of(side)]
            for held in where.shown
            if where.live and (held.position.stance is accepts or held.id in standing.met)
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
    """A key that is equal for positions from one statement; without evidence, words and date must be the same."""
    said = position.evidence or (position.statement, position.date)
    return position.side, position.stance, said
