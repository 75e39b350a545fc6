"""The one place where the texts of a page are made safe to show: what every writer does first."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from negotrack.text import safe

T = TypeVar("T")


def safe_block(block: T) -> T:
    """A page, a block or a cell with every text in it safe; a recorded text keeps its lines."""
    multiline = bool(getattr(block, "recorded", False))
    changed = {}
    kind: Any = type(block)
    for name in _names(kind):
        value = getattr(block, name)
        safe_value = _safe(value, multiline=multiline)
        if safe_value is not value:
            changed[name] = safe_value
    return replace(block, **changed) if changed else block  # type: ignore[type-var]  # every block is a dataclass


def _safe(value: Any, *, multiline: bool) -> Any:
    if type(value) is str:
        return safe(value, multiline=multiline)
    if type(value) is tuple:
        found = tuple(_safe(each, multiline=multiline) for each in value)
        return value if all(new is old for new, old in zip(found, value, strict=True)) else found
    return safe_block(value) if is_dataclass(value) else value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
