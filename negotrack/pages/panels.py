"""What only the screen shows of a proposal or of the whole: the panel of the selection, and the meeting view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from negotrack.analysis import by_key
from negotrack.analysis.links import Links
from negotrack.model.entries import PositionEntry
from negotrack.model.problems import Problem
from negotrack.model.records import Proposal, Side
from negotrack.model.side_standing import SideStanding, certainty, decides_nothing
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, Stance
from negotrack.pages.background import cited, claims, events, people, sources
from negotrack.pages.blocks import Block, Cell, Columns, Detail, Item, Outline, Paragraph, Section, Tone
from negotrack.pages.days import position_day, short_day_words
from negotrack.pages.headline import summary, without_day
from negotrack.pages.proposal import (
    POSITION_NOT_REPORTED,
    SIDE_BY_SIDE,
    context,
    crossing_details,
    quote_details,
    said_details,
    stake_items,
    text_items,
)
from negotrack.pages.signs import BASIS_WORDS, Mark, basis_words, form_words, signed_stance
from negotrack.pages.standing import (
    conflict_items,
    held_up_words,
    position_cell,
    ruling_items,
    stance_cell,
    status_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import listed, number_words, title_words

# ---- One proposal ----


def proposal_blocks(snapshot: Snapshot, standing: Standing, known: Links | None, order: Sequence[Side]) -> list[Block]:
    """A proposal in full: its status and who holds it up, where every side stands, and what it depends on."""
    terms = Terms(snapshot.negotiation)
    proposal = standing.dossier.proposal
    blocks: list[Block] = [Section("", (), remark=holding_words(standing, terms), outcome=status_cell(standing.status))]
    if conflicts := tuple(conflict_items(snapshot, standing, terms)):
        blocks.append(Outline(conflicts))
    if standing.day is not None and not standing.counted:
        blocks.append(Paragraph("Not put forward yet, as far as its dates tell.", Tone.MISSING))
    blocks.append(_sides(standing, order, terms))
    blocks += without_day(snapshot, (proposal.summary or "").strip())
    beside = [*stake_items(standing, terms, assessed=True), *text_items(standing, terms)]
    blocks += [Outline(tuple(beside))] if beside else []
    links = context(standing, terms, known, name_first=True) if known else ()
    facts = [*ruling_items(standing, terms), *_facts(proposal, terms), *links]
    return [*blocks, *([Outline(tuple(facts))] if facts else [])]


def holding_words(standing: Standing, terms: Terms) -> str:
    """Who holds a proposal up, else that every answer to it was to several proposals at once; may be empty."""
    return held_up_words(standing, terms) or (BASIS_WORDS[Basis.COLLECTIVE] if _rests_on_a_set(standing) else "")


def _sides(standing: Standing, order: Sequence[Side], terms: Terms) -> Block:
    """A few sides side by side, or many one below the other, those that say the same in one item."""
    if not order:
        return Paragraph(POSITION_NOT_REPORTED)
    if len(order) <= SIDE_BY_SIDE:
        columns = tuple((Outline(tuple(_side(standing, side, terms))),) for side in order)
        return Columns(columns)
    said = ((side.name, _side(standing, side, terms)) for side in order)
    groups = by_key(((first._replace(label=""), *others), name) for name, (first, *others) in said)
    items = (
        item
        for (first, *others), names in sorted(groups.items(), key=_by_camp)
        for item in (first._replace(label=listed(names)), *others)
    )
    return Outline(tuple(items))


def _by_camp(group: tuple[tuple[Item, ...], tuple[str, ...]]) -> int:
    """The sort key: for, partly, undecided, against, conflicting, and last what is not reported."""
    return list(Tone).index(group[0][0].head.tone)


def _side(standing: Standing, side: Side, terms: Terms) -> Iterator[Item]:
    where = standing.of(side.id)
    if not where.shown:
        yield Item(side.name, stance_cell(where), Paragraph(""))
    for entry in where.shown:
        yield _position(side.name, entry, standing, terms)
    before = (entry for entry in reversed(where.present) if entry not in where.shown)
    for words in dict.fromkeys(f"{short_day_words(each.date)}: {signed_stance(each.stance)}" for each in before):
        yield Item("", Cell(f"before: {words}", tone=Tone.MISSING), Paragraph(""))


def _position(name: str, entry: PositionEntry, standing: Standing, terms: Terms) -> Item:
    position = entry.position
    day = position_day(position, short_day_words)
    possible = certainty(entry, standing.day) is Certainty.POSSIBLE
    details = (
        *said_details(entry, standing, terms, offers="↳"),
        *quote_details(position.evidence),
        *crossing_details(entry, standing, terms, assessed=True),
        Detail("recorded", f"by {entry.recorded_by}" if entry.recorded_by else ""),
    )
    source = [
        f"possibly {day}" if possible else day,
        terms.citations.words(position.evidence),
        "" if position.basis in {None, Basis.REPORTED} else basis_words(position.basis),
        form_words(position),
    ]
    return Item(
        name,
        position_cell(position, Mark.POSSIBLE if possible else ""),
        Paragraph((position.statement or "").strip(), recorded=True),
        tuple(each for each in details if each.text),
        " · ".join(filter(None, source)),
    )


def _facts(proposal: Proposal, terms: Terms) -> Iterator[Item]:
    names = terms.sides(proposal.proposed_by or ())
    if names:
        yield Item("From", Cell(listed(names)), Paragraph(""))
    if proposal.topic:
        yield Item("Topic", Cell(proposal.topic), Paragraph(""))


def _rests_on_a_set(standing: Standing) -> bool:
    """Whether every answer to a proposal was given to a whole set of proposals."""
    current = [side.current.position for side in standing.sides.values() if side.current]
    answers = [position for position in current if position.stance is not Stance.PROPOSES]
    return bool(answers) and all(position.basis is Basis.COLLECTIVE for position in answers)


# ---- Selections other than a proposal ----


def whole_blocks(snapshot: Snapshot) -> list[Block]:
    """The negotiation as a whole: what it is about, its sides, people, events, claims and sources, and quotes."""
    terms = Terms(snapshot.negotiation)
    notes = tuple(
        Item(side.name, Cell(side.short or side.id), Paragraph((side.note or "").strip(), recorded=True))
        for side in snapshot.negotiation.sides
    )
    quotes = tuple(
        Paragraph(quote.text, recorded=True)
        for evidence in (
            *(person.evidence for person in snapshot.negotiation.people),
            *(event.evidence for event in snapshot.events),
        )
        for quote in quote_details(evidence)
    )
    sections = (
        people(snapshot, terms),
        events(snapshot, terms),
        claims(snapshot, terms),
        sources(snapshot, terms, cited(snapshot)),
    )
    return [
        Paragraph(snapshot.negotiation.header.title),
        *summary(snapshot),
        *([Section("Sides", (Outline(notes),))] if notes else []),
        *(each for each in sections if each),
        *([Section("Quotes", quotes)] if quotes else []),
    ]


def unreadable_blocks(identifier: str, problems: Iterable[Problem]) -> list[Block]:
    """A notice in place of a proposal whose file cannot be read, with the problems."""
    what = f"The file of {identifier} could not be read; it was not changed."
    return [Paragraph(what, Tone.AGAINST), *(Paragraph(str(each)) for each in problems)]


def orphan_blocks(identifier: str) -> list[Block]:
    """A notice above annotations whose proposal does not exist."""
    words = (
        f"Proposal {identifier} does not exist, or no longer does. What was written about it is kept and shown here."
    )
    return [Paragraph(words, Tone.AGAINST)]


# ---- One proposal for a room full of people ----


class Tile(NamedTuple):
    """One side: its name, where it stands, and what it says."""

    name: str
    cell: Cell
    said: str


class Slide(NamedTuple):
    """One proposal as shown in the meeting view.

    Attributes:
        number: its number, or that it is unknown; empty if no proposal has one.
        title: its title.
        status: its status.
        holding: who holds it up; may be empty.
        tiles: one for each side.
        moved: what has changed, the latest first.
        waiting: what depends on it.
    """

    number: str
    title: str
    status: Cell
    holding: str
    tiles: tuple[Tile, ...]
    moved: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def said(self) -> Mapping[str, str]:
        """What the sides say, by their names; those that say the same share an entry."""
        sayings = by_key((tile.said, tile.name) for tile in self.tiles if tile.said)
        return {listed(names): words for words, names in sayings.items()}


def slide(snapshot: Snapshot, standing: Standing, known: Links | None, order: Sequence[Side]) -> Slide:
    """One proposal as shown in the meeting view; what depends on it is left out until the links are known."""
    terms = Terms(snapshot.negotiation)
    proposal = standing.dossier.proposal
    return Slide(
        number_words(proposal) if terms.numbered else "",
        title_words(proposal),
        status_cell(standing.status),
        holding_words(standing, terms),
        tuple(Tile(side.name, stance_cell(standing.of(side.id)), _said(standing.of(side.id))) for side in order),
        tuple(_moved(standing, order)),
        tuple(terms.proposal(each) for each in known.waiting(standing.id)) if known else (),
    )


def _said(side: SideStanding) -> str:
    """The first line of what a side says, and on a second line what it offers instead."""
    if side.current is None:
        return ""
    said, counter = side.current.position.statement or "", side.current.position.counter or ""
    return "\n".join(part for part in (said.strip().split("\n")[0], f"↳ {counter.strip()}" if counter else "") if part)


def _moved(standing: Standing, order: Sequence[Side]) -> Iterator[str]:
    """Every move of a side to another camp that was certainly made, and certainly later; the latest first."""
    steps = []
    for side in order:
        taken = [entry for entry in standing.of(side.id).present if _is_taken(entry, standing.day)]
        for before, after in pairwise(taken):
            if before.camp is not after.camp and before.date and after.date and after.date.surely_after(before.date):
                step = f"{signed_stance(before.stance)} → {signed_stance(after.stance)}"
                steps.append((str(after.date), f"{side.name}: {step}, {short_day_words(after.date)}"))
    yield from (words for _, words in sorted(steps, reverse=True))


def _is_taken(entry: PositionEntry, day: date | None) -> bool:
    return certainty(entry, day) is Certainty.CERTAIN and not decides_nothing(entry)
