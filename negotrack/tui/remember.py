"""Which negotiation was open last, kept beside the data of the program's own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store.state import make_private, state_folder
from negotrack.store.write import replace

_NAME = "last-negotiation"


def last_of(folders: Sequence[Path]) -> Path | None:
    """The one of some negotiations that was open last, where that is known."""
    try:
        kept = (state_folder() / _NAME).read_bytes()
    except OSError:
        return None
    return next((folder for folder in folders if os.fsencode(folder.resolve()) == kept), None)


def remember(folder: Path) -> None:
    """Note which negotiation is open. Where that cannot be kept, the next choice merely begins at the first."""
    try:
        make_private(state_folder())
        replace(state_folder() / _NAME, os.fsencode(folder.resolve()), mode=0o600, durable=False)
    except (OSError, WriteError):
        return
