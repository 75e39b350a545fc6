"""What stands beside the board: the selected proposal in full, its annotations, the days, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message

from negotrack.analysis.timeline import Moment
from negotrack.model.identifiers import WHOLE
from negotrack.pages.background import NOTHING_RECORDED, missing, missing_cells
from negotrack.pages.blocks import Block
from negotrack.pages.days import date_words
from negotrack.pages.panels import (
    orphan_blocks,
    proposal_blocks,
    unreadable_blocks,
    whole_blocks,
)
from negotrack.pages.terms import Terms
from negotrack.pages.timeline import Happening, day_title, happenings
from negotrack.pages.words import WHOLE_WORDS, capitalized
from negotrack.store.layout import Kind, Location
from negotrack.text import safe, width
from negotrack.tui.content import write
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    PLAIN,
    STRONG,
    TONES,
    WARNING,
    Line,
    cell_line,
    clipped,
    flowing,
    line,
    padded,
    paragraph,
)
from negotrack.tui.session import Derived, Session
from negotrack.tui.widgets.annotations import NO_ANNOTATIONS, Annotations, ShownAnnotation, ShownAnnotations
from negotrack.tui.widgets.keyline import key_of
from negotrack.tui.widgets.lines import Listing, TextPanel, TextView

_BESIDE = 26
"""Cells of the border that are taken by its corners, its number and its keys."""


class Selected(NamedTuple):
    """What is shown of a row.

    Attributes:
        label: what it is called.
        short: the same in a word.
        facts: what its page follows from.
    """

    label: str
    short: str = ""
    blocks: Sequence[Block] = ()
    notes: ShownAnnotations = NO_ANNOTATIONS
    facts: tuple[object, ...] = ()

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


NOTHING = Selected("Nothing is selected")


def selected(session: Session, target: str | None, before: Selected = NOTHING) -> Selected:
    """What is shown of a row; of none where none is selected.

    Args:
        session: the negotiation.
        target: the id of the row.
        before: what was shown before; where it follows from the same facts, its page is taken from it.
    """
    if target is None:
        return NOTHING
    standing = session.look(target) if session.is_listed(target) else None
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


EVENT, SPAN, HERE, AXIS = "●", "░", "┃", "─"
_WHEN = 24


class DayStrip(Listing):
    """Events, spans of days, and the day that is shown; a click on a day shows it."""

    number = 4
    fixed = 1

    class DayChosen(Message):
        """A day was clicked, or opened in the list below."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        super().__init__(id="days")
        self._session: Session | None = None
        self._moments: Sequence[Moment] = ()
        self._stops: Sequence[date] = ()
        self._happenings: Sequence[Happening] = ()

    @property
    def count(self) -> int:
        """How many lines there are below the strip."""
        return len(self._happenings) if self.scrollable_content_region.height > 1 else 0

    def show(self, session: Session, moments: Sequence[Moment], stops: Sequence[date]) -> None:
        """Show the days of a negotiation."""
        self._session, self._moments, self._stops = session, moments, stops
        self._happenings = happenings(moments, session.negotiation)
        place = f"{self._stop_of(session.day)} of {len(stops)}" if session.day and stops else ""
        self.head(
            ["Days"],
            keys=[("earlier", "earlier"), ("later", "later"), ("all_records", "all records"), ("timeline", "timeline")],
        )
        title = day_title(session.day, moments)
        self.foot([line((title, WARNING if session.day else DIM))], [place] if place else [])
        self.redraw()

    def selectable(self, index: int) -> bool:
        """Only what has a day can be gone to."""
        return self._happenings[index].moment.span is not None

    def draw_fixed(self, row: int, cells: int) -> Line:
        """The strip."""
        del row
        if not self._stops:
            return line(("no day is reported", DIM)) if self._session else EMPTY  # before it is read, nothing is known
        first, last = _short(self._stops[0]), _short(self._stops[-1])
        room = cells - width(first) - width(last) - 2
        return (
            Content.assemble(line((f"{first} ", DIM)), self._strip(room), line((f" {last}", DIM)))
            if room > 4
            else EMPTY
        )

    def draw(self, index: int, cells: int) -> Line:
        """One thing that happened."""
        happening = self._happenings[index]
        room = min(_WHEN, cells // 2)
        marker = "▸ " if index == self.cursor and self.has_focus else "  "
        when = padded(clipped(room - 1, (marker, KEY), (happening.when, DIM)), room)
        return when + clipped(cells - room, (happening.cell.text, TONES[happening.cell.tone]))

    def on_click(self, event: events.Click) -> None:
        """Show the day that was clicked in the strip."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y or not self._stops:
            return
        event.prevent_default()
        start = width(_short(self._stops[0])) + 1
        room = self.cells - start - width(_short(self._stops[-1])) - 1
        days = (self._stops[-1] - self._stops[0]).days
        if 0 <= offset.x - start < room > 1:
            at = self._stops[0] + timedelta(days=round((offset.x - start) * days / (room - 1)))
            self.post_message(self.DayChosen(min(self._stops, key=lambda stop: abs((stop - at).days))))

    def day_of(self, index: int) -> date | None:
        """The day that a line of the list leads to: the last of its span."""
        span = self._happenings[index].moment.span if 0 <= index < len(self._happenings) else None
        return (span.last or span.first) if span else None

    def _strip(self, room: int) -> Line:
        """The axis, with spans below events, and the day that is shown above both."""
        signs, styles = [AXIS] * room, ["$divider"] * room
        for moment in self._moments:
            span = moment.span
            if span is None or (moment.events and not moment.positions and span.is_day):
                continue
            first, last = self._at(span.first, room), self._at(span.last, room)
            if not span.is_day:
                for cell in range(first, last + 1):
                    signs[cell], styles[cell] = SPAN, "$undecided"
        for moment in self._moments:
            if moment.span and moment.span.is_day and moment.span.first:
                cell = self._at(moment.span.first, room)
                signs[cell], styles[cell] = EVENT, "$heading" if moment.events else "$muted"
        if self._session and self._session.day:
            cell = self._at(self._session.day, room)
            signs[cell], styles[cell] = HERE, "bold $key"
            for later in range(cell + 1, room):
                styles[later] = "$divider"
        return Content.assemble(*((sign, style or PLAIN) for sign, style in zip(signs, styles, strict=True)))

    def _at(self, day: date | None, room: int) -> int:
        first, last = self._stops[0], self._stops[-1]
        if day is None:
            return room - 1
        days = max(1, (last - first).days)
        return max(0, min(room - 1, round((day - first).days * (room - 1) / days)))

    def _stop_of(self, day: date) -> int:
        return sum(stop <= day for stop in self._stops)


def _short(day: date) -> str:
    """A day and its month with three letters: ``15 Aug``."""
    number, month, _ = date_words(day).split(" ")
    return f"{number} {month[:3]}"


class GapsPanel(TextView):
    """What is not reported of a whole negotiation."""

    def __init__(self) -> None:
        super().__init__(id="gaps")
        self.number = 5
        self._derived: Derived | None = None

    def show(self, derived: Derived) -> None:
        """Show what follows from another view."""
        self._derived = derived
        self.head(["Not reported"], keys=[("gaps", "more")])
        self.renew()

    def lay_out(self, cells: int) -> Sequence[Line]:
        """The lines for a width, and for the height of the panel."""
        if self._derived is None:
            return ()
        view, found = self._derived.view, self._derived.gaps
        if not found.proposals:
            return [line((f"{capitalized(NOTHING_RECORDED)}.", DIM))]
        short = [cell_line(each) for each in missing_cells(found)]
        if self.scrollable_content_region.height > len(short):
            return write(missing(view, found, Terms(view.negotiation)).blocks, cells)
        return flowing(short or [line(("nothing that is asked for", DIM))], cells, " · ")


class Beside:
    """The panels beside the board."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.detail = TextPanel(id="detail", number=2)
        self.annotations, self.days, self.gaps = Annotations(), DayStrip(), GapsPanel()
        self._target: str | None = None
        self._shown = NOTHING
        self._drawn: tuple[Derived, date | None] | None = None

    @property
    def words(self) -> str:
        """What can be read of the selected proposal."""
        return self._shown.words(max(self.detail.cells, 20))

    @property
    def note_in_focus(self) -> ShownAnnotation | None:
        """The selected annotation, where keys go to the annotations."""
        return self.annotations.selected if self.annotations.has_focus else None

    def draw(self) -> None:
        """Draw what follows from the whole negotiation, where that has been worked out, and is not drawn already."""
        session, derived = self._session, self._session.derived
        if derived and (self._drawn is None or self._drawn[0] is not derived or self._drawn[1] != session.day):
            self._drawn = (derived, session.day)
            self.days.show(session, derived.moments, session.stops)
            self.gaps.show(derived)

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
