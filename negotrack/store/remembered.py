"""Which negotiation of a folder was opened last. Where that cannot be kept or read, nothing is remembered."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store import write
from negotrack.store.state import make_private, private_folder

_LONGEST = 4096
"""Bytes of a name; no system has longer ones."""


def last_opened(root: Path) -> Path | None:
    """The negotiation that was opened last of those in a folder; it may no longer be there."""
    with contextlib.suppress(OSError), _file(root).open("rb") as file:
        name = file.read(_LONGEST)
        return root / os.fsdecode(name) if name and b"/" not in name and b"\0" not in name else None
    return None


def remember(root: Path, negotiation: Path) -> None:
    """Keep which negotiation of a folder was opened."""
    with contextlib.suppress(OSError, WriteError):
        path = _file(root)
        make_private(path.parent)
        write.replace(path, os.fsencode(negotiation.name), mode=0o600, durable=False)


def _file(root: Path) -> Path:
    return private_folder("opened", root) / "last"
