"""The status report as one value: everything chosen and worked out, and nothing said yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from negotrack.analysis.claims import Topic, topics
from negotrack.analysis.gaps import Gaps, gaps
from negotrack.analysis.statements import Acceptances, acceptances
from negotrack.analysis.totals import Totals, totals
from negotrack.analysis.view import View
from negotrack.errors import UsageError
from negotrack.model.dates import Span
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, Proposal, Side
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Relation, Status


class Note(NamedTuple):
    """An annotation, and whether it has gone stale."""

    annotation: Annotation
    stale: bool


class Row(NamedTuple):
    """One proposal of the report.

    Attributes:
        standing: where every side stands on it.
        relation: how the two compared sides relate.
        notes: its annotations; none where the report leaves them out.
    """

    standing: Standing
    relation: Relation
    notes: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """The proposal's id."""
        return self.standing.dossier.id

    @property
    def proposal(self) -> Proposal:
        """The proposal itself."""
        return self.standing.dossier.proposal


@dataclass(frozen=True)
class StatusReport:
    """Where everything stands.

    Attributes:
        view: the negotiation as of the report's day.
        sides: every side, the two compared ones first; fewer than two where the file that names them is unreadable.
        rows: the proposals, those of the chosen statuses alone.
        unsettled: every proposal that is not settled, whatever was chosen.
        statuses: the chosen statuses; none chosen means all.
        totals: the figures of all proposals, whatever was chosen.
        acceptances: what the accepted ones rest on.
        gaps: what is not reported.
        topics: claims in dispute.
        notes: annotations about the negotiation as a whole; none where the report leaves them out.
        problems: what is wrong in the files.
        summary: the first page alone.
        annotations: whether annotations are part of the report.
    """

    view: View
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    unsettled: tuple[Row, ...]
    statuses: tuple[Status, ...]
    totals: Totals
    acceptances: Acceptances
    gaps: Gaps
    topics: tuple[Topic, ...]
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    summary: bool
    annotations: bool

    @property
    def negotiation(self) -> Negotiation:
        """What was recorded."""
        return self.view.negotiation

    @property
    def as_of(self) -> date | None:
        """The day asked for; None for all records."""
        return self.view.day

    @property
    def pair(self) -> tuple[Side, ...]:
        """The two sides that are compared, or the fewer that are known."""
        return self.sides[:2]

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that could not be read."""
        return tuple(dict.fromkeys(problem.file for problem in self.problems if problem.unreadable))

    @property
    def latest(self) -> date | None:
        """The latest day that any record is dated by; None where none is dated."""
        return max((span.latest for span in self._spans()), default=None)

    def _spans(self) -> Iterable[Span]:
        negotiation = self.negotiation
        dates = chain(
            (held.position.date for dossier in negotiation.dossiers.values() for held in dossier.held),
            (event.date for event in negotiation.events),
            (claim.date for claim in negotiation.claims),
            (source.date for source in negotiation.sources.values()),
        )
        return (span for span in dates if span)


def status_report(
    view: View,
    *,
    sides: Sequence[str] | None = None,
    statuses: Collection[Status] = (),
    summary: bool = False,
    annotations: bool = False,
    problems: Iterable[Problem] = (),
) -> StatusReport:
    """Choose and work out what a status report says.

    Args:
        view: the negotiation as of a day.
        sides: the ids of the two sides to compare; the first two where none are named.
        statuses: show the proposals of these statuses alone; totals stay whole.
        summary: the first page alone.
        annotations: take in what analysts wrote.
        problems: what is wrong in the files.

    Raises:
        UsageError: the sides are not two of the negotiation's.
    """
    one, other = compared(view.negotiation, sides)
    everything = tuple(
        Row(standing, standing.relation(one, other), _notes(view, standing.dossier.annotations, wanted=annotations))
        for standing in view.standings
    )
    return StatusReport(
        view=view,
        sides=_ordered(view.negotiation, (one, other)),
        rows=tuple(row for row in everything if not statuses or row.standing.status in statuses),
        unsettled=tuple(row for row in everything if row.standing.unsettled),
        statuses=tuple(status for status in Status if status in statuses),
        totals=totals(view, one, other),
        acceptances=acceptances(view),
        gaps=gaps(view),
        topics=topics(view),
        notes=_notes(view, view.negotiation.annotations, wanted=annotations),
        problems=tuple(problems),
        summary=summary,
        annotations=annotations,
    )


def compared(negotiation: Negotiation, sides: Sequence[str] | None = None) -> tuple[str, str]:
    """The ids of the two sides to compare: the first two where none are named; empty for one that is not known.

    Raises:
        UsageError: the names are not those of two sides.
    """
    known = negotiation.side_ids
    if sides is None:
        one, other, *_ = (*known, "", "")
        return one, other
    if len(sides) != 2 or sides[0] == sides[1] or not set(sides) <= set(known):
        raise UsageError(f"name two sides to compare, like A,B; the sides are {', '.join(known) or 'not known'}")
    return sides[0], sides[1]


def _ordered(negotiation: Negotiation, pair: tuple[str, str]) -> tuple[Side, ...]:
    by_id = {side.id: side for side in negotiation.sides}
    compared_first = (by_id[identifier] for identifier in pair if identifier in by_id)
    return (*compared_first, *(side for side in negotiation.sides if side.id not in pair))


def _notes(view: View, annotations: Iterable[Annotation], *, wanted: bool) -> tuple[Note, ...]:
    return tuple(Note(each, each.id in view.stale) for each in annotations) if wanted else ()
