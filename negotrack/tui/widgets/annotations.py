"""The annotations of what is selected, of which one is selected in turn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import overload

from textual import events
from textual.style import Style

from negotrack.model.negotiation import Negotiation
from negotrack.tui.notes import FOLDED, NO_ANNOTATIONS, ShownAnnotation, ShownAnnotations, block, folded, nothing
from negotrack.tui.render import Line
from negotrack.tui.widgets.text import TextView

MANY = 100
"""Where there are more annotations, only the selected one is shown in full."""


class _Blocks(Sequence[Line]):
    """The lines of annotations, of which those that are folded are made only when they are seen.

    Args:
        count: how many annotations there are.
        full: the lines of those that are shown in full, by their place.
        fold: makes the lines of another one.
    """

    def __init__(self, count: int, full: Mapping[int, Sequence[Line]], fold: Callable[[int], Sequence[Line]]) -> None:
        self._full, self._fold = full, fold
        sizes = [FOLDED] * count
        for place, lines in full.items():
            sizes[place] = len(lines)
        self._starts = [*accumulate(sizes, initial=0)]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = self.place_at(index)
        lines = self._full[place] if place in self._full else self._fold(place)
        return lines[index - self._starts[place]]

    def place_at(self, index: int) -> int:
        """The place of the annotation that a line belongs to."""
        return bisect_right(self._starts, index) - 1

    def span(self, place: int) -> tuple[int, int]:
        """The lines of an annotation: the first, and the one after the last."""
        return self._starts[place], self._starts[place + 1]


class Annotations(TextView):
    """Annotations one below the other."""

    def __init__(self) -> None:
        super().__init__(id="annotations")
        self.number = 3
        self.notes = NO_ANNOTATIONS
        self._negotiation: Negotiation | None = None
        self._place = 0
        self._blocks: _Blocks | None = None
        self._key = ""
        self._pending = False

    @property
    def selected(self) -> ShownAnnotation | None:
        """The selected annotation."""
        return self.notes[self._place] if self.notes else None

    def show(self, notes: ShownAnnotations, negotiation: Negotiation, key: str, *, pending: bool = False) -> None:
        """Show other annotations; the selected one stays selected where it is still there.

        Args:
            notes: the annotations, in order.
            negotiation: whose they are.
            key: the key that writes one.
            pending: they are still being read.
        """
        self._pending = pending
        before = self.selected
        self.notes, self._negotiation, self._key = notes, negotiation, key
        if before and notes and before.target == notes.target:
            place = notes.place_of(before.annotation.id)
            self._place = min(self._place, len(notes) - 1) if place is None else place
        else:
            self._place = 0
        self._blocks = None  # where there is no room, none are made
        self.renew()
        self._show_selected()

    def select(self, identifier: str) -> None:
        """Select an annotation."""
        place = self.notes.place_of(identifier)
        if place is not None:
            self._go(place)

    def lay_out(self, cells: int) -> Sequence[Line]:
        """Every annotation as a block of lines."""
        notes, negotiation = self.notes, self._negotiation
        self._blocks = None
        if negotiation is None or not notes:
            return nothing(cells, self._key, pending=self._pending) if negotiation else ()
        places = range(len(notes)) if len(notes) <= MANY else (self._place,)
        full = {place: block(notes[place], negotiation, cells, selected=place == self._place) for place in places}
        self._blocks = _Blocks(len(notes), full, lambda place: folded(notes[place], negotiation, cells))
        return self._blocks

    def ground(self, index: int) -> Style | None:
        """The head of the selected annotation stands out while keys go here."""
        if self.has_focus and self._blocks and index == self._blocks.span(self._place)[0]:
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
        if offset is not None and self._blocks:
            self._go(self._blocks.place_at(offset.y + self.scroll_offset.y))

    def _go(self, place: int) -> None:
        if self.notes:
            self._place = max(0, min(place, len(self.notes) - 1))
            self.renew()
            self._show_selected()

    def _show_selected(self) -> None:
        if self._blocks:
            first, end = self._blocks.span(self._place)
            self.show_line(min(end - 1, self.count - 1))
            self.show_line(first)

    def _scroll_within(self, step: int) -> bool:
        """Scroll by a line where the selected annotation goes on beyond what is seen."""
        if not self._blocks:
            return False
        first, end = self._blocks.span(self._place)
        seen = self.seen
        beyond = end - 1 >= seen.stop if step > 0 else first < seen.start
        if beyond:
            self.scroll_relative(y=step, animate=False)
        return beyond
