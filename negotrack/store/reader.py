"""Reading one negotiation's folder: names first, then a proposal at a time, then only what changed.

A file that cannot be read is a problem with its place, and hides nothing else. Nothing here ever writes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from negotrack.model.identifiers import natural
from negotrack.model.negotiation import WHOLE, Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.store.assemble import assemble
from negotrack.store.layout import Kind
from negotrack.store.layout import place as place_of
from negotrack.store.listing import Names, names
from negotrack.store.unit import EMPTY, Unit, dossier, read_frame, read_proposal


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder holds.

    Attributes:
        negotiation: the records, put together.
        problems: what could not be read, by file and line.
    """

    negotiation: Negotiation
    problems: tuple[Problem, ...]

    @property
    def unreadable(self) -> int:
        """The number of files that could not be read."""
        return len({problem.file for problem in self.problems if problem.unreadable})


class Reader:
    """One negotiation's folder, read as it is needed.

    Attributes:
        folder: the folder, as it was given.
        id: the negotiation's id, the folder's name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = folder.resolve().name
        self._listed: dict[Kind, Names] = {}
        self._frame = EMPTY
        self._units: dict[str, Unit] = {}
        self._dossiers: dict[str, Dossier | None] = {}
        self._strays: tuple[str, ...] = ()

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The ids of every proposal that has a file, in natural order."""
        return self._listed[Kind.PROPOSAL].files

    @property
    def annotation_counts(self) -> Mapping[str, int]:
        """How many annotations each proposal has that has been read; ``_`` is the negotiation as a whole."""
        return {
            identifier: sum(where.kind is Kind.ANNOTATION for where in unit.files)
            for identifier, unit in self._units.items()
        }

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Temporary files that a writer left behind when it was killed, as far as read."""
        top = [f"{kind.value}/{name}" for kind, listed in self._listed.items() for name in listed.leftovers]
        return (*top, *(path for unit in (self._frame, *self._units.values()) for path in unit.leftovers))

    @property
    def complete(self) -> bool:
        """Whether everything listed has been read."""
        return bool(self._listed) and all(identifier in self._units for identifier in self._everything())

    def scan(self) -> None:
        """List the names of the proposals, and read what is around them."""
        self._listed = {kind: names(self.folder, kind.value) for kind in (Kind.PROPOSAL, Kind.LEDGER, Kind.ANNOTATION)}
        known = set(self.proposal_ids)
        folders = {*self._listed[Kind.LEDGER].folders, *self._listed[Kind.ANNOTATION].folders, WHOLE}
        self._strays = tuple(sorted(folders - known, key=natural))
        self._frame = read_frame(self.folder, self._frame)

    def dossier(self, identifier: str) -> Dossier | None:
        """One proposal with its ledger and annotations, read now if it was not yet; None where it cannot be."""
        if identifier not in self._units:
            self._read(identifier)
        return self._dossiers.get(identifier)

    def steps(self) -> Iterator[tuple[int, int]]:
        """Read whatever is not read yet, a proposal at a time; yields how many are done, of how many."""
        if not self._listed:
            self.scan()
        rest = [identifier for identifier in self._everything() if identifier not in self._units]
        for done, identifier in enumerate(rest, 1):
            self.dossier(identifier)
            yield done, len(rest)

    def load(self) -> Loaded:
        """Read everything that is not read yet."""
        for _ in self.steps():
            pass
        return self.loaded()

    def loaded(self) -> Loaded:
        """What has been read so far."""
        problems = [*self._frame.faults, *(each for listed in self._listed.values() for each in listed.problems)]
        for unit in self._units.values():
            problems += unit.faults
        dossiers = {key: each for key in self.proposal_ids if (each := self._dossiers.get(key))}
        strays = {key: unit for key, unit in self._units.items() if key not in dossiers and any(unit.files)}
        negotiation = assemble(self.id, self._frame, dossiers, strays)
        return Loaded(negotiation, tuple(sorted(problems, key=lambda each: (natural(each.file), each.line or 0))))

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Read again what changed on disk.

        Args:
            paths: the files or folders that may have changed; None to look at every file.

        Returns:
            Whether anything did.
        """
        touched = None if paths is None else self._touched(paths)
        before = (self._listed, self._frame, self._strays)
        self.scan()
        changed = before != (self._listed, self._frame, self._strays)
        everything = set(self._everything())
        for identifier in self._units.keys() - everything:
            del self._units[identifier]
            self._dossiers.pop(identifier, None)
        for identifier in self._units if touched is None else touched & self._units.keys():
            changed |= self._read(identifier)
        for identifier in everything - self._units.keys() if touched is None else touched & everything:
            if identifier not in self._units:
                changed |= self._read(identifier)
        return changed

    def _everything(self) -> tuple[str, ...]:
        return (*self.proposal_ids, *self._strays)

    def _read(self, identifier: str) -> bool:
        last = self._units.get(identifier, EMPTY)
        listed = identifier not in self._strays
        unit = read_proposal(self.folder, identifier, last, listed=listed)
        if identifier in self._units and unit == last:
            return False
        self._units[identifier] = unit
        self._dossiers[identifier] = dossier(unit)
        return True

    def _touched(self, paths: Iterable[Path]) -> set[str]:
        """The proposals that files or folders belong to."""
        root = os.path.realpath(self.folder)
        found: set[str] = set()
        for path in paths:
            relative = Path(os.path.relpath(os.path.realpath(path.parent), root), path.name).as_posix()
            where = place_of(relative)
            parts = relative.split("/")
            if where:
                found.add(where.proposal or where.identifier)
            elif len(parts) == 2:
                found.add(parts[1])
        return found
