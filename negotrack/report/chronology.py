"""Events and positions by date, as a document: those of one span together, what has no date last."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.timeline import Moment, timeline
from negotrack.analysis.view import View
from negotrack.model.vocabulary import Certainty
from negotrack.report.annex import happened
from negotrack.report.document import Cell, Column, Document, Section, Table, TableRow, Tone
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import STANCE_SIGNS, date_words, short_day_words


def chronology_page(view: View, only: str | None = None, unreadable: str = "") -> Document:
    """What happened when, before any format.

    Args:
        view: the negotiation as of a day.
        only: the id of the proposal whose positions are shown among the events; None for all.
        unreadable: what could not be read, in a sentence; empty where everything was.
    """
    words = Words(view.negotiation)
    rows = [row for moment in timeline(view) for row in _rows(moment, only, words)]
    day = date_words(view.day) if view.day else "all records"
    facts = [f"As of: {day}.", *([words.proposal(only)] if only else []), *([unreadable] if unreadable else [])]
    columns = (Column("day", flexible=True), Column("who"), Column("what", flexible=True))
    return Document(
        title=safe(view.negotiation.header.title),
        kind="Timeline",
        facts=tuple(facts),
        lead=(),
        page=(Section("By date", (Table(columns, tuple(rows)),)),),
    )


def _rows(moment: Moment, only: str | None, words: Words) -> Iterator[TableRow]:
    possible = ", possible" if moment.certainty is Certainty.POSSIBLE else ""
    day = Cell(f"{short_day_words(moment.span)}{possible}", tone=Tone.PLAIN if moment.span else Tone.MISSING)
    for event in moment.events:
        yield TableRow((day, Cell(str(event.kind)), Cell(f"{happened(event)} {words.brackets(event.evidence)}")))
    for group in moment.positions:
        if only in (None, *group.proposals):
            number = 1 if only else group.number
            inferred = ", inferred" if group.inferred else ""
            what = (
                f"{STANCE_SIGNS[group.stance]} {group.stance}: {_named(group.proposals, only, number, words)}{inferred}"
            )
            yield TableRow((day, Cell(words.side(group.side)), Cell(what)))
    for outcome in moment.outcomes:
        if only in (None, *outcome.proposals):
            what = f"{outcome.status}: {_named(outcome.proposals, only, len(outcome.proposals), words)}"
            yield TableRow((day, Cell("status"), Cell(what)))


def _named(proposals: tuple[str, ...], only: str | None, number: int, words: Words) -> str:
    if only:
        return words.proposal(only)
    return words.proposal(proposals[0]) if number == 1 else words.count(number)
