"""Reading one negotiation's folder: names first, then a proposal at a time, then only what changed.

A file that cannot be read is a problem with its place, and hides nothing else. Nothing here ever writes.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.store.assemble import assemble
from negotrack.store.catalogue import Catalogue, catalogue
from negotrack.store.layout import Kind, Place, identifier_fault
from negotrack.store.touched import FRAME, touched
from negotrack.store.unit import EMPTY, Unit, dossier, read_frame, read_unit, same

_BATCH = 256
"""Proposals after which what was read is taken off the collector, which would go through it again and again."""


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
        self._root = os.fspath(folder)
        self._catalogue = Catalogue()
        self._scanned = False
        self._frame = EMPTY
        self._units: dict[str, Unit] = {}
        self._dossiers: dict[str, Dossier] = {}
        self._marked: dict[str, Unit] = {}
        self._loaded: Loaded | None = None
        self._version = 0

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The ids of every proposal that has a file, in natural order."""
        self._scan_once()
        return self._catalogue.proposals

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Temporary files that a writer left behind when it was killed, as far as read."""
        units = (path for unit in (self._frame, *self._marked.values()) for path in unit.leftovers)
        return (*self._catalogue.leftovers, *units)

    @property
    def complete(self) -> bool:
        """Whether everything listed has been read."""
        return self._scanned and all(identifier in self._units for identifier in self._catalogue)

    def scan(self) -> None:
        """List the names of the proposals, and read what is around them."""
        self._list(catalogue(self._root))
        self._read_frame()
        self._scanned = True

    def dossier(self, identifier: str) -> Dossier | None:
        """One proposal with its ledger and annotations, read now if it was not yet; None where it cannot be."""
        if identifier not in self._units:
            self._scan_once()
            if identifier not in self._catalogue and not identifier_fault(identifier):
                self._list(self._catalogue.again(self._root, identifier))
            if identifier in self._catalogue:
                self._read(identifier)
        return self._dossiers.get(identifier)

    def steps(self) -> Iterator[tuple[int, int]]:
        """Read whatever is not read yet, a proposal at a time; yields how many are done, of how many."""
        self._scan_once()
        rest = [identifier for identifier in self._catalogue if identifier not in self._units]
        for done, identifier in enumerate(rest, 1):
            if done % _BATCH == 0:
                gc.freeze()
            if identifier not in self._units and identifier in self._catalogue:
                self._read(identifier)
            yield done, len(rest)

    def load(self) -> Loaded:
        """Read everything that is not read yet."""
        with _uncollected():
            for _ in self.steps():
                pass
        return self.loaded()

    def loaded(self) -> Loaded:
        """What has been read so far."""
        if self._loaded is None:
            known = self._dossiers
            dossiers = {
                identifier: known[identifier] for identifier in self._catalogue.proposals if identifier in known
            }
            strays = {key: unit for key, unit in self._units.items() if key not in dossiers}
            problems = [*self._frame.problems, *self._catalogue.problems]
            problems += (problem for unit in self._marked.values() for problem in unit.problems)
            problems.sort(key=lambda each: (natural(each.file), each.line or 0))
            self._loaded = Loaded(assemble(self.id, self._frame, dossiers, strays), tuple(problems))
        return self._loaded

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Read again what changed on disk.

        Args:
            paths: the files or folders that may have changed; None to look at every file.

        Returns:
            Whether anything did.
        """
        before = self._version
        found = None if paths is None else touched(self.folder, paths)
        if found is None or not self._scanned:
            self.scan()
            for identifier in [*self._units]:
                self._read(identifier)
        else:
            if FRAME in found:
                self._read_frame(found.pop(FRAME))
            for identifier, files in found.items():
                self._list(self._catalogue.again(self._root, identifier))
                if identifier in self._catalogue:
                    self._read(identifier, files)
        return self._version != before

    def _scan_once(self) -> None:
        if not self._scanned:
            self.scan()

    def _list(self, now: Catalogue) -> None:
        """Take over names that were listed, and let go of what has none any more."""
        if now.listed != self._catalogue.listed:
            self._catalogue = now
            for identifier in [each for each in self._units if each not in now]:
                self._forget(identifier)
                del self._units[identifier]
            self._changed()

    def _read(self, identifier: str, again: Collection[str] = ()) -> None:
        kinds = self._catalogue.kinds(identifier)
        single = (Place(Kind.PROPOSAL, identifier),) if Kind.PROPOSAL in kinds else ()
        folders = kinds[len(single) :]
        last = self._units.get(identifier)
        unit = read_unit(self._root, identifier, folders, single, last=last or EMPTY, again=again)
        self._units[identifier] = unit
        if last is None:
            self._changed()
            self._take(identifier, unit)
        elif not same(unit, last):
            self._forget(identifier)
            self._take(identifier, unit)

    def _take(self, identifier: str, unit: Unit) -> None:
        """Work out what follows from what was read of one proposal."""
        if found := dossier(unit):
            self._dossiers[identifier] = found
        if unit.problems or unit.leftovers:
            self._marked[identifier] = unit

    def _forget(self, identifier: str) -> None:
        self._dossiers.pop(identifier, None)
        self._marked.pop(identifier, None)
        self._changed()

    def _read_frame(self, again: Collection[str] = ()) -> None:
        last, self._frame = self._frame, read_frame(self._root, self._frame, again)
        if not same(self._frame, last):
            self._changed()

    def _changed(self) -> None:
        self._version += 1
        self._loaded = None


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from going through records that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
