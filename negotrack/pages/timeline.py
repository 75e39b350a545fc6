"""Where every side stood on one proposal, among the events, by date; what has no date comes last."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.timeline import Moment, timeline
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Certainty
from negotrack.pages.background import event_words
from negotrack.pages.blocks import Cell, Column, Page, Row, Section, Table, Tone
from negotrack.pages.days import date_words, short_day_words
from negotrack.pages.signs import STANCE_SIGNS, STATUS_SIGNS
from negotrack.pages.terms import Terms
from negotrack.pages.words import unreadable_words


def timeline_page(snapshot: Snapshot, proposal: str) -> Page:
    """What happened when.

    Args:
        snapshot: what holds by a day.
        proposal: the id of the proposal whose positions are shown among the events.
    """
    terms = Terms(snapshot.negotiation)
    rows = tuple(row for moment in timeline(snapshot) for row in _rows(moment, proposal, terms))
    day = date_words(snapshot.day) if snapshot.day else "all records"
    facts = (f"As of: {day}.", terms.proposal(proposal), unreadable_words(snapshot.problems))
    columns = (Column("day", flexible=True), Column("who"), Column("what", flexible=True))
    return Page(
        title=snapshot.negotiation.header.title,
        kind="Timeline",
        facts=tuple(fact for fact in facts if fact),
        lead=(),
        sections=(Section("By date", (Table(columns, rows),)),),
    )


def _rows(moment: Moment, proposal: str, terms: Terms) -> Iterator[Row]:
    possible = ", possible" if moment.certainty is Certainty.POSSIBLE else ""
    day = Cell(f"{short_day_words(moment.span)}{possible}", tone=Tone.PLAIN if moment.span else Tone.MISSING)
    for event in moment.events:
        yield Row((day, Cell(str(event.kind)), Cell(f"{event_words(event)} {terms.brackets(event.evidence)}")))
    for group in moment.positions:
        if proposal in group.proposals:
            what = f"{group.stance}, inferred" if group.inferred else str(group.stance)
            yield Row((day, Cell(terms.side(group.side)), Cell(what, STANCE_SIGNS[group.stance])))
    for outcome in moment.outcomes:
        if proposal in outcome.proposals:
            yield Row((day, Cell("status"), Cell(str(outcome.status), STATUS_SIGNS[outcome.status])))
