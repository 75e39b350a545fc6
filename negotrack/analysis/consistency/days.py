"""Days on which a thing cannot have been: after today, or after its own source was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from negotrack.analysis.consistency.scope import Filed, Scope, around, positions_and_entries
from negotrack.model.dates import Span
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import Claim, Event, Evidence, LedgerEntry, Package, Position, Record, Stake, Text
from negotrack.model.vocabulary import EventKind
from negotrack.suggestions import shown

Dated = Position | LedgerEntry | Text | Stake | Event | Claim | Package
"""What happened on a day, according to a source."""
_AHEAD = {EventKind.MEETING, EventKind.DEADLINE}
"""Kinds of events that are announced before they come."""


def premature(scope: Scope) -> Iterator[Problem]:
    """Everything that is dated later than it can have been."""
    published = days_of_sources(scope.negotiation)
    if not published and not scope.today:
        return
    for file, prefix, record in _records(scope.negotiation):
        for message in too_late(record, published, scope.today):
            yield Problem(file, message, key=f"{prefix}date", severity=Severity.WARNING)


def days_of_sources(negotiation: Negotiation) -> dict[str, Span]:
    """When each source was published, as far as that is known."""
    return {identifier: source.date for identifier, source in negotiation.sources.items() if source.date}


def too_late(record: Record, published: Mapping[str, Span], today: date | None) -> list[str]:
    """What the date of a record cannot be, each as what follows "the date".

    Args:
        record: any; one that has no day of its own, or may lie ahead, is never too late.
        published: when each source was published, by its id.
        today: the day after which nothing has happened yet; None to look at the sources alone.
    """
    if not isinstance(record, Dated) or not record.date or not record.date.first:
        return []
    if isinstance(record, Event) and record.kind in _AHEAD:
        return []
    return too_late_for(record.date.first, record.evidence, published, today)


def too_late_for(
    first: date, evidence: Sequence[Evidence], published: Mapping[str, Span], today: date | None
) -> list[str]:
    """The same of a day and what is cited for it, before there is a record."""
    if today and first > today:
        return ["is later than today; correct the day"]
    late = [
        f"is after {source}, when its source {shown(each.source)} was published; "
        "correct the day, or cite what reported it"
        for each in evidence
        if (source := published.get(each.source)) and _is_after(first, source)
    ]
    return list(dict.fromkeys(late))


def _records(negotiation: Negotiation) -> Iterator[Filed[Record]]:
    yield from around(negotiation)
    for dossier in negotiation.dossiers.values():
        yield from positions_and_entries(dossier)
        yield from (Filed(f"texts/{dossier.id}/{text.id}.toml", "", text) for text in dossier.texts)
        yield from (Filed(f"stakes/{dossier.id}/{stake.id}.toml", "", stake) for stake in dossier.stakes)


def _is_after(day: date, published: Span) -> bool:
    return bool(published.last and day > published.last and not published.about_last)
