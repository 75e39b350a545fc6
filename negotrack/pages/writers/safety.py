"""The one place where the texts of a page are made safe to show: what every writer does first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from negotrack.text import safe

T = TypeVar("T", bound=tuple[Any, ...])


def safe_block(block: T) -> T:
    """A page, a block or a cell with every text in it safe; a recorded text keeps its lines."""
    found = _safe_values(block, multiline=bool(getattr(block, "recorded", False)))
    if found is block:
        return block
    return type(block)._make(found)  # type: ignore[attr-defined,no-any-return]  # every block is a named tuple


def _safe_values(values: tuple[Any, ...], *, multiline: bool) -> Sequence[Any]:
    """The values with every text in them safe; themselves where all are, which is nearly always so."""
    found: list[Any] | None = None
    for place, value in enumerate(values):
        new = _safe(value, multiline=multiline)
        if new is not value:
            found = found or list(values)
            found[place] = new
    return values if found is None else found


def _safe(value: Any, *, multiline: bool) -> Any:
    kind = type(value)
    if kind is str:
        return safe(value, multiline=multiline)
    if kind is tuple:
        found = _safe_values(value, multiline=multiline)
        return value if found is value else tuple(found)
    return safe_block(value) if isinstance(value, tuple) else value
