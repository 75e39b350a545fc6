"""What happened when: a lane per side, a line across them for the day shown, and below it what holds on that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from negotrack.analysis.sides import heads
from negotrack.analysis.timeline import Moment, by_side, course, effort, next_stop, stop_before, stop_days, timeline
from negotrack.model.dates import certain_by, days_on
from negotrack.model.snapshot import Snapshot, frame_of, snapshot
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Status
from negotrack.pages.blocks import Block
from negotrack.pages.days import date_words, short_day_words
from negotrack.pages.glance import outstanding_briefly, status_cells
from negotrack.pages.timeline import lane_blocks
from negotrack.pages.words import capitalized
from negotrack.tui import content
from negotrack.tui.actions import Place
from negotrack.tui.board import CHANGED
from negotrack.tui.body import WIDE
from negotrack.tui.render import DIM, KEY, PLAIN, STRONG, TONES, Line, Piece, line
from negotrack.tui.screens.timeline_lanes import (
    ABOUT,
    EVENT_SPAN,
    SEVERAL,
    Lane,
    LaneData,
    Lanes,
    LevelLane,
    MarkedLane,
    ends,
    event_lane,
    side_lane,
    span_words,
    stance_totals,
)
from negotrack.tui.widgets.board_listing import BoardListing, Known
from negotrack.tui.widgets.day_strip import EVENT, SPAN, DayChosen
from negotrack.tui.widgets.keyline import KeyedScreen, KeyLine, bindings
from negotrack.tui.widgets.lines import Listing, TextPanel, copy

_AT_ONCE = 3_000
"""Positions; if there are more, what follows from all of them is computed in a worker thread."""
_MOST_EFFORT = 500_000
"""Positions read to draw the lane of accepted proposals; if it takes more, it is left empty, and says so."""
_REST = 0.3
"""Seconds without a key after which the line is taken to rest on its day."""
_SIGN_WORDS = {
    (EVENT, PLAIN): "a day",
    (EVENT_SPAN, PLAIN): "a span",
    (SPAN, DIM): "possible",
    (ABOUT, DIM): "about",
    (SEVERAL, STRONG): "several",
}
_KEPT = 64
"""Days whose snapshots are cached."""


class Timeline(KeyedScreen[str | None]):
    """Shows what happened when; returns the id of the proposal to go to, or None.

    Args:
        view: the snapshot for the day shown on the main screen, on which the line starts.
        moments: what happened when, if already known.
    """

    BINDINGS = bindings(Place.TIMELINE)
    AUTO_FOCUS = "Lanes"
    HORIZONTAL_BREAKPOINTS = [(0, "-single"), (WIDE, "-beside")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Timeline {
        & Lanes { height: auto; max-height: 60%; }
        & #below { height: 1fr; }
        & #entries { width: 2fr; }
        & #holding { width: 3fr; }
        &.-single #entries { display: none; }
        &.-single.-reading #entries { display: block; width: 1fr; }
        &.-single.-reading #holding { display: none; }
    }
    """

    def __init__(self, view: Snapshot, moments: Sequence[Moment] | None = None) -> None:
        super().__init__()
        self._day = view.day
        self._before: date | None = None
        self._take(view)
        self._lane_data: LaneData | None = None
        self._timer: Timer | None = None
        self._is_busy = False
        self._given = moments if view.day is None else None

    def compose(self) -> ComposeResult:
        """The lanes, and below them what holds and the records under the line."""
        yield Lanes()
        with Horizontal(id="below"):
            holding = BoardListing(id="holding")
            holding.number = 2
            yield holding
            yield TextPanel(id="entries", number=3)
        yield KeyLine(Place.TIMELINE)

    def show(self, view: Snapshot) -> None:
        """Show the current records, after a change; the day shown stays."""
        self._take(view)
        self._given = None
        self._fill()

    # ---- What is shown ----

    def _take(self, view: Snapshot) -> None:
        self._negotiation = view.negotiation
        self._snapshots: dict[date | None, Snapshot] = {view.day: view}
        self._stances: dict[tuple[date | None, int], Line] = {}
        self._singly: dict[tuple[date | None, str], Standing] = {}
        dossiers = view.negotiation.dossiers.values()
        self._is_large = sum(len(dossier.counting.positions) for dossier in dossiers) > _AT_ONCE
        self._waits = any(dossier.waits_for_proposals for dossier in view.negotiation.dossiers.values())

    @on(events.Mount)
    def _fill(self) -> None:
        self.query_one(BoardListing).fill(self._negotiation, tuple(self._negotiation.dossiers))
        self.query_one(Lanes).head(["Timeline"], [("working it out …", DIM)])
        self._show_day()
        if self._is_large:
            self._prepare_in_thread()
        else:
            for data in self._prepare_lanes():
                self._draw_lanes(data)

    @work(thread=True, exclusive=True, group="work")
    def _prepare_in_thread(self) -> None:
        for data in self._prepare_lanes():
            self.app.call_from_thread(self._draw_lanes, data)

    def _prepare_lanes(self) -> Iterator[LaneData]:
        """The data for the lanes; then the same with the course, which takes longest."""
        negotiation, found = self._negotiation, self._given
        if found is None:
            found = timeline(self._snapshots.get(None) or snapshot(negotiation))
        is_drawn = effort(negotiation) <= _MOST_EFFORT
        data = LaneData(found, by_side(found), () if is_drawn else None, stop_days(negotiation), ends(found))
        yield data
        if is_drawn:
            yield data._replace(steps=course(negotiation))

    def _draw_lanes(self, data: LaneData) -> None:
        if not self.is_attached:
            return  # the user has left the screen meanwhile
        self._lane_data = data
        negotiation = self._negotiation
        short = heads(negotiation.sides)
        lanes: list[Lane] = [
            event_lane(data.moments),
            *(side_lane(data.taken.get(side.id, ()), side.name, short[side.id]) for side in negotiation.sides),
            LevelLane("accepted", data.steps or (), len(negotiation.dossiers)),
        ]
        if any(moment.span is None for moment in data.moments):
            lanes.append(MarkedLane("no day", ()))
        self.query_one(Lanes).fill(lanes, data.ends)
        self._show_day()

    def _show_day(self) -> None:
        known, before = self._known(self._day), self._known(self._before) if self._before else None
        if self._is_large and self._day not in self._snapshots:
            self._schedule_snapshot()
        self.query_one(BoardListing).show(known, before, dated=self._day is not None)
        self.query_one(Lanes).show_day(self._day, self._total)
        self._show_lane()
        self.query_one(KeyLine).refresh()

    def _show_heads(self) -> None:
        lanes, holding = self.query_one(Lanes), self.query_one(BoardListing)
        if self._lane_data:
            keys = [("earlier", "earlier"), ("later", "later"), ("day_after", "day"), ("all_records", "all records")]
            span = f" · {span_words(self._lane_data.moments) if self._lane_data.ends else short_day_words(None)}"
            lanes.head(["Timeline", (span, DIM)], keys=[*keys, ("open", "as of this day")])
        glyphs = lanes.glyphs
        signs = [line((f"{glyph[0]} {words}", DIM)) for glyph, words in _SIGN_WORDS.items() if glyph in glyphs]
        lanes.foot(signs, [(f"{lanes.cursor + 1} of {lanes.count}", DIM)])
        title = f"What holds on {date_words(self._day)}" if self._day else "What holds · all records"
        right: list[Piece] = []
        if found := self._snapshots.get(self._day):
            cells = status_cells((each, found.by_status[each]) for each in Status)
            right = [
                (outstanding_briefly(found.outstanding), STRONG),
                *((each.words, TONES[each.tone]) for each in cells),
            ]
        holding.head([title], right)
        changed = [line((CHANGED, KEY), (" changed", DIM))] if self._before else []
        holding.foot([*changed, *holding.legend])

    def on_resize(self) -> None:
        """Show what the new width hides."""
        self.call_after_refresh(self._show_heads)

    def _show_entries(self) -> None:
        pane, lanes, blocks = self.query_one("#entries", TextPanel), self.query_one(Lanes), list[Block]()
        if data := self._lane_data:
            # What happened is looked up among all records, whatever the day.
            whole = self._snapshots.get(None) or self._snapshots.setdefault(None, snapshot(self._negotiation))
            blocks = lane_blocks(whole, data.moments, data.taken, lanes.cursor, self._day)
        name = lanes.selected.name if lanes.selected else ""
        pane.head([capitalized(name), (f"  {date_words(self._day)}" if self._day else "  all records", DIM)])
        pane.show(lambda cells: content.write(blocks, cells), top=True)

    # ---- What holds ----

    def _known(self, day: date | None) -> Known:
        """Return a function for the standing of a proposal on a day; if there are many, computed only as needed."""
        if day not in self._snapshots and not self._is_large:
            self._keep(snapshot(self._negotiation, day))

        def known(identifier: str) -> Standing | None:
            found = self._snapshots.get(day)
            if found:
                return found.known[identifier]
            if self._waits:
                return None
            if (day, identifier) not in self._singly:
                if len(self._singly) > _KEPT * _KEPT:
                    self._singly.clear()
                dossier = self._negotiation.dossiers[identifier]
                self._singly[day, identifier] = standing(dossier, frame_of(self._negotiation, dossier), day)
            return self._singly[day, identifier]

        return known

    def _schedule_snapshot(self) -> None:
        """Compute the full snapshot once the line rests on a day, for one day at a time."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_REST, self._start_snapshot) if not self._is_busy else None

    def _start_snapshot(self) -> None:
        self._is_busy = True
        self._snapshot_in_thread(self._day)

    @work(thread=True, group="work")
    def _snapshot_in_thread(self, day: date | None) -> None:
        found = snapshot(self._negotiation, day)
        self.app.call_from_thread(self._take_snapshot, found)

    def _take_snapshot(self, found: Snapshot) -> None:
        self._is_busy = False
        if self.is_attached:
            if found.negotiation is self._negotiation:
                self._keep(found)
            self._show_day()

    def _keep(self, found: Snapshot) -> None:
        if len(self._snapshots) >= _KEPT:
            self._snapshots = {day: each for day, each in self._snapshots.items() if day in (None, self._day)}
        self._snapshots[found.day] = found

    def _total(self, lane: int) -> Line:
        """The total of a lane on the day shown."""
        found, data, sides = self._snapshots.get(self._day), self._lane_data, self._negotiation.sides
        if found is None or data is None:
            return line(("…", DIM))
        if lane == 0:
            # As with positions, what is only possible by the day is counted separately.
            certain = sum(certain_by(event.date, self._day) for event in found.events)
            possible = f" {len(found.events) - certain:,}?" if certain < len(found.events) else ""
            return line((f"{certain:,} so far{possible}" if self._day else f"{certain:,}", DIM))
        if lane <= len(sides):
            known = self._stances.get((self._day, lane))
            if known is None:
                known = stance_totals(each.of(sides[lane - 1].id) for each in found.standings)
                self._stances[self._day, lane] = known
            return known
        if lane == 1 + len(sides):
            undrawn = "" if data.steps is not None else ", not drawn"
            return line(f"{len(found.accepted):,} of {len(found.standings):,}", (undrawn, DIM))
        return line((f"{sum(len(m.events) + len(m.positions) for m in data.moments if m.span is None):,}", DIM))

    # ---- What is done ----

    @on(Listing.Moved, "#lanes")
    def _show_lane(self) -> None:
        self._show_heads()
        self._show_entries()

    @on(DayChosen)
    def _clicked(self, event: DayChosen) -> None:
        event.stop()  # the main screen follows only once the day is opened
        self._go_to(event.day)

    @on(Listing.Opened, "#holding")
    def action_open(self) -> None:
        """Show everything as of this day; on a proposal, go to it."""
        holding = self.query_one(BoardListing)
        if holding.has_focus:
            self.dismiss(holding.selected)
        else:
            self.app.post_message(DayChosen(self._day))  # this screen would be closed before it passed it on
            self.dismiss(None)

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None if it can."""
        refused = action in {"later", "day_after", "all_records"} and self._day is None
        return "All records are shown." if refused else None

    def action_earlier(self) -> None:
        """Go to the previous day on which something changes."""
        stops = self._lane_data.stops if self._lane_data else ()
        self._go_to(stop_before(stops, self._day))

    def action_later(self) -> None:
        """Go to the next day on which something changes; after the last, to all records."""
        stops = self._lane_data.stops if self._lane_data else ()
        self._go_to(next_stop(stops, self._day))

    def action_day_before(self) -> None:
        """Go one day back."""
        self._step(-1)

    def action_day_after(self) -> None:
        """Go one day forward."""
        self._step(1)

    def action_all_records(self) -> None:
        """Show all records."""
        self._go_to(None)

    def action_turn_pane(self, step: int) -> None:
        """Go on by so many panes, or back."""
        panes = [self.query_one(Lanes), self.query_one(BoardListing), self.query_one("#entries", TextPanel)]
        here = next((place for place, pane in enumerate(panes) if pane.has_focus), 0)
        target = panes[(here + step) % len(panes)]
        self.set_class(target.id == "entries", "-reading")
        target.focus()

    def action_copy(self) -> None:
        """Copy the records under the line."""
        copy(self.app, self.query_one("#entries", TextPanel).words)

    def on_descendant_focus(self) -> None:
        """In a narrow window, show the pane that has the focus in place of its neighbour."""
        if not isinstance(self.focused, Lanes):
            self.set_class(self.focused is self.query_one("#entries"), "-reading")

    def _step(self, days: int) -> None:
        if not self._lane_data or not self._lane_data.ends:
            return
        first, last = self._lane_data.ends
        if self._day:
            self._go_to(max(first, min(days_on(self._day, days), last)))
        elif days < 0:  # after all records there is no day
            self._go_to(last)

    def _go_to(self, day: date | None) -> None:
        if day != self._day:
            self._before, self._day = self._day, day
            self._show_day()
