"""Names that refer to nothing: sides, sources, proposals, people; and proposals that answer each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from negotrack.analysis.consistency.scope import HEADER, Around, Names, Scope, around
from negotrack.model.cycles import cycles
from negotrack.model.identifiers import WHOLE
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import (
    Annotation,
    Condition,
    Evidence,
    HoldsUp,
    LedgerEntry,
    Package,
    Person,
    Position,
    Proposal,
    Stake,
    Text,
)
from negotrack.model.values import Deciders

_NO_EVIDENCE = "no source is named; say where this position can be checked"
_LONGEST_CIRCLE = 12
"""Proposals of a circle that are named."""


def references(scope: Scope) -> Iterator[Problem]:
    """Every name in every record that refers to nothing."""
    yield from _frame(scope)
    for identifier, dossier in scope.negotiation.dossiers.items():
        yield from _proposal(scope, dossier.proposal)
        for entry in dossier.ledger:
            yield from _entry(scope, identifier, entry)
        yield from _texts(scope, dossier)
        yield from _stakes(scope, dossier)
        yield from _abouts(scope, identifier, dossier.annotations)
    yield from _abouts(scope, WHOLE, scope.negotiation.annotations)
    yield from _strays(scope)


def circles(scope: Scope) -> Iterator[Problem]:
    """Proposals that answer each other in a circle. Those that hold each other up are an exchange, and no mistake."""
    proposals = [dossier.proposal for dossier in scope.negotiation.dossiers.values()]
    answered = {proposal.id: [proposal.counters] if proposal.counters else [] for proposal in proposals}
    for path in cycles(answered):
        message = f"these answer each other in a circle: {_written(path)}"
        yield Problem(f"proposals/{path[0]}.toml", message, key="counters", severity=Severity.WARNING)


def _written(path: tuple[str, ...]) -> str:
    if len(path) > _LONGEST_CIRCLE:
        path = (*path[: _LONGEST_CIRCLE - 2], f"… ({len(path) - _LONGEST_CIRCLE + 1} more)", path[-1])
    return " → ".join(path)


def _frame(scope: Scope) -> Iterator[Problem]:
    """What is around the proposals, in the header and with a file of its own."""
    yield from _decision(scope, HEADER, scope.negotiation.header.decision)
    for each in around(scope.negotiation):
        yield from _around(scope, *each)


def _around(scope: Scope, file: str, prefix: str, record: Around) -> Iterator[Problem]:
    if isinstance(record, Person) and record.side is not None:
        yield from _unknown(scope.sides, file, f"{prefix}side", record.side)
    if isinstance(record, Package):
        for index, name in enumerate(record.proposals):
            yield from _unknown(scope.proposals, file, f"{prefix}proposals[{index}]", name)
    yield from _sources(scope, file, prefix, record.evidence)


def _proposal(scope: Scope, proposal: Proposal) -> Iterator[Problem]:
    file = f"proposals/{proposal.id}.toml"
    names = proposal.proposed_by or ()
    for index, name in enumerate(names):
        key = "proposed_by" if len(names) == 1 else f"proposed_by[{index}]"
        yield from _unknown(scope.proposers, file, key, name)
    if proposal.counters is not None:
        yield from _link(scope, file, proposal.id, "counters", proposal.counters)
    yield from _decision(scope, file, proposal.decision)
    yield from _waiting(scope, file, proposal.id, proposal.holds_up)
    for index, position in enumerate(proposal.positions):
        yield from _position(scope, file, f"positions[{index}].", position)
        yield from _conditions(scope, file, proposal.id, f"positions[{index}].", position.conditions)


def _decision(scope: Scope, file: str, decision: Deciders | None) -> Iterator[Problem]:
    if isinstance(decision, tuple):
        for index, side in enumerate(decision):
            yield from _unknown(scope.sides, file, f"decision[{index}]", side)


def _waiting(scope: Scope, file: str, identifier: str, links: Sequence[HoldsUp]) -> Iterator[Problem]:
    for index, link in enumerate(links):
        yield from _link(scope, file, identifier, f"holds_up[{index}].proposal", link.proposal)
        yield from _sources(scope, file, f"holds_up[{index}].", link.evidence)


def _entry(scope: Scope, identifier: str, entry: LedgerEntry) -> Iterator[Problem]:
    file = f"ledger/{identifier}/{entry.id}.toml"
    yield from _waiting(scope, file, identifier, entry.holds_up)
    if position := entry.position:
        yield from _position(scope, file, "", position)
        yield from _conditions(scope, file, identifier, "", position.conditions)
    else:
        yield from _sources(scope, file, "", entry.evidence)


def _position(scope: Scope, file: str, prefix: str, position: Position) -> Iterator[Problem]:
    yield from _unknown(scope.sides, file, f"{prefix}side", position.side)
    if not position.evidence:
        yield Problem(file, _NO_EVIDENCE, key=f"{prefix}evidence")
    yield from _sources(scope, file, prefix, position.evidence)


def _conditions(
    scope: Scope, file: str, identifier: str, prefix: str, conditions: Sequence[Condition]
) -> Iterator[Problem]:
    for index, condition in enumerate(conditions):
        if condition.proposal is not None:
            yield from _link(scope, file, identifier, f"{prefix}conditions[{index}].proposal", condition.proposal)


def _texts(scope: Scope, dossier: Dossier) -> Iterator[Problem]:
    folder = f"texts/{dossier.id}"
    known = Names((text.id for text in dossier.texts), "is not a wording of it", excused=scope.missing(folder))
    for text in dossier.texts:
        file = f"{folder}/{text.id}.toml"
        if text.answers == text.id:
            yield Problem(file, "points to this wording itself; name another, or leave it out", key="answers")
        elif text.answers is not None:
            yield from _unknown(known, file, "answers", text.answers)
        yield from _sources(scope, file, "", text.evidence)


def _stakes(scope: Scope, dossier: Dossier) -> Iterator[Problem]:
    if not dossier.stakes:
        return
    # A position in a file that cannot be read may be what is meant.
    complete = not scope.missing(f"ledger/{dossier.id}")
    known = Names((entry.id for entry in dossier.positions), "is no position on it", complete=complete)
    for stake in dossier.stakes:
        file = f"stakes/{dossier.id}/{stake.id}.toml"
        yield from _unknown(scope.sides, file, "side", stake.side)
        for index, entry in enumerate(stake.crossed_by):
            yield from _unknown(known, file, f"crossed_by[{index}]", entry)
        yield from _sources(scope, file, "", stake.evidence)


def _abouts(scope: Scope, folder: str, annotations: Sequence[Annotation]) -> Iterator[Problem]:
    for annotation in annotations:
        if annotation.about is not None:
            yield from _unknown(scope.sides, f"annotations/{folder}/{annotation.id}.toml", "about", annotation.about)


def _strays(scope: Scope) -> Iterator[Problem]:
    """What belongs to a proposal that is not there."""
    folders: tuple[tuple[str, Mapping[str, Sequence[Annotation | LedgerEntry | Text | Stake]]], ...] = (
        ("annotations", scope.negotiation.orphans),
        ("ledger", scope.negotiation.stray_entries),
        ("texts", scope.negotiation.stray_texts),
        ("stakes", scope.negotiation.stray_stakes),
    )
    for folder, strays in folders:
        for identifier, records in strays.items():
            if fault := scope.proposals.fault(identifier):
                message = f"{fault}; rename the folder, or remove the file"
                yield from (Problem(f"{folder}/{identifier}/{record.id}.toml", message) for record in records)


def _link(scope: Scope, file: str, identifier: str, key: str, target: str) -> Iterator[Problem]:
    if target == identifier:
        yield Problem(file, "points to this proposal itself; name another, or leave it out", key=key)
    else:
        yield from _unknown(scope.proposals, file, key, target)


def _sources(scope: Scope, file: str, prefix: str, evidence: Sequence[Evidence]) -> Iterator[Problem]:
    for index, each in enumerate(evidence):
        yield from _unknown(scope.sources, file, f"{prefix}evidence[{index}].source", each.source)


def _unknown(names: Names, file: str, key: str, name: str) -> Iterator[Problem]:
    if fault := names.fault(name):
        yield Problem(file, fault, key=key)
