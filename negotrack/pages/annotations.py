"""What analysts wrote, in sections of its own: judgements are kept apart from facts."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.analysis.tags import tags_of
from negotrack.analysis.totals import annotation_count
from negotrack.model.records import Annotation
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Block, Cell, Paragraph, Section, Tone
from negotrack.pages.days import moment_words
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms
from negotrack.pages.words import counted

_STALE = Cell("stale, what it was written about has changed since", "!", tone=Tone.AGAINST)
WHOLE_TITLE = "The negotiation as a whole"


def annotations_section(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section:
    """Every annotation of a report, by what it is about."""
    groups: list[tuple[str, Iterable[Annotation]]] = [(WHOLE_TITLE, snapshot.negotiation.annotations)]
    groups += [(terms.label(each.dossier.proposal), each.dossier.annotations) for each in selection.standings(snapshot)]
    groups += [(terms.proposal(gone), found) for gone, found in snapshot.negotiation.orphans.items()]
    sections = tuple(
        Section(title, tuple(annotation_section(each, terms, stale=each.id in snapshot.stale) for each in found))
        for title, found in groups
        if found
    )
    shown = sum(len(section.blocks) for section in sections)
    total, stale = annotation_count(snapshot), len(snapshot.stale)
    remark = f"{counted(stale, 'annotation')} gone stale" if stale else "none gone stale"
    if shown < total:
        remark = f"{remark}; {total - shown:,} not shown, of {terms.plural} that are not in this report"
    return Section(f"Annotations ({shown:,})", sections or (Paragraph("None."),), remark=remark if total else "")


def annotation_section(annotation: Annotation, terms: Terms, *, stale: bool) -> Section:
    """One annotation under who wrote it, when and on what, and whether it still holds."""
    about = f"on {terms.side(annotation.about)}" if annotation.about else "on the whole"
    tags = " ".join(f"#{tag}" for tag in tags_of(annotation))
    title = " · ".join(filter(None, (annotation.author, moment_words(annotation.created), about, tags)))
    changed = f"Changed {moment_words(annotation.edited)}. " if annotation.edited else ""
    confirmed = " ".join(f"Confirmed {moment_words(each.at)} by {each.by}." for each in annotation.confirmed)
    blocks: tuple[Block, ...] = (Paragraph(annotation.text.strip(), recorded=True),)
    if since := f"{changed}{confirmed}".strip():
        blocks = (*blocks, Paragraph(since))
    return Section(title, blocks, outcome=_STALE if stale else None)
