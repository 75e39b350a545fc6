"""The ways to decide a conflict, and the status that a proposal would have with each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.model.entries import FILE_STATUS
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.snapshot import Snapshot, frame_of
from negotrack.model.standing import Conflict, Standing, standing
from negotrack.model.vocabulary import Camp, Status

THE_POSITIONS = "the positions"
"""The name of the positions that contradict an outcome."""
_RULING = "~"
"""The id of a trial ruling; no entry has it."""


class Resolution(NamedTuple):
    """One way to decide a conflict.

    Attributes:
        named: the stance or outcome that would hold.
        entries: the ids of the records that report it.
        status: the status that the proposal would have.
    """

    named: str
    entries: tuple[str, ...]
    status: Status


def choices(snapshot: Snapshot, where: Standing, conflict: Conflict) -> tuple[Resolution, ...]:
    """The ways to decide a conflict, one for all records that agree."""
    groups = by_key((_named(where, identifier, conflict), identifier) for identifier in conflict.entries)
    return tuple(Resolution(named, entries, _status(snapshot, where, entries)) for named, entries in groups.items())


def _named(where: Standing, identifier: str, conflict: Conflict) -> str:
    """What a record reports, in a word; against an outcome, all positions are one."""
    entry = next((each for each in where.dossier.positions if each.id == identifier), None)
    if entry is not None:
        return THE_POSITIONS if conflict.side is None else str(entry.stance)
    if identifier == FILE_STATUS:
        return str(where.dossier.proposal.status)
    return next((str(each.status) for each in where.dossier.ledger if each.id == identifier), identifier)


def set_aside_for(
    negotiation: Negotiation,
    dossier: Dossier,
    prefers: tuple[str, ...],
    *,
    accepted: Collection[str] = (),
    day: date | None = None,
) -> tuple[str, ...]:
    """The ids that a ruling has to set aside so that the records it prefers hold; none if they are in no conflict.

    These are the records that contradict them, those that come back once these are gone, and the rulings against the
    preferred ones. Records that agree with them stay: a second source does not contradict the first.
    """
    says, frame = _saying(dossier), frame_of(negotiation, dossier, accepted)
    preferred = {says.get(each) for each in prefers}  # a ruling may be named too, but reports nothing itself
    aside: list[str] = []
    while True:
        ruled = _ruled(dossier, prefers, aside) if aside else dossier
        conflicts = standing(ruled, frame, day).conflicts
        around = (each for found in conflicts if not {*prefers}.isdisjoint(found.entries) for each in found.entries)
        more = [each for each in dict.fromkeys(around) if says[each] not in preferred and each not in aside]
        if not more:
            return (*aside, *dossier.opposing(prefers)) if aside else ()
        aside += more


def _status(snapshot: Snapshot, where: Standing, prefers: tuple[str, ...]) -> Status:
    negotiation, accepted, day = snapshot.negotiation, snapshot.accepted, snapshot.day
    over = set_aside_for(negotiation, where.dossier, prefers, accepted=accepted, day=day)
    dossier = _ruled(where.dossier, prefers, over)
    return standing(dossier, frame_of(negotiation, dossier, accepted), day).status


def _ruled(dossier: Dossier, prefers: tuple[str, ...], over: Iterable[str]) -> Dossier:
    ruling = LedgerEntry.model_construct(id=_RULING, prefers=prefers, over=tuple(over))
    return replace(dossier, ledger=(*dossier.ledger, ruling))


def _saying(dossier: Dossier) -> dict[str, Camp | Status]:
    """What each record amounts to: the camp of a position, the status of an outcome."""
    says: dict[str, Camp | Status] = {entry.id: entry.camp for entry in dossier.positions}
    says |= {entry.id: entry.status for entry in dossier.ledger if entry.status and entry.id not in says}
    return {**says, FILE_STATUS: dossier.proposal.status}
