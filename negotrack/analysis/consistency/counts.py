"""How many proposals a source says there are, and how many are recorded."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import HEADER, Scope
from negotrack.model.problems import Problem, Severity


def counts(scope: Scope) -> Iterator[Problem]:
    """Whether the number of proposals, readable or not, is the one that is claimed."""
    claimed = scope.negotiation.header.claimed_count
    recorded = len(scope.negotiation.dossiers.keys() | scope.missing("proposals"))
    if claimed is not None and claimed != recorded and scope.proposals.complete:
        message = f"{claimed} are claimed, {recorded} recorded"
        yield Problem(HEADER, message, key="claimed_count", severity=Severity.WARNING)
