"""The context above the fields of a form: where the sides concerned stand, and what will follow from the entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from negotrack.editing.recording import Consequence
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Position
from negotrack.model.side_standing import SideStanding
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.blocks import Tone
from negotrack.pages.days import short_day_words
from negotrack.pages.signs import NOT_REPORTED_SIGN, STANCE_SIGNS, STATUS_SIGNS, stance_words
from negotrack.pages.standing import CONFLICT_WORDS, stance_cell
from negotrack.pages.terms import Citations
from negotrack.pages.words import NOT_REPORTED, PUT_FORWARD, counted, listed
from negotrack.text import pad, width
from negotrack.tui.render import (
    DIM,
    PLAIN,
    TONES,
    WARNING,
    Line,
    Piece,
    clipped,
    hanging,
    line,
    longest_name,
    paragraph,
    stance_style,
    standing_style,
    status_style,
)

FEW = 4
"""Sides that get a line each; if there are more, they are grouped by stance."""
_LABEL = 15
"""Width of the label before each line, in cells."""
_MOST_LINES = 4
"""Lines of a statement above the fields; the full record is visible behind the form."""


def status_piece(status: Status) -> Piece:
    """A status with its sign, in its colour."""
    return f"{STATUS_SIGNS[status]} {status}", status_style(status)


def position_pieces(position: Position, citations: Citations) -> list[Piece]:
    """A position on one line: stance, day and source."""
    stance = (f"{STANCE_SIGNS[position.stance]} {stance_words(position)}", stance_style(position.stance))
    where = f" · {citations.words(position.evidence)}" if position.evidence else ""
    return [stance, (f" · {short_day_words(position.date)}{where}", DIM)]


def _standing_line(label: str, where: SideStanding, citations: Citations, cells: int, room: int = _LABEL) -> Line:
    """Where a side stands, on one line; ``room`` is the width of its name in cells."""
    name = (pad(clipped(room - 1, label).plain, room), DIM)
    if where.conflict:
        return clipped(cells, name, (f"‼ conflicting: {CONFLICT_WORDS[where.conflict]}", WARNING))
    if where.put_forward:
        return clipped(cells, name, (f"{STANCE_SIGNS[Stance.PROPOSES]} {PUT_FORWARD}", standing_style(where)))
    if where.current is None:
        return clipped(cells, name, (f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM))
    return clipped(cells, name, *position_pieces(where.current.position, citations))


def statements(negotiation: Negotiation, standing: Standing, about: str | None, cells: int) -> Iterator[Line]:
    """What each side said, grouped by stance if there are many; or only what the side ``about`` said."""
    if about is None and len(negotiation.sides) > FEW:
        yield from _by_stance(negotiation, standing, cells)
        return
    citations = Citations(negotiation.sources)
    longest = longest_name(negotiation.sides)
    room = max(_LABEL, min(longest + 1, cells // 3))
    for side in negotiation.sides:
        if about not in {None, side.id}:
            continue
        where = standing.of(side.id)
        yield _standing_line(side.name, where, citations, cells, room)
        if about is not None and where.current:
            yield from _said(where.current.position, cells)


def _by_stance(negotiation: Negotiation, standing: Standing, cells: int) -> Iterator[Line]:
    """The sides grouped by stance, those in favour first."""
    groups: dict[tuple[Tone, str], list[str]] = {}
    for side in negotiation.sides:
        cell = stance_cell(standing.of(side.id))
        groups.setdefault((cell.tone, cell.words.replace("\n", " ")), []).append(side.name)
    room = max(_LABEL, *(width(words) + 2 for _, words in groups))
    for tone, words in sorted(groups, key=lambda each: list(Tone).index(each[0])):
        yield from hanging((words, TONES[tone]), listed(groups[tone, words]), cells, indent=room)


def consequences(
    negotiation: Negotiation, side: str | None, found: Sequence[Consequence], cells: int
) -> Iterator[Line]:
    """Where a side stands before and after, the resulting status, and how many annotations go stale."""
    if side and len(found) == 1:
        citations, name = Citations(negotiation.sources), negotiation.side_name(side)
        room = _LABEL - 1 - len(" then")
        name = clipped(room, name).plain
        yield _standing_line(f"{name} now", found[0].before.of(side), citations, cells)
        yield _standing_line(f"{name} then", found[0].after.of(side), citations, cells)
    moves = Counter((each.before.status, each.after.status) for each in found)
    for place, ((before, after), times) in enumerate(moves.most_common()):
        label: Piece = (f"{'status' if place == 0 else '':<{_LABEL}}", DIM)
        count: Piece = f"{times} of {len(found)}  " if len(moves) > 1 else ""
        stays: Piece = (" stays", DIM)
        move = [status_piece(before), stays] if before is after else [status_piece(before), " → ", status_piece(after)]
        yield clipped(cells, label, count, *move)
    if stale := sum(len(each.stale) for each in found):
        words = f"⚠ {counted(stale, 'annotation')} will go stale"
        yield clipped(cells, (" " * _LABEL, DIM), (words, WARNING))


def _said(position: Position, cells: int) -> Iterator[Line]:
    said = [*paragraph(position.statement, cells, PLAIN, indent=2)] if position.statement else []
    if position.counter:
        said += paragraph(f"↳ {position.counter}", cells, PLAIN, indent=2)
    yield from said[:_MOST_LINES]
    if len(said) > _MOST_LINES:
        yield line(("  …", DIM))
