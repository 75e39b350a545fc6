"""Statuses that the positions contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from negotrack.analysis.consistency.scope import Scope
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem
from negotrack.model.records import LedgerEntry, Position
from negotrack.model.status import certain_stances, contradiction
from negotrack.model.vocabulary import Basis, Stance, Status

_ADVICE = "correct the status, or the position"


def statuses(scope: Scope) -> Iterator[Problem]:
    """Every written status that the certain positions which are not inferred contradict."""
    if not scope.header_read:
        return
    for dossier in scope.negotiation.dossiers.values():
        own = certain_stances((held for held in dossier.held if held.entry is None), None)
        yield from _contradicted(scope, f"proposals/{dossier.id}.toml", dossier.proposal.status, own)
        for entry, status, stances in chain(_dated(dossier), _undated(dossier)):
            yield from _contradicted(scope, f"ledger/{dossier.id}/{entry.id}.toml", status, stances)


def _dated(dossier: Dossier) -> Iterator[tuple[LedgerEntry, Status, Mapping[str, Stance]]]:
    """The statuses that count from a day, each with what was certain by it.

    What was recorded later of the same day is left out: its own status is the one that counts.
    """
    stances: dict[str, Stance] = {}
    for record in sorted(_records(dossier), key=_day):
        if record.date and record.date.last is None:
            continue
        if record.side is not None and record.stance is not None and record.basis is not Basis.INFERRED:
            stances[record.side] = record.stance
        if isinstance(record, LedgerEntry) and record.status is not None and record.date:
            yield record, record.status, stances


def _undated(dossier: Dossier) -> Iterator[tuple[LedgerEntry, Status, Mapping[str, Stance]]]:
    """The statuses that count from no day that can be told, each with all that was recorded before it."""
    stances: dict[str, Stance] = {}
    days: dict[str, int] = {}
    for record in _records(dossier):
        if record.side is not None and record.stance is not None and record.basis is not Basis.INFERRED:
            day = _day(record)
            if day >= days.get(record.side, 0):
                stances[record.side], days[record.side] = record.stance, day
        if isinstance(record, LedgerEntry) and record.status and not (record.date and record.date.last):
            yield record, record.status, stances


def _records(dossier: Dossier) -> list[Position | LedgerEntry]:
    return [*dossier.proposal.positions, *dossier.ledger]


def _day(record: Position | LedgerEntry) -> int:
    return record.date.latest.toordinal() if record.date else 0


def _contradicted(scope: Scope, file: str, status: Status, stances: Mapping[str, Stance]) -> Iterator[Problem]:
    if fault := contradiction(status, stances, scope.negotiation.side_ids):
        yield Problem(file, f"{fault}; {_ADVICE}", key="status")
