"""Correcting records, and taking them back.

A file that the program wrote is rewritten as long as nobody else depends on it: a ledger entry by the user who
recorded it, while no other entry names it; a source, event, claim, person or package at any time, since its id stays.
Everything else is kept: a correction is then a new entry, and the old one is retracted and stays on file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from negotrack.analysis.readings import entries_named
from negotrack.editing.adding import ADDABLE, ATTACHED, build, stake, table_text
from negotrack.editing.recording import PositionRequest, entries, record, retract
from negotrack.editing.targets import check_sources, find_attached, known
from negotrack.errors import ChangedUnderneath, UsageError, WriteError
from negotrack.model.layout import Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, Record
from negotrack.store.access import present
from negotrack.store.filechange import Change, FileChange, canonical
from negotrack.store.validate import MODELS, read

_CORRECTED = "Corrected."
"""The reason given for retracting a corrected entry."""


def ledger_fields(dossier: Dossier, entry: str) -> Mapping[str, Any]:
    """The fields of an entry of the ledger; empty if there is none with this id."""
    return next((dict(each) for each in dossier.ledger if each.id == entry), {})


def may_rewrite(dossier: Dossier, entry: str, by: str) -> bool:
    """Whether an entry is the user's own, and no other record names it."""
    own = ledger_fields(dossier, entry)
    return bool(own) and own["recorded_by"] == by and entry not in set(_named(dossier))


def correct(
    negotiation: Negotiation,
    folder: Path,
    target: str,
    entry: str,
    request: PositionRequest,
    *,
    seen: Mapping[str, Any],
    by: str,
) -> Change:
    """Return the change that corrects a position or an outcome; ``seen`` is empty if it is not in the ledger.

    Raises:
        UsageError: ``check`` would report a problem.
        WriteError: the entry's file has been changed or removed since the user saw it, or cannot be read.
    """
    dossier = known(negotiation, target)
    if not may_rewrite(dossier, entry, by):
        new = record(negotiation, [target], request, by=by)
        old = retract(negotiation, target, entry, because=_CORRECTED, by=by)
        return Change(f"correct {entry} on {target}", (*new.files, *old.files))
    files = [each for each in record(negotiation, [target], request, by=by).files if each.record == request.new_source]
    recorded = seen.get("recorded") or datetime.now(UTC)
    right = entries(target, request, recorded, by)[0].model_copy(update={"id": entry})
    own_file = _rewritten(folder, Location(Kind.LEDGER, entry, target), seen, right)
    return Change(f"correct {entry} on {target}", (*files, own_file))


def take_back(
    negotiation: Negotiation, folder: Path, target: str, entry: str, *, seen: Mapping[str, Any], because: str, by: str
) -> Change:
    """Return the change that takes back an entry: removes it if it may be rewritten, else retracts it.

    Raises:
        UsageError: the entry is not on record, or a retraction has no reason.
        WriteError: the entry's file has been changed or removed since the user saw it, or cannot be read.
    """
    dossier = known(negotiation, target)
    if may_rewrite(dossier, entry, by):
        where = Location(Kind.LEDGER, entry, target)
        return Change(f"take {entry} back from {target}", (_rewritten(folder, where, seen),))
    return retract(negotiation, target, entry, because=because, by=by)


def correct_record(
    negotiation: Negotiation,
    folder: Path,
    what: str,
    identifier: str,
    *,
    seen: Mapping[str, Any],
    fields: Mapping[str, Any],
) -> Change:
    """Return the change that rewrites a source, event, claim, person or package that has a file of its own.

    Raises:
        UsageError: the record is not valid.
        WriteError: its file has been changed or removed since the user saw it, or cannot be read.
    """
    where = Location(ADDABLE[what], identifier)
    right = build(where, MODELS[where.kind], fields)
    check_sources(negotiation, getattr(right, "evidence", ()))
    return Change(f"correct {what} {identifier}", (_rewritten(folder, where, seen, right),))


