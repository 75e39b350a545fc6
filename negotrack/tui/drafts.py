"""Keeps drafts: what forms hold while somebody writes, for the next run where it is not saved."""

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
"""Seconds after which a draft that could not be written is tried again."""
_About = tuple[tuple[str, ...], str, str]
"""What a draft is of: its targets, its kind, and what is edited."""


class _Waiting(NamedTuple):
    """A draft that is to be kept, or dropped."""

    draft: Draft
    is_dropped: bool


class DraftKeeper:
    """The drafts of one negotiation.

    Args:
        complain: says that a draft could not be kept, or removed, and why.
    """

    def __init__(self, folder: Path, complain: Callable[[str], None]) -> None:
        self._drafts = Drafts(folder)
        self._complain = complain
        self._waiting: dict[_About, _Waiting] = {}
        self._writing: asyncio.Task[None] | None = None
        self._lock = Lock()

    def all(self) -> tuple[Draft, ...]:
        """What was not saved in this run and in those that have ended, the newest first."""
        waiting = [each.draft for each in self._waiting.values() if not each.is_dropped and each.draft.text]
        stored = [draft for draft in self._drafts.all() if _about(draft) not in self._waiting]
        return (*reversed(waiting), *stored)

    def begun(self, targets: Sequence[str], edits: str = "", *, kind: str = "") -> Draft:
        """The draft of a text, with what was written of it before; empty where nothing was."""
        empty = Draft(tuple(targets), "", edits=edits, kind=kind)
        return next((each for each in self.all() if _about(each) == _about(empty)), empty)

    def keep(self, draft: Draft, written: AnnotationText | str) -> Draft:
        """Keep what is written, as soon as the disk takes it; returns it as a draft."""
        if isinstance(written, str):
            kept = replace(draft, text=written)
        else:
            about, ask = written.about or "", written.ask
            kept = replace(draft, text=written.text, tags=written.tags, about=about, ask=ask)
        self._do(kept, drop=False)
        return kept

    def of(self, draft: Draft) -> FormDrafts:
        """What keeps the text of one form."""
        return FormDrafts(lambda written: self.keep(draft, written), self.flush)

    def drop(self, draft: Draft) -> None:
        """Forget a draft that was saved or given up."""
        self._do(draft, drop=True)

    def flush(self) -> None:
        """Write now what is still waiting: the program ends."""
        for about, waiting in [*self._waiting.items()]:
            try:
                self._write(about, waiting)
            except NegotrackError as error:
                self._complain(str(error))
            else:
                self._written(about, waiting)

    def _do(self, draft: Draft, *, drop: bool) -> None:
        about = _about(draft)
        self._waiting.pop(about, None)  # so that it comes last
        self._waiting[about] = _Waiting(draft, is_dropped=drop)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        """Write what is waiting, one after the other; what fails is said once, and tried until it succeeds."""
        said = False
        while self._waiting:
            about, waiting = next(iter(self._waiting.items()))
            try:
                await asyncio.to_thread(self._write, about, waiting)
            except NegotrackError as error:
                if not said:
                    self._complain(f"{error}; it is tried again every {AGAIN:.0f} seconds")
                said = True
                await asyncio.sleep(AGAIN)
            else:
                self._written(about, waiting)
                said = False

    def _write(self, about: _About, waiting: _Waiting) -> None:
        with self._lock:
            if self._waiting.get(about) is not waiting:  # something newer came, and is written or was
                return
            if waiting.is_dropped:
                self._drafts.drop(waiting.draft)
            else:
                self._drafts.keep(waiting.draft)

    def _written(self, about: _About, waiting: _Waiting) -> None:
        """Wait with it no longer, unless something newer came meanwhile; in the event loop alone."""
        if self._waiting.get(about) is waiting:
            del self._waiting[about]


def text_of(draft: Draft) -> AnnotationText | None:
    """What stands in a draft; None where nothing was written yet."""
    if not draft.text:
        return None
    return AnnotationText(draft.text, draft.tags, draft.about or None, draft.ask)


def _about(draft: Draft) -> _About:
    return draft.targets, draft.kind, draft.edits
