"""The JSON Schema of the report. Keys may be added to the report; the existing ones stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from negotrack.model.dates import Span
from negotrack.model.problems import Severity
from negotrack.model.records import (
    Ask,
    Claim,
    Confirmation,
    Event,
    Evidence,
    HoldsUp,
    LedgerEntry,
    Package,
    Person,
    Phase,
    Position,
    Record,
    Side,
    Source,
)
from negotrack.model.vocabulary import Certainty, ConflictKind, Relation, Status
from negotrack.pages.writers.fields import CERTAINTY
from negotrack.pages.writers.json import GAPS, IDENTIFIER, OUTCOME_KEYS, POSITION_KEYS, TOTALS, VERSION

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_DAY_OR_NULL: Schema = {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, {"type": "null"}]}
_FEWER: Schema = {"description": "Fewer than two where the file that names the sides could not be read."}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_KINDS: Mapping[object, Schema] = {str: _TEXT, Span: _TEXT, bool: _FLAG, datetime: _MOMENT}
"""The schemas of the values of records, by their types."""


def schema() -> Schema:
    """The JSON Schema of a report in JSON."""
    line = {"type": ["integer", "null"], "minimum": 1}
    problem = {"severity": _one_of(Severity), "file": _TEXT, "line": line, "key": _TEXT, "message": _TEXT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTIFIER,
        "title": "Status report of a negotiation",
        **_table(
            {
                "$schema": {"const": IDENTIFIER},
                "schema": {"const": VERSION},
                "negotiation": _negotiation(),
                "as_of": _DAY_OR_NULL,
                "phase": _or_null(_record(Phase)),
                "sides": {**_list(_record(Side)), **_FEWER},
                "compared": {**_list(_TEXT), "maxItems": 2, **_FEWER},
                "problems": _list(_table(problem)),
                "totals": _totals(),
                "outstanding": _list(_TEXT),
                "proposals": _list(_proposal()),
                "packages": _list(_record(Package)),
                "people": _list(_record(Person)),
                "sources": _list(_record(Source)),
                "events": _list(_record(Event)),
                "claims": _list(_record(Claim)),
                "gaps": _table(dict.fromkeys(GAPS, _COUNT)),
                "record": {"type": "object", "description": "With annotations: every file, by kind and id."},
            },
            optional=["record"],
        ),
        "$defs": {"position": _position(), "evidence": _evidence(), "annotation": _annotation()},
    }


def _negotiation() -> Schema:
    terms = {"proposal_term": _TEXT, "proposal_terms": _TEXT, "claimed_count": {"type": ["integer", "null"]}}
    head = {"id": _TEXT, "title": _TEXT, "summary": _TEXT_OR_NULL}
    return _table({**head, **terms, "annotations": _list(_reference("annotation"))})


def _totals() -> Schema:
    by_word = {"by_status": _counts(Status), "relations": _counts(Relation)}
    figures = (*(key for key in TOTALS if key not in by_word), "accepted_collectively", "collective_statements")
    return _table({**dict.fromkeys(figures, _COUNT), **by_word})


def _proposal() -> Schema:
    conflict = {"side": _TEXT_OR_NULL, "kind": _one_of(ConflictKind), "entries": _list(_TEXT)}
    outcome = {**{key: _key(LedgerEntry, key) for key in OUTCOME_KEYS}, "status": _one_of(Status)}
    return _table(
        {
            "id": _TEXT,
            "number": {"type": ["integer", "string", "null"]},
            "title": _TEXT_OR_NULL,
            "status": _one_of(Status),
            "proposed_by": _or_null(_list(_TEXT)),
            "summary": _TEXT_OR_NULL,
            "topic": _TEXT_OR_NULL,
            "counters": _TEXT_OR_NULL,
            "holds_up": _list(_record(HoldsUp)),
            "outstanding": _FLAG,
            "held_up_by": _list(_TEXT),
            "relation": _one_of(Relation),
            "conflicts": _list(_table(conflict)),
            "rulings": _list(_entry()),
            "retractions": _list(_entry()),
            "outcomes": _list(_table(outcome)),
            "positions": {"type": "object", "additionalProperties": _or_null(_reference("position"))},
            "texts": _list(_entry()),
            "stakes": _list(_entry()),
            "annotations": _list(_reference("annotation")),
        }
    )


def _entry() -> Schema:
    said = "As its file has it; see the schema of that kind of file."
    return {**_table({"id": _TEXT}), "additionalProperties": True, "description": said}


def _position() -> Schema:
    said = {key: _one_of(Certainty) if key == CERTAINTY else _key(Position, key) for key in POSITION_KEYS}
    others = dict.fromkeys(("conflicting", "others"), _list(_reference("position")))
    return _table({"id": _TEXT, **said, "recorded_by": _TEXT_OR_NULL, **others}, optional=others)


def _evidence() -> Schema:
    credibility = {"type": ["integer", "null"], "minimum": 1, "maximum": 6}
    return _table({"source": _TEXT, "where": _TEXT_OR_NULL, "credibility": credibility, "quote": _TEXT_OR_NULL})


def _annotation() -> Schema:
    return _table(
        {
            "id": _TEXT,
            "author": _TEXT,
            "created": _MOMENT,
            "edited": {"type": ["string", "null"], "format": "date-time"},
            "about": _TEXT_OR_NULL,
            "tags": _list(_TEXT),
            "stale": _FLAG,
            "fingerprint": _TEXT_OR_NULL,
            "confirmed": _list(_record(Confirmation)),
            "ask": _or_null(_record(Ask)),
            "text": _TEXT,
        }
    )


# ---- Records, by the types of their values ----


def _record(kind: type[Record]) -> Schema:
    """A record with every key, null for any left out."""
    return _reference("evidence") if kind is Evidence else _table({key: _key(kind, key) for key in kind.model_fields})


def _key(kind: type[Record], key: str) -> Schema:
    return _value(kind.model_fields[key].annotation)


def _value(kind: Any) -> Schema:
    inner = get_args(kind)
    if get_origin(kind) is Annotated:
        return _value(inner[0])
    if NoneType in inner:
        return _or_null(_value(inner[0]))
    if get_origin(kind) is tuple:
        return _list(_value(inner[0]))
    if issubclass(kind, StrEnum):
        return _one_of(kind)
    return _record(kind) if issubclass(kind, Record) else _KINDS[kind]


# ---- Schemas ----


def _or_null(schema: Schema) -> Schema:
    match schema:
        case {"enum": words}:
            return {"enum": [*words, None]}
        case {"type": "string"}:
            return {"type": ["string", "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _table(properties: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    left_out = set(optional)
    required = [key for key in properties if key not in left_out]
    return {"type": "object", "properties": dict(properties), "required": required}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _counts(words: type[StrEnum]) -> Schema:
    return _table({word.value: _COUNT for word in words})


def _one_of(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}
