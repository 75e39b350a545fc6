"""Drafts: text that was being written when the program ended, kept outside the data for the next start.

Every run keeps its drafts in a folder of its own, on which it holds a lock. So two runs never take each other's
drafts, and those of a killed run can be told by the lock that no program holds any more.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from negotrack.errors import WriteError, reason
from negotrack.model.dates import parse_span
from negotrack.model.layout import TEMPORARY
from negotrack.model.records import Ask, Passage
from negotrack.model.vocabulary import Release
from negotrack.store import write
from negotrack.store.state import make_private, private_folder
from negotrack.store.write import try_lock

T = TypeVar("T")
WORDING = "wording"
"""The kind of a draft of a proposal's wording."""
_SEPARATOR = "\n"
"""The separator of tags, and of the parts of an ask, none of which has a line break."""
_DONE = "done"


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was not saved.

    Attributes:
        targets: the ids of the proposals it is about; ``_`` for the negotiation as a whole.
        text: what was written.
        tags: its tags.
        about: the side it is about; empty for the whole proposal.
        edits: the id of the annotation or wording being edited; empty for a new one.
        saved: when the draft was saved, as text.
        origin: the file it was read from, if any.
        ask: what it asks for, if anything.
        kind: ``wording``; empty for an annotation.
        passage: the passage of a wording that it is about, if any.
        release: who may see it, if given.
    """

    targets: tuple[str, ...]
    text: str
    tags: tuple[str, ...] = ()
    about: str = ""
    edits: str = ""
    saved: str = ""
    origin: Path | None = field(default=None, compare=False)
    ask: Ask | None = None
    kind: str = ""
    passage: Passage | None = None
    release: Release | None = None

    @property
    def extra_keys(self) -> dict[str, Passage | Release]:
        """The keys of an annotation that the form has no field for, if given."""
        return {key: said for key in ("passage", "release") if (said := getattr(self, key))}


class Drafts:
    """The drafts of one negotiation. Reading never fails; unreadable drafts are skipped.

    Drafts that are still kept when this object is gone, or its program has ended, are offered to the next run.
    """

    def __init__(self, negotiation: Path) -> None:
        self.folder = private_folder("drafts", negotiation)
        self._own = self.folder / os.urandom(8).hex()
        self._is_held = False

    def keep(self, draft: Draft) -> None:
        """Save a draft, replacing the last one about the same subject and the one that it was read from.

        Raises:
            WriteError: it could not be saved.
        """
        path = self._path(draft)
        try:
            make_private(self._own)
            if not self._is_held and (handle := try_lock(self._own)) is not None:
                weakref.finalize(self, os.close, handle)
                self._is_held = True
        except OSError as error:
            raise WriteError(f"{self._own}: the draft could not be kept: {reason(error)}") from error
        write.replace(path, json.dumps(_fields(draft)).encode("ascii"), mode=0o600)
        if draft.origin not in (None, path):
            self._remove(draft.origin)

    def drop(self, draft: Draft) -> None:
        """Remove a draft whose text was saved or discarded.

        Raises:
            WriteError: it could not be removed.
        """
        self._remove(self._path(draft))
        self._remove(draft.origin)

    def all(self) -> tuple[Draft, ...]:
        """The drafts that belong to no other running program, the newest first."""
        drafts = [draft for folder in self._free() for draft in _read_all(folder)]
        return tuple(sorted(drafts, key=lambda draft: draft.saved, reverse=True))

    def _free(self) -> Iterator[Path]:
        """The folders of this run and of those that have ended; of the latter, empty ones are removed."""
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
    """Remove the folder of an ended run, unless a draft is left in it."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{TEMPORARY}*"):
            path.unlink()
        folder.rmdir()


def _read_all(folder: Path) -> Iterator[Draft]:
    with contextlib.suppress(OSError):
        for path in folder.glob("*.json"):
            if draft := _read(path):
                yield draft


def _fields(draft: Draft) -> dict[str, Any]:
    """The contents of a draft's file."""
    ask, passage = draft.ask, draft.passage
    return {
        "targets": draft.targets,
        "text": draft.text,
        "tags": _SEPARATOR.join(map(_one_line, draft.tags)),
        "about": draft.about,
        "edits": draft.edits,
        "saved": datetime.now(UTC).isoformat(timespec="microseconds"),
        "ask": _SEPARATOR.join(_parts(ask)) if ask else "",
        "kind": draft.kind,
        "passage": passage.model_dump() if passage else None,
        "release": draft.release,
    }


def _read(path: Path) -> Draft | None:
    try:
        fields = json.loads(path.read_bytes())
        tags = str(fields["tags"])
        return Draft(
            targets=tuple(str(target) for target in fields["targets"]),
            text=str(fields["text"]),
            tags=tuple(tags.split(_SEPARATOR)) if tags else (),
            about=str(fields["about"]),
            edits=str(fields.get("edits", fields.get("annotation", ""))),  # its former name
            saved=str(fields["saved"]),
            origin=path,
            ask=_readable(_ask, fields.get("ask")),
            kind=str(fields.get("kind", "")),
            passage=_readable(Passage.model_validate, fields.get("passage")),
            release=_readable(Release, fields.get("release")),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _readable(read: Callable[[Any], T], written: Any) -> T | None:
    """Read an optional field; if it is unreadable, the draft is offered without it."""
    try:
        return read(written)
    except (ValueError, TypeError, AttributeError):
        return None


def _parts(ask: Ask) -> tuple[str, str, str]:
    return _one_line(ask.to or ""), ask.due.text if ask.due else "", _DONE if ask.done else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _ask(written: str) -> Ask:
    to, due, done = written.split(_SEPARATOR)
    return Ask(to=to or None, due=parse_span(due) if due else None, done=done == _DONE)
