"""Writing without losing anything: one program at a time, and every file atomically."""

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
"""The errors of file systems without hard links."""


def replace(
    path: Path,
    content: bytes,
    *,
    validate: Validate | None = None,
    mode: int = 0o666,
    durable: bool = True,
    new: bool = False,
) -> list[str]:
    """Write a file atomically and durably; the old file stays until the new one is safely on disk.

    The bytes are written to a temporary file in the same folder and read back; then that file replaces the old one.

    Args:
        path: the file; missing folders above it are created.
        content: all of its bytes.
        validate: called last, with the bytes; raises if the file should stay as it is.
        mode: permissions of a new file, subject to the umask; an existing file keeps its own.
        durable: wait until it is on disk; otherwise a power failure may lose it.
        new: fail if the file already exists.

    Returns:
        Warnings: what could not be confirmed although the file was written.

    Raises:
        WriteError: the file could not be written; its previous contents are intact.
    """
    with _as_write_error(path), _with_folders(path.parent):
        temporary = path.with_name(f"{TEMPORARY}{os.urandom(8).hex()}.tmp")
        try:
            _write(temporary, content, mode, kept=None if new else _kept_mode(path), durable=durable)
            if validate:
                validate(content)
            _move_into_place(temporary, path, new=new)
        except BaseException:
            _discard(temporary)
            raise
    return sync_folder(path.parent) if durable else []


def create(path: Path, content: bytes, *, mode: int) -> None:
    """Write a new file directly, neither atomically nor durably; so for the program's own files, never for records.

    Raises:
        WriteError: the file already exists, or could not be written and was removed again.
    """
    with _as_write_error(path):
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
        Warnings: what could not be confirmed although the file was removed.

    Raises:
        WriteError: the file could not be removed.
    """
    with _as_write_error(path, "removed"):
        path.unlink()
    return sync_folder(path.parent)


def sync_folder(folder: Path) -> list[str]:
    """Wait until the names in a folder are on disk; returns a warning if the disk does not confirm it."""
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
            raise OSError(errno.EIO, "the disk returned other bytes than were written")
    finally:
        os.close(handle)


def _move_into_place(temporary: Path, path: Path, *, new: bool) -> None:
    """Give a temporary file its final name; if it must be new, it replaces nothing."""
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
    os.replace(temporary, path)  # noqa: PTH105 - the system call that makes it atomic


def _discard(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def _kept_mode(path: Path) -> int | None:
    """The permissions of the file to be replaced; None if it does not exist."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


@contextlib.contextmanager
def _with_folders(folder: Path) -> Iterator[None]:
    """Create missing folders; if the body fails, remove them again."""
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
def _as_write_error(path: Path, done: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path}: could not be {done}: {reason(error)}; nothing was changed") from error


PATIENCE = 10.0
"""Seconds to wait for another program to release the lock."""


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock on a negotiation's folder; the folder itself is locked.

    On a file system without locks, this locks nothing; each file is still replaced atomically.

    Raises:
        WriteError: the folder does not exist, or another program holds the lock for too long.
    """
    handle = _wait_for_lock(folder, time.monotonic() + patience)
    try:
        yield
    finally:
        os.close(handle)


def try_lock(folder: Path) -> int | None:
    """Lock a folder if it is not locked yet; the lock lasts until the handle is closed or the program ends.

    Returns:
        The handle; None if another program holds the lock.

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


def _wait_for_lock(folder: Path, until: float) -> int:
    pause = 0.001
    while True:
        try:
            handle = try_lock(folder)
        except OSError as error:
            raise WriteError(f"{folder}: cannot be opened: {reason(error)}; nothing was changed") from error
        if handle is not None:
            if _is_still(folder, handle):
                return handle
            os.close(handle)
        if time.monotonic() > until:
            raise WriteError(f"{folder}: another program is changing it; try again when it is done")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def _is_still(folder: Path, handle: int) -> bool:
    """Whether the locked folder is still the one of this name."""
    try:
        return os.path.samestat(os.fstat(handle), folder.stat())
    except OSError:
        return False