def remove_record(
    negotiation: Negotiation, folder: Path, what: str, identifier: str, *, seen: Mapping[str, Any]
) -> Change:
    """Return the change that removes a source, event, claim, person or package that no other record needs.

    Raises:
        UsageError: another record needs it.
        WriteError: its file has been changed or removed since the user saw it, or cannot be read.
    """
    where = Location(ADDABLE[what], identifier)
    if what == "source" and (count := sum(each.source == identifier for each in _cited(negotiation))):
        raise UsageError(f"{identifier} is cited {count} time{'s' if count > 1 else ''}; take back what cites it first")
    if what == "person":
        name = negotiation.added[Kind.PERSON][identifier].name
        if any(name in (each.proposal.proposed_by or ()) for each in negotiation.dossiers.values()):
            raise UsageError(f"{name} is named as a proposer; change that proposal first")
    return Change(f"remove {what} {identifier}", (_rewritten(folder, where, seen),))


def correct_attached(
    negotiation: Negotiation,
    folder: Path,
    target: str,
    what: str,
    identifier: str,
    *,
    seen: Mapping[str, Any],
    fields: Mapping[str, Any],
) -> Change:
    """Return the change that rewrites a wording or a stake; who recorded it, and when, is kept.

    Raises:
        UsageError: the record is not valid, or does not exist.
        WriteError: its file has been changed or removed since the user saw it, or cannot be read.
    """
    before = find_attached(known(negotiation, target), what, identifier)
    write = table_text if what == "wording" else stake
    new = write(negotiation, target, fields, by=before.recorded_by or "").files[0].record
    if new is None:
        raise UsageError("nothing was recorded")
    right = new.model_copy(update={"id": identifier, "recorded": before.recorded, "recorded_by": before.recorded_by})
    where = Location(ATTACHED[what], identifier, target)
    return Change(f"correct {what} {identifier} of {target}", (_rewritten(folder, where, seen, right),))


def remove_attached(
    negotiation: Negotiation, folder: Path, target: str, what: str, identifier: str, *, seen: Mapping[str, Any]
) -> Change:
    """Return the change that removes a wording or a stake, unless another wording answers it.

    Raises:
        UsageError: it does not exist, or another wording answers it.
        WriteError: its file has been changed or removed since the user saw it, or cannot be read.
    """
    dossier = known(negotiation, target)
    find_attached(dossier, what, identifier)
    if what == "wording" and any(text.answers == identifier for text in dossier.texts):
        raise UsageError("another wording answers it; correct that one first")
    where = Location(ATTACHED[what], identifier, target)
    return Change(f"take {what} {identifier} back", (_rewritten(folder, where, seen),))


def _named(dossier: Dossier) -> Iterator[str]:
    """The ids of the entries that other records of a proposal name."""
    for entry in dossier.ledger:
        yield from entries_named(entry)
    yield from chain.from_iterable(stake.crossed_by for stake in dossier.stakes)


def _cited(negotiation: Negotiation) -> Iterator[Evidence]:
    """Every piece of evidence in the negotiation."""
    records: Iterable[Any]
    for dossier in negotiation.dossiers.values():
        records = (*dossier.proposal.positions, *dossier.proposal.holds_up, *dossier.ledger)
        for each in (*records, *dossier.texts, *dossier.stakes):
            yield from each.evidence
            yield from chain.from_iterable(link.evidence for link in getattr(each, "holds_up", ()))
    records = (*negotiation.events, *negotiation.claims, *negotiation.people)
    for each in (*records, *negotiation.packages, *negotiation.phases):
        yield from each.evidence


def _rewritten(folder: Path, where: Location, seen: Mapping[str, Any], right: Record | None = None) -> FileChange:
    """The change of a file to the correct record; its removal if None."""
    found = present(folder, where.path)
    if found is None:
        raise WriteError(f"{where.path}: is gone; somebody has removed it meanwhile")
    if dict(read(where, found)[0] or ()) != seen:
        raise ChangedUnderneath(where.path)
    return FileChange(where.path, found, canonical(right) if right else None, right)
