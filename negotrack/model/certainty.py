"""When a position counts, and which of two comes later.

A day of None means "all records": then every position counts as certain.
"""

from __future__ import annotations

from datetime import date

from negotrack.model.negotiation import Held
from negotrack.model.vocabulary import Certainty


def certainty(held: Held, day: date | None) -> Certainty | None:
    """Whether a position had been taken by a day, may have been, or (None) had not."""
    span = held.position.date
    if day is None or span is None or span.certain_by(day):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if span.possible_by(day) else None


def replaces(later: Held, earlier: Held) -> bool:
    """Whether one position of a side comes surely after another of it."""
    after, before = later.position.date, earlier.position.date
    if after is None or before is None:
        return False
    if after.earliest > before.latest:
        return True
    if after.is_day and before.is_day and after.first == before.first and later.rank > earlier.rank:
        return not _sources(later).isdisjoint(_sources(earlier))
    return False


def order(held: Held) -> tuple[int, int]:
    """The key of a position in time: undated first, then by last day, then by place."""
    span = held.position.date
    return (span.latest.toordinal() if span else 0, held.rank)


def _sources(held: Held) -> set[str]:
    return {evidence.source for evidence in held.position.evidence}
