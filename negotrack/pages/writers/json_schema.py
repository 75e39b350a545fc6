"""The JSON Schema of the report. Keys may be added to the report; these stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from negotrack.model.problems import Severity
from negotrack.model.vocabulary import (
    Basis,
    Certainty,
    ConflictKind,
    EventKind,
    Form,
    PhaseKind,
    Relation,
    Release,
    Reliability,
    Stance,
    Status,
)
from negotrack.pages.writers.json import IDENTIFIER, VERSION

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_DAY_OR_NULL: Schema = {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, {"type": "null"}]}
_FEWER: Schema = {"description": "Fewer than two where the file that names the sides could not be read."}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_MOMENT_OR_NULL: Schema = {"type": ["string", "null"], "format": "date-time"}


def schema() -> Schema:
    """The JSON Schema of a report in JSON."""
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
                "phase": {"anyOf": [_phase(), {"type": "null"}]},
                "sides": {**_list(_side()), **_FEWER},
                "compared": {**_list(_TEXT), "maxItems": 2, **_FEWER},
                "problems": _list(_problem()),
                "totals": _totals(),
                "outstanding": _list(_TEXT),
                "proposals": _list(_proposal()),
                "packages": _list(_package()),
                "people": _list(_described("name", "side", "role", "mandate", "note")),
                "sources": _list(_source()),
                "events": _list(_event()),
                "claims": _list(_described("topic", "claim", "by", "date", "note")),
                "gaps": _gaps(),
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


def _problem() -> Schema:
    line = {"type": ["integer", "null"], "minimum": 1}
    return _table({"severity": _one_of(Severity), "file": _TEXT, "line": line, "key": _TEXT, "message": _TEXT})


def _totals() -> Schema:
    figures = ("proposals", "uncounted", "described", "numbered", "outstanding", "conflicting", "annotations")
    others = ("stale_annotations", "accepted_collectively", "collective_statements")
    counts = dict.fromkeys((*figures, *others), _COUNT)
    return _table({**counts, "by_status": _counts(Status), "relations": _counts(Relation)})


def _proposal() -> Schema:
    link = _table({"proposal": _TEXT, "basis": _one_of(Basis, or_null=True), "evidence": _list(_reference("evidence"))})
    side = {"anyOf": [_reference("position"), {"type": "null"}]}
    return _table(
        {
            "id": _TEXT,
            "number": {"type": ["integer", "string", "null"]},
            "title": _TEXT_OR_NULL,
            "status": _one_of(Status),
            "proposed_by": {"anyOf": [_list(_TEXT), {"type": "null"}]},
            "summary": _TEXT_OR_NULL,
            "topic": _TEXT_OR_NULL,
            "counters": _TEXT_OR_NULL,
            "holds_up": _list(link),
            "outstanding": _FLAG,
            "held_up_by": _list(_TEXT),
            "relation": _one_of(Relation),
            "conflicts": _list(_conflict()),
            "rulings": _list(_entry()),
            "retractions": _list(_entry()),
            "outcomes": _list(_outcome()),
            "positions": {"type": "object", "additionalProperties": side},
            "texts": _list(_entry()),
            "stakes": _list(_entry()),
            "annotations": _list(_reference("annotation")),
        }
    )


def _phase() -> Schema:
    return _table({"phase": _one_of(PhaseKind), **_keys("date", "note"), "evidence": _list(_reference("evidence"))})


def _side() -> Schema:
    return _table({"id": _TEXT, "name": _TEXT, **_keys("short", "note"), "decides": _FLAG})


def _package() -> Schema:
    owner = {"anyOf": [_list(_TEXT), {"type": "null"}]}
    members = {"title": _TEXT, "proposals": _list(_TEXT), "owner": owner, "all_or_nothing": _FLAG}
    return _table({**members, **_keys("date", "note"), "evidence": _list(_reference("evidence"))})


def _conflict() -> Schema:
    return _table({"side": _TEXT_OR_NULL, "kind": _one_of(ConflictKind), "entries": _list(_TEXT)})


def _entry() -> Schema:
    said = "As its file has it; see the schema of that kind of file."
    return {**_table({"id": _TEXT}), "additionalProperties": True, "description": said}


def _outcome() -> Schema:
    form = _one_of(Form, or_null=True)
    known = {"id": _TEXT, "status": _one_of(Status), **_keys("date", "recorded_by"), "form": form}
    return _table({**known, "evidence": _list(_reference("evidence"))})


def _keys(*names: str) -> Schema:
    return dict.fromkeys(names, _TEXT_OR_NULL)


def _position() -> Schema:
    return _table(
        {
            "stance": _one_of(Stance),
            "id": _TEXT,
            **_keys("statement", "counter", "date", "by", "recorded_by"),
            "deduced": _FLAG,
            "basis": _one_of(Basis, or_null=True),
            "certainty": _one_of(Certainty),
            "form": _one_of(Form, or_null=True),
            "evidence": _list(_reference("evidence")),
            "conditions": _list(_table(_keys("text", "proposal"))),
            "conflicting": _list(_reference("position")),
            "others": _list(_reference("position")),
        },
        optional=["conflicting", "others"],
    )


def _evidence() -> Schema:
    credibility = {"type": ["integer", "null"], "minimum": 1, "maximum": 6}
    return _table({"source": _TEXT, "where": _TEXT_OR_NULL, "credibility": credibility, "quote": _TEXT_OR_NULL})


def _annotation() -> Schema:
    moments = {"created": _MOMENT, "edited": _MOMENT_OR_NULL}
    texts = {"id": _TEXT, "author": _TEXT, "about": _TEXT_OR_NULL, "fingerprint": _TEXT_OR_NULL, "text": _TEXT}
    confirmed = _list(_table({"by": _TEXT, "at": _MOMENT}))
    ask = {"anyOf": [_table({**_keys("to", "due"), "done": _FLAG}), {"type": "null"}]}
    return _table({**texts, **moments, "tags": _list(_TEXT), "stale": _FLAG, "confirmed": confirmed, "ask": ask})


def _source() -> Schema:
    texts = dict.fromkeys(("publisher", "date", "url", "note"), _TEXT_OR_NULL)
    return _table(
        {
            "id": _TEXT,
            "title": _TEXT,
            **texts,
            "reliability": _one_of(Reliability, or_null=True),
            "release": _one_of(Release, or_null=True),
        }
    )


def _event() -> Schema:
    told = _described("title", "date", "place", "outcome", "note")
    return {**told, "properties": {**told["properties"], "kind": _one_of(EventKind)}}


def _described(*keys: str) -> Schema:
    return _table({**dict.fromkeys(keys, _TEXT_OR_NULL), "evidence": _list(_reference("evidence"))})


def _gaps() -> Schema:
    of_proposals = ("contents", "numbers", "days", "sides")
    of_positions = ("positions", "undated", "collective", "inferred", "forms", "single_source")
    return _table(dict.fromkeys((*of_proposals, *of_positions, "unsupported", "unjudged"), _COUNT))


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


def _one_of(words: type[StrEnum], *, or_null: bool = False) -> Schema:
    values: list[str | None] = [word.value for word in words]
    return {"enum": [*values, None] if or_null else values}
