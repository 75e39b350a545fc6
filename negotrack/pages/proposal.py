"""A proposal in full: where every side stands, since when and according to whom; its dependencies, and the stakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from negotrack import pages
from negotrack.analysis import by_key
from negotrack.analysis.links import Hold, Links
from negotrack.model.dates import certain_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.identifiers import tail
from negotrack.model.records import Condition, Evidence, HoldsUp, Package, Position, Side, Stake
from negotrack.model.side_standing import certainty
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Basis, Certainty, StakeKind, Stance
from negotrack.pages.blocks import Block, Cell, Detail, Item, Outline, Paragraph, Section, Tone
from negotrack.pages.days import day_words, position_day, short_day_words
from negotrack.pages.signs import BASIS_NOT_JUDGED, BASIS_WORDS, form_words
from negotrack.pages.standing import (
    alike,
    held_up_words,
    item_anchor,
    position_cell,
    read_by,
    row_anchor,
    ruling_items,
    stance_cell,
    status_cell,
)
from negotrack.pages.terms import NOT_JUDGED, Terms
from negotrack.pages.words import NOT_REPORTED, capitalized, counted, inline, listed, person_words

POSITION_NOT_REPORTED = "No position is reported."
_COUNTS_AS_FOR = "This counts as for; no position beyond it is reported."
OFFERS = "offers"
"""The label of what a side offers instead."""
_NAMED = 200
"""The most proposals to name one below the other, unless a page has room for fewer."""
SIDE_BY_SIDE = 3
"""The most sides to show side by side, on paper and on the screen; with more, those that say the same share an item."""


def proposal_section(
    standing: Standing, sides: Sequence[Side], terms: Terms, known: Links, *, assessed: bool
) -> Section:
    """One proposal as the report shows it, linked to its row on the same page."""
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
    blocks: list[Block] = [Outline(tuple(items)) if items else Paragraph(POSITION_NOT_REPORTED)]
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
        back=row_anchor(standing.id),
        outcome=status_cell(standing.status),
    )


def merged(found: Iterable[tuple[Standing, Section]], terms: Terms) -> tuple[Section, ...]:
    """The sections in order; equal ones of proposals with nothing but an id become one, which lists the ids."""
    groups = alike(
        (each, (section.blocks, section.outcome, section.remark), (each, section)) for each, section in found
    )
    return tuple(_as_one(each, terms) for each in groups)


def _as_one(found: Sequence[tuple[Standing, Section]], terms: Terms) -> Section:
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


def named_blocks(proposals: Sequence[str], terms: Terms, most: int = _NAMED) -> tuple[Block, ...]:
    """The names of proposals, one below the other; beyond ``most``, the rest are counted."""
    more = len(proposals) - most
    rest = (Paragraph(f"and {more:,} more", Tone.MISSING),) if more > 0 else ()
    return (*(Paragraph(terms.proposal(identifier)) for identifier in proposals[:most]), *rest)


def statement_words(position: Position) -> str:
    """What a side said, or that it is not reported."""
    return (position.statement or "").strip() or "Statement not reported."


def position_item(
    label: str, entry: PositionEntry, standing: Standing, terms: Terms, *, shared: str = "", offers: str = OFFERS
) -> Item:
    """One position in full; if its day and source are ``shared``, and so shown once for all, with only its places."""
    position = entry.position
    text = statement_words(position)
    places = terms.citations.places(position.evidence) if shared else ""
    return Item(
        label,
        position_cell(position),
        Paragraph(f"{text} ({places})" if places else text, recorded=True),
        (
            *said_details(entry, standing, terms, offers=offers),
            *_basis_details(position),
            *crossing_details(entry, standing, terms, assessed=False),
        ),
        "" if shared else _source(entry, standing, terms),
    )


def said_details(entry: PositionEntry, standing: Standing, terms: Terms, *, offers: str) -> Iterator[Detail]:
    """What a side offers instead, unless its label is empty; who spoke for it; and its conditions."""
    position = entry.position
    for label, text in ((offers, position.counter), ("said by", position.by)):
        if label and text and text.strip():
            yield Detail(label, text.strip(), recorded=True)
    for number, condition in enumerate(position.conditions, 1):
        words = condition_words(condition, terms)
        met = met_words(standing, f"{entry.id}#{number}", terms)
        yield Detail("if", f"{words.strip()}{f' ({met})' if met else ''}", recorded=True)


def condition_words(condition: Condition, terms: Terms) -> str:
    """A condition in words."""
    return condition.text or f"{terms.proposal(condition.proposal or '')} is accepted"


def met_words(standing: Standing, condition: str, terms: Terms) -> str:
    """When a condition, ``<entry id>#<number>``, was met and who reports it; empty if no entry says so."""
    found = (each for each in standing.dossier.counting.met.get(condition, ()) if certain_by(each.date, standing.day))
    entries = sorted(found, key=lambda each: (each.date.earliest if each.date else date.min, each.id))
    if not entries:
        return ""
    first = entries[0]
    cited = (
        terms.citations.words(first.evidence) if first.evidence else f"recorded by {person_words(first.recorded_by)}"
    )
    return f"met, {short_day_words(first.date)}; {cited}"


