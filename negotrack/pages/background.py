"""The background to the positions: claims, events, people, sources, what is not reported, and dependencies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from negotrack.analysis.figures import Gaps, present, proposals_with
from negotrack.analysis.links import Blocker
from negotrack.model.dates import certain_by, possible_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.records import Claim, Event, Evidence, Person, Phase, Source
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Basis
from negotrack.pages.blocks import Block, Cell, Column, Detail, Item, Outline, Paragraph, Row, Section, Table, Tone
from negotrack.pages.days import DAY_NOT_REPORTED, position_day, short_day_words, span_words
from negotrack.pages.headline import has_happened, hindsight, latest
from negotrack.pages.proposal import quote_details
from negotrack.pages.signs import BASIS_WORDS, CREDIBILITY_WORDS, RELIABILITY_WORDS, basis_words
from negotrack.pages.standing import status_cell
from negotrack.pages.terms import Terms
from negotrack.pages.words import capitalized, counted, inline, listed, sentence


def claims(snapshot: Snapshot, terms: Terms) -> Section | None:
    """The claims, by topic; whether claims on one topic compete is for the reader to judge."""
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
    known_then = hindsight(snapshot) if undated else ()
    return Section("Claims", (*known_then, *blocks), remark=remark) if blocks else None


def events(snapshot: Snapshot, terms: Terms) -> Section | None:
    """What happened, by date."""
    to_come = _to_come(snapshot)
    table = _events([event for event in snapshot.events if event not in to_come], snapshot, terms)
    return Section("Meetings and events", (table,)) if table.rows else None


def ahead(snapshot: Snapshot, terms: Terms) -> Section | None:
    """The recorded events that are still to come; None if there are none, or as of a day, which hides what is later."""
    found = _to_come(snapshot)
    return Section("Ahead", (_events(found, snapshot, terms),)) if found else None


def people(snapshot: Snapshot, terms: Terms) -> Section | None:
    """The people in the talks, by side; those of no side come last."""
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
    return Section("Delegations and mediators", (*hindsight(snapshot), table)) if table.rows else None


def sources(snapshot: Snapshot, terms: Terms, cited: Iterable[Evidence]) -> Section:
    """The sources and the meaning of their grades; as of a day, only the sources that are cited by what is shown."""
    known = snapshot.negotiation.sources
    evidence = tuple(cited)
    names = {each.source for each in evidence}
    shown = [source for source in known.values() if snapshot.day is None or source.id in names]
    paragraphs = [Paragraph(_source(source)) for source in shown] or [Paragraph("No source is recorded.")]
    if terms.only_source in names and shown:
        paragraphs.append(Paragraph(f"Where brackets hold only a place, it is in {terms.citations.name(shown[0].id)}."))
    return Section(f"Sources ({len(shown):,})", (*paragraphs, *grades(shown, evidence)))


def cited(snapshot: Snapshot) -> Iterator[Evidence]:
    """The evidence for everything that is shown as of a day."""
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


def event_words(event: Event, terms: Terms) -> str:
    """An event with its place, outcome and note, and where it can be checked."""
    place = f" ({event.place})" if event.place and event.place not in event.title else ""
    outcome = f"; {inline(event.outcome)}" if event.outcome else ""
    note = f". {inline(event.note)}" if event.note else ""
    return f"{inline(event.title)}{place}{outcome}{note} {terms.brackets(event.evidence)}"


def _to_come(snapshot: Snapshot) -> list[Event]:
    """The events dated later than everything on record as having happened; none as of a day."""
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
                f"{short_day_words(event.date)}{'' if certain_by(event.date, snapshot.day) else ', possible'}",
                event_words(event, terms),
            )
            for event in found
        ),
    )


def _bare(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    columns = tuple(Column(heading, flexible=True) for heading in headings)
    return Table(columns, tuple(Row(tuple(map(_cell, row))) for row in rows), bare=True)


def _cell(text: str) -> Cell:
    return Cell(text, tone=Tone.MISSING if text == DAY_NOT_REPORTED else Tone.PLAIN)


def _by(claim: Claim, terms: Terms) -> str:
    """Who makes a claim, when, and where it can be checked."""
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


# ---- What is not reported, how well the rest is supported, and what the grades mean ----

_SIDES_NAMED = 12
NOTHING_MISSING = "nothing that is asked for is missing"
NOTHING_RECORDED = "nothing is on record yet"
NO_POSITION = "no position is recorded"
NO_LINK = "no link is recorded"
NO_CLAIM = "none is recorded"
_COUNT = "{} of {}"
_FORMS = "for {} of {}: spoken, written, voted, signed or announced"
_SUPPORT = {
    "single_source": ("Single source", _COUNT),
    "unsupported": ("No source", _COUNT),
    "collective": (capitalized(BASIS_WORDS[Basis.COLLECTIVE]), _COUNT),
    "inferred": (capitalized(BASIS_WORDS[Basis.INFERRED]), _COUNT),
    "unjudged": ("Not fully graded", "{} of {}; letter, digit or both missing"),
}
"""The label and the words of each way in which positions are supported, by the name of the count in ``Gaps``."""


class GapLine(NamedTuple):
    """A count of something that is not reported, or that is supported in one way.

    Attributes:
        number: the count.
        label: what is counted, in a word or two.
        text: the count in a few words.
        proposals: returns the ids of the proposals concerned.
    """

    number: int
    label: str
    text: str
    proposals: Callable[[], Sequence[str]] = tuple


def missing(snapshot: Snapshot, found: Gaps, terms: Terms) -> Section:
    """Counts of what the records do not report."""
    table = _table(missing_lines(snapshot, found, terms))
    return Section("Not reported", (table if table.rows else Paragraph(f"{capitalized(NOTHING_MISSING)}."),))


def support(snapshot: Snapshot, found: Gaps) -> Section | None:
    """Counts of how the reported positions are supported."""
    table = _table(support_lines(snapshot, found))
    return Section("Evidence", (table,)) if table.rows else None


def missing_lines(snapshot: Snapshot, found: Gaps, terms: Terms) -> tuple[GapLine, ...]:
    """What is not reported, one line for each gap."""
    day = _of_positions(snapshot, found, "days", "Day", f"for {{}} of {{}}{_span(snapshot, found)}")
    form = _of_positions(snapshot, found, "forms", "Form", _FORMS)
    return tuple(line for line in (*_of_proposals(snapshot, found, terms), day, form) if line.number)


def support_lines(snapshot: Snapshot, found: Gaps) -> tuple[GapLine, ...]:
    """How the reported positions are supported, one line for each way."""
    lines = (_of_positions(snapshot, found, gap, label, words) for gap, (label, words) in _SUPPORT.items())
    return tuple(line for line in lines if line.number)


def grades(shown: Iterable[Source], cited: Iterable[Evidence]) -> Iterator[Paragraph]:
    """What the letters and digits that occur mean."""
    letters = {source.reliability for source in shown}
    digits = {evidence.credibility for evidence in cited}
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
            number = len(found.sides[side.id])
            text = f"of {side.name} on {number:,} {of_all}"
            yield GapLine(number, "Position", text, partial(tuple, found.sides[side.id]))
    else:
        total = sum(len(found.sides[side.id]) for side in sides)
        every = len(snapshot.negotiation.sides) * found.proposals
        yield GapLine(total, "Position", f"{total:,} of {every:,}, of {len(sides):,} sides")


def _of_positions(snapshot: Snapshot, found: Gaps, gap: str, label: str, words: str) -> GapLine:
    number: int = getattr(found, gap)
    text = words.format(f"{number:,}", counted(found.positions, "position"))
    return GapLine(number, label, text, partial(proposals_with, snapshot, gap))


def _span(snapshot: Snapshot, found: Gaps) -> str:
    if found.undated:
        return f"; {found.undated:,} {'has' if found.undated == 1 else 'have'} no date at all"
    if not found.span:
        return ""
    days = {
        position_day(position)
        for standing in snapshot.standings
        for position in present(standing)
        if position.date == found.span
    }
    all_ = "" if found.days == 1 else "all "
    return f", {all_}{days.pop() if len(days) == 1 else span_words(found.span)}"


def _table(lines: Iterable[GapLine]) -> Table:
    rows = tuple(Row((Cell(line.label), Cell(line.text))) for line in lines)
    return Table((Column("what"), Column("how much", flexible=True)), rows, bare=True)


def missing_cells(found: Gaps) -> Iterator[Cell]:
    """What is not reported, in a few words each: ``contents 8/12``."""
    if found.claimed is not None and found.claimed != found.proposals:
        yield Cell(f"on record {found.proposals:,} of {found.claimed:,}", tone=Tone.PARTLY)
    counts = (
        ("contents", len(found.contents), found.proposals),
        # If no proposal has a number, numbers are not mentioned.
        ("numbers", len(found.numbers) if len(found.numbers) < found.proposals else 0, found.proposals),
        ("positions", sum(map(len, found.sides.values())), found.proposals * len(found.sides)),
        ("days", found.days, found.positions),
        ("sources", found.unsupported, found.positions),
    )
    for label, number, total in counts:
        if number:
            yield Cell(f"{label} {number:,}/{total:,}")


# ---- What depends on what ----


def waiting_words(blocker: Blocker) -> str:
    """How many proposals depend on one that is not settled."""
    return f"{len(blocker.waiting):,} depend on it" if len(blocker.waiting) != 1 else "1 depends on it"


def waiting_blocks(snapshot: Snapshot, blocker: Blocker, terms: Terms) -> list[Block]:
    """What depends on a proposal, directly or through others, and according to whom."""
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
        Item("Needed by", Cell("through these"), Paragraph(terms.proposal(identifier)))
        for identifier in blocker.waiting
        if identifier not in direct
    ]
    standing = snapshot.known[blocker.id]
    return [Section(terms.proposal(blocker.id), (Outline(tuple(items)),), outcome=status_cell(standing.status))]


def exchange_words(path: Sequence[str], terms: Terms) -> str:
    """A sentence saying that proposals depend on each other, as in an exchange."""
    return f"These depend on each other: {listed([terms.proposal(each) for each in dict.fromkeys(path)])}."


def claim_blocks(claim: Claim, terms: Terms) -> list[Block]:
    """A claim: what is claimed, by whom, when, and where it can be checked."""
    note = (Detail("note", (claim.note or "").strip(), recorded=True),) if claim.note else ()
    source = f"{short_day_words(claim.date)} · {terms.citations.words(claim.evidence)}"
    item = Item("according to", Cell(claim.by), Paragraph(""), (*note, *quote_details(claim.evidence)), source)
    return [Section(claim.topic, (Paragraph(claim.claim.strip(), recorded=True), Outline((item,))))]
