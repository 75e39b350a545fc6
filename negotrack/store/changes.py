"""Making changes under the lock, against the current bytes; each is noted in the journal, to be undone and redone.

Each journal entry is a file of its own, so a broken one affects no other. It is written before the change is made, so
that a change can be undone even if the program is killed halfway through it. It holds the bytes before and after,
including deleted text; so only its owner may read it, and ``forget`` erases the whole journal.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from negotrack.errors import ChangedUnderneath, ProblemsFound, WriteError, reason
from negotrack.model.layout import OWNED, TEMPORARY, Location
from negotrack.store.access import admitted, leads_outside, present
from negotrack.store.filechange import Change, Done, FileChange
from negotrack.store.parse import parse
from negotrack.store.state import make_private, private_folder
from negotrack.store.validate import read
from negotrack.store.write import create, locked, remove, replace


def apply(folder: Path, change: Change, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Make a change and note it in the journal.

    Args:
        folder: the negotiation's folder.
        change: what happens to its files.
        progress: called after every file with the number written and the total.

    Returns:
        Warnings: what could not be confirmed although the change was made.

    Raises:
        ChangedUnderneath: a file is not what the change starts from.
        WriteError: something could not be written; the change was rolled back, unless the message says otherwise.
    """
    with locked(folder):
        steps = [(_permitted(folder, each), each) for each in change.files]
        for _, each in steps:
            _check_present(folder, each)
        journal = Journal(folder)
        entry, warnings = _add_entry(journal, change)
        try:
            warnings += _change_files(folder, steps, progress)
        except BaseException:
            if entry and _is_untouched(folder, change):
                journal.drop(entry)
            raise
        journal.trim()
        return warnings


def undo(folder: Path, *, skip: bool = False) -> Done:
    """Undo the last change.

    Args:
        folder: the negotiation's folder.
        skip: set the last change aside instead, so that the one before it is undone next.

    Raises:
        ProblemsFound: there is nothing to undo.
        ChangedUnderneath: a file has changed since; nothing was undone.
        WriteError: something could not be written.
    """
    with locked(folder):
        journal = Journal(folder)
        entry = journal.last_done()
        if entry is None:
            raise ProblemsFound("there is nothing to undo")
        if skip:
            journal.mark(entry, SET_ASIDE)
            return Done(Change(entry.change.label, ()))
        warnings = _replay(folder, entry.change.reversed, "undone; to pass this change over: negotrack undo --skip")
        _, noted = _mark_entry(journal, entry, UNDONE)
        return Done(entry.change.reversed, (*warnings, *noted))


def redo(folder: Path) -> Done:
    """Redo the change that was undone last.

    Raises:
        ProblemsFound: there is nothing to redo.
        ChangedUnderneath: a file has changed since; nothing was done.
        WriteError: something could not be written.
    """
    with locked(folder):
        journal = Journal(folder)
        entry = journal.next_undone()
        if entry is None:
            raise ProblemsFound("there is nothing to redo")
        # Marked first, so that it can be undone if the program is killed halfway.
        entry, noted = _mark_entry(journal, entry, DONE)
        try:
            warnings = _replay(folder, entry.change, "redone")
        except BaseException:
            _mark_entry(journal, entry, UNDONE)
            raise
        return Done(entry.change, (*noted, *warnings))


def forget(folder: Path) -> int:
    """Erase the journal, including the deleted text in it; returns the number of changes that it held."""
    with locked(folder):
        return Journal(folder).forget()


def clear_leftovers(folder: Path, leftovers: tuple[str, ...]) -> None:
    """Remove temporary files of a killed writer; under the lock, so no other program is writing one."""
    with contextlib.suppress(WriteError, OSError):
        if leftovers:
            with locked(folder, patience=0):
                for path in leftovers:
                    if PurePosixPath(path).name.startswith(TEMPORARY) and not leads_outside(folder, path):
                        (folder / path).unlink(missing_ok=True)


def _add_entry(journal: Journal, change: Change) -> tuple[JournalEntry | None, list[str]]:
    try:
        return journal.add(change), []
    except WriteError as error:
        return None, [f"saved, but it cannot be undone later: the journal was not written ({error})"]


