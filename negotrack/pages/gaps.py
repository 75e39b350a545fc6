"""What is not reported, what the rest is supported by, and what the grades mean that occur."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from negotrack.analysis.figures import Gaps, has_single_source, is_ungraded, lacks_day, lacks_form, proposals_with
from negotrack.analysis.links import Blocker
from negotrack.model.records import Claim, Source
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Basis
from negotrack.pages.blocks import Block, Cell, Column, Detail, Item, Outline, Paragraph, Row, Section, Table
from negotrack.pages.days import short_day_words, span_words
from negotrack.pages.signs import CREDIBILITY_WORDS, RELIABILITY_WORDS, basis_words
from negotrack.pages.standing import status_cell
from negotrack.pages.terms import Terms
from negotrack.pages.words import capitalized, listed

_SIDES_NAMED = 12
NOTHING_MISSING = "nothing that is asked for is missing"
NOTHING_RECORDED = "nothing is on record yet"
NO_POSITION = "no position is recorded"
NO_LINK = "no link is recorded"
NO_CLAIM = "none is recorded"


class GapLine(NamedTuple):
    """One thing that is not reported, or how something is supported.

    Attributes:
        number: how often.
        label: what it is, in a word or two.
        text: the number in a few words.
        proposals: finds the ids of the proposals that it is about.
    """

    number: int
    label: str
    text: str
    proposals: Callable[[], Sequence[str]] = tuple


def missing(snapshot: Snapshot, found: Gaps, terms: Terms) -> Section:
    """What the records leave unsaid, counted."""
    table = _table(missing_lines(snapshot, found, terms))
    return Section("Not reported", (table if table.rows else Paragraph(f"{capitalized(NOTHING_MISSING)}."),))


def support(snapshot: Snapshot, found: Gaps) -> Section | None:
    """How well what is reported is supported."""
    table = _table(support_lines(snapshot, found))
    return Section("Evidence", (table,)) if table.rows else None


def missing_lines(snapshot: Snapshot, found: Gaps, terms: Terms) -> tuple[GapLine, ...]:
    """What is not reported, a line each."""
    lines = (*_of_proposals(snapshot, found, terms), *_of_positions(snapshot, found))
    return tuple(line for line in lines if line.number)


def support_lines(snapshot: Snapshot, found: Gaps) -> tuple[GapLine, ...]:
    """How well what is reported is supported, a line each."""
    sources = snapshot.negotiation.sources
    lines = (
        (found.single_source, "Single source", has_single_source),
        (found.unsupported, "No source", lambda position: not position.evidence),
        (found.collective, "One statement about several", lambda position: position.basis is Basis.COLLECTIVE),
        (found.inferred, "Inferred by the record keeper", lambda position: position.basis is Basis.INFERRED),
        (found.unjudged, "Not graded", lambda position: is_ungraded(position, sources)),
    )
    total = f"of {found.positions:,} positions"
    return tuple(
        GapLine(number, label, f"{number:,} {total}", partial(proposals_with, snapshot, holds))
        for number, label, holds in lines
        if number
    )


def grades(snapshot: Snapshot, shown: Iterable[Source]) -> Iterator[Paragraph]:
    """What the letters and digits mean that occur."""
    letters = {source.reliability for source in shown}
    digits = {
        evidence.credibility
        for standing in snapshot.standings
        for side in standing.sides.values()
        for entry in side.present
        for evidence in entry.evidence
    }
    reliability = "; ".join(f"{letter}: {words}" for letter, words in RELIABILITY_WORDS.items() if letter in letters)
    credibility = "; ".join(f"{digit}: {words}" for digit, words in CREDIBILITY_WORDS.items() if digit in digits)
    if reliability:
        yield Paragraph(f"Letters grade how reliable a source is. {reliability}.")
    if credibility:
        yield Paragraph(f"Digits grade how credible a piece of information is. {credibility}.")
    if not reliability and not credibility:
        yield Paragraph("Nobody has graded how reliable a source or how credible a statement is.")


def _of_proposals(snapshot: Snapshot, found: Gaps, terms: Terms) -> Iterator[GapLine]:
    of_all = f"of {terms.count(found.proposals)}"
    if found.claimed is not None:
        claimed = f"a source says that there are {terms.count(found.claimed)}"
        yield GapLine(abs(found.claimed - found.proposals), "Count", f"{found.proposals:,} on record; {claimed}")
    yield GapLine(len(found.contents), "Contents", f"for {len(found.contents):,} {of_all}", lambda: found.contents)
    if terms.numbered:
        yield GapLine(len(found.numbers), "Number", f"for {len(found.numbers):,} {of_all}", lambda: found.numbers)
    sides = [side for side in snapshot.negotiation.sides if found.sides[side.id]]
    if len(snapshot.negotiation.sides) <= _SIDES_NAMED:
        for side in sides:
            lacking = found.sides[side.id]
            yield GapLine(
                len(lacking), "Position", f"of {side.name} on {len(lacking):,} {of_all}", partial(tuple, lacking)
            )
    else:
        total = sum(len(found.sides[side.id]) for side in sides)
        every = len(snapshot.negotiation.sides) * found.proposals
        yield GapLine(total, "Position", f"{total:,} of {every:,}, of {len(sides):,} sides")


def _of_positions(snapshot: Snapshot, found: Gaps) -> Iterator[GapLine]:
    total = f"of {found.positions:,} positions"
    days = f"for {found.days:,} {total}{_span(snapshot, found)}"
    yield GapLine(found.days, "Day", days, partial(proposals_with, snapshot, lacks_day))
    forms = f"for {found.forms:,} {total}: spoken, written, voted, signed or announced"
    yield GapLine(found.forms, "Form", forms, partial(proposals_with, snapshot, lacks_form))


def _span(snapshot: Snapshot, found: Gaps) -> str:
    if found.undated:
        return f"; {found.undated:,} {'has' if found.undated == 1 else 'have'} no date at all"
    if not found.span:
        return ""
    inexact = (
        entry.position.deduced
        for standing in snapshot.standings
        for side in standing.sides.values()
        for entry in side.present
        if entry.date == found.span
    )
    return f", all {span_words(found.span)}{', deduced' if all(inexact) else ''}"


def _table(lines: Iterable[GapLine]) -> Table:
    rows = tuple(Row((Cell(line.label), Cell(line.text))) for line in lines)
    return Table((Column("what"), Column("how much", flexible=True)), rows, bare=True)


# ---- What waits for what ----


def waiting_words(blocker: Blocker) -> str:
    """How many wait for a proposal."""
    return f"{len(blocker.waiting):,} depend on it" if len(blocker.waiting) != 1 else "1 depends on it"


def waiting_blocks(snapshot: Snapshot, blocker: Blocker, terms: Terms) -> list[Block]:
    """What depends on a proposal, itself and by way of others, and according to whom."""
    direct = {hold.waiting for hold in blocker.direct}
    items = [
        Item(
            "Needed by",
            Cell(basis_words(hold.basis)),
            Paragraph(terms.proposal(hold.waiting)),
            source=terms.citations.words(hold.evidence),
        )
        for hold in blocker.direct
    ]
    items += [
        Item("and so by", Cell("by way of these"), Paragraph(terms.proposal(identifier)))
        for identifier in blocker.waiting
        if identifier not in direct
    ]
    standing = snapshot.known[blocker.id]
    return [Section(terms.proposal(blocker.id), (Outline(tuple(items)),), outcome=status_cell(standing.status))]


def exchange_words(path: Sequence[str], terms: Terms) -> str:
    """That proposals depend on each other, as in an exchange."""
    return f"These depend on each other: {listed([terms.proposal(each) for each in dict.fromkeys(path)])}."


def claim_blocks(claim: Claim, terms: Terms) -> list[Block]:
    """What is claimed, by whom, when, and where that is said."""
    quotes = (Detail("quote", f"“{each.quote.strip()}”", recorded=True) for each in claim.evidence if each.quote)
    note = (Detail("note", (claim.note or "").strip(), recorded=True),) if claim.note else ()
    source = f"{short_day_words(claim.date)} · {terms.citations.words(claim.evidence)}"
    item = Item("according to", Cell(claim.by), Paragraph(""), (*note, *quotes), source)
    return [Section(claim.topic, (Paragraph(claim.claim.strip(), recorded=True), Outline((item,))))]
