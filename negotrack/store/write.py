"""The one way to the disk: whole files, atomically, or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from negotrack.errors import WriteError
from negotrack.store.layout import TEMPORARY

Validate = Callable[[bytes], None]


def replace(
    path: Path, content: bytes, *, validate: Validate | None = None, mode: int = 0o666, durable: bool = True
) -> list[str]:
    """Put a file in place, whole, durably; the old one stays until the new one is safe on the disk.

    The bytes go to a temporary file in the same folder, are read back, and take the file's place in one step.

    Args:
        path: the file; folders above it that are missing are made.
        content: all of its bytes.
        validate: raises where the bytes that were read back are not what they should be.
        mode: permissions of a new file, less the process's mask; those of an existing file are kept.
        durable: wait until the disk has it; without, a power failure may lose it.

    Returns:
        Warnings: what could not be made certain although the file stands.

    Raises:
        WriteError: the file could not be written; what was there before still is.
    """
    with _reported(path):
        _make_folders(path.parent)
        temporary = _temporary(path)
        try:
            _write(temporary, content, mode, kept=_kept_mode(path), durable=durable)
            _check(temporary, content, validate)
            os.replace(temporary, path)  # noqa: PTH105 - the system call that the promise rests on
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    return _sync_folder(path.parent) if durable else []


def remove(path: Path) -> list[str]:
    """Remove a file, durably, and its folder where that is empty then.

    Raises:
        WriteError: the file could not be removed and still stands.
    """
    with _reported(path):
        path.unlink()
    warnings = _sync_folder(path.parent)
    with contextlib.suppress(OSError):
        path.parent.rmdir()
    return warnings


def _temporary(path: Path) -> Path:
    import secrets

    return path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")


def _write(path: Path, content: bytes, mode: int, *, kept: int | None, durable: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if kept is not None:
            os.fchmod(handle, kept)
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _check(path: Path, content: bytes, validate: Validate | None) -> None:
    written = path.read_bytes()
    if written != content:
        raise OSError(0, "the disk gave back other bytes than were written")
    if validate:
        validate(written)


def _kept_mode(path: Path) -> int | None:
    """The permissions of the file that is replaced; None where there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _make_folders(folder: Path) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        _sync_folder(each.parent)


def _sync_folder(folder: Path) -> list[str]:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        return [f"{folder}: written, but the disk did not confirm it ({error.strerror}); check the disk"]
    return []


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteError(f"{path}: could not be written: {reason}; nothing was changed") from error
