"""Statuses that the positions contradict, and rulings and retractions that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import Scope
from negotrack.model.entries import outcome_of
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem, Severity
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import contradicts_file, standing


def statuses(scope: Scope) -> Iterator[Problem]:
    """Every written status that the positions contradict, and what decides nothing of what was meant to decide."""
    if not scope.header_read:
        return
    for dossier in scope.negotiation.dossiers.values():
        frame = frame_of(scope.negotiation, dossier)
        if given := contradicts_file(dossier, frame):
            message = f"is {dossier.proposal.status}, but the positions in this file give {given}; correct one of them"
            yield Problem(f"proposals/{dossier.id}.toml", message, key="status")
        for fault in dossier.counting.faults:
            yield Problem(f"ledger/{dossier.id}/{fault.entry}.toml", f"{fault.message}; it decides nothing", fault.key)
        if dossier.ledger:
            yield from _of_version_1(dossier, standing(dossier, frame).status)


def _of_version_1(dossier: Dossier, status: object) -> Iterator[Problem]:
    """Statuses that version 0.1 stored beside positions, and that the positions do not give."""
    for entry in dossier.ledger:
        if entry.side is None or entry.status is None or outcome_of(entry) or entry.status == status:
            continue
        message = f"is {entry.status}, as an earlier version worked it out; the records give {status}, which counts"
        yield Problem(f"ledger/{dossier.id}/{entry.id}.toml", message, "status", severity=Severity.WARNING)
