"""The main screen: the board of proposals, the selected one in full, its annotations, the days, and what is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from datetime import date, timedelta
from functools import cached_property, partial
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from negotrack.analysis.timeline import moments, next_stop, stop_before
from negotrack.errors import ChangedUnderneath, NegotrackError
from negotrack.model.negotiation import WHOLE
from negotrack.model.vocabulary import Relation
from negotrack.pages.glance import nothing_words, stored_words
from negotrack.pages.words import BLIND, counted
from negotrack.store.layout import Kind, place
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings, key_of
from negotrack.tui.finding import Finder
from negotrack.tui.layout import layout
from negotrack.tui.loading import Activity, in_slices
from negotrack.tui.refusals import REFUSALS
from negotrack.tui.render import EMPTY, KEY, Line, line
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panel import Panel
from negotrack.tui.widgets.proposal_list import ProposalList
from negotrack.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from negotrack.tui.annotator import Annotator
    from negotrack.tui.changing import Changes, Stored
    from negotrack.tui.external import External
    from negotrack.tui.notes import ShownAnnotation
    from negotrack.tui.recorder import Recorder
    from negotrack.tui.screens.prompts import LinePrompt
    from negotrack.tui.screens.requests import ActionRequest
    from negotrack.tui.visits import Visits
    from negotrack.tui.widgets.annotations import Annotations
    from negotrack.tui.widgets.day_strip import DayStrip
    from negotrack.tui.widgets.gaps_panel import GapsPanel
    from negotrack.tui.widgets.prompt import Prompt
    from negotrack.tui.widgets.text import TextPanel

MOMENT = 0.02
"""Seconds that reading may take before the first page is shown."""
PAINT = 0.03
"""Seconds in which the first page is painted; to begin with the rest before would hold it up."""
SOON = 0.3
"""Seconds after which the first page surely stands, and everything else may begin."""
SLOW = 0.15
"""Seconds of saving after which that is said."""
FLASH = 1.2
"""Seconds for which a row that was changed is set off."""
_TURNED = ("proposals", "detail", "annotations")
"""In a small window these take each other's place."""


