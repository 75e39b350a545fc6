"""Everything known about one proposal: its status, conflicts, wordings, positions in time, and annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotrack.analysis.links import conditions_of, links
from negotrack.model.entries import PositionEntry
from negotrack.model.identifiers import tail
from negotrack.model.layout import Kind, Location
from negotrack.model.records import Side
from negotrack.model.side_standing import certainty, in_time
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.annotations import annotation_section
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from negotrack.pages.days import date_words, moment_words, position_day, short_day_words
from negotrack.pages.headline import covered, page_of, phase_words, without_day
from negotrack.pages.proposal import (
    POSITION_NOT_REPORTED,
    SIDE_BY_SIDE,
    condition_words,
    context,
    items_of,
    outcome_items,
    proposer_items,
    side_items,
    stake_items,
)
from negotrack.pages.signs import marks
from negotrack.pages.standing import (
    CONFLICTING_REPORTS,
    conflict_items,
    held_up_words,
    item_anchor,
    position_cell,
    retraction_items,
    ruling_items,
    status_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.texts import text_section, versions_section
from negotrack.pages.words import NOT_REPORTED, capitalized, person_words


def proposal_page(snapshot: Snapshot, identifier: str) -> Page:
    """Everything known about one proposal, whether it counts by the day or not."""
    terms = Terms(snapshot.negotiation)
    standing = snapshot.known[identifier]
    proposal = standing.dossier.proposal
    facts = (phase_words(snapshot, terms), covered(snapshot), f"File: {Location(Kind.PROPOSAL, identifier).path}")
    if standing.counted:
        sections = tuple(_sections(snapshot, standing, terms))
    else:
        by = date_words(snapshot.day) if snapshot.day else ""
        nothing = Paragraph(f"Nothing is on record about it by {by}.")
        sections = (Section(terms.label(proposal), (nothing,), anchor=item_anchor(identifier)),)
    summary = proposal.summary.strip() if proposal.summary and standing.counted else ""
    page = page_of(snapshot, capitalized(terms.singular), facts, sections)
    return page._replace(lead=without_day(snapshot, summary))


def _sections(snapshot: Snapshot, standing: Standing, terms: Terms) -> Iterator[Section]:
    dossier, sides = standing.dossier, snapshot.negotiation.sides
    blocks = list(_now(standing, sides, terms))
    if also := (*proposer_items(standing, terms), *context(standing, terms, links(snapshot))):
        blocks.append(Outline(also))
    yield Section(
        terms.label(dossier.proposal),
        tuple(blocks) or (Paragraph(POSITION_NOT_REPORTED),),
        remark=held_up_words(standing, terms),
        anchor=item_anchor(dossier.id),
        outcome=status_cell(standing.status),
    )
    for title, items in (
        (CONFLICTING_REPORTS, conflict_items(snapshot, standing, terms)),
        ("Rulings", ruling_items(standing, terms)),
        ("Retracted", retraction_items(standing, terms)),
        ("Conditions", _conditions(snapshot, standing, terms)),
        ("Outcomes on record", outcome_items(standing, terms)),
        ("At stake", stake_items(standing, terms, assessed=True)),
    ):
        if found := tuple(items):
            yield Section(f"{title} ({len(found)})", (Outline(found),))
    texts = dossier.texts_by(snapshot.day)
    if len(texts) > 1:
        yield versions_section(texts, terms)
    yield from (text_section(text, terms) for text in texts[-1:])
    yield _history(standing, terms)
    written = tuple(
        annotation_section(each, terms, stale=each.id in snapshot.stale, dossier=dossier)
        for each in dossier.annotations
    )
    yield Section(f"Annotations ({len(written)})", written or (Paragraph("None."),))


def _now(standing: Standing, sides: Sequence[Side], terms: Terms) -> Iterator[Block]:
    """Where the sides stand; a few are shown side by side."""
    if len(sides) > SIDE_BY_SIDE:
        yield Outline(tuple(side_items(standing, sides, terms)))
    elif sides:
        yield Columns(tuple((Outline(tuple(items_of(side, standing, terms))),) for side in sides))


def _conditions(snapshot: Snapshot, standing: Standing, terms: Terms) -> Iterator[Item]:
    for waiting in conditions_of(snapshot, standing):
        condition = waiting.condition
        words = f"{condition_words(condition, terms)}{'' if condition.text else '.'}"
        met = {True: "met", False: "not met", None: NOT_REPORTED}[waiting.met]
        yield Item(terms.side(waiting.side), Cell(met), Paragraph(words, recorded=True))


def _history(standing: Standing, terms: Terms) -> Section:
    """Every position that had, or may have, been taken by the day, and whether it was retracted or set aside."""
    found = (each for each in standing.dossier.positions if certainty(each, standing.day))
    entries = sorted(found, key=in_time)
    columns = (
        Column("day", flexible=True),
        Column("side", flexible=True),
        Column("stance"),
        Column("source", flexible=True),
        Column("entry", flexible=True),
    )
    rows = tuple(Row(tuple(_history_cells(entry, standing, terms))) for entry in entries)
    title = f"Positions in time ({len(entries)})"
    return Section(title, (Table(columns, rows) if rows else Paragraph(POSITION_NOT_REPORTED),))


def _history_cells(entry: PositionEntry, standing: Standing, terms: Terms) -> Iterator[Cell]:
    position, counting = entry.position, standing.dossier.counting
    gone = "retracted" if entry.id in counting.retracted else "set aside" if entry.id in counting.set_aside else ""
    yield Cell(position_day(position, short_day_words), tone=Tone.PLAIN if position.date else Tone.MISSING)
    yield Cell(terms.side(position.side))
    yield Cell(gone, tone=Tone.MISSING) if gone else position_cell(position, "".join(marks(position)))
    yield Cell(terms.citations.words(position.evidence))
    moment = f", {moment_words(entry.recorded)}" if entry.recorded else ""
    by = f"{person_words(entry.recorded_by)}{moment}"
    yield Cell(entry.id if entry.in_file else f"{tail(entry.id)}, {by}")
