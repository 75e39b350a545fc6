"""What stands beside the board: the selected proposal in full, its annotations, the days, and what is missing."""

from __future__ import annotations

from collections.abc import Callable

from negotrack.tui.bindings import key_of
from negotrack.tui.notes import ShownAnnotation
from negotrack.tui.selected import selected
from negotrack.tui.session import Session
from negotrack.tui.widgets.annotations import Annotations
from negotrack.tui.widgets.day_strip import DayStrip
from negotrack.tui.widgets.gaps_panel import GapsPanel
from negotrack.tui.widgets.text import TextPanel


class Beside:
    """The panels beside the board.

    Args:
        session: the negotiation that is shown.

    Attributes:
        detail: the selected proposal in full.
        annotations: its annotations.
        days: the days on which something changes.
        gaps: what is not reported.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.detail = TextPanel(id="detail", number=2)
        self.annotations, self.days, self.gaps = Annotations(), DayStrip(), GapsPanel()
        self._shown: str | None = None
        self._words: Callable[[int], str] = lambda _cells: ""

    @property
    def words(self) -> str:
        """What can be read of the selected proposal."""
        return self._words(max(self.detail.cells, 20))

    @property
    def note_in_focus(self) -> ShownAnnotation | None:
        """The selected annotation, where keys go to the annotations."""
        return self.annotations.selected if self.annotations.has_focus else None

    def draw(self) -> None:
        """Draw what follows from the whole negotiation, where that has been worked out."""
        if derived := self._session.derived:
            self.days.show(self._session, derived.moments, self._session.stops)
            self.gaps.show(derived)

    def draw_selected(self, target: str | None, *, alone: bool) -> None:
        """Draw a proposal in full, and its annotations.

        Args:
            target: its id; ``_`` for the negotiation as a whole, None where nothing is selected.
            alone: the proposal is seen without its annotations beside it.
        """
        shown, detail, annotations = selected(self._session, target), self.detail, self.annotations
        self._words = shown.words
        detail.show(shown.in_full, top=target != self._shown)
        keys = [("record", "record"), ("rule", "rule")]
        if alone:
            keys.insert(0, ("panel_3", f"annotations {len(shown.notes):,}"))
        detail.head([shown.heading(detail.cells)], keys=keys)
        pending = target is not None and self._session.reader.lacks_annotations(target)
        key = key_of(annotations.app, "annotate") if target is not None else ""
        annotations.show(shown.notes, self._session.negotiation, key, pending=pending)
        keys = [("annotate", "write"), ("edit", "edit"), ("delete", "delete"), ("confirm", "still holds")]
        annotations.head(["Annotations", f" {len(shown.notes):,}" if shown.notes else ""], keys=keys)
        self._shown = target

    def select_note(self, target: str | None, identifier: str) -> None:
        """Select an annotation, where it is one of the proposal that is shown."""
        if target == self._shown:
            self.annotations.select(identifier)
