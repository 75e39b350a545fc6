"""Every change that a person makes on the screen: down to the files, and read back from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from negotrack.editing.adding import add
from negotrack.editing.annotating import add_annotations, confirm_annotation, delete_annotation, edit_annotation
from negotrack.editing.recording import PositionRequest, record
from negotrack.editing.targets import Opened, open_annotation
from negotrack.model.negotiation import WHOLE
from negotrack.store import changes
from negotrack.store.access import present
from negotrack.store.filechange import Change
from negotrack.tui.session import Session


class Stored(NamedTuple):
    """A change that was made.

    Attributes:
        label: what was done, in a few words.
        warnings: what could not be made certain although the files stand.
        paths: the files that are new or different, below the negotiation's folder.
    """

    label: str
    warnings: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


class Changes:
    """The changes to one negotiation. Each raises NegotrackError where it was not made, with what to do.

    Args:
        session: the negotiation; it has read what was stored when a method returns.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def annotate(self, targets: Sequence[str], *, text: str, about: str | None, tags: Iterable[str]) -> Stored:
        """Add an annotation to each target; ``_`` is the negotiation as a whole."""
        session = self._session
        session.newest(target for target in targets if target != WHOLE)
        return self._make(
            add_annotations(session.reader, targets, text=text, author=session.author, about=about, tags=tags)
        )

    def open(self, target: str, identifier: str) -> Opened:
        """Begin to change an annotation: what it says now, which must still be so when it is changed."""
        return open_annotation(self._session.folder, target, identifier)

    def is_gone(self, opened: Opened) -> bool:
        """Whether somebody has deleted an annotation meanwhile."""
        return present(self._session.folder, opened.place.path) is None

    def edit(self, opened: Opened, *, text: str, about: str | None, tags: Iterable[str]) -> Stored:
        """Give an annotation another text."""
        self._read_target(opened)
        return self._make(
            edit_annotation(self._session.reader, opened, text=text, by=self._session.author, about=about, tags=tags)
        )

    def confirm(self, opened: Opened) -> Stored:
        """Note that an annotation still holds."""
        self._read_target(opened)
        return self._make(confirm_annotation(self._session.reader, opened, by=self._session.author))

    def delete(self, opened: Opened) -> Stored:
        """Remove an annotation."""
        return self._make(delete_annotation(opened))

    def record(self, targets: Sequence[str], request: PositionRequest) -> Stored:
        """Record a position or a status on each target."""
        session = self._session
        return self._make(record(session.newest(targets), targets, request, by=session.author))

    def add(self, what: str, fields: Mapping[str, Any], identifier: str | None = None) -> Stored:
        """Add a proposal, source, event, claim or person."""
        self._session.refresh()
        self._session.finish()
        return self._make(add(self._session.negotiation, what, fields, identifier))

    def undo(self, *, skip: bool = False) -> Stored:
        """Take the last change back; or set it aside, so that the one before comes next."""
        return self._taken(changes.undo(self._session.folder, skip=skip))

    def redo(self) -> Stored:
        """Make the change again that was taken back last."""
        return self._taken(changes.redo(self._session.folder))

    def _make(self, change: Change) -> Stored:
        warnings = changes.apply(self._session.folder, change)
        self._read_back(change)
        return Stored(change.label, tuple(warnings), _paths(change))

    def _taken(self, done: changes.Done) -> Stored:
        self._read_back(done.change)
        return Stored(done.change.label, done.warnings, _paths(done.change))

    def _read_back(self, change: Change) -> None:
        self._session.refresh(self._session.folder / each.path for each in change.files)

    def _read_target(self, opened: Opened) -> None:
        if opened.place.proposal != WHOLE:
            self._session.newest([opened.place.proposal])


def _paths(change: Change) -> tuple[str, ...]:
    return tuple(each.path for each in change.files if each.after is not None)
