"""What is not reported, counted: nothing here is ever filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from negotrack.model.dates import Span
from negotrack.model.records import Position, Source
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis


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
    negotiation = view.negotiation
    standings = view.standings
    positions = [position for standing in standings for position in present(standing)]
    inexact = [position.date for position in positions if lacks_day(position)]
    return Gaps(
        proposals=len(standings),
        claimed=negotiation.header.claimed_count,
        contents=tuple(each.dossier.id for each in standings if not each.dossier.proposal.described),
        numbers=tuple(each.dossier.id for each in standings if each.dossier.proposal.number is None),
        sides={
            side: tuple(each.dossier.id for each in standings if each.of(side).current is None)
            for side in negotiation.side_ids
        },
        positions=len(positions),
        days=len(inexact),
        undated=inexact.count(None),
        span=_only(inexact),
        collective=sum(position.basis is Basis.COLLECTIVE for position in positions),
        inferred=sum(position.basis is Basis.INFERRED for position in positions),
        forms=sum(map(lacks_form, positions)),
        single_source=sum(map(has_single_source, positions)),
        unsupported=sum(not position.evidence for position in positions),
        unjudged=sum(is_ungraded(position, negotiation.sources) for position in positions),
    )


def present(standing: Standing) -> Iterator[Position]:
    """The positions on a proposal by the day."""
    return (entry.position for side in standing.sides.values() for entry in side.present)


def proposals_with(view: Snapshot, holds: Callable[[Position], bool]) -> tuple[str, ...]:
    """The ids of the proposals on which there is such a position."""
    return tuple(each.dossier.id for each in view.standings if any(map(holds, present(each))))


def lacks_day(position: Position) -> bool:
    """Whether no day of its own is reported: an interval, a month, about, or nothing."""
    return position.date is None or not position.date.is_one_day


def lacks_form(position: Position) -> bool:
    """Whether it is not reported how it was given."""
    return position.form is None


def has_single_source(position: Position) -> bool:
    """Whether one source alone is cited."""
    return len({evidence.source for evidence in position.evidence}) == 1


def is_ungraded(position: Position, sources: Mapping[str, Source]) -> bool:
    """Whether there is evidence, but none of which both the source and the information are graded."""
    return bool(position.evidence) and not any(
        evidence.credibility is not None
        and (source := sources.get(evidence.source)) is not None
        and source.reliability is not None
        for evidence in position.evidence
    )


def _only(spans: Iterable[Span | None]) -> Span | None:
    distinct = set(spans)
    return distinct.pop() if len(distinct) == 1 else None
