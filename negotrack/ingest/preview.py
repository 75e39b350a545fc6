"""The first rows as they would be, for a person to look at before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from negotrack.ingest.plan import ImportPlan, PlannedRow
from negotrack.model.records import LedgerEntry, Position
from negotrack.pages.days import short_day_words
from negotrack.pages.words import NOT_REPORTED, counted, number_words, title_words
from negotrack.text import clip, pad, safe, width

FIRST = 5
"""How many rows are shown."""


def preview(plan: ImportPlan, names: Mapping[str, str], cells: int) -> Iterator[str]:
    """Lines that show the first rows.

    Args:
        plan: what would be done.
        names: the names of the sides by id.
        cells: the width to write in.
    """
    for row in plan.rows[:FIRST]:
        yield clip(f"{row.place}: {_fate(row)}", cells)
        yield from (clip(line, cells) for line in _columns(_facts(row, names)))
    if len(plan.rows) > FIRST:
        yield f"and {counted(len(plan.rows) - FIRST, 'more row')}"


def _fate(row: PlannedRow) -> str:
    if not row.known:
        return f"the new proposal {safe(row.proposal.id)}"
    if row.entries:
        return f"{counted(len(row.entries), 'new position')} on {safe(row.proposal.id)}"
    return f"nothing new on {safe(row.proposal.id)}"


def _facts(row: PlannedRow, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    proposal = row.proposal
    if not row.known:
        yield "number", safe(number_words(proposal))
        yield "title", safe(title_words(proposal))
        for key in ("topic", "summary"):
            if text := getattr(proposal, key):
                yield key, safe(text)
    if row.known:
        yield from ((safe(names.get(entry.side or "", "")), _words(entry)) for entry in row.entries)
        return
    held = {position.side: _words(position) for position in proposal.positions}
    yield from ((safe(name), held.get(side, NOT_REPORTED)) for side, name in names.items())


def _words(position: Position | LedgerEntry) -> str:
    words = [str(position.stance), short_day_words(position.date)]
    words += [f"{each.source} {each.where or ''}".strip() for each in position.evidence]
    said = [f"“{position.statement}”"] if position.statement else []
    offered = [f"instead “{position.counter}”"] if position.counter else []
    return safe(", ".join([*words, *said, *offered]))


def _columns(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    listed = list(facts)
    widest = min(24, max((width(label) for label, _ in listed), default=0))
    for label, text in listed:
        yield f"  {pad(label, widest)}  {text}"
