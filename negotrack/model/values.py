"""The value types of keys: each refuses an invalid value, and says what to write."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from negotrack.model.identifiers import fault
from negotrack.model.vocabulary import Decision, Status


def _identifier(value: str) -> str:
    if wrong := fault(value):
        raise ValueError(wrong)
    return value


def _number(value: object) -> object:
    if isinstance(value, bool | float) or not isinstance(value, int | str):
        raise ValueError('is neither a whole number nor a label as text, like "3 bis"')
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty; leave the key out instead")
    return value


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError("is not a time like 2026-11-22T12:15:30Z") from error
    if not isinstance(value, datetime):
        raise ValueError("is not a time like 2026-11-22T12:15:30Z")
    if value.tzinfo is None:
        raise ValueError("has no time zone; end it with Z for UTC")
    return value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _reported(value: Status) -> Status:
    if value is Status.CONFLICTING:
        raise ValueError("is worked out from the records, and never written; leave the key out")
    return value


def _decision(value: object) -> Decision | tuple[str, ...]:
    if isinstance(value, str) and value in set(Decision):
        return Decision(value)
    if isinstance(value, list | tuple) and value and all(isinstance(side, str) and side.strip() for side in value):
        return tuple(dict.fromkeys(value))
    raise ValueError("is neither all nor majority, nor a list of sides")


Identifier = Annotated[str, AfterValidator(_identifier)]
# A pattern is checked without calling back into Python: ten thousand proposals have a hundred thousand such texts.
Written = Annotated[str, Field(pattern=r"\S")]
Number = Annotated[int | str, BeforeValidator(_number)]
Count = Annotated[int, Field(strict=True, ge=0)]
Credibility = Annotated[int, Field(strict=True, ge=1, le=6)]
Timestamp = Annotated[datetime, BeforeValidator(_moment)]
_Several = Annotated[tuple[Written, ...], Field(min_length=1)]
Names = Annotated[_Several, BeforeValidator(_several, json_schema_input_type=Written | _Several)]
ReportedStatus = Annotated[Status, AfterValidator(_reported)]
Deciders: TypeAlias = Decision | tuple[str, ...]
DecisionRule = Annotated[
    Deciders,
    PlainValidator(_decision),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [rule.value for rule in Decision]},
                {"type": "array", "items": {"type": "string", "pattern": r"\S"}, "minItems": 1},
            ]
        }
    ),
]
