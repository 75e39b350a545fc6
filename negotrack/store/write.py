"""Writing so that nothing is lost: one program at a time, and every file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from negotrack.errors import WriteError, reason
from negotrack.model.layout import TEMPORARY

Validate = Callable[[bytes], None]
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""How file systems say that one file cannot have two names."""


def replace(
    path: Path,
    content: bytes,
    *,
    validate: Validate | None = None,
    mode: int = 0o666,
    durable: bool = True,
    new: bool = False,
) -> list[str]:
    """Put a file in place, whole, durably; the old one stays until the new one is safe on the disk.

    The bytes go to a temporary file in the same folder, are read back, and take the file's place in one step.

    Args:
        path: the file; folders above it that are missing are made.
        content: all of its bytes.
        validate: called last, with the bytes that were read back; raises where the file should stay as it is.
        mode: permissions of a new file, less the process's mask; those of an existing file are kept.
        durable: wait until the disk has it; without, a power failure may lose it.
        new: refuse where there is a file already.

    Returns:
        Warnings: what could not be made certain although the file stands.

    Raises:
        WriteError: the file could not be written; what was there before still is.
    """
    with _reported(path), _folders(path.parent):
        temporary = path.with_name(f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
        try:
            _write(temporary, content, mode, kept=None if new else _kept_mode(path), durable=durable)
            if validate:
                validate(content)
            _put(temporary, path, new=new)
        except BaseException:
            _discard(temporary)
            raise
    return sync_folder(path.parent) if durable else []


def create(path: Path, content: bytes, *, mode: int) -> None:
    """Write a new file of the program's own at once: neither atomically nor durably, and so no record.

    Raises:
        WriteError: the file could not be written; then there is none.
    """
    with _reported(path):
        try:
            _write(path, content, mode, kept=None, durable=False)
        except FileExistsError:
            raise
        except BaseException:
            _discard(path)
            raise


def remove(path: Path) -> list[str]:
    """Remove a file, durably.

    Returns:
        Warnings: what could not be made certain although the file is gone.

    Raises:
        WriteError: the file could not be removed and still stands.
    """
    with _reported(path, "removed"):
        path.unlink()
    return sync_folder(path.parent)


def sync_folder(folder: Path) -> list[str]:
    """Wait until the disk has the names in a folder; returns a warning where it does not say so."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return [f"{folder}: written, but the disk did not confirm it ({reason(error)}); check the disk"]
    return []


def _write(path: Path, content: bytes, mode: int, *, kept: int | None, durable: bool) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if kept is not None:
            os.fchmod(handle, kept)
        if durable:
            os.fsync(handle)
        if os.pread(handle, len(content) + 1, 0) != content:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written")
    finally:
        os.close(handle)


def _put(temporary: Path, path: Path, *, new: bool) -> None:
    """Give a temporary file its name; one that is new takes nobody's place."""
    if new:
        try:
            os.link(temporary, path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        else:
            _discard(temporary)
            return
    os.replace(temporary, path)  # noqa: PTH105 - the system call that the promise rests on


def _discard(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def _kept_mode(path: Path) -> int | None:
    """The permissions of the file that is replaced; None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _folders(folder: Path) -> Iterator[None]:
    """Make the folders that are missing; where what follows fails, they are gone again."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    made: list[Path] = []
    try:
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            made.append(each)
            sync_folder(each.parent)
        yield
    except BaseException:
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


@contextlib.contextmanager
def _reported(path: Path, done: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: could not be {done}: {reason(error)}; nothing was changed") from error


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
