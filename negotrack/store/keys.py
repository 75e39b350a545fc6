"""What is read at once: a file around the proposals, a folder of them, or what belongs to one proposal of a kind."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from negotrack.store.layout import HEADER, NESTED, Kind, Location, place

Key = tuple[Kind, str]
"""A kind, and the id of the proposal for what belongs to one, else nothing."""

_FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.HEADER}


def key_of(where: Location) -> Key:
    """What a record is read with."""
    return where.kind, where.identifier if where.kind is Kind.PROPOSAL else where.proposal


def touched(folder: Path, paths: Iterable[Path], wanted: Collection[Kind]) -> dict[Key, set[str]] | None:
    """What files or folders belong to, each with the files; None where it may be everything.

    Args:
        folder: the negotiation's folder.
        paths: the files or folders that may have changed.
        wanted: the kinds with a folder for each proposal that are read.
    """
    root = os.path.realpath(folder)
    parents: dict[Path, str] = {}
    found: dict[Key, set[str]] = {}
    for path in paths:
        if path.parent not in parents:
            parents[path.parent] = os.path.relpath(os.path.realpath(path.parent), root)
        relative = os.path.normpath(f"{parents[path.parent]}/{path.name}")
        parts = relative.split("/")
        if relative in _FOLDERS or set(parts) <= {".", ".."}:
            return None
        if key := _key_of_path(relative, parts, wanted):
            found.setdefault(key, set()).add(relative)
    return found


def _key_of_path(relative: str, parts: list[str], wanted: Collection[Kind]) -> Key | None:
    """What a path belongs to; None where it is no file of a negotiation, or of a kind that is not wanted."""
    if relative == HEADER:
        return Kind.HEADER, ""
    kind = _FOLDERS.get(parts[0])
    if kind is None or len(parts) == 1 or any(part.startswith(".") for part in parts):
        return None
    if kind in NESTED:
        return (kind, parts[1]) if kind in wanted else None
    where = place(relative)
    return key_of(where) if where else None
