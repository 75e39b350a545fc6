"""What analysts wrote, in separate sections: judgements are kept apart from facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from negotrack import analysis
from negotrack.model.identifiers import WHOLE
from negotrack.model.negotiation import Annotated, Dossier
from negotrack.model.records import Annotation, Ask, Confirmation, Passage
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Block, Cell, Page, Paragraph, Section, Tone
from negotrack.pages.days import moment_words, short_day_words
from negotrack.pages.headline import page_of, phase_words
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms
from negotrack.pages.words import WHOLE_WORDS, counted, inline

STALE = Cell("stale: what it was written about has changed since", "!", tone=Tone.AGAINST)


def annotations_page(snapshot: Snapshot, found: Sequence[Annotated]) -> Page:
    """The annotations that were found, grouped by what they are about, each with its id."""
    terms = Terms(snapshot.negotiation)
    stale = sum(each.annotation.id in snapshot.stale for each in found)
    gone = f", {f'{stale:,} of them stale' if len(found) > 1 else 'stale'}" if stale else ""
    lead = f"{counted(len(found), 'annotation')}{gone}."
    sections = _by_target(snapshot, found, terms, named=True)
    return page_of(snapshot, "Annotations", [phase_words(snapshot, terms)], sections, [lead])


def annotations_section(snapshot: Snapshot, selection: Selection, terms: Terms) -> Section:
    """The annotations of a report, grouped by what they are about."""
    known = {each.id for each in selection.standings(snapshot)}
    every = tuple(snapshot.negotiation.all_annotations())
    left_out = {each.id for each in snapshot.known.values()} - known
    found = [each for each in every if each.target not in left_out]
    stale = len(snapshot.stale)
    remark = f"{counted(stale, 'annotation')} gone stale" if stale else "none gone stale"
    if len(found) < len(every):
        more = len(every) - len(found)
        remark = f"{remark}; {more:,} not shown, of {terms.plural} that are not in this report"
    sections = tuple(_by_target(snapshot, found, terms, named=False))
    nothing = (Paragraph("None."),)
    return Section(f"Annotations ({len(found):,})", sections or nothing, remark=remark if every else "")


def annotation_section(
    annotation: Annotation, terms: Terms, *, stale: bool, dossier: Dossier | None, named: bool = False
) -> Section:
    """One annotation, titled with its author, time, side and tags; with its id if ``named``, and marked if stale."""
    about = f"on {terms.side(annotation.about)}" if annotation.about else ""
    tags = " ".join(f"#{tag}" for tag in annotation.all_tags)
    title = " · ".join(filter(None, (annotation.author, moment_words(annotation.created), about, tags)))
    blocks: list[Block] = [Paragraph(annotation.text.strip(), recorded=True)]
    blocks += (Paragraph(text, Tone.MISSING) for text in _more(annotation, dossier, named=named) if text)
    return Section(title, tuple(blocks), outcome=STALE if stale else None)


def ask_words(ask: Ask) -> str:
    """An ask: for whom, by when, and whether it is done."""
    due = f", due {short_day_words(ask.due)}" if ask.due else ""
    return f"Ask{f' to {ask.to}' if ask.to else ''}{due}: {'done' if ask.done else 'open'}."


def confirmed_words(confirmation: Confirmation) -> str:
    """When and by whom an annotation was confirmed."""
    return f"Confirmed {moment_words(confirmation.at)} by {confirmation.by}."


def passage_words(passage: Passage, dossier: Dossier | None) -> str:
    """The passage that an annotation is about, and whether the newest wording still contains it."""
    quote = f"About “{inline(passage.quote)}”"
    text = dossier.latest_text() if dossier else None
    if text is None:
        return f"{quote}; no wording is on record."
    states, found = analysis.wordings.PassageState, analysis.wordings.find_passage(passage, text.text).found
    if found is states.EXACT:
        return f"{quote}{'' if text.id == passage.text else ', which the newest wording still has in its place'}."
    where = "moved or changed in the newest wording" if found is states.MOVED else "gone from the newest wording"
    return f"{quote}; {where}."


def _more(annotation: Annotation, dossier: Dossier | None, *, named: bool) -> Iterator[str]:
    if annotation.passage:
        yield passage_words(annotation.passage, dossier)
    if annotation.ask:
        yield ask_words(annotation.ask)
    by = f" by {annotation.edited_by}" if annotation.edited_by else ""
    changed = f"Changed {moment_words(annotation.edited)}{by}. " if annotation.edited else ""
    confirmed = " ".join(map(confirmed_words, annotation.confirmed))
    yield f"{changed}{confirmed}".strip()
    if named:
        yield annotation.id


def _by_target(snapshot: Snapshot, found: Iterable[Annotated], terms: Terms, *, named: bool) -> Iterator[Section]:
    for target, group in groupby(found, key=lambda each: each.target):
        title = WHOLE_WORDS.capitalize() if target == WHOLE else terms.proposal(target)
        dossier = snapshot.negotiation.dossiers.get(target)
        stale = snapshot.stale
        sections = (
            annotation_section(each.annotation, terms, stale=each.annotation.id in stale, named=named, dossier=dossier)
            for each in group
        )
        yield Section(title, tuple(sections))
