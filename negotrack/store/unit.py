"""Reading what belongs together: the files of one proposal, or those around all proposals.

A unit is a value. Reading it again takes over from the last one what has not changed on disk, and keeps the
last good record of a file that has become unreadable.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeVar

from negotrack.errors import reason
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, LedgerEntry, Proposal, Record, Stake, Text
from negotrack.store.access import content, leads_outside, stamp
from negotrack.store.layout import HEADER, TEMPORARY, Kind, Place
from negotrack.store.listing import names, outside
from negotrack.store.validate import read

_FRAME = (Kind.SOURCE, Kind.PERSON, Kind.EVENT, Kind.CLAIM, Kind.PACKAGE)
R = TypeVar("R", bound=Record)
_SETTLED = 2_500_000_000
"""Nanoseconds after which the next change surely gives a file another time, on the coarsest file system."""


class File(NamedTuple):
    """One file as it was read.

    Attributes:
        stamp: what changes when the file does; None where that cannot be relied on.
        record: what it holds, or last held while it could be read.
        problems: what is wrong with it.
    """

    stamp: int | None
    record: Record | None
    problems: tuple[Problem, ...] = ()


class Unit(NamedTuple):
    """Files that belong together.

    Attributes:
        files: what was read, by kind and name, in natural order.
        problems: everything that is wrong with them, and what was found in their folders but is not read.
        leftovers: paths of temporary files that a writer left.
    """

    files: Mapping[Kind, Mapping[str, File]]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    def records(self, kind: Kind, model: type[R]) -> dict[str, R]:
        """The readable records of one kind, by id."""
        files = self.files.get(kind)
        return {key: file.record for key, file in files.items() if isinstance(file.record, model)} if files else {}


EMPTY = Unit({})


def read_unit(
    root: str,
    proposal: str,
    folders: Collection[Kind],
    single: Collection[Place] = (),
    *,
    last: Unit = EMPTY,
    again: Collection[str] = (),
) -> Unit:
    """Read files that belong together.

    Args:
        root: the negotiation's folder.
        proposal: the id of the proposal that they belong to; empty for those around all proposals.
        folders: the kinds of which every file is read.
        single: other files to read.
        last: what was read before; returned as it is where nothing changed.
        again: paths of files that have changed, whatever their times say.
    """
    problems: list[Problem] = []
    leftovers: list[str] = []
    wanted: dict[Kind, tuple[Place, ...]] = {where.kind: (where,) for where in single}
    for kind in folders:
        folder = f"{kind}/{proposal}" if proposal else kind.value
        listed = names(root, folder)
        problems += listed.problems
        leftovers += [f"{folder}/{name}" for name in listed.leftovers]
        wanted[kind] = tuple(Place(kind, identifier, proposal) for identifier in listed.entries)
    files: dict[Kind, dict[str, File]] = {}
    for kind, places in wanted.items():
        known = last.files.get(kind, {})
        files[kind] = found = {}
        for where in places:
            found[where.identifier] = file = _file(root, where, known.get(where.identifier), again)
            problems += file.problems
    return Unit(files, tuple(problems), tuple(leftovers))


def read_frame(root: str, last: Unit = EMPTY, again: Collection[str] = ()) -> Unit:
    """Read negotiation.toml and the sources, people, events and claims that have files of their own."""
    header = Place(Kind.HEADER, HEADER.removesuffix(".toml"))
    hidden = (outside(HEADER),) if leads_outside(root, HEADER) else ()
    unit = read_unit(root, "", _FRAME, () if hidden else (header,), last=last, again=again)
    return Unit(unit.files, (*hidden, *unit.problems), (*_left_at_the_top(root), *unit.leftovers))


def dossier(unit: Unit) -> Dossier | None:
    """The proposal of a unit, put together; None where its file is missing or cannot be read."""
    files = unit.files
    for file in files.get(Kind.PROPOSAL, {}).values():
        if isinstance(file.record, Proposal):
            if len(files) == 1:  # most of ten thousand
                return Dossier(file.record)
            return Dossier(
                file.record,
                ledger=tuple(unit.records(Kind.LEDGER, LedgerEntry).values()),
                annotations=tuple(unit.records(Kind.ANNOTATION, Annotation).values()),
                texts=tuple(unit.records(Kind.TEXT, Text).values()),
                stakes=tuple(unit.records(Kind.STAKE, Stake).values()),
            )
    return None


def same(one: Unit, other: Unit) -> bool:
    """Whether two readings gave the same."""
    return one[1:] == other[1:] and list(_records(one)) == list(_records(other))


def _left_at_the_top(root: str) -> Iterator[str]:
    with contextlib.suppress(OSError):
        yield from (name for name in os.listdir(root) if name.startswith(TEMPORARY))  # noqa: PTH208 - names are enough


def _records(unit: Unit) -> Iterator[tuple[Kind, str, int]]:
    for kind, files in unit.files.items():
        for identifier, file in files.items():
            yield kind, identifier, id(file.record)


def _file(root: str, where: Place, last: File | None, again: Collection[str]) -> File:
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
        return File(None, last.record if last else None, (problem,))
    record, problems = read(where, read_bytes)
    if last and (record is None or record == last.record):
        record = last.record
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED
    return File(stamp(status) if settled else None, record, problems)
