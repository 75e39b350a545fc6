"""What moved between two views, as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from negotrack.analysis.diff import Change, Move, SideMove, State
from negotrack.analysis.view import View
from negotrack.analysis.wordwise import Fate, word_difference
from negotrack.model.records import Position, Proposal
from negotrack.model.vocabulary import Certainty
from negotrack.report.alike import told_once
from negotrack.report.document import STATUS_TONES, Cell, Document, Entry, Outline, Paragraph, Section
from negotrack.report.items import basis_detail, said, stance_cell
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import NOT_REPORTED, STATUS_SIGNS, day_words, listed

_MARKS = {Fate.KEPT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}


def movement_page(
    before: View, after: View, moves: Sequence[Move], *, since: str, until: str, unreadable: str = ""
) -> Document:
    """What a difference says, before any format.

    Args:
        before: the earlier view.
        after: the later view.
        moves: what moved between them.
        since: what the earlier view is of, in words.
        until: likewise the later one.
        unreadable: what could not be read, in a sentence; empty where everything was.
    """
    now, then = Words(after.negotiation), Words(before.negotiation)
    facts = [f"From {since} to {until}."]
    told = ((_proposal(move, before, after), _section(move, now if move.after else then)) for move in moves)
    sections = told_once(told, now)
    return Document(
        title=safe(after.negotiation.header.title),
        kind="What moved",
        facts=tuple([*facts, unreadable] if unreadable else facts),
        lead=(Paragraph(_totals(before, after, moves, now)), *_marks_explained(moves)),
        page=(Section(f"Moved ({len(moves):,})", sections),) if sections else (),
    )


def _totals(before: View, after: View, moves: Sequence[Move], words: Words) -> str:
    if not moves:
        return f"Nothing moved. {words.count(len(after.standings))}, {len(after.unsettled):,} not settled."
    counts = Counter(change for move in moves for change in move.changes)
    kinds = listed([f"{counts[change]:,} {change}" for change in Change if counts[change]])
    unsettled = f"Not settled: {len(before.unsettled):,} before, {len(after.unsettled):,} after."
    return f"{words.count(len(moves))} moved: {kinds}. {unsettled}"


def _marks_explained(moves: Sequence[Move]) -> Iterator[Paragraph]:
    reworded = any(label.endswith(" changed") for move in moves for side in move.sides for label in _changed(side))
    if reworded or any(Change.CONTENTS in move.changes for move in moves):
        gone, new = _MARKS[Fate.GONE].format("this"), _MARKS[Fate.NEW].format("this")
        yield Paragraph(f"Where a text changed, {gone} was taken out of it and {new} put in.")


def _proposal(move: Move, before: View, after: View) -> Proposal:
    return (after if move.after else before).known[move.id].dossier.proposal


def _section(move: Move, words: Words) -> Section:
    entries = [*_outcome(move), *(entry for side in move.sides for entry in _side(side, words))]
    contents = _contents(move.before, move.after)
    blocks = (Outline(tuple(entries)),) if entries else (Paragraph("Its evidence is another than before."),)
    return Section(words.proposal(move.id), (*contents, *blocks), outcome=Cell(", ".join(move.changes)))


def _outcome(move: Move) -> Iterator[Entry]:
    before, after = move.before, move.after
    if before and after and before.status is after.status and before.contested == after.contested:
        return
    state = after or before
    if state:
        head = Cell(_status(state), STATUS_SIGNS[state.status], STATUS_TONES[state.status])
        was = f"was {_status(before)}" if before else "was not there"
        yield Entry("Status", head, was if after else "is no longer there")


def _status(state: State) -> str:
    return f"{state.status}, contested" if state.contested else str(state.status)


def _side(side: SideMove, words: Words) -> Iterator[Entry]:
    after, before = side.after, side.before
    name = words.side(side.side)
    was = f"Was: {before.position.stance}." if before and side.stance_changed else ""
    if after is None:
        yield Entry(name, stance_cell(None), was)
        return
    text = " ".join(part for part in (was, said(after.position)) if part)
    details = {**_changed(side), **_details(after.position, after.certainty, words)}
    if "instead changed" in details:
        details.pop("instead", None)
    yield Entry(name, stance_cell(after.position), text, tuple(details.items()))
    for position, sure in after.rivals:
        yield Entry(name, stance_cell(position), said(position), tuple(_details(position, sure, words).items()))


def _changed(side: SideMove) -> dict[str, str]:
    """What a side says, offers and holds for certain otherwise than before."""
    before, after, found = side.before, side.after, {}
    if before and after and side.statement_changed:
        for label, old, new in (
            ("statement", before.position.statement, after.position.statement),
            ("instead", before.position.counter, after.position.counter),
        ):
            if old and new and old != new:
                found[f"{label} changed"] = _words(old, new)
            elif old and not new:
                found[f"{label} before"] = safe(old, multiline=True).strip()
    if before and side.certainty_changed:
        found["was"] = str(before.certainty)
    return found


def _details(position: Position, sure: Certainty | None, words: Words) -> dict[str, str]:
    possible = "; possible" if sure is Certainty.POSSIBLE else ""
    details = {
        "instead": safe(position.counter or "", multiline=True).strip(),
        "dated": f"{day_words(position.date)}{possible}",
        "basis": basis_detail(position.basis),
        "source": words.citations.words(position.evidence),
    }
    return {label: text for label, text in details.items() if text}


def _words(old: str, new: str) -> str:
    pieces = word_difference(old, new)
    return "".join(_MARKS[piece.fate].format(safe(piece.text, multiline=True)) for piece in pieces)


def _contents(before: State | None, after: State | None) -> tuple[Paragraph, ...]:
    if before is None or after is None or before.contents == after.contents:
        return ()
    names = ("number", "title", "summary")
    lines = [
        f"{name}: {_words(str(old or NOT_REPORTED), str(new or NOT_REPORTED))}"
        for name, old, new in zip(names, before.contents, after.contents, strict=True)
        if old != new
    ]
    return tuple(Paragraph(line) for line in lines)
