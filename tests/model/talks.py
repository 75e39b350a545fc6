"""Talks between Alpha, Beta and Gamma, built in memory, and where their proposals stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Header, LedgerEntry, Proposal
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.standing import Standing

Table = Mapping[str, Any]
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def said(side: str, stance: str, date: str | None = None, source: str | None = "s", **keys: Any) -> dict[str, Any]:
    """A position: in the proposal's own file or, with ``by`` and ``at``, in the ledger."""
    where = keys.pop("where", None)
    evidence = [{"source": source, **({"where": where} if where else {})}] if source else []
    return {"side": side, "stance": stance, "date": date, "evidence": evidence, **_recorded(keys)}


def became(status: str, date: str | None = None, **keys: Any) -> dict[str, Any]:
    """An outcome."""
    return {"status": status, "date": date, **_recorded(keys)}


def ruled(prefers: str, *over: str) -> dict[str, Any]:
    return {"prefers": [prefers], "over": list(over), "because": "the minutes say so", "recorded_by": "Ann"}


def retracted(name: str) -> dict[str, Any]:
    return {"retracts": name, "because": "it was another day", "recorded_by": "Ann"}


def met(condition: str, date: str | None = None) -> dict[str, Any]:
    return {"meets": condition, "date": date, "evidence": [{"source": "s"}], "recorded_by": "Ann"}


def _recorded(keys: dict[str, Any]) -> dict[str, Any]:
    """The keys as a ledger entry has them, from ``by``, the recorder, and ``at``, in minutes after noon."""
    if "by" in keys:
        keys |= {"recorded_by": keys.pop("by"), "recorded": NOON + timedelta(minutes=keys.pop("at", 0))}
    return keys


def talks(
    proposals: Mapping[str, tuple[Table, Mapping[str, Table]]], sides: str = "alpha beta", **header: Any
) -> Negotiation:
    """Talks about several proposals, each with the table of its file and its ledger by id."""
    names = [{"id": side, "name": side.title()} for side in sides.split()]
    dossiers = {
        name: Dossier(
            Proposal.model_validate({"id": name, **table}),
            tuple(LedgerEntry.model_validate({"id": entry, **keys}) for entry, keys in ledger.items()),
        )
        for name, (table, ledger) in proposals.items()
    }
    return Negotiation("talks", Header.model_validate({"title": "Talks", "sides": names, **header}), dossiers)


def all_of(negotiation: Negotiation, day: str | None = None) -> Snapshot:
    return snapshot(negotiation, date.fromisoformat(day) if day else None)


def one(
    *positions: Table,
    ledger: Mapping[str, Table] | None = None,
    sides: str = "alpha beta",
    day: str | None = None,
    **keys: Any,
) -> Standing:
    """Where one proposal stands, given the positions in its file and its ledger by id."""
    table = {"positions": list(positions), **keys}
    return all_of(talks({"p": (table, ledger or {})}, sides), day).known["p"]
