"""Bytes to a record: what the models refuse, as problems that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from negotrack.model.problems import Problem
from negotrack.model.records import Record
from negotrack.store.layout import KEYED, MODELS, Kind, Place, name_fault
from negotrack.store.lines import Path, key_path, line_of, written
from negotrack.store.parse import Unparsable, parse
from negotrack.suggestions import nearest, shown

_TYPES = {
    "string_type": "is not text; put it in quotes",
    "tuple_type": "is not a list; write it as [ … ]",
    "int_type": "is not a whole number",
    "model_type": "is not a table; write it as { … }",
    "model_attributes_type": "is not a table; write it as { … }",
    "missing": "is missing",
}


def read(where: Place, content: bytes) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in the bytes of a file, or None with what is wrong with it.

    Args:
        where: which file the bytes come from; its name is the record's id.
        content: the bytes; nothing at all is assumed of them.
    """
    if wrong := name_fault(where):
        return None, (Problem(where.path, f"{wrong}; nothing in this file is shown", unreadable=True),)
    try:
        table = parse(content)
    except Unparsable as error:
        return None, (error.problem(where.path),)
    named = where.kind in KEYED
    if named and "id" in table and not (where.kind is Kind.SOURCE and table["id"] == where.identifier):
        line = line_of(content.decode("utf-8-sig"), ("id",))
        message = "is the file's name; leave this key out; nothing in this file is shown"
        return None, (Problem(where.path, message, key="id", line=line, unreadable=True),)
    record, problems = check(where, {**table, "id": where.identifier} if named else table)
    if record is not None:
        return record, ()
    text = content.decode("utf-8-sig")
    return None, tuple(
        replace(
            each,
            line=line_of(text, key_path(each.key)),
            message=f"{each.message}; nothing in this file is shown",
        )
        for each in problems
    )


def check(where: Place, table: dict[str, Any]) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in a table, or None with what is wrong with it; no problem has a line.

    Args:
        where: which file the table belongs to.
        table: its keys, with the id where the record has one.
    """
    try:
        return MODELS[where.kind].model_validate(table), ()
    except ValidationError as error:
        return None, tuple(_problems(where, error))


def _problems(where: Place, error: ValidationError) -> Iterator[Problem]:
    for fault in error.errors(include_url=False):
        path = tuple(part for part in fault["loc"] if part not in {"str", "int"})
        yield Problem(where.path, _message(where, path, fault), key=written(path), unreadable=True)


def _message(where: Place, path: Path, fault: Any) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        return f"is not a known key{nearest(str(path[-1]), _keys(MODELS[where.kind], path[:-1]))}"
    if kind == "enum":
        words = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return f"{shown(fault['input'])} is not one of {', '.join(words)}{nearest(str(fault['input']), words)}"
    if kind == "value_error":
        return str(context["error"])
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit = context.get("ge", context.get("le"))
        return f"is {shown(fault['input'])}; it must be at {'least' if 'ge' in context else 'most'} {limit}"
    if kind == "too_short":
        return f"needs at least {context['min_length']}"
    message = str(fault["msg"])
    return _TYPES.get(kind, message[:1].lower() + message[1:])


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the table at a path knows."""
    for part in path:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        inner = next(_models(field.annotation), None) if field else None
        if inner is None:
            return []
        model = inner
    return [name for name, field in model.model_fields.items() if not field.exclude]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
