"""Counter-proposals that lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import Scope
from negotrack.analysis.cycles import cycles
from negotrack.model.problems import Problem, Severity

_LONGEST = 12


def circles(scope: Scope) -> Iterator[Problem]:
    """Proposals that answer each other in a circle. Those that hold each other up are an exchange, and no mistake."""
    proposals = [dossier.proposal for dossier in scope.negotiation.dossiers.values()]
    answered = {proposal.id: [proposal.counters] if proposal.counters else [] for proposal in proposals}
    for path in cycles(answered):
        message = f"these answer each other in a circle: {_written(path)}"
        yield Problem(f"proposals/{path[0]}.toml", message, key="counters", severity=Severity.WARNING)


def _written(path: tuple[str, ...]) -> str:
    if len(path) > _LONGEST:
        path = (*path[: _LONGEST - 2], f"… ({len(path) - _LONGEST + 1} more)", path[-1])
    return " → ".join(path)
