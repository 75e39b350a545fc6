"""Records that nothing reads, because of where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from negotrack.model.problems import Problem, Severity
from negotrack.store.layout import HEADER, Kind
from negotrack.suggestions import nearest

_FOLDERS = [kind.value for kind in Kind if kind.value]


def strays(folder: Path) -> Iterator[Problem]:
    """Files in TOML beside the negotiation's own, and folders of them that have another name than those of records.

    Args:
        folder: the negotiation's folder.
    """
    try:
        found = sorted(folder.iterdir())
    except OSError:  # who reads the records says so
        return
    for path in found:
        if path.name.startswith(".") or path.name in {HEADER, *_FOLDERS}:
            continue
        if path.is_dir() and any(path.glob("**/*.toml")):
            yield _unread(path, f"is no folder of records{nearest(path.name, _FOLDERS)}; nothing in it is read")
        elif path.suffix == ".toml":
            yield _unread(path, "lies in no folder of records; it is not read")


def _unread(path: Path, message: str) -> Problem:
    return Problem(path.name, message, severity=Severity.WARNING)
