"""A proposal in full: where every side stands, since when, according to whom, what it hangs on and what is at stake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from negotrack.analysis.links import Hold, Links
from negotrack.model.dates import certain_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.identifiers import tail
from negotrack.model.records import HoldsUp, Package, Position, Side, Stake
from negotrack.model.side_standing import certainty
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, StakeKind, Stance
from negotrack.pages.blocks import (
    Block,
    Cell,
    Detail,
    Item,
    Outline,
    Paragraph,
    Section,
    Tone,
)
from negotrack.pages.days import day_words, position_day, short_day_words
from negotrack.pages.signs import BASIS_NOT_JUDGED, STANCE_SIGNS, STANCE_TONES, form_words
from negotrack.pages.standing import (
    held_up_words,
    item_anchor,
    row_anchor,
    ruling_items,
    stance_cell,
    status_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.texts import newest_words
from negotrack.pages.words import NOT_REPORTED, capitalized, counted, inline, listed

NO_POSITION = "No position is reported."
_COUNTS_AS_FOR = "So it counts as for; no position of it is reported."
_NAMED = 200
"""Proposals that are named one below the other."""
SIDE_BY_SIDE = 3
"""How many sides stand side by side, on paper and on the screen; of more, those that say the same stand together."""


def proposal_section(
    standing: Standing, sides: Sequence[Side], terms: Terms, known: Links, *, linked: bool, assessed: bool = False
) -> Section:
    """One proposal as the report has it.

    Args:
        standing: the proposal, and where every side stands on it.
        sides: the sides in the order in which they are shown.
        terms: what things are called.
        known: what holds up what.
        linked: its row stands on the same page.
        assessed: with the stakes that an analyst assessed.
    """
    proposal = standing.dossier.proposal
    shared = _shared_source(standing, terms)
    items = [
        *proposer_items(standing, terms),
        *side_items(standing, sides, terms, shared),
        *_outcome(standing, terms),
        *ruling_items(standing, terms),
        *stake_items(standing, terms, assessed=assessed),
        *text_items(standing, terms),
        *context(standing, terms, known),
    ]
    blocks: list[Block] = [Outline(tuple(items)) if items else Paragraph(NO_POSITION)]
    if shared:
        blocks.append(Paragraph(f"{capitalized(shared)}.", Tone.MISSING))
    stated = any(each.current and each.current.position.statement for each in standing.sides.values())
    if proposal.summary and not stated and standing.day is None:
        blocks.insert(0, Paragraph(proposal.summary.strip(), recorded=True))
    return Section(
        terms.label(proposal),
        tuple(blocks),
        remark=held_up_words(standing, terms),
        anchor=item_anchor(standing.id),
        back=row_anchor(standing.id) if linked else "",
        outcome=status_cell(standing.status),
    )


def merged(found: Iterable[tuple[Standing, Section]], terms: Terms) -> tuple[Section, ...]:
    """The sections in order, those that differ in nothing but the id of their proposal as one, with every id."""
    groups: dict[object, list[tuple[Standing, Section]]] = {}
    for standing, section in found:
        proposal = standing.dossier.proposal
        same = (section.blocks, section.outcome, section.remark) if proposal.nameless else standing.id
        groups.setdefault(same, []).append((standing, section))
    return tuple(_as_one(each, terms) for each in groups.values())


def _as_one(found: list[tuple[Standing, Section]], terms: Terms) -> Section:
    standing, section = found[0]
    if len(found) == 1:
        return section
    named = Paragraph(", ".join(standing.id for standing, _ in found))
    nameless = standing.dossier.proposal.model_copy(update={"id": terms.count(len(found))})
    return section._replace(
        title=terms.label(nameless),
        blocks=(named, *section.blocks),
        also=tuple(other.anchor for _, other in found[1:] if other.anchor),
    )


def named_blocks(proposals: Sequence[str], terms: Terms) -> tuple[Block, ...]:
    """What proposals are called, one below the other; of very many, the rest are counted."""
    more = len(proposals) - _NAMED
    rest = (Paragraph(f"and {more:,} more", Tone.MISSING),) if more > 0 else ()
    return (*(Paragraph(terms.proposal(identifier)) for identifier in proposals[:_NAMED]), *rest)


def position_cell(position: Position, of_it: str = "") -> Cell:
    """The stance of one position, with marks."""
    return Cell(str(position.stance), STANCE_SIGNS[position.stance], of_it, STANCE_TONES[position.stance])


def position_item(label: str, entry: PositionEntry, standing: Standing, terms: Terms, *, shared: str = "") -> Item:
    """One position, with everything that has to be known of it.

    Args:
        label: whose it is.
        entry: the position.
        standing: the proposal that it is about.
        terms: what things are called.
        shared: when and according to whom, where that is said once for all; else it stands with the position.
    """
    position = entry.position
    text = (position.statement or "").strip() or "Statement not reported."
    places = terms.citations.places(position.evidence) if shared else ""
    return Item(
        label,
        position_cell(position),
        Paragraph(f"{text} ({places})" if places else text, recorded=True),
        (
            *said_details(entry, standing, terms),
            *_basis_details(position),
            *crossing_details(entry, standing, terms, assessed=False),
        ),
        "" if shared else _source(entry, standing, terms),
    )


def said_details(entry: PositionEntry, standing: Standing, terms: Terms, *, offers: str = "offers") -> Iterator[Detail]:
    """What a side offers instead, who spoke for it, and what it waits for.

    Args:
        entry: its position.
        standing: the proposal that it is about.
        terms: what things are called.
        offers: the label of what it offers.
    """
    position = entry.position
    for label, text in ((offers, position.counter), ("said by", position.by)):
        if text and text.strip():
            yield Detail(label, text.strip(), recorded=True)
    for number, condition in enumerate(position.conditions, 1):
        words = condition.text or f"{terms.proposal(condition.proposal or '')} is accepted"
        met = met_words(standing, f"{entry.id}#{number}", terms)
        yield Detail("if", f"{words.strip()}{f' ({met})' if met else ''}", recorded=True)


def met_words(standing: Standing, condition: str, terms: Terms) -> str:
    """When and according to whom a condition in words was met; empty where no entry says so.

    Args:
        standing: the proposal that the position is about.
        condition: which, as ``<entry id>#<number>``.
        terms: what things are called.
    """
    found = (each for each in standing.dossier.counting.met.get(condition, ()) if certain_by(each.date, standing.day))
    entries = sorted(found, key=lambda each: (each.date.earliest if each.date else date.min, each.id))
    if not entries:
        return ""
    first = entries[0]
    cited = terms.citations.words(first.evidence) if first.evidence else f"recorded by {first.recorded_by}"
    return f"met, {short_day_words(first.date)}; {cited}"


def _basis_details(position: Position) -> Iterator[Detail]:
    if position.basis is Basis.INFERRED:
        yield Detail("basis", "inferred by the record keeper; it decides nothing")
    elif position.basis is Basis.COLLECTIVE:
        yield Detail("basis", "one statement about several")
    elif position.basis is None:
        yield Detail("basis", "not judged")
    for each in position.evidence:
        if each.quote:
            yield Detail("quote", each.quote.strip(), recorded=True)


def crossing_details(entry: PositionEntry, standing: Standing, terms: Terms, *, assessed: bool) -> Iterator[Detail]:
    """The red lines that a position crosses.

    Args:
        entry: the position.
        standing: the proposal that it is about.
        terms: what things are called.
        assessed: with those that an analyst assessed.
    """
    for words in crossed_lines(standing, entry.id, terms, assessed=assessed):
        yield Detail("crosses", words, recorded=True)


def proposer_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """Who put a proposal forward, as far as no position says so."""
    shown = {side for side, where in standing.sides.items() if where.stance is Stance.PROPOSES}
    names = [terms.side(name) for name in standing.dossier.proposal.proposed_by or () if name not in shown]
    if names:
        yield Item("From", Cell(listed(names)), Paragraph(""))


def context(standing: Standing, terms: Terms, known: Links) -> Iterator[Item]:
    """What a proposal answers, what depends on it and what it is tied to, and what answers it and it depends on."""
    proposal, identifier = standing.dossier.proposal, standing.id
    if proposal.counters:
        yield Item("Answers", Cell("counter-proposal"), Paragraph(terms.proposal(proposal.counters)))
    for answer in known.answered_by.get(identifier, ()):
        yield Item("Answered by", Cell("counter-proposal"), Paragraph(terms.proposal(answer)))
    for hold in known.waits_for.get(identifier, ()):
        yield _link("Depends on", hold.holder, hold, terms)
    for link in standing.dossier.holds_up:
        yield _link("Needed by", link.proposal, link, terms)
    direct = {identifier, *(link.proposal for link in standing.dossier.holds_up)}
    if also := [waiting for waiting in known.waiting(identifier) if waiting not in direct]:
        yield Item("Needed by", Cell("through these"), Paragraph("; ".join(map(terms.proposal, also))))
    for package in known.packages_of.get(identifier, ()):
        yield _package(package, identifier, terms)


def _package(package: Package, identifier: str, terms: Terms) -> Item:
    """What a proposal is tied to, by whom and since when."""
    others = "; ".join(terms.proposal(each) for each in package.proposals if each != identifier)
    owner = " and ".join(map(terms.side, package.owner or ()))
    details = [("tied by", owner), ("since", day_words(package.date) if package.date else ""), ("note", package.note)]
    return Item(
        "Package",
        Cell("all or nothing" if package.all_or_nothing else "tied together"),
        Paragraph(f"{package.title.strip()}: with {others} {terms.brackets(package.evidence)}", recorded=True),
        tuple(Detail(label, text.strip(), recorded=True) for label, text in details if text and text.strip()),
    )


def grouped(items: Iterable[Item]) -> Iterator[Item]:
    """Items of sides in order, those that say the same as one, with the names in its text."""
    groups: dict[Item, list[Item]] = {}
    for item in items:
        groups.setdefault(item._replace(label=""), []).append(item)
    for first, *others in groups.values():
        if not others:
            yield first
            continue
        names = f"{', '.join(each.label for each in (first, *others))}."
        text = first.text.text if first.head.text != NOT_REPORTED else ""
        together = first.text._replace(text=f"{names} {text}".strip())
        yield first._replace(label=counted(len(others) + 1, "side"), text=together)


def side_items(standing: Standing, sides: Sequence[Side], terms: Terms, shared: str = "") -> Iterator[Item]:
    """Where every side stands; of many sides, those that say the same share an item."""
    items = (item for side in sides for item in items_of(side, standing, terms, shared))
    return iter(items) if len(sides) <= SIDE_BY_SIDE else grouped(items)


def items_of(side: Side, standing: Standing, terms: Terms, shared: str = "") -> Iterator[Item]:
    """Where one side stands: an item, or one for each record of those that conflict."""
    where = standing.of(side.id)
    if not where.shown:
        yield Item(side.name, stance_cell(where), Paragraph(_COUNTS_AS_FOR if where.put_forward else NO_POSITION))
    for entry in where.shown:
        yield position_item(side.name, entry, standing, terms, shared=shared)


def _source(entry: PositionEntry, standing: Standing, terms: Terms, *, places: bool = True) -> str:
    """When a position was taken and where that can be checked, in one line; without places by its sources alone."""
    position = entry.position
    day = capitalized(_day_and_form(position_day(position), position))
    possible = ", so only possibly by this day" if certainty(entry, standing.day) is Certainty.POSSIBLE else ""
    read = f"; read by {entry.recorded_by}" if standing.of(entry.side).conflict and entry.recorded_by else ""
    return f"{day}{possible}; {terms.citations.words(position.evidence, places=places)}{read}"


def _day_and_form(day: str, said: Position | OutcomeEntry) -> str:
    form = form_words(said)
    return f"{day}, {form}" if form else day


def _shared_source(standing: Standing, terms: Terms) -> str:
    """When and according to whom all that is shown was said, where that is the same for all; else nothing."""
    if standing.conflicts or len(standing.sides) < 2:
        return ""
    shown = (where.current for where in standing.sides.values() if where.current)
    found = {_source(entry, standing, terms, places=False) for entry in shown}
    return found.pop() if len(found) == 1 else ""


def _outcome(standing: Standing, terms: Terms) -> Iterator[Item]:
    """The outcome on record that holds; the status in a proposal's own file goes without saying."""
    if standing.outcome and not standing.outcome.in_file and standing.status is standing.outcome.status:
        yield outcome_item(standing.outcome, terms)._replace(details=())


