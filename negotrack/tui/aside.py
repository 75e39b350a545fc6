"""The small panes beside the list: what the signs mean, what is not reported, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotrack.analysis.gaps import Gaps
from negotrack.analysis.timeline import Moment
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Certainty
from negotrack.text import safe
from negotrack.tui.render import (
    DIM,
    EMPTY,
    KEY,
    PLAIN,
    WARNING,
    Line,
    Piece,
    clipped,
    flowing,
    hanging,
    line,
    padded,
    paragraph,
    stance_style,
)
from negotrack.wording import (
    DAY_NOT_REPORTED,
    MARK_WORDS,
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    NUMBER_UNKNOWN,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    position_marks,
    short_day_words,
)

_LABEL = 10
_DATE = 22


class Dated(NamedTuple):
    """One line of the dates.

    Attributes:
        when: the span in words; empty where it is that of the line before.
        words: what happened.
        style: the style of the words.
    """

    when: str
    words: str
    style: str


def missing(found: Gaps, negotiation: Negotiation, cells: int) -> list[Line]:
    """What is not reported, counted."""
    lines: list[Line] = []
    for label, words, style in _missing(found, negotiation):
        lines += hanging((label, DIM), words, cells, style, indent=_LABEL)
    return lines or paragraph("Nothing that can be counted.", cells, DIM)


def dates(moments: Sequence[Moment], negotiation: Negotiation) -> list[Dated]:
    """Events, and positions of one span together, by date."""
    lines = []
    for moment in moments:
        when = short_day_words(moment.span) if moment.span else DAY_NOT_REPORTED
        possible = "? " if moment.certainty is Certainty.POSSIBLE else ""
        for words, style in _happened(moment, negotiation):
            lines.append(Dated(when, possible + words, style))
            when = ""
    return lines


def dated(entry: Dated, cells: int) -> Line:
    """One line of the dates, for a width."""
    room = min(_DATE, cells // 2)
    return EMPTY.join([padded(clipped(room - 1, (entry.when, DIM)), room), clipped(cells - room, entry[1:])])


def _missing(found: Gaps, negotiation: Negotiation) -> Iterator[tuple[str, str, str]]:
    terms = negotiation.header.plural
    if found.claimed is not None and found.claimed != found.proposals:
        yield "recorded", f"{found.proposals:,} of {found.claimed:,} {terms} that a source counts", WARNING
    if found.contents:
        yield "contents", f"{len(found.contents):,} of {found.proposals:,} {terms}", PLAIN
    if found.numbers:
        yield "numbers", f"{len(found.numbers):,} of {found.proposals:,} {terms}", PLAIN
    for side, without in found.sides.items():
        if without:
            yield "sides", f"{negotiation.side_name(side)}: no position on {len(without):,}", PLAIN
    yield from _weak(found)


def _weak(found: Gaps) -> Iterator[tuple[str, str, str]]:
    positions = f"{found.positions:,} positions"
    if found.days:
        yield "days", f"{found.days:,} of {positions}", PLAIN
    if found.collective:
        yield "basis", f"{found.collective:,} of {positions} said of the whole set", PLAIN
    if found.single_source:
        yield "sources", f"{found.single_source:,} of {positions} rest on a single one", PLAIN
    if found.unsupported:
        yield "evidence", f"none for {found.unsupported:,} of {positions}", WARNING
    if found.unjudged:
        yield "grades", f"{found.unjudged:,} of {positions} not judged", PLAIN


def _happened(moment: Moment, negotiation: Negotiation) -> Iterator[tuple[str, str]]:
    for event in moment.events:
        yield event.title, PLAIN
    for group in moment.positions:
        side = negotiation.side_name(group.side)
        yield f"{side} {STANCE_SIGNS[group.stance]} {group.stance}: {len(group.proposals):,}", DIM
    for outcome in moment.outcomes:
        yield f"{STATUS_SIGNS[outcome.status]} {outcome.status}: {len(outcome.proposals):,}", DIM


def legend(sides: Sequence[tuple[str, Side]], rows: Sequence[Standing], cells: int, *, dated: bool) -> list[Line]:
    """What the signs and letters of the rows that are seen stand for.

    Args:
        sides: the letter and the side of each column.
        rows: the proposals that are seen.
        cells: the room.
        dated: a day was asked for.
    """
    places = [standing.of(side.id) for standing in rows for _, side in sides]
    stances = {place.stance for place in places}
    marks = {mark for place in places for mark in position_marks(place, dated=dated)}
    items: list[list[Piece]] = [[(letter, KEY), f" {safe(side.name)}"] for letter, side in sides]
    items += [
        [(f"{sign} {stance}", stance_style(stance))] for stance, sign in STANCE_SIGNS.items() if stance in stances
    ]
    items += [[(f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM)]] if None in stances else []
    items += [[(f"{mark} {words}", DIM)] for mark, words in MARK_WORDS.items() if mark in marks]
    if any(standing.dossier.proposal.number is None for standing in rows):
        items.append([(f"{UNNUMBERED_SIGN} {NUMBER_UNKNOWN}", DIM)])
    return flowing([line(*item) for item in items], cells)
