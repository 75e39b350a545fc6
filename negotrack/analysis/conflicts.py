"""What each of the records that conflict would make of a proposal, if it were the one that holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from negotrack.model.entries import FILE_STATUS
from negotrack.model.records import LedgerEntry
from negotrack.model.snapshot import Snapshot, frame_of
from negotrack.model.standing import Conflict, Standing, standing
from negotrack.model.vocabulary import Status

_RULING = "~"
"""The id of the ruling that is tried; no entry has it."""


class Resolution(NamedTuple):
    """One way to decide a conflict.

    Attributes:
        named: the stance or the outcome that would hold.
        entries: the ids of the records that say it.
        status: what would hold of the proposal.
    """

    named: str
    entries: tuple[str, ...]
    status: Status


def choices(snapshot: Snapshot, where: Standing, conflict: Conflict) -> tuple[Resolution, ...]:
    """The ways to decide a conflict: those records that say the same are one."""
    groups: dict[str, list[str]] = {}
    for identifier in conflict.entries:
        groups.setdefault(_named(where, identifier, conflict), []).append(identifier)
    return tuple(
        Resolution(named, tuple(entries), _status(snapshot, where, entries, conflict.entries))
        for named, entries in groups.items()
    )


def _named(where: Standing, identifier: str, conflict: Conflict) -> str:
    """What a record says in a word; beside an outcome, all positions say the same: not that."""
    entry = next((each for each in where.dossier.positions if each.id == identifier), None)
    if entry is not None:
        return "the positions" if conflict.side is None else str(entry.stance)
    if identifier == FILE_STATUS:
        return str(where.dossier.proposal.status)
    return next((str(each.status) for each in where.dossier.ledger if each.id == identifier), identifier)


def _status(snapshot: Snapshot, where: Standing, chosen: Iterable[str], all_of_them: Iterable[str]) -> Status:
    prefers = tuple(chosen)
    over = (*(each for each in all_of_them if each not in prefers), *where.dossier.opposing(prefers))
    ruling = LedgerEntry.model_construct(id=_RULING, prefers=prefers, over=over)
    dossier = replace(where.dossier, ledger=(*where.dossier.ledger, ruling))
    return standing(dossier, frame_of(snapshot.negotiation, dossier, snapshot.accepted), snapshot.day).status
