"""What is not reported, in words, and what the grades mean that occur."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.gaps import Gaps, gaps
from negotrack.model.records import Evidence, Position
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Cell, Column, Paragraph, Row, Section, Table
from negotrack.pages.citations import NOT_JUDGED
from negotrack.pages.days import span_words
from negotrack.pages.signs import CREDIBILITY_WORDS, RELIABILITY_WORDS
from negotrack.pages.terms import Terms


def missing(snapshot: Snapshot, terms: Terms) -> Section:
    """What the records leave unsaid, counted."""
    found = gaps(snapshot)
    lines = [*_of_proposals(snapshot, found, terms), *_of_positions(snapshot, found, terms)]
    rows = tuple(Row((Cell(label), Cell(text))) for number, label, text in lines if number)
    block = Table((Column("what"), Column("how much", flexible=True)), rows, bare=True)
    return Section("What is not reported", (block if rows else Paragraph("Nothing that is asked for is missing."),))


def grades(snapshot: Snapshot) -> Iterator[Paragraph]:
    """What a letter and a digit stand for, and what those mean that occur."""
    letters = {source.reliability for source in snapshot.negotiation.sources.values()}
    digits = {evidence.credibility for evidence in _evidence(snapshot)}
    reliability = "; ".join(f"{letter}: {words}" for letter, words in RELIABILITY_WORDS.items() if letter in letters)
    credibility = "; ".join(f"{digit}: {words}" for digit, words in CREDIBILITY_WORDS.items() if digit in digits)
    if reliability or credibility:
        yield Paragraph(
            f"Grades: the letter is the reliability of a source ({reliability or NOT_JUDGED}), "
            f"the digit the credibility of a piece of information ({credibility or NOT_JUDGED})."
        )
    if None in letters or None in digits:
        yield Paragraph(f"{NOT_JUDGED.capitalize()}: nobody has graded it yet.")


def _of_proposals(snapshot: Snapshot, found: Gaps, terms: Terms) -> Iterator[tuple[int, str, str]]:
    of_all = f"of {terms.count(found.proposals)}"
    if found.claimed is not None:
        apart = abs(found.claimed - found.proposals)
        yield (
            apart,
            "Count",
            f"{found.proposals:,} on record; a source says that there are {terms.count(found.claimed)}",
        )
    yield len(found.contents), "Contents", f"{len(found.contents):,} {of_all}"
    yield len(found.numbers), "Number", f"{len(found.numbers):,} {of_all}"
    for side in snapshot.negotiation.sides:
        lacking = len(found.sides[side.id])
        yield lacking, "Position", f"{lacking:,} {of_all}: {side.name}"


def _of_positions(snapshot: Snapshot, found: Gaps, terms: Terms) -> Iterator[tuple[int, str, str]]:
    for number, label, text in (
        (found.days, "Day", _span(found)),
        (found.collective, "Basis", f" {_verb(found.collective, 'was', 'were')} said of the whole set"),
        (found.inferred, "Basis", f" {_verb(found.inferred, 'is', 'are')} inferred by the record keeper"),
        (found.forms, "Form", ": spoken, written, signed or announced"),
        (
            found.single_source,
            "Source",
            f" {_verb(found.single_source, 'rests', 'rest')} on a single source{_grade(snapshot, terms)}",
        ),
        (found.unsupported, "Source", f" {_verb(found.unsupported, 'rests', 'rest')} on none"),
        (found.unjudged, "Grade", ": the source, the information or both are not judged"),
    ):
        yield number, label, f"{number:,} of {found.positions:,} positions{text}"


def _verb(number: int, of_one: str, of_several: str) -> str:
    return of_one if number == 1 else of_several


def _span(found: Gaps) -> str:
    if found.undated:
        return f"; {found.undated:,} without any date"
    return f", all {span_words(found.span)}" if found.span else ""


def _grade(snapshot: Snapshot, terms: Terms) -> str:
    """The grade of every position that rests on a single source, where it is the same for all."""
    found = {
        terms.citations.grade(evidence)
        for position in _positions(snapshot)
        if len({each.source for each in position.evidence}) == 1
        for evidence in position.evidence
    }
    if len(found) != 1:
        return ""
    grade = found.pop()
    return f": {grade}" if NOT_JUDGED in grade else f", graded {grade}"


def _positions(snapshot: Snapshot) -> Iterator[Position]:
    for standing in snapshot.standings:
        for side in standing.sides.values():
            for held in side.present:
                yield held.position


def _evidence(snapshot: Snapshot) -> Iterator[Evidence]:
    for position in _positions(snapshot):
        yield from position.evidence
