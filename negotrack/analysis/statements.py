"""What the accepted proposals rest on: one statement about a whole set counts once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from negotrack.model.records import Evidence, Position
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Stance, Status


class CollectiveStatement(NamedTuple):
    """One statement about a whole set of proposals.

    Attributes:
        side: whose it is.
        stance: where it puts the side on every proposal of the set.
        evidence: where it can be checked.
        proposals: the ids of the set.
    """

    side: str
    stance: Stance
    evidence: tuple[Evidence, ...]
    proposals: tuple[str, ...]


class Acceptances(NamedTuple):
    """What the accepted proposals rest on.

    Attributes:
        accepted: how many proposals are accepted.
        collective: how many of them no side is reported to have accepted but as part of a set.
        unsupported: how many of them no side is reported to have accepted at all.
        undescribed: of how many of them the contents are not reported.
        statements: the statements about whole sets that they rest on.
    """

    accepted: int
    collective: int
    unsupported: int
    undescribed: int
    statements: tuple[CollectiveStatement, ...]


def collective_statements(view: Snapshot) -> tuple[CollectiveStatement, ...]:
    """The statements about whole sets that current positions rest on, in the order of the proposals."""
    return tuple(_collective(view).values())


def _collective(view: Snapshot) -> dict[Hashable, CollectiveStatement]:
    found: dict[Hashable, list[tuple[str, Position]]] = {}
    for standing in view.standings:
        for position in _current(standing):
            if position.basis is Basis.COLLECTIVE:
                found.setdefault(_statement(position), []).append((standing.dossier.id, position))
    return {
        said: CollectiveStatement(first.side, first.stance, first.evidence, tuple(each for each, _ in members))
        for said, members in found.items()
        for first in [members[0][1]]
    }


def acceptances(view: Snapshot) -> Acceptances:
    """What the proposals that are accepted by the view's day rest on."""
    accepted = [standing for standing in view.standings if standing.status is Status.ACCEPTED]
    replies = {standing.dossier.proposal.id: _acceptances_of(standing) for standing in accepted}
    collective = {
        identifier
        for identifier, positions in replies.items()
        if positions and all(position.basis is Basis.COLLECTIVE for position in positions)
    }
    rests_on = {_statement(position) for identifier in collective for position in replies[identifier]}
    statements = _collective(view) if rests_on else {}
    return Acceptances(
        accepted=len(accepted),
        collective=len(collective),
        unsupported=sum(not positions for positions in replies.values()),
        undescribed=sum(not standing.dossier.proposal.described for standing in accepted),
        statements=tuple(statement for said, statement in statements.items() if said in rests_on),
    )


def _current(standing: Standing) -> list[Position]:
    """What every side holds: its current position, and those that compete with it."""
    return [held.position for side in standing.sides.values() for held in side.shown]


def _acceptances_of(standing: Standing) -> list[Position]:
    """The positions that accept, and those whose every condition is met."""
    held = (held for side in standing.sides.values() for held in side.shown)
    return [each.position for each in held if each.position.stance is Stance.ACCEPTS or each.id in standing.met]


def _statement(position: Position) -> Hashable:
    """What makes two positions one statement; without evidence, only the very same words do."""
    said = position.evidence or (position.statement, position.date)
    return position.side, position.stance, said
