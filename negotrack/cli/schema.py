"""The command ``schema``."""

from __future__ import annotations

import json
from typing import Any

from negotrack.cli.context import Context, put
from negotrack.cli.parser import Parser, example
from negotrack.model.records import Annotation, Header, LedgerEntry, Proposal, Record

_MODELS: dict[str, type[Record]] = {
    "negotiation": Header,
    "proposal": Proposal,
    "ledger": LedgerEntry,
    "annotation": Annotation,
}


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("kind", metavar="KIND", choices=[*_MODELS, "report"], help=", ".join([*_MODELS, "report"]))
    parser.epilog = example("negotrack schema proposal", "negotrack schema report")


def run(context: Context) -> int:
    """Print one JSON Schema."""
    kind = context.arguments.kind
    if kind == "report":
        from negotrack.report import schema

        described = schema()
    else:
        described = schema_of(kind)
    put(json.dumps(described, ensure_ascii=False, indent=2))
    return 0


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file; the id is the file's name and no key of it."""
    model = _MODELS[kind]
    described: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
    }
    if model.model_fields.get("id"):
        described["properties"].pop("id")
        described["required"] = [key for key in described["required"] if key != "id"]
    return described
