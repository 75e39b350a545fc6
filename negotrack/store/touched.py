"""What has to be read again when files have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from negotrack.store.layout import HEADER, NESTED, Kind

FRAME = ""
"""Stands for what is around the proposals."""
_KINDS = frozenset(kind.value for kind in Kind if kind is not Kind.HEADER)
_BY_PROPOSAL = frozenset(kind.value for kind in NESTED)


def touched(folder: Path, paths: Iterable[Path]) -> dict[str, set[str]] | None:
    """The proposals that files or folders belong to, each with the files; None where it may be everything.

    Args:
        folder: the negotiation's folder.
        paths: what changed; also files that are none of a negotiation.
    """
    root = os.path.realpath(folder)
    parents: dict[Path, str] = {}
    found: dict[str, set[str]] = {}
    for path in paths:
        if path.parent not in parents:
            parents[path.parent] = os.path.relpath(os.path.realpath(path.parent), root)
        relative = os.path.normpath(f"{parents[path.parent]}/{path.name}")
        parts = relative.split("/")
        if relative in _KINDS or set(parts) <= {".", ".."}:
            return None
        if relative == HEADER:
            found.setdefault(FRAME, set()).add(relative)
        elif len(parts) > 1 and not any(part.startswith(".") for part in parts):
            owner = _owner(parts)
            if owner is not None:
                found.setdefault(owner, set()).add(relative)
    return found


def _owner(parts: list[str]) -> str | None:
    """The proposal that a path belongs to; None where it is no file of a negotiation."""
    if parts[0] in _BY_PROPOSAL:
        return parts[1]
    if len(parts) > 2 or parts[0] not in _KINDS or not parts[1].endswith(".toml"):
        return None
    return parts[1].removesuffix(".toml") if parts[0] == Kind.PROPOSAL else FRAME
