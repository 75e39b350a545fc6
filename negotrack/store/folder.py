"""Reading one folder of records: what has not changed on disk is taken over from the last time.

What was read of a folder is a value. It keeps the last good record of a file that has become unreadable.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Generator, Mapping
from typing import NamedTuple

from negotrack.errors import reason
from negotrack.model.problems import Problem
from negotrack.model.records import Record
from negotrack.store.access import content, stamp
from negotrack.store.layout import Kind, Location
from negotrack.store.listing import FolderListing
from negotrack.store.validate import read

_SETTLED = 2_500_000_000
"""Nanoseconds after which the next change surely gives a file another time, on the coarsest file system."""
_BATCH = 256
"""Files after which whoever waits is let go on."""


class File(NamedTuple):
    """One file as it was read, or written by this program.

    Attributes:
        stamp: what changes when the file does; None where that cannot be relied on.
        content: the hash of its bytes.
        record: what it holds, or last held while it could be read.
        problems: what is wrong with it.
    """

    stamp: int | None
    content: int
    record: Record | None
    problems: tuple[Problem, ...] = ()


class Folder(NamedTuple):
    """The records of one folder, or of one file that has a kind of its own.

    Attributes:
        files: what was read, by name, in natural order.
        problems: everything that is wrong with them, and what was found there but is not read.
        leftovers: paths of temporary files that a writer left.
    """

    files: Mapping[str, File]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    def says_the_same(self, other: Folder) -> bool:
        """Whether two readings gave the same records and problems."""
        if self[1:] != other[1:] or len(self.files) != len(other.files):
            return False
        pairs = zip(self.files.items(), other.files.items(), strict=True)
        return all(name == key and file.record is last.record for (name, file), (key, last) in pairs)


EMPTY = Folder({})


def read_folder(
    root: str, kind: Kind, proposal: str, listed: FolderListing, *, last: Folder = EMPTY, again: Collection[str] = ()
) -> Generator[None, None, Folder]:
    """Read the records of one folder; stops now and then, to be continued.

    Args:
        root: the negotiation's folder.
        kind: what the files are.
        proposal: the id of the proposal that they belong to, where the kind has a folder for each.
        listed: the names in the folder.
        last: what was read before.
        again: paths of files that have changed, whatever their times say.
    """
    files: dict[str, File] = {}
    problems = listed.problems
    for count, identifier in enumerate(listed.entries, 1):
        file = read_file(root, Location(kind, identifier, proposal), last.files.get(identifier), again)
        files[identifier] = file
        if file.problems:
            problems += file.problems
        if count % _BATCH == 0:
            yield
    return Folder(files, problems, listed.leftovers)


def written(root: str, where: Location, bytes_: bytes, record: Record) -> File:
    """A file that this program has just written: it need not be read."""
    try:
        return File(stamp(os.stat(f"{root}/{where.path}")), hash(bytes_), record)  # noqa: PTH116 - text in, no Path
    except OSError:
        return File(None, hash(bytes_), record)


def read_file(root: str, where: Location, last: File | None = None, again: Collection[str] = ()) -> File:
    """Read one file, unless it is as it was when it was read last."""
    path = f"{root}/{where.path}"
    known = last.stamp if last and not (again and where.path in again) else None
    try:
        if last and known is not None and known == stamp(os.stat(path)):  # noqa: PTH116 - a Path costs more
            return last
        read_bytes, status = content(path)
    except OSError as error:
        problem = Problem(
            where.path, f"cannot be read: {reason(error)}; nothing in this file is shown", unreadable=True
        )
        return File(None, 0, last.record if last else None, (problem,))
    digest = hash(read_bytes)
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED
    now = stamp(status) if settled else None
    if last and last.content == digest:  # touched, or the echo of what this program wrote
        return last._replace(stamp=now)
    record, problems = read(where, read_bytes)
    if last and (record is None or record == last.record):
        record = last.record
    return File(now, digest, record, problems)