def _mark_entry(journal: Journal, entry: JournalEntry, state: str) -> tuple[JournalEntry, list[str]]:
    try:
        return journal.mark(entry, state), []
    except WriteError as error:
        return entry, [f"the files were changed, but the journal does not say so ({error})"]


def _replay(folder: Path, change: Change, what: str) -> list[str]:
    """Make a change from the journal; files that are already as it leaves them are skipped."""
    steps = []
    for each in change.files:
        where = _permitted(folder, each, recorded=True)
        if present(folder, each.path) != each.after:
            _check_present(folder, each, f"{each.path} has changed since; it was not {what}")
            steps.append((where, each))
    return _change_files(folder, steps)


def _permitted(folder: Path, each: FileChange, *, recorded: bool = False) -> Location:
    """The location of a file, if the program may change it in this way.

    A handwritten file is never replaced, and is removed only to undo its creation.

    Raises:
        WriteError: the program may not change it.
    """
    where = admitted(folder, each.path)
    if each.before is None:
        return where
    if where.kind not in OWNED and not (recorded and each.after is None):
        raise WriteError(f"{each.path}: is written by hand, and never changed by this program; open it in an editor")
    if each.record is None:  # a change that carries a record was derived from a readable file
        record, problems = read(where, each.before)
        if record is None:
            raise WriteError(f"{problems[0]}; it was not written")
    return where


def _check_present(folder: Path, each: FileChange, message: str | None = None) -> None:
    found = present(folder, each.path)
    if found != each.before:
        if found is not None and each.before is None:
            message = message or f"{each.path} already exists; nothing was written"
        raise ChangedUnderneath(each.path, message)


def _change_files(
    folder: Path, steps: list[tuple[Location, FileChange]], progress: Callable[[int, int], None] | None = None
) -> list[str]:
    """Change all files, or none of them."""
    warnings: list[str] = []
    made: list[tuple[Location, FileChange]] = []
    try:
        for where, each in steps:
            warnings += _change_file(folder, where, each)
            made.append((where, each))
            if progress:
                progress(len(made), len(steps))
    except BaseException as error:
        for where, each in reversed(made):
            try:
                _change_file(folder, where, each.reversed)
            except WriteError:
                raise WriteError(f"{error}; a part of the change was made: negotrack undo takes it back") from error
        raise
    return list(dict.fromkeys(warnings))


def _change_file(folder: Path, where: Location, each: FileChange) -> list[str]:
    path = folder / each.path
    if each.after is None:
        _check_present(folder, each)
        warnings = remove(path)
        with contextlib.suppress(OSError):
            for empty in PurePosixPath(each.path).parents[:-1]:
                (folder / empty).rmdir()
        return warnings

    def validate(written: bytes) -> None:
        if each.record is None:
            record, problems = read(where, written)
            if record is None:
                raise WriteError(f"{each.path}: {problems[0].key} {problems[0].message}; it was not written")
        else:
            parse(written)  # the record was validated when it was made; here only that its bytes are TOML
        _check_present(folder, each)

    return replace(path, each.after, validate=validate, new=each.before is None)


def _is_untouched(folder: Path, change: Change) -> bool:
    with contextlib.suppress(WriteError):
        return all(present(folder, each.path) == each.before for each in change.files)
    return False


MOST_ENTRIES = 200
"""Entries; beyond this, the oldest are dropped."""
LARGEST = 64 * 2**20
"""Bytes of all entries together; beyond this, the oldest are dropped."""
_MEASURE_EVERY = 16
"""The size of all entries is measured once in this many changes."""
DONE, UNDONE, SET_ASIDE = "done", "undone", "aside"
_ENDINGS = {f"{state}.json": state for state in (DONE, UNDONE, SET_ASIDE)}


