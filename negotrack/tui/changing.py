"""Every change that a person makes on the screen: down to the files, and read back from them."""

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
    """A change that was made.

    Attributes:
        label: what was done, in a few words.
        warnings: what could not be made certain although the files stand.
        places: the files that are new, different or gone.
    """

    label: str
    warnings: tuple[str, ...]
    places: tuple[Location, ...]

    @property
    def proposals(self) -> tuple[str, ...]:
        """The ids of the proposals that it is about, each once; those of which records changed come first."""
        about = [each.proposal for each in self.places if each.proposal and each.proposal != WHOLE]
        return tuple(dict.fromkeys([*about, *(each.identifier for each in self.places if each.kind is Kind.PROPOSAL)]))

    def words(self, session: Session, what: str) -> str:
        """What was done, as a person would say it; ``what`` is ``done``, ``undone`` or ``done again``."""
        names = [session.short_name(each) for each in self.proposals]
        kinds = {each.kind.value for each in self.places}
        return stored_words(what, self.label, kinds, names, session.negotiation.header)


class Changes:
    """The changes to one negotiation. Each raises NegotrackError where it was not made, with what to do.

    Args:
        session: the negotiation; it has read what was stored when a method returns.
        begin: told when something begins to be saved.
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
        """Begin to change an annotation: what it says now, which must still be so when it is changed."""
        return open_annotation(self._session.folder, target, identifier)

    def is_gone(self, opened: Opened) -> bool:
        """Whether somebody has deleted an annotation meanwhile."""
        return present(self._session.folder, opened.place.path) is None

    async def edit(self, opened: Opened, written: AnnotationText, beside: Mapping[str, Any]) -> Stored:
        """Give an annotation another text, and other keys beside."""
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
        """Note whether what an annotation asks for is done."""
        return await self._make(mark_ask(opened, done=done))

    async def confirm(self, opened: Opened) -> Stored:
        """Note that an annotation still holds."""
        self._read_target(opened)
        return await self._make(confirm_annotation(self._session.reader, opened, by=self._session.author))

    async def delete(self, opened: Opened) -> Stored:
        """Remove an annotation."""
        return await self._make(delete_annotation(opened))

    async def make(self, targets: Sequence[str] | None, change: Callable[[Negotiation], Change]) -> Stored:
        """Make a change that follows from a negotiation, with some proposals, or None for all, as they are now."""
        if targets is None:
            self._session.refresh()
            self._session.finish()
        return await self._make(change(self._session.negotiation if targets is None else self._session.newest(targets)))

    async def undo(self, *, skip: bool = False) -> Stored:
        """Take the last change back; or set it aside, so that the one before comes next."""
        return await self._taken(partial(changes.undo, self._session.folder, skip=skip))

    async def redo(self) -> Stored:
        """Make the change again that was taken back last."""
        return await self._taken(partial(changes.redo, self._session.folder))

    async def _make(self, change: Change) -> Stored:
        warnings = await self._in_thread(partial(changes.apply, self._session.folder, change))
        return self._stored(change, warnings)

    async def _taken(self, take: Callable[[], Done]) -> Stored:
        done = await self._in_thread(take)
        return self._stored(done.change, done.warnings)

    def _stored(self, change: Change, warnings: Iterable[str]) -> Stored:
        self._session.take(change)
        places = (place(each.path) for each in change.files)
        return Stored(change.label, tuple(warnings), tuple(filter(None, places)))

    async def _in_thread(self, write: Callable[[], T]) -> T:
        """Write beside the screen, which waits for no disk; one change after the other, as they were made."""
        async with self._session.writing:
            self._begin()
            return await asyncio.to_thread(write)

    def _read_target(self, opened: Opened) -> None:
        if opened.place.proposal != WHOLE:
            self._session.reread([opened.place.proposal])
