"""What moved between two snapshots. A position whose span of days has ended has not moved.

Differences chain: the state before the first and the state after the second are those of the difference between the
outer snapshots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from negotrack.model.entries import PositionEntry
from negotrack.model.identifiers import natural
from negotrack.model.layout import Kind, place
from negotrack.model.records import Position
from negotrack.model.side_standing import NOT_REPORTED, SideStanding
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import CAMPS, Camp, Stance, Status

_KEYS = [key for key in Position.model_fields if key != "id"]
_NEAREST_FIRST = (*Camp,)


class ChangeKind(StrEnum):
    """One way in which a proposal changed; the value is its name for users."""

    NEW = "new"
    GONE = "no longer on record"
    WITHDRAWN = "withdrawn"
    STATUS = "status changed"
    TOWARDS = "moved towards it"
    AWAY = "moved away from it"
    REPORTED = "position reported"
    STANCE = "stance changed"
    STATEMENT = "statement changed"
    CONFLICT = "reports conflict"
    NO_CONFLICT = "reports no longer conflict"
    CONTENTS = "contents changed"
    TEXT = "text changed"
    EVIDENCE = "only the evidence changed"


class SideChange(NamedTuple):
    """Where a side stood before and where it stands after."""

    side: str
    before: SideStanding
    after: SideStanding

    @property
    def change(self) -> ChangeKind:
        """The most important way in which the side's position changed."""
        was, now = _stances(self.before), _stances(self.after)
        if self.after.conflict and was != now:
            return ChangeKind.CONFLICT
        if was == now:
            return ChangeKind.STATEMENT if _statements(self.before) != _statements(self.after) else ChangeKind.EVIDENCE
        if self.before.conflict:
            return ChangeKind.NO_CONFLICT
        first, last = _coded(self.before), _coded(self.after)
        if first is None:
            return ChangeKind.REPORTED
        if last is None or CAMPS[first] is CAMPS[last]:
            return ChangeKind.STANCE
        was_at, is_at = (_NEAREST_FIRST.index(CAMPS[stance]) for stance in (first, last))
        return ChangeKind.TOWARDS if is_at < was_at else ChangeKind.AWAY


@dataclass(frozen=True, slots=True)
class Move:
    """How one proposal changed.

    Attributes:
        id: the id of the proposal.
        changes: the ways in which it changed, the most important first; at least one.
        before: its standing before; None if it was not on record.
        after: its standing after; None if it is no longer on record.
        sides: the sides whose position changed, in the order of the negotiation.
    """

    id: str
    changes: tuple[ChangeKind, ...]
    before: Standing | None
    after: Standing | None
    sides: tuple[SideChange, ...] = ()


class Ended(NamedTuple):
    """A proposal that has not changed, except that a position's span of days has ended."""

    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Differences:
    """The proposals that moved, in natural order, and separately those that have only become certain."""

    moves: tuple[Move, ...]
    ended: tuple[Ended, ...]


def differences(before: Snapshot, after: Snapshot) -> Differences:
    """The differences from one snapshot to another, of the same or another negotiation.

    A proposal whose file cannot be read in one of them is neither new nor gone, and cannot be compared.
    """
    moves, ended = [], []
    unread = _unread(before) | _unread(after)
    for identifier in sorted((before.known.keys() | after.known.keys()) - unread, key=natural):
        was, now = _counted(before, identifier), _counted(after, identifier)
        if was is now:
            continue
        if was is None or now is None:
            moves.append(Move(identifier, (ChangeKind.NEW if was is None else ChangeKind.GONE,), was, now))
        elif move := _moved(was, now, after.negotiation.side_ids):
            moves.append(move)
        elif _certainties(was) != _certainties(now):
            ended.append(Ended(was, now))
    return Differences(tuple(moves), tuple(ended))


def _unread(snapshot: Snapshot) -> set[str]:
    """The ids of the proposals of which nothing counts, because their files cannot be read."""
    places = (place(each.file) for each in snapshot.problems if each.unreadable and not each.kept)
    return {where.identifier for where in places if where and where.kind is Kind.PROPOSAL}


def _counted(snapshot: Snapshot, identifier: str) -> Standing | None:
    standing = snapshot.known.get(identifier)
    return standing if standing and standing.counted else None


def _moved(was: Standing, now: Standing, sides: Sequence[str]) -> Move | None:
    known = dict.fromkeys((*sides, *was.sides, *now.sides))
    found = (SideChange(side, was.of(side), now.of(side)) for side in known)
    moved = tuple(side for side in found if _shown(side.before) != _shown(side.after))
    changes = tuple(dict.fromkeys(_changes(was, now, moved)))
    if not changes:
        return None
    weightier = tuple(
        each for each in ChangeKind if each in changes and (each is not ChangeKind.EVIDENCE or len(changes) == 1)
    )
    return Move(now.id, weightier, was, now, moved)


def _changes(was: Standing, now: Standing, moved: Sequence[SideChange]) -> Iterator[ChangeKind]:
    if now.status is not was.status and (moved or _outcome(was) != _outcome(now) or was.met != now.met):
        yield ChangeKind.WITHDRAWN if now.status is Status.WITHDRAWN else ChangeKind.STATUS
    yield from (side.change for side in moved)
    first, last = was.dossier.proposal, now.dossier.proposal
    if (first.number, first.title, first.summary) != (last.number, last.title, last.summary):
        yield ChangeKind.CONTENTS
    if was.dossier.latest_text(was.day) != now.dossier.latest_text(now.day):
        yield ChangeKind.TEXT


def _outcome(standing: Standing) -> object:
    outcome = standing.outcome
    return None if outcome is None or outcome.in_file else outcome


def _shown(where: SideStanding) -> list[str]:
    """What is shown of a side's position, regardless of the ids on file."""
    return sorted(repr([getattr(entry.position, key) for key in _KEYS]) for entry in _entries(where))


def _entries(where: SideStanding) -> Sequence[PositionEntry]:
    return where.live or ((where.current,) if where.current else ())


def _coded(where: SideStanding) -> Stance | None:
    """The stance shown; None if none is reported or the statement is not coded yet."""
    return None if where.stance is Stance.NOT_CODED else where.stance


def _stances(where: SideStanding) -> set[str]:
    return {entry.stance.value for entry in _entries(where)}


def _statements(where: SideStanding) -> set[tuple[str | None, str | None]]:
    return {(entry.position.statement, entry.position.counter) for entry in _entries(where)}


def _certainties(standing: Standing) -> object:
    return standing.status, {side: where.certainty for side, where in standing.sides.items() if where != NOT_REPORTED}


def earlier(view: Snapshot, day: date, known_by: datetime | None) -> Snapshot:
    """The snapshot as of an earlier day, from what was recorded by ``known_by``; if None, from all records."""
    known = view.negotiation.recorded_by(known_by) if known_by else view.negotiation
    return snapshot(known, day)
