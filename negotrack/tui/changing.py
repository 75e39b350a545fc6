"""Every change that the user makes on the screen: written to the files, and read back from them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from negotrack.editing.annotating import (
    add_annotations,
    confirm_annotation,
    delete_annotation,
    edit_annotation,
    mark_ask,
)
from negotrack.editing.targets import Opened, open_annotation
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind, Location, place
from negotrack.model.negotiation import Negotiation
from negotrack.pages.glance import stored_words
from negotrack.store import changes
from negotrack.store.access import present
from negotrack.store.filechange import Change, Done
from negotrack.tui.session import Session

if TYPE_CHECKING:
    from negotrack.tui.screens.editor import AnnotationText

T = TypeVar("T")


class Stored(NamedTuple):
    """A change that was stored.

    Attributes:
        label: what was done, in a few words.
        warnings: what could not be confirmed although the files were written.
        places: the files that were created, changed or removed.
    """

    label: str
    warnings: tuple[str, ...]
    places: tuple[Location, ...]

    @property
    def proposals(self) -> tuple[str, ...]:
        """The ids of the proposals concerned, each once; those whose annotations changed come first."""
        about = [each.proposal for each in self.places if each.proposal and each.proposal != WHOLE]
        return tuple(dict.fromkeys([*about, *(each.identifier for each in self.places if each.kind is Kind.PROPOSAL)]))

    def words(self, session: Session, what: str) -> str:
        """What was done, in a sentence; ``what`` is ``done``, ``undone`` or ``redone``."""
        names = [session.short_name(each) for each in self.proposals]
        kinds = {each.kind.value for each in self.places}
        return stored_words(what, self.label, kinds, names, session.negotiation.header)


class Changes:
    """The changes to one negotiation. Each raises NegotrackError, which says what to do, if it was not made.

    Args:
        session: the negotiation; when a method returns, it has read what was stored.
        begin: called when saving begins.
    """

    def __init__(self, session: Session, begin: Callable[[], None] = lambda: None) -> None:
        self._session, self._begin = session, begin

    async def annotate(self, targets: Sequence[str], written: AnnotationText, beside: Mapping[str, Any]) -> Stored:
        """Add an annotation to each target; ``_`` is the negotiation as a whole."""
        session = self._session
        session.reread(target for target in targets if target != WHOLE)
        return await self._make(
            add_annotations(
                session.reader,
                targets,
                text=written.text,
                author=session.author,
                about=written.about,
                tags=written.tags,
                more={"ask": written.ask, **beside} if written.ask else beside,
            )
        )

    def open(self, target: str, identifier: str) -> Opened:
        """Open an annotation for a change: as it is now, which it must still be when it is changed."""
        return open_annotation(self._session.folder, target, identifier)

    def is_gone(self, opened: Opened) -> bool:
        """Whether somebody has deleted an annotation meanwhile."""
        return present(self._session.folder, opened.place.path) is None

    async def edit(self, opened: Opened, written: AnnotationText, beside: Mapping[str, Any]) -> Stored:
        """Change the text and other keys of an annotation."""
        self._read_target(opened)
        return await self._make(
            edit_annotation(
                self._session.reader,
                opened,
                text=written.text,
                by=self._session.author,
                about=written.about,
                tags=written.tags,
                more={"ask": written.ask, **beside},
            )
        )

    async def mark_ask(self, opened: Opened, *, done: bool) -> Stored:
        """Record whether what an annotation asks for is done."""
        return await self._make(mark_ask(opened, done=done))

    async def confirm(self, opened: Opened) -> Stored:
        """Record that an annotation still holds."""
        self._read_target(opened)
        return await self._make(confirm_annotation(self._session.reader, opened, by=self._session.author))

    async def delete(self, opened: Opened) -> Stored:
        """Remove an annotation."""
        return await self._make(delete_annotation(opened))

    async def make(self, targets: Sequence[str] | None, change: Callable[[Negotiation], Change]) -> Stored:
        """Make a change computed from the negotiation, with some proposals (None for all) as they are on disk now."""
        if targets is None:
            self._session.refresh()
            self._session.finish()
        return await self._make(change(self._session.negotiation if targets is None else self._session.newest(targets)))

    async def undo(self, *, skip: bool = False) -> Stored:
        """Undo the last change; or skip it, so that the one before comes next."""
        return await self._from_journal(partial(changes.undo, self._session.folder, skip=skip))

    async def redo(self) -> Stored:
        """Redo the change that was undone last."""
        return await self._from_journal(partial(changes.redo, self._session.folder))

    async def _make(self, change: Change) -> Stored:
        warnings = await self._in_thread(partial(changes.apply, self._session.folder, change))
        return self._stored(change, warnings)

    async def _from_journal(self, take: Callable[[], Done]) -> Stored:
        done = await self._in_thread(take)
        return self._stored(done.change, done.warnings)

    def _stored(self, change: Change, warnings: Iterable[str]) -> Stored:
        self._session.take(change)
        places = (place(each.path) for each in change.files)
        return Stored(change.label, tuple(warnings), tuple(filter(None, places)))

    async def _in_thread(self, write: Callable[[], T]) -> T:
        """Write in a thread, so that the screen does not wait for the disk; one change at a time, in order."""
        async with self._session.writing:
            self._begin()
            return await asyncio.to_thread(write)

    def _read_target(self, opened: Opened) -> None:
        if opened.place.proposal != WHOLE:
            self._session.reread([opened.place.proposal])
