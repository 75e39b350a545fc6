"""The lanes of a timeline: signs for the events, for what each side said, and for outcomes, on a line of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType

from negotrack.analysis.timeline import Moment, Positions, Step
from negotrack.model.dates import Span
from negotrack.model.side_standing import SideStanding
from negotrack.model.vocabulary import Certainty, Stance, Status
from negotrack.pages.days import short_day_words
from negotrack.pages.signs import STANCE_SIGNS
from negotrack.text import safe, width
from negotrack.tui.board import CURSOR
from negotrack.tui.render import (
    DIM,
    EMPTY,
    FOR,
    KEY,
    PLAIN,
    STRONG,
    Line,
    Piece,
    clipped,
    clipped_line,
    line,
    padded,
    stance_style,
)
from negotrack.tui.widgets.day_strip import EVENT, NOW, SPAN, DayChosen, Scale, short_day
from negotrack.tui.widgets.lines import RowListing

SEVERAL, EVENT_SPAN, ABOUT = "▪", "○", "~"
_LEVELS = "▁▂▃▄▅▆▇█"
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_ALL_RECORDS = "all records"
_LEAST_GAP = 10
"""Minimum distance between ticks, in cells."""
_LEAST_FOR_NAMES = 70
"""Width from which lanes show their whole names, in cells."""
_LEAST_FOR_TOTALS = 76
"""Width from which lanes show their totals, in cells."""

Glyph = tuple[str, str]
"""The character in a cell, and the name of its style."""
_BLANK: Glyph = (" ", PLAIN)


class LaneMark(NamedTuple):
    """Something dated on a lane."""

    span: Span
    sign: str
    style: str


@dataclass(frozen=True, slots=True)
class MarkedLane:
    """The positions of one side, or the events.

    Attributes:
        short: the name in a few letters; empty if the name is short.
        counted: a cell with several marks shows their number.
    """

    name: str
    marks: tuple[LaneMark, ...]
    short: str = ""
    counted: bool = False

    def cells(self, scale: Scale) -> list[Glyph]:
        """Spans as shading, with a sign at the start, and ``~`` at an end that is approximate."""
        cells = [_BLANK] * scale.cells
        begins: dict[int, list[LaneMark]] = {}
        for mark in self.marks:
            first = scale.place(mark.span.first) if mark.span.first else 0
            last = scale.place(mark.span.last) if mark.span.last else scale.cells - 1
            begins.setdefault(first, []).append(mark)
            if not mark.span.is_day:
                cells[first : last + 1] = [(SPAN, DIM)] * (last - first + 1)
                cells[last] = ("▸" if mark.span.last is None else ABOUT if mark.span.about_last else SPAN, DIM)
        starts = sorted(begins)
        for first, until in zip(starts, [*starts[1:], scale.cells], strict=False):
            glyphs = self._signs(begins[first], until - first)
            cells[first : first + len(glyphs)] = glyphs
        return cells

    def _signs(self, marks: Sequence[LaneMark], room: int) -> list[Glyph]:
        """The signs of the marks that begin in one cell, side by side if there is room; else one sign for several."""
        if self.counted and len(marks) > 1:
            return [(str(len(marks)) if len(marks) < 10 else SEVERAL, STRONG)]
        signs = list(dict.fromkeys((mark.sign, mark.style) for mark in marks))
        return signs if len(signs) <= room else [(SEVERAL, STRONG)]


@dataclass(frozen=True, slots=True)
class LevelLane:
    """How many proposals are accepted, as the height of a bar; shading if none is, but something is possible."""

    name: str
    steps: tuple[Step, ...]
    of: int
    short: ClassVar[str] = ""

    def cells(self, scale: Scale) -> list[Glyph]:
        """The heights on a scale."""
        cells = [_BLANK] * scale.cells
        for step in self.steps:
            first = scale.place(step.day)
            number = step.statuses.get(Status.ACCEPTED, 0)
            height = _LEVELS[min(len(_LEVELS) - 1, number * len(_LEVELS) // (self.of + 1))]
            glyph = (height, FOR) if number else (SPAN, DIM) if step.possible else _BLANK
            cells[first:] = [glyph] * (scale.cells - first)
        return cells


Lane = MarkedLane | LevelLane


def ends(moments: Iterable[Moment]) -> tuple[date, date] | None:
    """The first and the last day that is drawn; None if nothing is dated."""
    spans = [moment.span for moment in moments if moment.span]
    if not spans:
        return None
    first = min(span.earliest for span in spans)
    # What has an approximate end is certain a week later; that day is on the line.
    last = max(span.latest if span.surely_over == date.max else span.surely_over for span in spans)
    margin = timedelta(days=max(1, (last - first).days // 40))
    return (first - margin if first - date.min > margin else first, last + margin if date.max - last > margin else last)


def event_lane(moments: Iterable[Moment]) -> MarkedLane:
    """The events; a day is a full sign, a span of days an open one."""
    marks = (
        LaneMark(moment.span, EVENT if moment.span.is_one_day else EVENT_SPAN, PLAIN)
        for moment in moments
        if moment.span
        for _ in moment.events
    )
    return MarkedLane("events", tuple(marks), counted=True)


def side_lane(taken: Iterable[tuple[Moment, Positions]], name: str, head: str) -> MarkedLane:
    """The positions of a side."""
    marks = (
        LaneMark(moment.span, STANCE_SIGNS[group.stance], stance_style(group.stance))
        for moment, group in taken
        if moment.span
    )
    return MarkedLane(name, tuple(marks), head)


def ticks(scale: Scale) -> str:
    """The line of days above the lanes, with as many days as are legible."""
    line = [" "] * scale.cells
    free = 0
    for day, words in _ticks(scale):
        cell = scale.place(day)
        if cell >= free and cell + len(words) <= scale.cells:
            line[cell : cell + len(words)] = words
            free = cell + len(words) + 2
    return "".join(line)


def _ticks(scale: Scale) -> Iterator[tuple[date, str]]:
    """The days to label: by days, weeks, months, quarters or years, whichever leaves enough room."""
    days = (scale.last - scale.first).days or 1
    a_day = scale.cells / days
    for step in (1, 2, 7, 14):
        if a_day * step >= _LEAST_GAP:
            for number in range(0, days + 1, step):
                day = scale.first + timedelta(days=number)
                yield day, short_day(day)
            return
    months = next((each for each in (1, 3, 6) if a_day * 30 * each >= _LEAST_GAP), 12)
    years = 1 if months < 12 else next((each for each in _YEARS if a_day * 365 * each >= _LEAST_GAP), _YEARS[-1])
    for year in range(scale.first.year, scale.last.year + 1):
        for month in range(1, 13, months):
            day = date(year, month, 1)
            if scale.first <= day <= scale.last and year % years == 0:
                yield day, str(year) if months == 12 else f"{short_day(day).removeprefix('1 ')} {year}"


class Lanes(RowListing[Lane]):
    """The lanes under a line of days; the day shown is a line across all of them."""

    fixed = 2
    number = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.day_before", show=False),
        Binding("right", "screen.day_after", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="lanes")
        self._cells: dict[tuple[int, Scale], list[Glyph]] = {}
        self._ends: tuple[date, date] | None = None
        self._day: date | None = None
        self._totals: Callable[[int], Line] = lambda _lane: EMPTY

    def fill(self, lanes: Sequence[Lane], ends: tuple[date, date] | None) -> None:
        """Show other lanes; the cursor stays where it is."""
        self.rows, self._ends = lanes, ends
        self._cells.clear()
        self.redraw()
        self.move(self.cursor)

    def show_day(self, day: date | None, totals: Callable[[int], Line]) -> None:
        """Draw the line on another day; None if all records are shown."""
        self._day, self._totals = day, totals
        self.redraw()

    @property
    def glyphs(self) -> frozenset[Glyph]:
        """The glyphs on the visible lanes; a stance may share another's sign, but never its style."""
        scale = self._scale(self.cells)
        return (
            frozenset(glyph for index in self.seen for glyph in self._kept_cells(index, scale))
            if scale
            else frozenset()
        )

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The day shown, and below it the line of days."""
        scale = self._scale(cells)
        if scale is None:
            return line(("nothing is dated", DIM)) if row else EMPTY
        name, _ = self._margins(cells)
        if row:
            return line(" " * name, (ticks(scale), DIM))
        if self._day is None:  # which comes after the last day
            return line(" " * name, (f"{_ALL_RECORDS:>{scale.cells}}", DIM))
        words = short_day_words(Span(self._day.isoformat(), self._day, self._day))
        at = min(scale.place(self._day), scale.cells - width(words) - 2)
        return line(" " * (name + at), (f"{NOW} {words}", KEY))

    def draw(self, index: int, cells: int) -> Line:
        """One lane."""
        lane, scale = self.rows[index], self._scale(cells)
        name, total = self._margins(cells)
        here = index == self.cursor
        head = [
            line((f"{CURSOR} " if here else "  ", KEY)),
            clipped(name - 3, (_lane_name(lane, cells), STRONG if here else PLAIN)),
        ]
        glyphs = self._drawn(index, scale) if scale else []
        right = clipped_line(self._totals(index), total - 1) if total else EMPTY
        return EMPTY.join([padded(EMPTY.join(head), name), _runs(glyphs), line(" ") if total else EMPTY, right])

    def on_click(self, event: events.Click) -> None:
        """Select the day under the mouse; the list selects the lane."""
        offset, scale = event.get_content_offset(self), self._scale(self.cells)
        name, _ = self._margins(self.cells)
        if offset and scale and 0 <= (cell := offset.x - name) < scale.cells:
            self.post_message(DayChosen(scale.day(cell)))

    def _kept_cells(self, index: int, scale: Scale) -> list[Glyph]:
        """The cells of a lane, cached for a scale."""
        if (index, scale) not in self._cells:
            self._cells[index, scale] = self.rows[index].cells(scale)
        return self._cells[index, scale]

    def _drawn(self, index: int, scale: Scale) -> list[Glyph]:
        """The cells of a lane, with the line of the day across."""
        kept = self._kept_cells(index, scale)
        if self._day is None:
            return kept
        cells = [*kept]
        at = scale.place(self._day)
        sign, style = cells[at]
        cells[at] = (NOW, KEY) if sign in (" ", SPAN) else (sign, f"{style} reverse")
        return cells

    def _scale(self, cells: int) -> Scale | None:
        name, total = self._margins(cells)
        room = cells - name - total
        return Scale(*self._ends, room) if self._ends and room > 0 else None

    def _margins(self, cells: int) -> tuple[int, int]:
        """Width of the names on the left and of the totals on the right, in cells."""
        longest = max((width(safe(_lane_name(lane, cells))) for lane in self.rows), default=0)
        name = 3 + min(longest, max(8, cells // 5))
        return name, 0 if cells < _LEAST_FOR_TOTALS else min(20, cells // 6)


def _lane_name(lane: Lane, cells: int) -> str:
    return lane.name if cells >= _LEAST_FOR_NAMES or not lane.short else lane.short


def _runs(glyphs: Iterable[Glyph]) -> Line:
    """Cells as a line, with neighbours of one style joined."""
    runs = (("".join(sign for sign, _ in run), style) for style, run in groupby(glyphs, key=lambda glyph: glyph[1]))
    return line(*runs)


class LaneData(NamedTuple):
    """The data for the lanes.

    Attributes:
        moments: what happened when, whatever day is shown.
        taken: the positions of each side among them.
        steps: what holds from each day on; None if that would take too long.
        stops: the days on which anything changes.
        ends: the first and the last day that is drawn; None if nothing is dated.
    """

    moments: Sequence[Moment]
    taken: Mapping[str, Sequence[tuple[Moment, Positions]]]
    steps: tuple[Step, ...] | None
    stops: Sequence[date]
    ends: tuple[date, date] | None


def stance_totals(places: Iterable[SideStanding]) -> Line:
    """How many positions a side has in each stance; those that are only possible are counted separately."""
    found = Counter((each.stance, each.certainty is Certainty.POSSIBLE) for each in places if each.stance)
    pieces: list[Piece] = []
    for stance in Stance:
        for possible in (False, True):
            if number := found[stance, possible]:
                pieces += [(f"{STANCE_SIGNS[stance]}{number:,}{'?' * possible}", stance_style(stance)), " "]
    return line(*pieces) if pieces else line(("·", DIM))


def span_words(dated: Iterable[Moment]) -> str:
    """The days between which something happened, in short; at least one moment must be dated."""
    spans = [moment.span for moment in dated if moment.span]
    first, last = min(span.earliest for span in spans), max(span.latest for span in spans)
    return short_day_words(Span(f"{first}/{last}", first, last))
