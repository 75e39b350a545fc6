"""What the selected row comes to: its name, its lines, and its annotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from negotrack.analysis.view import stale_annotations
from negotrack.model.negotiation import WHOLE
from negotrack.model.standing import Standing
from negotrack.tui.detail import Subject, detail, title_in_full
from negotrack.tui.notes import Note
from negotrack.tui.render import Line
from negotrack.tui.session import Session
from negotrack.wording import proposal_label

_BESIDE = 24
"""Cells of the heading that are taken by its frame and its keys."""


class Selected(NamedTuple):
    """What is shown of a row.

    Attributes:
        label: what it is called.
        make: makes its lines for so many cells, below a heading.
        notes: its annotations.
    """

    label: str
    make: Callable[[int], Sequence[Line]]
    notes: Sequence[Note] = ()

    def in_full(self, cells: int) -> Sequence[Line]:
        """Its lines, below a heading that may have no room for what it is called."""
        return [*title_in_full(self.label, cells, _BESIDE), *self.make(cells)]


def selected(session: Session, target: str | None) -> Selected:
    """What is shown of a row; of none where none is selected."""
    if target is None:
        return Selected("Nothing is selected", lambda _cells: ())
    standing = session.look(target) if session.is_listed(target) else None
    if standing is not None:
        stale = {each.id for each in stale_annotations(standing.dossier)}
        notes = [Note(target, each, each.id in stale) for each in standing.dossier.annotations]
        subject = _subject(session, standing)
        return Selected(proposal_label(standing.dossier.proposal), lambda cells: detail(subject, cells), notes)
    return _no_proposal(session, target)


def _no_proposal(session: Session, target: str) -> Selected:
    from negotrack.tui import overview  # rarely needed

    negotiation = session.negotiation
    if target == WHOLE:
        notes = [Note(WHOLE, each) for each in negotiation.annotations]
        return Selected("The negotiation as a whole", lambda cells: overview.whole(negotiation, cells), notes)
    notes = [Note(target, each) for each in negotiation.orphans.get(target, ())]
    if not session.is_listed(target):
        return Selected(target, lambda cells: overview.orphaned(target, cells), notes)
    problems = [each for each in session.problems if each.file.endswith(f"/{target}.toml")]
    return Selected(target, lambda cells: overview.unreadable(target, problems, cells), notes)


def _subject(session: Session, standing: Standing) -> Subject:
    links, identifier = session.digest.links if session.digest else None, standing.dossier.id
    return Subject(
        standing,
        session.negotiation,
        session.pair,
        answers=links.answered_by.get(identifier, ()) if links else (),
        waits_on=[hold.holder for hold in links.waits_for.get(identifier, ())] if links else (),
    )
