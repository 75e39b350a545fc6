"""How many: proposals, outcomes, relations and annotations, with what is not settled beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Certainty, Relation, Status


class Totals(NamedTuple):
    """The figures of a negotiation at a day.

    Attributes:
        proposals: how many count by the day.
        uncounted: how many more are recorded, with positions that all come after it.
        described: of how many the contents are reported.
        numbered: of how many the number is known.
        unsettled: how many are neither accepted nor withdrawn, or contested.
        contested: how many are contested.
        by_status: how many have each outcome.
        contested_by_status: how many of these are contested.
        relations: how many times two sides stand to each other in each way.
        contested_relations: how many of these are contested by one of the two.
        possible: how many times both stand somewhere, and one of them only possibly by the day.
        annotations: how many there are, whatever the day.
        stale_annotations: how many of them have gone stale.
    """

    proposals: int
    uncounted: int
    described: int
    numbered: int
    unsettled: int
    contested: int
    by_status: Mapping[Status, int]
    contested_by_status: Mapping[Status, int]
    relations: Mapping[Relation, int]
    contested_relations: Mapping[Relation, int]
    possible: int
    annotations: int
    stale_annotations: int


def totals(view: Snapshot, one: str, other: str) -> Totals:
    """The figures of a view, the relations those of two of its sides."""
    standings = view.standings
    contested = [standing for standing in standings if standing.contested]
    statuses = Counter(standing.status for standing in standings)
    contested_statuses = Counter(standing.status for standing in contested)
    pairs = [(each.relation(one, other), each.of(one), each.of(other)) for each in standings]
    relations = Counter(relation for relation, *_ in pairs)
    contested_relations = Counter(relation for relation, *sides in pairs if any(side.competing for side in sides))
    return Totals(
        proposals=len(standings),
        uncounted=len(view.known) - len(standings),
        described=sum(standing.dossier.proposal.described for standing in standings),
        numbered=sum(standing.dossier.proposal.number is not None for standing in standings),
        unsettled=len(view.unsettled),
        contested=len(contested),
        by_status={status: statuses[status] for status in Status},
        contested_by_status={status: contested_statuses[status] for status in Status},
        relations={relation: relations[relation] for relation in Relation},
        contested_relations={relation: contested_relations[relation] for relation in Relation},
        possible=sum(_only_possible(*sides) for _, *sides in pairs),
        annotations=annotation_count(view),
        stale_annotations=len(view.stale),
    )


def _only_possible(one: SideStanding, other: SideStanding) -> bool:
    return bool(one.current and other.current) and Certainty.POSSIBLE in {one.certainty, other.certainty}


def annotation_count(view: Snapshot) -> int:
    """How many annotations there are: of proposals, of the negotiation, and those whose proposal is missing."""
    negotiation = view.negotiation
    of_proposals = sum(len(dossier.annotations) for dossier in negotiation.dossiers.values())
    return of_proposals + len(negotiation.annotations) + sum(map(len, negotiation.orphans.values()))