def _basis_details(position: Position) -> Iterator[Detail]:
    if position.basis is Basis.INFERRED:
        yield Detail("basis", f"{BASIS_WORDS[position.basis]}; it decides nothing")
    elif position.basis is Basis.COLLECTIVE:
        yield Detail("basis", BASIS_WORDS[position.basis])
    elif position.basis is None:
        yield Detail("basis", NOT_JUDGED)
    yield from quote_details(position.evidence, marks="")


def quote_details(evidence: Iterable[Evidence], *, marks: str = "“”") -> Iterator[Detail]:
    """The words of the sources themselves, between quotation ``marks``; none if they are empty."""
    opening, closing = marks[:1], marks[1:]
    return (
        Detail("quote", f"{opening}{each.quote.strip()}{closing}", recorded=True) for each in evidence if each.quote
    )


def proposer_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """Who put a proposal forward, all of them, unless their positions say so of every one."""
    shown = {side for side, where in standing.sides.items() if where.stance is Stance.PROPOSES}
    proposed_by = standing.dossier.proposal.proposed_by or ()
    if not shown.issuperset(proposed_by):
        yield Item("From", Cell(listed(terms.sides(proposed_by))), Paragraph(""))


def context(standing: Standing, terms: Terms, known: Links, *, name_first: bool = False) -> Iterator[Item]:
    """What a proposal answers, depends on and is tied to; ``name_first`` puts each name before how it is known."""

    def item(label: str, how: str, what: str, source: str = "", *details: Detail, recorded: bool = False) -> Item:
        if not name_first:
            return Item(label, Cell(how), Paragraph(what, recorded=recorded), details, source)
        known_by = " · ".join(filter(None, (how if how != BASIS_NOT_JUDGED else "", source)))
        return Item(label, Cell(what, recorded=recorded), Paragraph(known_by, Tone.MISSING), details)

    def link(label: str, proposal: str, found: HoldsUp | Hold) -> Item:
        given = found.evidence or found.basis is not Basis.INFERRED
        source = terms.citations.words(found.evidence) if given else ""
        return item(label, str(found.basis or BASIS_NOT_JUDGED), terms.proposal(proposal), source)

    proposal, identifier = standing.dossier.proposal, standing.id
    if proposal.counters:
        yield item("Answers", "counter-proposal", terms.proposal(proposal.counters))
    for answer in known.answered_by.get(identifier, ()):
        yield item("Answered by", "counter-proposal", terms.proposal(answer))
    for hold in known.waits_for.get(identifier, ()):
        yield link("Depends on", hold.holder, hold)
    for waiting in standing.dossier.holds_up:
        yield link("Needed by", waiting.proposal, waiting)
    direct = {identifier, *(waiting.proposal for waiting in standing.dossier.holds_up)}
    if also := [waiting for waiting in known.waiting(identifier) if waiting not in direct]:
        yield item("Needed by", "through these", "; ".join(map(terms.proposal, also)))
    for package in known.packages_of.get(identifier, ()):
        others = "; ".join(terms.proposal(each) for each in package.proposals if each != identifier)
        what = f"{package.title.strip()}: with {others} {terms.brackets(package.evidence)}"
        how = "all or nothing" if package.all_or_nothing else "tied together"
        yield item("Package", how, what, "", *_package_details(package, terms), recorded=True)


def _package_details(package: Package, terms: Terms) -> Iterator[Detail]:
    """Who ties proposals together and since when, and the note on it."""
    owner = " and ".join(terms.sides(package.owner or ()))
    since = day_words(package.date) if package.date else ""
    for label, text in (("tied by", owner), ("since", since), ("note", package.note)):
        if text and text.strip():
            yield Detail(label, text.strip(), recorded=True)


def grouped(items: Iterable[Item]) -> Iterator[Item]:
    """The items of sides in order; those that say the same become one, with the names in its text."""
    for first, *others in by_key((item._replace(label=""), item) for item in items).values():
        if not others:
            yield first
            continue
        names = f"{', '.join(each.label for each in (first, *others))}."
        text = first.text.text if first.head.text != NOT_REPORTED else ""
        together = first.text._replace(text=f"{names} {text}".strip())
        yield first._replace(label=counted(len(others) + 1, "side"), text=together)


