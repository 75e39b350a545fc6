"""The journal of changes: what undo and redo need, one entry for one action, outside the data.

An entry is a file of its own, so a broken one costs itself alone. It is written before the change is made, so
that even a change in the middle of which the program is killed can be taken back. It holds the bytes before
and after, also those of deleted text; so its owner alone may read it, and ``forget`` erases it all.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from negotrack.errors import WriteError, reason
from negotrack.store.filechange import Change, FileChange
from negotrack.store.state import make_private, private_folder
from negotrack.store.write import create

MOST_ENTRIES = 200
"""Entries; the oldest beyond that are dropped."""
LARGEST = 64 * 2**20
"""Bytes of all entries together; the oldest beyond that are dropped."""
_SELDOM = 16
"""Changes after which the size of all entries is measured anew."""
DONE, UNDONE, ASIDE = "done", "undone", "aside"
_DIGITS = 18
"""Of the longest number of an entry."""
_ENDINGS = {f"{state}.json": state for state in (DONE, UNDONE, ASIDE)}


class _Name(NamedTuple):
    """The name of a file in the journal; number 0 and no state where it is that of no entry."""

    number: int
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change.

    Attributes:
        path: the entry's own file.
        change: what was changed.
    """

    path: Path
    change: Change


class Journal:
    """The journal of one negotiation, for as long as its folder is locked.

    Reading it never fails: what cannot be read is passed over.
    """

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("journal", negotiation)

    def add(self, change: Change) -> JournalEntry:
        """Note a change that is about to be made.

        Raises:
            WriteError: it cannot be noted.
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
            raise WriteError(f"{self.folder}: could not be made: {reason(error)}") from error
        # Not by way of a temporary file, at the cost of a third of a save: one that is cut short is passed over,
        # and the change that it is about was not made yet.
        create(path, content.encode("ascii"), mode=0o600)
        self._names.append(_name(path.name))
        return JournalEntry(path, change)

    def drop(self, entry: JournalEntry) -> None:
        """Take out the entry of a change that was not made."""
        with contextlib.suppress(OSError):
            entry.path.unlink(missing_ok=True)

    def trim(self) -> None:
        """Drop what can no longer be done again, what is beyond the limits, and what a killed writer left."""
        names = self._names
        newest = max((name.number for name in names if name.state == DONE), default=0)
        measure = newest % _SELDOM == 0
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
        """The newest change that is done; None where there is none."""
        return self._first(sorted((name for name in self._names if name.state == DONE), reverse=True))

    def next_undone(self) -> JournalEntry | None:
        """The change that was undone last, if none was made after it."""
        names = self._names
        newest = max((name.number for name in names if name.state == DONE), default=0)
        return self._first(sorted(name for name in names if name.state == UNDONE and name.number > newest))

    def mark(self, entry: JournalEntry, state: str) -> JournalEntry:
        """Note that a change was undone, done again, or set aside.

        Raises:
            WriteError: the journal cannot be changed.
        """
        path = entry.path.with_name(f"{_name(entry.path.name).number:08}.{state}.json")
        try:
            return JournalEntry(entry.path.rename(path), entry.change)
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be written: {reason(error)}") from error

    def forget(self) -> int:
        """Erase every entry; returns how many there were.

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
        """The first of some entries that can be read."""
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
    known = state and len(number) <= _DIGITS and number.isascii() and number.isdecimal()
    return _Name(int(number), state, text) if state and known else _Name(0, "", text)
