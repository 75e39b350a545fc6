"""The names in a negotiation: only plain files and folders that really lie inside it; no file is opened."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from negotrack.errors import reason
from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.problems import Problem, Severity
from negotrack.store.access import leads_outside
from negotrack.store.layout import NESTED, TEMPORARY, Kind, identifier_fault

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

    def owners(self) -> Iterator[tuple[str, list[Kind]]]:
        """Every id, those of proposals first, each with the kinds of what there is of it."""
        without = frozenset[str]().union(*self.ids.values()).difference(self.proposals)
        for identifier in (*self.proposals, *sorted(without, key=natural)):
            yield identifier, self.kinds(identifier)

    def kinds(self, identifier: str) -> list[Kind]:
        """The kinds of what there is of an id."""
        return [kind for kind, ids in self.ids.items() if identifier in ids]

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
