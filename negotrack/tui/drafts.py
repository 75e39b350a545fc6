"""Drafts: kept by forms while somebody writes, and offered when the program ended before they were saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from textual import on, work

from negotrack.errors import NegotrackError
from negotrack.model.negotiation import Negotiation
from negotrack.pages.annotations import ask_words
from negotrack.pages.days import moment_words
from negotrack.pages.words import NOT_REPORTED, counted
from negotrack.store.drafts import WORDING, Draft, Drafts
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.board import CURSOR
from negotrack.tui.forms.form import FormDrafts
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.render import DIM, EMPTY, KEY, Line, Piece, clipped, hanging, line, paragraph, spread
from negotrack.tui.screens.editor import AnnotationText
from negotrack.tui.screens.paned import Paned
from negotrack.tui.widgets.annotations import beside_words
from negotrack.tui.widgets.lines import Listing, copy

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

    def close(self) -> None:
        """What is still kept is offered by the next run."""
        self.flush()
        self._drafts.close()

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


Named = Callable[[Sequence[str]], str]
"""What proposals are called together, by their ids."""
_LABEL = 9
_ROOMY = 60
"""Cells from which a row says when its text was written."""
_BEGINS = 300
"""Characters of a text that a row begins to show."""


class DraftList(Listing):
    """A row for each text: how it begins, what it is about, and when it was written."""

    number = 1

    def __init__(self, drafts: Sequence[Draft], named: Named) -> None:
        super().__init__()
        self.drafts = list(drafts)
        self._named = named

    @property
    def count(self) -> int:
        """How many texts there are."""
        return len(self.drafts)

    @property
    def selected(self) -> Draft | None:
        """The selected text."""
        return self.drafts[self.cursor] if 0 <= self.cursor < self.count else None

    def take_out(self, draft: Draft) -> None:
        """Take a text out of the list."""
        self.drafts.remove(draft)
        self.redraw()
        self.cursor, place = -1, self.cursor
        self.move(place)

    def draw(self, index: int, cells: int) -> Line:
        """One row."""
        draft = self.drafts[index]
        begins = " ".join(draft.text[:_BEGINS].split())
        of = "wording of" if draft.kind == WORDING else "on"
        about: Piece = (f"  {of} {self._named(draft.targets)}", DIM)
        pieces: list[Piece] = [(CURSOR if index == self.cursor else " ", KEY), " ", begins, about]
        return clipped(cells, *pieces) if cells < _ROOMY else spread(cells, pieces, [(_when(draft), DIM)])


class DraftsScreen(Paned[Draft]):
    """Offers texts that were not saved; returns the one to go on with, None to keep them for later."""

    PLACE = Place.DRAFTS
    BINDINGS = bindings(Place.DRAFTS)

    def __init__(
        self, drafts: Sequence[Draft], negotiation: Negotiation, *, named: Named, drop: Callable[[Draft], None]
    ) -> None:
        super().__init__()
        self._listing = DraftList(drafts, named)
        self._negotiation, self._named, self._drop = negotiation, named, drop

    def lists(self) -> Iterator[Listing]:
        """The texts."""
        yield self._listing

    def on_mount(self) -> None:
        """Show what there is."""
        self._listing.redraw()
        self._listing.move(0)

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        draft = self._listing.selected
        keys = [("open", "go on"), ("throw_away", "throw away"), ("back", "keep for later")]
        self._listing.head(["Not saved  ", (counted(self._listing.count, "text"), DIM)], keys=keys)
        if draft:
            self.detail.head([self._named(draft.targets)])
            self.detail.show(lambda cells: list(self._in_full(draft, cells)), top=True)

    def _in_full(self, draft: Draft, cells: int) -> Iterator[Line]:
        what = draft.kind or "annotation"
        about = self._negotiation.side_name(draft.about) if draft.about else "the whole"
        facts = {
            "kind": f"a change of a stored {what}" if draft.edits else f"a new {what}",
            "written": _when(draft),
            "about": "" if draft.kind else about,
            "tags": " ".join(f"#{tag}" for tag in draft.tags),
            "asks": ask_words(draft.ask) if draft.ask else "",
            "more": beside_words(draft, self._negotiation),
        }
        for label, words in facts.items():
            if words:
                yield from hanging((label, DIM), words, cells, indent=_LABEL)
        yield EMPTY
        yield from paragraph(draft.text, cells) if draft.text.strip() else [line(("no text", DIM))]

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go on with the selected text."""
        self.dismiss(self._listing.selected)

    def action_copy(self) -> None:
        """Copy the selected text as it was written."""
        if draft := self._listing.selected:
            copy(self.app, draft.text)

    @work
    async def action_throw_away(self) -> None:
        """Throw the selected text away, after asking; go back where it was the last one."""
        draft = self._listing.selected
        if draft is None:
            return
        words = f"It has {counted(len(draft.text), 'character')} and cannot be had back."
        answers = [Answer("d", "Throw it away", True)]
        if not await self.app.push_screen_wait(Question("Throw it away?", words, answers, back="Keep it")):
            return
        self._drop(draft)
        self._listing.take_out(draft)
        if not self._listing.count:
            self.dismiss(None)


def _when(draft: Draft) -> str:
    """When a text was kept."""
    try:
        return moment_words(datetime.fromisoformat(draft.saved))
    except (ValueError, OverflowError):
        return f"time {NOT_REPORTED}"
