"""Access to the files of a negotiation: only regular files, and only those that are really inside its folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

from negotrack.errors import WriteError, reason
from negotrack.model.layout import FOLDERS, HEADER, NESTED, Key, Kind, Location, key_of, name_fault, place
from negotrack.store.parse import LARGEST

_READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_CHUNK = 2**16
"""Bytes; hardly any record is longer."""


def content(path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a regular file, and its status.

    Raises:
        OSError: the file cannot be read, is too large, or is not a regular file.
    """
    handle = os.open(path, _READ_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is not a plain file")
        if status.st_size > LARGEST:
            raise OSError(0, f"it is larger than {LARGEST // 2**20} MiB")
        wanted = status.st_size + 1
        read = piece = os.read(handle, wanted)
        while len(piece) == wanted and len(read) <= LARGEST:  # the file has grown since fstat
            piece = os.read(handle, wanted)
            read += piece
        return read, status
    finally:
        os.close(handle)


def contains(path: str, needle: bytes) -> bool:
    """Whether a file contains some bytes; over ten thousand files, this takes two thirds of the time of ``content``.

    Raises:
        OSError: the file cannot be read.
    """
    handle = os.open(path, _READ_FLAGS)
    try:
        read = os.read(handle, _CHUNK)
    finally:
        os.close(handle)
    return needle in (read if len(read) < _CHUNK else content(path)[0])


def stamp(status: os.stat_result) -> int:
    """A number that changes when a file is written or replaced."""
    return hash((status.st_mtime_ns, status.st_size, status.st_ino))


def present(folder: Path, path: str) -> bytes | None:
    """The bytes of a file in a negotiation's folder; None if it does not exist.

    Raises:
        WriteError: it exists but cannot be read, so it must not be overwritten either.
    """
    try:
        return content(f"{folder}/{path}")[0]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise WriteError(f"{path}: cannot be read: {reason(error)}; it was not written") from error


def leads_outside(folder: str | Path, path: str) -> bool:
    """Whether a path in a negotiation's folder leads outside it, through a link or ``..``."""
    parts = path.split("/")
    ways = (f"{folder}/{'/'.join(parts[:count])}" for count in range(1, len(parts) + 1))
    if {"", ".."}.isdisjoint(parts) and not any(map(os.path.islink, ways)):  # nearly always, at half the cost
        return False
    real = os.path.realpath(folder)
    return os.path.commonpath([real, os.path.realpath(os.path.join(real, path))]) != real  # noqa: PTH118 - text in and out


def admitted(folder: Path, path: str) -> Location:
    """The location of a path in a negotiation's folder.

    Raises:
        WriteError: it is not a file of a negotiation, or is reached through a link, so it must not be touched.
    """
    where = place(path)
    if where is None:
        raise WriteError(f"{path!r}: is not a file of a negotiation; it was not touched")
    if wrong := name_fault(where):
        raise WriteError(f"{path!r}: {wrong}; it was not touched")
    if leads_outside(folder, path) or os.path.islink(f"{folder}/{path}"):  # noqa: PTH114 - text in
        raise WriteError(f"{path}: is reached by a link; it was not touched")
    return where


def touched(folder: Path, paths: Iterable[Path], wanted: Collection[Kind]) -> dict[Key, set[str]] | None:
    """The keys that files or folders belong to, each with their paths; None if anything may have changed.

    Args:
        folder: the negotiation's folder.
        paths: the files or folders that may have changed.
        wanted: the kinds to read, of those with a folder for each proposal.
    """
    root = os.path.realpath(folder)
    parents: dict[Path, str] = {}
    found: dict[Key, set[str]] = {}
    for path in paths:
        if path.parent not in parents:
            parents[path.parent] = os.path.relpath(os.path.realpath(path.parent), root)
        relative = os.path.normpath(f"{parents[path.parent]}/{path.name}")
        parts = relative.split("/")
        if relative == Kind.PROPOSAL or set(parts) <= {".", ".."}:
            return None
        if key := _key_of_path(relative, parts, wanted):
            found.setdefault(key, set()).add(relative)
    return found


def _key_of_path(relative: str, parts: list[str], wanted: Collection[Kind]) -> Key | None:
    """The key that a path belongs to; None if it is in no folder of records, or in one of an unwanted kind.

    A kind's folder, and anything in it that is not a record, belongs to the kind as a whole: its key has no id.
    """
    if relative == HEADER:
        return Kind.HEADER, ""
    kind = FOLDERS.get(parts[0])
    if kind is None or (kind in NESTED and kind not in wanted):
        return None
    if len(parts) == 1:
        return kind, ""
    if kind in NESTED:
        return kind, parts[1]
    where = place(relative)
    return key_of(where) if where else (kind, "")
