"""Every change that the user makes on the screen: written to the files, and read back from them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from negotrack.editing.annotating import add_annotations, confirm_annotation, edit_annotation
from negotrack.editing.targets import Opened
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind, Location, place
from negotrack.model.negotiation import Negotiation
from negotrack.pages.glance import stored_words
from negotrack.store import changes
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

    def __init__(self, session: Session, begin: Callable[[], object] = lambda: None) -> None:
        self._session, self._begin = session, begin

    async def annotate(self, targets: Sequence[str], written: AnnotationText, beside: Mapping[str, Any]) -> Stored:
        """Add an annotation to each target; ``_`` is the negotiation as a whole."""
        session = self._session
        session.reread(target for target in targets if target != WHOLE)
        return await self.apply(
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

    async def edit(self, opened: Opened, written: AnnotationText, beside: Mapping[str, Any]) -> Stored:
        """Change the text and other keys of an annotation."""
        self._read_target(opened)
        return await self.apply(
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

    async def confirm(self, opened: Opened) -> Stored:
        """Record that an annotation still holds."""
        self._read_target(opened)
        return await self.apply(confirm_annotation(self._session.reader, opened, by=self._session.author))

    async def make(self, targets: Sequence[str] | None, change: Callable[[Negotiation], Change]) -> Stored:
        """Make a change computed from the negotiation, with some proposals (None for all) as they are on disk now."""
        if targets is None:
            self._session.refresh()
            self._session.finish()
        return await self.apply(change(self._session.negotiation if targets is None else self._session.newest(targets)))

    async def apply(self, change: Change) -> Stored:
        """Make a change that has been computed."""
        warnings = await self._in_thread(partial(changes.apply, self._session.folder, change))
        return self._stored(change, warnings)

    async def undo(self, *, skip: bool = False) -> Stored:
        """Undo the last change; or skip it, so that the one before comes next."""
        return await self._from_journal(partial(changes.undo, self._session.folder, skip=skip))

    async def redo(self) -> Stored:
        """Redo the change that was undone last."""
        return await self._from_journal(partial(changes.redo, self._session.folder))

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
