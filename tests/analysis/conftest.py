"""Negotiations built in memory, to test what is derived from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Header, LedgerEntry, Proposal

Build = Callable[..., Any]
SIDES = [{"id": "resistance", "name": "Resistance"}, {"id": "taliban", "name": "Taliban"}]
SOURCE = {"id": "paper", "title": "A paper"}


@pytest.fixture(scope="session")
def annotation() -> Callable[..., Annotation]:
    def build(identifier: str = "n1", text: str = "A note.", **keys: Any) -> Annotation:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        table = {"id": identifier, "author": "analyst", "created": moment, "text": text, **keys}
        return Annotation.model_validate(table)

    return build


@pytest.fixture(scope="session")
def entry() -> Callable[..., LedgerEntry]:
    def build(identifier: str = "e1", **keys: Any) -> LedgerEntry:
        return LedgerEntry.model_validate({"id": identifier, **keys})

    return build


@pytest.fixture(scope="session")
def dossier() -> Callable[..., Dossier]:
    def build(
        identifier: str = "p1",
        *positions: Mapping[str, Any],
        ledger: Sequence[LedgerEntry] = (),
        annotations: Sequence[Annotation] = (),
        **keys: Any,
    ) -> Dossier:
        table = {"id": identifier, "status": "open", "positions": positions, **keys}
        return Dossier(Proposal.model_validate(table), tuple(ledger), tuple(annotations))

    return build


@pytest.fixture(scope="session")
def negotiation() -> Callable[..., Negotiation]:
    def build(*dossiers: Dossier, header: Mapping[str, Any] | None = None, **parts: Any) -> Negotiation:
        table = {"title": "Talks", "sides": SIDES, "sources": [SOURCE], **(header or {})}
        return Negotiation(
            "talks", Header.model_validate(table), {dossier.id: dossier for dossier in dossiers}, **parts
        )

    return build
