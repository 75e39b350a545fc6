"""Proposals one by one: where every side stands, since when, and according to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from negotrack.analysis.links import Hold, Links, links
from negotrack.model.entries import PositionEntry
from negotrack.model.records import HoldsUp, Position, Proposal, Side
from negotrack.model.replacing import in_time
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import SideStanding, Standing, certainty
from negotrack.model.vocabulary import Basis, Certainty
from negotrack.pages.annotations import annotation_section
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Detail,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from negotrack.pages.days import date_words, day_words, moment_words, short_day_words
from negotrack.pages.selection import Selection
from negotrack.pages.signs import (
    NOT_REPORTED_SIGN,
    RELATION_SIGNS,
    STANCE_SIGNS,
    STANCE_TONES,
    STATUS_SIGNS,
    STATUS_TONES,
    basis_words,
)
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, NUMBER_UNKNOWN, proposal_label, unreadable_words

NO_POSITION = "No position is reported."
"""Of one side, or of all."""


def row_anchor(identifier: str) -> str:
    """The anchor of a proposal's row in the table."""
    return f"row-{identifier}"


def item_anchor(identifier: str) -> str:
    """The anchor of a proposal's item."""
    return f"item-{identifier}"


def in_detail(standing: Standing, selection: Selection) -> bool:
    """Whether a proposal has an item of its own: what is not settled always, what is settled in the annex."""
    return standing.unsettled or (standing.dossier.proposal.described and not selection.summary)


def proposal_page(snapshot: Snapshot, identifier: str) -> Page:
    """Everything that is known of one proposal.

    Args:
        snapshot: what holds by a day.
        identifier: the id of a proposal, counted or not.
    """
    terms = Terms(snapshot.negotiation)
    standing = snapshot.known[identifier]
    proposal = standing.dossier.proposal
    day = date_words(snapshot.day) if snapshot.day else "all records"
    facts = (f"As of: {day}. File: proposals/{identifier}.toml", unreadable_words(snapshot.problems))
    if standing.counted:
        sections = tuple(_sections(snapshot, standing, terms))
    else:
        nothing = f"Not put forward yet, as far as its dates tell: the first position is of a later day than {day}."
        sections = (Section(proposal_label(proposal), (Paragraph(nothing),), anchor=item_anchor(identifier)),)
    return Page(
        title=snapshot.negotiation.header.title,
        kind=terms.singular.capitalize(),
        facts=tuple(fact for fact in facts if fact),
        lead=(Paragraph(proposal.summary.strip(), recorded=True),) if proposal.summary else (),
        sections=sections,
    )


