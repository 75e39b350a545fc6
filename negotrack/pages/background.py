"""What stands behind the positions: competing claims, events, people and sources."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.analysis.claims import topics
from negotrack.model.records import Event, Person, Source
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Cell, Column, Paragraph, Row, Section, Table, Tone
from negotrack.pages.citations import NOT_JUDGED
from negotrack.pages.days import DAY_NOT_REPORTED, short_day_words, span_words
from negotrack.pages.gaps import grades
from negotrack.pages.terms import Terms
from negotrack.pages.words import inline, sentence


def claims(snapshot: Snapshot, terms: Terms) -> Section | None:
    """Claims in dispute, by topic."""
    blocks = tuple(
        Section(
            topic.topic,
            (
                _bare(
                    ("claim", "according to"),
                    (
                        (inline(claim.claim), f"{_noted(claim.by, claim.note)} {terms.brackets(claim.evidence)}")
                        for claim in topic.claims
                    ),
                ),
            ),
        )
        for topic in topics(snapshot)
    )
    return Section("Competing claims", blocks, remark="none merged, none averaged") if blocks else None


def events(snapshot: Snapshot, terms: Terms) -> Section | None:
    """What happened, by date."""
    rows = (
        (short_day_words(event.date), f"{event_words(event)} {terms.brackets(event.evidence)}")
        for event in snapshot.events
    )
    table = _bare(("date", "what happened"), rows)
    return Section("Meetings and events", (table,)) if table.rows else None


def people(snapshot: Snapshot, terms: Terms) -> Section | None:
    """Who talked, by side; those of none come last."""
    negotiation = snapshot.negotiation
    known = negotiation.side_ids
    of_sides = [(side, person) for side in known for person in negotiation.people if person.side == side]
    others = [(person.side, person) for person in negotiation.people if person.side not in known]
    of_none = "Neither side" if len(known) == 2 else "No side"
    rows = (
        (terms.side(side) if side else of_none, f"{_person(person)} {terms.brackets(person.evidence)}")
        for side, person in [*of_sides, *others]
    )
    table = _bare(("side", "who"), rows)
    return Section("Who talked", (table,)) if table.rows else None


def sources(snapshot: Snapshot, terms: Terms) -> Section:
    """What everything rests on, and what the grades mean."""
    known = snapshot.negotiation.sources
    paragraphs = [Paragraph(_source(source)) for source in known.values()] or [Paragraph("No source is recorded.")]
    if terms.paragraphs_of:
        name = terms.citations.name(terms.paragraphs_of)
        paragraphs.append(Paragraph(f"Numbers alone in brackets are paragraphs of {name}."))
    return Section(f"Sources ({len(known):,})", (*paragraphs, *grades(snapshot)))


def event_words(event: Event) -> str:
    """What an event was, where, and what came of it."""
    place = f" ({event.place})" if event.place and event.place not in event.title else ""
    outcome = f"; {inline(event.outcome)}" if event.outcome else ""
    note = f". {inline(event.note)}" if event.note else ""
    return f"{inline(event.title)}{place}{outcome}{note}"


def _bare(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    columns = tuple(Column(heading, flexible=True) for heading in headings)
    return Table(columns, tuple(Row(tuple(_cell(text) for text in row)) for row in rows), bare=True)


def _cell(text: str) -> Cell:
    return Cell(text, tone=Tone.MISSING if text == DAY_NOT_REPORTED else Tone.PLAIN)


def _noted(text: str, note: str | None) -> str:
    return f"{text}. {inline(note)}" if note else text


def _person(person: Person) -> str:
    described = ", ".join(inline(part) for part in (person.role, person.mandate) if part)
    return sentence(f"{person.name}: {described}" if described else person.name, inline(person.note))


def _source(source: Source) -> str:
    named = [source.publisher] if source.publisher else []
    named += [f"“{source.title}”", span_words(source.date) if source.date else DAY_NOT_REPORTED]
    reliability = f"Reliability {source.reliability or NOT_JUDGED}"
    return sentence(", ".join(named), reliability, inline(source.note), source.url or "")
