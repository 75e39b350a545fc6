"""Panels whose lines are drawn only when they are visible: lists with a cursor, and text laid out for its width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import App
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.render import EMPTY, STRONG, Line, line, to_strip
from negotrack.tui.widgets.keyline import bindings
from negotrack.tui.widgets.panel import Panel

R = TypeVar("R")


class Lines(Panel, ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of lines. Subclasses define what it shows, by ``count`` and ``draw``.

    A line is drawn when it is scrolled into view, and cached until something changes.

    Attributes:
        fixed: how many lines, drawn by ``draw_fixed``, stay at the top while the others scroll.
    """

    fixed = 0

    BINDINGS = bindings(Place.LIST)
    ALLOW_MAXIMIZE = False
    DEFAULT_CSS = """
    Lines {
        overflow: hidden auto; scrollbar-size-vertical: 1;
        scrollbar-color: $divider; scrollbar-background: $background;
        & > .lines--cursor { background: $cursor-blurred; }
        &:focus > .lines--cursor { background: $cursor; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def draw(self, index: int, cells: int) -> Line:
        """One line, in at most so many cells."""
        raise NotImplementedError

    def draw_rest(self, row: int, cells: int) -> Line:
        """A row below the last line, if there is room."""
        del row, cells
        return EMPTY

    def draw_fixed(self, row: int, cells: int) -> Line:
        """One of the lines that stay at the top."""
        raise NotImplementedError

    def ground(self, index: int) -> Style | None:
        """The background of a line; None for that of the pane."""
        del index
        return None

    def cursor_style(self) -> Style:
        """The background of the selected line; in the terminal's own colours, reverse video."""
        if self.has_focus and self.app.native_ansi_color:
            return Style(reverse=True)
        return self.get_visual_style("lines--cursor")

    @property
    def cells(self) -> int:
        """The width of a line; beside a scrollbar, one cell stays free."""
        return self.scrollable_content_region.width - self.show_vertical_scrollbar

    @property
    def page(self) -> int:
        """How many lines are visible at once."""
        return max(1, self.scrollable_content_region.height - self.fixed)

    @property
    def seen(self) -> range:
        """The lines that are visible now."""
        top = self.scroll_offset.y
        return range(top, min(self.count, top + self.page))

    def redraw(self) -> None:
        """Redraw everything that is visible."""
        self._strips.clear()
        self.virtual_size = Size(0, self.count + self.fixed)
        self.refresh()

    def redraw_line(self, index: int) -> None:
        """Redraw one line."""
        self._strips.pop(index, None)
        self.refresh_line(index + self.fixed)

    def render_line(self, y: int) -> Strip:
        """Draw a row of the pane."""
        cells, index = self.cells, self.scroll_offset.y + y - self.fixed
        if cells <= 0:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        if y < self.fixed:
            return to_strip(self.draw_fixed(y, cells), cells, self.visual_style)
        if index >= self.count:
            return to_strip(self.draw_rest(index - self.count, cells), cells, self.visual_style)
        strip = self._strips.get(index)
        if strip is None:
            content = self._with_selection(index, self.draw(index, cells))
            ground = self.ground(index)
            style = self.visual_style + ground if ground else self.visual_style
            if ground and ground.reverse:  # each colour would become a background of its own
                content = line((content.plain, STRONG))
            strip = self._strips[index] = to_strip(content, cells, style).apply_offsets(0, index)
        return strip

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that was selected with the mouse."""
        cells = self.cells
        return selection.extract("\n".join(self.draw(index, cells).plain for index in range(self.count))), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected with the mouse."""
        del selection
        self.redraw()

    def notify_style_update(self) -> None:
        """Forget the drawn lines, because the theme or the focus has changed."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Redraw for another width."""
        del event
        self.redraw()

    def watch_show_vertical_scrollbar(self) -> None:
        """Redraw for the width that a scrollbar takes or leaves."""
        self.redraw()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it so
        """Show whether the pane has the focus."""
        super().watch_has_focus(has_focus)
        self.redraw()

    def show_line(self, index: int) -> None:
        """Scroll a line into view."""
        top = self.scroll_offset.y
        if index < top:
            self.scroll_to(y=index, animate=False, force=True)
        elif index >= top + self.page:
            self.scroll_to(y=index - self.page + 1, animate=False, force=True)

    def go(self, step: int) -> None:
        """Scroll by so many lines; a negative step goes back."""
        self.scroll_relative(y=step, animate=False)

    def action_down(self) -> None:
        """Go down by a line."""
        self.go(1)

    def action_up(self) -> None:
        """Go up by a line."""
        self.go(-1)

    def action_first(self) -> None:
        """Go to the beginning."""
        self.go(-self.count)

    def action_last(self) -> None:
        """Go to the end."""
        self.go(self.count)

    def action_page_down(self) -> None:
        """Go down by a page."""
        self.go(self.page)

    def action_page_up(self) -> None:
        """Go up by a page."""
        self.go(-self.page)

    def _with_selection(self, index: int, content: Line) -> Line:
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span is None:
            return content
        start, end = span
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return content.stylize(style, start, len(content) if end == -1 else end)


