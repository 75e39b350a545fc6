"""Sharing what tens of thousands of records have in common, so that they fit into little memory."""

from __future__ import annotations

from negotrack.model.records import Record

_SHARED: dict[tuple[str, ...], set[str]] = {}
_set = object.__setattr__
_FEW = 4
"""Keys up to which a set of them is small."""


def share(record: Record) -> None:
    """Let a record, and those right in it, share the set of the keys that were given with others of the same keys.

    Every record has such a set of its own, which is larger than everything else it holds. There are only as many
    different ones as there are ways to leave keys out. A record never changes, and a copy copies the set.
    """
    _share(record)
    for value in record.__dict__.values():
        if type(value) is tuple and value and isinstance(value[0], Record):
            for each in value:
                _share(each)


def _share(record: Record) -> None:
    names = record.__pydantic_fields_set__
    if len(names) > _FEW:
        _set(record, "__pydantic_fields_set__", _SHARED.setdefault(tuple(names), names))
