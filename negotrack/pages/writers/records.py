"""A whole negotiation as plain values, so that an equal one can be built from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from negotrack.model.negotiation import WHOLE, Negotiation
from negotrack.model.records import Annotation, LedgerEntry, Record, Stake, Text, plain


def whole(negotiation: Negotiation) -> dict[str, Any]:
    """Everything that was recorded, by the kind of file that holds it and the file's id."""
    dossiers = negotiation.dossiers.values()
    notes = {dossier.id: dossier.annotations for dossier in dossiers}
    notes |= {WHOLE: negotiation.annotations, **negotiation.orphans}
    entries = {dossier.id: dossier.ledger for dossier in dossiers} | dict(negotiation.stray_entries)
    texts = {dossier.id: dossier.texts for dossier in dossiers} | dict(negotiation.stray_texts)
    stakes = {dossier.id: dossier.stakes for dossier in dossiers} | dict(negotiation.stray_stakes)
    return {
        "negotiation": record_data(negotiation.header),
        "proposals": {dossier.id: record_data(dossier.proposal) for dossier in dossiers},
        "ledger": _by_proposal(entries),
        "annotations": _by_proposal(notes),
        "sources": _by_id(negotiation.added_sources),
        "people": _by_id(negotiation.added_people),
        "events": _by_id(negotiation.added_events),
        "claims": _by_id(negotiation.added_claims),
        "packages": _by_id(negotiation.added_packages),
        "texts": _by_proposal(texts),
        "stakes": _by_proposal(stakes),
    }


def record_data(record: Record) -> dict[str, Any]:
    """A record as its file has it, dates and times as text."""
    return {key: _value(value) for key, value in plain(record).items()}


def complete(record: Record) -> dict[str, Any]:
    """Likewise with every key, None for what was left out."""
    return {key: _value(value) for key, value in record.model_dump().items()}


def moment(value: datetime) -> str:
    """A time in UTC: ``2026-11-22T12:15:30Z``."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _by_proposal(
    records: Mapping[str, tuple[LedgerEntry | Annotation | Text | Stake, ...]],
) -> dict[str, dict[str, Any]]:
    return {proposal: {each.id: record_data(each) for each in found} for proposal, found in records.items() if found}


def _by_id(records: Mapping[str, Record]) -> dict[str, Any]:
    return {identifier: record_data(record) for identifier, record in records.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    return value
