"""The wordings of a proposal: what in them is not agreed, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotrack.analysis.sides import heads
from negotrack.analysis.wordings import Bracketed, Fate, Fragment, Stretch, read_brackets, text_difference, vanished
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Text
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    Edit,
    Page,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.pages.days import day_words, moment_words, short_day_words, view_words
from negotrack.pages.headline import page_of
from negotrack.pages.terms import Terms
from negotrack.pages.words import NOT_REPORTED, counted, listed

NO_TEXT = "No wording is on record."


def texts_page(snapshot: Snapshot, identifier: str, text: Text | None = None) -> Page:
    """The wordings of a proposal as a list, and one of them in full: the newest unless another is given."""
    terms, standing = Terms(snapshot.negotiation), snapshot.known[identifier]
    found = standing.dossier.texts_by(snapshot.day)
    shown = text or standing.dossier.latest_text(snapshot.day)
    sections: list[Section] = []
    if len(found) > 1:
        sections.append(versions_section(found, terms))
    if shown:
        sections.append(text_section(shown, terms))
    return _page(snapshot, identifier, "Text", tuple(sections) or (Section("Text", (Paragraph(NO_TEXT),)),))


def text_difference_page(snapshot: Snapshot, identifier: str, before: Text, after: Text) -> Page:
    """What changed from one wording of a proposal to another."""
    terms = Terms(snapshot.negotiation)
    pieces = text_difference(before.text, after.text)
    lost = vanished(pieces)
    shares = [share_words(bracketed(each, terms.negotiation)) for each in (before, after)]
    sections = [
        Section(
            f"From {text_label(before, terms)} to {text_label(after, terms)}",
            (Wording(difference_runs(pieces)),),
            remark=f"clean: {shares[0]} before, {shares[1]} after",
        )
    ]
    if lost:
        title = f"No longer in the text ({len(lost):,})"
        sections.append(Section(title, tuple(Paragraph(each, recorded=True) for each in lost)))
    if all(piece.fate is Fate.KEPT for piece in pieces):
        sections = [Section(sections[0].title, (Paragraph("The two wordings are the same."),))]
    return _page(snapshot, identifier, "What changed in the text", tuple(sections))


def text_columns_page(snapshot: Snapshot, identifier: str) -> Page:
    """The last agreed text, the newest one of every side, and the newest since that no side tabled, side by side."""
    terms, standing = Terms(snapshot.negotiation), snapshot.known[identifier]
    columns = [
        (Section(title, (Paragraph(text_label(text, terms)), Wording(_bracket_runs(text, terms.negotiation)))),)
        for title, text in _side_by_side(standing, snapshot)
    ]
    blocks: tuple[Block, ...] = (Columns(tuple(columns)),) if columns else (Paragraph(NO_TEXT),)
    return _page(snapshot, identifier, "Texts side by side", (Section(terms.proposal(identifier), blocks),))


def difference_runs(pieces: Iterable[Fragment]) -> tuple[Run, ...]:
    """The fragments of a difference as runs."""
    return tuple(Run(piece.text, Edit(piece.fate)) for piece in pieces)


def versions_section(texts: Sequence[Text], terms: Terms) -> Section:
    """Every wording on a line of its own, the oldest first, and how much of it is clean."""
    columns = (Column("day"), Column("wording", flexible=True), Column("tabled by", flexible=True), Column("clean"))
    rows = tuple(
        Row(
            (
                Cell(short_day_words(text.date), tone=Tone.PLAIN if text.date else Tone.MISSING),
                Cell(text.label or "no label", tone=Tone.PLAIN if text.label else Tone.MISSING),
                Cell(tabled_by(text, terms) or NOT_REPORTED, tone=Tone.PLAIN if text.tabled_by else Tone.MISSING),
                Cell(share_words(bracketed(text, terms.negotiation))),
            )
        )
        for text in texts
    )
    return Section(f"Wordings ({len(texts):,})", (Table(columns, rows),))


def text_section(text: Text, terms: Terms) -> Section:
    """One wording in full, with its brackets."""
    found = bracketed(text, terms.negotiation)
    facts = [f"{day_words(text.date)}; {terms.citations.words(text.evidence)}"]
    if text.agreed:
        facts.append("Recorded as agreed.")
    blocks: list[Block] = [Paragraph(". ".join(facts)), Wording(_bracket_runs(text, terms.negotiation))]
    blocks += [Paragraph(line) for line in bracket_lines(found)]
    return Section(text_label(text, terms), tuple(blocks), remark=clean_words(found))


def newest_words(standing: Standing, terms: Terms) -> str:
    """The newest wording and how much of it is clean, in one line; empty if there is none."""
    text = standing.dossier.latest_text(standing.day)
    if text is None:
        return ""
    found = bracketed(text, terms.negotiation)
    brackets = f", {counted(found.brackets, 'bracket')}" if found.brackets else ""
    return f"{text_label(text, terms)}, {short_day_words(text.date)}: {clean_words(found)}{brackets}"


def bracketed(text: Text, negotiation: Negotiation) -> Bracketed:
    """A wording with its brackets read; their labels name sides by id, short name, column head or name."""
    known = {name for side in negotiation.sides for name in (side.id, side.name, side.short or side.id)}
    return read_brackets(text.text, {*known, *heads(negotiation.sides).values()})


def share_words(found: Bracketed) -> str:
    """The share of words that are clean, and how many words there are: ``92% of 412 words``; or why there is none."""
    if not found.words:
        return "no words"
    if found.share is None:
        return "not known (unbalanced bracket)"
    # Rounded down, so that only a text without brackets is 100% clean.
    return f"{int(100 * found.share)}% of {counted(found.words, 'word')}"


def clean_words(found: Bracketed) -> str:
    """How much of a text is clean: ``92% of 412 words clean``, that it has no words, or that this is not known."""
    if found.share is not None:
        return f"{share_words(found)} clean"
    return f"clean share {share_words(found)}" if found.words else share_words(found)


def bracket_lines(found: Bracketed) -> Iterable[str]:
    """Who wants the brackets of a text, and which of them are unbalanced."""
    if found.brackets:
        wanted = sorted(found.by_owner.items(), key=lambda each: -each[1])
        whose = (
            (f"wanted by {listed(owners)}" if owners else "whose side is not named", words) for owners, words in wanted
        )
        parts = [f"{counted(words, 'word')} {who}" for who, words in whose]
        options = f", {found.options:,} with options" if found.options else ""
        brackets = f"{counted(found.brackets, 'bracket')}{options}"
        yield f"{': '.join(filter(None, (brackets, '; '.join(parts))))}."
    for each in found.unbalanced:
        missing = "is never closed" if each.bracket == "[" else "closes nothing"
        yield f"Line {each.line}, column {each.column}: {each.bracket} {missing}; it counts as text."


def _bracket_runs(text: Text, negotiation: Negotiation) -> tuple[Run, ...]:
    """A wording as runs; those in brackets say who wants them."""
    return tuple(_run(stretch) for stretch in bracketed(text, negotiation).stretches)


def text_label(text: Text, terms: Terms) -> str:
    """What a wording is called on one line."""
    if text.label:
        return text.label
    if text.tabled_by:
        return f"text of {tabled_by(text, terms)}"
    return f"text recorded {moment_words(text.recorded)}" if text.recorded else f"text {text.id}"


def tabled_by(text: Text, terms: Terms) -> str:
    """Who tabled a wording; empty if that is not reported."""
    return listed(terms.sides(text.tabled_by or ()))


def _run(stretch: Stretch) -> Run:
    if not stretch.depth:
        return Run(stretch.text)
    return Run(stretch.text, Edit.OPEN, f"wanted by {listed(stretch.owners)}" if stretch.owners else "not agreed")


def _side_by_side(standing: Standing, snapshot: Snapshot) -> Iterable[tuple[str, Text]]:
    found = standing.dossier.texts_by(snapshot.day)
    agreed = next((text for text in reversed(found) if text.agreed), None)
    if agreed:
        yield "Last agreed", agreed
    for side in snapshot.negotiation.sides:
        own = next((text for text in reversed(found) if side.id in (text.tabled_by or ())), None)
        if own and own is not agreed:
            yield side.name, own
    sides = set(snapshot.negotiation.side_ids)
    later = found[found.index(agreed) + 1 :] if agreed else found
    others = [text for text in later if sides.isdisjoint(text.tabled_by or ())]
    if others:
        yield "Compromise", others[-1]


def _page(snapshot: Snapshot, identifier: str, kind: str, sections: tuple[Section, ...]) -> Page:
    named = Terms(snapshot.negotiation).proposal(identifier)
    return page_of(snapshot, kind, [f"{named}. As of: {view_words(snapshot.day)}."], sections)
