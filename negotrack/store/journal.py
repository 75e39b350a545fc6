"""The journal of changes: what undo and redo need, one entry for one action, outside the data.

An entry is a file of its own, so a broken one costs itself alone. It holds the bytes before and after, also
those of deleted text; so its owner alone may read it, and ``forget`` erases it all.
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
from negotrack.store.write import replace

LONGEST = 200
"""Entries; the oldest beyond that are dropped."""
LARGEST = 64 * 2**20
"""Bytes of all entries together; the oldest beyond that are dropped."""
DONE, UNDONE, ASIDE = "done", "undone", "aside"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change that was made.

    Attributes:
        path: the entry's own file.
        number: its place in the order of changes.
        state: ``done``, ``undone``, or ``aside`` where a person skipped it.
        change: what was changed.
        at: when, as text.
    """

    path: Path
    number: int
    state: str
    change: Change
    at: str


class Journal:
    """The journal of one negotiation. Reading it never fails: what cannot be read is passed over."""

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("journal", negotiation)

    def add(self, change: Change) -> list[str]:
        """Note a change that was made, and drop what had been undone; returns a warning where that fails."""
        entry = {
            "label": change.label,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": [
                {"path": each.path, "before": _encoded(each.before), "after": _encoded(each.after)}
                for each in change.files
            ],
        }
        content = json.dumps(entry).encode("ascii")
        names = self._names()
        try:
            make_private(self.folder)
            for name in names:
                if _state(name) == UNDONE:
                    (self.folder / name).unlink(missing_ok=True)
            number = max((_number(name) for name in names), default=0) + 1
            replace(self.folder / f"{number:08}.{DONE}.json", content, mode=0o600, durable=False)
            self._bound()
        except (OSError, WriteError) as error:
            return [f"saved, but the change cannot be undone later: the journal was not written ({error})"]
        return []

    def last(self, state: str) -> Entry | None:
        """The newest change that is done, or the oldest that is undone; None where there is none."""
        names = [name for name in self._names() if _state(name) == state]
        for name in sorted(names, key=_number, reverse=state == DONE):
            if entry := self._read(name):
                return entry
        return None

    def mark(self, entry: Entry, state: str) -> None:
        """Note that an entry was undone, done again, or set aside.

        Raises:
            WriteError: the journal cannot be changed.
        """
        try:
            entry.path.rename(entry.path.with_name(f"{entry.number:08}.{state}.json"))
        except OSError as error:
            raise WriteError(f"the journal could not be written: {error.strerror}") from error

    def forget(self) -> int:
        """Erase every entry; returns how many there were.

        Raises:
            WriteError: one could not be erased.
        """
        names = self._names()
        try:
            for name in os.listdir(self.folder) if names else ():  # noqa: PTH208 - names are all that is wanted
                (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"the journal could not be erased: {error.strerror}") from error
        return len(names)

    def _names(self) -> list[str]:
        try:
            return sorted(name for name in os.listdir(self.folder) if _number(name) and _state(name))  # noqa: PTH208
        except OSError:
            return []

    def _read(self, name: str) -> Entry | None:
        path = self.folder / name
        try:
            entry = json.loads(path.read_bytes())
            files = tuple(
                FileChange(str(each["path"]), _decoded(each["before"]), _decoded(each["after"]))
                for each in entry["files"]
            )
            change = Change(str(entry["label"]), files)
            return Entry(path, _number(name), _state(name), change, str(entry["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _bound(self) -> None:
        """Drop the oldest entries beyond the limits."""
        size = 0
        for count, name in enumerate(reversed(self._names()), 1):
            path = self.folder / name
            size += path.stat().st_size
            if count > LONGEST or (count > 1 and size > LARGEST):
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _decoded(content: Any) -> bytes | None:
    return None if content is None else base64.b64decode(content, validate=True)


def _number(name: str) -> int:
    head = name.partition(".")[0]
    return int(head) if head.isdecimal() and head.isascii() else 0


def _state(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) == 3 and parts[1] in {DONE, UNDONE, ASIDE} and parts[2] == "json" else ""