class _Name(NamedTuple):
    """A file name in the journal; number 0 and no state if it is not an entry."""

    number: int
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change in the journal.

    Attributes:
        path: the entry's own file.
        change: the change.
    """

    path: Path
    change: Change


class Journal:
    """The journal of one negotiation, to be used only while its folder is locked.

    Reading never fails; unreadable entries are skipped.
    """

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("journal", negotiation)

    def add(self, change: Change) -> JournalEntry:
        """Add an entry for a change that is about to be made.

        Raises:
            WriteError: the entry cannot be written.
        """
        content = json.dumps(
            {
                "label": change.label,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "files": [
                    {"path": each.path, "before": _encoded(each.before), "after": _encoded(each.after)}
                    for each in change.files
                ],
            }
        )
        number = max((name.number for name in self._names), default=0) + 1
        path = self.folder / f"{number:08}.{DONE}.json"
        try:
            if not self._names:
                make_private(self.folder)
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be created: {reason(error)}") from error
        # No temporary file, which would cost a third of a save: a truncated entry is skipped, and its change was not
        # made yet.
        create(path, content.encode("ascii"), mode=0o600)
        self._names.append(_name(path.name))
        return JournalEntry(path, change)

    def drop(self, entry: JournalEntry) -> None:
        """Remove the entry of a change that was not made."""
        with contextlib.suppress(OSError):
            entry.path.unlink(missing_ok=True)

    def trim(self) -> None:
        """Drop entries that can no longer be redone or exceed the limits, and files that are not entries."""
        names = self._names
        newest = max((name.number for name in names if name.state == DONE), default=0)
        measure = newest % _MEASURE_EVERY == 0
        if not measure and len(names) <= MOST_ENTRIES and all(name.state == DONE for name in names):  # nearly always
            return
        size = 0
        with contextlib.suppress(OSError):
            for kept, name in enumerate(sorted(names, reverse=True), 1):
                path = self.folder / name.text if measure or kept > MOST_ENTRIES or name.state != DONE else None
                if path is None:
                    continue
                size += path.stat().st_size
                dead = not name.state or (name.state == UNDONE and name.number < newest)
                if dead or kept > MOST_ENTRIES or (kept > 1 and size > LARGEST):
                    path.unlink()

    def last_done(self) -> JournalEntry | None:
        """The newest change that is neither undone nor set aside, or None."""
        return self._first(sorted((name for name in self._names if name.state == DONE), reverse=True))

    def next_undone(self) -> JournalEntry | None:
        """The change that was undone last, if none was made after it."""
        names = self._names
        newest = max((name.number for name in names if name.state == DONE), default=0)
        return self._first(sorted(name for name in names if name.state == UNDONE and name.number > newest))

    def mark(self, entry: JournalEntry, state: str) -> JournalEntry:
        """Mark a change as undone, redone, or set aside.

        Raises:
            WriteError: the journal cannot be changed.
        """
        path = entry.path.with_name(f"{_name(entry.path.name).number:08}.{state}.json")
        try:
            return JournalEntry(entry.path.rename(path), entry.change)
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be written: {reason(error)}") from error

    def forget(self) -> int:
        """Erase every entry; returns how many changes they held.

        Raises:
            WriteError: one could not be erased.
        """
        names = self._names
        try:
            for name in names:
                (self.folder / name.text).unlink()
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be erased: {reason(error)}") from error
        return sum(1 for name in names if name.state)

    @cached_property
    def _names(self) -> list[_Name]:
        try:
            return [_name(text) for text in os.listdir(self.folder)]  # noqa: PTH208 - names are enough
        except OSError:
            return []

    def _first(self, names: list[_Name]) -> JournalEntry | None:
        """The first entry that can be read."""
        return next((entry for name in names if (entry := _read(self.folder / name.text))), None)


def _read(path: Path) -> JournalEntry | None:
    try:
        entry = json.loads(path.read_bytes())
        files = tuple(
            FileChange(str(each["path"]), _decoded(each["before"]), _decoded(each["after"])) for each in entry["files"]
        )
        return JournalEntry(path, Change(str(entry["label"]), files))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _decoded(content: Any) -> bytes | None:
    return None if content is None else base64.b64decode(content, validate=True)


def _name(text: str) -> _Name:
    number, _, ending = text.partition(".")
    state = _ENDINGS.get(ending)
    if state and number.isdecimal():
        return _Name(int(number), state, text)
    return _Name(0, "", text)
