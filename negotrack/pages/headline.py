"""The top of a page: what it is about and as of when; the figures, and what they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from negotrack.analysis.figures import Acceptances, CollectiveStatement, acceptances
from negotrack.analysis.links import holding_up_most
from negotrack.model.dates import Span, parse_span
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Event, Person, Side
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Decision, EventKind, PhaseKind, Release, Stance, Status
from negotrack.pages.blocks import Page, Paragraph, Section, Tone
from negotrack.pages.days import date_words, span_words
from negotrack.pages.selection import Selection
from negotrack.pages.standing import held_up_words
from negotrack.pages.terms import Terms
from negotrack.pages.words import (
    BLIND,
    CONTENTS_NOT_REPORTED,
    all_read,
    are,
    capitalized,
    counted,
    listed,
    unreadable_words,
)


def page_of(
    snapshot: Snapshot, kind: str, facts: Iterable[str], sections: Iterable[Section], lead: Iterable[str] = ()
) -> Page:
    """A page without an annex; empty lines are left out, and the last of the facts names files that cannot be read."""
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
    since = " since" if phase.phase in {PhaseKind.ONGOING, PhaseKind.SUSPENDED, PhaseKind.IN_FORCE} else ","
    day = f"{since} {span_words(phase.date)}" if phase.date else ""
    cited = f" ({terms.citations.words(phase.evidence)})" if phase.evidence else ""
    return f"Phase: {kind}{day}{cited}."


def level_words(level: Release, *, withheld: bool) -> str:
    """Who may see a page, and whether something is withheld from it."""
    if withheld:
        return (
            f"Release: {level}. Something is withheld at this level: what is not shown reads as not reported, "
            "and every figure and status is based on what is shown."
        )
    return f"Release: {level}."


def covered(snapshot: Snapshot) -> str:
    """As of when a page is: the day that was asked for, else the day of the latest record."""
    if snapshot.day is not None:
        return f"As of {date_words(snapshot.day)}: what is dated later is left out."
    last = latest(snapshot.negotiation)
    return f"Latest record: {span_words(last)}." if last else "Latest record: none is dated."


def latest(negotiation: Negotiation) -> Span | None:
    """When the latest recorded thing happened, as precisely as that is known; None if nothing is dated."""
    found = {id(span): span for span in _spans(negotiation) if span}.values()  # thousands share a few spans
    day = max((each.latest for each in found), default=None)
    ends = (_end(each) for each in found if each.latest == day)
    return max(ends, key=lambda each: (each.earliest, not each.about_last), default=None)


def _end(span: Span) -> Span:
    """The end of a span, or its start if it has no end."""
    first, slash, last = span.text.partition("/")
    return parse_span(first if last == ".." else last) if slash else span


def has_happened(event: Event, negotiation: Negotiation) -> bool:
    """Whether an event is on record as having taken place, rather than as still to come."""
    if event.kind is EventKind.DEADLINE:
        return False
    if event.date is None or event.outcome:
        return True
    sources = (negotiation.sources.get(each.source) for each in event.evidence)
    return any(source and source.date and source.date.latest >= event.date.earliest for source in sources)


def _spans(negotiation: Negotiation) -> Iterator[Span | None]:
    dossiers = negotiation.dossiers.values()
    counting = [dossier.counting for dossier in dossiers]
    yield from [entry.position.date for each in counting for entry in each.positions]
    yield from [outcome.date for each in counting for outcome in each.outcomes]
    yield from [entry.date for each in counting for met in each.met.values() for entry in met]
    yield from [text.date for dossier in dossiers for text in dossier.texts]
    yield from [phase.date for phase in negotiation.phases if phase.phase is not PhaseKind.PLANNED]
    yield from [event.date for event in negotiation.events if has_happened(event, negotiation)]
    yield from [claim.date for claim in negotiation.claims]


# ---- The figures of a report, and what is outstanding ----

_NAMED = 12
"""The most sides or proposal numbers to name."""
_LEADER = "leader"


def facts(snapshot: Snapshot, selection: Selection, terms: Terms) -> tuple[str, ...]:
    """What a report covers, one line each."""
    if snapshot.day and not snapshot.standings:
        return (f"As of {date_words(snapshot.day)}.",)
    lines = [phase_words(snapshot, terms), *_sides(snapshot, selection, terms), covered(snapshot)]
    if snapshot.negotiation.header.blind:
        lines.append(BLIND)
    if selection.level:
        lines.append(level_words(selection.level, withheld=selection.withheld))
    if selection.statuses:
        statuses = " or ".join(selection.statuses)
        lines.append(f"Shown: {terms.plural} that are {statuses}; the figures cover all {terms.plural}.")
    return tuple(lines)


def headline(snapshot: Snapshot, terms: Terms) -> tuple[Paragraph, ...]:
    """The figures, what they rest on, and what the negotiation is about."""
    unreadable = Paragraph(unreadable_words(snapshot.problems), Tone.AGAINST)
    if not snapshot.standings:
        by = f" by {date_words(snapshot.day)}" if snapshot.day else ""
        nothing = Paragraph(f"Nothing is on record{by}.")
        return tuple(each for each in (nothing, unreadable) if each.text)
    paragraphs = (
        Paragraph(f"{_figures(snapshot, terms)} {outstanding_words(snapshot, terms)}"),
        unreadable,
        Paragraph(_uncoded_words(snapshot)),
        Paragraph(rests_on(acceptances(snapshot), snapshot, terms)),
        *summary(snapshot),
    )
    return tuple(paragraph for paragraph in paragraphs if paragraph.text)


def summary(snapshot: Snapshot) -> tuple[Paragraph, ...]:
    """What the negotiation is about; as of a day, under a note of what was known when that was written."""
    return without_day(snapshot, (snapshot.negotiation.header.summary or "").strip())


def without_day(snapshot: Snapshot, text: str) -> tuple[Paragraph, ...]:
    """A text without a date; as of a day, under a note of what was known when it was written."""
    return (*hindsight(snapshot), Paragraph(text, recorded=True)) if text else ()


def hindsight(snapshot: Snapshot) -> tuple[Paragraph, ...]:
    """As of a day, a note to put above undated text, which may reflect later events; else nothing."""
    if not snapshot.day:
        return ()
    last = latest(snapshot.negotiation)
    known = f"records up to {span_words(last)}" if last else "everything on record"
    return (Paragraph(f"Written with knowledge of {known}:", Tone.MISSING),)


def outstanding_words(snapshot: Snapshot, terms: Terms) -> str:
    """What is outstanding, and who holds it up."""
    found = snapshot.outstanding
    if not found:
        return "Outstanding: none."
    if len(found) == 1:
        number, title = found[0].dossier.proposal.number, found[0].dossier.proposal.title
        named = f"number {number}" if number is not None else title or f"1, {CONTENTS_NOT_REPORTED}"
        held = held_up_words(found[0], terms)
        return f"Outstanding: {named}{f', {held}' if held else ''}."
    few = found if len(found) <= _NAMED else ()
    numbers = [str(number) for each in few if (number := each.dossier.proposal.number) is not None]
    which = f": numbers {listed(sorted(numbers, key=natural))}" if len(numbers) == len(found) else ""
    most = held_up_most_words(snapshot, terms)
    return f"Outstanding: {len(found):,} of {len(snapshot.standings):,}{which}.{f' {most}' if most else ''}"


def held_up_most_words(snapshot: Snapshot, terms: Terms) -> str:
    """Which side holds up the most, if several proposals are outstanding; empty if no side stands out."""
    most = holding_up_most(snapshot) if len(snapshot.outstanding) > 1 else None
    return f"Held up most by {terms.side(most[0])} ({most[1]:,} of {len(snapshot.outstanding):,})." if most else ""


def _uncoded_words(snapshot: Snapshot) -> str:
    """How many of the statements that are shown have not been coded yet; empty if none."""
    not_counted = [where for each in snapshot.standings for where in each.sides.values() if not where.live]
    number = sum(where.stance is Stance.NOT_CODED for where in not_counted)
    if not number:
        return ""
    decide = "decides" if number == 1 else "decide"
    return f"{capitalized(counted(number, 'statement'))} {are(number)} not coded yet, and {decide} nothing."


def rests_on(found: Acceptances, snapshot: Snapshot, terms: Terms) -> str:
    """What the acceptances rest on; empty if that need not be said."""
    sentences = []
    if found.collective:
        whole = found.collective == found.accepted
        share = _share(found.collective, found.accepted)
        verb = "rests" if found.collective == 1 else "rest"
        if len(found.statements) == 1:
            statement = found.statements[0]
            cited = terms.citations.words(statement.evidence)
            rests = f"{share} {verb} on one statement about {_covered(statement, snapshot, terms)} ({cited})"
        else:
            rests = f"{share} {verb} on {len(found.statements)} statements, each about several {terms.plural}"
        single = f"; none is reported of a {terms.singular} by itself" if whole and found.collective > 1 else ""
        sentences.append(f"{rests}{single}.")
    if found.unsupported:
        which = _of_them(found.unsupported, found.accepted)
        sentences.append(f"For {which} no side that decides is reported to have agreed.")
    if found.undescribed:
        sentences.append(f"For {_of_them(found.undescribed, found.accepted)} the contents are not reported.")
    return " ".join(sentences)


def status_words(counts: Counter[Status], total: int) -> str:
    """How many proposals have each status: ``11 are reported as accepted, 1 as rejected; 3 are open``."""
    reported = [(status, counts[status]) for status in _REPORTED if counts[status]]
    pieces = []
    if reported:
        (first, number), *others = reported
        more = [f"{count:,} as {each}" for each, count in others]
        pieces.append(", ".join([f"{_so_many(number, total)} reported as {first}", *more]))
    if opened := counts[Status.OPEN]:
        pieces.append(f"{_so_many(opened, total)} open")
    if conflicting := counts[Status.CONFLICTING]:
        pieces.append("the reports conflict" if total == 1 else f"on {conflicting:,} the reports conflict")
    return capitalized("; ".join(pieces))


def _so_many(number: int, total: int) -> str:
    """The start of a sentence about some or all of the proposals: ``all 12 are``."""
    if total == 1:
        return "it is"
    return f"all {number:,} are" if number == total else f"{number:,} {are(number)}"


_REPORTED = (Status.ACCEPTED, Status.CONDITIONAL, Status.REJECTED, Status.WITHDRAWN)


def _figures(snapshot: Snapshot, terms: Terms) -> str:
    proposals = [each.dossier.proposal for each in snapshot.standings]
    total = len(proposals)
    described = sum(each.described for each in proposals)
    numbered = sum(each.number is not None for each in proposals)
    claimed = snapshot.negotiation.header.claimed_count
    recorded = terms.count(total)
    if claimed is not None and claimed != total:
        recorded = f"{recorded} on record, of {claimed:,} that are said to exist"
    counts = ", ".join(
        [
            recorded,
            _part(described, total, "described"),
            *([_part(numbered, total, "numbered")] if terms.numbered else []),
        ]
    )
    later = len(snapshot.known) - total
    left_out = f" {capitalized(terms.count(later))} of a later day {are(later)} left out." if later else ""
    return f"{counts}. {status_words(snapshot.by_status, total)}.{left_out}"


def _part(number: int, total: int, word: str) -> str:
    return f"all {word}" if number == total > 1 else f"none {word}" if not number else f"{number:,} {word}"


def _sides(snapshot: Snapshot, selection: Selection, terms: Terms) -> list[str]:
    sides = selection.ordered(snapshot.negotiation)
    deciding = [side for side in sides if side.decides]
    others = [side for side in sides if not side.decides]
    if not sides:
        return ["Sides: not known."]
    if len(deciding) > _NAMED:
        lines = [f"Sides: {len(deciding):,}, named on the board."]
    else:
        led = [_led(side, snapshot.negotiation.people) for side in deciding]
        alone = "" if len(sides) > 1 else "; no other is known"
        lines = [f"Sides: {listed(led)}{alone}."] if led else []
    if others:
        lines.append(f"Without a say in decisions: {listed([side.name for side in others])}.")
    rule = snapshot.negotiation.header.decision
    if rule is Decision.MAJORITY:
        lines.append("Decided by a majority of the sides.")
    elif isinstance(rule, tuple):
        lines.append(f"Decided by {listed(terms.sides(rule))}.")
    return lines


def _led(side: Side, people: Collection[Person]) -> str:
    of_side = (person for person in people if person.side == side.id)
    leaders = [person.name for person in of_side if (person.role or "").strip().casefold() == _LEADER]
    return f"{side.name} (led by {listed(leaders)})" if leaders else side.name


def _share(number: int, total: int) -> str:
    noun = "acceptance" if number == total == 1 else "acceptances"
    return (
        f"The {number:,} {noun}"
        if number == total and number > 1
        else f"The {noun}"
        if total == 1
        else f"{number:,} of the {total:,} {noun}"
    )


def _of_them(number: int, total: int) -> str:
    if total == 1:
        return "the accepted one"
    return f"{number:,} of them" if number < total else f"all {number:,} of them"


def _covered(statement: CollectiveStatement, snapshot: Snapshot, terms: Terms) -> str:
    """What a statement covers: ``all but number 6``."""
    members = set(statement.proposals)
    others: Sequence[int | str | None] = [
        each.dossier.proposal.number for each in snapshot.standings if each.id not in members
    ]
    # What an unreadable file holds may be covered as well, or not.
    whole = all_read(snapshot.problems)
    if whole and not others:
        return f"all {terms.plural}"
    if whole and None not in others and len(others) < len(members):
        numbers = [str(number) for number in others]
        return f"all but number{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
    return counted(len(members), terms.singular, terms.plural)