class Listing(Lines):
    """Lines of which one is selected; lines that cannot be, such as headings of groups, are skipped.

    Attributes:
        cursor: the selected line; -1 if there is none.
    """

    cursor = var(-1)

    @dataclass
    class LineMessage(Message):
        """Something happened to a line."""

        listing: Listing
        index: int

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    class Moved(LineMessage):
        """Another line was selected."""

    class Opened(LineMessage):
        """A line was clicked twice."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._last_page = 1

    def selectable(self, index: int) -> bool:
        """Whether a line can be selected."""
        del index
        return True

    def ground(self, index: int) -> Style | None:
        """Highlight the selected line."""
        return self.cursor_style() if index == self.cursor else None

    def move(self, index: int, step: int = 1) -> None:
        """Select a line or, if it cannot be selected, the next one in the direction of the step, else the other way."""
        index = max(0, min(index, self.count - 1))
        for direction in (step, -step):
            candidate = index
            while 0 <= candidate < self.count:
                if self.selectable(candidate):
                    self.cursor = candidate
                    self.show_line(0 if not any(map(self.selectable, range(candidate))) else candidate)
                    return
                candidate += direction
        self.cursor = -1

    def watch_cursor(self, before: int, after: int) -> None:
        """Redraw the line that the cursor left, and the one that it reached."""
        for index in (before, after):
            if index >= 0:
                self.redraw_line(index)
        self.post_message(self.Moved(self, after))

    def on_resize(self, event: events.Resize) -> None:
        """Keep the selected line in view, unless it had been scrolled out of it; the base class redraws."""
        del event
        if 0 <= self.cursor - self.scroll_offset.y < self._last_page:
            self.show_line(self.cursor)
        self._last_page = self.page

    def go(self, step: int) -> None:
        """Select the line so many further down; a negative step goes back."""
        self.move(self.cursor + step, 1 if step > 0 else -1)

    def on_click(self, event: events.Click) -> None:
        """Select the line under the mouse; open it with a second click."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y - self.fixed
        if offset.y < self.fixed or index >= self.count or not self.selectable(index):
            return
        self.cursor = index
        if event.chain > 1:
            self.post_message(self.Opened(self, index))


class RowListing(Listing, Generic[R]):
    """A list with a line for each of its rows.

    Attributes:
        rows: what the lines are drawn from.
    """

    rows: Sequence[R] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def selected(self) -> R | None:
        """The selected row."""
        return self.rows[self.cursor] if 0 <= self.cursor < self.count else None


LayOut = Callable[[int], Sequence[Line]]
"""Returns the lines of a panel for so many cells."""


class TextView(Lines):
    """A pane of lines that are laid out for the pane's width, all at once."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._laid_out: Sequence[Line] = ()
        self._laid_out_for = -1

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._laid_out)

    def draw(self, index: int, cells: int) -> Line:
        """One of the lines."""
        del cells
        return self._laid_out[index] if index < len(self._laid_out) else EMPTY

    def renew(self) -> None:
        """Lay the lines out again, because what they show has changed."""
        self._laid_out_for = -1
        self.redraw()

    def redraw(self) -> None:
        """Redraw, with the lines laid out anew if the width has changed."""
        cells = self.cells
        if cells != self._laid_out_for and cells > 0:
            self._laid_out, self._laid_out_for = self.lay_out(cells), cells
        super().redraw()


class TextPanel(TextView):
    """A panel of text that a given function lays out."""

    def __init__(self, *, id: str, number: int = 0) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.number = number
        self._lay_out: LayOut = lambda _cells: ()

    def show(self, lay_out: LayOut, *, top: bool = False) -> None:
        """Show another text.

        Args:
            lay_out: returns its lines.
            top: scroll to the beginning, because it is about something else than before.
        """
        self._lay_out = lay_out
        self.renew()
        if top:
            self.scroll_to(y=0, animate=False)

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width."""
        return self._lay_out(cells)

    @property
    def words(self) -> str:
        """The text of the pane."""
        return "\n".join(line.plain.rstrip() for line in self.lay_out(max(self.cells, 20)))


MOST_COPIED = 500_000
"""The most characters that a terminal can be expected to accept at once."""


def copy(app: App[object], text: str) -> None:
    """Ask the terminal to copy a text, and claim no more than that."""
    if len(text) > MOST_COPIED:
        app.notify(
            f"Not copied: {len(text):,} characters are more than a terminal takes. Write them to a file instead.",
            severity="warning",
        )
        return
    app.copy_to_clipboard(text)
    lines = counted(len(text.splitlines()), "line")
    app.notify(f"Sent {lines} to the terminal's clipboard. Not every terminal takes them.")
