"""Where every side stood on one proposal, among the events, by date; what has no date comes last."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.timeline import Moment, timeline
from negotrack.analysis.view import View
from negotrack.model.vocabulary import Certainty
from negotrack.report.annex import happened
from negotrack.report.document import Cell, Column, Document, Section, Table, TableRow, Tone
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import STANCE_SIGNS, STATUS_SIGNS, date_words, short_day_words


def chronology_page(view: View, proposal: str, unreadable: str = "") -> Document:
    """What happened when, before any format.

    Args:
        view: the negotiation as of a day.
        proposal: the id of the proposal whose positions are shown among the events.
        unreadable: what could not be read, in a sentence; empty where everything was.
    """
    words = Words(view.negotiation)
    rows = [row for moment in timeline(view) for row in _rows(moment, proposal, words)]
    day = date_words(view.day) if view.day else "all records"
    facts = (f"As of: {day}.", words.proposal(proposal), *([unreadable] if unreadable else []))
    columns = (Column("day", flexible=True), Column("who"), Column("what", flexible=True))
    return Document(
        title=safe(view.negotiation.header.title),
        kind="Timeline",
        facts=facts,
        lead=(),
        page=(Section("By date", (Table(columns, tuple(rows)),)),),
    )


def _rows(moment: Moment, proposal: str, words: Words) -> Iterator[TableRow]:
    possible = ", possible" if moment.certainty is Certainty.POSSIBLE else ""
    day = Cell(f"{short_day_words(moment.span)}{possible}", tone=Tone.PLAIN if moment.span else Tone.MISSING)
    for event in moment.events:
        yield TableRow((day, Cell(str(event.kind)), Cell(f"{happened(event)} {words.brackets(event.evidence)}")))
    for group in moment.positions:
        if proposal in group.proposals:
            what = f"{group.stance}, inferred" if group.inferred else str(group.stance)
            yield TableRow((day, Cell(words.side(group.side)), Cell(what, STANCE_SIGNS[group.stance])))
    for outcome in moment.outcomes:
        if proposal in outcome.proposals:
            yield TableRow((day, Cell("status"), Cell(str(outcome.status), STATUS_SIGNS[outcome.status])))
