"""Two sides over all proposals, as a document: what differs first, and what the agreement rests on."""

from __future__ import annotations

from negotrack.analysis.comparison import ORDER, Comparison, Group, Row
from negotrack.analysis.statements import acceptances
from negotrack.analysis.totals import totals
from negotrack.analysis.view import View
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Basis
from negotrack.report.document import Cell, Column, Document, Paragraph, Section, Table, TableRow, Tone
from negotrack.report.items import stance_cell
from negotrack.report.lead import of_them_contested, only_possible, rests_on
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import (
    CONTENTS_NOT_REPORTED,
    MARK_WORDS,
    RELATION_SIGNS,
    Mark,
    date_words,
    number_words,
    position_marks,
    title_words,
)

_COVERS = {Basis.REPORTED: "this one", Basis.COLLECTIVE: "the whole set", Basis.INFERRED: "inferred"}


def comparison_page(view: View, comparison: Comparison, unreadable: str = "") -> Document:
    """What a comparison says, before any format.

    Args:
        view: the negotiation as of a day.
        comparison: two sides of it.
        unreadable: what could not be read, in a sentence; empty where everything was.
    """
    words = Words(view.negotiation)
    one, other = words.side(comparison.one), words.side(comparison.other)
    day = date_words(view.day) if view.day else "all records"
    facts = [f"{one} and {other}. As of: {day}."]
    rests = rests_on(acceptances(view), words)
    return Document(
        title=safe(view.negotiation.header.title),
        kind="Comparison",
        facts=tuple([*facts, unreadable] if unreadable else facts),
        lead=tuple(Paragraph(text) for text in (_totals(view, comparison, words), rests) if text),
        page=tuple(_group(view, comparison, group, words) for group in comparison.groups),
    )


def _totals(view: View, comparison: Comparison, words: Words) -> str:
    found = totals(view, comparison.one, comparison.other)
    counts = ", ".join(
        f"{each} {found.relations[each]:,}{of_them_contested(found.contested_relations[each])}" for each in ORDER
    )
    unsettled = f"Not settled: {words.count(found.unsettled)}{of_them_contested(found.contested)}."
    return f"{words.count(found.proposals)}: {counts}.{only_possible(found)} {unsettled}"


def _group(view: View, comparison: Comparison, group: Group, words: Words) -> Section:
    sides = (comparison.one, comparison.other)
    columns = (
        Column("number"),
        Column(words.singular, flexible=True),
        *(Column(words.side(side)) for side in sides),
        Column("reply covers", rank=1),
        Column("source", flexible=True, rank=2),
    )
    dated = view.day is not None
    rows = tuple(TableRow(_cells(row, words, dated=dated)) for row in group.rows)
    contents = f", {CONTENTS_NOT_REPORTED}" if group.described is False else ""
    title = f"{RELATION_SIGNS[group.relation]} {group.relation}{contents} ({len(group.rows):,})"
    return Section(title, (Table(columns, rows, legend=_legend(group, dated=dated)),))


def _cells(row: Row, words: Words, *, dated: bool) -> tuple[Cell, ...]:
    proposal = row.standing.dossier.proposal
    title = title_words(proposal)
    if proposal.title is None and proposal.number is None:
        title = f"{title} ({safe(row.id)})"
    return (
        Cell("unknown", tone=Tone.MISSING) if proposal.number is None else Cell(number_words(proposal)),
        Cell(title, tone=Tone.PLAIN if proposal.described else Tone.MISSING),
        *(_stance(side, dated=dated) for side in (row.one, row.other)),
        Cell(_COVERS[row.covers]) if row.covers else Cell("not reported", tone=Tone.MISSING),
        Cell(words.citations.words(row.evidence)),
    )


def _stance(side: SideStanding, *, dated: bool) -> Cell:
    return stance_cell(side.current.position if side.current else None, "".join(position_marks(side, dated=dated)))


def _legend(group: Group, *, dated: bool) -> tuple[str, ...]:
    used: set[Mark] = set()
    for row in group.rows:
        used.update(position_marks(row.one, dated=dated), position_marks(row.other, dated=dated))
    return tuple(f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in used)
