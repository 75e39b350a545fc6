"""What stands behind the first page: gaps, competing claims, events, people and sources."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.model.records import Event, Person, Source
from negotrack.report.document import Cell, Column, Paragraph, Section, Table, TableRow, Tone
from negotrack.report.grades import grades_explained
from negotrack.report.status import StatusReport
from negotrack.report.words import Words, sentence
from negotrack.text import safe
from negotrack.wording import DAY_NOT_REPORTED, NOT_JUDGED, short_day_words, span_words


def claims(report: StatusReport, words: Words) -> Section | None:
    """Claims in dispute, by topic."""
    blocks = tuple(
        Section(
            safe(topic.topic),
            (
                _bare(
                    ("claim", "according to"),
                    (
                        (safe(claim.claim), f"{_noted(claim.by, claim.note)} {words.brackets(claim.evidence)}")
                        for claim in topic.claims
                    ),
                ),
            ),
        )
        for topic in report.topics
    )
    return Section("Competing claims", blocks, remark="none merged, none averaged") if blocks else None


def events(report: StatusReport, words: Words) -> Section | None:
    """What happened, by date."""
    rows = (
        (short_day_words(event.date), f"{happened(event)} {words.brackets(event.evidence)}")
        for event in report.view.events
    )
    table = _bare(("date", "what happened"), rows)
    return Section("Meetings and events", (table,)) if table.rows else None


def people(report: StatusReport, words: Words) -> Section | None:
    """Who talked, by side; those of none come last."""
    known = [side.id for side in report.sides]
    of_sides = [(side, person) for side in known for person in report.negotiation.people if person.side == side]
    others = [(person.side, person) for person in report.negotiation.people if person.side not in known]
    of_none = "Neither side" if len(known) == 2 else "No side"
    rows = (
        (words.side(side) if side else of_none, f"{_person(person)} {words.brackets(person.evidence)}")
        for side, person in [*of_sides, *others]
    )
    table = _bare(("side", "who"), rows)
    return Section("Who talked", (table,)) if table.rows else None


def sources(report: StatusReport, words: Words) -> Section:
    """What everything rests on, and what the grades mean."""
    known = report.negotiation.sources
    paragraphs = [Paragraph(_source(source)) for source in known.values()] or [Paragraph("No source is recorded.")]
    if words.paragraphs_of:
        name = words.citations.name(words.paragraphs_of)
        paragraphs.append(Paragraph(f"Numbers alone in brackets are paragraphs of {name}."))
    return Section(f"Sources ({len(known):,})", (*paragraphs, *grades_explained(report)))


def _bare(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    first, *others = headings
    columns = (Column(first, flexible=True), *(Column(heading, flexible=True) for heading in others))
    return Table(columns, tuple(TableRow(tuple(_cell(text) for text in row)) for row in rows), bare=True)


def _cell(text: str) -> Cell:
    return Cell(text, tone=Tone.MISSING if text == DAY_NOT_REPORTED else Tone.PLAIN)


def _noted(text: str, note: str | None) -> str:
    return f"{safe(text)}. {safe(note, multiline=True).strip()}" if note else safe(text)


def happened(event: Event) -> str:
    """What an event was, where, and what came of it."""
    place = f" ({safe(event.place)})" if event.place and event.place not in event.title else ""
    outcome = f"; {safe(event.outcome, multiline=True).strip()}" if event.outcome else ""
    return _noted(event.title, None) + place + outcome + (f". {safe(event.note)}" if event.note else "")


def _person(person: Person) -> str:
    described = ", ".join(safe(part) for part in (person.role, person.mandate) if part)
    known = f"{safe(person.name)}: {described}" if described else safe(person.name)
    return sentence(known, safe(person.note or "", multiline=True))


def _source(source: Source) -> str:
    named = [safe(source.publisher)] if source.publisher else []
    named += [f"“{safe(source.title)}”", span_words(source.date) if source.date else DAY_NOT_REPORTED]
    reliability = f"Reliability {source.reliability}" if source.reliability else f"Reliability {NOT_JUDGED}"
    return sentence(", ".join(named), reliability, safe(source.note or "", multiline=True), safe(source.url or ""))
