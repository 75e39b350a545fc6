"""Where the program keeps what is not data: the journal, drafts, and what it remembers between two runs."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store import write

_LONGEST = 4096
"""Bytes of a name; no system has longer ones."""


def _state_folder() -> Path:
    """The program's folder for state of its own: ``$NEGOTRACK_STATE``, or the system's place for it."""
    if given := os.environ.get("NEGOTRACK_STATE"):
        return Path(given)
    if given := os.environ.get("XDG_STATE_HOME"):
        return Path(given) / "negotrack"
    from platformdirs import user_state_path

    return user_state_path("negotrack", appauthor=False)


def private_folder(kind: str, negotiation: Path) -> Path:
    """The folder of one kind of state of one negotiation; it need not exist yet.

    Args:
        kind: as ``journal`` or ``drafts``.
        negotiation: the negotiation's folder; links are followed, so that one folder has one state.
    """
    import hashlib

    resolved = os.path.realpath(negotiation)
    digest = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:24]
    return _state_folder() / kind / digest


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may read, and those above it that are missing, whatever the umask.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.parent.is_dir():
        make_private(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    folder.chmod(0o700)


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
