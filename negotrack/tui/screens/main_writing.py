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
    from negotrack.tui.recorder import Recorder


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

    @cached_property
    def recorder(self) -> Recorder:
        """Puts facts on record."""
        from negotrack.tui.recorder import Recorder

        return Recorder(self, self.changes)

    def next_proposal(self) -> str | None:
        """Select the next proposal of the list; its id, or None where there is no further one."""
        before = self.target
        self.proposals.action_down()
        return self.target if self.target != before else None

    @work
    async def action_record(self) -> None:
        """Record positions or outcomes on the selected proposals; from an annotation, begin with it."""
        if await self.recorder.record(self.targets, self.note_in_focus):
            self.proposals.chosen.clear()
            self.draw_found()

    @work
    async def action_rule(self) -> None:
        """Decide between records of the selected proposal that conflict."""
        if self.target:
            await self.recorder.rule(self.target)

    @work
    async def action_records(self) -> None:
        """Show what is on record, to correct it or take it back."""
        await self.recorder.open_records(self.target)

    @work
    async def action_add(self) -> None:
        """Add a proposal, source, event, claim, person or package."""
        await self.recorder.add()

    @work
    async def action_hold_up(self) -> None:
        """Record which proposals wait for the selected one."""
        if self.target:
            await self.recorder.hold_up(self.target)

    def action_ask_done(self) -> None:
        """Mark what the selected annotation asks for as done, or not."""
        if note := self._note("mark"):
            self.annotator.mark_done(note)

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
