"""What was recorded twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from negotrack.analysis.consistency.scope import HEADER, Scope
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import LedgerEntry, Position, Record

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
