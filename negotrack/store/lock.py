"""One writer at a time on a folder, without leaving a file behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from negotrack.errors import WriteError, reason

PATIENCE = 10.0
"""Seconds to wait for another program to finish its change."""


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a negotiation's folder; it is the folder itself that is locked.

    Where the file system knows no locks, this holds none: each file is still replaced whole.

    Raises:
        WriteError: the folder is not there, or another program keeps it.
    """
    handle = _take(folder, time.monotonic() + patience)
    try:
        yield
    finally:
        os.close(handle)


def try_lock(folder: Path) -> int | None:
    """Lock a folder if nobody else has; the lock lasts until the handle is closed, or the program ends.

    Returns:
        The handle; None where another program has the lock.

    Raises:
        OSError: the folder cannot be opened.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        return handle  # a file system without locks
    return handle


def _take(folder: Path, until: float) -> int:
    pause = 0.001
    while True:
        try:
            handle = try_lock(folder)
        except OSError as error:
            raise WriteError(f"{folder}: cannot be opened: {reason(error)}; nothing was changed") from error
        if handle is not None:
            if _names(folder, handle):
                return handle
            os.close(handle)
        if time.monotonic() > until:
            raise WriteError(f"{folder}: another program is changing it; try again when it is done")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def _names(folder: Path, handle: int) -> bool:
    """Whether what was locked is still the folder of this name."""
    try:
        return os.path.samestat(os.fstat(handle), folder.stat())
    except OSError:
        return False
