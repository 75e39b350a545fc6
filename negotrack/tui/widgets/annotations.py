"""The annotations of what is selected, of which one is selected in turn."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.style import Style

from negotrack.model.negotiation import Negotiation
from negotrack.tui.notes import ShownAnnotation, block, folded, nothing
from negotrack.tui.render import Line
from negotrack.tui.widgets.text import TextView

MANY = 100
"""Where there are more annotations, only the selected one is shown in full."""


class Annotations(TextView):
    """Annotations one below the other."""

    def __init__(self) -> None:
        super().__init__(id="annotations")
        self.number = 3
        self.notes: Sequence[ShownAnnotation] = ()
        self._negotiation: Negotiation | None = None
        self._place = 0
        self._starts: list[int] = []
        self._key = ""
        self._pending = False

    @property
    def selected(self) -> ShownAnnotation | None:
        """The selected annotation."""
        return self.notes[self._place] if self.notes else None

    def show(
        self, notes: Sequence[ShownAnnotation], negotiation: Negotiation, key: str, *, pending: bool = False
    ) -> None:
        """Show other annotations; the selected one stays selected where it is still there.

        Args:
            notes: the annotations, in order.
            negotiation: whose they are.
            key: the key that writes one.
            pending: they are still being read.
        """
        self._pending = pending
        before = self.selected
        known = [note.annotation.id for note in notes]
        self.notes, self._negotiation, self._key = notes, negotiation, key
        if before and before.annotation.id in known:
            self._place = known.index(before.annotation.id)
        elif before and notes and before.target == notes[0].target:
            self._place = min(self._place, len(notes) - 1)
        else:
            self._place = 0
        self.renew()
        self._show_selected()

    def select(self, identifier: str) -> None:
        """Select an annotation."""
        for place, note in enumerate(self.notes):
            if note.annotation.id == identifier:
                self._go(place)

    def lay_out(self, cells: int) -> Sequence[Line]:
        """Every annotation as a block of lines."""
        lines: list[Line] = []
        self._starts = []
        if self._negotiation is None:
            return lines
        for place, note in enumerate(self.notes):
            self._starts.append(len(lines))
            selected = place == self._place
            full = selected or len(self.notes) <= MANY
            lines += (block if full else folded)(note, self._negotiation, cells, selected=selected)
        return lines or nothing(cells, self._key, pending=self._pending)

    def ground(self, index: int) -> Style | None:
        """The head of the selected annotation stands out while keys go here."""
        if self.has_focus and self._is_laid_out() and index == self._starts[self._place]:
            return self.cursor_style()
        return None

    def action_down(self) -> None:
        """Select the next annotation; scroll first through what does not fit."""
        if not self._scroll_within(1):
            self._go(self._place + 1)

    def action_up(self) -> None:
        """Select the annotation before; scroll first through what does not fit."""
        if not self._scroll_within(-1):
            self._go(self._place - 1)

    def action_first(self) -> None:
        """Select the first annotation."""
        self._go(0)

    def action_last(self) -> None:
        """Select the last annotation."""
        self._go(len(self.notes) - 1)

    def on_click(self, event: events.Click) -> None:
        """Select the annotation under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and self._is_laid_out():
            index = offset.y + self.scroll_offset.y
            self._go(max(place for place, start in enumerate(self._starts) if start <= index or place == 0))

    def _go(self, place: int) -> None:
        if self.notes:
            self._place = max(0, min(place, len(self.notes) - 1))
            self.renew()
            self._show_selected()

    def _span(self) -> tuple[int, int]:
        """The lines of the selected annotation: the first, and the one after the last."""
        after = self._place + 1
        return self._starts[self._place], self._starts[after] if after < len(self._starts) else self.count

    def _is_laid_out(self) -> bool:
        """Whether the lines are those of the annotations; where there is no room, none are made."""
        return self._place < len(self._starts) == len(self.notes)

    def _show_selected(self) -> None:
        if self._is_laid_out():
            first, end = self._span()
            self.show_line(min(end - 1, self.count - 1))
            self.show_line(first)

    def _scroll_within(self, step: int) -> bool:
        """Scroll by a line where the selected annotation goes on beyond what is seen."""
        if not self._is_laid_out():
            return False
        first, end = self._span()
        seen = self.seen
        beyond = end - 1 >= seen.stop if step > 0 else first < seen.start
        if beyond:
            self.scroll_relative(y=step, animate=False)
        return beyond
