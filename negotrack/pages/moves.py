"""What moved, one line a proposal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotrack.analysis.differences import ChangeKind, Differences, Move, SideChange, differences
from negotrack.model.side_standing import certainty
from negotrack.model.snapshot import Snapshot
from negotrack.pages.blocks import Block, Cell, Column, Paragraph, Row, Section, Table, Tone
from negotrack.pages.days import short_day_words
from negotrack.pages.standing import shown_stance
from negotrack.pages.terms import Terms
from negotrack.pages.words import CONTENTS_NOT_REPORTED, inline

_FEW = 4
"""How many sides are told of one by one; where there are more of them, by the heads of their columns."""
_ALIKE = 3
"""From how many on proposals that are new and have no contents are told of together."""
_DIRECTIONS = frozenset({ChangeKind.TOWARDS, ChangeKind.AWAY})


def moved_section(before: Snapshot, snapshot: Snapshot, terms: Terms, *, since: str, most: int) -> Section:
    """What moved since a day, one line a proposal: who moved, from where to where, and when."""
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
    nameless = [move for move in moves if _is_nameless_and_new(move, terms)]
    told = [move for move in moves if move not in nameless or len(nameless) < _ALIKE]
    rows = [_move(move, terms) for move in told[:most]]
    days = (str(each.day) for each in (before, snapshot) if each.day)
    blocks = [*more(told, most, " ".join(("negotrack diff", *days))), *([Paragraph(ended)] if ended else [])]
    if len(nameless) >= _ALIKE:
        rows.append(
            Row((Cell(f"{len(nameless)} more"), Cell(CONTENTS_NOT_REPORTED, tone=Tone.MISSING), Cell("new"), Cell("–")))
        )
    return Section(title, (Table(columns, tuple(rows), bare=True), *blocks))


def ended_words(found: Differences, terms: Terms) -> str:
    """On how many proposals something has only become certain, which is no movement; empty where on none."""
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
    changed = before and after and before.status is not after.status
    status = [f"{before.status} → {after.status}"] if before and after and changed else []
    what = "; ".join([*status, *(_side_moved(side, terms) for side in sides[:_FEW])]) or ", ".join(move.changes)
    rest = f"; {len(sides) - _FEW} more sides" if len(sides) > _FEW else ""
    days = [side.after.current.date for side in sides if side.after.current and side.after.current.date]
    if after and not days:
        days = [each.date for each in after.dossier.counting.outcomes if each.date and certainty(each, after.day)]
    day = short_day_words(max(days, key=lambda span: span.latest)) if days else "–"
    return Row((Cell(number), Cell(inline(title)), Cell(f"{what}{rest}"), Cell(day)))


def _is_nameless_and_new(move: Move, terms: Terms) -> bool:
    dossier = terms.negotiation.dossiers.get(move.id)
    return move.changes == (ChangeKind.NEW,) and dossier is not None and dossier.proposal.nameless


def _side_moved(side: SideChange, terms: Terms) -> str:
    was, now = shown_stance(side.before), shown_stance(side.after)
    many = len(terms.negotiation.sides) > _FEW
    name = terms.heads.get(side.side, side.side) if many else terms.side(side.side)
    return f"{name} {was} → {now}" if was != now else f"{name}: {side.change}"


def more(found: Sequence[object], most: int, command: str) -> Iterable[Block]:
    """What is left out so that the page stays one page, and where it stands."""
    rest = len(found) - most
    return (Paragraph(f"{rest:,} more: see {command}", Tone.MISSING),) if rest > 0 else ()
