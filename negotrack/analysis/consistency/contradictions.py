"""What is written and the records contradict: statuses, rulings that decide nothing, the number of proposals."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import HEADER, Scope
from negotrack.model.deciding import Frame
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
            file = f"ledger/{dossier.id}/{fault.entry}.toml"
            yield Problem(file, f"{fault.message}; it decides nothing", key=fault.key)
        if dossier.ledger:
            yield from _of_version_1(dossier, frame)


def _of_version_1(dossier: Dossier, frame: Frame) -> Iterator[Problem]:
    """Statuses that version 0.1 stored beside positions, and that the records as of their day do not give."""
    for entry in dossier.ledger:
        if entry.side is None or entry.status is None or outcome_of(entry):
            continue
        day = entry.date.surely_over if entry.date else None
        given = standing(dossier, frame, day).status
        if given is not entry.status:
            message = f"is {entry.status}, as an earlier version worked it out, but the records give {given}"
            advice = "the records count; leave the key out"
            file = f"ledger/{dossier.id}/{entry.id}.toml"
            yield Problem(file, f"{message}; {advice}", key="status", severity=Severity.WARNING)


def counts(scope: Scope) -> Iterator[Problem]:
    """Whether the number of proposals, readable or not, is the one that is claimed."""
    claimed = scope.negotiation.header.claimed_count
    recorded = len(scope.negotiation.dossiers.keys() | scope.missing("proposals"))
    if claimed is not None and claimed != recorded and scope.proposals.complete:
        message = f"{claimed} are claimed, {recorded} recorded"
        yield Problem(HEADER, message, key="claimed_count", severity=Severity.WARNING)
