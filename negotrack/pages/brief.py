"""The principal's page: on one sheet, what moved, what is outstanding and who holds it up, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from negotrack import pages
from negotrack.analysis.differences import earlier
from negotrack.analysis.links import consequences, next_events, open_asks, waiting_for_each_other
from negotrack.errors import UsageError
from negotrack.model.identifiers import WHOLE
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import EventKind, Release
from negotrack.pages.blocks import Page, Paragraph, Section, Tone
from negotrack.pages.days import date_words, short_day_words, span_words
from negotrack.pages.differences import more, moved_section
from negotrack.pages.headline import held_up_most_words, level_words, phase_words, status_words
from negotrack.pages.standing import (
    CONFLICTING_REPORTS,
    board,
    conflict_items,
    none_outstanding,
    recorder_words,
    ruled_without_effect,
    ruling_words,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import capitalized, inline, listed, sentence, unreadable_words

MOST = 10
"""The most lines in the longest sections, so that the page stays one page; the rest are counted."""
_FEW = 4
"""The most lines in the other sections."""
_LINES = 66
"""The lines on a page of A4, of 80 characters each."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the page is prepared for.

    Attributes:
        prepared: the date of the page.
        since: the day since which it shows what moved; None for no such section.
        known_by: anything recorded after this moment was not yet known on that day; None if everything was known.
        by: who prepared it; may be empty.
        reader: whom it is for; may be empty.
        level: who may see it.
        number: the number of the issue; None for a page that is not part of a series.
        follows: the number and date of the issue before it; None for a page that follows none.
        digest: identifies the state of the records that it was made from; may be empty.
        withheld: whether something is left out because of its level.
    """

    prepared: date
    since: date | None = None
    known_by: datetime | None = None
    by: str = ""
    reader: str = ""
    level: Release = Release.INTERNAL
    number: int | None = None
    follows: tuple[int, date] | None = None
    digest: str = ""
    withheld: bool = False


def check_format(name: str) -> None:
    """Check that the page can be written in a format.

    Raises:
        UsageError: it cannot.
    """
    formats = pages.writers.FORMATS
    if formats[name].data:
        known = [each for each, written_as in formats.items() if not written_as.data]
        raise UsageError(f"the principal's page has no format {name}; it is written as {', '.join(known)}")


def one_sheet(snapshot: Snapshot, occasion: Occasion) -> Page:
    """The page, with its longest sections cut until it fits one page of A4, though never below two lines."""
    before = earlier(snapshot, occasion.since, occasion.known_by) if occasion.since else None
    page = brief_page(snapshot, before, occasion)
    for most in range(MOST - 1, 1, -1):
        if pages.writers.write_page(page).count("\n") <= _LINES:
            break
        page = brief_page(snapshot, before, occasion, most)
    return page


def brief_page(snapshot: Snapshot, before: Snapshot | None, occasion: Occasion, most: int = MOST) -> Page:
    """The page that a principal takes to a meeting; its longest sections have at most ``most`` lines."""
    terms = Terms(snapshot.negotiation)
    since = date_words(occasion.since) if occasion.since else "the last page"
    number = f"No. {occasion.number}   " if occasion.number is not None else ""
    sections = (
        moved_section(before, snapshot, terms, since=since, most=most) if before else None,
        _outstanding(snapshot, terms, most) if snapshot.standings else None,
        _conflicts(snapshot, terms),
        _rulings(snapshot, terms),
        _if_then(snapshot, terms),
        _asks(snapshot, terms),
        _next(snapshot, occasion),
    )
    return Page(
        title=snapshot.negotiation.header.title,
        kind=f"{number}{occasion.level.value.upper()}",
        facts=tuple(_facts(snapshot, occasion, terms)),
        lead=tuple(_lead(snapshot, terms)),
        sections=tuple(section for section in sections if section),
    )


def issue_words(number: int, day: date) -> str:
    """The number and date of an issue of the page."""
    return f"No. {number} of {date_words(day)}"


def _facts(snapshot: Snapshot, occasion: Occasion, terms: Terms) -> Iterator[str]:
    by = f" by {occasion.by}" if occasion.by else ""
    reader = f" for {occasion.reader}" if occasion.reader else ""
    yield sentence(f"Prepared {date_words(occasion.prepared)}{by}{reader}")
    yield phase_words(snapshot, terms)
    if occasion.follows or occasion.digest:
        follows = f"follows {issue_words(*occasion.follows)}" if occasion.follows else ""
        made_from = f"made from records {occasion.digest}" if occasion.digest else ""
        yield f"{capitalized('; '.join(filter(None, (follows, made_from))))}."
    if occasion.withheld:
        yield level_words(occasion.level, withheld=True)


def _lead(snapshot: Snapshot, terms: Terms) -> Iterator[Paragraph]:
    standings = snapshot.standings
    if standings:
        counts = status_words(snapshot.by_status, len(standings))
        yield Paragraph(f"{terms.count(len(standings))}. {counts}.")
    else:
        yield Paragraph(f"No {terms.singular} is on record.")
    if most := held_up_most_words(snapshot, terms):
        yield Paragraph(most)
    if unreadable := unreadable_words(snapshot.problems):
        yield Paragraph(unreadable, Tone.AGAINST)


def _outstanding(snapshot: Snapshot, terms: Terms, most: int) -> Section:
    found = snapshot.outstanding
    title = f"Outstanding ({len(found):,})"
    if not found:
        return Section(title, (none_outstanding(snapshot, terms),))
    shown = board(found[:most], snapshot.negotiation.sides, terms)
    return Section(title, (shown, *more(found, most, "negotrack report")))


def _conflicts(snapshot: Snapshot, terms: Terms) -> Section | None:
    lines = [
        sentence(
            f"{capitalized(_short(standing.id, terms))}, {item.label}: {inline(item.text.text)}",
            f"Ruled {ruled}" if (ruled := ruled_without_effect(standing, conflict)) else "No ruling",
        )
        for standing in snapshot.conflicting
        for conflict, item in zip(standing.conflicts, conflict_items(snapshot, standing, terms), strict=True)
    ]
    return _short_section(f"{CONFLICTING_REPORTS} ({len(lines):,})", lines)


def _rulings(snapshot: Snapshot, terms: Terms) -> Section | None:
    lines = [
        sentence(
            f"{capitalized(_short(standing.id, terms))}: {inline(ruling_words(standing, ruling, terms))}",
            f"Reason: {inline(ruling.because)}",
            f"Ruled by {recorder_words(ruling)}",
        )
        for standing in snapshot.standings
        for ruling in standing.rulings
    ]
    return _short_section("Rulings", lines)


def _if_then(snapshot: Snapshot, terms: Terms) -> Section | None:
    lines = []
    for each in consequences(snapshot):
        follows = [f"{_short(name, terms)} would be {status}" for name, status in each.changes.items()]
        then = f"; {listed(follows)}" if follows else ""
        conditions = listed([_short(name, terms) for name in each.meets])
        lines.append(f"If {_short(each.proposal, terms)} is accepted, a condition of {conditions} is met{then}.")
    lines += [
        f"{capitalized(listed([_short(name, terms) for name in group]))} wait only for each other."
        for group in waiting_for_each_other(snapshot)
    ]
    return _short_section("If … then", lines)


def _asks(snapshot: Snapshot, terms: Terms) -> Section | None:
    lines = []
    for target, annotation in open_asks(snapshot):
        ask = annotation.ask
        to = f", to {ask.to}" if ask and ask.to else ""
        due = f", by {span_words(ask.due)}" if ask and ask.due else ""
        first_line = annotation.text.strip().split("\n", 1)[0].rstrip(" .")
        about = "" if target == WHOLE else f"{capitalized(_short(target, terms))}: "
        lines.append(f"{about}{_clipped(first_line, 100)}{to}{due} ({annotation.author}).")
    return _short_section(f"Open asks ({len(lines):,})", lines, "negotrack annotations --asks")


def _next(snapshot: Snapshot, occasion: Occasion) -> Section | None:
    found = next_events(snapshot, occasion.prepared)
    if snapshot.day:  # only deadlines are known to have been planned by then
        found = tuple(event for event in found if event.kind is EventKind.DEADLINE)
    return _short_section("Next", [f"{short_day_words(event.date)}: {inline(event.title)}." for event in found])


def _short_section(title: str, lines: Sequence[str], command: str = "negotrack report") -> Section | None:
    """The first few lines, how many more there are, and which command prints them; None if there are no lines."""
    if not lines:
        return None
    return Section(title, (*map(Paragraph, lines[:_FEW]), *more(lines, _FEW, command)))


def _short(identifier: str, terms: Terms) -> str:
    """A proposal in as few words as identify it: its number, else its title, else its id."""
    dossier = terms.negotiation.dossiers.get(identifier)
    if dossier is None or dossier.proposal.nameless:
        return identifier
    number, title = dossier.proposal.number, inline(dossier.proposal.title)
    return f"number {number}" if number is not None else f"“{_clipped(title, 48)}”"


def _clipped(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
