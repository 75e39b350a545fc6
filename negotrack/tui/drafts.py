"""Keeps drafts: what the user has typed into a form, for the next run if it is not saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from negotrack.errors import NegotrackError
from negotrack.store.drafts import Draft, Drafts
from negotrack.tui.forms.text_form import FormDrafts
from negotrack.tui.screens.editor import AnnotationText

AGAIN = 5.0
"""Seconds before a draft that could not be written is tried again."""
_About = tuple[tuple[str, ...], str, str]
"""What identifies a draft: its targets, its kind, and the id of the record that it edits."""


class _Waiting(NamedTuple):
    """A draft that is to be written or removed."""

    draft: Draft
    is_dropped: bool


class DraftKeeper:
    """The drafts of one negotiation.

    Args:
        complain: reports that a draft could not be written or removed, and why.
    """

    def __init__(self, folder: Path, complain: Callable[[str], None]) -> None:
        self._drafts = Drafts(folder)
        self._complain = complain
        self._waiting: dict[_About, _Waiting] = {}
        self._writing: asyncio.Task[None] | None = None
        self._lock = Lock()

    def all(self) -> tuple[Draft, ...]:
        """The unsaved drafts of this run and of those that have ended, the newest first."""
        waiting = [each.draft for each in self._waiting.values() if not each.is_dropped and each.draft.text]
        stored = [draft for draft in self._drafts.all() if _about(draft) not in self._waiting]
        return (*reversed(waiting), *stored)

    def begun(self, targets: Sequence[str], edits: str = "", *, kind: str = "") -> Draft:
        """The draft of a text, with what was written before; empty if nothing was."""
        empty = Draft(tuple(targets), "", edits=edits, kind=kind)
        return next((each for each in self.all() if _about(each) == _about(empty)), empty)

    def keep(self, draft: Draft, written: AnnotationText | str) -> Draft:
        """Keep a text as a draft, which is written in the background, and return the draft."""
        if isinstance(written, str):
            kept = replace(draft, text=written)
        else:
            about, ask = written.about or "", written.ask
            kept = replace(draft, text=written.text, tags=written.tags, about=about, ask=ask)
        self._queue(kept, drop=False)
        return kept

    def of(self, draft: Draft) -> FormDrafts:
        """The functions with which one form keeps its text."""
        return FormDrafts(lambda written: self.keep(draft, written), self.flush)

    def drop(self, draft: Draft) -> None:
        """Remove a draft that was saved or given up."""
        self._queue(draft, drop=True)

    def flush(self) -> None:
        """Write at once what is still waiting, because the program ends."""
        for about, waiting in [*self._waiting.items()]:
            try:
                self._write(about, waiting)
            except NegotrackError as error:
                self._complain(str(error))
            else:
                self._dequeue(about, waiting)

    def _queue(self, draft: Draft, *, drop: bool) -> None:
        about = _about(draft)
        self._waiting.pop(about, None)  # so that it comes last
        self._waiting[about] = _Waiting(draft, is_dropped=drop)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_queue())

    async def _write_queue(self) -> None:
        """Write what is waiting, one after the other; a failure is reported once, and retried until it succeeds."""
        reported = False
        while self._waiting:
            about, waiting = next(iter(self._waiting.items()))
            try:
                await asyncio.to_thread(self._write, about, waiting)
            except NegotrackError as error:
                if not reported:
                    self._complain(f"{error}; it is tried again every {AGAIN:.0f} seconds")
                reported = True
                await asyncio.sleep(AGAIN)
            else:
                self._dequeue(about, waiting)
                reported = False

    def _write(self, about: _About, waiting: _Waiting) -> None:
        with self._lock:
            if self._waiting.get(about) is not waiting:  # superseded by a newer one, or already written
                return
            if waiting.is_dropped:
                self._drafts.drop(waiting.draft)
            else:
                self._drafts.keep(waiting.draft)

    def _dequeue(self, about: _About, waiting: _Waiting) -> None:
        """Stop waiting with a draft, unless a newer one came meanwhile; call it in the event loop only."""
        if self._waiting.get(about) is waiting:
            del self._waiting[about]


def text_of(draft: Draft) -> AnnotationText | None:
    """The contents of a draft; None if nothing has been written yet."""
    if not draft.text:
        return None
    return AnnotationText(draft.text, draft.tags, draft.about or None, draft.ask)


def _about(draft: Draft) -> _About:
    return draft.targets, draft.kind, draft.edits
