"""One folder of a negotiation: listing its names, reading its records, and assembling what was read.

Only regular files that are really inside it are read. Assembling touches no disk.
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
    """The contents of one folder.

    Attributes:
        entries: the names of its files without extension, in natural order; or, if it has a folder for each proposal,
            the names of these folders, in any order.
        leftovers: the names of temporary files of a writer.
        problems: what was found but is not read.
    """

    entries: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


_NOTHING = FolderListing()


def list_folder(root: str, folder: str) -> FolderListing:
    """List one folder of a negotiation; a missing one counts as empty.

    Args:
        root: the negotiation's folder.
        folder: the path of the folder relative to it, with forward slashes.
    """
    top = f"{root}/{folder}"
    try:
        if os.path.islink(top) and leads_outside(root, folder):  # noqa: PTH114 - a Path costs more than the listing
            return FolderListing(problems=(outside(folder),))
        with os.scandir(top) as entries:
            return _listing(root, folder, entries)
    except FileNotFoundError:
        return _NOTHING
    except OSError as error:
        message = f"cannot be listed: {reason(error)}; check its permissions"
        return FolderListing(problems=(Problem(folder, message, unreadable=True),))


class Catalogue(NamedTuple):
    """Which proposals a negotiation has, and which of them have a ledger, texts, stakes or annotations.

    Attributes:
        proposals: the ids of the proposals that have a file, in natural order.
        ids: for each kind, the ids that have a file or folder of it; possibly including ``_``.
        problems: what was found but is not read.
        leftovers: the paths of temporary files that a writer left behind.
    """

    proposals: tuple[str, ...]
    ids: Mapping[Kind, frozenset[str]]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """All ids, those of proposals first."""
        without = frozenset[str]().union(*self.ids.values()).difference(self.proposals)
        return (*self.proposals, *sorted(without, key=natural))

    def missing(self, identifier: str, known: Container[Key]) -> list[Key]:
        """The keys that exist for an id and are not known yet."""
        return [
            (kind, identifier)
            for kind, ids in self.ids.items()
            if identifier in ids and (kind, identifier) not in known
        ]

    def with_folder(self, kind: Kind, identifier: str) -> Catalogue:
        """The catalogue with a folder of a kind added for an id."""
        return self._replace(ids={**self.ids, kind: self.ids[kind] | {identifier}})

    def holds(self, kind: Kind, identifier: str) -> bool:
        """Whether a file or folder of a kind exists for an id."""
        return identifier in self.ids.get(kind, ())


def catalogue(root: str, kinds: Collection[Kind] = NESTED) -> Catalogue:
    """List the names of a negotiation.

    Args:
        root: the negotiation's folder.
        kinds: the kinds to list, of those with a folder for each proposal.
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


def _listing(root: str, folder: str, found: Iterable[os.DirEntry[str]]) -> FolderListing:
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
            entries.append(name[:-5])  # nearly all of them, so tested first
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
    ordered = sorted(entries)  # nearly the natural order, which halves the work of sorting into it
    in_order = ordered if by_proposal else sorted(ordered, key=natural)
    return FolderListing(tuple(in_order), tuple(leftovers), tuple(problems))


def _folder_problem(entry: os.DirEntry[str], path: str) -> Problem | None:
    """What is wrong with an entry of a folder that should contain a folder for each proposal."""
    if entry.is_dir():
        wrong = None if entry.name == WHOLE else identifier_fault(entry.name)
        message = f"the folder's name {wrong}; nothing in it is shown" if wrong else ""
    else:
        message = "is not in a proposal's folder; it is not read" if entry.name.endswith(".toml") else ""
    return Problem(_printable(path), message, unreadable=True) if message else None


def _file_problem(entry: os.DirEntry[str], path: str) -> Problem | None:
    """What is wrong with an entry of a folder that should contain files; ``read`` reports invalid identifiers."""
    if entry.name.endswith(".toml"):
        if not entry.is_file():
            return Problem(_printable(path), "is not a plain file; it is not read", unreadable=True)
        if path.isascii() or _printable(path) == path:
            return None
        return Problem(_printable(path), "the file's name is not UTF-8; it is not read", unreadable=True)
    if not entry.is_dir():
        return None
    return Problem(_printable(path), "is a folder; only files are read here", severity=Severity.WARNING)


