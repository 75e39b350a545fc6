"""A panel in a border: number, title and keys in the upper border, legend and position in the lower."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from negotrack.tui.render import DIM, KEY, Line, Piece, cells_of, clipped, clipped_line, fitting, line
from negotrack.tui.widgets.keyline import at_hand, clickable, key_of, run_clicked

BorderKey = tuple[str, str]
"""The id of an action, and its word in a border."""
_CORNERS = 6
"""Cells of a border taken by its corners and what is between them and a title."""
_MORE = " …"
"""Stands for the items of a legend that do not fit."""
_LEAST_TITLE = 16
"""The fewest cells that keys leave a title; up to half of the border if it needs that."""


class Panel(Widget):
    """A widget in a border, which has the primary colour while the focus is inside; it may contain other widgets.

    Textual takes the styles of the first base class alone, so a subclass that scrolls says so itself.

    Attributes:
        number: the key that leads here; 0 for none.
    """

    number = 0
    DEFAULT_CSS = """
    Panel {
        width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden;
        border: round $divider; padding: 0 1;
        border-title-color: $foreground; border-title-background: $background; border-title-style: none;
        border-subtitle-color: $muted; border-subtitle-background: $background; border-subtitle-style: none;
        border-subtitle-align: left;
        link-style: none; link-style-hover: underline;
        &:focus, &:focus-within { border: round $primary; border-title-style: bold; }
    }
    """

    _above: tuple[Sequence[Piece], Sequence[Piece], Sequence[BorderKey]] = ((), (), ())
    _drawn_borders: object = None
    _below: tuple[Sequence[Line], Sequence[Piece]] = ((), ())

    def head(self, left: Sequence[Piece], right: Sequence[Piece] = (), *, keys: Sequence[BorderKey] = ()) -> None:
        """Set the contents of the upper border.

        Args:
            left: the title.
            right: the items at its right, of which the last are dropped first if there is little room.
            keys: further such items, each a key to click; those of what cannot be done now are left out.
        """
        self._above = (left, right, keys)
        self._draw_borders()

    def foot(self, left: Sequence[Line] = (), right: Sequence[Piece] = ()) -> None:
        """Set the contents of the lower border.

        Args:
            left: the items of the legend, of which the last are dropped first if there is little room.
            right: the position.
        """
        self._below = (left, right)
        self._draw_borders()

    async def action_do(self, identifier: str) -> None:
        """Run the action of a clicked key."""
        await run_clicked(self, identifier)

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it so
        """Show whether the panel has the focus."""
        super().watch_has_focus(has_focus)
        self._draw_borders()

    @on(events.Resize)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _draw_borders(self) -> None:
        """Fill the borders for the width, in the colour that shows whether the focus is inside."""
        room = self.outer_size.width - _CORNERS
        if room <= 0:
            return
        title, right, keys = self._above
        number: list[Piece] = [(f"[{self.number}] ", KEY)] if self.number else []
        wanted = cells_of(line(*number, *title)) + 1
        end = self._end(room - max(_LEAST_TITLE, min(wanted, room // 2)), right, keys)
        start = _title([*number, *title], beside := room - cells_of(end) - bool(end))
        above = self._with_rule(start + line(" ") if end and cells_of(start) < beside else start, end, room)
        legend, place = self._below
        mark = line(*place)
        left = _whole_items(legend, room - cells_of(mark) - 3 if mark else room)
        below = self._with_rule(left + line(" ") if left and mark else left, mark, room)
        # Setting a border redraws everything inside it.
        if (shown := (above.plain, above.spans, below.plain, below.spans)) != self._drawn_borders:
            self._drawn_borders = shown
            self.border_title, self.border_subtitle = above, below
            self.styles.border_subtitle_align = "left" if left else "right"

    def _with_rule(self, start: Line, end: Line, room: int) -> Line:
        """Text at either end of a border, and the line between; for one end alone, Textual draws the line."""
        if not start or not end:
            return start or end
        fill = room - cells_of(start) - cells_of(end) - 1
        colour = "$primary" if self.has_focus or self.has_focus_within else "$divider"
        rule = ("─" * fill, f"not bold {colour}")
        return Content.assemble(start, rule, " ", end)

    def _end(self, room: int, right: Sequence[Piece], keys: Sequence[BorderKey]) -> Line:
        """The right end of the upper border: as many items and keys as fit."""
        items = [*map(line, right)]
        for identifier, words in keys:
            if at_hand(self, identifier):
                items.append(clickable(line((key_of(self.app, identifier), KEY), (f" {words}", DIM)), identifier))
        return fitting(items, room)


def _title(pieces: Sequence[Piece], cells: int) -> Line:
    """A title; what two spaces set off from it is shown whole or not at all, for half a number is a wrong number."""
    shown: list[Piece] = []
    for piece in pieces:
        text = piece if isinstance(piece, str) else piece[0]
        if text.startswith("  ") and cells_of(line(*shown, piece)) > cells:
            break
        shown.append(piece)
    return clipped(cells, *shown)


def _whole_items(items: Sequence[Line], cells: int) -> Line:
    """As many items of a legend as fit as a whole: one that is cut explains nothing."""
    if cells_of(legend := Content("  ").join(items)) <= cells:
        return legend
    shown = fitting(items[:-1], cells - len(_MORE))
    return shown + line((_MORE, DIM)) if shown else clipped_line(items[0], cells)


def go_to(screen: Screen[object], number: int) -> bool:
    """Focus the panel with a number if it is visible, and return whether it is."""
    for panel in screen.query(Panel):
        inside = [panel, *panel.query("*")]
        if panel.number == number and (first := next((each for each in inside if each.focusable), None)):
            first.focus()
            return True
    return False
