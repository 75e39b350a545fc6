"""The names in a folder: only plain files and folders that really lie inside the negotiation."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from negotrack.errors import reason
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import WHOLE
from negotrack.model.problems import Problem, Severity
from negotrack.store.access import leads_outside
from negotrack.store.layout import NESTED, TEMPORARY, identifier_fault

_BY_PROPOSAL = frozenset(kind.value for kind in NESTED)


class Names(NamedTuple):
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


NOTHING = Names()


class _Entry(Protocol):
    """What may be in a folder: an entry of a listing, or a path by itself."""

    @property
    def name(self) -> str: ...
    def is_dir(self) -> bool: ...
    def is_file(self) -> bool: ...
    def is_symlink(self) -> bool: ...


def names(root: str, folder: str) -> Names:
    """List one folder of a negotiation; one that does not exist is empty.

    Args:
        root: the negotiation's folder.
        folder: the folder below it, with forward slashes.
    """
    top = f"{root}/{folder}"
    try:
        if os.path.islink(top) and leads_outside(root, folder):  # noqa: PTH114 - a Path costs more than the listing
            return Names(problems=(outside(folder),))
        with os.scandir(top) as entries:
            return _sorted_out(root, folder, entries)
    except FileNotFoundError:
        return NOTHING
    except OSError as error:
        message = f"cannot be listed: {reason(error)}; check its permissions"
        return Names(problems=(Problem(folder, message, unreadable=True),))


def names_again(root: str, folder: str, last: Names, name: str) -> Names:
    """What a folder holds, where only one name in it is looked at again."""
    path = Path(root, folder, name)
    now = _sorted_out(root, folder, [path] if os.path.lexists(path) else [])
    key = str if folder in _BY_PROPOSAL else natural
    known = name if folder in _BY_PROPOSAL else name.removesuffix(".toml")
    entries = list(last.entries)
    at = bisect_left(entries, key(known), key=key)
    entries[at : at + (entries[at : at + 1] == [known])] = now.entries
    return Names(
        tuple(entries),
        (*(each for each in last.leftovers if each != name), *now.leftovers),
        (*(each for each in last.problems if each.file != _printable(f"{folder}/{name}")), *now.problems),
    )


def outside(path: str) -> Problem:
    """The problem with a link that leads out of the negotiation's folder."""
    message = "is a link that leads out of the negotiation's folder; it is not read"
    return Problem(_printable(path), message, unreadable=True)


def _sorted_out(root: str, folder: str, found: Iterable[_Entry]) -> Names:
    by_proposal = folder in _BY_PROPOSAL
    entries: list[str] = []
    leftovers: list[str] = []
    problems: list[Problem] = []
    for entry in found:
        name = entry.name
        if name.isascii() and name[0] != "." and not by_proposal and name.endswith(".toml") and _is_plain(entry):
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
    entries.sort(key=None if by_proposal else natural)
    return Names(tuple(entries), tuple(leftovers), tuple(problems))


def _folder_problem(entry: _Entry, path: str) -> Problem | None:
    """What is wrong with something where there should be a folder for each proposal."""
    if entry.is_dir():
        wrong = None if entry.name == WHOLE else identifier_fault(entry.name)
        message = f"the folder's name {wrong}; nothing in it is shown" if wrong else ""
    else:
        message = "lies in no proposal's folder; it is not read" if entry.name.endswith(".toml") else ""
    return Problem(_printable(path), message, unreadable=True) if message else None


def _file_problem(entry: _Entry, path: str) -> Problem | None:
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


def _is_plain(entry: _Entry) -> bool:
    return not entry.is_symlink() and entry.is_file()