def _printable(path: str) -> str:
    """A path with backslash escapes for bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


_SETTLED = 2_500_000_000
"""Nanoseconds after which another change is sure to give a file a new time, even on the coarsest file system."""
_BATCH = 256
"""Files to read before yielding to the caller."""


class File(NamedTuple):
    """One file as this program read or wrote it.

    Attributes:
        stamp: a number that changes when the file does; None if that is not reliable yet.
        content: the hash of its bytes.
        record: the record in it, or the last one that could be read.
        problems: what is wrong with it.
    """

    stamp: int | None
    content: int
    record: Record | None
    problems: tuple[Problem, ...] = ()


class Folder(NamedTuple):
    """The records of one folder, or of one file that is read as a folder of its own.

    Attributes:
        files: the files that were read, by name, in natural order.
        problems: everything that is wrong with them, and what was found but is not read.
        leftovers: the paths of temporary files that a writer left behind.
    """

    files: Mapping[str, File]
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[str, ...] = ()

    def says_the_same(self, other: Folder) -> bool:
        """Whether two readings have the same records, problems and leftovers."""
        if self[1:] != other[1:] or len(self.files) != len(other.files):
            return False
        pairs = zip(self.files.items(), other.files.items(), strict=True)
        return all(name == key and file.record is last.record for (name, file), (key, last) in pairs)


EMPTY = Folder({})


def read_folder(
    root: str, kind: Kind, proposal: str, listed: FolderListing, *, last: Folder = EMPTY, again: Collection[str] = ()
) -> Generator[None, None, Folder]:
    """Read the records of one folder; yields now and then, so that the caller can do other work.

    Args:
        root: the negotiation's folder.
        kind: the kind of the files.
        proposal: the id of the proposal that they belong to, for kinds with a folder for each proposal.
        listed: the names in the folder.
        last: the result of the last reading.
        again: paths of files known to have changed, whatever their times say.
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
    """A file that this program has just written, so that it need not be read."""
    try:
        return File(stamp(os.stat(f"{root}/{where.path}")), hash(bytes_), record)  # noqa: PTH116 - text in, no Path
    except OSError:
        return File(None, hash(bytes_), record)


def read_file(root: str, where: Location, last: File | None = None, again: Collection[str] = ()) -> File:
    """Read one file, unless it is unchanged since it was last read."""
    path = f"{root}/{where.path}"
    known = last.stamp if last and not (again and where.path in again) else None
    try:
        if last and known is not None and known == stamp(os.stat(path)):  # noqa: PTH116 - a Path costs more
            return last
        read_bytes, status = content(path)
    except OSError as error:
        problem = Problem(where.path, f"cannot be read: {reason(error)}").of_unreadable()
        return _kept(File(None, 0, None, (problem,)), last)
    digest = hash(read_bytes)
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED
    now = stamp(status) if settled else None
    if last and last.content == digest:  # only touched, or this program's own write coming back
        return last._replace(stamp=now)
    record, problems = read(where, read_bytes)
    if last and record == last.record:
        record = last.record
    return _kept(File(now, digest, record, problems), last)


def _kept(file: File, last: File | None) -> File:
    """A file as it counts: if it can no longer be read, as it was last read."""
    if file.record is not None or last is None or last.record is None:
        return file
    return file._replace(record=last.record, problems=tuple(each.of_kept() for each in file.problems))


R = TypeVar("R", bound=Record)
Folders: TypeAlias = Mapping[Key, Folder]
"""Everything that was read, by key."""


def proposal_in(folders: Folders, identifier: str) -> Proposal | None:
    """A proposal's own file; None if it was not read, or is missing or unreadable."""
    file = folders.get((Kind.PROPOSAL, identifier), EMPTY).files.get(identifier)
    return file.record if file and isinstance(file.record, Proposal) else None


def dossier_in(folders: Folders, identifier: str) -> Dossier | None:
    """A proposal with the records read for it; None if its own file was not read, or is missing or unreadable."""
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
        dossiers: the proposals, assembled, by id.
    """
    stray = sorted({owner for _, owner in folders if owner and owner not in dossiers}, key=natural)
    annotations = _by_proposal(folders, stray, Kind.ANNOTATION, Annotation)
    header = next(iter(_around(folders, Kind.HEADER, Header).values()), None)
    return Negotiation(
        id=identifier,
        header=header or _placeholder_header(identifier, dossiers.values()),
        dossiers=dossiers,
        annotations=annotations.pop(WHOLE, ()),
        orphans=annotations,
        stray_entries=_by_proposal(folders, stray, Kind.LEDGER, LedgerEntry),
        stray_texts=_by_proposal(folders, stray, Kind.TEXT, Text),
        stray_stakes=_by_proposal(folders, stray, Kind.STAKE, Stake),
        added_sources=_around(folders, Kind.SOURCE, Source),
        added_people=_around(folders, Kind.PERSON, Person),
        added_events=_around(folders, Kind.EVENT, Event),
        added_claims=_around(folders, Kind.CLAIM, Claim),
        added_packages=_around(folders, Kind.PACKAGE, Package),
    )


def _around(folders: Folders, kind: Kind, model: type[R]) -> dict[str, R]:
    """The readable records of one kind that belongs to no proposal, by id."""
    files = folders.get((kind, ""), EMPTY).files
    return {key: file.record for key, file in files.items() if isinstance(file.record, model)}


def _belonging(folders: Folders, kind: Kind, owner: str, model: type[R]) -> tuple[R, ...]:
    """The readable records of one kind that belong to a proposal, in natural order of their ids."""
    files = folders.get((kind, owner), EMPTY).files
    return tuple(file.record for file in files.values() if isinstance(file.record, model))


def _by_proposal(folders: Folders, proposals: Iterable[str], kind: Kind, model: type[R]) -> dict[str, tuple[R, ...]]:
    """The readable records of one kind by proposal, for proposals that have any."""
    return {key: found for key in proposals if (found := _belonging(folders, kind, key, model))}


def _placeholder_header(identifier: str, dossiers: Iterable[Dossier]) -> Header:
    """A header for a negotiation whose own is missing or unreadable, so that everything else can be shown."""
    sides = dict.fromkeys(entry.side for each in dossiers for entry in each.positions)
    return Header.model_construct(
        title=identifier, sides=tuple(Side.model_construct(id=side, name=side) for side in sides)
    )
