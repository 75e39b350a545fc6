"""A list with a cursor, one line to an entry; however long it is, it costs what is seen of it."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.style import Style

from negotrack.tui.widgets.lines import Lines


class Listing(Lines):
    """Lines of which one is selected. Lines that cannot be, such as headings of groups, are passed over.

    Attributes:
        cursor: the selected line; -1 where there is none.
    """

    cursor = var(-1)

    class LineMessage(Message):
        """Something happened to a line."""

        def __init__(self, listing: Listing, index: int) -> None:
            super().__init__()
            self.listing = listing
            self.index = index

        @property
        def control(self) -> Listing:
            """The list."""
            return self.listing

    class Moved(LineMessage):
        """Another line was selected."""

    class Opened(LineMessage):
        """A line was clicked twice."""

    def selectable(self, index: int) -> bool:
        """Whether a line can be selected."""
        del index
        return True

    def ground(self, index: int) -> Style | None:
        """The selected line stands out."""
        return self.cursor_style() if index == self.cursor else None

    def move(self, index: int, step: int = 1) -> None:
        """Select a line, else the next one that can be in the direction of the step, else the other way."""
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
        """Draw the line that was left, and the one that was reached."""
        for index in (before, after):
            if index >= 0:
                self.redraw_line(index)
        self.post_message(self.Moved(self, after))

    def action_down(self) -> None:
        """Select the next line."""
        self.move(self.cursor + 1)

    def action_up(self) -> None:
        """Select the line before."""
        self.move(self.cursor - 1, -1)

    def action_first(self) -> None:
        """Select the first line."""
        self.move(0)

    def action_last(self) -> None:
        """Select the last line."""
        self.move(self.count - 1, -1)

    def action_page_down(self) -> None:
        """Select the line a page further down."""
        self.move(self.cursor + self.page)

    def action_page_up(self) -> None:
        """Select the line a page further up."""
        self.move(self.cursor - self.page, -1)

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
