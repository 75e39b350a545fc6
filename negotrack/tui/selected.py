"""What the selected row comes to: its name, its page, and its annotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negotrack.model.identifiers import WHOLE
from negotrack.pages.blocks import Block
from negotrack.pages.panels import orphan_blocks, proposal_blocks, unreadable_blocks, whole_blocks
from negotrack.pages.terms import Terms
from negotrack.pages.words import WHOLE_WORDS, capitalized
from negotrack.store.layout import Kind, Location
from negotrack.text import safe, width
from negotrack.tui.content import write
from negotrack.tui.notes import NO_ANNOTATIONS, ShownAnnotations
from negotrack.tui.render import STRONG, Line, paragraph
from negotrack.tui.session import Session

_BESIDE = 26
"""Cells of the border that are taken by its corners, its number and its keys."""


class Selected(NamedTuple):
    """What is shown of a row.

    Attributes:
        label: what it is called.
        short: the same in a word.
        blocks: its page.
        notes: its annotations.
    """

    label: str
    short: str = ""
    blocks: Sequence[Block] = ()
    notes: ShownAnnotations = NO_ANNOTATIONS

    def heading(self, cells: int) -> str:
        """What the border says: all of what it is called, or a word where the panel itself says it in full."""
        return self.label if self._fits(cells) or not self.short else self.short

    def in_full(self, cells: int) -> Sequence[Line]:
        """The lines of its page, below what it is called where the border has no room for it."""
        title = [] if self._fits(cells) or not self.short else paragraph(self.label, cells, STRONG)
        return [*title, *write(self.blocks, cells)]

    def words(self, cells: int) -> str:
        """What can be read of it."""
        return "\n".join([self.label, *(line.plain.rstrip() for line in write(self.blocks, cells))])

    def _fits(self, cells: int) -> bool:
        return width(safe(self.label)) <= cells - _BESIDE


def selected(session: Session, target: str | None) -> Selected:
    """What is shown of a row; of none where none is selected."""
    if target is None:
        return Selected("Nothing is selected")
    standing = session.look(target) if session.is_listed(target) else None
    if standing is None:
        return _no_proposal(session, target)
    notes = ShownAnnotations(target, standing.dossier.annotations, session.stale(standing.dossier))
    proposal = standing.dossier.proposal
    known = session.derived.links if session.derived else None
    return Selected(
        Terms(session.negotiation).label(proposal),
        str(proposal.number if proposal.number is not None else capitalized(session.negotiation.header.proposal_term)),
        proposal_blocks(session.view, standing, known, session.sides),
        notes,
    )


def _no_proposal(session: Session, target: str) -> Selected:
    negotiation = session.negotiation
    if target == WHOLE:
        notes = ShownAnnotations(WHOLE, negotiation.annotations)
        return Selected(WHOLE_WORDS.capitalize(), blocks=whole_blocks(session.view), notes=notes)
    notes = ShownAnnotations(target, negotiation.orphans.get(target, ()))
    if not session.is_listed(target):
        return Selected(target, blocks=orphan_blocks(target), notes=notes)
    problems = [each for each in session.problems if each.file.endswith(Location(Kind.PROPOSAL, target).path)]
    return Selected(target, blocks=unreadable_blocks(target, problems), notes=notes)
