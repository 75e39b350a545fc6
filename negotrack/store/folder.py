"""One folder of a negotiation: the names in it, the records under them, and what was read put together.

Only plain files that really lie inside are read. Putting together touches no disk.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Container, Generator, Iterable, Mapping
from typing import NamedTuple, TypeAlias, TypeVar

from negotrack.errors import reason
from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.layout import NESTED, TEMPORARY, Key, Kind, Location, identifier_fault
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Header,
    LedgerEntry,
    Package,
    Person,
    Proposal,
    Record,
    Side,
    Source,
    Stake,
    Text,
)
from negotrack.store.access import content, leads_outside, stamp
from negotrack.store.validate import read

_BY_PROPOSAL = frozenset(kind.value for kind in NESTED)


class FolderListing(NamedTuple):
    """What one folder holds.

    Attributes:
        entries: names of its files without the ending, in natural order; or of its folders where it has one for
            each proposal, in any order.
        leftovers: names of temporary files of a writer.
        problems: what was found but is not read.
    """

    entries: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


_NOTHING = FolderListing()


def list_folder(root: str, folder: str) -> FolderListing:
    """List one folder of a negotiation; one that does not exist is empty.

    Args:
        root: the negotiation's folder.
        folder: the folder below it, with forward slashes.
    """
    top = f"{root}/{folder}"
    try:
        if os.path.islink(top) and leads_outside(root, folder):  # noqa: PTH114 - a Path costs more than the listing
            return FolderListing(problems=(outside(folder),))
        with os.scandir(top) as entries:
            return _sorted_out(root, folder, entries)
    except FileNotFoundError:
        return _NOTHING
    except OSError as error:
        message = f"cannot be listed: {reason(error)}; check its permissions"
        return FolderListing(problems=(Problem(folder, message, unreadable=True),))


class Catalogue(NamedTuple):
    """Which proposals a negotiation has, and which of them have a ledger, texts, stakes or annotations.

    Attributes:
        proposals: the ids of every proposal that has a file, in natural order.
        ids: for each kind, the ids that have a file or a folder of it; ``_`` may be among them.
        problems: what was found but is not read.
        leftovers: paths of temporary files that a writer left.
    """

    proposals: tuple[str, ...]
    ids: Mapping[Kind, frozenset[str]]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Every id, those of proposals first."""
        without = frozenset[str]().union(*self.ids.values()).difference(self.proposals)
        return (*self.proposals, *sorted(without, key=natural))

    def missing(self, identifier: str, known: Container[Key]) -> list[Key]:
        """What there is of an id and is not known yet."""
        return [
            (kind, identifier)
            for kind, ids in self.ids.items()
            if identifier in ids and (kind, identifier) not in known
        ]

    def with_folder(self, kind: Kind, identifier: str) -> Catalogue:
        """The same after a folder of a kind was made for an id."""
        return self._replace(ids={**self.ids, kind: self.ids[kind] | {identifier}})

    def holds(self, kind: Kind, identifier: str) -> bool:
        """Whether there is a file, or a folder, of a kind for an id."""
        return identifier in self.ids.get(kind, ())


def catalogue(root: str, kinds: Collection[Kind] = NESTED) -> Catalogue:
    """List the names of a negotiation.

    Args:
        root: the negotiation's folder.
        kinds: those, of the kinds with a folder for each proposal, that are wanted.
    """
    listed = {kind: list_folder(root, kind.value) for kind in (Kind.PROPOSAL, *kinds)}
    return Catalogue(
        listed[Kind.PROPOSAL].entries,
        {kind: frozenset(each.entries) for kind, each in listed.items()},
        tuple(problem for each in listed.values() for problem in each.problems),
        tuple(f"{kind.value}/{name}" for kind, each in listed.items() for name in each.leftovers),
    )


def outside(path: str) -> Problem:
    """The problem with a link that leads out of the negotiation's folder."""
    message = "is a link that leads out of the negotiation's folder; it is not read"
    return Problem(_printable(path), message, unreadable=True)


def _sorted_out(root: str, folder: str, found: Iterable[os.DirEntry[str]]) -> FolderListing:
    by_proposal = folder in _BY_PROPOSAL
    entries: list[str] = []
    leftovers: list[str] = []
    problems: list[Problem] = []
    for entry in found:
        name = entry.name
        if (
            name.isascii()
            and name[0] != "."
            and not by_proposal
            and name.endswith(".toml")
            and entry.is_file(follow_symlinks=False)
        ):
            entries.append(name[:-5])  # nearly every one, so it comes first
            continue
        if name.startswith("."):
            leftovers += [name] if name.startswith(TEMPORARY) else []
            continue
        path = f"{folder}/{name}"
        try:
            if entry.is_symlink() and leads_outside(root, path):
                problem: Problem | None = outside(path)
            elif by_proposal:
                problem = _folder_problem(entry, path)
            else:
                problem = _file_problem(entry, path)
        except OSError as error:
            problem = Problem(_printable(path), f"cannot be read: {reason(error)}", unreadable=True)
        if problem:
            problems.append(problem)
        elif by_proposal:
            entries += [name] if entry.is_dir() else []
        elif name.endswith(".toml"):
            entries.append(name[:-5])
    ordered = sorted(entries)  # that brings them nearly into natural order, and halves the work of finding it
    in_order = ordered if by_proposal else sorted(ordered, key=natural)
    return FolderListing(tuple(in_order), tuple(leftovers), tuple(problems))


