"""What analysts wrote, in a section of its own: judgements are kept apart from facts."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.analysis.tags import tags_of
from negotrack.model.records import Annotation
from negotrack.report.document import Block, Cell, Paragraph, Section, Tone
from negotrack.report.status import Note, StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import counted, moment_words, proposal_label

_STALE = Cell("stale, what it was written about has changed since", "!", Tone.AGAINST)


def notes(report: StatusReport, words: Words) -> Section:
    """Every annotation of the report, by what it is about."""
    groups = [("The negotiation as a whole", report.notes)]
    groups += [(proposal_label(row.proposal), row.notes) for row in report.rows]
    groups += [(words.proposal(gone), _orphaned(found)) for gone, found in report.negotiation.orphans.items()]
    sections = tuple(Section(title, tuple(written(note, words) for note in found)) for title, found in groups if found)
    shown = sum(len(found) for _, found in groups)
    total, stale = report.totals.annotations, report.totals.stale_annotations
    remark = f"{counted(stale, 'annotation')} gone stale" if stale else "none gone stale"
    if shown < total:
        remark = f"{remark}; {total - shown:,} not shown, of {words.plural} that are not in this report"
    return Section(f"Annotations ({shown:,})", sections or (Paragraph("None."),), remark=remark if total else "")


def _orphaned(found: Iterable[Annotation]) -> tuple[Note, ...]:
    return tuple(Note(annotation, stale=False) for annotation in found)


def written(note: Note, words: Words) -> Section:
    """One annotation under who wrote it, when and on what, and whether it still holds."""
    annotation = note.annotation
    about = f"on {words.side(annotation.about)}" if annotation.about else "on the whole"
    tags = " ".join(f"#{safe(tag)}" for tag in tags_of(annotation))
    title = " · ".join(filter(None, (safe(annotation.author), moment_words(annotation.created), about, tags)))
    changed = f"Changed {moment_words(annotation.edited)}. " if annotation.edited else ""
    confirmed = " ".join(f"Confirmed {moment_words(each.at)} by {safe(each.by)}." for each in annotation.confirmed)
    blocks: tuple[Block, ...] = (Paragraph(safe(annotation.text, multiline=True).strip(), recorded=True),)
    if since := f"{changed}{confirmed}".strip():
        blocks = (*blocks, Paragraph(since))
    return Section(title, blocks, outcome=_STALE if note.stale else None)
