"""Drafts: text that was being written when the program ended, kept for the next start, outside the data.

Every run keeps its drafts in a folder of its own and holds the lock on it. So two runs never take each other's
text, and those of a run that was killed are known by the lock that nobody holds any more.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import weakref
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from negotrack.errors import WriteError, reason
from negotrack.store import write
from negotrack.store.layout import TEMPORARY
from negotrack.store.lock import try_lock
from negotrack.store.state import make_private, private_folder

WORDING = "wording"
"""The kind of a draft that is a wording of a proposal."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was not saved.

    Attributes:
        targets: the proposals it is about, by id; ``_`` for the negotiation as a whole.
        text: what was written.
        tags: its tags, as they were typed.
        about: the side it is about; empty for the whole.
        edits: the id of the annotation or wording that is edited; empty for a new one.
        ask: what it asks for, in three lines: of whom, by when, and whether that is done; empty where for nothing.
        saved: when, as text.
        origin: the file it was read from; None for one that was not.
        kind: ``wording``; empty for an annotation.
    """

    targets: tuple[str, ...]
    text: str
    tags: str = ""
    about: str = ""
    edits: str = ""
    saved: str = ""
    origin: Path | None = field(default=None, compare=False)
    ask: str = ""
    kind: str = ""


class Drafts:
    """The drafts of one negotiation. Reading them never fails: what cannot be read is passed over."""

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("drafts", negotiation)
        self._own = self.folder / os.urandom(8).hex()
        self._held: weakref.finalize[[int], Drafts] | None = None

    def keep(self, draft: Draft) -> None:
        """Save a draft in place of the last one about the same, and of the one that it was read from.

        Raises:
            WriteError: it could not be saved.
        """
        path = self._path(draft)
        fields = asdict(replace(draft, saved=datetime.now(UTC).isoformat(timespec="microseconds"), origin=None))
        try:
            make_private(self.folder)
            make_private(self._own)
            if self._held is None:
                handle = try_lock(self._own)
                self._held = weakref.finalize(self, os.close, handle) if handle is not None else None
        except OSError as error:
            raise WriteError(f"{self._own}: the draft could not be kept: {reason(error)}") from error
        write.replace(path, json.dumps(fields).encode("ascii"), mode=0o600)
        if draft.origin not in (None, path):
            self._remove(draft.origin)

    def drop(self, draft: Draft) -> None:
        """Forget a draft, because its text was saved or given up.

        Raises:
            WriteError: it could not be removed.
        """
        self._remove(self._path(draft))
        self._remove(draft.origin)

    def all(self) -> tuple[Draft, ...]:
        """Every draft that no other run is writing at this moment, the newest first."""
        drafts = [draft for folder in self._free() for draft in _read_all(folder)]
        return tuple(sorted(drafts, key=lambda draft: draft.saved, reverse=True))

    def close(self) -> None:
        """End this run: what it still keeps is offered to the next one."""
        if self._held:
            self._held()
            self._held = None

    def _free(self) -> Iterator[Path]:
        """The folders of this run, and of those that have ended; empty ones are cleared away."""
        with contextlib.suppress(OSError):
            for folder in self.folder.iterdir():
                if folder == self._own:
                    yield folder
                elif _is_free(folder):
                    yield folder
                    _clear(folder)

    def _path(self, draft: Draft) -> Path:
        key = json.dumps([sorted(draft.targets), draft.edits, *filter(None, [draft.kind])])
        return self._own / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"

    def _remove(self, path: Path | None) -> None:
        try:
            if path is not None:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise WriteError(f"{path}: the draft could not be removed: {reason(error)}") from error


def _is_free(folder: Path) -> bool:
    """Whether the run that made a folder has ended."""
    try:
        handle = try_lock(folder)
    except OSError:
        return False
    if handle is None:
        return False
    os.close(handle)
    return True


def _clear(folder: Path) -> None:
    """Remove the folder of a run that has ended, unless a draft is left in it."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{TEMPORARY}*"):
            path.unlink()
        folder.rmdir()


def _read_all(folder: Path) -> Iterator[Draft]:
    with contextlib.suppress(OSError):
        for path in folder.glob("*.json"):
            if draft := _read(path):
                yield draft


def _read(path: Path) -> Draft | None:
    try:
        fields = json.loads(path.read_bytes())
        texts = {key: str(fields[key]) for key in ("text", "tags", "about", "saved")}
        texts |= {key: str(fields.get(key, "")) for key in ("ask", "kind")}
        texts["edits"] = str(fields.get("edits", fields.get("annotation", "")))  # as it was called before
        return Draft(targets=tuple(str(target) for target in fields["targets"]), **texts, origin=path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