def unsettled(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section:
    """Everything that is not settled, in full."""
    shown = {each.dossier.id for each in selection.standings(snapshot)}
    known = links(snapshot)
    found = (
        (each.dossier.proposal, item(each, selection, terms, known, linked=each.dossier.id in shown))
        for each in snapshot.unsettled
    )
    blocks: tuple[Block, ...] = merged(found, terms)
    if not blocks:
        none = f"Nothing: every {terms.singular} is accepted or withdrawn, and none is contested."
        blocks = (Paragraph(none if snapshot.standings else f"No {terms.plural} to report on."),)
    title = f"Not settled ({len(snapshot.unsettled):,})"
    return Section(title, blocks, remark="neither accepted nor withdrawn, or contested")


def settled(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section | None:
    """What is settled and described, in full; the others are counted."""
    standings = [each for each in selection.standings(snapshot) if not each.unsettled]
    described = [each for each in standings if in_detail(each, selection)]
    known = links(snapshot)
    blocks: list[Block] = [item(each, selection, terms, known, linked=True) for each in described]
    if rest := len(standings) - len(described):
        beside = "Beside them " if described else ""
        blocks.append(Paragraph(f"{beside}{terms.count(rest)} with contents not reported; see the table."))
    return Section(f"Settled, in detail ({len(standings):,})", tuple(blocks)) if blocks else None


def item(standing: Standing, selection: Selection, terms: Terms, known: Links, *, linked: bool) -> Section:
    """One proposal as the report has it.

    Args:
        standing: the proposal, and where every side stands on it.
        selection: which sides come first.
        terms: what things are called.
        known: what holds up what.
        linked: its row stands on the same page.
    """
    proposal = standing.dossier.proposal
    items = [
        each
        for side in selection.ordered(terms.negotiation)
        for each in positions(side, standing.of(side.id), terms, standing)
    ]
    items += context(standing, terms, known)
    blocks: tuple[Block, ...] = (Outline(tuple(items)) if items else Paragraph(NO_POSITION),)
    if proposal.summary and not any(
        each.current and each.current.position.statement for each in standing.sides.values()
    ):
        blocks = (Paragraph(proposal.summary.strip(), recorded=True), *blocks)
    return Section(
        proposal_label(proposal),
        blocks,
        anchor=item_anchor(standing.dossier.id),
        back=row_anchor(standing.dossier.id) if linked else "",
        outcome=status_cell(standing, ", contested" if standing.contested else ""),
    )


def merged(found: Iterable[tuple[Proposal, Section]], terms: Terms) -> tuple[Section, ...]:
    """The sections in order, those that differ in nothing but the id of their proposal as one, with every id."""
    groups: dict[object, list[tuple[Proposal, Section]]] = {}
    for proposal, section in found:
        nameless = proposal.number is None and proposal.title is None
        same = (section.blocks, section.outcome) if nameless else proposal.id
        groups.setdefault(same, []).append((proposal, section))
    return tuple(_as_one(each, terms) for each in groups.values())


def _as_one(found: list[tuple[Proposal, Section]], terms: Terms) -> Section:
    _, section = found[0]
    if len(found) == 1:
        return section
    named = Paragraph(", ".join(proposal.id for proposal, _ in found))
    return replace(
        section,
        title=f"{NUMBER_UNKNOWN}  {CONTENTS_NOT_REPORTED} ({terms.count(len(found))})",
        blocks=(named, *section.blocks),
        also=tuple(other.anchor for _, other in found[1:] if other.anchor),
    )


def status_cell(standing: Standing, marks: str = "") -> Cell:
    """The outcome of a proposal, and what has to be said beside it."""
    status = standing.status
    return Cell(str(status), STATUS_SIGNS[status], marks, STATUS_TONES[status])


def stance_cell(position: Position | None, marks: str = "") -> Cell:
    """The stance of a position, with its marks."""
    if position is None:
        return Cell(NOT_REPORTED, NOT_REPORTED_SIGN, tone=Tone.MISSING)
    return Cell(str(position.stance), STANCE_SIGNS[position.stance], marks, STANCE_TONES[position.stance])


def positions(side: Side, where: SideStanding, terms: Terms, standing: Standing) -> Iterator[Item]:
    """Where a side stands: its position, or every one that competes for it."""
    shown = where.competing or ((where.current,) if where.current else ())
    if not shown:
        yield Item(side.name, stance_cell(None), Paragraph(NO_POSITION))
    for held in shown:
        yield position_item(side.name, held, terms, standing)
    if where.competing:
        why = _why_contested(where.competing)
        yield Item("Order", Cell("cannot be told", "!", tone=Tone.AGAINST), Paragraph(why))


def position_item(label: str, held: PositionEntry, terms: Terms, standing: Standing) -> Item:
    """One position, with everything that has to be known of it."""
    position = held.position
    possible = certainty(held, standing.day) is Certainty.POSSIBLE
    dated = f"{day_words(position.date)}{'; possible, as it may be of a later day' if possible else ''}"
    details = (
        Detail("instead", (position.counter or "").strip(), recorded=True),
        Detail("dated", dated),
        Detail("basis", basis_detail(position.basis) or ""),
        Detail("said by", (position.by or "").strip(), recorded=True),
        Detail("form", position.form or ""),
        Detail("source", terms.citations.words(position.evidence)),
        *(Detail("quote", each.quote.strip(), recorded=True) for each in position.evidence if each.quote),
    )
    return Item(label, stance_cell(position), said(position), tuple(each for each in details if each.text))


def said(position: Position) -> Paragraph:
    """What a side said, or that it is not reported."""
    return Paragraph((position.statement or "").strip() or "Statement not reported.", recorded=True)


def basis_detail(basis: Basis | None) -> str | None:
    """What has to be said of a basis; that it was reported goes without saying."""
    if basis is None:
        return NOT_REPORTED
    return None if basis is Basis.REPORTED else basis_words(basis)


def context(standing: Standing, terms: Terms, known: Links) -> Iterator[Item]:
    """What a proposal answers and holds up, and what answers it and holds it up."""
    proposal, identifier = standing.dossier.proposal, standing.dossier.id
    if proposal.counters:
        yield Item("Answers", Cell("a counter"), Paragraph(terms.proposal(proposal.counters)))
    for answer in known.answered_by.get(identifier, ()):
        yield Item("Answered by", Cell("a counter"), Paragraph(terms.proposal(answer)))
    for link in proposal.holds_up:
        yield _link("Holds up", link.proposal, link, terms)
    direct = {identifier, *(link.proposal for link in proposal.holds_up)}
    if also := [waiting for waiting in known.waiting(identifier) if waiting not in direct]:
        yield Item("Holds up", Cell("through these"), Paragraph("; ".join(map(terms.proposal, also))))
    for hold in known.waits_for.get(identifier, ()):
        yield _link("Held up by", hold.holder, hold, terms)


def _sections(snapshot: Snapshot, standing: Standing, terms: Terms) -> Iterator[Section]:
    dossier, sides = standing.dossier, snapshot.negotiation.sides
    columns = tuple((Outline(tuple(positions(side, standing.of(side.id), terms, standing))),) for side in sides)
    between = None
    if len(sides) == 2:
        relation = standing.relation(sides[0].id, sides[1].id)
        between = Cell(str(relation), RELATION_SIGNS[relation])
    linked = tuple(context(standing, terms, links(snapshot)))
    yield Section(
        proposal_label(dossier.proposal),
        (Columns(columns, between), *([Outline(linked)] if linked else [])) if columns else (Paragraph(NO_POSITION),),
        anchor=item_anchor(dossier.id),
        outcome=status_cell(standing, ", contested" if standing.contested else ""),
    )
    yield _history(standing, terms)
    changes = [entry for entry in dossier.ledger if entry.position is None]
    if changes:
        lines = (
            f"{each.status}, from {short_day_words(each.date)}; recorded by {each.recorded_by or NOT_REPORTED}"
            for each in changes
        )
        yield Section("Changes of status alone", tuple(Paragraph(line) for line in lines))
    written = tuple(annotation_section(each, terms, stale=each.id in snapshot.stale) for each in dossier.annotations)
    yield Section(f"Annotations ({len(written)})", written or (Paragraph("None."),))


def _history(standing: Standing, terms: Terms) -> Section:
    """Every position by date, whatever the day asked for."""
    held = sorted(standing.dossier.positions, key=in_time)
    columns = (
        Column("day", flexible=True),
        Column("side"),
        Column("stance"),
        Column("basis", flexible=True),
        Column("source", flexible=True),
        Column("recorded", flexible=True),
    )
    rows = tuple(Row(_history_cells(each, terms)) for each in held)
    title = f"Positions in time ({len(held)})"
    return Section(title, (Table(columns, rows) if rows else Paragraph(NO_POSITION),))


def _history_cells(held: PositionEntry, terms: Terms) -> tuple[Cell, ...]:
    position = held.position
    moment = moment_words(held.recorded) if held.recorded else "time not reported"
    origin = "in the file" if held.in_file else f"{moment}, {held.recorded_by or NOT_REPORTED}"
    return (
        Cell(short_day_words(position.date), tone=Tone.PLAIN if position.date else Tone.MISSING),
        Cell(terms.side(position.side)),
        stance_cell(position),
        Cell(basis_words(position.basis)),
        Cell(terms.citations.words(position.evidence)),
        Cell(origin),
    )


def _why_contested(competing: Iterable[PositionEntry]) -> str:
    dates = [held.position.date for held in competing]
    if None in dates:
        return (
            f"{'None' if not any(dates) else 'One'} of these positions has a date, so that neither replaces the other."
        )
    return "The days in which these positions may lie overlap, so that neither surely replaces the other."


def _link(label: str, proposal: str, link: HoldsUp | Hold, terms: Terms) -> Item:
    source = (Detail("source", terms.citations.words(link.evidence)),)
    given = link.evidence or link.basis is not Basis.INFERRED
    return Item(label, Cell(link.basis or "no basis"), Paragraph(terms.proposal(proposal)), source if given else ())
