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
from pathlib import Path
from typing import Any

from negotrack.errors import WriteError
from negotrack.store.filechange import Change, FileChange
from negotrack.store.state import make_private, private_folder
from negotrack.store.write import reason, replace

LONGEST = 200
"""Entries; the oldest beyond that are dropped."""
LARGEST = 64 * 2**20
"""Bytes of all entries together; the oldest beyond that are dropped."""
DONE, UNDONE, ASIDE = "done", "undone", "aside"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change.

    Attributes:
        path: the entry's own file.
        change: what was changed.
    """

    path: Path
    change: Change


class Journal:
    """The journal of one negotiation. Reading it never fails: what cannot be read is passed over."""

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("journal", negotiation)

    def add(self, change: Change) -> Entry:
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
        number = max(map(_number, self._names()), default=0) + 1
        path = self.folder / f"{number:08}.{DONE}.json"
        try:
            make_private(self.folder)
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be made: {reason(error)}") from error
        replace(path, content.encode("ascii"), mode=0o600, durable=False, new=True)
        return Entry(path, change)

    def drop(self, entry: Entry) -> None:
        """Take out the entry of a change that was not made."""
        with contextlib.suppress(OSError):
            entry.path.unlink(missing_ok=True)

    def trim(self) -> None:
        """Drop what can no longer be done again, what is beyond the limits, and what a killed writer left."""
        size = 0
        kept = 0
        newest = self._newest(DONE)
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(self.folder), key=_number, reverse=True):  # noqa: PTH208 - names are enough
                path = self.folder / name
                size += path.stat().st_size
                kept += 1
                dead = not _state(name) or (_state(name) == UNDONE and _number(name) < newest)
                if dead or kept > LONGEST or (kept > 1 and size > LARGEST):
                    path.unlink(missing_ok=True)

    def last_done(self) -> Entry | None:
        """The newest change that is done; None where there is none."""
        done = [name for name in self._names() if _state(name) == DONE]
        return self._first(sorted(done, key=_number, reverse=True))

    def next_undone(self) -> Entry | None:
        """The change that was undone last, if none was made after it."""
        newest = self._newest(DONE)
        undone = [name for name in self._names() if _state(name) == UNDONE and _number(name) > newest]
        return self._first(sorted(undone, key=_number))

    def mark(self, entry: Entry, state: str) -> Entry:
        """Note that a change was undone, done again, or set aside.

        Raises:
            WriteError: the journal cannot be changed.
        """
        path = entry.path.with_name(f"{_number(entry.path.name):08}.{state}.json")
        try:
            return Entry(entry.path.rename(path), entry.change)
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be written: {reason(error)}") from error

    def forget(self) -> int:
        """Erase every entry; returns how many there were.

        Raises:
            WriteError: one could not be erased.
        """
        known = self._names()
        try:
            for name in os.listdir(self.folder):  # noqa: PTH208 - names are enough
                (self.folder / name).unlink()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise WriteError(f"{self.folder}: could not be erased: {reason(error)}") from error
        return len(known)

    def _newest(self, state: str) -> int:
        return max((_number(name) for name in self._names() if _state(name) == state), default=0)

    def _names(self) -> list[str]:
        try:
            return [name for name in os.listdir(self.folder) if _state(name)]  # noqa: PTH208 - names are enough
        except OSError:
            return []

    def _first(self, names: list[str]) -> Entry | None:
        """The first of some entries that can be read."""
        return next((entry for name in names if (entry := _read(self.folder / name))), None)


def _read(path: Path) -> Entry | None:
    try:
        entry = json.loads(path.read_bytes())
        files = tuple(
            FileChange(str(each["path"]), _decoded(each["before"]), _decoded(each["after"])) for each in entry["files"]
        )
        return Entry(path, Change(str(entry["label"]), files))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _decoded(content: Any) -> bytes | None:
    return None if content is None else base64.b64decode(content, validate=True)


def _number(name: str) -> int:
    head = name.partition(".")[0]
    return int(head) if len(head) < 20 and head.isdecimal() and head.isascii() else 0


def _state(name: str) -> str:
    """The state in the name of an entry; empty where it is none."""
    parts = name.split(".")
    good = len(parts) == 3 and _number(name) and parts[1] in {DONE, UNDONE, ASIDE} and parts[2] == "json"
    return parts[1] if good else ""
