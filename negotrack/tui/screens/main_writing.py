"""The main screen's actions that write."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import work

from negotrack.errors import ChangedUnderneath, NegotrackError
from negotrack.model.negotiation import WHOLE
from negotrack.tui.screens.main_reading import Reads

if TYPE_CHECKING:
    from negotrack.tui.annotator import Annotator
    from negotrack.tui.changing import Changes, Stored
    from negotrack.tui.external import External
    from negotrack.tui.notes import Note


class Writing(Reads):
    """Annotations, positions, records, and undoing.

    What is needed for it is loaded when somebody begins to write.
    """

    @cached_property
    def changes(self) -> Changes:
        """Makes the changes."""
        from negotrack.tui.changing import Changes

        return Changes(self.session)

    @cached_property
    def external(self) -> External:
        """The person's own editor."""
        from negotrack.tui.external import External

        return External(self.app)

    @cached_property
    def annotator(self) -> Annotator:
        """Where annotations are written."""
        from negotrack.tui.annotator import Annotator

        return Annotator(self, self.changes, self.external)

    @work
    async def action_annotate(self) -> None:
        """Write an annotation of the selected proposal, or of those that are selected together."""
        if not self.targets:
            self.complain("Nothing is selected to be annotated.")
        elif await self.annotator.write(self.targets):
            self.proposals.chosen.clear()
            self.draw_found()

    @work
    async def action_annotate_whole(self) -> None:
        """Write an annotation about the negotiation as a whole."""
        await self.annotator.write((WHOLE,))

    @work
    async def action_edit(self) -> None:
        """Edit the selected annotation."""
        if note := self._note("edit"):
            await self.annotator.edit(note.target, note.annotation.id)

    @work
    async def action_edit_outside(self) -> None:
        """Edit the selected annotation in the person's own editor."""
        if note := self._note("edit"):
            await self.annotator.edit_outside(note)

    def action_delete(self) -> None:
        """Delete the selected annotation; it can be undone."""
        if note := self._note("delete"):
            self.annotator.delete(note)

    def action_confirm(self) -> None:
        """Note that the selected annotation still holds."""
        if note := self._note("confirm"):
            self.annotator.confirm(note)

    @work
    async def action_record(self) -> None:
        """Record a position or a status on the selected proposals; from an annotation, begin with it."""
        from negotrack.editing.recording import PositionRequest
        from negotrack.tui.screens.record import Record

        targets = tuple(each for each in self.targets if self.session.is_listed(each))
        negotiation = self.session.newest(targets)
        if not targets or len(negotiation.dossiers) < len(targets):
            self.complain("A position is recorded on proposals that can be read; select one.")
            return
        note = self.note_in_focus
        request = PositionRequest()
        if note:
            request = PositionRequest(side=note.annotation.about, statement=note.annotation.text)
        title = self.annotator.named(targets)
        entered = await self.app.push_screen_wait(
            Record(title, negotiation=negotiation, targets=targets, initial=request)
        )
        if entered and self._try(lambda: self.changes.record(targets, entered)):
            self.proposals.chosen.clear()
            self.draw_found()

    @work
    async def action_add(self) -> None:
        """Add a proposal, source, event, claim or person."""
        from negotrack.tui.screens.add import Add

        self.session.finish()
        negotiation = self.session.negotiation
        entered = await self.app.push_screen_wait(Add(f"Add to: {negotiation.header.title}", negotiation=negotiation))
        if entered:
            self._try(lambda: self.changes.add(entered.what, entered.fields, entered.identifier))

    def action_open_record(self) -> None:
        """Open the selected proposal's own file in the person's editor, and read it again afterwards."""
        target = self.target
        if target is None:
            return
        name = "negotiation.toml" if target == WHOLE else f"proposals/{target}.toml"
        try:
            self.external.open(self.session.folder / name)
        except NegotrackError as error:
            self.complain(str(error))
        self.session.refresh()
        self.catch_up()

    @work
    async def action_undo(self) -> None:
        """Take the last change back; where its file has changed since, offer to pass it over."""
        try:
            undone = self.changes.undo()
        except ChangedUnderneath as error:
            from negotrack.tui.forms.question import Answer, Question

            question = Question("Not undone", str(error), [Answer("s", "Pass this change over", True)])
            if await self.app.push_screen_wait(question):
                self._try(lambda: self.changes.undo(skip=True))
        except NegotrackError as error:
            self.complain(str(error))
        else:
            self.made(undone, "undone")

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        self._try(self.changes.redo, "done again")

    def _try(self, change: Callable[[], Stored], what: str = "done") -> bool:
        """Make a change; whether it was made."""
        try:
            made = change()
        except NegotrackError as error:
            self.complain(str(error))
            return False
        self.made(made, what)
        return True

    def _note(self, what: str) -> Note | None:
        if self.note is None:
            self.complain(f"There is no annotation here to {what}.")
        return self.note
