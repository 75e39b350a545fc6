"""What happened when: one proposal's positions among the events, and the lines and panels of the timeline screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.analysis.timeline import Moment, Positions, timeline
from negotrack.model.dates import possible_by
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Certainty
from negotrack.pages.background import event_words
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Detail,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from negotrack.pages.days import ALL_RECORDS, DAY_NOT_REPORTED, date_words, day_words, short_day_words
from negotrack.pages.headline import covered, page_of, phase_words
from negotrack.pages.proposal import named_blocks, position_item, quote_details
from negotrack.pages.signs import STANCE_SIGNS, STATUS_SIGNS, signed_stance, signed_status
from negotrack.pages.terms import Terms
from negotrack.pages.words import inline, listed

_IN_FULL = 8
"""The most positions of one side, stance and span to show in full; with more, only the proposals are named."""


def timeline_page(snapshot: Snapshot, proposal: str) -> Page:
    """What happened when, with only the positions and outcomes of one proposal."""
    terms = Terms(snapshot.negotiation)
    rows = tuple(row for moment in timeline(snapshot) for row in _rows(moment, proposal, terms))
    facts = (phase_words(snapshot, terms), covered(snapshot), terms.proposal(proposal))
    columns = (Column("day", flexible=True), Column("who"), Column("what", flexible=True))
    return page_of(snapshot, "Timeline", facts, [Section("By date", (Table(columns, rows),))])


def _rows(moment: Moment, proposal: str, terms: Terms) -> Iterator[Row]:
    possible = ", possible" if moment.certainty is Certainty.POSSIBLE else ""
    day = Cell(f"{short_day_words(moment.span)}{possible}", tone=Tone.PLAIN if moment.span else Tone.MISSING)
    for event in moment.events:
        yield Row((day, Cell(str(event.kind)), Cell(event_words(event, terms))))
    for group in moment.positions:
        if proposal in group.proposals:
            what = f"{group.stance}, inferred" if group.inferred else str(group.stance)
            yield Row((day, Cell(terms.side(group.side)), Cell(what, STANCE_SIGNS[group.stance])))
    for outcome in moment.outcomes:
        if proposal in outcome.proposals:
            yield Row((day, Cell("status"), Cell(str(outcome.status), STATUS_SIGNS[outcome.status])))


def happened_blocks(snapshot: Snapshot, moments: Iterable[Moment]) -> list[Block]:
    """The events at some moments, each with its place, outcome and source."""
    terms = Terms(snapshot.negotiation)
    return [_event(event, terms) for moment in moments for event in moment.events]


def taken_blocks(snapshot: Snapshot, moments: Iterable[Moment], side: str) -> list[Block]:
    """The positions that a side took at some moments: a few in full; of many, only the proposals."""
    terms = Terms(snapshot.negotiation)
    return [
        _taken(snapshot, moment, group, terms) for moment in moments for group in moment.positions if group.side == side
    ]


def outcome_blocks(snapshot: Snapshot, moments: Iterable[Moment]) -> list[Block]:
    """The outcomes that were reported at some moments."""
    terms = Terms(snapshot.negotiation)
    return [
        Section(
            f"{signed_status(outcome.status)}: {terms.count(len(outcome.proposals))}",
            named_blocks(outcome.proposals, terms),
            remark=short_day_words(moment.span),
        )
        for moment in moments
        for outcome in moment.outcomes
    ]


def lane_blocks(
    whole: Snapshot,
    moments: Iterable[Moment],
    taken: Mapping[str, Sequence[tuple[Moment, Positions]]],
    lane: int,
    day: date | None,
) -> list[Block]:
    """What happened in a lane on a day, else the last thing that did before; never anything later.

    Args:
        whole: the snapshot of all records, in which everything is looked up whatever the day.
        moments: what happened when.
        taken: the positions of each side among them.
        lane: the place of the lane: 0 for the events, then the sides in order, the outcomes, and what has no date.
        day: the day shown; None for all records.
    """
    sides = whole.negotiation.side_ids
    if lane == 1 + len(sides) + 1:
        undated = [moment for moment in moments if moment.span is None]
        return [
            *happened_blocks(whole, undated),
            *(each for side in sides for each in taken_blocks(whole, undated, side)),
        ]
    dated = [moment for moment in moments if moment.span]
    if lane == 0:
        found, earlier = _by_day([moment for moment in dated if moment.events], day)
        blocks = happened_blocks(whole, found)
    elif lane <= len(sides):
        side = sides[lane - 1]
        found, earlier = _by_day({id(moment): moment for moment, _ in taken.get(side, ())}.values(), day)
        blocks = taken_blocks(whole, found, side)
    else:
        found, earlier = _by_day([moment for moment in dated if moment.outcomes], day)
        blocks = outcome_blocks(whole, found)
    if not found:
        return [Paragraph("Nothing by this day." if day else "Nothing is recorded.", Tone.MISSING)]
    return [Paragraph("Nothing on this day; before:", Tone.MISSING), *blocks] if earlier else blocks


def _by_day(moments: Iterable[Moment], day: date | None) -> tuple[list[Moment], bool]:
    """The moments of a day, else those of the last day before that has any; and whether they are of an earlier day."""
    if day is None:
        return [*moments], False
    spans = [(moment, moment.span) for moment in moments if moment.span and possible_by(moment.span, day)]
    here = [moment for moment, span in spans if span.last is None or span.last >= day]
    if here or not spans:
        return here, False
    latest = max(span.latest for _, span in spans)
    return [moment for moment, span in spans if span.latest == latest], True


def _event(event: Event, terms: Terms) -> Section:
    facts = (
        Detail("outcome", (event.outcome or "").strip(), recorded=True),
        Detail("note", (event.note or "").strip(), recorded=True),
        *quote_details(event.evidence),
    )
    details = tuple(each for each in facts if each.text)
    where = f" · {inline(event.place)}" if event.place else ""
    remark = f"{short_day_words(event.date)} · {event.kind}{where}"
    source = terms.citations.words(event.evidence)
    return Section(event.title, (Outline((Item("", Cell(remark), Paragraph(""), details, source),)),))


def _taken(snapshot: Snapshot, moment: Moment, group: Positions, terms: Terms) -> Block:
    if group.number > _IN_FULL:
        inferred = ", inferred" if group.inferred else ""
        title = f"{signed_stance(group.stance)}{inferred}: {terms.count(len(group.proposals))}"
        return Section(title, named_blocks(group.proposals, terms), remark=day_words(moment.span))
    return Outline(
        tuple(
            position_item(terms.proposal(identifier), entry, snapshot.known[identifier], terms)
            for identifier in group.proposals
            for entry in snapshot.known[identifier].of(group.side).present
            if (entry.date, entry.stance) == (moment.span, group.stance)
        )
    )


# ---- One line each ----


class Happening(NamedTuple):
    """One line of what happened when.

    Attributes:
        when: the span in words; empty if it is that of the line before.
        moment: the moment that it belongs to.
        cell: what happened.
    """

    when: str
    moment: Moment
    cell: Cell


def day_title(day: date | None, moments: Iterable[Moment]) -> str:
    """The day that is shown, and the first event that began or ended on it."""
    if day is None:
        return ALL_RECORDS
    titles = [
        event.title
        for moment in moments
        if moment.span and day in {moment.span.first, moment.span.last}
        for event in moment.events
    ]
    return f"{date_words(day)}{f' · {titles[0]}' if titles else ''}"


def happenings(moments: Iterable[Moment], negotiation: Negotiation) -> list[Happening]:
    """What happened, by date, one line each: events, positions (sides that took the same share a line), outcomes."""
    found = []
    for moment in moments:
        when = short_day_words(moment.span) if moment.span else DAY_NOT_REPORTED
        possible = "? " if moment.certainty is Certainty.POSSIBLE else ""
        for cell in _happened(moment, negotiation, possible):
            found.append(Happening(when, moment, cell))
            when = ""
    return found


def _happened(moment: Moment, negotiation: Negotiation, possible: str) -> Iterator[Cell]:
    for event in moment.events:
        yield Cell(f"{possible}{event.title}")
    together = by_key(((each.stance, each.proposals), negotiation.side_name(each.side)) for each in moment.positions)
    for (stance, proposals), sides in together.items():
        number = f": {len(proposals):,}" if len(proposals) > 1 else ""
        yield Cell(f"{possible}{signed_stance(stance)}{number} · {listed(sides)}", tone=Tone.MISSING)
    for outcome in moment.outcomes:
        yield Cell(f"{possible}{signed_status(outcome.status)}: {len(outcome.proposals):,}", tone=Tone.MISSING)
