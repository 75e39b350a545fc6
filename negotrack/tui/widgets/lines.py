"""What every panel of text is made from: lines that are drawn only where they are seen."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.render import EMPTY, STRONG, Line, drawn, line
from negotrack.tui.widgets.panel import Panel


class Lines(Panel, ScrollView, can_focus=True, inherit_bindings=False):
    """A pane of lines. What a pane shows is up to those that are made from it: ``count`` and ``draw``.

    A line is drawn when it is scrolled into view, and kept until something changes.

    Attributes:
        fixed: how many lines, drawn by ``draw_fixed``, stay at the top whatever is scrolled.
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

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._kept: dict[int, Strip] = {}

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def draw(self, index: int, cells: int) -> Line:
        """One line, in at most so many cells."""
        raise NotImplementedError

    def draw_rest(self, row: int, cells: int) -> Line:
        """What stands in a row below the last line, where there is room."""
        del row, cells
        return EMPTY

    def draw_fixed(self, row: int, cells: int) -> Line:
        """One of the lines that stay at the top."""
        raise NotImplementedError

    def ground(self, index: int) -> Style | None:
        """What a line is laid on, where it is not the pane's own ground."""
        del index
        return None

    def cursor_style(self) -> Style:
        """What the selected line is laid on; where the colours are the terminal's, they are exchanged."""
        if self.has_focus and self.app.native_ansi_color:
            return Style(reverse=True)
        return self.get_visual_style("lines--cursor")

    @property
    def cells(self) -> int:
        """The room of a line; beside a scrollbar one cell stays free."""
        return self.scrollable_content_region.width - self.show_vertical_scrollbar

    @property
    def page(self) -> int:
        """How many lines are seen at once."""
        return max(1, self.scrollable_content_region.height - self.fixed)

    @property
    def seen(self) -> range:
        """The lines that are seen now."""
        top = self.scroll_offset.y
        return range(top, min(self.count, top + self.page))

    def redraw(self) -> None:
        """Draw again everything that is seen."""
        self._kept.clear()
        size = Size(0, self.count + self.fixed)
        if self.virtual_size != size:
            self.virtual_size = size
        self.refresh()

    def redraw_line(self, index: int) -> None:
        """Draw one line again."""
        self._kept.pop(index, None)
        self.refresh_line(index + self.fixed)

    def render_line(self, y: int) -> Strip:
        """Draw what stands at a row of the pane."""
        cells, index = self.cells, self.scroll_offset.y + y - self.fixed
        if y < self.fixed and cells > 0:
            return drawn(self.draw_fixed(y, cells), cells, self.visual_style)
        if cells <= 0:
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        if index >= self.count:
            return drawn(self.draw_rest(index - self.count, cells), cells, self.visual_style)
        strip = self._kept.get(index)
        if strip is None:
            content = self._with_selection(index, self.draw(index, cells))
            ground = self.ground(index)
            style = self.visual_style + ground if ground else self.visual_style
            if ground and ground.reverse:  # each colour would become a ground of its own
                content = line((content.plain, STRONG))
            strip = self._kept[index] = drawn(content, cells, style).apply_offsets(0, index)
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
        """Draw in the colours of another theme, or as focused."""
        super().notify_style_update()
        self._kept.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Draw for another width."""
        super().on_resize(event)
        event.prevent_default()
        self.redraw()

    def watch_show_vertical_scrollbar(self) -> None:
        """Draw for the room that a scrollbar takes or leaves."""
        self.redraw()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it so
        """Show whether keys go here."""
        super().watch_has_focus(has_focus)
        self.redraw()

    def show_line(self, index: int) -> None:
        """Scroll so that a line is seen."""
        top = self.scroll_offset.y
        if index < top:
            self.scroll_to(y=index, animate=False, force=True)
        elif index >= top + self.page:
            self.scroll_to(y=index - self.page + 1, animate=False, force=True)

    def action_down(self) -> None:
        """Scroll down."""
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.scroll_relative(y=-1, animate=False)

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.count, animate=False)

    def action_page_down(self) -> None:
        """Scroll down by a page."""
        self.scroll_relative(y=self.page, animate=False)

    def action_page_up(self) -> None:
        """Scroll up by a page."""
        self.scroll_relative(y=-self.page, animate=False)

    def _with_selection(self, index: int, content: Line) -> Line:
        selection = self.text_selection
        span = selection.get_span(index) if selection else None
        if span is None:
            return content
        start, end = span
        style = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return content.stylize(style, start, len(content) if end == -1 else end)
