"""One writer at a time on a negotiation, without leaving a file behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from negotrack.errors import WriteError

PATIENCE = 10.0
"""Seconds to wait for another program to finish its change."""


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a negotiation's folder; it is the folder itself that is locked.

    Where the file system knows no locks, this holds none: each file is still replaced whole.

    Raises:
        WriteError: the folder is not there, or another program keeps it.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise WriteError(f"{folder}: cannot be opened: {(error.strerror or str(error)).lower()}") from error
    try:
        _wait(handle, folder, patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path, patience: float) -> None:
    until = time.monotonic() + patience
    pause = 0.001
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise WriteError(f"{folder}: another program is changing it; try again when it is done") from error
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        except OSError:
            return  # a file system without locks
        else:
            return
