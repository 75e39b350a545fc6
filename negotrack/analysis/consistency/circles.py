"""Links between proposals that lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.consistency.scope import Scope
from negotrack.analysis.cycles import cycles
from negotrack.model.problems import Problem, Severity

_LONGEST = 12


def circles(scope: Scope) -> Iterator[Problem]:
    """Proposals that wait for each other, or answer each other, in a circle."""
    proposals = [dossier.proposal for dossier in scope.negotiation.dossiers.values()]
    waiting = {proposal.id: [link.proposal for link in proposal.holds_up] for proposal in proposals}
    answered = {proposal.id: [proposal.counters] if proposal.counters else [] for proposal in proposals}
    for path in cycles(waiting):
        message = f"these hold each other up in a circle: {_written(path)}"
        yield Problem(f"proposals/{path[0]}.toml", message, key="holds_up", severity=Severity.WARNING)
    for path in cycles(answered):
        message = f"these answer each other in a circle: {_written(path)}"
        yield Problem(f"proposals/{path[0]}.toml", message, key="counters", severity=Severity.WARNING)


def _written(path: tuple[str, ...]) -> str:
    if len(path) > _LONGEST:
        path = (*path[: _LONGEST - 2], f"… ({len(path) - _LONGEST + 1} more)", path[-1])
    return " → ".join(path)