class MainScreen(Screen[None]):
    """One negotiation. The board is painted first; the panels beside it follow at once.

    Args:
        session: the negotiation that is shown.
        activity: when a key was pressed last.

    Attributes:
        session: the negotiation that is shown.
        finder: what the list is filtered by.
        renew: lets the screen above this one show what is recorded now; None where there is none.
    """

    BINDINGS = bindings(Place.MAIN)
    AUTO_FOCUS = "#proposals"
    DEFAULT_CSS = """
    MainScreen {
        & #body, & #left, & #beside { width: 1fr; height: 1fr; layout: vertical; }
        & #left { height: auto; }
        & #below { width: 1fr; layout: horizontal; }
        & #detail, & #annotations { width: 1fr; height: 1fr; }
        & #annotations, & #gaps { display: none; }
        &.-annotations { & #annotations { display: block; } & #detail { display: none; } }
        & #days { border: none; padding: 0 1; }
        &.-wide {
            & #body { layout: horizontal; }
            & #left { width: 46%; height: 1fr; }
            & #below { layout: vertical; }
            & #detail { height: 3fr; display: block; }
            & #annotations { height: 2fr; display: block; }
            & #days { border: round $divider; &:focus { border: round $primary; } }
            & #gaps { display: block; }
        }
        &.-wide.-many {
            & #body { layout: vertical; }
            & #left { width: 1fr; height: auto; }
            & #below { layout: horizontal; }
            & #beside { layout: horizontal; }
            & #detail { width: 3fr; height: 1fr; }
            & #annotations { width: 2fr; height: 1fr; }
            & #days { width: 3fr; }
            & #gaps { width: 2fr; }
        }
        &.-single {
            & #beside { display: none; }
            &.-detail, &.-annotations { & #left { display: none; } & #beside { display: block; } }
        }
    }
    """
    FIRST_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {
        "detail": ("annotate", "record", "rule", "open_record", "copy"),
        "annotations": ("annotate", "edit", "delete", "confirm", "copy"),
        "days": ("earlier", "later", "day_before", "day_after", "all_records", "timeline"),
        "gaps": ("gaps",),
    }
    """What is done most in each panel."""

    def __init__(self, session: Session, activity: Activity) -> None:
        super().__init__()
        self._activity = activity
        self.session = session
        self.finder = Finder()
        self.renew: Callable[[], None] | None = None
        self.proposals = ProposalList()
        self._title = TitleBar()
        self._detail: TextPanel | None = None
        self._annotations: Annotations | None = None
        self._days: DayStrip | None = None
        self._gaps: GapsPanel | None = None
        self._prompt: LinePrompt | None = None
        self._shown: str | None = None
        self._found_stops: tuple[object, tuple[date, ...]] = (None, ())
        self._words: Callable[[int], str] = lambda _cells: ""

    def compose(self) -> ComposeResult:
        """The title above the panels, the keys below."""
        self._lay_out()
        yield self._title
        with Container(id="body"):
            with Container(id="left"):
                yield self.proposals
                yield Container(id="below")
            yield Container(id="beside")
        yield KeyLine(Place.MAIN)

    def on_mount(self) -> None:
        """Show the first page at once, and do everything else behind it."""
        self.draw_list()
        steps = self._begun()
        self.draw_found()
        self.set_timer(PAINT, partial(self._go_on, steps))
        self.set_timer(SOON, self._follow_up)

    def on_resize(self) -> None:
        """Lay the panels out for the size of the window."""
        self._lay_out()

    # ---- What is selected ----

    @property
    def note(self) -> ShownAnnotation | None:
        """The selected annotation."""
        return self._annotations.selected if self._annotations else None

    @property
    def note_in_focus(self) -> ShownAnnotation | None:
        """The selected annotation, where keys go to the annotations."""
        return self.note if self._annotations and self._annotations.has_focus else None

    @property
    def words(self) -> str:
        """What can be read of the selected proposal."""
        return self._words(max(self._detail.cells, 20)) if self._detail else ""

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would refuse are not offered."""
        del parameters
        return self.why_not(action) is None

    # ---- Drawing ----

    def draw(self) -> None:
        """Draw everything from what was read."""
        self.draw_found()
        session, digest = self.session, self.session.digest
        self._lay_out()
        if self._days and self._gaps and digest:
            self._days.show(session, digest.moments, self.stops)
            self._gaps.show(digest)

    def draw_found(self) -> None:
        """Draw the rows that the filter leaves, and say so."""
        self.draw_list()
        self.draw_top()
        self.draw_selected()

    def draw_top(self) -> None:
        """Draw the title with the totals, and what could not be read."""
        filtered = (self.finder.words, self.proposals.proposals) if self.finder.active else None
        self._title.show(self.session, filtered, len(self.proposals.chosen))

    def draw_list(self) -> None:
        """Draw the rows that the filter leaves."""
        proposals, negotiation = self.proposals, self.session.negotiation
        rows = self.finder.rows(self.session)
        if proposals.chosen:
            proposals.chosen &= set(self.session.reader.proposal_ids)
        proposals.card = [] if rows else self._card()
        proposals.fill(self.session, rows, self.finder.query(self.session).words if self.finder.active else ())
        total = len(self.session.ids)
        left = f" {proposals.proposals:,} of {total:,}" if self.finder.active else f" {total:,}"
        order = [("sort", self.finder.order)] if self.finder.is_sorted else []
        keys = [("filter", "filter"), ("quick_filter", self.finder.quick), *order]
        proposals.head([negotiation.header.plural.capitalize(), left], keys=keys)

    def _card(self) -> list[Line]:
        """Why the list is empty, and what can be done about it."""
        words, offers = nothing_words(self.session.negotiation, self.finder.words, self.session.day)
        offered = [line("   ", (key_of(self.app, each) if each else "", KEY), f"  {what}") for each, what in offers]
        return [line(f"   {words}"), EMPTY, *offered]

    @on(Listing.Moved, "#proposals")
    def draw_selected(self) -> None:
        """Draw the selected proposal in full, and its annotations."""
        if self._detail is None or self._annotations is None:
            return
        from negotrack.tui.selected import selected

        shown, target = selected(self.session, self.target), self.target
        self._words = shown.words
        self._detail.show(shown.in_full, top=target != self._shown)
        self._detail.head([shown.heading(self._detail.cells)], keys=[("record", "record"), ("rule", "rule")])
        pending = target is not None and self.session.reader.lacks_annotations(target)
        key = key_of(self.app, "annotate")
        self._annotations.show(shown.notes, self.session.negotiation, key, pending=pending)
        keys = [("annotate", "write"), ("edit", "edit"), ("delete", "delete"), ("confirm", "still holds")]
        self._annotations.head(["Annotations", f" {len(shown.notes):,}" if shown.notes else ""], keys=keys)
        self._shown = target
        self.query_one(KeyLine).refresh()

    def _lay_out(self) -> None:
        """Where the panels stand, for the size of the window and the number of sides; it does not change with keys."""
        title = self._title.size.height or 1
        found = layout(self.app.size, self.proposals, title=title, rows=len(self.session.ids))
        self.update_classes(found.classes)
        if not self.is_mounted:
            return
        for strip in self.query("#days"):
            strip.can_focus = found.wide  # in a small window it is one line without a border
        for name, rows in found.heights.items():
            for panel in self.query(f"#{name}"):
                panel.styles.height = rows

    # ---- Reading ----

    def catch_up(self, *, stored: bool = True) -> None:
        """Do what is still to be done for the whole negotiation, what is seen first, and show it.

        Args:
            stored: files may have been stored since.
        """
        for identifier in self.proposals.unread:
            self.session.look(identifier)
        if self.session.is_large:
            steps = self._begun()
            self.draw()
            self.run_worker(self._finish(steps, stored=stored), group="work", exclusive=True)
            return
        self.session.finish()
        self.draw()
        self._settled(stored=stored)

    async def _go_on(self, steps: Iterator[None]) -> None:
        await self._furnish()
        self.call_after_refresh(self.run_worker, self._finish(steps), group="work", exclusive=True)

    async def _furnish(self) -> None:
        """Put the other panels beside the board; they are loaded only now, because the board is to be seen first."""
        from negotrack.tui.widgets.annotations import Annotations
        from negotrack.tui.widgets.day_strip import DayStrip
        from negotrack.tui.widgets.gaps_panel import GapsPanel
        from negotrack.tui.widgets.text import TextPanel

        detail, annotations, days, gaps = (
            TextPanel(id="detail", number=2),
            Annotations(),
            DayStrip(),
            GapsPanel(),
        )
        await self.query_one("#beside").mount(detail, annotations)
        await self.query_one("#below").mount(days, gaps)
        self._detail, self._annotations, self._days, self._gaps = detail, annotations, days, gaps
        self.draw()

    async def _finish(self, steps: Iterator[None], *, stored: bool = True) -> None:
        from negotrack.tui.digest import digested

        await in_slices(steps, self._activity, self.draw_top)
        session = self.session
        if session.is_large:
            session.conclude(await asyncio.to_thread(digested, session.view, session.pair))
        else:
            session.conclude(digested(session.view, session.pair))
        self.draw()
        self._settled(stored=stored)

    def _begun(self) -> Iterator[None]:
        """The work, begun for a moment, which is enough where there is little."""
        steps, end = self._steps(), perf_counter() + MOMENT
        for _ in steps:
            if perf_counter() > end:
                break
        return steps

    def _steps(self) -> Iterator[None]:
        """The work, with what has come into view before everything else."""
        for _ in self.session.work():
            if unread := self.proposals.unread:
                for identifier in unread:
                    self.session.look(identifier)
                    yield
                self.draw_found()
            yield

    def _settled(self, *, stored: bool) -> None:
        """Show what is recorded now on the screen above as well, and clear what a killed writer left."""
        if self.renew:
            self.renew()
        if not stored:
            return
        if leftovers := self.session.reader.leftovers:
            from negotrack.store.changes import clear_leftovers

            clear_leftovers(self.session.folder, leftovers)
        self.run_worker(self._ask_git(), group="git", exclusive=True)

    def _follow_up(self) -> None:
        if self.session.negotiation.header.blind:
            self.notify(BLIND)
        self.run_worker(self._follow(), group="follow", exclusive=True)
        self.run_worker(self._load_forms(), group="forms", exclusive=True)
        self.run_worker(self._offer_drafts(), group="drafts", exclusive=True)

    async def _load_forms(self) -> None:
        """Load what somebody writes with, so that the first form comes up as quickly as any other."""
        await asyncio.to_thread(import_module, "negotrack.tui.recorder")

    async def _follow(self) -> None:
        """Show what others change."""
        from negotrack.store.watch import watch

        # What changed between reading and watching is found by looking at every file, which may not hold up a key.
        look = not self.session.is_large
        async with aclosing(watch(self.session.folder, from_start=look)) as changes:
            async for paths in changes:
                async with self.session.writing:  # what is saved here is read back by the change itself
                    is_new = self.session.refresh(paths)
                if is_new:
                    self.catch_up()

    async def _ask_git(self) -> None:
        """Show how many new files git has never been told of; `git commit -a` leaves them out."""
        from negotrack.store.git import add_command, uncommitted

        session = self.session
        count = await asyncio.to_thread(uncommitted, session.folder) or 0
        if count and not session.not_in_git:
            self.notify(f"{counted(count, 'new file')} not in git yet; to add them: {add_command(session.folder)}")
        session.not_in_git = count
        self.draw_top()

    async def _offer_drafts(self) -> None:
        from negotrack.store.drafts import Drafts

        if Drafts(self.session.folder).all():
            await self.annotator.offer_drafts()

    # ---- Days ----

    @property
    def stops(self) -> tuple[date, ...]:
        """The days on which something changes, worked out once for what is recorded."""
        negotiation, digest = self.session.negotiation, self.session.digest
        if digest and digest.view.negotiation is negotiation:
            return digest.stops
        recorded = negotiation.dossiers
        if self._found_stops[0] is not recorded:
            self._found_stops = (recorded, moments(negotiation))
        return self._found_stops[1]

    def show_day(self, day: date | None) -> None:
        """Show everything as of another day."""
        self.session.show(day)
        self.catch_up(stored=False)

    def action_later(self) -> None:
        """Go to the next day on which something changes; after the last one, to all records."""
        self.show_day(next_stop(self.stops, self.session.day))

    def action_earlier(self) -> None:
        """Go to the day before on which something changes; from all records, to the last one."""
        if (day := stop_before(self.stops, self.session.day)) != self.session.day:
            self.show_day(day)

    def action_day_after(self) -> None:
        """Go on by a day."""
        if self.session.day:
            self.show_day(self.session.day + timedelta(days=1))

    def action_day_before(self) -> None:
        """Go back by a day."""
        stops = self.stops
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
        from negotrack.tui.screens.prompts import FilterPrompt

        await self._ask(FilterPrompt(self))

    async def action_as_of(self) -> None:
        """Show everything as of another day."""
        from negotrack.tui.screens.prompts import DayPrompt

        await self._ask(DayPrompt(self))

    async def _ask(self, wanted: LinePrompt) -> None:
        # Controls to type into are slow to load, and not needed before somebody types.
        from negotrack.tui.widgets.prompt import Prompt

        self._prompt = wanted
        await self.query("Prompt").remove()
        prompt = Prompt(wanted.label, wanted.value, wanted.placeholder)
        await self.mount(prompt, after="#body")
        prompt.note(wanted.note)

    def on_prompt_changed(self, event: Prompt.Changed) -> None:
        """Follow what is typed."""
        if self._prompt:
            self._prompt.changed(event.text)
            event.prompt.note(self._prompt.note)

    async def on_prompt_kept(self) -> None:
        """Go back to the list, with what was typed; not where that was not understood, which is said behind it."""
        if self._prompt and self._prompt.is_understood:
            await self._answered()

    async def on_prompt_dropped(self) -> None:
        """Go back to the list, without what was typed."""
        await self._answered()
        if self._prompt:
            self._prompt.dropped()

    def on_prompt_stepped(self, event: Prompt.Stepped) -> None:
        """Follow an arrow up or down."""
        text = self._prompt.stepped(event.step) if self._prompt else None
        if text is not None:
            event.prompt.put(text)

    async def _answered(self) -> None:
        await self.query("Prompt").remove()
        self.go_to("proposals")

    def on_title_bar_clicked(self, event: TitleBar.Clicked) -> None:
        """Filter by the tile that was clicked; a second click takes the filter away."""
        self.finder.text = "" if self.finder.text == event.words else event.words
        self.draw_found()

    def on_proposal_list_head_clicked(self, event: ProposalList.HeadClicked) -> None:
        """Sort by the column that was clicked; a side is the one that all others are held against."""
        orders = {"number": "by number", "status": "outstanding first", "title": "by title", "notes": "by annotations"}
        if order := orders.get(event.column):
            self.finder.order = order if self.finder.order != order else "by id"
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
        self.draw_top()

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
        if self._days and self._days.has_focus:
            if day := self._days.day_of(self._days.cursor):
                self.show_day(day)
            return
        self.go_to("detail" if self.proposals.has_focus else "annotations")

    def action_back(self) -> None:
        """Go back to the list; there, select nothing together, then filter nothing, then show all records."""
        self.query("Prompt").remove()
        if not self.proposals.has_focus:
            self.go_to("proposals")
        elif self.proposals.chosen:
            self.proposals.chosen.clear()
            self.draw_found()
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
        panel = next((each.id for each in self.query(Panel) if each.number == number), None)
        if panel in self._panels:
            self.go_to(panel)
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

    def find(self, written: str) -> list[str]:
        """The ids of the proposals that a filter finds."""
        from negotrack.analysis.query import parse

        return self.session.search(parse(written, self.session.negotiation.sides))

    def go_to(self, panel: str) -> None:
        """Go to a panel; in a small window, it takes the place of another."""
        if panel in _TURNED:
            for each in _TURNED:
                self.set_class(each == panel, f"-{each}")
        self.query(f"#{panel}").focus()

    @property
    def _panels(self) -> list[str]:
        """The panels that keys can go to, in order; in a small window, those that take each other's place."""
        wide = self.has_class("-wide")
        panels = sorted(self.query(Panel), key=lambda panel: panel.number)
        return [panel.id for panel in panels if panel.id and (wide or panel.id in _TURNED)]

    def _turn(self, step: int) -> None:
        self.query("Prompt").remove()  # what was typed is kept
        names = self._panels
        here = next((place for place, name in enumerate(names) if self.query_one(f"#{name}").has_focus), 0)
        self.go_to(names[(here + step) % len(names)])

    def _step(self, direction: int) -> None:
        proposals, session = self.proposals, self.session
        for distance in range(1, proposals.count + 1):
            index = (proposals.cursor + direction * distance) % proposals.count
            standing = session.known(proposals.ids[index])
            if self.finder.active or (standing and standing.relation(*session.pair) is Relation.DIFFER):
                proposals.move(index, direction)
                return
        self.notify("The two sides differ on nothing that is shown.")

    # ---- Writing; what is needed for it is loaded when somebody begins to write ----

    @cached_property
    def changes(self) -> Changes:
        """Makes the changes."""
        from negotrack.tui.changing import Changes

        return Changes(self.session, self._saving)

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

    def made(self, made: Stored, what: str = "done") -> None:
        """Show what was stored, and say so."""
        stale = self.session.view.stale
        self.catch_up()
        places = [found for path in made.paths if (found := place(path))]
        proposals = [each.proposal for each in places if each.proposal and each.proposal != WHOLE]
        changed = tuple(
            dict.fromkeys([*proposals, *(each.identifier for each in places if each.kind is Kind.PROPOSAL)])
        )
        kinds = {each.kind.value for each in places}
        words = stored_words(what, made.label, kinds, [self._short_name(each) for each in changed])
        undo = f" · {key_of(self.app, 'undo')} takes it back" if what != "undone" else ""
        gone_stale = len(self.session.view.stale - stale)
        more = f" · {counted(gone_stale, 'annotation')} gone stale" if gone_stale else ""
        self.notify(f"{words}{undo}{more}")
        for warning in made.warnings:
            self.notify(warning, severity="warning")
        self.proposals.flash(changed, FLASH)
        for each in places:
            if self._annotations and each.kind is Kind.ANNOTATION and each.proposal == self._shown:
                self._annotations.select(each.identifier)

    def _saving(self) -> None:
        """Say that something is being saved, where the disk takes so long that one would wonder."""
        self.set_timer(SLOW, self.draw_top)

    def complain(self, words: str) -> None:
        """Say that something was not done, and why."""
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

    @work
    async def action_edit(self) -> None:
        """Edit the selected annotation."""
        if note := self.note:
            await self.annotator.edit(note.target, note.annotation.id)

    @work
    async def action_edit_outside(self) -> None:
        """Edit the selected annotation in the person's own editor."""
        if note := self.note:
            await self.annotator.edit_outside(note)

    @work
    async def action_delete(self) -> None:
        """Delete the selected annotation; it can be undone."""
        if note := self.note:
            await self.annotator.delete(note)

    @work
    async def action_confirm(self) -> None:
        """Note that the selected annotation still holds."""
        if note := self.note:
            await self.annotator.confirm(note)

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
            self._unselect()

    @work
    async def action_rule(self) -> None:
        """Decide between records of the selected proposal that conflict."""
        if self.target:
            await self.recorder.rule(self.target)

    @work
    async def action_records(self) -> None:
        """Show what is on record, to correct it or take it back."""
        await self.recorder.open_records(self.target, self.external.edit)

    @work
    async def action_add(self) -> None:
        """Add a proposal, source, event, claim, person or package."""
        await self.recorder.add()

    @work
    async def action_hold_up(self) -> None:
        """Record which proposals wait for the selected one."""
        if self.target:
            await self.recorder.hold_up(self.target)

    @work
    async def action_table_text(self) -> None:
        """Table a wording of the selected proposal."""
        if self.target:
            await self.recorder.table_text(self.target, self.external.edit)

    @work
    async def action_stake(self) -> None:
        """Record what a side has at stake on the selected proposal."""
        if self.target:
            await self.recorder.stake(self.target)

    @work
    async def action_ask_done(self) -> None:
        """Mark what the selected annotation asks for as done, or not."""
        if note := self.note:
            await self.annotator.mark_done(note)

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
            undone = await self.changes.undo()
        except ChangedUnderneath as error:
            from negotrack.tui.forms.question import Answer, Question

            question = Question("Not undone", str(error), [Answer("s", "Pass this change over", True)])
            if await self.app.push_screen_wait(question):
                await self._try(partial(self.changes.undo, skip=True), "undone")
        except NegotrackError as error:
            self.complain(str(error))
        else:
            self.made(undone, "undone")

    @work
    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self._try(self.changes.redo, "done again")

    async def _try(self, change: Callable[[], Awaitable[Stored]], what: str = "done") -> bool:
        """Make a change; whether it was made."""
        try:
            made = await change()
        except NegotrackError as error:
            self.complain(str(error))
            return False
        self.made(made, what)
        return True

    def _unselect(self) -> None:
        self.proposals.chosen.clear()
        self.draw_found()

    def _short_name(self, identifier: str) -> str:
        standing = self.session.look(identifier) if self.session.is_listed(identifier) else None
        number = standing.dossier.proposal.number if standing else None
        return str(number) if number is not None else identifier

    # ---- Looking ----

    @cached_property
    def visits(self) -> Visits:
        """The screens that are looked at."""
        from negotrack.tui.visits import Visits

        return Visits(self)

    @work
    async def action_compare(self) -> None:
        """Compare two sides over all proposals."""
        await self.visits.compare()

    @work
    async def action_timeline(self) -> None:
        """Show what happened when."""
        await self.visits.timeline()

    @work
    async def action_gaps(self) -> None:
        """Show what is not reported, claims and evidence."""
        await self.visits.gaps()

    @work
    async def action_meeting(self) -> None:
        """Show what is outstanding one by one, for everybody in the room."""
        await self.visits.meeting()

    @work
    async def action_readings(self) -> None:
        """Show what analysts coded differently, and what is left to code."""
        await self.visits.readings()

    @work
    async def action_texts(self) -> None:
        """Show the wordings of the selected proposal."""
        await self.visits.texts()

    @work
    async def action_report(self) -> None:
        """Show the status report."""
        await self.visits.report()

    def action_reference(self) -> None:
        """Choose the side that all others are held against, or none."""
        from textual.command import CommandPalette

        from negotrack.tui.commands import References

        self.app.push_screen(CommandPalette([References], placeholder="Hold all sides against …"))

    @work
    async def action_sides(self) -> None:
        """Choose which two sides stand first and are compared."""
        from negotrack.tui.screens.sides import Sides

        pair = await self.app.push_screen_wait(Sides(self.session.negotiation.sides, self.session.pair))
        if pair:
            self.show_pair(pair)

    def action_copy(self) -> None:
        """Copy the selected annotation, where keys go to the annotations; else the selected proposal in full."""
        from negotrack.tui.screens.clipboard import copy

        note = self.note_in_focus
        copy(self.app, note.annotation.text if note else self.words)

    def show_pair(self, pair: tuple[str, str]) -> None:
        """Compare two other sides from now on."""
        self.session.compare(pair)
        self.catch_up()

    async def do(self, event: ActionRequest) -> None:
        """Do what a screen above asks for, on the proposal that is selected there."""
        if event.target:
            self.proposals.select(event.target)
        if event.action == "as_of":
            from negotrack.tui.screens.prompts import DayPrompt, PromptScreen

            self.app.push_screen(PromptScreen(DayPrompt(self)))
        else:
            await self.run_action(event.action)

    def refer_to(self, side: str) -> None:
        """Hold all sides against one; against none where it is empty."""
        self.session.refer_to(side)
        self.finder.order = "by distance" if side else "by id"
        self.draw_found()
