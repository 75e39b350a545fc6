"""What comes first: what a report covers, the figures with what is not settled beside them, what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from negotrack.analysis.statements import Acceptances, acceptances
from negotrack.analysis.totals import Totals, totals
from negotrack.model.dates import Span
from negotrack.model.negotiation import Negotiation
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Relation
from negotrack.pages.blocks import Paragraph, Tone
from negotrack.pages.days import date_words
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted, listed, number_words, unreadable_words

_NUMBERS_NAMED = 8


def facts(snapshot: Snapshot, selection: Selection, terms: Terms) -> tuple[str, ...]:
    """What a report covers, one line each."""
    names = [side.name for side in selection.ordered(snapshot.negotiation)]
    shown = ""
    if selection.statuses:
        shown = f"Shown: {terms.plural} that are {' or '.join(selection.statuses)}; the figures are those of all."
    return tuple(line for line in (_sides(names), _covered(snapshot), shown) if line)


def headline(snapshot: Snapshot, selection: Selection, terms: Terms) -> tuple[Paragraph, ...]:
    """The figures, what they rest on, and what the negotiation is about."""
    pair = selection.pair(snapshot.negotiation)
    one, other = (*pair, "", "")[:2]
    found = totals(snapshot, one, other)
    figures = " ".join([_outcomes(snapshot, found, terms), *_uncounted(found, terms)])
    paragraphs = [
        Paragraph(figures),
        Paragraph(f"{_not_settled(snapshot, found)} {_relations(snapshot, pair, found, terms)}".strip()),
        Paragraph(unreadable_words(snapshot.problems), Tone.AGAINST),
        Paragraph(rests_on(acceptances(snapshot), terms)),
        Paragraph((snapshot.negotiation.header.summary or "").strip(), recorded=True),
    ]
    return tuple(paragraph for paragraph in paragraphs if paragraph.text)


def latest(negotiation: Negotiation) -> date | None:
    """The latest day that any record is dated by; None where none is dated."""
    return max((span.latest for span in _spans(negotiation) if span), default=None)


def _spans(negotiation: Negotiation) -> Iterator[Span | None]:
    yield from (held.position.date for dossier in negotiation.dossiers.values() for held in dossier.held)
    yield from (event.date for event in negotiation.events)
    yield from (claim.date for claim in negotiation.claims)
    yield from (source.date for source in negotiation.sources.values())


def _sides(names: Sequence[str]) -> str:
    if len(names) < 2:
        return f"Sides: {names[0]}; no other is known." if names else "Sides: not known."
    if len(names) == 2:
        return f"Sides: {', '.join(names)}."
    return f"Sides compared: {listed(names[:2])}. Beside them: {', '.join(names[2:])}."


def _covered(snapshot: Snapshot) -> str:
    if snapshot.day is not None:
        return f"As of: {date_words(snapshot.day)}. What is dated later is left out."
    last = latest(snapshot.negotiation)
    return f"As of: all records, the latest of {date_words(last)}." if last else "As of: all records; none is dated."


def _outcomes(snapshot: Snapshot, found: Totals, terms: Terms) -> str:
    if not found.proposals:
        return f"No {terms.plural} to report on."
    outcomes = [
        f"{number:,} {status}{of_them_contested(found.contested_by_status[status])}"
        for status, number in found.by_status.items()
        if number
    ]
    recorded = terms.count(found.proposals)
    claimed = snapshot.negotiation.header.claimed_count
    if claimed is not None and claimed != found.proposals:
        recorded = f"{recorded} on record, of {claimed:,} that there are said to be"
    return f"{recorded}, {found.described:,} described, {found.numbered:,} numbered: {', '.join(outcomes)}."


def of_them_contested(number: int) -> str:
    """What has to be said behind a number of which some are contested."""
    return f" ({number:,} contested)" if number else ""


def _uncounted(found: Totals, terms: Terms) -> list[str]:
    return [f"{terms.count(found.uncounted)} of a later day left out."] if found.uncounted else []


def _not_settled(snapshot: Snapshot, found: Totals) -> str:
    total = found.unsettled
    if not total:
        return "Not settled: none."
    proposals = [each.dossier.proposal for each in snapshot.unsettled]
    numbers = [number_words(proposal) for proposal in proposals if proposal.number is not None]
    named = [f"number {numbers[0]}" if len(numbers) == 1 else f"numbers {listed(numbers)}"] if numbers else []
    if total > len(numbers):
        named.append(f"{total - len(numbers):,} whose number is unknown" if total > 1 else "number unknown")
    which = f", {listed(named)}" if len(numbers) <= _NUMBERS_NAMED else ""
    contested = found.contested
    how = f"; {f'{contested:,} of them' if total > 1 else 'it is'} contested" if contested else ""
    return f"Not settled: {total:,}{which}{how}."


def _relations(snapshot: Snapshot, pair: Sequence[str], figures: Totals, terms: Terms) -> str:
    if len(pair) < 2:
        return ""
    found = figures.relations
    both = [
        f"{verb} {found[relation]:,}{of_them_contested(figures.contested_relations[relation])}"
        for relation, verb in (
            (Relation.AGREE, "agree on"),
            (Relation.DIFFER, "differ on"),
            (Relation.PARTIAL, "are partly apart on"),
        )
        if found[relation]
    ]
    who = "The sides" if len(snapshot.negotiation.sides) == 2 else listed([terms.side(side) for side in pair])
    pieces = [f"{who} {listed(both)}"] if both else []
    if found[Relation.ONE_SIDED]:
        pieces.append(f"on {found[Relation.ONE_SIDED]:,} only one of them is reported")
    if found[Relation.UNKNOWN]:
        pieces.append(f"on {found[Relation.UNKNOWN]:,} neither is reported")
    said = "; ".join(pieces)
    return f"{said[0].upper()}{said[1:]}.{only_possible(figures)}" if said else ""


def only_possible(found: Totals) -> str:
    """What has to be said of relations to which a position counts that may be of a later day."""
    number = found.possible
    both = sum(found.relations[each] for each in (Relation.AGREE, Relation.DIFFER, Relation.PARTIAL))
    if not number:
        return ""
    where = f"On {number:,} of these {both:,}" if number < both else "On all of these" if both > 1 else "There"
    return f" {where} it is only possible: a position may be of a later day."


def rests_on(found: Acceptances, terms: Terms) -> str:
    """What the acceptances rest on, where that has to be said; else nothing."""
    sentences = []
    if found.collective:
        whole = found.collective == found.accepted
        share = _share(found.collective, found)
        noun = "acceptance rests" if found.accepted == 1 else "acceptances rest"
        which = f"{share[0].upper()}{share[1:]} {noun}"
        if len(found.statements) == 1:
            cited = terms.citations.words(found.statements[0].evidence)
            rests = f"{which} on one statement about the whole set ({cited})"
        else:
            rests = f"{which} on {counted(len(found.statements), 'statement')} about whole sets"
        single = f"; none is reported of a {terms.singular} by itself" if whole else ""
        sentences.append(f"{rests}{single}.")
    if found.unsupported:
        sentences.append(f"For {_share(found.unsupported, found)} accepted no side is reported to have agreed.")
    if found.undescribed:
        sentences.append(f"For {_share(found.undescribed, found)} accepted the contents are not reported.")
    return " ".join(sentences)


def _share(number: int, found: Acceptances) -> str:
    if number < found.accepted:
        return f"{number:,} of the {found.accepted:,}"
    return f"all {number:,}" if number > 1 else "the one"
