"""The panels beside the board: the selected proposal in full, its annotations, the days, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind, Location
from negotrack.pages.background import NOTHING_RECORDED, missing, missing_cells
from negotrack.pages.blocks import Block
from negotrack.pages.panels import (
    orphan_blocks,
    proposal_blocks,
    unreadable_blocks,
    whole_blocks,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import WHOLE_WORDS, capitalized
from negotrack.text import safe, width
from negotrack.tui.content import write
from negotrack.tui.render import (
    DIM,
    STRONG,
    Line,
    cell_line,
    flowing,
    line,
    paragraph,
)
from negotrack.tui.session import Derived, Session
from negotrack.tui.widgets.annotations import NO_ANNOTATIONS, Annotations, ShownAnnotation, ShownAnnotations
from negotrack.tui.widgets.day_strip import DayStrip
from negotrack.tui.widgets.keyline import key_of
from negotrack.tui.widgets.lines import TextPanel

_BORDER = 26
"""Cells of the border taken by its corners, its number and its keys."""


class Selected(NamedTuple):
    """What the panels show for a row.

    Attributes:
        label: its name.
        short: its name in one word; empty to always use the label.
        facts: the values that its page is built from.
    """

    label: str
    short: str = ""
    blocks: Sequence[Block] = ()
    notes: ShownAnnotations = NO_ANNOTATIONS
    facts: tuple[object, ...] = ()

    def heading(self, cells: int) -> str:
        """The title in the border: the label if it fits, else the short name; the panel then begins with the label."""
        return self.label if self._fits(cells) else self.short

    def in_full(self, cells: int) -> Sequence[Line]:
        """The lines of its page, below its label if the border has no room for that."""
        title = [] if self._fits(cells) else paragraph(self.label, cells, STRONG)
        return [*title, *write(self.blocks, cells)]

    def words(self, cells: int) -> str:
        """Its label and its page as plain text."""
        return "\n".join([self.label, *(line.plain.rstrip() for line in write(self.blocks, cells))])

    def _fits(self, cells: int) -> bool:
        return not self.short or width(safe(self.label)) <= cells - _BORDER


NOTHING = Selected("Nothing is selected")


def selected(session: Session, target: str | None, before: Selected = NOTHING) -> Selected:
    """What the panels show for a row; ``NOTHING`` if none is selected.

    Args:
        session: the negotiation.
        target: the id of the row.
        before: what was shown before; its page is reused if it was built from the same facts.
    """
    if target is None:
        return NOTHING
    standing = session.look(target)
    if standing is None:
        return _no_proposal(session, target)
    dossier, proposal = standing.dossier, standing.dossier.proposal
    notes = ShownAnnotations(target, dossier.annotations, session.stale(dossier))
    known = session.derived.links if session.derived else None
    facts = (session.facts, replace(dossier, annotations=()), standing.day, known, session.sides)
    if facts == before.facts:
        return before._replace(notes=notes)
    return Selected(
        Terms(session.negotiation).label(proposal),
        str(proposal.number if proposal.number is not None else capitalized(session.negotiation.header.proposal_term)),
        proposal_blocks(session.view, standing, known, session.sides),
        notes,
        facts,
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


class Beside:
    """The panels beside the board."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.detail, self.gaps = TextPanel(id="detail", number=2), TextPanel(id="gaps", number=5)
        self.annotations, self.days = Annotations(), DayStrip()
        self._target: str | None = None
        self._shown = NOTHING
        self._drawn: tuple[Derived, date | None] | None = None

    @property
    def words(self) -> str:
        """The selected proposal as plain text."""
        return self._shown.words(max(self.detail.cells, 20))

    @property
    def note_in_focus(self) -> ShownAnnotation | None:
        """The selected annotation, if the annotations have the focus."""
        return self.annotations.selected if self.annotations.has_focus else None

    def draw(self) -> None:
        """Draw the days and what is not reported, if they have been worked out and are not drawn already."""
        session, derived = self._session, self._session.derived
        if derived and (self._drawn is None or self._drawn[0] is not derived or self._drawn[1] != session.day):
            self._drawn = (derived, session.day)
            self.days.show(session, derived.moments, session.stops)
            self.gaps.head(["Not reported"], keys=[("gaps", "more")])
            self.gaps.show(partial(self._missing, derived))

    def draw_selected(self, target: str | None, *, alone: bool) -> None:
        """Draw a proposal in full, and its annotations."""
        before, detail, annotations = self._shown, self.detail, self.annotations
        shown = self._shown = selected(self._session, target, before)
        if shown.blocks is not before.blocks:
            detail.show(shown.in_full, top=target != self._target)
        keys = [("record", "record"), ("rule", "rule")]
        if alone:
            keys.insert(0, ("panel_3", f"annotations {len(shown.notes):,}"))
        detail.head([shown.heading(detail.cells)], keys=keys)
        pending = target is not None and self._session.reader.lacks_annotations(target)
        key = key_of(annotations.app, "annotate") if target is not None else ""
        annotations.show(shown.notes, self._session.negotiation, key, pending=pending)
        keys = [("annotate", "write"), ("edit", "edit"), ("delete", "delete"), ("confirm", "still holds")]
        annotations.head(["Annotations", f" {len(shown.notes):,}" if shown.notes else ""], keys=keys)
        self._target = target

    def _missing(self, derived: Derived, cells: int) -> Sequence[Line]:
        """What is not reported in the whole negotiation: as much as there is room for."""
        view, found = derived.view, derived.gaps
        if not found.proposals:
            return [line((f"{capitalized(NOTHING_RECORDED)}.", DIM))]
        short = [cell_line(each) for each in missing_cells(found)]
        if self.gaps.scrollable_content_region.height > len(short):
            return write(missing(view, found, Terms(view.negotiation)).blocks, cells)
        return flowing(short or [line(("nothing that is asked for", DIM))], cells, " · ")
