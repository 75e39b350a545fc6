"""The one place where the texts of a page are made safe to show: what every writer does first."""

from __future__ import annotations

from typing import Any, TypeVar

from negotrack.text import safe

T = TypeVar("T", bound=tuple[Any, ...])


def safe_block(block: T) -> T:
    """A page, a block or a cell with every text in it safe; a recorded text keeps its lines."""
    multiline = bool(getattr(block, "recorded", False))
    found = [_safe(value, multiline=multiline) for value in block]
    if all(new is old for new, old in zip(found, block, strict=True)):
        return block
    return type(block)._make(found)  # type: ignore[attr-defined,no-any-return]  # every block is a named tuple


def _safe(value: Any, *, multiline: bool) -> Any:
    if type(value) is str:
        return safe(value, multiline=multiline)
    if type(value) is tuple:
        found = tuple(_safe(each, multiline=multiline) for each in value)
        return value if all(new is old for new, old in zip(found, value, strict=True)) else found
    return safe_block(value) if isinstance(value, tuple) else value
