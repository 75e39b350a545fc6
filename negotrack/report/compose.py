"""The whole report as a document: the first page, and the annex behind it."""

from __future__ import annotations

from negotrack.report import annex, items, lead, notes, overview
from negotrack.report.document import Document, Section
from negotrack.report.gaps import missing
from negotrack.report.status import StatusReport
from negotrack.report.words import Words
from negotrack.text import safe


def document(report: StatusReport) -> Document:
    """What a report says, before any format."""
    words = Words(report.negotiation)
    return Document(
        title=safe(report.negotiation.header.title),
        kind="Status report",
        facts=lead.facts(report, words),
        lead=lead.lead(report, words),
        page=(items.unsettled(report, words), overview.overview(report, words)),
        annex=_annex(report, words),
    )


def _annex(report: StatusReport, words: Words) -> tuple[Section, ...]:
    sections: list[Section | None] = []
    if not report.summary:
        sections += [
            missing(report, words),
            items.settled(report, words),
            annex.claims(report, words),
            annex.events(report, words),
            annex.people(report, words),
            annex.sources(report, words),
        ]
    if report.annotations:
        sections.append(notes.notes(report, words))
    return tuple(section for section in sections if section)
