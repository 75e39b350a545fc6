"""What moved between two views: of two days, or of an old and a new negotiation.

Two moves in a row are one: the state before the first and the state after the second are those of the move
between the outer views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from negotrack.analysis.view import View
from negotrack.model.certainty import certainty
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Held
from negotrack.model.records import Position
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Certainty, Relation, Status

DISTANCES = {Relation.AGREE: 0, Relation.PARTIAL: 1, Relation.DIFFER: 2}
"""How far apart two sides are; one that is not reported is at no distance."""


class Change(StrEnum):
    """One way in which a proposal moved; the value is what people call it."""

    NEW = "new"
    VANISHED = "vanished"
    WITHDRAWN = "withdrawn"
    STATUS = "status changed"
    CLOSER = "moved closer"
    APART = "moved apart"
    STANCE = "stance changed"
    STATEMENT = "statement changed"
    CONTESTED = "contested"
    NOT_CONTESTED = "no longer contested"
    CERTAINTY = "certainty changed"
    CONTENTS = "contents changed"
    EVIDENCE = "evidence only"


class SideState(NamedTuple):
    """Where a side stands.

    Attributes:
        position: its current position.
        certainty: whether that had surely been taken.
        rivals: the positions that compete with it, each with whether it had surely been taken.
    """

    position: Position
    certainty: Certainty | None
    rivals: tuple[tuple[Position, Certainty | None], ...] = ()


class SideMove(NamedTuple):
    """Where a side stood and stands; None where nothing is reported."""

    side: str
    before: SideState | None
    after: SideState | None

    @property
    def stance_changed(self) -> bool:
        """Whether the stance is another, or is now or no longer reported."""
        if self.before is None or self.after is None:
            return self.before is not self.after
        return self.before.position.stance is not self.after.position.stance

    @property
    def statement_changed(self) -> bool:
        """Whether a side that was and is reported says or offers something else."""
        if self.before is None or self.after is None:
            return False
        before, after = self.before.position, self.after.position
        return (before.statement, before.counter) != (after.statement, after.counter)

    @property
    def rivals_changed(self) -> bool:
        """Whether other positions than before compete with the current one."""
        return (self.before.rivals if self.before else ()) != (self.after.rivals if self.after else ())

    @property
    def certainty_changed(self) -> bool:
        """Whether a position that was only possible is certain, or the other way round."""
        if self.before is None or self.after is None:
            return False
        return self.before.certainty is not self.after.certainty


@dataclass(frozen=True, slots=True)
class State:
    """A proposal as a difference sees it.

    Attributes:
        contents: its number, title and summary.
        status: the outcome.
        relation: how the two sides relate.
        contested: whether positions of one side compete.
        sides: where every side stands that is reported, by id.
    """

    contents: tuple[int | str | None, str | None, str | None]
    status: Status
    relation: Relation
    contested: bool
    sides: Mapping[str, SideState]


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one proposal.

    Attributes:
        id: the proposal.
        changes: in which ways it moved, what weighs most first; at least one.
        before: its state before; None where it was not there.
        after: its state after; None where it is no longer there.
    """

    id: str
    changes: tuple[Change, ...]
    before: State | None
    after: State | None

    @property
    def sides(self) -> tuple[SideMove, ...]:
        """The sides whose position is not what it was."""
        before = self.before.sides if self.before else {}
        after = self.after.sides if self.after else {}
        return tuple(
            SideMove(side, before.get(side), after.get(side))
            for side in dict.fromkeys((*before, *after))
            if before.get(side) != after.get(side)
        )


def diff(before: View, after: View, pair: tuple[str, str]) -> tuple[Move, ...]:
    """What moved from one view to another, in natural order.

    Args:
        before: the earlier view.
        after: the later one, of the same or of another negotiation.
        pair: the two sides that move closer or apart.
    """
    moves = []
    for identifier in sorted(before.known.keys() | after.known.keys(), key=natural):
        was, now = before.known.get(identifier), after.known.get(identifier)
        if was is now:
            continue
        earlier, later = _state(was, pair), _state(now, pair)
        if earlier != later:
            moves.append(Move(identifier, tuple(_changes(identifier, earlier, later)), earlier, later))
    return tuple(moves)


def states(view: View, pair: tuple[str, str]) -> dict[str, State]:
    """The state of every proposal that counts in a view."""
    found = ((identifier, _state(standing, pair)) for identifier, standing in view.known.items())
    return {identifier: state for identifier, state in found if state}


def _state(standing: Standing | None, pair: tuple[str, str]) -> State | None:
    if standing is None or not standing.counted:
        return None
    proposal = standing.dossier.proposal
    sides = {
        side: SideState(where.current.position, where.certainty, _rivals(where.current, where.competing, standing.day))
        for side, where in standing.sides.items()
        if where.current
    }
    contents = (proposal.number, proposal.title, proposal.summary)
    return State(contents, standing.status, standing.relation(*pair), standing.contested, sides)


def _rivals(
    current: Held, competing: Iterable[Held], day: date | None
) -> tuple[tuple[Position, Certainty | None], ...]:
    return tuple((held.position, certainty(held, day)) for held in competing if held is not current)


def _changes(identifier: str, before: State | None, after: State | None) -> Iterator[Change]:
    if before is None or after is None:
        yield Change.NEW if before is None else Change.VANISHED
        return
    moved = Move(identifier, (), before, after).sides
    found = {
        Change.WITHDRAWN: after.status is Status.WITHDRAWN is not before.status,
        Change.STATUS: after.status is not before.status and after.status is not Status.WITHDRAWN,
        **_distance(before.relation, after.relation),
        Change.STANCE: any(side.stance_changed for side in moved),
        Change.STATEMENT: any(side.statement_changed for side in moved),
        Change.CONTESTED: after.contested and (not before.contested or any(side.rivals_changed for side in moved)),
        Change.NOT_CONTESTED: before.contested and not after.contested,
        Change.CERTAINTY: any(side.certainty_changed for side in moved),
        Change.CONTENTS: before.contents != after.contents,
    }
    changes = [change for change, happened in found.items() if happened]
    yield from changes or [Change.EVIDENCE]


def _distance(before: Relation, after: Relation) -> dict[Change, bool]:
    if before not in DISTANCES or after not in DISTANCES:
        return {}
    return {
        Change.CLOSER: DISTANCES[after] < DISTANCES[before],
        Change.APART: DISTANCES[after] > DISTANCES[before],
    }
