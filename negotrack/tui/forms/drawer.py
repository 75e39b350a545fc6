"""The parts of a form, one below the other: its fields scroll in the rows that the others leave."""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

_LEAST = 3
"""Rows that the fields keep, however much is shown above them."""


class DrawerLayout(VerticalLayout):
    """Places the parts of a form one below the other, and lets the fields scroll in the rows that the others leave."""

    name = "drawer"

    def arrange(
        self,
        parent: Widget,
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: FBT001, FBT002 - Textual calls it so
    ) -> ArrangeResult:
        """Place all parts; if they do not fit, the fields become lower, and what is below them moves up."""
        placed = super().arrange(parent, children, size, greedy)
        over, up = placed[-1].region.bottom - size.height, 0
        for index, each in enumerate(placed):
            less = max(0, min(over, each.region.height - _LEAST)) if isinstance(each.widget, ScrollingFields) else 0
            placed[index] = each._replace(region=each.region.translate((0, -up)).shrink((0, 0, less, 0)))
            up += less
        return placed


class Drawer(Vertical):
    """The parts of a form."""

    @property
    def layout(self) -> Layout:
        """Where the parts are; Textual has no rule for a part that scrolls if not all of them fit."""
        return DrawerLayout()


class ScrollingFields(VerticalScroll):
    """The fields of a form, of which the focused one stays in view when their height or that of their rows changes."""

    def on_resize(self) -> None:
        """Keep it in view in fewer rows."""
        self._keep_in_view()

    def watch_virtual_size(self) -> None:
        """Keep it in view when rows above it have come or gone."""
        self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        if self.is_attached and self.screen.focused:
            self.screen.focused.scroll_visible(animate=False)
