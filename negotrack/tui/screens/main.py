"""The main screen: the board of proposals, the selected one in full, its annotations, the days, and what is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.await_remove import AwaitRemove
from textual.worker import Worker

from negotrack import tui
from negotrack.analysis.timeline import next_stop, stop_before
from negotrack.errors import ChangedUnderneath, NegotrackError
from negotrack.model.dates import days_on
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import OF_HEADER, Kind, Location
from negotrack.pages.words import counted
from negotrack.tui import forms, screens
from negotrack.tui.actions import Place
from negotrack.tui.background import Activity, Upkeep
from negotrack.tui.body import Body
from negotrack.tui.finding import Finder
from negotrack.tui.refusals import REFUSALS
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import KeyedScreen, KeyLine, bindings, key_of
from negotrack.tui.widgets.lines import Listing, copy
from negotrack.tui.widgets.proposal_list import ProposalList
from negotrack.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from negotrack.tui.widgets.annotations import ShownAnnotation

_SLOW = 0.15
"""Seconds of saving after which the title shows it."""
_FLASH = 1.2
"""Seconds for which a changed row is highlighted."""


_Action = Callable[["MainScreen"], Worker[None]]


def _doing(begin: Callable[[MainScreen], Awaitable[object] | None]) -> _Action:
    """Return an action that a worker runs; ``begin`` begins it, or returns None if there is nothing to do."""

    async def action(main: MainScreen) -> None:
        if doing := begin(main):
            await doing

    return work(action)


class MainScreen(KeyedScreen[None]):
    """The screen of one negotiation. The board is painted first; the panels beside it follow at once.

    Attributes:
        finder: what the list is filtered by.
        renew: refreshes the screen above this one with the current records; None if there is no such screen.
        beside: the panels beside the board, once they are mounted.
    """

    BINDINGS = bindings(Place.MAIN)
    AUTO_FOCUS = "#proposals"
    FIRST_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {
        "detail": ("annotate", "record", "rule", "open_record", "copy"),
        "annotations": ("annotate", "edit", "delete", "confirm", "copy"),
        "days": ("earlier", "later", "day_before", "day_after", "all_records", "timeline"),
        "gaps": ("gaps",),
    }
    """The most used actions of each panel."""

    def __init__(self, session: Session, activity: Activity) -> None:
        super().__init__()
        self.session: Session = session
        self.finder = Finder(session)
        self.renew: Callable[[], None] | None = None
        self.proposals: ProposalList = ProposalList(session, self.finder)
        self._title = TitleBar()
        self.body = Body(self.proposals)
        self.beside: tui.beside.Beside | None = None
        self.upkeep = Upkeep(self, activity)

    def compose(self) -> ComposeResult:
        """The title, the panels below it, and the key line."""
        self._lay_out()
        yield self._title
        yield self.body
        yield KeyLine(Place.MAIN)

    def on_mount(self) -> None:
        """Show the first page at once, and do everything else in the background."""
        self.upkeep.begin()

    def on_resize(self) -> None:
        """Lay the panels out for the size of the window."""
        was_wide = self.body.is_wide
        self._lay_out()
        if self.body.is_wide is not was_wide:
            self.draw_selected()

    # ---- What is selected ----

    @property
    def note(self) -> ShownAnnotation | None:
        """The selected annotation."""
        return self.beside.annotations.selected if self.beside else None

    @property
    def words(self) -> str:
        """The text of the selected proposal as it is shown in full."""
        return self.beside.words if self.beside else ""

    @property
    def target(self) -> str | None:
        """The id of the selected row; ``_`` for the negotiation as a whole."""
        return self.proposals.selected

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids of the proposals that are selected together, in order; else the id of the selected row."""
        chosen = self.proposals.chosen
        if chosen:
            return tuple(each for each in self.session.reader.proposal_ids if each in chosen)
        return (self.target,) if self.target else ()

    # ---- What can be done ----

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None if it can."""
        refusal = REFUSALS.get(action)
        return refusal(self) if refusal else None

    # ---- Drawing ----

    def draw(self) -> None:
        """Draw everything from the records that were read."""
        self.proposals.show()
        self.draw_top()
        self._draw_beside()

    def _draw_beside(self) -> None:
        """Draw the panels beside the list, and lay them all out."""
        self.draw_selected()
        self._lay_out()
        if self.beside:
            self.beside.draw()

    def draw_found(self) -> None:
        """Draw the rows that match the filter, and their number in the title."""
        self.proposals.show()
        self.draw_top()
        self.draw_selected()

    def draw_top(self) -> None:
        """Draw the title with the totals and the unreadable files."""
        filtered = (self.finder.words, self.proposals.proposals) if self.finder.active else None
        self._title.show(self.session, filtered)

    @on(Listing.Moved, "#proposals")
    def draw_selected(self) -> None:
        """Draw the selected proposal in full, and its annotations."""
        if self.beside:
            self.beside.draw_selected(self.target, alone=not self.body.is_wide)
            self.query_one(KeyLine).refresh()

    def _lay_out(self) -> None:
        """Lay out the panels for the size of the window, the sides and the proposals; keys do not change the layout."""
        self.body.lay_out(title=self._title.rows, rows=len(self.session.ids))

    async def furnish(self) -> None:
        """Mount the other panels beside the board; they are loaded only now, so that the board is painted first."""
        beside = tui.beside.Beside(self.session)
        await self.body.furnish(beside)
        self.beside = beside
        self._draw_beside()

    # ---- Days ----

    def show_day(self, day: date | None) -> None:
        """Show everything as of another day."""
        self.session.show(day)
        self.upkeep.catch_up(stored=False)

    def action_later(self) -> None:
        """Go to the next day on which something changes; after the last one, to all records."""
        self.show_day(next_stop(self.session.stops, self.session.day))

    def action_earlier(self) -> None:
        """Go to the previous day on which something changes; from all records, to the last one."""
        if (day := stop_before(self.session.stops, self.session.day)) != self.session.day:
            self.show_day(day)

    def action_day_after(self) -> None:
        """Go one day forward."""
        if self.session.day:
            self.show_day(days_on(self.session.day, 1))

    def action_day_before(self) -> None:
        """Go one day back."""
        if self.session.day:
            self.show_day(days_on(self.session.day, -1))
        elif self.session.stops:
            self.show_day(self.session.stops[-1])

    def action_all_records(self) -> None:
        """Show all records."""
        self.show_day(None)

    # ---- Finding ----

    async def action_filter(self) -> None:
        """Filter the list as the user types."""
        await self._ask(screens.prompts.FilterPrompt)

    async def action_as_of(self) -> None:
        """Show everything as of another day."""
        await self._ask(screens.prompts.DayPrompt)

    async def _ask(self, prompt: Callable[[MainScreen], screens.prompts.Prompt]) -> None:
        await self._end_prompt()
        await self.mount(prompt(self), after="#body")

    async def on_prompt_ended(self) -> None:
        """Go back to the list."""
        await self._end_prompt()
        self.body.go_to("proposals")

    def _end_prompt(self) -> AwaitRemove:
        """Close the prompt; what was typed stays in effect."""
        prompts = self.query(screens.prompts.Prompt)
        for prompt in prompts:
            prompt.follow()
        return prompts.remove()

    def action_filter_by(self, words: str) -> None:
        """Filter by the tile that was clicked; a second click clears the filter."""
        self.finder.text = "" if self.finder.text == words else words
        self.draw_found()

    def on_proposal_list_head_clicked(self, event: ProposalList.HeadClicked) -> None:
        """Sort by the column that was clicked; if it is a side, compare all others with that side."""
        if self.finder.sort_by(event.column):
            self.draw_found()
        elif event.column in self.session.negotiation.side_ids:
            self.refer_to("" if self.session.reference == event.column else event.column)

    def action_quick_filter(self) -> None:
        """Turn to the next quick filter."""
        self.finder.turn()
        self.draw_found()

    def action_sort(self) -> None:
        """Turn to the next order of the list; the cursor stays on its proposal."""
        self.finder.turn_order()
        self.draw_found()

    def action_select(self) -> None:
        """Add the row to the selection, or remove it."""
        self.proposals.toggle()

    def action_next(self) -> None:
        """Go to the next match or, if nothing is filtered, to the next difference."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the previous match or difference."""
        self._step(-1)

    def action_sides_on(self) -> None:
        """Show the sides that are hidden on the right."""
        self.proposals.turn_sides(1)
        self.query_one(KeyLine).refresh()

    def action_sides_back(self) -> None:
        """Show the sides that are hidden on the left."""
        self.proposals.turn_sides(-1)
        self.query_one(KeyLine).refresh()

    @on(Listing.Opened, "#proposals")
    def action_open(self) -> None:
        """Go to the selected proposal in full, and from there to its annotations; in the day strip, show the day."""
        if self.beside and self.beside.days.has_focus:
            days = self.beside.days
            if day := days.day_of(days.cursor):
                self.show_day(day)
            return
        self.body.go_to("detail" if self.proposals.has_focus else "annotations")

    def action_back(self) -> None:
        """Go back to the list; there, clear the selection, then the filter, then the day."""
        self._end_prompt()
        if not self.proposals.has_focus:
            self.body.go_to("proposals")
        elif self.proposals.chosen:
            self._unselect()
        elif self.finder.active:
            self.finder.clear()
            self.draw_found()
        elif self.session.day:
            self.show_day(None)

    def action_turn_pane(self, step: int) -> None:
        """Go on by so many panels, or back; in a small window, the panel replaces this one."""
        self._end_prompt()
        self.body.turn(step)

    def action_panel(self, number: int) -> None:
        """Go to the panel with a number; in a small window, it replaces another, or its screen is opened."""
        panel = self.body.with_number(number)
        if panel in self.body.reachable:
            self.body.go_to(panel)
        elif panel == "days":
            self.action_timeline()
        elif panel == "gaps":
            self.action_gaps()

    def go_to_proposal(self, identifier: str) -> None:
        """Select a proposal; if the filter hides it, clear the filter."""
        if not self.proposals.select(identifier):
            self.finder.clear()
            self.draw_found()
            self.proposals.select(identifier)

    def _step(self, direction: int) -> None:
        if not self.proposals.step(direction):
            self.notify("The two sides differ on nothing that is shown.")

    # ---- Writing; its modules are loaded when the user begins to write ----

    @cached_property
    def changes(self) -> tui.changing.Changes:
        """Makes the changes."""
        return tui.changing.Changes(self.session, lambda: self.set_timer(_SLOW, self._show_saving))

    @cached_property
    def external(self) -> tui.external.External:
        """The user's own editor."""
        return tui.external.External(self.app)

    @cached_property
    def annotator(self) -> tui.annotator.Annotator:
        """Writes annotations."""
        return tui.annotator.Annotator(self, self.changes, self.external)

    def made(self, made: tui.changing.Stored, what: str = "done") -> None:
        """Show what was stored, and report it."""
        stale = self.session.view.stale
        if self.beside:
            notes = (each.identifier for each in made.places if each.kind is Kind.ANNOTATION)
            self.beside.annotations.expected = tuple(notes)
        self.upkeep.catch_up()
        undo = f" · {key_of(self.app, 'undo')} takes it back" if what != "undone" else ""
        gone_stale = len(self.session.view.stale - stale)
        more = f" · {counted(gone_stale, 'annotation')} gone stale" if gone_stale else ""
        self.notify(f"{made.words(self.session, what)}{undo}{more}")
        for warning in made.warnings:
            self.notify(warning, severity="warning")
        self.proposals.flash(made.proposals, _FLASH)

    def _show_saving(self) -> None:
        """Show that something is still being saved, because the disk takes noticeably long."""
        if self.session.writing.locked():
            self.draw_top()

    def complain(self, words: str) -> None:
        """Report that something was not done, and why."""
        self.draw_top()  # which may still show that something is being saved
        self.notify(words, severity="error")

    @work
    async def action_annotate(self) -> None:
        """Write an annotation of the selected proposal, or of those that are selected together."""
        if await self.annotator.write(self.targets):
            self._unselect()

    action_annotate_whole = _doing(lambda main: main.annotator.write((WHOLE,)))
    action_edit = _doing(
        lambda main: main.annotator.edit(main.note.target, main.note.annotation.id) if main.note else None
    )
    action_edit_outside = _doing(lambda main: main.annotator.edit_outside(main.note) if main.note else None)
    action_delete = _doing(lambda main: main.annotator.delete(main.note) if main.note else None)
    action_confirm = _doing(lambda main: main.annotator.confirm(main.note) if main.note else None)
    action_ask_done = _doing(lambda main: main.annotator.mark_done(main.note) if main.note else None)

    @cached_property
    def recorder(self) -> tui.recorder.Recorder:
        """Puts facts on record."""
        return tui.recorder.Recorder(self, self.changes, self.annotator.drafts)

    def next_proposal(self) -> str | None:
        """Select the next proposal in the list; returns its id, or None if there is none."""
        before = self.target
        self.proposals.action_down()
        return self.target if self.target != before else None

    @work
    async def action_record(self) -> None:
        """Record positions or outcomes on the selected proposals; begin with the annotation in focus, if any."""
        if await self.recorder.record(self.targets, self.beside.note_in_focus if self.beside else None):
            self._unselect()

    action_rule = _doing(lambda main: main.recorder.rule(main.target) if main.target else None)
    action_hold_up = _doing(lambda main: main.recorder.hold_up(main.target) if main.target else None)
    action_table_text = _doing(
        lambda main: main.recorder.table_text(main.target, main.external.edit) if main.target else None
    )
    action_stake = _doing(lambda main: main.recorder.stake(main.target) if main.target else None)
    action_records = _doing(lambda main: main.recorder.open_records(main.target, main.external.edit))
    action_add = _doing(lambda main: main.recorder.add())

    def action_open_record(self) -> None:
        """Open the selected proposal's own file in the user's editor, and read it again afterwards."""
        target = self.target
        if target is None:
            return
        where = OF_HEADER if target == WHOLE else Location(Kind.PROPOSAL, target)
        try:
            self.external.open(self.session.folder / where.path)
        except NegotrackError as error:
            self.complain(str(error))
        self.session.refresh()
        self.upkeep.catch_up()

    @work
    async def action_undo(self) -> None:
        """Undo the last change; if its file has changed since, offer to skip it."""
        try:
            undone = await self.changes.undo()
        except ChangedUnderneath as error:
            skip = forms.question.Answer("s", "Pass this change over", True)
            question = forms.question.Question("Not undone", str(error), [skip])
            if await self.app.push_screen_wait(question):
                await self.attempt(partial(self.changes.undo, skip=True), "undone")
        except NegotrackError as error:
            self.complain(str(error))
        else:
            self.made(undone, "undone")

    action_redo = _doing(lambda main: main.attempt(main.changes.redo, "redone"))

    async def attempt(self, change: Callable[[], Awaitable[tui.changing.Stored]], what: str = "done") -> bool:
        """Make a change and show it, or report why not; returns whether it was made."""
        try:
            made = await change()
        except NegotrackError as error:
            self.complain(str(error))
            return False
        self.made(made, what)
        return True

    def _unselect(self) -> None:
        if self.proposals.chosen:
            self.proposals.chosen.clear()
            self.draw_found()

    # ---- Other screens ----

    @cached_property
    def visits(self) -> tui.visits.Visits:
        """Opens the other screens."""
        return tui.visits.Visits(self)

    action_compare = _doing(lambda main: main.visits.compare())
    action_timeline = _doing(lambda main: main.visits.timeline())
    action_gaps = _doing(lambda main: main.visits.gaps())
    action_meeting = _doing(lambda main: main.visits.meeting())
    action_readings = _doing(lambda main: main.visits.readings())
    action_texts = _doing(lambda main: main.visits.texts())
    action_report = _doing(lambda main: main.visits.report())

    def action_reference(self) -> None:
        """Choose the side that all others are compared with, or none."""
        self.app.push_screen(tui.commands.Palette([tui.commands.References], placeholder="Hold all sides against …"))

    def action_copy(self) -> None:
        """Copy the selected annotation if the annotations have the focus, else the selected proposal in full."""
        note = self.beside.note_in_focus if self.beside else None
        copy(self.app, note.annotation.text if note else self.words)

    def show_pair(self, pair: tuple[str, str]) -> None:
        """Compare two other sides from now on."""
        self.session.compare(pair)
        self.upkeep.catch_up()

    async def do(self, event: screens.paned.ActionRequest) -> None:
        """Run the action that a screen above requests, on the proposal that is selected there."""
        if event.target:
            self.proposals.select(event.target)
        if event.action == "as_of":
            self.app.push_screen(screens.prompts.PromptScreen(screens.prompts.DayPrompt(self)))
        else:
            await self.run_action(event.action)

    def refer_to(self, side: str) -> None:
        """Compare all sides with one; with none if it is empty."""
        self.session.refer_to(side)
        self.finder.refer(side)
        self.draw_found()
