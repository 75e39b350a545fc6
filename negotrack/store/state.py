"""Where the program keeps its own state, apart from the data: the journal, drafts, and what was last opened."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store import write

_LONGEST = 4096
"""Bytes of a file name; no system allows longer ones."""


def _state_folder() -> Path:
    """The folder for the program's own state: ``$NEGOTRACK_STATE``, or the system's folder for such files."""
    if given := os.environ.get("NEGOTRACK_STATE"):
        return Path(given)
    if given := os.environ.get("XDG_STATE_HOME"):
        return Path(given) / "negotrack"
    from platformdirs import user_state_path

    return user_state_path("negotrack", appauthor=False)


def private_folder(kind: str, negotiation: Path) -> Path:
    """The folder for one kind of state of one negotiation; it may not exist yet.

    Args:
        kind: the kind, such as ``journal`` or ``drafts``.
        negotiation: the negotiation's folder; links are followed, so that one folder has one state.
    """
    import hashlib

    resolved = os.path.realpath(negotiation)
    digest = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:24]
    return _state_folder() / kind / digest


def make_private(folder: Path) -> None:
    """Create a folder that only its owner may read, and any missing folders above it, whatever the umask.

    Raises:
        OSError: it cannot be created.
    """
    if not folder.parent.is_dir():
        make_private(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def last_opened(root: Path) -> Path | None:
    """The negotiation in a folder that was opened last; it may no longer exist."""
    with contextlib.suppress(OSError), _file(root).open("rb") as file:
        name = file.read(_LONGEST)
        return root / os.fsdecode(name) if name and b"/" not in name and b"\0" not in name else None
    return None


def remember(root: Path, negotiation: Path) -> None:
    """Remember which negotiation in a folder was opened last; failing to is no error."""
    with contextlib.suppress(OSError, WriteError):
        path = _file(root)
        make_private(path.parent)
        write.replace(path, os.fsencode(negotiation.name), mode=0o600, durable=False)


def _file(root: Path) -> Path:
    return private_folder("opened", root) / "last"
