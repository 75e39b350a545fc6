"""The main screen: the board of proposals, the selected one in full, its annotations, the days, and what is missing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.await_remove import AwaitRemove
from textual.worker import Worker

from negotrack import tui
from negotrack.analysis.timeline import next_stop, stop_before
from negotrack.errors import ChangedUnderneath, NegotrackError
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
from negotrack.tui.widgets.keyline import KeyLine, Refusing, bindings, key_of
from negotrack.tui.widgets.lines import Listing, copy
from negotrack.tui.widgets.proposal_list import ProposalList
from negotrack.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from negotrack.tui.widgets.annotations import ShownAnnotation
    from negotrack.tui.widgets.day_strip import DayStrip

_SLOW = 0.15
"""Seconds of saving after which that is said."""
_FLASH = 1.2
"""Seconds for which a row that was changed is set off."""


_Action = Callable[["MainScreen"], Worker[None]]


def _with_note(do: Callable[[tui.annotator.Annotator, ShownAnnotation], Awaitable[object]]) -> _Action:
    """Do something with the selected annotation, where there is one."""

    async def action(main: MainScreen) -> None:
        if note := main.note:
            await do(main.annotator, note)

    return work(action)


def _on_target(do: Callable[[MainScreen, str], Awaitable[object]]) -> _Action:
    """Do something with the selected row, where there is one."""

    async def action(main: MainScreen) -> None:
        if main.target:
            await do(main, main.target)

    return work(action)


def _looking(at: Callable[[tui.visits.Visits], Awaitable[None]]) -> _Action:
    """Show one of the screens that are looked at."""

    async def action(main: MainScreen) -> None:
        await at(main.visits)

    return work(action)


class MainScreen(Refusing[None]):
    """One negotiation. The board is painted first; the panels beside it follow at once.

    Attributes:
        finder: what the list is filtered by.
        renew: lets the screen above this one show what is recorded now; None where there is none.
        beside: the panels beside it, once they are there.
    """

    BINDINGS = bindings(Place.MAIN)
    AUTO_FOCUS = "#proposals"
    FIRST_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {
        "detail": ("annotate", "record", "rule", "open_record", "copy"),
        "annotations": ("annotate", "edit", "delete", "confirm", "copy"),
        "days": ("earlier", "later", "day_before", "day_after", "all_records", "timeline"),
        "gaps": ("gaps",),
    }
    """What is done most in each panel."""

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
        """The title above the panels, the keys below."""
        self._lay_out()
        yield self._title
        yield self.body
        yield KeyLine(Place.MAIN)

    def on_mount(self) -> None:
        """Show the first page at once, and do everything else behind it."""
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
        """What can be read of the selected proposal."""
        return self.beside.words if self.beside else ""

    @property
    def target(self) -> str | None:
        """The id of the selected row; ``_`` for the negotiation as a whole."""
        return self.proposals.selected

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids of the proposals that are selected together, in order; else of the selected one."""
        chosen = self.proposals.chosen
        if chosen:
            return tuple(each for each in self.session.reader.proposal_ids if each in chosen)
        return (self.target,) if self.target else ()

    # ---- What can be done ----

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None where it can."""
        refusal = REFUSALS.get(action)
        return refusal(self) if refusal else None

    # ---- Drawing ----

    def draw(self) -> None:
        """Draw everything from what was read."""
        self.proposals.show()
        self.draw_top()
        self._draw_beside()

    def _draw_beside(self) -> None:
        """Draw what stands beside the list, and give every panel its room."""
        self.draw_selected()
        self._lay_out()
        if self.beside:
            self.beside.draw()

    def draw_found(self) -> None:
        """Draw the rows that the filter leaves, and say so."""
        self.proposals.show()
        self.draw_top()
        self.draw_selected()

    def draw_top(self) -> None:
        """Draw the title with the totals, and what could not be read."""
        filtered = (self.finder.words, self.proposals.proposals) if self.finder.active else None
        self._title.show(self.session, filtered)

    @on(Listing.Moved, "#proposals")
    def draw_selected(self) -> None:
        """Draw the selected proposal in full, and its annotations."""
        if self.beside:
            self.beside.draw_selected(self.target, alone=not self.body.is_wide)
            self.query_one(KeyLine).refresh()

    def _lay_out(self) -> None:
        """Where the panels stand, for the size of the window and the number of sides; it does not change with keys."""
        self.body.lay_out(title=self._title.rows, rows=len(self.session.ids))

    async def furnish(self) -> None:
        """Put the other panels beside the board; they are loaded only now, because the board is to be seen first."""
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
        """Go to the day before on which something changes; from all records, to the last one."""
        if (day := stop_before(self.session.stops, self.session.day)) != self.session.day:
            self.show_day(day)

    def action_day_after(self) -> None:
        """Go on by a day."""
        if self.session.day:
            self.show_day(self.session.day + timedelta(days=1))

    def action_day_before(self) -> None:
        """Go back by a day."""
        stops = self.session.stops
        if day := self.session.day or (stops[-1] + timedelta(days=1) if stops else None):
            self.show_day(day - timedelta(days=1))

    def action_all_records(self) -> None:
        """Show all records."""
        self.show_day(None)

    def on_day_strip_day_chosen(self, event: DayStrip.DayChosen) -> None:
        """Show the day that was clicked."""
        self.show_day(event.day)

    # ---- Finding ----

    async def action_filter(self) -> None:
        """Filter as is typed."""
        await self._ask(screens.prompts.FilterPrompt(self))

    async def action_as_of(self) -> None:
        """Show everything as of another day."""
        await self._ask(screens.prompts.DayPrompt(self))

    async def _ask(self, wanted: screens.prompts.LinePrompt) -> None:
        await self._end_prompt()
        await self.mount(screens.prompts.Prompt(wanted), after="#body")

    async def on_prompt_ended(self) -> None:
        """Go back to the list."""
        await self._end_prompt()
        self.body.go_to("proposals")

    def _end_prompt(self) -> AwaitRemove:
        """Ask for nothing any more; what was typed is kept."""
        prompts = self.query(screens.prompts.Prompt)
        for prompt in prompts:
            prompt.follow()
        return prompts.remove()

    def on_title_bar_clicked(self, event: TitleBar.Clicked) -> None:
        """Filter by the tile that was clicked; a second click takes the filter away."""
        self.finder.text = "" if self.finder.text == event.words else event.words
        self.draw_found()

    def on_proposal_list_head_clicked(self, event: ProposalList.HeadClicked) -> None:
        """Sort by the column that was clicked; a side is the one that all others are held against."""
        if self.finder.sort_by(event.column):
            self.draw_found()
        elif event.column in self.session.negotiation.side_ids:
            self.refer_to("" if self.session.reference == event.column else event.column)

    def action_quick_filter(self) -> None:
        """Go to the next quick filter."""
        self.finder.turn()
        self.draw_found()

    def action_sort(self) -> None:
        """Go to the next order of the list; the cursor stays on its proposal."""
        self.finder.turn_order()
        self.draw_found()

    def action_select(self) -> None:
        """Select the row together with others."""
        self.proposals.toggle()

    def action_next(self) -> None:
        """Go to the next match, or where nothing is filtered, to the next difference."""
        self._step(1)

    def action_previous(self) -> None:
        """Go to the match, or the difference, before."""
        self._step(-1)

    def action_sides_on(self) -> None:
        """Turn to the sides that are hidden on the right."""
        self.proposals.turn_sides(1)
        self.query_one(KeyLine).refresh()

    def action_sides_back(self) -> None:
        """Turn to the sides that are hidden on the left."""
        self.proposals.turn_sides(-1)
        self.query_one(KeyLine).refresh()

    @on(Listing.Opened, "#proposals")
    def action_open(self) -> None:
        """Go to the selected proposal in full, and from there to its annotations; on a day of the strip, show it."""
        if self.beside and self.beside.days.has_focus:
            days = self.beside.days
            if day := days.day_of(days.cursor):
                self.show_day(day)
            return
        self.body.go_to("detail" if self.proposals.has_focus else "annotations")

    def action_back(self) -> None:
        """Go back to the list; there, select nothing together, then filter nothing, then show all records."""
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

    def action_next_pane(self) -> None:
        """Go to the next panel; in a small window, it takes the place of this one."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the panel before."""
        self._turn(-1)

    def action_panel(self, number: int) -> None:
        """Go to the panel with a number; in a small window, it takes the place of another, or its screen is opened."""
        panel = self.body.with_number(number)
        if panel and self.body.can_go_to(panel):
            self.body.go_to(panel)
        elif panel == "days":
            self.action_timeline()
        elif panel == "gaps":
            self.action_gaps()

    def on_descendant_focus(self) -> None:
        """Show the keys of the panel that was gone to."""
        self.query_one(KeyLine).refresh()

    def go_to_proposal(self, identifier: str) -> None:
        """Select a proposal; where the filter hides it, filter nothing."""
        if not self.proposals.select(identifier):
            self.finder.clear()
            self.draw_found()
            self.proposals.select(identifier)

    def _turn(self, step: int) -> None:
        self._end_prompt()
        self.body.turn(step)

    def _step(self, direction: int) -> None:
        if not self.proposals.step(direction):
            self.notify("The two sides differ on nothing that is shown.")

    # ---- Writing; what is needed for it is loaded when somebody begins to write ----

    @cached_property
    def changes(self) -> tui.changing.Changes:
        """Makes the changes."""
        return tui.changing.Changes(self.session, self._saving)

    @cached_property
    def external(self) -> tui.external.External:
        """The person's own editor."""
        return tui.external.External(self.app)

    @cached_property
    def annotator(self) -> tui.annotator.Annotator:
        """Where annotations are written."""
        return tui.annotator.Annotator(self, self.changes, self.external)

    def made(self, made: tui.changing.Stored, what: str = "done") -> None:
        """Show what was stored, and say so."""
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

    def _saving(self) -> None:
        """Say that something is being saved, where the disk takes so long that one would wonder."""
        self.set_timer(_SLOW, self._still_saving)

    def _still_saving(self) -> None:
        if self.session.writing.locked():
            self.draw_top()

    def complain(self, words: str) -> None:
        """Say that something was not done, and why."""
        self.draw_top()  # which may say that it is being saved
        self.notify(words, severity="error")

    @work
    async def action_annotate(self) -> None:
        """Write an annotation of the selected proposal, or of those that are selected together."""
        if await self.annotator.write(self.targets):
            self._unselect()

    @work
    async def action_annotate_whole(self) -> None:
        """Write an annotation about the negotiation as a whole."""
        await self.annotator.write((WHOLE,))

    action_edit = _with_note(lambda annotator, note: annotator.edit(note.target, note.annotation.id))
    action_edit_outside = _with_note(lambda annotator, note: annotator.edit_outside(note))
    action_delete = _with_note(lambda annotator, note: annotator.delete(note))
    action_confirm = _with_note(lambda annotator, note: annotator.confirm(note))
    action_ask_done = _with_note(lambda annotator, note: annotator.mark_done(note))

    @cached_property
    def recorder(self) -> tui.recorder.Recorder:
        """Puts facts on record."""
        return tui.recorder.Recorder(self, self.changes, self.annotator.drafts)

    def next_proposal(self) -> str | None:
        """Select the next proposal of the list; its id, or None where there is no further one."""
        before = self.target
        self.proposals.action_down()
        return self.target if self.target != before else None

    @work
    async def action_record(self) -> None:
        """Record positions or outcomes on the selected proposals; from an annotation, begin with it."""
        if await self.recorder.record(self.targets, self.beside.note_in_focus if self.beside else None):
            self._unselect()

    action_rule = _on_target(lambda main, target: main.recorder.rule(target))
    action_hold_up = _on_target(lambda main, target: main.recorder.hold_up(target))
    action_table_text = _on_target(lambda main, target: main.recorder.table_text(target, main.external.edit))
    action_stake = _on_target(lambda main, target: main.recorder.stake(target))

    @work
    async def action_records(self) -> None:
        """Show what is on record, to correct it or take it back."""
        await self.recorder.open_records(self.target, self.external.edit)

    @work
    async def action_add(self) -> None:
        """Add a proposal, source, event, claim, person or package."""
        await self.recorder.add()

    def action_open_record(self) -> None:
        """Open the selected proposal's own file in the person's editor, and read it again afterwards."""
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
        """Take the last change back; where its file has changed since, offer to pass it over."""
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

    @work
    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self.attempt(self.changes.redo, "done again")

    async def attempt(self, change: Callable[[], Awaitable[tui.changing.Stored]], what: str = "done") -> bool:
        """Make a change, and show it, or say why not; whether it was made."""
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

    # ---- Looking ----

    @cached_property
    def visits(self) -> tui.visits.Visits:
        """The screens that are looked at."""
        return tui.visits.Visits(self)

    action_compare = _looking(lambda visits: visits.compare())
    action_timeline = _looking(lambda visits: visits.timeline())
    action_gaps = _looking(lambda visits: visits.gaps())
    action_meeting = _looking(lambda visits: visits.meeting())
    action_readings = _looking(lambda visits: visits.readings())
    action_texts = _looking(lambda visits: visits.texts())
    action_report = _looking(lambda visits: visits.report())

    def action_reference(self) -> None:
        """Choose the side that all others are held against, or none."""
        self.app.push_screen(tui.commands.Palette([tui.commands.References], placeholder="Hold all sides against …"))

    def action_copy(self) -> None:
        """Copy the selected annotation, where keys go to the annotations; else the selected proposal in full."""
        note = self.beside.note_in_focus if self.beside else None
        copy(self.app, note.annotation.text if note else self.words)

    def show_pair(self, pair: tuple[str, str]) -> None:
        """Compare two other sides from now on."""
        self.session.compare(pair)
        self.upkeep.catch_up()

    async def do(self, event: screens.paned.ActionRequest) -> None:
        """Do what a screen above asks for, on the proposal that is selected there."""
        if event.target:
            self.proposals.select(event.target)
        if event.action == "as_of":
            self.app.push_screen(screens.prompts.PromptScreen(screens.prompts.DayPrompt(self)))
        else:
            await self.run_action(event.action)

    def refer_to(self, side: str) -> None:
        """Hold all sides against one; against none where it is empty."""
        self.session.refer_to(side)
        self.finder.refer(side)
        self.draw_found()
