"""The part of JSON Schema that the program's schemas use; any other keyword fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

TYPES: dict[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}
SAYING_NOTHING = {"$schema", "$id", "$defs", "title", "description", "default", "examples"}
GOING_DEEPER = {"$ref", "anyOf", "properties", "required", "additionalProperties", "items"}


def faults(value: Any, rule: dict[str, Any], whole: dict[str, Any], path: str = "$") -> list[str]:
    """The faults that a schema finds in a value.

    Args:
        value: the value.
        rule: the schema, or the part of it that describes the value.
        whole: the whole schema.
        path: the path of the value in the document.
    """
    assert set(rule) <= {*SAYING_NOTHING, *GOING_DEEPER, *CHECKS}, rule
    if "$ref" in rule:
        return faults(value, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole, path)
    if "anyOf" in rule:
        found = [faults(value, each, whole, path) for each in rule["anyOf"]]
        return [] if [] in found else found[0]
    wrong = [
        f"{path}: {value!r} against {key}" for key, check in CHECKS.items() if key in rule and not check(rule, value)
    ]
    if isinstance(value, dict):
        wrong += _of_an_object(value, rule, whole, path)
    if isinstance(value, list):
        for place, each in enumerate(value):
            wrong += faults(each, rule.get("items", {}), whole, f"{path}[{place}]")
    return wrong


def _of_an_object(value: dict[str, Any], rule: dict[str, Any], whole: dict[str, Any], path: str) -> Iterator[str]:
    known = rule.get("properties", {})
    yield from (f"{path}.{key} is missing" for key in rule.get("required", ()) if key not in value)
    others = rule.get("additionalProperties", False)
    yield from (f"{path}.{key} is not described" for key in value if known and not others and key not in known)
    for key, each in value.items():
        described = known.get(key, others if isinstance(others, dict) else {})
        yield from faults(each, described, whole, f"{path}.{key}")


def _is_of_type(rule: dict[str, Any], value: Any) -> bool:
    kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    return any(type(value) is TYPES[kind] for kind in kinds)


def _is_a_moment(_rule: dict[str, Any], value: Any) -> bool:
    try:
        return value is None or datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


CHECKS: dict[str, Callable[[dict[str, Any], Any], bool]] = {
    "const": lambda rule, value: value == rule["const"],
    "enum": lambda rule, value: value in rule["enum"],
    "type": _is_of_type,
    "format": _is_a_moment,
    "pattern": lambda rule, value: isinstance(value, str) and bool(re.search(rule["pattern"], value)),
    "minimum": lambda rule, value: value is None or value >= rule["minimum"],
    "maximum": lambda rule, value: value is None or value <= rule["maximum"],
    "minItems": lambda rule, value: isinstance(value, list) and len(value) >= rule["minItems"],
    "maxItems": lambda rule, value: len(value) <= rule["maxItems"],
}
