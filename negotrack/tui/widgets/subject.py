"""The selected proposal in full, and below it its annotations."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from negotrack.store.layout import Kind, place
from negotrack.tui.bindings import key_of
from negotrack.tui.notes import Note
from negotrack.tui.selected import Selected, selected
from negotrack.tui.session import Session
from negotrack.tui.widgets.annotations import Annotations
from negotrack.tui.widgets.panes import Made


class SubjectPane(Vertical):
    """One proposal, or whatever else is selected in the list."""

    SCOPED_CSS = False  # the screen says how much room there is
    DEFAULT_CSS = """
    SubjectPane {
        height: 1fr;
        & #detail { height: 1fr; }
        & #annotations { height: auto; min-height: 3; max-height: 45%; }
    }
    .-wide SubjectPane {
        width: 1fr;
        & #detail { height: auto; min-height: 8; max-height: 65%; }
        & #annotations { height: 1fr; max-height: 100%; }
    }
    .-single SubjectPane {
        display: none;
        & #detail, & #annotations { height: 1fr; max-height: 100%; display: none; }
    }
    .-single.-detail SubjectPane, .-single.-annotations SubjectPane { display: block; }
    .-single.-detail #detail, .-single.-annotations #annotations { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._detail = Made(id="detail")
        self._annotations = Annotations()
        self._shown = Selected("", lambda _cells: ())
        self._target: str | None = None

    def compose(self) -> ComposeResult:
        """The proposal above its annotations."""
        yield self._detail
        yield self._annotations

    @property
    def note(self) -> Note | None:
        """The selected annotation."""
        return self._annotations.selected

    @property
    def in_annotations(self) -> bool:
        """Whether keys go to the annotations."""
        return self._annotations.has_focus

    @property
    def words(self) -> str:
        """What can be read of the proposal."""
        lines = self._shown.make(max(self._detail.cells, 20))
        return "\n".join([self._shown.label, *(line.plain.rstrip() for line in lines)])

    def select(self, paths: Sequence[str]) -> None:
        """Select the annotation that is stored in one of some files, where it is shown."""
        for path in paths:
            where = place(path)
            if where and where.kind is Kind.ANNOTATION and where.proposal == self._target:
                self._annotations.select(where.identifier)

    def show(self, session: Session, target: str | None) -> None:
        """Show what a row comes to."""
        shown = selected(session, target)
        self._detail.show(shown.in_full, top=target != self._target)
        self._detail.head([shown.label], keys=[("record", "record"), ("open_record", "file")])
        self._annotations.show(shown.notes, session.negotiation, key_of(self.app, "annotate"))
        keys = [("annotate", "write"), *([("edit", "edit"), ("delete", "delete")] if shown.notes else [])]
        if any(note.stale for note in shown.notes):
            keys.append(("confirm", "still holds"))
        self._annotations.head([f"Annotations ({len(shown.notes):,})"], keys=keys)
        self._target, self._shown = target, shown
