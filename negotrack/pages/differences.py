"""What moved between two snapshots: every side's own movement, towards a proposal or away from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from negotrack.analysis.differences import ChangeKind, Differences, Move, SideChange
from negotrack.analysis.textdiff import text_difference
from negotrack.model.side_standing import SideStanding, certainty
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.pages.blocks import Block, Cell, Detail, Item, Outline, Page, Paragraph, Run, Section
from negotrack.pages.days import short_day_words
from negotrack.pages.facts import phase_words
from negotrack.pages.moves import ended_words
from negotrack.pages.proposal import grouped, merged, met_words, outcome_item, position_item, side_items
from negotrack.pages.standing import (
    held_up_words,
    retraction_items,
    ruling_items,
    shown_stance,
    stance_cell,
    status_cell,
)
from negotrack.pages.terms import Terms
from negotrack.pages.wordings import difference_runs, in_braces, meanings
from negotrack.pages.words import NOT_REPORTED, listed, unreadable_words

_APART = 3
"""How many sides stand one by one; of more, those that moved in the same way share an item."""
_WHOLE = frozenset({ChangeKind.NEW, ChangeKind.GONE, ChangeKind.WITHDRAWN})
"""What is said of a proposal itself."""


def differences_page(before: Snapshot, after: Snapshot, found: Differences, *, since: str, until: str | None) -> Page:
    """What moved from one snapshot to another.

    Args:
        before: the earlier one.
        after: the later one.
        found: what moved between them.
        since: what the earlier one is of, in words.
        until: likewise the later one; None for all that is on record.
    """
    now, then = Terms(after.negotiation), Terms(before.negotiation)
    facts = (
        phase_words(after, now),
        f"From {since} to {until}." if until else f"Since {since}, going by all that is on record.",
        unreadable_words(after.problems),
    )
    standings = ((move.after or move.before, move) for move in found.moves)
    shown = ((each, _section(move, now if move.after else then)) for each, move in standings if each)
    sections = merged(shown, now)
    lead = (_totals(before, after, found, now), ended_words(found, now), _marks_explained(found.moves))
    return Page(
        title=after.negotiation.header.title,
        kind="What moved",
        facts=tuple(fact for fact in facts if fact),
        lead=tuple(Paragraph(text) for text in lead if text),
        sections=(Section(f"Moved ({len(found.moves):,})", sections),) if sections else (),
    )


def _totals(before: Snapshot, after: Snapshot, found: Differences, terms: Terms) -> str:
    outstanding = f"Outstanding: {len(before.outstanding):,} before, {len(after.outstanding):,} after."
    if not found.moves:
        return f"Nothing moved. {outstanding}"
    counts = Counter(change for move in found.moves for change in move.changes)
    kinds = listed([_counted(change, counts[change]) for change in ChangeKind if counts[change]])
    return f"{terms.count(len(found.moves))} moved: {kinds}. {outstanding}"


def _counted(change: ChangeKind, number: int) -> str:
    """How often something changed: ``12 new``, ``moved towards it on 2``."""
    return f"{number:,} {change}" if change in _WHOLE else f"{change} on {number:,}"


def _marks_explained(moves: Sequence[Move]) -> str:
    changed = [each for move in moves for each in _contents(move)]
    changed += [each for move in moves for side in move.sides for each in _said(side)]
    used = meanings(run for each in changed if each.is_reworded for run in each.runs)
    return f"Where a text changed: {listed(used)}." if used else ""


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
        Paragraph(f"{each.label}: {in_braces(each.runs)}", recorded=True) for each in _contents(move)
    ]
    if items:
        blocks.append(Outline(items))
    nothing = Paragraph("Only the evidence changed.")
    outcome = Cell(", ".join(move.changes))
    return Section(terms.proposal(move.id), tuple(blocks) or (nothing,), outcome=outcome)


def _status(move: Move, terms: Terms) -> Iterator[Item]:
    before, after = move.before, move.after
    if after is None:
        yield Item("Status", Cell("no longer on record"), Paragraph(f"Was {before.status}." if before else ""))
    elif before is None:
        yield Item("Status", status_cell(after.status), Paragraph("Was not on record.", recorded=False))
    elif before.status is not after.status:
        held = held_up_words(after, terms)
        text = f"Was {before.status}.{f' Now: {held}.' if held else ''}"
        yield Item("Status", status_cell(after.status), Paragraph(text))


def _reasons(move: Move, terms: Terms) -> Iterator[Item]:
    """What else is on record since, and decides: outcomes, rulings, retractions, and conditions that were met."""
    if move.before is None or move.after is None:
        return
    was, now = _deciding(move.before, terms), _deciding(move.after, terms)
    yield from (item for item in now if item not in was)


def _deciding(standing: Standing, terms: Terms) -> list[Item]:
    outcomes = (each for each in standing.dossier.counting.outcomes if certainty(each, standing.day))
    met = (
        Item("Condition", Cell("met"), Paragraph(f"{(condition.text or '').strip()} ({words})", recorded=True))
        for entry in standing.dossier.counting.positions
        for number, condition in enumerate(entry.position.conditions, 1)
        if (words := met_words(standing, f"{entry.id}#{number}", terms))
    )
    return [
        *(outcome_item(outcome, terms) for outcome in outcomes),
        *ruling_items(standing, terms),
        *retraction_items(standing, terms),
        *met,
    ]


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
        item = position_item(name, entry, standing, terms)
        before = f"Was: {was}. " if not place and was != _stances(side.after) else ""
        text = Paragraph(f"{before}{item.text.text}", recorded=True)
        changed = () if place else tuple(_changed(side))
        reworded = {detail.label for detail in changed}
        details = (each for each in item.details if each.label != "offers" or "offers changed" not in reworded)
        yield Item(item.label, item.head, text, (*changed, *details), item.source)


def _stances(where: SideStanding) -> str:
    return " or ".join(dict.fromkeys(str(entry.stance) for entry in where.shown)) or shown_stance(where)


def _changed(side: SideChange) -> Iterator[Detail]:
    """What a side says and offers otherwise than before: word by word where it is the same statement, reworded."""
    for each in _said(side):
        if each.is_reworded:
            yield Detail(f"{each.label} changed", in_braces(each.runs), recorded=True)
        else:
            yield Detail(f"{each.label} before", f"{each.before.strip()}{each.day}", recorded=True)


class _Changed(NamedTuple):
    """A text of a record that reads otherwise than before.

    Attributes:
        label: what it is.
        before: how it read.
        after: how it reads.
        is_reworded: it is the same text in other words, and not another one in its place.
        day: the day of the text before where another took its place, in words.
    """

    label: str
    before: str
    after: str
    is_reworded: bool = True
    day: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """What became of its words."""
        return difference_runs(text_difference(self.before, self.after))


def _said(side: SideChange) -> Iterator[_Changed]:
    before, after = side.before.current, side.after.current
    if before is None or after is None or side.before.conflict or side.after.conflict:
        return
    same = before.date == after.date
    day = "" if same else f" ({short_day_words(before.date)})"
    for label, old, new in (
        ("statement", before.position.statement, after.position.statement),
        ("offers", before.position.counter, after.position.counter),
    ):
        if old and old != new:
            yield _Changed(label, old, new or "", bool(new and same), day)


def _contents(move: Move) -> Iterator[_Changed]:
    if move.before and move.after:
        old, new = move.before.dossier.proposal, move.after.dossier.proposal
        for label in ("number", "title", "summary"):
            was, now = (getattr(proposal, label) for proposal in (old, new))
            if was != now:
                yield _Changed(label, str(was or NOT_REPORTED), str(now or NOT_REPORTED))
