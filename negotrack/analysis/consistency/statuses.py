"""Statuses that the positions contradict."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import Scope
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem
from negotrack.model.records import LedgerEntry, Position
from negotrack.model.standing import certain_stances, contradiction
from negotrack.model.vocabulary import Basis, Stance, Status

_ADVICE = "correct the status, or the position"


def statuses(scope: Scope) -> Iterator[Problem]:
    """Every written status that the certain positions which are not inferred contradict."""
    if not scope.header_read:
        return
    for dossier in scope.negotiation.dossiers.values():
        own = certain_stances((held for held in dossier.held if held.entry is None), None)
        yield from _contradicted(scope, f"proposals/{dossier.id}.toml", dossier.proposal.status, own)
        yield from _ledger(scope, dossier)


def _ledger(scope: Scope, dossier: Dossier) -> Iterator[Problem]:
    """Each entry against what was certain at its date, in one pass through time.

    What was recorded later of the same day is left out: the entry was written before.
    """
    if not any(entry.status for entry in dossier.ledger):
        return
    records: list[Position | LedgerEntry] = [*dossier.proposal.positions, *dossier.ledger]
    stances: dict[str, Stance] = {}
    for record in sorted(records, key=_day):
        now = stances
        if record.side is not None and record.stance is not None and record.basis is not Basis.INFERRED:
            # A position with an open end is certain on no day; it still speaks for the status beside it.
            now = {**stances, record.side: record.stance}
            stances = stances if record.date and record.date.last is None else now
        if isinstance(record, LedgerEntry) and record.status is not None:
            yield from _contradicted(scope, f"ledger/{dossier.id}/{record.id}.toml", record.status, now)


def _day(record: Position | LedgerEntry) -> int:
    return record.date.latest.toordinal() if record.date else 0


def _contradicted(scope: Scope, file: str, status: Status, stances: dict[str, Stance]) -> Iterator[Problem]:
    if fault := contradiction(status, stances, scope.negotiation.side_ids):
        yield Problem(file, f"{fault}; {_ADVICE}", key="status")
