"""One proposal with its ledger, its evidence and its annotations, as a document."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.certainty import order
from negotrack.model.negotiation import Held
from negotrack.report.document import Cell, Column, Document, Paragraph, Section, Table, TableRow, Tone
from negotrack.report.items import item, item_anchor, stance_cell
from negotrack.report.notes import written
from negotrack.report.status import Row, StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import (
    NOT_REPORTED,
    basis_words,
    date_words,
    moment_words,
    proposal_label,
    short_day_words,
)


def dossier_page(report: StatusReport, identifier: str, unreadable: str = "") -> Document:
    """What is known of one proposal, before any format.

    Args:
        report: a report of the negotiation with its annotations.
        identifier: the id of a proposal of it, counted or not.
        unreadable: what could not be read, in a sentence; empty where everything was.
    """
    words = Words(report.negotiation)
    row = next((row for row in report.rows if row.id == identifier), None)
    proposal = report.negotiation.dossiers[identifier].proposal
    day = date_words(report.as_of) if report.as_of else "all records"
    file = f"File: proposals/{safe(identifier)}.toml"
    if row is None:
        nothing = f"Not put forward yet, as far as its dates tell: the first position is of a later day than {day}."
        page: tuple[Section, ...] = (
            Section(proposal_label(proposal), (Paragraph(nothing),), anchor=item_anchor(identifier)),
        )
    else:
        page = tuple(_sections(report, row, words))
    return Document(
        title=safe(report.negotiation.header.title),
        kind=words.singular.capitalize(),
        facts=(f"As of: {day}. {file}", *([unreadable] if unreadable else [])),
        lead=(Paragraph(safe(proposal.summary, multiline=True)),) if proposal.summary else (),
        page=page,
    )


def _sections(report: StatusReport, row: Row, words: Words) -> Iterator[Section]:
    yield item(report, row, words)
    yield _history(row, words)
    changes = [entry for entry in row.standing.dossier.ledger if entry.position is None]
    if changes:
        lines = (
            f"{each.status}, from {short_day_words(each.date)}; recorded by {safe(each.recorded_by or NOT_REPORTED)}"
            for each in changes
        )
        yield Section("Changes of status alone", tuple(Paragraph(line) for line in lines))
    if row.notes:
        yield Section(f"Annotations ({len(row.notes)})", tuple(written(note, words) for note in row.notes))
    else:
        yield Section("Annotations (0)", (Paragraph("None."),))


def _history(row: Row, words: Words) -> Section:
    """Every position by date, whatever the day asked for."""
    held = sorted(row.standing.dossier.held, key=order)
    columns = (
        Column("day", flexible=True),
        Column("side"),
        Column("stance"),
        Column("basis", flexible=True, rank=2),
        Column("source", flexible=True),
        Column("recorded", flexible=True, rank=1),
    )
    rows = tuple(TableRow(_cells(each, words)) for each in held)
    title = f"Positions in time ({len(held)})"
    return Section(title, (Table(columns, rows) if rows else Paragraph("No position is reported."),))


def _cells(held: Held, words: Words) -> tuple[Cell, ...]:
    position, recorded = held.position, held.entry
    if recorded is None:
        origin = "in the file"
    else:
        moment = moment_words(recorded.recorded) if recorded.recorded else "time not reported"
        origin = f"{moment}, {safe(recorded.recorded_by or NOT_REPORTED)}"
    return (
        Cell(short_day_words(position.date), tone=Tone.PLAIN if position.date else Tone.MISSING),
        Cell(words.side(position.side)),
        stance_cell(position),
        Cell(basis_words(position.basis)),
        Cell(words.citations.words(position.evidence)),
        Cell(origin),
    )
