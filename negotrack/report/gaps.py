"""What is not reported, in words."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.report.document import Cell, Column, Paragraph, Section, Table, TableRow
from negotrack.report.status import StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import NOT_JUDGED, span_words


def missing(report: StatusReport, words: Words) -> Section:
    """What the records leave unsaid, counted."""
    lines = [*_of_proposals(report, words), *_of_positions(report, words)]
    rows = tuple(TableRow((Cell(label), Cell(text))) for number, label, text in lines if number)
    block = Table((Column("what"), Column("how much", flexible=True)), rows, bare=True)
    return Section("What is not reported", (block if rows else Paragraph("Nothing that is asked for is missing."),))


def _of_proposals(report: StatusReport, words: Words) -> Iterator[tuple[int, str, str]]:
    gaps = report.gaps
    of_all = f"of {words.count(gaps.proposals)}"
    if gaps.claimed is not None:
        apart = abs(gaps.claimed - gaps.proposals)
        yield apart, "Count", f"{gaps.proposals:,} on record; a source says that there are {words.count(gaps.claimed)}"
    yield len(gaps.contents), "Contents", f"{len(gaps.contents):,} {of_all}"
    yield len(gaps.numbers), "Number", f"{len(gaps.numbers):,} {of_all}"
    for side in report.sides:
        lacking = len(gaps.sides[side.id])
        yield lacking, "Position", f"{lacking:,} {of_all}: {safe(side.name)}"


def _of_positions(report: StatusReport, words: Words) -> Iterator[tuple[int, str, str]]:
    gaps = report.gaps
    for number, label, text in (
        (gaps.days, "Day", _span(report)),
        (gaps.collective, "Basis", f" {_verb(gaps.collective, 'was', 'were')} said of the whole set"),
        (gaps.inferred, "Basis", f" {_verb(gaps.inferred, 'is', 'are')} inferred by the record keeper"),
        (gaps.forms, "Form", ": spoken, written, signed or announced"),
        (
            gaps.single_source,
            "Source",
            f" {_verb(gaps.single_source, 'rests', 'rest')} on a single source{_grade(report, words)}",
        ),
        (gaps.unsupported, "Source", f" {_verb(gaps.unsupported, 'rests', 'rest')} on none"),
        (gaps.unjudged, "Grade", ": the source, the information or both are not judged"),
    ):
        yield number, label, f"{number:,} of {gaps.positions:,} positions{text}"


def _verb(number: int, of_one: str, of_several: str) -> str:
    return of_one if number == 1 else of_several


def _span(report: StatusReport) -> str:
    gaps = report.gaps
    if gaps.undated:
        return f"; {gaps.undated:,} without any date"
    return f", all {span_words(gaps.span)}" if gaps.span else ""


def _grade(report: StatusReport, words: Words) -> str:
    """The grade of every position that rests on a single source, where it is the same for all."""
    grades = {
        words.citations.grade(evidence)
        for standing in report.view.standings
        for side in standing.sides.values()
        for held in side.present
        if len({each.source for each in held.position.evidence}) == 1
        for evidence in held.position.evidence
    }
    if len(grades) != 1:
        return ""
    grade = grades.pop()
    return f": {grade}" if NOT_JUDGED in grade else f", graded {grade}"
