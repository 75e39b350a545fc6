"""What happened when: events and positions by date, to a scale, those of one span together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult

from negotrack.analysis.timeline import Moment, timeline
from negotrack.analysis.view import View
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import DIM, WARNING, Line, Piece
from negotrack.tui.screens.band import Band, headline
from negotrack.tui.screens.in_full import event_in_full, proposals_in_full
from negotrack.tui.screens.paned import Paned
from negotrack.tui.screens.timeline_lines import Entry, entries, entry_line, heading, scale_for, span_of
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.panes import Made
from negotrack.wording import counted, date_words, day_words

_LABEL = 12
_MOST_NAMED = 500
"""Proposals of one line that are named below; the others are counted."""


class Entries(Listing):
    """The lines of the timeline."""

    fixed = 1

    def __init__(self) -> None:
        super().__init__(id="entries")
        self._opened: frozenset[tuple[int, int]] = frozenset()
        self._entries: list[Entry] = []
        self._ends: tuple[date, date] | None = None

    def fill(self, negotiation: Negotiation, moments: Sequence[Moment]) -> None:
        """Show other moments; the cursor stays where it is."""
        self._negotiation, self._moments = negotiation, moments
        self._ends = span_of(moments)
        self._entries = list(entries(moments, self._opened))
        self.redraw()
        self.move(max(0, self.cursor))

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._entries)

    @property
    def selected(self) -> Entry | None:
        """The selected line."""
        return self._entries[self.cursor] if 0 <= self.cursor < self.count else None

    def toggle(self) -> None:
        """List the proposals of the selected line below it, or no longer."""
        if self.selected:
            self._opened ^= {self.selected.place}
            self._entries = list(entries(self._moments, self._opened))
            self.redraw()

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The ends of the scale."""
        del row
        return heading(scale_for(self._ends, cells), cells)

    def draw(self, index: int, cells: int) -> Line:
        """One line."""
        scale = scale_for(self._ends, cells)
        return entry_line(self._entries[index], self._negotiation, scale, cells, cursor=index == self.cursor)


class Timeline(Paned[str]):
    """Shows what happened when; returns the id of the proposal to go to, or None.

    Args:
        view: what holds by a day.
        moments: its timeline, where that is known already.
    """

    BINDINGS = bindings(Place.TIMELINE)

    def __init__(self, view: View, moments: Sequence[Moment] | None = None) -> None:
        super().__init__()
        self._view, self._moments = view, moments

    def compose(self) -> ComposeResult:
        """The title, the lines, and the selected one in full."""
        yield Band(id="title")
        yield Entries()
        yield Made(id="detail")
        yield KeyLine(Place.TIMELINE)

    def on_mount(self) -> None:
        """Show what there is."""
        self.show(self._view, self._moments)

    def show(self, view: View, moments: Sequence[Moment] | None = None) -> None:
        """Show another view, because something was changed."""
        self._view = view
        found = timeline(view) if moments is None else moments
        left: list[Piece] = [" Timeline", (f"  as of {date_words(view.day)}" if view.day else "", WARNING)]
        self.query_one("#title", Band).show(lambda cells: headline(cells, left, view.negotiation.header.title))
        listing = self.query_one(Entries)
        listing.head([counted(len(found), "date")])
        listing.fill(view.negotiation, found)
        self._show_selected()

    @on(Listing.Moved)
    def _show_selected(self) -> None:
        entry, view = self.query_one(Entries).selected, self._view
        self.detail.head([day_words(entry.moment.span) if entry else ("nothing recorded", DIM)])
        what = entry.what if entry else None
        if isinstance(what, Event):
            self.detail.show(lambda cells: list(event_in_full(view, what, cells)), top=True)
        else:
            found = entry.proposals if entry else ()
            self.detail.show(lambda cells: list(proposals_in_full(view, found, cells)), top=True)

    @on(Listing.Opened)
    def action_open(self) -> None:
        """Go to the proposal; list them where there are several; read an event."""
        listing = self.query_one(Entries)
        found = listing.selected.proposals if listing.selected else ()
        if len(found) == 1:
            self.dismiss(found[0])
        elif found:
            listing.toggle()
        elif listing.selected:
            self.action_next_pane()
