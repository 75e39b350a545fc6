"""Validating bytes as a record: whatever the models refuse becomes a problem that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from negotrack import store
from negotrack.model.layout import KEYED, Kind, Location, name_fault
from negotrack.model.problems import Problem
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Header,
    LedgerEntry,
    Package,
    Person,
    Proposal,
    Record,
    Source,
    Stake,
    Text,
)
from negotrack.store.parse import Unparsable, decoded, parse
from negotrack.suggestions import nearest, shown

if TYPE_CHECKING:
    from negotrack.store.lines import KeyPath

MODELS: dict[Kind, type[Record]] = {
    Kind.HEADER: Header,
    Kind.PROPOSAL: Proposal,
    Kind.LEDGER: LedgerEntry,
    Kind.TEXT: Text,
    Kind.STAKE: Stake,
    Kind.ANNOTATION: Annotation,
    Kind.SOURCE: Source,
    Kind.PERSON: Person,
    Kind.EVENT: Event,
    Kind.CLAIM: Claim,
    Kind.PACKAGE: Package,
}
"""The model of each kind of file."""
_SHARED_KEY_SETS: dict[tuple[str, ...], set[str]] = {}
_SHARED_VALUES: dict[str | tuple[str, ...], str | tuple[str, ...]] = {}
_setattr = object.__setattr__
_SMALL = 4
"""Keys; a set of no more than this is small."""
_MOST = 20
"""Problems of one file that are reported one by one."""
_LONGEST = 400
"""Characters of a message."""
_TYPES = {
    "string_type": "is not text; put it in quotes",
    "string_unicode": "holds half of a character (a lone surrogate), which no file can keep",
    "tuple_type": "is not a list; write it as [ … ]",
    "one_table": "is not a list; begin each entry of it with two brackets: [[…]]",
    "int_type": "is not a whole number",
    "model_type": "is not a table; write it as { … }",
    "model_attributes_type": "is not a table; write it as { … }",
    "missing": "is missing",
    "string_pattern_mismatch": "is empty; leave the key out instead",
}


def read(where: Location, content: bytes) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in the bytes of a file, or None with the problems.

    Args:
        where: the file that the bytes come from; its name is the record's id.
        content: the bytes, about which nothing is assumed.
    """
    if wrong := name_fault(where):
        return None, (Problem(where.path, wrong).of_unreadable(),)
    try:
        table = parse(content)
    except Unparsable as error:
        return None, (error.problem(where.path),)
    if not table:  # left by a full disk or a slip; it would pass for a proposal of unknown contents
        return None, (Problem(where.path, "is empty; restore its contents, or remove the file").of_unreadable(),)
    record, problems = _record(where, table)
    if record is not None:
        return record, ()
    found = store.lines.lines(decoded(content), (path for path, _ in problems))
    return None, tuple(each._replace(line=found[path]).of_unreadable() for path, each in problems)


def check(where: Location, table: dict[str, Any]) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record in a table, or None with the problems, which have no lines.

    Args:
        where: the file that the table belongs to.
        table: its keys, including the id if the record has one.
    """
    record, problems = _checked(where, table)
    return record, tuple(problem for _, problem in problems)


def _record(where: Location, table: dict[str, Any]) -> tuple[Record | None, list[tuple[KeyPath, Problem]]]:
    if where.kind in KEYED:
        if "id" in table and not (where.kind is Kind.SOURCE and table["id"] == where.identifier):
            message = "is the file's name; leave this key out"
            return None, [(("id",), Problem(where.path, message, key="id", unreadable=True))]
        table["id"] = where.identifier
    return _checked(where, table)


def _checked(where: Location, table: dict[str, Any]) -> tuple[Record | None, list[tuple[KeyPath, Problem]]]:
    try:
        # model_validate calls this after handling options that are not used here, which takes a tenth of the time.
        record: Record = MODELS[where.kind].__pydantic_validator__.validate_python(table)
    except ValidationError as error:
        return None, list(_problems(where, error))
    _share(record)
    return record, []


def _problems(where: Location, error: ValidationError) -> Iterator[tuple[KeyPath, Problem]]:
    found = error.errors(include_url=False)
    # A list with an invalid entry is reported as too short as well.
    within = {fault["loc"][:length] for fault in found for length in range(len(fault["loc"]))}
    faults = [fault for fault in found if fault["type"] != "too_short" or fault["loc"] not in within]
    for fault in faults[:_MOST]:
        path = fault["loc"]
        message = _message(where, path, fault)
        if len(message) > _LONGEST:
            message = f"{message[: _LONGEST - 1]}…"
        yield path, Problem(where.path, message, key=store.lines.written(path), unreadable=True)
    if len(faults) > _MOST:
        yield (), Problem(where.path, f"has {len(faults) - _MOST} more problems", unreadable=True)


def _message(where: Location, path: KeyPath, fault: Any) -> str:
    kind, context, value = fault["type"], fault.get("ctx", {}), fault["input"]
    given = "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else shown(value)
    if kind == "extra_forbidden":
        return _unknown_key(MODELS[where.kind], path)
    if kind == "enum":
        words = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        return f"{given} is not one of {', '.join(words)}{nearest(value if isinstance(value, str) else '', words)}"
    if kind == "value_error":
        return str(context["error"])
    if kind in {"greater_than_equal", "less_than_equal"}:
        limit = context.get("ge", context.get("le"))
        return f"is {given}; it must be at {'least' if 'ge' in context else 'most'} {limit}"
    if kind == "too_short":
        return f"needs at least {context['min_length']}"
    if kind == "tuple_type" and isinstance(value, dict) and len(path) == 1 and _holds_tables(where, path):
        kind = "one_table"
    message = str(fault["msg"])
    return _TYPES.get(kind, message[:1].lower() + message[1:])


def _holds_tables(where: Location, path: KeyPath) -> bool:
    return any(_models(MODELS[where.kind].model_fields[str(path[0])].annotation))


def _unknown_key(model: type[BaseModel], path: KeyPath) -> str:
    if len(path) > 1 and path[-1] in _keys(model, ()):
        return "is not a known key here; as a key of the file itself, it belongs above the first [[…]]"
    return f"is not a known key{nearest(str(path[-1]), _keys(model, path[:-1]))}"


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The known keys of the table at a path."""
    for part in path:
        if isinstance(part, str):
            model = next(_models(model.model_fields[part].annotation))
    return [name for name, field in model.model_fields.items() if not field.exclude]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _share(record: Record) -> None:
    """Share equal values between records, to save memory; records never change.

    These are the sets of the keys that were given, in the record and its positions: each has a set of its own, larger
    than everything else it holds, yet few of them differ. For an annotation they are also the author and the tags.
    """
    if isinstance(record, Annotation):
        values = record.__dict__
        for key in ("author", "tags"):
            values[key] = _SHARED_VALUES.setdefault(values[key], values[key])
    for each in (record, *record.positions) if isinstance(record, Proposal) else (record,):
        names = each.__pydantic_fields_set__
        if len(names) > _SMALL:
            _setattr(each, "__pydantic_fields_set__", _SHARED_KEY_SETS.setdefault(tuple(names), names))
