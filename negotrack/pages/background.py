"""What stands behind the positions: claims, events, people and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotrack.model.dates import certain_by, possible_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.records import Claim, Event, Evidence, Person, Phase, Source
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Cell, Column, Paragraph, Row, Section, Table, Tone
from negotrack.pages.days import DAY_NOT_REPORTED, short_day_words, span_words
from negotrack.pages.facts import has_happened, latest
from negotrack.pages.gaps import grades
from negotrack.pages.headline import hindsight
from negotrack.pages.terms import Terms
from negotrack.pages.words import capitalized, inline, sentence


def claims(snapshot: Snapshot, terms: Terms) -> Section | None:
    """What is claimed, by topic; whether claims of one topic compete is for the reader to say."""
    blocks = tuple(
        Section(
            topic,
            (_bare(("claim", "according to"), ((inline(claim.claim), _by(claim, terms)) for claim in found)),),
            remark=f"{len(found)} claims" if len(found) > 1 else "",
        )
        for topic, found in snapshot.claims.items()
    )
    several = any(len(found) > 1 for found in snapshot.claims.values())
    remark = "those on one matter stand together; none is merged, none averaged" if several else ""
    undated = any(claim.date is None for found in snapshot.claims.values() for claim in found)
    known_then = (Paragraph(hindsight(snapshot), Tone.MISSING),) if snapshot.day and undated else ()
    return Section("Claims", (*known_then, *blocks), remark=remark) if blocks else None


def events(snapshot: Snapshot, terms: Terms) -> Section | None:
    """What happened, by date."""
    to_come = _to_come(snapshot)
    table = _events([event for event in snapshot.events if event not in to_come], snapshot, terms)
    return Section("Meetings and events", (table,)) if table.rows else None


def ahead(snapshot: Snapshot, terms: Terms) -> Section | None:
    """What is on record as still to come; as of a day, nothing later than that is shown."""
    found = _to_come(snapshot)
    return Section("Ahead", (_events(found, snapshot, terms),)) if found else None


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
    known_then = (Paragraph(hindsight(snapshot), Tone.MISSING),) if snapshot.day else ()
    return Section("Delegations and mediators", (*known_then, table)) if table.rows else None


def sources(snapshot: Snapshot, terms: Terms, cited: Iterable[Evidence]) -> Section:
    """What everything rests on, and what the grades mean; as of a day, only what is cited by what is shown."""
    known = snapshot.negotiation.sources
    names = {evidence.source for evidence in cited}
    shown = [source for source in known.values() if snapshot.day is None or source.id in names]
    paragraphs = [Paragraph(_source(source)) for source in shown] or [Paragraph("No source is recorded.")]
    if terms.only_source in names and shown:
        paragraphs.append(Paragraph(f"Where brackets hold only a place, it is in {terms.citations.name(shown[0].id)}."))
    return Section(f"Sources ({len(shown):,})", (*paragraphs, *grades(snapshot, shown)))


def cited(snapshot: Snapshot) -> Iterator[Evidence]:
    """Everything that is cited by what is shown of a day."""
    return (evidence for each in _citing(snapshot) for evidence in each.evidence)


def _citing(snapshot: Snapshot) -> Iterator[PositionEntry | OutcomeEntry | Event | Person | Claim | Phase]:
    for standing in snapshot.standings:
        for side in standing.sides.values():
            yield from side.present
        outcomes = standing.dossier.counting.outcomes
        yield from (outcome for outcome in outcomes if possible_by(outcome.date, snapshot.day))
    yield from snapshot.events
    yield from snapshot.negotiation.people
    for found in snapshot.claims.values():
        yield from found
    yield from [snapshot.phase] if snapshot.phase else []


def event_words(event: Event) -> str:
    """What an event was, where, and what came of it."""
    place = f" ({event.place})" if event.place and event.place not in event.title else ""
    outcome = f"; {inline(event.outcome)}" if event.outcome else ""
    note = f". {inline(event.note)}" if event.note else ""
    return f"{inline(event.title)}{place}{outcome}{note}"


def _to_come(snapshot: Snapshot) -> list[Event]:
    """The events that are later than everything that is on record to have happened."""
    last = latest(snapshot.negotiation)
    if snapshot.day or last is None:
        return []
    later = (event for event in snapshot.events if event.date and event.date.earliest > last.latest)
    return [event for event in later if not has_happened(event, snapshot.negotiation)]


def _events(found: Iterable[Event], snapshot: Snapshot, terms: Terms) -> Table:
    return _bare(
        ("date", "what happened"),
        (
            (
                f"{short_day_words(event.date)}{_possible(event, snapshot)}",
                f"{event_words(event)} {terms.brackets(event.evidence)}",
            )
            for event in found
        ),
    )


def _possible(event: Event, snapshot: Snapshot) -> str:
    return "" if certain_by(event.date, snapshot.day) else ", possible"


def _bare(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    columns = tuple(Column(heading, flexible=True) for heading in headings)
    return Table(columns, tuple(Row(tuple(_cell(text) for text in row)) for row in rows), bare=True)


def _cell(text: str) -> Cell:
    return Cell(text, tone=Tone.MISSING if text == DAY_NOT_REPORTED else Tone.PLAIN)


def _by(claim: Claim, terms: Terms) -> str:
    """Who claims something, when, and where that stands."""
    who = sentence(claim.by, inline(claim.note)) if claim.note else claim.by
    where = terms.brackets(claim.evidence)
    return f"{who} ({short_day_words(claim.date)}; {where[1:]}" if claim.date else f"{who} {where}"


def _person(person: Person) -> str:
    named = f"{person.name}: {person.role}" if person.role else person.name
    more = (capitalized(inline(person.mandate)), inline(person.note))
    return sentence(named, *more) if any(more) else named


def _source(source: Source) -> str:
    named = [source.publisher] if source.publisher else []
    named += [f"“{source.title}”", span_words(source.date) if source.date else DAY_NOT_REPORTED]
    reliability = f"Reliability {source.reliability}" if source.reliability else ""
    return sentence(", ".join(named), reliability, inline(source.note), source.url or "")