def outcome_item(outcome: OutcomeEntry, terms: Terms) -> Item:
    """One outcome on record."""
    day = capitalized(_day_and_form(day_words(outcome.date), outcome))
    text = f"{day}; {terms.citations.words(outcome.evidence)}."
    return Item("Outcome", status_cell(outcome.status), Paragraph(text), (Detail("entry", tail(outcome.id)),))


def text_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """The newest wording, with how much of it is clean."""
    if words := newest_words(standing, terms):
        yield Item("Text", Cell("newest"), Paragraph(words))


def _link(label: str, proposal: str, link: HoldsUp | Hold, terms: Terms) -> Item:
    given = link.evidence or link.basis is not Basis.INFERRED
    source = terms.citations.words(link.evidence) if given else ""
    return Item(label, Cell(str(link.basis or BASIS_NOT_JUDGED)), Paragraph(terms.proposal(proposal)), (), source)


# ---- What the sides have at stake: what a side stated itself, apart from what an analyst assessed ----

_KINDS = {
    StakeKind.RED_LINE: "red line",
    StakeKind.FALLBACK: "fallback",
    StakeKind.PRIORITY: "priority",
    StakeKind.INTEREST: "interest",
}


def stake_items(standing: Standing, terms: Terms, *, assessed: bool) -> Iterator[Item]:
    """The stakes of every side on a proposal, those that were stated first.

    Args:
        standing: the proposal.
        terms: what things are called.
        assessed: with those that an analyst assessed, which are a judgement and no fact.
    """
    for stake in _stakes_by(standing, assessed=assessed):
        source = terms.citations.words(stake.evidence) if stake.evidence else ""
        details = [Detail("assessed by", stake.assessed_by)] if stake.assessed_by else []
        details += [Detail("crossed by", crossed) for crossed in _crossing(standing, stake, terms)]
        if stake.date:
            details.append(Detail("dated", short_day_words(stake.date)))
        head = Cell(stake_words(stake), tone=Tone.PARTLY if stake.assessed_by else Tone.PLAIN)
        text = Paragraph((stake.statement or "").strip(), recorded=True)
        yield Item(terms.side(stake.side), head, text, tuple(details), source)


