"""What moved between two views, as a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from negotrack.analysis.diff import Change, Move, SideMove, SideState, State
from negotrack.analysis.view import View
from negotrack.analysis.wordwise import Fate, word_difference
from negotrack.model.vocabulary import Certainty
from negotrack.report.document import STATUS_TONES, Cell, Document, Entry, Outline, Paragraph, Section
from negotrack.report.items import stance_cell
from negotrack.report.words import Words
from negotrack.text import safe
from negotrack.wording import NOT_REPORTED, STATUS_SIGNS, basis_words, day_words, listed

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
    sections = tuple(_section(move, now if move.after else then) for move in moves)
    return Document(
        title=safe(after.negotiation.header.title),
        kind="What moved",
        facts=tuple([*facts, unreadable] if unreadable else facts),
        lead=(Paragraph(_totals(before, after, moves, now)),),
        page=(Section(f"Moved ({len(moves):,})", sections),) if sections else (),
    )


def _totals(before: View, after: View, moves: Sequence[Move], words: Words) -> str:
    if not moves:
        return f"Nothing moved. {words.count(len(after.standings))}, {len(after.unsettled):,} not settled."
    counts = Counter(change for move in moves for change in move.changes)
    kinds = listed([f"{counts[change]:,} {change}" for change in Change if counts[change]])
    unsettled = f"Not settled: {len(before.unsettled):,} before, {len(after.unsettled):,} after."
    return f"{words.count(len(moves))} moved: {kinds}. {unsettled}"


def _section(move: Move, words: Words) -> Section:
    entries = [*_outcome(move), *(entry for side in move.sides for entry in _side(side, words))]
    title = f"{words.proposal(move.id)}: {', '.join(move.changes)}"
    contents = _contents(move.before, move.after)
    blocks = (Outline(tuple(entries)),) if entries else (Paragraph("Its evidence is another than before."),)
    return Section(title, (*contents, *blocks))


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
    details = []
    if before and after and side.statement_changed:
        for label, old, new in (
            ("statement", before.position.statement, after.position.statement),
            ("instead", before.position.counter, after.position.counter),
        ):
            if old != new:
                details.append((f"{label} changed", _words(old or "", new or "")))
    if side.certainty_changed and before:
        details.append(("was", str(before.certainty)))
    if after:
        details += [("dated", _dated(after)), ("basis", basis_words(after.position.basis))]
        details.append(("source", words.citations.words(after.position.evidence)))
    said = safe(after.position.statement or "", multiline=True).strip() if after else ""
    was = f"Was: {before.position.stance}." if before and side.stance_changed else ""
    yield Entry(
        words.side(side.side),
        stance_cell(after.position if after else None),
        " ".join(part for part in (was, said) if part) or f"Statement {NOT_REPORTED}.",
        tuple(details),
    )


def _dated(state: SideState) -> str:
    possible = "; possible" if state.certainty is Certainty.POSSIBLE else ""
    return f"{day_words(state.position.date)}{possible}"


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
