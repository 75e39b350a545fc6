"""Two sides over all proposals: what differs first, and what the agreement rests on."""

from __future__ import annotations

from negotrack.analysis.comparison import ORDER, Comparison, Group
from negotrack.analysis.comparison import Row as Compared
from negotrack.analysis.statements import acceptances
from negotrack.analysis.totals import totals
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Basis
from negotrack.pages.blocks import Cell, Column, Page, Paragraph, Row, Section, Table, Tone
from negotrack.pages.board import proposal_cells
from negotrack.pages.days import date_words
from negotrack.pages.headline import of_them_contested, only_possible, rests_on
from negotrack.pages.proposal import stance_cell
from negotrack.pages.signs import MARK_WORDS, RELATION_SIGNS, Mark, position_marks
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, unreadable_words

_COVERS = {Basis.REPORTED: "this one", Basis.COLLECTIVE: "the whole set", Basis.INFERRED: "inferred"}


def comparison_page(snapshot: Snapshot, comparison: Comparison) -> Page:
    """Two sides of a negotiation.

    Args:
        snapshot: what holds by a day.
        comparison: two sides of it.
    """
    terms = Terms(snapshot.negotiation)
    one, other = terms.side(comparison.one), terms.side(comparison.other)
    day = date_words(snapshot.day) if snapshot.day else "all records"
    facts = (f"{one} and {other}. As of: {day}.", unreadable_words(snapshot.problems))
    lead = (_totals(snapshot, comparison, terms), rests_on(acceptances(snapshot), terms))
    return Page(
        title=snapshot.negotiation.header.title,
        kind="Comparison",
        facts=tuple(fact for fact in facts if fact),
        lead=tuple(Paragraph(text) for text in lead if text),
        sections=tuple(_group(snapshot, comparison, group, terms) for group in comparison.groups),
    )


def _totals(snapshot: Snapshot, comparison: Comparison, terms: Terms) -> str:
    found = totals(snapshot, comparison.one, comparison.other)
    counts = ", ".join(
        f"{each} {found.relations[each]:,}{of_them_contested(found.contested_relations[each])}" for each in ORDER
    )
    unsettled = f"Not settled: {terms.count(found.unsettled)}{of_them_contested(found.contested)}."
    return f"{terms.count(found.proposals)}: {counts}.{only_possible(found)} {unsettled}"


def _group(snapshot: Snapshot, comparison: Comparison, group: Group, terms: Terms) -> Section:
    sides = (comparison.one, comparison.other)
    columns = (
        Column("number"),
        Column(terms.singular, flexible=True),
        *(Column(terms.side(side)) for side in sides),
        Column("reply covers"),
        Column("source", flexible=True),
    )
    dated = snapshot.day is not None
    rows = tuple(Row(_cells(row, terms, dated=dated)) for row in group.rows)
    contents = f", {CONTENTS_NOT_REPORTED}" if group.described is False else ""
    title = f"{RELATION_SIGNS[group.relation]} {group.relation}{contents} ({len(group.rows):,})"
    return Section(title, (Table(columns, rows, legend=_legend(group, dated=dated)),))


def _cells(row: Compared, terms: Terms, *, dated: bool) -> tuple[Cell, ...]:
    return (
        *proposal_cells(row.standing.dossier.proposal),
        *(_stance(side, dated=dated) for side in (row.one, row.other)),
        Cell(_COVERS[row.covers]) if row.covers else Cell(NOT_REPORTED, tone=Tone.MISSING),
        Cell(terms.citations.words(row.evidence)),
    )


def _stance(side: SideStanding, *, dated: bool) -> Cell:
    return stance_cell(side.current.position if side.current else None, "".join(position_marks(side, dated=dated)))


def _legend(group: Group, *, dated: bool) -> tuple[str, ...]:
    used: set[Mark] = set()
    for row in group.rows:
        used.update(position_marks(row.one, dated=dated), position_marks(row.other, dated=dated))
    return tuple(f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in used)