def _stakes_by(standing: Standing, *, assessed: bool) -> list[Stake]:
    """The stakes that had been recorded of a day, stated ones first, in the order of the kinds."""
    kinds = list(StakeKind)
    found = [
        stake
        for stake in standing.dossier.stakes
        if (assessed or not stake.assessed_by) and certain_by(stake.date, standing.day)
    ]
    return sorted(found, key=lambda stake: (bool(stake.assessed_by), kinds.index(stake.kind), stake.side, stake.id))


def _crossing(standing: Standing, stake: Stake, terms: Terms) -> Iterator[str]:
    """The positions that cross a red line, as the record of it says: ``Northern Front accepts``."""
    if stake.kind is not StakeKind.RED_LINE:
        return
    for side, where in standing.sides.items():
        for entry in where.live:
            if entry.id in stake.crossed_by:
                yield f"{terms.side(side)} {entry.stance}"


def crossed_lines(standing: Standing, entry: str, terms: Terms, *, assessed: bool) -> Iterator[str]:
    """The red lines of other sides that a position crosses: ``red line of Taliban: no foreign troops``."""
    for stake in _stakes_by(standing, assessed=assessed):
        if stake.kind is StakeKind.RED_LINE and entry in stake.crossed_by:
            yield f"red line of {terms.side(stake.side)}: {inline(stake.statement)}"


def stake_words(stake: Stake) -> str:
    """What a stake is, and whether it was stated or assessed: ``red line, stated``."""
    kind = f"{stake.priority} priority" if stake.priority else _KINDS[stake.kind]
    return f"{kind}, {'assessed' if stake.assessed_by else 'stated'}"
