"""What was recorded twice, and what a source cannot have said when it was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from negotrack.analysis.consistency.scope import HEADER, Scope
from negotrack.model.dates import Span
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import LedgerEntry, Position, Record
from negotrack.suggestions import shown

_NOT_SAID = {"id", "recorded"}
"""Keys in which two records differ although they say the same."""


def doubles(scope: Scope) -> Iterator[Problem]:
    """Records of one recorder that say exactly the same."""
    for dossier in scope.negotiation.dossiers.values():
        positions = ((f"positions[{index}].", each) for index, each in enumerate(dossier.proposal.positions))
        yield from _twice(_Named(f"proposals/{dossier.id}.toml", prefix, each) for prefix, each in positions)
        gone = dossier.counting.retracted
        entries = (entry for entry in dossier.ledger if entry.id not in gone)
        yield from _twice(_Named(f"ledger/{dossier.id}/{entry.id}.toml", "", entry) for entry in entries)
    negotiation = scope.negotiation
    header = negotiation.header
    kinds: tuple[tuple[str, Iterable[Record], Mapping[str, Record]], ...] = (
        ("events", header.events, negotiation.added_events),
        ("claims", header.claims, negotiation.added_claims),
        ("people", header.people, negotiation.added_people),
    )
    for folder, listed, added in kinds:
        records = [_Named(HEADER, f"{folder}[{index}].", each) for index, each in enumerate(listed)]
        records += [_Named(f"{folder}/{identifier}.toml", "", each) for identifier, each in added.items()]
        yield from _twice(records)


def premature(scope: Scope) -> Iterator[Problem]:
    """Positions and outcomes of a day after the publication of a source that is cited for them."""
    sources = scope.negotiation.sources
    published = {identifier: source.date for identifier, source in sources.items() if source.date}
    if not published:
        return
    for dossier in scope.negotiation.dossiers.values():
        for file, prefix, record in _dated(dossier):
            for evidence in record.evidence:
                source = published.get(evidence.source)
                if source and _is_after(record.date, source):
                    message = f"is after {source}, when its source {shown(evidence.source)} was published"
                    advice = "correct the day, or cite what reported it"
                    yield Problem(file, f"{message}; {advice}", key=f"{prefix}date", severity=Severity.WARNING)


class _Named:
    """A record with where it stands."""

    def __init__(self, file: str, prefix: str, record: Record) -> None:
        self.file, self.prefix, self.record = file, prefix, record


def _twice(records: Iterable[_Named]) -> Iterator[Problem]:
    first: dict[object, list[_Named]] = {}
    for each in records:
        alike = first.setdefault(_outline(each.record), [])
        for other in alike:
            if _said(other.record) == _said(each.record):
                place = f"{other.file}{f', {other.prefix[:-1]}' if other.prefix else ''}"
                advice = f"remove one, or retract it: negotrack retract {_id(each)}" if _id(each) else "remove one"
                message = f"says exactly what {place} says; {advice}"
                yield Problem(each.file, message, key=each.prefix[:-1], severity=Severity.WARNING)
                break
        alike.append(each)


def _outline(record: Record) -> object:
    """What two records that say the same have in common, in little time."""
    if isinstance(record, Position | LedgerEntry):
        return record.side, record.stance, record.date, record.statement
    return type(record)


def _said(record: Record) -> dict[str, object]:
    return {key: value for key, value in record if key not in _NOT_SAID}


def _id(each: _Named) -> str:
    return each.record.id if isinstance(each.record, LedgerEntry) else ""


def _dated(dossier: Dossier) -> Iterator[tuple[str, str, Position | LedgerEntry]]:
    for index, position in enumerate(dossier.proposal.positions):
        yield f"proposals/{dossier.id}.toml", f"positions[{index}].", position
    for entry in dossier.ledger:
        if entry.id not in dossier.counting.retracted:
            yield f"ledger/{dossier.id}/{entry.id}.toml", "", entry


def _is_after(day: Span | None, published: Span) -> bool:
    return bool(day and day.first and published.last and day.first > published.last and not published.about_last)
