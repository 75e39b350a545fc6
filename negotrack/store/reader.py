"""Reading one negotiation's folder: names first, then a proposal at a time, then only what changed.

A file that cannot be read is a problem with its place, and hides nothing else. Nothing here ever writes.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import stat
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.layout import (
    AROUND,
    HEADER,
    NESTED,
    OF_HEADER,
    TEMPORARY,
    Key,
    Kind,
    Location,
    identifier_fault,
    key_of,
    place,
)
from negotrack.model.negotiation import Dossier, Negotiation, in_order
from negotrack.model.problems import Problem
from negotrack.model.records import Proposal
from negotrack.store.access import has_in_it, leads_outside, touched
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

_FRAME: tuple[Key, ...] = ((Kind.HEADER, ""), *((kind, "") for kind in AROUND))
_MANY = 1_000
"""Annotations of one proposal; as many are read in a tenth of a second."""
_BATCH = 256
"""Proposals after which what was read is taken off the collector, which would go through it again and again."""


class Loaded(NamedTuple):
    """What a folder holds.

    Attributes:
        negotiation: the records, put together.
        problems: what could not be read, by file and line.
    """

    negotiation: Negotiation
    problems: tuple[Problem, ...]

    @property
    def unreadable_files(self) -> frozenset[str]:
        """The files that could not be read, by path."""
        return frozenset(problem.file for problem in self.problems if problem.unreadable)

    @property
    def unreadable(self) -> int:
        """The number of files that could not be read."""
        return len(self.unreadable_files)


class Reader:
    """One negotiation's folder, read as it is needed.

    Args:
        folder: the folder; it keeps the name by which it was given.
        annotations: whether annotations are wanted at all.

    Attributes:
        folder: the folder, as it was given.
        id: the negotiation's id, the folder's name.
    """

    def __init__(self, folder: Path, *, annotations: bool = True) -> None:
        self.folder = folder
        self.id = folder.resolve().name
        self._root = os.fspath(folder)
        self._nested = NESTED if annotations else tuple(kind for kind in NESTED if kind is not Kind.ANNOTATION)
        self._catalogue: Catalogue | None = None
        self._listed: FolderListing | None = None
        self._folders: dict[Key, Folder] = {}
        self._marked: dict[Key, Folder] = {}
        self._dossiers: dict[str, Dossier] = {}
        self._loaded: Loaded | None = None
        self._version = 0

    @property
    def proposal_ids(self) -> tuple[str, ...]:
        """The ids of every proposal that has a file, in natural order."""
        if self._catalogue:
            return self._catalogue.proposals
        if self._listed is None:
            self._listed = list_folder(self._root, Kind.PROPOSAL.value)
        return self._listed.entries

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Temporary files that a writer left behind when it was killed, as far as read."""
        listed = self._catalogue.leftovers if self._catalogue else ()
        if self._listed and not self._catalogue:
            listed = tuple(f"{Kind.PROPOSAL}/{name}" for name in self._listed.leftovers)
        return (*listed, *(path for folder in self._marked.values() for path in folder.leftovers))

    @property
    def complete(self) -> bool:
        """Whether everything listed has been read."""
        names = self._catalogue
        return names is not None and not any(names.missing(owner, self._folders) for owner in names.owners)

    def scan(self) -> None:
        """List the names of the proposals, and read what is around them."""
        self._list()
        for key in _FRAME:
            self._read(key)

    def frame(self) -> None:
        """Read what is around the proposals, if it was not yet; no names of proposals are listed."""
        for key in _FRAME:
            if key not in self._folders:
                self._read(key)

    def proposal(self, identifier: str) -> Proposal | None:
        """The file of one proposal alone, read now if it was not yet; None where it cannot be."""
        key = (Kind.PROPOSAL, identifier)
        if key not in self._folders and not identifier_fault(identifier):
            self._read(key)
        return proposal_in(self._folders, identifier)

    def record_names(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """The ids of all records of a kind with a folder for each proposal, each after that of its proposal."""
        for proposal in list_folder(self._root, kind.value).entries:
            for identifier in list_folder(self._root, f"{kind}/{proposal}").entries:
                yield proposal, identifier

    def mentioning(self, identifier: str) -> Iterator[str]:
        """The ids of the other proposals whose own file or ledger has an id in it; nothing is parsed for that."""
        needle = identifier.encode()
        places = [(each, f"{Kind.PROPOSAL}/{each}.toml") for each in self.proposal_ids]
        places += ((each, f"{Kind.LEDGER}/{each}/{name}.toml") for each, name in self.record_names(Kind.LEDGER))
        for owner, path in places:
            try:
                found = has_in_it(f"{self._root}/{path}", needle)
            except OSError:  # told by whoever reads it
                continue
            if found and owner != identifier:
                yield owner

    def dossier(self, identifier: str, *, annotations: bool = True, at_once: bool = True) -> Dossier | None:
        """One proposal with what belongs to it, read now if it was not yet; None where it cannot be.

        Args:
            identifier: its id.
            annotations: whether to read its annotations now; those that were read are given in any case.
            at_once: whether to read also thousands of them; otherwise they are left to ``steps``, so that nobody waits.
        """
        if identifier_fault(identifier) or identifier == WHOLE:
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
        """Read whatever is not read yet, a proposal at a time; yields how many are done, of how many."""
        names = self._names()
        rest = [keys for owner in names.owners if (keys := names.missing(owner, self._folders))]
        for done, keys in enumerate(rest, 1):
            if done % _BATCH == 0:
                gc.freeze()
            for key in keys:
                if key not in self._folders and (names is self._catalogue or self._names().holds(*key)):
                    for _ in self._reading(key):
                        yield done - 1, len(rest)
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
            problems = [*(self._catalogue.problems if self._catalogue else ())]
            problems += (problem for folder in self._marked.values() for problem in folder.problems)
            problems.sort(key=lambda each: (natural(each.file), each.line or 0))
            self._loaded = Loaded(self._assembled(), tuple(problems))
        return self._loaded

    def refresh(self, paths: Iterable[Path] | None = None) -> bool:
        """Read again what changed on disk.

        Args:
            paths: the files or folders that may have changed; None to look at every file.

        Returns:
            Whether anything did.
        """
        before = self._version
        found = None if paths is None else touched(self.folder, paths, self._nested)
        if found is None or self._catalogue is None:
            self.scan()
            for key in [*self._folders]:
                self._read(key)
        elif found:
            whole = {kind for kind in self._nested if found.pop((kind, ""), None)}
            for key in self._folders if whole else ():  # there may be many
                if key[0] in whole:
                    found.setdefault(key, set())
            if whole or not all(self._is_as_listed(key) for key in found):
                self._list()
            for (kind, owner), files in found.items():
                if not owner or self._names().holds(kind, owner):
                    self._read((kind, owner), files)
        return self._version != before

    def take(self, change: Change) -> bool:
        """Take over what this program has just written or removed, without reading it again.

        Returns:
            Whether anything is different from before.
        """
        before = self._version
        for each in change.files:
            where = place(each.path)
            if where is None or where.kind not in {Kind.HEADER, Kind.PROPOSAL, *AROUND, *self._nested}:
                continue
            key = key_of(where)
            if key not in self._folders and not self._is_whole(key[1]):
                continue  # it comes with everything else that has not been read yet
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
        """Whether a proposal has so many annotations that reading them takes longer than a glance."""
        with contextlib.suppress(OSError), os.scandir(f"{self._root}/{Kind.ANNOTATION}/{proposal}") as entries:
            return sum(1 for _ in itertools.islice(entries, _MANY)) == _MANY
        return False

    def _note_names(self, change: Change) -> None:
        """Note the folder that a change made for its first file; list names again where other names came or went."""
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

    def _is_whole(self, proposal: str) -> bool:
        """Whether everything that there was of a proposal has been read."""
        names = self._catalogue
        return names is not None and not names.missing(proposal, self._folders)

    def _is_as_listed(self, key: Key) -> bool:
        """Whether a proposal's file, or a folder of what belongs to it, is there as the names say; all take longer."""
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
        """Whether there can be something of a kind for a proposal: what was listed has it, or nothing was listed."""
        return self._catalogue is None or self._catalogue.holds(kind, proposal)

    def _names(self) -> Catalogue:
        if self._catalogue is None:
            self.scan()
        return self._catalogue or Catalogue((), {})

    def _list(self) -> None:
        """List the names, and let go of what has none any more."""
        now, last = catalogue(self._root, self._nested), self._catalogue
        if now != last:
            self._catalogue = now
            self._changed()
            gone = [key for key in self._folders if key[1] and not now.holds(*key)] if last else []
            for key in gone:
                self._put(key, EMPTY)
                del self._folders[key]

    def _read(self, key: Key, again: Iterable[str] = ()) -> None:
        for _ in self._reading(key, again):
            pass

    def _reading(self, key: Key, again: Iterable[str] = ()) -> Generator[None, None, None]:
        kind, owner = key
        if kind is Kind.PROPOSAL:
            self._put(key, self._proposal_folder(key, again))
            return
        if kind is Kind.HEADER:
            hidden = leads_outside(self._root, HEADER)
            listed = FolderListing(
                () if hidden else (OF_HEADER.identifier,), _left_at_the_top(self._root), (outside(HEADER),) * hidden
            )
        else:
            path = f"{kind}/{owner}" if owner else kind.value
            listed = list_folder(self._root, path)
            listed = listed._replace(leftovers=tuple(f"{path}/{name}" for name in listed.leftovers))
        last = self._folders.get(key, EMPTY)
        read = yield from read_folder(self._root, kind, owner, listed, last=last, again=set(again))
        self._put(key, read)

    def _proposal_folder(self, key: Key, again: Iterable[str]) -> Folder:
        """A proposal's own file, as a folder of one."""
        where, names = Location(*key), self._catalogue
        if not (names.holds(*key) if names else os.path.lexists(f"{self._root}/{where.path}")):
            return EMPTY
        last = self._folders.get(key, EMPTY)
        file = read_file(self._root, where, last.files.get(where.identifier), {*again})
        return Folder({where.identifier: file}, file.problems)

    def _put(self, key: Key, folder: Folder) -> None:
        """Keep what was read, and let go of what followed from what was read before."""
        last = self._folders.get(key)
        self._folders[key] = folder
        if last is not None and folder.says_the_same(last):
            return
        self._dossiers.pop(key[1], None)
        self._marked.pop(key, None)
        if folder.problems or folder.leftovers:
            self._marked[key] = folder
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
        """The records that were read so far, put together."""
        read = (owner for kind, owner in self._folders if kind is Kind.PROPOSAL)
        ids = self._catalogue.proposals if self._catalogue else read
        dossiers = {identifier: found for identifier in ids if (found := self._dossier(identifier))}
        return negotiation_in(self._folders, self.id, dossiers)


def _left_at_the_top(root: str) -> tuple[str, ...]:
    with contextlib.suppress(OSError):
        return tuple(name for name in os.listdir(root) if name.startswith(TEMPORARY))  # noqa: PTH208 - names are enough
    return ()


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
