"""Sharing what tens of thousands of records have in common, so that they fit into little memory."""

from __future__ import annotations

from negotrack.model.records import Record

_SHARED: dict[frozenset[str], set[str]] = {}


def share(record: Record) -> None:
    """Let a record, and those in it, share the set of the keys that were given with others of the same keys.

    Every record has such a set of its own, which is larger than everything else it holds. There are only as many
    different ones as there are ways to leave keys out. A record never changes, and a copy copies the set.
    """
    names = record.__pydantic_fields_set__
    object.__setattr__(record, "__pydantic_fields_set__", _SHARED.setdefault(frozenset(names), names))
    for value in record.__dict__.values():
        if isinstance(value, tuple):
            for each in value:
                if isinstance(each, Record):
                    share(each)
