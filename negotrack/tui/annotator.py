"""Writes annotations. What the user wrote is never lost: it is either saved or kept as a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from negotrack.editing.annotating import delete_annotation, mark_ask
from negotrack.editing.targets import Opened, open_annotation
from negotrack.errors import ChangedUnderneath, EditorFailed, NegotrackError
from negotrack.model.identifiers import WHOLE
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation, Side
from negotrack.pages.words import WHOLE_WORDS
from negotrack.store.access import present
from negotrack.store.drafts import WORDING, Draft
from negotrack.tui.changing import Changes
from negotrack.tui.drafts import DraftKeeper, text_of
from negotrack.tui.external import External
from negotrack.tui.forms.context import statements
from negotrack.tui.render import DIM, Line, paragraph
from negotrack.tui.screens.drafts import DraftsScreen
from negotrack.tui.screens.editor import AnnotationText, ConflictScreen, ContextLines, Editor
from negotrack.tui.widgets.annotations import ShownAnnotation, beside_words

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


class Annotator:
    """Writes, edits, deletes and confirms annotations."""

    def __init__(self, host: MainScreen, changes: Changes, external: External) -> None:
        self._host = host
        self._changes = changes
        self._external = external
        self.drafts = DraftKeeper(host.session.folder, host.complain)

    async def write(
        self, targets: Sequence[str], draft: Draft | None = None, written: AnnotationText | None = None
    ) -> bool:
        """Let the user write an annotation, unless it is ``written``, and return whether one was stored."""
        draft = draft or self.drafts.begun(targets)
        while True:
            written = written or await self._ask(draft, AnnotationText())
            if written is None:
                self.drafts.drop(draft)
                return False
            try:
                made = await self._changes.annotate(targets, written, draft.extra_keys)
            except NegotrackError as error:
                draft, written = self.drafts.keep(draft, written), None
                self._host.complain(str(error))
            else:
                self.drafts.drop(draft)
                self._host.made(made)
                return True

    async def edit(self, target: str, identifier: str, draft: Draft | None = None) -> None:
        """Edit an annotation."""
        draft = draft or self.drafts.begun((target,), identifier)
        opened = self._stored(target, identifier)
        if opened is None:
            if draft.text:
                await self.write((target,), replace(draft, edits=""))
            return
        while True:
            written = await self._ask(draft, _written(opened.annotation))
            if written is None:
                self.drafts.drop(draft)
                return
            draft = self.drafts.keep(draft, written)
            if await self._save(opened, written, draft):
                return

    async def edit_outside(self, note: ShownAnnotation) -> None:
        """Edit an annotation in the user's own editor."""
        opened = self._open(note)
        if opened is None:
            return
        failed = False
        try:
            text = self._external.edit(opened.annotation.text)
        except EditorFailed as error:
            text, failed = error.text or None, True
            self._host.complain(str(error))
        except NegotrackError as error:
            self._host.complain(str(error))
            return
        if text is None:
            if not failed:
                self._host.app.notify("Nothing was changed.")
            return
        written = replace(_written(opened.annotation), text=text)
        draft = self.drafts.keep(Draft((note.target,), "", edits=note.annotation.id), written)
        if failed or not await self._save(opened, written, draft):
            await self.edit(note.target, note.annotation.id, draft)

    async def delete(self, note: ShownAnnotation) -> None:
        """Delete an annotation, unless it has changed since it was shown."""
        if opened := self._open(note):
            await self._host.attempt(lambda: self._changes.apply(delete_annotation(opened)))

    async def confirm(self, note: ShownAnnotation) -> None:
        """Record that an annotation still holds."""
        if opened := self._open(note):
            await self._host.attempt(lambda: self._changes.confirm(opened))

    async def mark_done(self, note: ShownAnnotation) -> None:
        """Record that what an annotation asks for is done or, if it already was, that it is not."""
        ask = note.annotation.ask
        if ask and (opened := self._open(note)):
            await self._host.attempt(lambda: self._changes.apply(mark_ask(opened, done=not ask.done)))

    async def offer_drafts(self, table: Callable[[Draft], Awaitable[object]]) -> None:
        """Offer the drafts that were not saved, until none is left or the user picks none.

        Args:
            table: continues a draft of a wording.
        """
        negotiation = self._host.session.negotiation
        while drafts := self.drafts.all():
            screen = DraftsScreen(drafts, negotiation, named=self._host.session.named, drop=self.drafts.drop)
            draft = await self._host.app.push_screen_wait(screen)
            if draft is None:
                return
            if draft.kind == WORDING:
                await table(draft)
            elif draft.edits:
                await self.edit(draft.targets[0], draft.edits, draft)
            else:
                await self.write(draft.targets, draft)

    async def _ask(self, draft: Draft, initial: AnnotationText) -> AnnotationText | None:
        editor = Editor(
            WHOLE_WORDS.capitalize() if draft.targets == (WHOLE,) else self._host.session.named(draft.targets),
            initial=initial,
            begun=text_of(draft),
            sides=self._sides(draft.targets),
            known_tags=_known_tags(self._host.session.negotiation),
            context=self._context(draft),
            outside=self._external.edit,
            drafts=self.drafts.of(draft),
        )
        return await self._host.app.push_screen_wait(editor)

    async def _save(self, opened: Opened, written: AnnotationText, draft: Draft) -> bool:
        """Store an edited annotation; False if the user has to continue editing."""
        try:
            made = await self._changes.edit(opened, written, draft.extra_keys)
        except ChangedUnderneath:
            return await self._merge(opened, written, draft)
        except NegotrackError as error:
            self._host.complain(str(error))
            return False
        self.drafts.drop(draft)
        self._host.made(made)
        return True

    async def _merge(self, opened: Opened, mine: AnnotationText, draft: Draft) -> bool:
        """Show the version that somebody else has saved meanwhile beside this one, and store the user's choice."""
        target = opened.place.proposal
        folder = self._host.session.folder
        try:
            is_there = present(folder, opened.place.path) is not None
            theirs = open_annotation(folder, target, opened.annotation.id) if is_there else None
        except NegotrackError as error:
            self._host.complain(str(error))
            return False
        stored = _written(theirs.annotation) if theirs else None
        kept = await self._host.app.push_screen_wait(
            ConflictScreen(
                f"Two versions: {self._host.session.named((target,))}",
                theirs=stored,
                mine=mine,
                sides=self._sides((target,)),
                known_tags=_known_tags(self._host.session.negotiation),
                drafts=self.drafts.of(draft),
            )
        )
        if kept is None:
            self._host.app.notify("Your version is kept as a draft, and is offered when you edit the annotation again.")
        elif theirs and kept != stored:
            return await self._save(theirs, kept, draft)
        elif theirs is None and kept.text.strip():
            anew = self.drafts.keep(replace(draft, edits=""), kept)
            self.drafts.drop(draft)
            return await self.write((target,), anew, kept)
        else:
            self.drafts.drop(draft)
            self._host.app.notify("Their version is kept.")
        return True

    def _open(self, note: ShownAnnotation) -> Opened | None:
        """The annotation as it is stored; None, with a message, if it cannot be opened or is not the one shown."""
        opened = self._stored(note.target, note.annotation.id)
        if opened and opened.annotation != note.annotation:
            self._host.complain("Somebody else has changed it meanwhile; look at it, and try again.")
            return None
        return opened

    def _stored(self, target: str, identifier: str) -> Opened | None:
        """An annotation as it is stored; None, with a message, if it cannot be opened."""
        try:
            return open_annotation(self._host.session.folder, target, identifier)
        except NegotrackError as error:
            self._host.complain(str(error))
            return None

    def _context(self, draft: Draft) -> ContextLines | None:
        """Where the sides stand, if it is about one proposal, and what the draft carries besides its text."""
        session, targets = self._host.session, draft.targets
        beside = beside_words(draft, session.negotiation)
        standing = session.look(targets[0]) if len(targets) == 1 else None
        if standing is None and not beside:
            return None

        def context(about: str | None, cells: int) -> list[Line]:
            lines = list(statements(session.negotiation, standing, about, cells)) if standing else []
            return [*paragraph(beside, cells, DIM), *lines] if beside else lines

        return context

    def _sides(self, targets: Sequence[str]) -> Sequence[Side]:
        """The sides that an annotation may be about; none if its target is the whole negotiation."""
        return () if WHOLE in targets else self._host.session.negotiation.sides


def _written(annotation: Annotation) -> AnnotationText:
    return AnnotationText(annotation.text, annotation.all_tags, annotation.about, annotation.ask)


def _known_tags(negotiation: Negotiation) -> Iterator[str]:
    """Every tag in use, the most frequent first; they are collected when the first is requested."""
    annotations = chain(negotiation.annotations, *(each.annotations for each in negotiation.dossiers.values()))
    yield from (tag for tag, _ in Counter(tag for each in annotations for tag in each.tags).most_common())
