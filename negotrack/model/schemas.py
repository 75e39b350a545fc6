"""The JSON Schema of every kind of file, for editors that complete and check while somebody types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from negotrack.model.records import Annotation, Header, LedgerEntry, Package, Proposal, Record, Stake, Text

FILES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "negotiation": Header,
        "proposal": Proposal,
        "ledger": LedgerEntry,
        "text": Text,
        "stake": Stake,
        "package": Package,
        "annotation": Annotation,
    }
)
"""What is described, by the word for it."""


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; the id is the file's name and no key of it."""
    model = FILES[kind]
    described: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
    }
    if model.model_fields.get("id"):
        described["properties"].pop("id")
        described["required"] = [key for key in described["required"] if key != "id"]
    return described


def written(schema: Mapping[str, Any]) -> str:
    """A schema as the text of a file."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"
