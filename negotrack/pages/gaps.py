"""What is not reported, what the rest is supported by, and what the grades mean that occur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.analysis.gaps import Gaps, gaps
from negotrack.model.records import Source
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Cell, Column, Paragraph, Row, Section, Table
from negotrack.pages.days import span_words
from negotrack.pages.signs import CREDIBILITY_WORDS, RELIABILITY_WORDS
from negotrack.pages.terms import Terms

_SIDES_NAMED = 12


def missing(snapshot: Snapshot, terms: Terms) -> Section:
    """What the records leave unsaid, counted."""
    found = gaps(snapshot)
    table = _table((*_of_proposals(snapshot, found, terms), *_of_positions(snapshot, found)))
    return Section("Not reported", (table if table.rows else Paragraph("Nothing that is asked for is missing."),))


def support(snapshot: Snapshot) -> Section | None:
    """How well what is reported is supported."""
    found = gaps(snapshot)
    total = f"of {found.positions:,} positions"
    table = _table(
        (
            (found.single_source, "Single source", f"{found.single_source:,} {total}"),
            (found.unsupported, "No source", f"{found.unsupported:,} {total}"),
            (found.collective, "One statement about several", f"{found.collective:,} {total}"),
            (found.inferred, "Inferred by the record keeper", f"{found.inferred:,} {total}"),
            (found.unjudged, "Not graded", f"{found.unjudged:,} {total}"),
        )
    )
    return Section("Evidence", (table,)) if table.rows else None


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


def _of_proposals(snapshot: Snapshot, found: Gaps, terms: Terms) -> Iterator[tuple[int, str, str]]:
    of_all = f"of {terms.count(found.proposals)}"
    if found.claimed is not None:
        claimed = f"a source says that there are {terms.count(found.claimed)}"
        yield abs(found.claimed - found.proposals), "Count", f"{found.proposals:,} on record; {claimed}"
    yield len(found.contents), "Contents", f"for {len(found.contents):,} {of_all}"
    if terms.numbered:
        yield len(found.numbers), "Number", f"for {len(found.numbers):,} {of_all}"
    sides = snapshot.negotiation.sides
    lacking = {side.name: len(found.sides[side.id]) for side in sides if found.sides[side.id]}
    if len(sides) <= _SIDES_NAMED:
        for name, number in lacking.items():
            yield number, "Position", f"of {name} on {number:,} {of_all}"
    else:
        all_told = sum(lacking.values())
        yield all_told, "Position", f"{all_told:,} of {len(sides) * found.proposals:,}, of {len(lacking):,} sides"


def _of_positions(snapshot: Snapshot, found: Gaps) -> Iterator[tuple[int, str, str]]:
    total = f"of {found.positions:,} positions"
    yield found.days, "Day", f"for {found.days:,} {total}{_span(snapshot, found)}"
    forms = "spoken, written, voted, signed or announced"
    yield found.forms, "Form", f"for {found.forms:,} {total}: {forms}"


def _span(snapshot: Snapshot, found: Gaps) -> str:
    if found.undated:
        return f"; {found.undated:,} have no date at all"
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


def _table(lines: Iterable[tuple[int, str, str]]) -> Table:
    rows = tuple(Row((Cell(label), Cell(text))) for number, label, text in lines if number)
    return Table((Column("what"), Column("how much", flexible=True)), rows, bare=True)
