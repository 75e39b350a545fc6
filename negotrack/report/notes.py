"""What analysts wrote, in a section of its own: judgements are kept apart from facts."""

from __future__ import annotations

from negotrack.report.document import Cell, Entry, Outline, Paragraph, Section, Tone
from negotrack.report.status import Note, StatusReport
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import counted, moment_words, proposal_label


def notes(report: StatusReport, words: Words) -> Section:
    """Every annotation of the report, by what it is about."""
    groups = [("The negotiation as a whole", report.notes)]
    groups += [(proposal_label(row.proposal), row.notes) for row in report.rows]
    sections = tuple(
        Section(title, (Outline(tuple(entry(note, words) for note in found)),)) for title, found in groups if found
    )
    shown = sum(len(found) for _, found in groups)
    total, stale = report.totals.annotations, report.totals.stale_annotations
    remark = f"{counted(stale, 'annotation')} gone stale" if stale else "none gone stale"
    if shown < total:
        remark = f"{remark}; {total - shown:,} not shown, of {words.plural} that are not in this report"
    return Section(f"Annotations ({shown:,})", sections or (Paragraph("None."),), remark=remark)


def entry(note: Note, words: Words) -> Entry:
    """One annotation with who wrote it, when, and whether it still holds."""
    annotation = note.annotation
    about = f"on {words.side(annotation.about)}" if annotation.about else "on the whole"
    details = [("written", moment_words(annotation.created))]
    if annotation.edited:
        details.append(("changed", moment_words(annotation.edited)))
    if annotation.tags:
        details.append(("tags", " ".join(f"#{safe(tag)}" for tag in annotation.tags)))
    details += [("confirmed", f"{moment_words(each.at)} by {safe(each.by)}") for each in annotation.confirmed]
    if note.stale:
        details.append(("stale", "what it was written about has changed since"))
    head = Cell(f"{about}, stale", "!", Tone.AGAINST) if note.stale else Cell(about)
    return Entry(safe(annotation.author), head, safe(annotation.text, multiline=True).strip(), tuple(details))
