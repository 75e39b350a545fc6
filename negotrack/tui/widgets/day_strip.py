"""The days of a negotiation in one line of cells, and below it what happened on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message

from negotrack.analysis.timeline import Moment
from negotrack.pages.days import date_words
from negotrack.pages.timeline import Happening, day_title, happenings
from negotrack.text import width
from negotrack.tui.render import DIM, EMPTY, KEY, PLAIN, TONES, WARNING, Line, clipped, line, padded
from negotrack.tui.widgets.lines import Listing

if TYPE_CHECKING:
    from negotrack.tui.session import Session

EVENT, SPAN, NOW = "●", "░", "┃"
_AXIS = "─"
_WHEN = 24


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps days to the cells of a line, and back."""

    first: date
    last: date
    cells: int

    def place(self, day: date) -> int:
        """The cell of a day; that of the nearer end if it lies outside."""
        days = (self.last - self.first).days
        cell = round((day - self.first).days / days * (self.cells - 1)) if days else 0
        return max(0, min(cell, self.cells - 1))

    def day(self, cell: int) -> date:
        """The day of a cell; one of several if they share it."""
        days = (self.last - self.first).days
        return self.first + timedelta(days=round(cell / max(1, self.cells - 1) * days))


@dataclass
class DayChosen(Message):
    """Everything is to be shown as of another day; None for all records."""

    day: date | None


class DayStrip(Listing):
    """Events, spans of days, and the day that is shown; a click on a day shows it."""

    number = 4
    fixed = 1

    def __init__(self) -> None:
        super().__init__(id="days")
        self._session: Session | None = None
        self._moments: Sequence[Moment] = ()
        self._stops: Sequence[date] = ()
        self._happenings: Sequence[Happening] = ()

    @property
    def count(self) -> int:
        """How many lines there are below the strip."""
        return len(self._happenings) if self.scrollable_content_region.height > 1 else 0

    def show(self, session: Session, moments: Sequence[Moment], stops: Sequence[date]) -> None:
        """Show the days of a negotiation."""
        self._session, self._moments, self._stops = session, moments, stops
        self._happenings = happenings(moments, session.negotiation)
        day = session.day
        place = f"{sum(stop <= day for stop in stops)} of {len(stops)}" if day and stops else ""
        self.head(
            ["Days"],
            keys=[("earlier", "earlier"), ("later", "later"), ("all_records", "all records"), ("timeline", "timeline")],
        )
        self.foot([line((day_title(day, moments), WARNING if day else DIM))], [place] if place else [])
        self.redraw()

    def selectable(self, index: int) -> bool:
        """Only lines with a day can be selected."""
        return self._happenings[index].moment.span is not None

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The strip."""
        del row
        if not self._stops:
            return line(("no day is reported", DIM)) if self._session else EMPTY  # until it is read, nothing is known
        first, last = self._ends()
        room = cells - width(first) - width(last) - 2
        return (
            Content.assemble(line((f"{first} ", DIM)), self._strip(room), line((f" {last}", DIM)))
            if room > 4
            else EMPTY
        )

    def draw(self, index: int, cells: int) -> Line:
        """One thing that happened."""
        happening = self._happenings[index]
        room = min(_WHEN, cells // 2)
        marker = "▸ " if index == self.cursor and self.has_focus else "  "
        when = padded(clipped(room - 1, (marker, KEY), (happening.when, DIM)), room)
        return when + clipped(cells - room, (happening.cell.text, TONES[happening.cell.tone]))

    def on_click(self, event: events.Click) -> None:
        """Choose the day nearest to a click in the strip on which something changes."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y or not self._stops:
            return
        first, last = self._ends()
        start = width(first) + 1
        scale = self._scale(self.cells - start - width(last) - 1)
        if 0 <= offset.x - start < scale.cells > 1:
            at = scale.day(offset.x - start)
            self.post_message(DayChosen(min(self._stops, key=lambda stop: abs((stop - at).days))))

    def day_of(self, index: int) -> date | None:
        """The day that a line of the list leads to: the last of its span."""
        span = self._happenings[index].moment.span if 0 <= index < len(self._happenings) else None
        return (span.last or span.first) if span else None

    def _strip(self, room: int) -> Line:
        """The axis, with spans drawn first, then events, then the day that is shown."""
        signs, styles, scale = [_AXIS] * room, ["$divider"] * room, self._scale(room)
        for moment in self._moments:
            span = moment.span
            if span and not span.is_day:
                # Without a beginning, a span would shade everything before its end.
                first = scale.place(span.first) if span.first else room - 1
                last = scale.place(span.last) if span.last else room - 1
                for cell in range(first, last + 1):
                    signs[cell], styles[cell] = SPAN, "$undecided"
        for moment in self._moments:
            if moment.span and moment.span.is_day and moment.span.first:
                cell = scale.place(moment.span.first)
                signs[cell], styles[cell] = EVENT, "$heading" if moment.events else "$muted"
        if self._session and self._session.day:
            cell = scale.place(self._session.day)
            signs[cell], styles[cell] = NOW, "bold $key"
            for later in range(cell + 1, room):
                styles[later] = "$divider"
        return Content.assemble(*((sign, style or PLAIN) for sign, style in zip(signs, styles, strict=True)))

    def _ends(self) -> tuple[str, str]:
        """The first and the last day in words, with their years where those differ."""
        first, last = self._stops[0], self._stops[-1]
        if first.year == last.year:
            return short_day(first), short_day(last)
        return f"{short_day(first)} {first.year}", f"{short_day(last)} {last.year}"

    def _scale(self, room: int) -> Scale:
        return Scale(self._stops[0], self._stops[-1], room)


def short_day(day: date) -> str:
    """A day and its month with three letters: ``15 Aug``."""
    number, month, _ = date_words(day).split(" ")
    return f"{number} {month[:3]}"
