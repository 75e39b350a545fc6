"""Proposals built in memory from the tables of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from negotrack.model.negotiation import Dossier
from negotrack.model.records import LedgerEntry, Proposal


@pytest.fixture(scope="session")
def dossier() -> Callable[..., Dossier]:
    def build(*positions: Mapping[str, Any], ledger: Sequence[Mapping[str, Any]] = (), **keys: Any) -> Dossier:
        table = {"id": "p", "status": "open", "positions": list(positions), **keys}
        entries = [LedgerEntry.model_validate({"id": f"e{number}", **entry}) for number, entry in enumerate(ledger)]
        return Dossier(Proposal.model_validate(table), tuple(entries))

    return build