def side_items(standing: Standing, sides: Sequence[Side], terms: Terms, shared: str = "") -> Iterator[Item]:
    """Where every side stands; if there are many, those that say the same share an item."""
    items = (item for side in sides for item in items_of(side, standing, terms, shared))
    return iter(items) if len(sides) <= SIDE_BY_SIDE else grouped(items)


def items_of(side: Side, standing: Standing, terms: Terms, shared: str = "") -> Iterator[Item]:
    """Where one side stands: one item, or one for each of the records that conflict."""
    where = standing.of(side.id)
    if not where.shown:
        yield Item(
            side.name, stance_cell(where), Paragraph(_COUNTS_AS_FOR if where.put_forward else POSITION_NOT_REPORTED)
        )
    for entry in where.shown:
        yield position_item(side.name, entry, standing, terms, shared=shared)


def _source(entry: PositionEntry, standing: Standing, terms: Terms, *, places: bool = True) -> str:
    """When a position was taken and where that can be checked, in one line; without ``places``, only its sources."""
    position = entry.position
    day = capitalized(_day_and_form(position_day(position), position))
    possible = ", so only possibly by this day" if certainty(entry, standing.day) is Certainty.POSSIBLE else ""
    read = read_by(entry) if standing.of(entry.side).conflict else ""
    return f"{day}{possible}; {terms.citations.words(position.evidence, places=places)}{read}"


def _day_and_form(day: str, said: Position | OutcomeEntry) -> str:
    form = form_words(said)
    return f"{day}, {form}" if form else day


def _shared_source(standing: Standing, terms: Terms) -> str:
    """The day and source of every position that is shown, if they are the same for all; else empty."""
    if standing.conflicts or len(standing.sides) < 2:
        return ""
    shown = (where.current for where in standing.sides.values() if where.current)
    found = {_source(entry, standing, terms, places=False) for entry in shown}
    return found.pop() if len(found) == 1 else ""


def _outcome(standing: Standing, terms: Terms) -> Iterator[Item]:
    """The recorded outcome that holds, unless it is only the status in the proposal's own file."""
    if standing.outcome and not standing.outcome.in_file and standing.status is standing.outcome.status:
        yield outcome_item(standing.outcome, terms)._replace(details=())


def outcome_item(outcome: OutcomeEntry, terms: Terms) -> Item:
    """One recorded outcome."""
    day = capitalized(_day_and_form(day_words(outcome.date), outcome))
    text = f"{day}; {terms.citations.words(outcome.evidence)}."
    return Item("Outcome", status_cell(outcome.status), Paragraph(text), (Detail("entry", tail(outcome.id)),))


def outcome_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """Every recorded outcome that had, or may have, come about by the day."""
    return (outcome_item(each, terms) for each in standing.dossier.counting.outcomes if certainty(each, standing.day))


def text_items(standing: Standing, terms: Terms) -> Iterator[Item]:
    """The newest wording, and how much of it is clean."""
    if standing.dossier.texts and (words := pages.texts.newest_words(standing, terms)):
        yield Item("Text", Cell("newest"), Paragraph(words))


# ---- What the sides have at stake: what a side stated itself, apart from what an analyst assessed ----


def stake_items(standing: Standing, terms: Terms, *, assessed: bool) -> Iterator[Item]:
    """The stakes of every side on a proposal, stated ones first; assessed ones are judgements, not facts."""
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
    """The stakes dated by the day or undated: stated ones first, then in the order of their kinds."""
    kinds = list(StakeKind)
    found = [
        stake
        for stake in standing.dossier.stakes
        if (assessed or not stake.assessed_by) and certain_by(stake.date, standing.day)
    ]
    return sorted(found, key=lambda stake: (bool(stake.assessed_by), kinds.index(stake.kind), stake.side, stake.id))


def _crossing(standing: Standing, stake: Stake, terms: Terms) -> Iterator[str]:
    """The positions that cross a red line, according to its record: ``Northern Front accepts``."""
    if stake.kind is not StakeKind.RED_LINE:
        return
    for side, where in standing.sides.items():
        for entry in where.live:
            if entry.id in stake.crossed_by:
                yield f"{terms.side(side)} {entry.stance}"


def crossing_details(entry: PositionEntry, standing: Standing, terms: Terms, *, assessed: bool) -> Iterator[Detail]:
    """The red lines of other sides that a position crosses: ``red line of Taliban: no foreign troops``."""
    for stake in _stakes_by(standing, assessed=assessed):
        if stake.kind is StakeKind.RED_LINE and entry.id in stake.crossed_by:
            yield Detail("crosses", f"red line of {terms.side(stake.side)}: {inline(stake.statement)}")


def stake_words(stake: Stake) -> str:
    """The kind of a stake, and whether it was stated or assessed: ``red line, stated``."""
    kind = f"{stake.priority} priority" if stake.priority else stake.kind.words
    return f"{kind}, {'assessed' if stake.assessed_by else 'stated'}"
