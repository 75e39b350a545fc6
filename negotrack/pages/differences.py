"""What moved between two views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from negotrack.analysis.diff import Change, Move, SideMove, State
from negotrack.analysis.wordwise import Fate, word_difference
from negotrack.model.records import Position, Proposal
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Certainty
from negotrack.pages.blocks import Cell, Detail, Item, Outline, Page, Paragraph, Section
from negotrack.pages.days import day_words
from negotrack.pages.proposal import basis_detail, merged, said, stance_cell
from negotrack.pages.signs import STATUS_SIGNS, STATUS_TONES
from negotrack.pages.terms import Terms
from negotrack.pages.words import NOT_REPORTED, listed, unreadable_words

_MARKS = {Fate.KEPT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}


def differences_page(before: Snapshot, after: Snapshot, moves: Sequence[Move], *, since: str, until: str) -> Page:
    """What moved from one snapshot to another.

    Args:
        before: the earlier one.
        after: the later one.
        moves: what moved between them.
        since: what the earlier one is of, in words.
        until: likewise the later one.
    """
    now, then = Terms(after.negotiation), Terms(before.negotiation)
    facts = (f"From {since} to {until}.", unreadable_words(after.problems))
    found = ((_proposal(move, before, after), _section(move, now if move.after else then)) for move in moves)
    sections = merged(found, now)
    return Page(
        title=after.negotiation.header.title,
        kind="What moved",
        facts=tuple(fact for fact in facts if fact),
        lead=(Paragraph(_totals(before, after, moves, now)), *_marks_explained(moves)),
        sections=(Section(f"Moved ({len(moves):,})", sections),) if sections else (),
    )


def _totals(before: Snapshot, after: Snapshot, moves: Sequence[Move], terms: Terms) -> str:
    if not moves:
        return f"Nothing moved. {terms.count(len(after.standings))}, {len(after.unsettled):,} not settled."
    counts = Counter(change for move in moves for change in move.changes)
    kinds = listed([f"{counts[change]:,} {change}" for change in Change if counts[change]])
    unsettled = f"Not settled: {len(before.unsettled):,} before, {len(after.unsettled):,} after."
    return f"{terms.count(len(moves))} moved: {kinds}. {unsettled}"


def _marks_explained(moves: Sequence[Move]) -> Iterator[Paragraph]:
    reworded = any(label.endswith(" changed") for move in moves for side in move.sides for label in _labels(side))
    if reworded or any(Change.CONTENTS in move.changes for move in moves):
        gone, new = _MARKS[Fate.GONE].format("this"), _MARKS[Fate.NEW].format("this")
        yield Paragraph(f"Where a text changed, {gone} was taken out of it and {new} put in.")


def _proposal(move: Move, before: Snapshot, after: Snapshot) -> Proposal:
    return (after if move.after else before).known[move.id].dossier.proposal


def _section(move: Move, terms: Terms) -> Section:
    items = (*_outcome(move), *(item for side in move.sides for item in _side(side, terms)))
    blocks = (Outline(items),) if items else (Paragraph("Its evidence is another than before."),)
    contents = _contents(move.before, move.after)
    return Section(terms.proposal(move.id), (*contents, *blocks), outcome=Cell(", ".join(move.changes)))


def _outcome(move: Move) -> Iterator[Item]:
    before, after = move.before, move.after
    if before and after and before.status is after.status and before.contested == after.contested:
        return
    state = after or before
    if state:
        head = Cell(_status(state), STATUS_SIGNS[state.status], tone=STATUS_TONES[state.status])
        was = f"was {_status(before)}" if before else "was not there"
        yield Item("Status", head, Paragraph(was if after else "is no longer there"))


def _status(state: State) -> str:
    return f"{state.status}, contested" if state.contested else str(state.status)


def _side(side: SideMove, terms: Terms) -> Iterator[Item]:
    after, before = side.after, side.before
    name = terms.side(side.side)
    was = f"Was: {before.position.stance}." if before and side.stance_changed else ""
    if after is None:
        yield Item(name, stance_cell(None), Paragraph(was))
        return
    changed = _changed(side)
    reworded = {detail.label for detail in changed}
    details = [
        detail
        for detail in _details(after.position, after.certainty, terms)
        if detail.label != "instead" or "instead changed" not in reworded
    ]
    text = " ".join(part for part in (was, said(after.position).text) if part)
    yield Item(name, stance_cell(after.position), Paragraph(text, recorded=True), (*changed, *details))
    for position, sure in after.rivals:
        yield Item(name, stance_cell(position), said(position), _details(position, sure, terms))


def _labels(side: SideMove) -> Iterator[str]:
    return (detail.label for detail in _changed(side))


def _changed(side: SideMove) -> tuple[Detail, ...]:
    """What a side says, offers and holds for certain otherwise than before."""
    before, after = side.before, side.after
    found = []
    if before and after and side.statement_changed:
        for label, old, new in (
            ("statement", before.position.statement, after.position.statement),
            ("instead", before.position.counter, after.position.counter),
        ):
            if old and new and old != new:
                found.append(Detail(f"{label} changed", _reworded(old, new), recorded=True))
            elif old and not new:
                found.append(Detail(f"{label} before", old.strip(), recorded=True))
    if before and side.certainty_changed:
        found.append(Detail("was", str(before.certainty)))
    return tuple(found)


def _details(position: Position, sure: Certainty | None, terms: Terms) -> tuple[Detail, ...]:
    possible = "; possible" if sure is Certainty.POSSIBLE else ""
    details = (
        Detail("instead", (position.counter or "").strip(), recorded=True),
        Detail("dated", f"{day_words(position.date)}{possible}"),
        Detail("basis", basis_detail(position.basis) or ""),
        Detail("source", terms.citations.words(position.evidence)),
    )
    return tuple(detail for detail in details if detail.text)


def _reworded(old: str, new: str) -> str:
    return "".join(_MARKS[piece.fate].format(piece.text) for piece in word_difference(old, new))


def _contents(before: State | None, after: State | None) -> tuple[Paragraph, ...]:
    if before is None or after is None or before.contents == after.contents:
        return ()
    names = ("number", "title", "summary")
    return tuple(
        Paragraph(f"{name}: {_reworded(str(old or NOT_REPORTED), str(new or NOT_REPORTED))}", recorded=True)
        for name, old, new in zip(names, before.contents, after.contents, strict=True)
        if old != new
    )