def _folder_problem(entry: os.DirEntry[str], path: str) -> Problem | None:
    """What is wrong with something where there should be a folder for each proposal."""
    if entry.is_dir():
        wrong = None if entry.name == WHOLE else identifier_fault(entry.name)
        message = f"the folder's name {wrong}; nothing in it is shown" if wrong else ""
    else:
        message = "lies in no proposal's folder; it is not read" if entry.name.endswith(".toml") else ""
    return Problem(_printable(path), message, unreadable=True) if message else None


def _file_problem(entry: os.DirEntry[str], path: str) -> Problem | None:
    """What is wrong with something where there should be files; what is wrong with a name, who reads it says."""
    if entry.name.endswith(".toml"):
        if not entry.is_file():
            return Problem(_printable(path), "is no plain file; it is not read", unreadable=True)
        if path.isascii() or _printable(path) == path:
            return None
        return Problem(_printable(path), "the file's name is not UTF-8; it is not read", unreadable=True)
    if not entry.is_dir():
        return None
    return Problem(_printable(path), "is a folder; only files are read here", severity=Severity.WARNING)


def _printable(path: str) -> str:
    """A path in which bytes that are no UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


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


R = TypeVar("R", bound=Record)
Folders: TypeAlias = Mapping[Key, Folder]
"""What was read."""


def proposal_in(folders: Folders, identifier: str) -> Proposal | None:
    """A proposal's own file; None where it was not read, or cannot be."""
    file = folders.get((Kind.PROPOSAL, identifier), EMPTY).files.get(identifier)
    return file.record if file and isinstance(file.record, Proposal) else None


def dossier_in(folders: Folders, identifier: str) -> Dossier | None:
    """A proposal with what was read of what belongs to it; None where its own file was not read, or cannot be."""
    own = proposal_in(folders, identifier)
    if own is None:
        return None
    if not any((kind, identifier) in folders for kind in NESTED):  # most of ten thousand
        return Dossier(own)
    return Dossier(
        own,
        _belonging(folders, Kind.LEDGER, identifier, LedgerEntry),
        _belonging(folders, Kind.ANNOTATION, identifier, Annotation),
        _belonging(folders, Kind.TEXT, identifier, Text),
        _belonging(folders, Kind.STAKE, identifier, Stake),
    )


def negotiation_in(folders: Folders, identifier: str, dossiers: Mapping[str, Dossier]) -> Negotiation:
    """A negotiation, as far as it was read.

    Args:
        folders: what was read.
        identifier: its id.
        dossiers: the proposals, put together, by id.
    """
    stray = sorted({owner for _, owner in folders if owner and owner not in dossiers}, key=natural)
    annotations = _of(folders, stray, Kind.ANNOTATION, Annotation)
    header = next(iter(_around(folders, Kind.HEADER, Header).values()), None)
    return Negotiation(
        id=identifier,
        header=header or _stand_in(identifier, dossiers.values()),
        dossiers=dossiers,
        annotations=annotations.pop(WHOLE, ()),
        orphans=annotations,
        stray_entries=_of(folders, stray, Kind.LEDGER, LedgerEntry),
        stray_texts=_of(folders, stray, Kind.TEXT, Text),
        stray_stakes=_of(folders, stray, Kind.STAKE, Stake),
        added_sources=_around(folders, Kind.SOURCE, Source),
        added_people=_around(folders, Kind.PERSON, Person),
        added_events=_around(folders, Kind.EVENT, Event),
        added_claims=_around(folders, Kind.CLAIM, Claim),
        added_packages=_around(folders, Kind.PACKAGE, Package),
    )


def _around(folders: Folders, kind: Kind, model: type[R]) -> dict[str, R]:
    """The readable records of one kind that stands around the proposals, by id."""
    files = folders.get((kind, ""), EMPTY).files
    return {key: file.record for key, file in files.items() if isinstance(file.record, model)}


def _belonging(folders: Folders, kind: Kind, owner: str, model: type[R]) -> tuple[R, ...]:
    """The readable records of one kind that belong to a proposal, in natural order of their ids."""
    files = folders.get((kind, owner), EMPTY).files
    return tuple(file.record for file in files.values() if isinstance(file.record, model))


def _of(folders: Folders, proposals: Iterable[str], kind: Kind, model: type[R]) -> dict[str, tuple[R, ...]]:
    """The readable records of one kind by the proposal that they belong to, where there are any."""
    return {key: found for key in proposals if (found := _belonging(folders, kind, key, model))}


def _stand_in(identifier: str, dossiers: Iterable[Dossier]) -> Header:
    """A header for a folder whose own cannot be read, so that everything else still shows."""
    sides = dict.fromkeys(entry.side for each in dossiers for entry in each.positions)
    return Header.model_construct(
        title=identifier, sides=tuple(Side.model_construct(id=side, name=side) for side in sides)
    )
