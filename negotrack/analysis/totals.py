"""How many: proposals, what holds of them, how two sides relate, and annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from negotrack.model.side_standing import SideStanding
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Relation, Status


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


def totals(snapshot: Snapshot, one: str, other: str) -> Totals:
    """The figures of a snapshot, the relations those of two of its sides."""
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
        possible=sum(any(_only_possible(each.of(side)) for side in (one, other)) for each in standings),
        annotations=sum(1 for _ in snapshot.negotiation.all_annotations()),
        stale_annotations=len(snapshot.stale),
    )


def _only_possible(where: SideStanding) -> bool:
    return where.current is not None and not where.live
