"""Reading what belongs together: the files of one proposal, or those around all proposals.

A unit is a value. Reading it again takes over from the last one what has not changed on disk, and keeps the
last good record of a file that has become unreadable.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from negotrack.model.negotiation import WHOLE, Dossier
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, LedgerEntry, Proposal, Record
from negotrack.store.layout import HEADER, Kind, Place
from negotrack.store.listing import content, leads_outside, names, outside, stamp
from negotrack.store.validate import read

R = TypeVar("R", bound=Record)


class File(NamedTuple):
    """One file as it was read.

    Attributes:
        stamp: what changes when the file does; None where it could not be opened.
        record: what it holds, or last held while it could be read.
        problems: what is wrong with it.
    """

    stamp: tuple[int, int, int] | None
    record: Record | None
    problems: tuple[Problem, ...] = ()


class Unit(NamedTuple):
    """Files that belong together.

    Attributes:
        files: what was read, by place, in natural order.
        problems: what was found in the folders but is not read.
        leftovers: paths of temporary files that a writer left.
    """

    files: Mapping[Place, File]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    def records(self, kind: Kind, model: type[R]) -> Iterator[tuple[str, R]]:
        """The readable records of one kind, with their ids."""
        for where, file in self.files.items():
            if where.kind is kind and isinstance(file.record, model):
                yield where.identifier, file.record

    @property
    def faults(self) -> Iterator[Problem]:
        """Every problem of the unit."""
        yield from self.problems
        for file in self.files.values():
            yield from file.problems


EMPTY = Unit({})


def read_proposal(root: Path, identifier: str, last: Unit = EMPTY, *, listed: bool = True) -> Unit:
    """Read one proposal with its ledger and its annotations.

    Args:
        root: the negotiation's folder.
        identifier: the proposal's id, or ``_`` for the annotations of the negotiation as a whole.
        last: what was read before.
        listed: whether the proposal has a file; a ledger or annotations may be there without one.
    """
    places = [Place(Kind.PROPOSAL, identifier)] if listed and identifier != WHOLE else []
    return _read(root, [(Kind.LEDGER, identifier), (Kind.ANNOTATION, identifier)], places, last)


def read_frame(root: Path, last: Unit = EMPTY) -> Unit:
    """Read negotiation.toml and the sources, people, events and claims that have files of their own."""
    kinds = [(kind, "") for kind in (Kind.SOURCE, Kind.PERSON, Kind.EVENT, Kind.CLAIM)]
    if leads_outside(root, HEADER):
        unit = _read(root, kinds, [], last)
        return unit._replace(problems=(outside(HEADER), *unit.problems))
    return _read(root, kinds, [Place(Kind.HEADER, HEADER.removesuffix(".toml"))], last)


def dossier(unit: Unit) -> Dossier | None:
    """The proposal of a unit, put together; None where its file is missing or cannot be read."""
    proposal = next((record for _, record in unit.records(Kind.PROPOSAL, Proposal)), None)
    if proposal is None:
        return None
    ledger = tuple(entry for _, entry in unit.records(Kind.LEDGER, LedgerEntry))
    annotations = tuple(annotation for _, annotation in unit.records(Kind.ANNOTATION, Annotation))
    return Dossier(proposal, ledger, annotations)


def _read(root: Path, folders: list[tuple[Kind, str]], places: list[Place], last: Unit) -> Unit:
    problems: list[Problem] = []
    leftovers: list[str] = []
    for kind, proposal in folders:
        folder = f"{kind.value}/{proposal}" if proposal else kind.value
        listed = names(root, folder)
        places += [Place(kind, identifier, proposal) for identifier in listed.files]
        problems += listed.problems
        leftovers += [f"{folder}/{name}" for name in listed.leftovers]
    files = {where: _file(root, where, last.files.get(where)) for where in places}
    return Unit(files, tuple(problems), tuple(leftovers))


def _file(root: Path, where: Place, last: File | None) -> File:
    path = f"{root}/{where.path}"
    try:
        if last is not None and last.stamp is not None and last.stamp == stamp(os.stat(path)):  # noqa: PTH116 - hot
            return last
        read_bytes, now = content(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problem = Problem(where.path, f"cannot be read: {reason}; nothing in this file is shown", unreadable=True)
        return File(None, last.record if last else None, (problem,))
    record, problems = read(where, read_bytes)
    return File(now, record or (last.record if last else None), problems)
