"""What moved between two snapshots: the movement of every side in full, or one line for each proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from negotrack.analysis.differences import ChangeKind, Differences, Move, SideChange, differences
from negotrack.analysis.wordings import text_difference
from negotrack.model.side_standing import SideStanding, certainty
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.blocks import (
    Block,
    Cell,
    Column,
    Detail,
    Item,
    Outline,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
    Wording,
)
from negotrack.pages.days import short_day_words
from negotrack.pages.headline import page_of, phase_words
from negotrack.pages.proposal import (
    OFFERS,
    grouped,
    merged,
    met_words,
    outcome_items,
    position_item,
    side_items,
    text_items,
)
from negotrack.pages.standing import (
    held_up_words,
    retraction_items,
    ruling_items,
    shown_stance,
    stance_cell,
    status_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.texts import difference_runs
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, counted, inline, listed, unreadable_words

_APART = 3
"""The most sides to have an item each; with more, those that moved in the same way share one."""
_WHOLE = frozenset({ChangeKind.NEW, ChangeKind.GONE, ChangeKind.WITHDRAWN})
"""The changes of a proposal itself: ``12 new``; others are worded as ``moved towards it on 2``."""
_FEW = 4
"""The most sides to list on one line; if the negotiation has more, they are called by their column heads."""
_ALIKE = 3
"""The fewest new proposals with nothing but an id that share a row."""
_DIRECTIONS = frozenset({ChangeKind.TOWARDS, ChangeKind.AWAY})


def differences_page(before: Snapshot, after: Snapshot, found: Differences, *, since: str, until: str | None) -> Page:
    """What moved between two snapshots, which ``since`` and ``until`` name in words; None is all that is on record."""
    now, then = Terms(after.negotiation), Terms(before.negotiation)
    unread = unreadable_words(before.problems) if before.problems != after.problems else ""
    facts = (
        phase_words(after, now),
        f"From {since} to {until}." if until else f"Since {since}, going by all that is on record.",
        f"In {since}, {unread}" if unread else "",
    )
    standings = ((move.after or move.before, move) for move in found.moves)
    shown = ((each, _section(move, now if move.after else then)) for each, move in standings if each)
    sections = merged(shown, now)
    moved = (Section(f"Moved ({len(found.moves):,})", sections),) if sections else ()
    lead = (_totals(before, after, found, now), ended_words(found, now), _marks_explained(found.moves))
    return page_of(after, "What moved", facts, moved, lead)


def _totals(before: Snapshot, after: Snapshot, found: Differences, terms: Terms) -> str:
    outstanding = f"Outstanding: {len(before.outstanding):,} before, {len(after.outstanding):,} after."
    if not found.moves:
        return f"Nothing moved. {outstanding}"
    counts = Counter(change for move in found.moves for change in move.changes)
    kinds = listed(
        [
            f"{counts[change]:,} {change}" if change in _WHOLE else f"{change} on {counts[change]:,}"
            for change in ChangeKind
            if counts[change]
        ]
    )
    return f"{terms.count(len(found.moves))} moved: {kinds}. {outstanding}"


def _marks_explained(moves: Sequence[Move]) -> str:
    changed = [each for move in moves for each in _changed_contents(move)]
    changed += [each for move in moves for side in move.sides for each in _changed_texts(side)]
    reworded = Wording(tuple(run for each in changed if each.is_reworded for run in each.wording.runs))
    return f"Where a text changed: {listed(reworded.meanings)}." if reworded.meanings else ""


def _section(move: Move, terms: Terms) -> Section:
    sides = [item for side in move.sides for item in _side(side, move, terms)]
    if move.before is None and move.after is not None:
        sides = list(side_items(move.after, terms.negotiation.sides, terms))
    items = (
        *_status(move, terms),
        *(grouped(sides) if len(terms.negotiation.sides) > _APART else sides),
        *_reasons(move, terms),
    )
    blocks: list[Block] = [
        Paragraph(f"{each.label}: {each.wording.in_braces}", recorded=True) for each in _changed_contents(move)
    ]
    if items:
        blocks.append(Outline(items))
    nothing = Paragraph("Only the evidence changed.")
    outcome = Cell(", ".join(move.changes))
    return Section(terms.proposal(move.id), tuple(blocks) or (nothing,), outcome=outcome)


def _status(move: Move, terms: Terms) -> Iterator[Item]:
    before, after = move.before, move.after
    if after is None:
        yield Item("Status", Cell(ChangeKind.GONE), Paragraph(f"Was {before.status}." if before else ""))
    elif before is None:
        yield Item("Status", status_cell(after.status), Paragraph("Was not on record."))
    elif before.status is not after.status:
        held = held_up_words(after, terms)
        text = f"Was {before.status}.{f' Now: {held}.' if held else ''}"
        yield Item("Status", status_cell(after.status), Paragraph(text))


def _reasons(move: Move, terms: Terms) -> Iterator[Item]:
    """What else has come on record: outcomes, rulings, retractions, conditions that were met, and a newer wording."""
    if move.before and move.after:
        was = _deciding(move.before, terms)
        yield from (item for item in _deciding(move.after, terms) if item not in was)
        if ChangeKind.TEXT in move.changes:
            yield from text_items(move.after, terms)


def _deciding(standing: Standing, terms: Terms) -> list[Item]:
    met = (
        Item("Condition", Cell("met"), Paragraph(f"{(condition.text or '').strip()} ({words})", recorded=True))
        for entry in standing.dossier.counting.positions
        for number, condition in enumerate(entry.position.conditions, 1)
        if (words := met_words(standing, f"{entry.id}#{number}", terms))
    )
    others = (outcome_items(standing, terms), ruling_items(standing, terms), retraction_items(standing, terms))
    return [*chain.from_iterable(others), *met]


def _side(side: SideChange, move: Move, terms: Terms) -> Iterator[Item]:
    name = terms.side(side.side)
    entries = side.after.shown
    if not entries:
        yield Item(name, stance_cell(side.after), Paragraph(f"Was: {_stances(side.before)}."))
        return
    standing = move.after or move.before
    was = _stances(side.before)
    for place, entry in enumerate(entries):
        if standing is None:
            continue
        said = () if place else tuple(_changed_texts(side))
        is_told = any(each.label == OFFERS and each.is_reworded for each in said)
        item = position_item(name, entry, standing, terms, offers="" if is_told else OFFERS)
        before = f"Was: {was}. " if not place and was != _stances(side.after) else ""
        text = Paragraph(f"{before}{item.text.text}", recorded=True)
        yield item._replace(text=text, details=(*_change_details(said), *item.details))


def _stances(where: SideStanding) -> str:
    return " or ".join(dict.fromkeys(str(entry.stance) for entry in where.shown)) or shown_stance(where)


def _change_details(said: Iterable[_Changed]) -> Iterator[Detail]:
    """What a side says or offers differently: word by word if the text was reworded, else how it read before."""
    for each in said:
        if each.is_reworded:
            yield Detail(f"{each.label} changed", each.wording.in_braces, recorded=True)
        else:
            yield Detail(f"{each.label} before", f"{each.before.strip()}{each.day}", recorded=True)


class _Changed(NamedTuple):
    """A text of a record that reads differently than before.

    Attributes:
        label: what it is.
        before: the old text.
        after: the new text.
        is_reworded: whether it is the same text in other words, not a different text in its place.
        day: the day of the old text in words, if another took its place.
    """

    label: str
    before: str
    after: str
    is_reworded: bool = True
    day: str = ""

    @property
    def wording(self) -> Wording:
        """The difference between the two texts."""
        return Wording(difference_runs(text_difference(self.before, self.after)))


def _changed_texts(side: SideChange) -> Iterator[_Changed]:
    before, after = side.before.current, side.after.current
    if before is None or after is None or side.before.conflict or side.after.conflict:
        return
    same = before.date == after.date
    day = "" if same else f" ({short_day_words(before.date)})"
    for label, old, new in (
        ("statement", before.position.statement, after.position.statement),
        (OFFERS, before.position.counter, after.position.counter),
    ):
        if old and old != new:
            yield _Changed(label, old, new or "", bool(new and same), day)


def _changed_contents(move: Move) -> Iterator[_Changed]:
    if move.before and move.after:
        old, new = move.before.dossier.proposal, move.after.dossier.proposal
        for label in ("number", "title", "summary"):
            was, now = (getattr(proposal, label) for proposal in (old, new))
            if was != now:
                yield _Changed(label, str(was or NOT_REPORTED), str(now or NOT_REPORTED))


# ---- One line for each proposal ----


def moved_section(before: Snapshot, snapshot: Snapshot, terms: Terms, *, since: str, most: int) -> Section:
    """What moved since a day, one line for each proposal: who moved, from where to where, and when."""
    found = differences(before, snapshot)
    moves, ended = found.moves, ended_words(found, terms)
    title = f"Moved since {since} ({len(moves):,})"
    if not moves:
        return Section(title, (Paragraph(ended or "Nothing moved."),))
    columns = (
        Column("number"),
        Column(terms.singular, flexible=True),
        Column("what moved", flexible=True),
        Column("day"),
    )
    new = (move.after for move in moves if move.changes == (ChangeKind.NEW,))
    nameless = {each.id for each in new if each and each.dossier.proposal.nameless}
    told = [move for move in moves if move.id not in nameless or len(nameless) < _ALIKE]
    rows = [_move(move, terms) for move in told[:most]]
    days = (str(each.day) for each in (before, snapshot) if each.day)
    blocks = [*more(told, most, " ".join(("negotrack diff", *days))), *([Paragraph(ended)] if ended else [])]
    if len(nameless) >= _ALIKE:
        rows.append(
            Row((Cell(f"{len(nameless)} more"), Cell(CONTENTS_NOT_REPORTED, tone=Tone.MISSING), Cell("new"), Cell("–")))
        )
    return Section(title, (Table(columns, tuple(rows), bare=True), *blocks))


def ended_words(found: Differences, terms: Terms) -> str:
    """On how many proposals something has only become certain, which is not movement; empty if on none."""
    number = len(found.ended)
    if not number:
        return ""
    whose = "their positions" if number > 1 else "positions on it"
    what = f"the days in which {whose} lie are over, so what was possible is now certain"
    changed = sum(each.before.status is not each.after.status for each in found.ended)
    status = f" That alone changed the status of {changed:,}." if changed else ""
    return f"Nothing moved on {terms.count(number)}: {what}.{status}"


def _move(move: Move, terms: Terms) -> Row:
    proposal = terms.negotiation.dossiers[move.id].proposal if move.id in terms.negotiation.dossiers else None
    number = str(proposal.number) if proposal and proposal.number is not None else "–"
    title = (proposal.title if proposal else None) or move.id
    sides = [side for side in move.sides if side.change in _DIRECTIONS] or list(move.sides)
    before, after = move.before, move.after
    status = [f"{before.status} → {after.status}"] if before and after and before.status is not after.status else []
    what = "; ".join([*status, *(_side_moved(side, terms) for side in sides[:_FEW])]) or ", ".join(move.changes)
    rest = f"; {counted(len(sides) - _FEW, 'more side')}" if len(sides) > _FEW else ""
    days = [side.after.current.date for side in sides if side.after.current and side.after.current.date]
    if after and not days:
        days = [each.date for each in after.dossier.counting.outcomes if each.date and certainty(each, after.day)]
    day = short_day_words(max(days, key=lambda span: span.latest)) if days else "–"
    return Row((Cell(number), Cell(inline(title)), Cell(f"{what}{rest}"), Cell(day)))


def _side_moved(side: SideChange, terms: Terms) -> str:
    was, now = shown_stance(side.before), shown_stance(side.after)
    many = len(terms.negotiation.sides) > _FEW
    name = terms.heads.get(side.side, side.side) if many else terms.side(side.side)
    return f"{name} {was} → {now}" if was != now else f"{name}: {side.change}"


def more(found: Sequence[object], most: int, command: str) -> Iterable[Block]:
    """How much was left out so that the page stays one page, and which command prints it; empty if nothing."""
    rest = len(found) - most
    return (Paragraph(f"{rest:,} more: see {command}", Tone.MISSING),) if rest > 0 else ()
