"""Every proposal in one table, a row each, with a legend for every mark that occurs."""

from __future__ import annotations

from dataclasses import replace

from negotrack.model.certainty import certainty
from negotrack.model.negotiation import Held
from negotrack.model.records import Side
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Certainty
from negotrack.report.document import Cell, Column, Paragraph, Section, Table, TableRow, Tone
from negotrack.report.items import in_detail, item_anchor, row_anchor, stance_cell, status_cell
from negotrack.report.status import Row, StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import CONTENTS_NOT_REPORTED, MARK_WORDS, RELATION_SIGNS, Mark, marks, number_words

_RANK_OF_OTHER_SIDES = 1
_RANK_OF_RELATION = 2
_RANK_OF_TOPIC = 3


def overview(report: StatusReport, words: Words) -> Section:
    """The table of proposals."""
    topical = any(row.proposal.topic for row in report.rows)
    columns = [
        Column("number"),
        Column(words.singular, flexible=True),
        *(Column(safe(side.name)) for side in report.pair),
        *(Column(safe(side.name), rank=_RANK_OF_OTHER_SIDES) for side in report.sides[2:]),
        Column("relation", rank=_RANK_OF_RELATION, follows=True),
        Column("status"),
    ]
    if topical:
        columns.append(Column("topic", flexible=True, rank=_RANK_OF_TOPIC))
    rows = tuple(_row(report, row, topical=topical) for row in report.rows)
    found, total = len(report.rows), report.totals.proposals
    title = f"All {words.plural} ({total:,})"
    if report.statuses:
        title = f"{words.plural}, {' or '.join(report.statuses)} ({found:,} of {total:,})"
        title = title[:1].upper() + title[1:]
    block = Table(tuple(columns), rows, legend=_legend(report)) if rows else Paragraph("None.")
    return Section(title, (block,))


def _row(report: StatusReport, row: Row, *, topical: bool) -> TableRow:
    proposal = row.proposal
    title = safe(proposal.title) if proposal.title else CONTENTS_NOT_REPORTED
    if proposal.title is None and proposal.number is None:
        title = f"{title} ({safe(row.id)})"
    cells = [
        Cell("unknown", tone=Tone.MISSING) if proposal.number is None else Cell(number_words(proposal)),
        Cell(
            title,
            tone=Tone.PLAIN if proposal.described else Tone.MISSING,
            target=item_anchor(row.id) if in_detail(report, row) else "",
        ),
        *(_stance(report, row, side) for side in report.sides),
        Cell(f"{row.relation}{_doubt(report, row)}", RELATION_SIGNS[row.relation]),
        status_cell(row, Mark.CONTESTED if row.standing.contested else ""),
    ]
    if topical:
        topic = proposal.topic
        cells.append(Cell(safe(topic)) if topic else Cell("no topic", tone=Tone.MISSING))
    return TableRow(tuple(cells), anchor=row_anchor(row.id))


def _doubt(report: StatusReport, row: Row) -> str:
    """The marks of a relation of which one side's position is only possible, or contested."""
    sides = [row.standing.of(side.id) for side in report.pair]
    possible = Mark.POSSIBLE if any(side.certainty is Certainty.POSSIBLE for side in sides) else ""
    return f"{possible}{Mark.CONTESTED if any(side.competing for side in sides) else ''}"


def _stance(report: StatusReport, row: Row, side: Side) -> Cell:
    """A side's stance, and those that compete with it."""
    where = row.standing.of(side.id)
    if where.current is None:
        return stance_cell(None)
    shown = [where.current, *(held for held in where.competing if held is not where.current)]
    cells = [stance_cell(held.position, "".join(_marks(report, held, where))) for held in shown]
    first, *others = dict.fromkeys(cells)
    return replace(first, rivals=tuple(others))


def _marks(report: StatusReport, held: Held, where: SideStanding) -> tuple[Mark, ...]:
    return marks(
        held.position,
        possible=certainty(held, report.as_of) is Certainty.POSSIBLE,
        contested=bool(where.competing),
        dated=report.as_of is not None,
    )


def _legend(report: StatusReport) -> tuple[str, ...]:
    used = {
        mark
        for row in report.rows
        for where in row.standing.sides.values()
        for held in (where.current, *where.competing)
        if held
        for mark in _marks(report, held, where)
    }
    return tuple(f"{mark} {words}" for mark, words in MARK_WORDS.items() if mark in used)
