"""Reading one negotiation's folder: first the names, then a proposal at a time, then only what changed.

An unreadable file becomes a problem with its place, and hides nothing else. Nothing here ever writes.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import stat
from collections.abc import Collection, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negotrack.model.identifiers import WHOLE, fault, natural
from negotrack.model.layout import AROUND, HEADER, NESTED, OF_HEADER, TEMPORARY, Key, Kind, Location, key_of, place
from negotrack.model.negotiation import Dossier, Negotiation, in_order
from negotrack.model.problems import Problem
from negotrack.model.records import Proposal
from negotrack.store.access import contains, leads_outside, touched
from negotrack.store.folder import (
    EMPTY,
    Catalogue,
    Folder,
    FolderListing,
    catalogue,
    dossier_in,
    list_folder,
    negotiation_in,
    outside,
    proposal_in,
    read_file,
    read_folder,
    written,
)

if TYPE_CHECKING:
    from negotrack.store.filechange import Change

_SHARED: tuple[Key, ...] = ((Kind.HEADER, ""), *((kind, "") for kind in AROUND))
_MANY = 1_000
"""Annotations of one proposal; reading so many takes a tenth of a second."""
_BATCH = 256
"""Proposals to read before freezing them in the garbage collector, which would traverse them again and again."""


class Loaded(NamedTuple):
    """What was loaded from a folder.

    Attributes:
        negotiation: the records, assembled.
        problems: what could not be read, by file and line.
    """

    negotiation: Negotiation
    problems: tuple[Problem, ...]

    @property
    def unreadable_files(self) -> frozenset[str]:
        """The paths of the files that could not be read."""
        return frozenset(problem.file for problem in self.problems if problem.unreadable)

    @property
    def unreadable(self) -> int:
        """The number of files that could not be read."""
        return len(self.unreadable_files)


class Reader:
    """One negotiation's folder, read as needed.

    Args:
        folder: the folder.
        annotations: whether annotations are wanted at all.

    Attributes:
        folder: the folder, as it was given.
        id: the negotiation's id, which is the folder's real name.
    """

    def __init__(self, folder: Path, *, annotations: bool = True) -> None:
        self.folder = folder
        self.id = folder.resolve().name
        self._root = os.fspath(folder)
        self._nested = NESTED if annotations else tuple(kind for kind in NESTED if kind is not Kind.ANNOTATION)
        self._catalogue: Catalogue | None = None
        self._listed: FolderListing | None = None
        self._folders: dict[Key, Folder] = {}
        self._flagged: dict[Key, Folder] = {}
        self._dossiers: dict[str, Dossier] = {}
        self._loaded: Loaded | None = None
        self._version = 0

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The ids of the proposals that have a file, in natural order."""
        if self._catalogue:
            return self._catalogue.proposals
        if self._listed is None:
            self._listed = list_folder(self._root, Kind.PROPOSAL.value)
        return self._listed.entries

    @property
    def leftovers(self) -> tuple[str, ...]:
        """The temporary files of killed writers, as far as folders were read."""
        listed = self._catalogue.leftovers if self._catalogue else ()
        if self._listed and not self._catalogue:
            listed = tuple(f"{Kind.PROPOSAL}/{name}" for name in self._listed.leftovers)
        return (*listed, *(path for folder in self._flagged.values() for path in folder.leftovers))

    def scan(self) -> None:
        """List the names of the proposals, and read the records that belong to none."""
        self._list()
        self.read_shared()

    def read_shared(self) -> None:
        """Read the records that belong to no proposal, unless already read; lists no proposals."""
        for key in _SHARED:
            if key not in self._folders:
                self._read(key)

    def proposal(self, identifier: str) -> Proposal | None:
        """A proposal's own file, read now if it was not yet; None if it is missing or unreadable."""
        key = (Kind.PROPOSAL, identifier)
        if key not in self._folders and not fault(identifier):
            self._read(key)
        return proposal_in(self._folders, identifier)

    def record_names(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """Yield the proposal's id and the record's id, for every record of a kind with a folder for each proposal."""
        for proposal in list_folder(self._root, kind.value).entries:
            for identifier in list_folder(self._root, f"{kind}/{proposal}").entries:
                yield proposal, identifier

    def mentioning(self, identifier: str) -> Iterator[str]:
        """The ids of the other proposals whose own file or ledger contains an id; parses nothing."""
        needle = identifier.encode()
        places = [(each, f"{Kind.PROPOSAL}/{each}.toml") for each in self.proposal_ids]
        places += ((each, f"{Kind.LEDGER}/{each}/{name}.toml") for each, name in self.record_names(Kind.LEDGER))
        for owner, path in places:
            try:
                found = contains(f"{self._root}/{path}", needle)
            except OSError:  # reading it reports the problem
                continue
            if found and owner != identifier:
                yield owner

    def dossier(self, identifier: str, *, annotations: bool = True, at_once: bool = True) -> Dossier | None:
        """A proposal with the records that belong to it, read now if not yet; None if it is missing or unreadable.

        Args:
            identifier: its id.
            annotations: whether to read its annotations now; those already read are included in any case.
            at_once: whether to read even thousands of them now; otherwise they are left to ``steps``, to save waiting.
        """
        if fault(identifier) or identifier == WHOLE:
            return None
        if self._catalogue and not self._catalogue.holds(Kind.PROPOSAL, identifier):
            self._list()
        for kind in (Kind.PROPOSAL, *self._nested):
            if (kind, identifier) in self._folders or not self._may_hold(kind, identifier):
                continue
            if kind is not Kind.ANNOTATION or (annotations and (at_once or not self._has_many(identifier))):
                self._read((kind, identifier))
        return self._dossier(identifier)

    def lacks_annotations(self, identifier: str) -> bool:
        """Whether a proposal has annotations that were left to ``steps``."""
        key = (Kind.ANNOTATION, identifier)
        return key not in self._folders and self._catalogue is not None and self._catalogue.holds(*key)

    def steps(self) -> Iterator[tuple[int, int]]:
        """Read whatever is not read yet, a proposal at a time; yields the number done and the total."""
        names = self._names()
        rest = [keys for owner in names.owners if (keys := names.missing(owner, self._folders))]
        for done, keys in enumerate(rest, 1):
            if done % _BATCH == 0:
                gc.freeze()
            for key in keys:
                if key not in self._folders and (names is self._catalogue or self._names().holds(*key)):
                    for _ in self._read_steps(key):
                        yield done - 1, len(rest)
            yield done, len(rest)

    def load(self) -> Loaded:
        """Read everything that is not read yet."""
        with _collector_paused():
            for _ in self.steps():
                pass
        return self.loaded()

    def loaded(self) -> Loaded:
        """What has been read so far."""
        if self._loaded is None:
            problems = [*(self._catalogue.problems if self._catalogue else ())]
            problems += (problem for folder in self._flagged.values() for problem in folder.problems)
            problems.sort(key=lambda each: (natural(each.file), each.line or 0))
            self._loaded = Loaded(self._assembled(), tuple(problems))
        return self._loaded

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Read again what changed on disk.

        Args:
            paths: the files or folders that may have changed; None to check every file.

        Returns:
            Whether anything did change.
        """
        before = self._version
        found = None if paths is None else touched(self.folder, paths, self._nested)
        if found is None or self._catalogue is None:
            self._list()
            for key in dict.fromkeys((*_SHARED, *self._folders)):
                self._read(key)
        elif found:
            relist = found.pop((Kind.PROPOSAL, ""), None)  # not a record, so only a new listing reports it
            whole = {kind for kind in self._nested if found.pop((kind, ""), None)}
            for key in self._folders if whole else ():  # there may be many
                if key[0] in whole:
                    found.setdefault(key, set())
            if relist or whole or not all(self._is_as_listed(key) for key in found):
                self._list()
            for (kind, owner), files in found.items():
                if not owner or self._names().holds(kind, owner):
                    self._read((kind, owner), files)
        return self._version != before

    def take(self, change: Change) -> bool:
        """Apply a change that this program has just made to the files, without reading them again.

        Returns:
            Whether anything changed.
        """
        before = self._version
        for each in change.files:
            where = place(each.path)
            if where is None or where.kind not in {Kind.HEADER, Kind.PROPOSAL, *AROUND, *self._nested}:
                continue
            key = key_of(where)
            if key not in self._folders and not self._is_complete(key[1]):
                continue  # it will be read along with everything else that has not been read yet
            if each.after is not None and each.record is None:
                self._read(key, {each.path})
                continue
            last = self._folders.get(key, EMPTY)
            files = {**last.files}
            files.pop(where.identifier, None)
            if each.after is not None and each.record is not None:
                after_all = not files or natural(where.identifier) > natural(next(reversed(files)))  # nearly always
                files[where.identifier] = written(self._root, where, each.after, each.record)
                files = files if after_all else in_order(files)
            problems = tuple(problem for problem in last.problems if problem.file != each.path)
            self._put(key, Folder(files, problems, last.leftovers))
        self._note_names(change)
        return self._version != before

    def _has_many(self, proposal: str) -> bool:
        """Whether a proposal has so many annotations that reading them takes noticeable time."""
        with contextlib.suppress(OSError), os.scandir(f"{self._root}/{Kind.ANNOTATION}/{proposal}") as entries:
            return sum(1 for _ in itertools.islice(entries, _MANY)) == _MANY
        return False

    def _note_names(self, change: Change) -> None:
        """Add a folder that a change created to the catalogue; list again if other names came or went."""
        for each in change.files:
            where, names = place(each.path), self._catalogue
            if names and where and where.kind not in {Kind.HEADER, *AROUND}:
                key = key_of(where)
                there = bool(self._folders.get(key, EMPTY).files)
                if there is names.holds(*key):
                    continue
                if not there or where.kind is Kind.PROPOSAL:
                    self._list()
                    return
                self._catalogue = names.with_folder(*key)

    def _is_complete(self, proposal: str) -> bool:
        """Whether everything listed for a proposal has been read."""
        names = self._catalogue
        return names is not None and not names.missing(proposal, self._folders)

    def _is_as_listed(self, key: Key) -> bool:
        """Whether a proposal's file or folder exists just as listed; cheaper than listing all names again."""
        kind, owner = key
        if not owner:
            return True
        path = f"{kind}/{owner}" if kind in NESTED else Location(kind, owner).path
        names = self._names()
        is_listed = names.holds(kind, owner)
        try:
            mode = os.lstat(f"{self._root}/{path}").st_mode
        except OSError:
            return not is_listed and all(problem.file != path for problem in names.problems)
        is_plain = stat.S_ISDIR(mode) if kind in NESTED else stat.S_ISREG(mode)
        return is_listed and is_plain and not leads_outside(self._root, path)

    def _may_hold(self, kind: Kind, proposal: str) -> bool:
        """Whether a proposal may have records of a kind: the catalogue lists them, or there is no catalogue yet."""
        return self._catalogue is None or self._catalogue.holds(kind, proposal)

    def _names(self) -> Catalogue:
        if self._catalogue is None:
            self.scan()
        return self._catalogue or Catalogue((), {})

    def _list(self) -> None:
        """List the names, and drop whatever is no longer listed."""
        now, last = catalogue(self._root, self._nested), self._catalogue
        if now != last:
            self._catalogue = now
            self._changed()
            gone = [key for key in self._folders if key[1] and not now.holds(*key)] if last else []
            for key in gone:
                self._put(key, EMPTY)
                del self._folders[key]

    def _read(self, key: Key, again: Collection[str] = ()) -> None:
        for _ in self._read_steps(key, again):
            pass

    def _read_steps(self, key: Key, again: Collection[str] = ()) -> Generator[None, None, None]:
        kind, owner = key
        if kind is Kind.PROPOSAL:
            self._put(key, self._proposal_folder(key, again))
            return
        if kind is Kind.HEADER:
            hidden = leads_outside(self._root, HEADER)
            listed = FolderListing(
                () if hidden else (OF_HEADER.identifier,), _top_leftovers(self._root), (outside(HEADER),) * hidden
            )
        else:
            path = f"{kind}/{owner}" if owner else kind.value
            listed = list_folder(self._root, path)
            listed = listed._replace(leftovers=tuple(f"{path}/{name}" for name in listed.leftovers))
        last = self._folders.get(key, EMPTY)
        read = yield from read_folder(self._root, kind, owner, listed, last=last, again=again)
        self._put(key, read)

    def _proposal_folder(self, key: Key, again: Collection[str]) -> Folder:
        """A proposal's own file, as a folder of one file."""
        where, names = Location(*key), self._catalogue
        if not (names.holds(*key) if names else os.path.lexists(f"{self._root}/{where.path}")):
            return EMPTY
        last = self._folders.get(key, EMPTY)
        file = read_file(self._root, where, last.files.get(where.identifier), again)
        return Folder({where.identifier: file}, file.problems)

    def _put(self, key: Key, folder: Folder) -> None:
        """Store what was read, and discard what was derived from the last reading."""
        last = self._folders.get(key)
        self._folders[key] = folder
        if last is not None and folder.says_the_same(last):
            return
        self._dossiers.pop(key[1], None)
        self._flagged.pop(key, None)
        if folder.problems or folder.leftovers:
            self._flagged[key] = folder
        self._changed()

    def _changed(self) -> None:
        self._loaded = None
        self._version += 1

    def _dossier(self, identifier: str) -> Dossier | None:
        known = self._dossiers.get(identifier)
        if known is None and (known := dossier_in(self._folders, identifier)):
            self._dossiers[identifier] = known
        return known

    def _assembled(self) -> Negotiation:
        """The negotiation, assembled from the records read so far."""
        read = (owner for kind, owner in self._folders if kind is Kind.PROPOSAL)
        ids = self._catalogue.proposals if self._catalogue else read
        dossiers = {identifier: found for identifier in ids if (found := self._dossier(identifier))}
        return negotiation_in(self._folders, self.id, dossiers)


def _top_leftovers(root: str) -> tuple[str, ...]:
    with contextlib.suppress(OSError):
        return tuple(name for name in os.listdir(root) if name.startswith(TEMPORARY))  # noqa: PTH208 - names are enough
    return ()


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from traversing records that all stay alive."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
