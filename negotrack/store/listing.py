"""The names in a folder: only plain files and folders that really lie inside the negotiation."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from negotrack.model.identifiers import natural
from negotrack.model.problems import Problem
from negotrack.store.layout import TEMPORARY


class Names(NamedTuple):
    """What one folder holds.

    Attributes:
        files: names of ``.toml`` files without the ending, in natural order.
        folders: names of folders, in natural order.
        leftovers: names of temporary files of a writer.
        problems: what was found but is not read.
    """

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def names(root: Path, folder: str) -> Names:
    """List one folder of a negotiation; one that does not exist is empty.

    Args:
        root: the negotiation's folder.
        folder: the folder below it, with forward slashes.
    """
    top = os.path.join(root, folder)  # noqa: PTH118 - a Path for each of ten thousand folders costs more than the listing
    try:
        if os.path.islink(top) and leads_outside(root, folder):  # noqa: PTH114 - likewise
            return Names(problems=(outside(folder),))
        with os.scandir(top) as entries:
            return _sorted_out(root, folder, entries)
    except FileNotFoundError:
        return Names()
    except OSError as error:
        message = f"cannot be listed: {(error.strerror or str(error)).lower()}; check its permissions"
        return Names(problems=(Problem(folder, message, unreadable=True),))


def _sorted_out(root: Path, folder: str, entries: Iterable[os.DirEntry[str]]) -> Names:
    files: list[str] = []
    folders: list[str] = []
    leftovers: list[str] = []
    problems: list[Problem] = []
    for entry in entries:
        name, path = entry.name, f"{folder}/{entry.name}"
        if name.startswith("."):
            leftovers += [name] if name.startswith(TEMPORARY) else []
        elif entry.is_symlink() and leads_outside(root, path):
            problems.append(outside(path))
        elif entry.is_dir():
            folders.append(name)
        elif name.endswith(".toml") and entry.is_file():
            files.append(name.removesuffix(".toml"))
        elif name.endswith(".toml"):
            problems.append(Problem(path, "is no plain file; it is not read", unreadable=True))
    return Names(
        tuple(sorted(files, key=natural)), tuple(sorted(folders, key=natural)), tuple(leftovers), tuple(problems)
    )


def leads_outside(root: Path, path: str) -> bool:
    """Whether a path below a negotiation's folder is, by way of a link, somewhere else."""
    real = os.path.realpath(root)
    return os.path.commonpath([real, os.path.realpath(os.path.join(real, path))]) != real  # noqa: PTH118


def content(path: str) -> tuple[bytes, tuple[int, int, int]]:
    """The bytes of a plain file, and a stamp that changes when they do.

    Raises:
        OSError: the file cannot be read, or is none.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no plain file")
        pieces = []
        while piece := os.read(handle, max(status.st_size + 1, 4096)):
            pieces.append(piece)
        return b"".join(pieces), stamp(status)
    finally:
        os.close(handle)


def stamp(status: os.stat_result) -> tuple[int, int, int]:
    """What changes when a file is written or replaced."""
    return status.st_mtime_ns, status.st_size, status.st_ino


def outside(path: str) -> Problem:
    """The problem with a link that leads out of the negotiation's folder."""
    return Problem(path, "is a link that leads out of the negotiation's folder; it is not read", unreadable=True)
