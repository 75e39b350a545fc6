"""What every page says first: what it is about, how far the talks have come, and as of when it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from negotrack.model.dates import Span, parse_span
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import EventKind, PhaseKind, Release
from negotrack.pages.blocks import Page, Paragraph, Section
from negotrack.pages.days import date_words, span_words
from negotrack.pages.terms import Terms
from negotrack.pages.words import unreadable_words


def page_of(
    snapshot: Snapshot, kind: str, facts: Iterable[str], sections: Iterable[Section], lead: Iterable[str] = ()
) -> Page:
    """A page without an annex.

    Args:
        snapshot: what it tells of; which of its files could not be read is the last of the facts.
        kind: what kind of page it is.
        facts: what it covers, one line each; empty ones are left out, here as in the lead.
        sections: what it says.
        lead: the figures and what they rest on.
    """
    return Page(
        title=snapshot.negotiation.header.title,
        kind=kind,
        facts=tuple(filter(None, (*facts, unreadable_words(snapshot.problems)))),
        lead=tuple(map(Paragraph, filter(None, lead))),
        sections=tuple(sections),
    )


def phase_words(snapshot: Snapshot, terms: Terms) -> str:
    """How far the talks had come: ``Phase: failed, between … (TRT World, par. 3)``."""
    phase = snapshot.phase
    if phase is None:
        return "Phase: not reported."
    kind = str(phase.phase).replace("-", " ")
    day = f" since {span_words(phase.date)}" if phase.date and _lasts(phase.phase) else ""
    day = day or (f", {span_words(phase.date)}" if phase.date else "")
    cited = f" ({terms.citations.words(phase.evidence)})" if phase.evidence else ""
    return f"Phase: {kind}{day}{cited}."


def level_words(level: Release, *, withheld: bool) -> str:
    """Who may see a page, and whether something is left out for that."""
    if withheld:
        return (
            f"Release: {level}. Something is withheld at this level: what is not shown reads as not reported, "
            "and every figure and status is of what is shown."
        )
    return f"Release: {level}."


def covered(snapshot: Snapshot) -> str:
    """As of when a page tells."""
    if snapshot.day is not None:
        return f"As of {date_words(snapshot.day)}: what is dated later is left out."
    last = latest(snapshot.negotiation)
    return f"Latest record: {span_words(last)}." if last else "Latest record: none is dated."


def latest(negotiation: Negotiation) -> Span | None:
    """When the latest thing is on record to have happened, as exactly as that is known; None where nothing is dated."""
    found = max(filter(None, _spans(negotiation)), key=attrgetter("latest"), default=None)
    if found is None or "/" not in found.text:
        return found
    first, _, last = found.text.partition("/")
    return parse_span(first if last == ".." else last)


def has_happened(event: Event, negotiation: Negotiation) -> bool:
    """Whether an event is on record as one that took place, and not as one to come."""
    if event.kind is EventKind.DEADLINE:
        return False
    if event.date is None or event.outcome:
        return True
    sources = (negotiation.sources.get(each.source) for each in event.evidence)
    return any(source and source.date and source.date.latest >= event.date.earliest for source in sources)


def _spans(negotiation: Negotiation) -> Iterator[Span | None]:
    for dossier in negotiation.dossiers.values():
        for entry in dossier.counting.positions:
            yield entry.position.date
        for outcome in dossier.counting.outcomes:
            yield outcome.date
        yield from (entry.date for met in dossier.counting.met.values() for entry in met)
        yield from (text.date for text in dossier.texts)
    yield from (phase.date for phase in negotiation.phases if phase.phase is not PhaseKind.PLANNED)
    yield from (event.date for event in negotiation.events if has_happened(event, negotiation))
    yield from (claim.date for claim in negotiation.claims)


def _lasts(phase: PhaseKind) -> bool:
    return phase in {PhaseKind.ONGOING, PhaseKind.SUSPENDED, PhaseKind.IN_FORCE}
