"""A picture of where two sides stand on every proposal, what is not settled set apart, with the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotrack.model.records import Side
from negotrack.model.vocabulary import Basis, Certainty, Stance
from negotrack.report.document import STANCE_TONES, Tone
from negotrack.report.status import Row, StatusReport
from negotrack.report.words import Words
from negotrack.text import clip, safe
from negotrack.wording import (
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    Mark,
    counted,
    listed,
    stance_words,
    title_words,
)

WIDTH = 360
_SIZE = 20
_PITCH = 22
_LABEL = 18
_APART = 16
_NAME = 40
_DIGIT = 10
_LINE = 2 * _LABEL + 2 * _PITCH + 8
_MOST = 96
"""The most proposals that have a square each; more are drawn as bars."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A square for one position, or a bar for many.

    Attributes:
        x: its left edge; likewise y, width and height.
        tone: its colour.
        sign: what is written on it.
        title: what it stands for.
        dashed: the position was said of a whole set, or is none at all.
    """

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    sign: str
    title: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside the shapes, by its baseline."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and the same in words."""

    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]
    title: str
    caption: str
    description: str
    legend: tuple[tuple[str, str, Tone], ...]


def picture(report: StatusReport) -> Picture | None:
    """The picture of a report; None where there is nothing to draw, or no two sides to compare."""
    groups = [(name, rows) for name, rows in _groups(report) if rows]
    if not groups or len(report.pair) < 2:
        return None
    words = Words(report.negotiation)
    drawn = list(_squares(report, groups) if len(report.rows) <= _MOST else _bars(report, groups))
    shapes = tuple(each for each in drawn if isinstance(each, Shape))
    labels = tuple(each for each in drawn if isinstance(each, Label))
    names = listed([safe(side.name) for side in report.pair])
    title = f"Where {names} stand on {words.count(len(report.rows))}"
    possible = _only_possible(report)
    return Picture(
        height=max([*(shape.y + shape.height for shape in shapes), *(label.y + 6 for label in labels)]) + 2,
        shapes=shapes,
        labels=labels,
        title=title,
        caption=f"{title}, in groups: {'; '.join(f'{name} ({len(rows):,})' for name, rows in groups)}.{possible}",
        description=" ".join(["In groups:", *(_in_words(report, name, rows) for name, rows in groups)]) + possible,
        legend=tuple(_legend(report)),
    )


def _groups(report: StatusReport) -> list[tuple[str, list[Row]]]:
    settled = [row for row in report.rows if not row.standing.unsettled]
    return [
        ("not settled", [row for row in report.rows if row.standing.unsettled]),
        ("settled, contents reported", [row for row in settled if row.proposal.described]),
        ("settled, contents not reported", [row for row in settled if not row.proposal.described]),
    ]


def _squares(report: StatusReport, groups: Sequence[tuple[str, list[Row]]]) -> Iterator[Shape | Label]:
    """A column of two squares for each proposal, in lines, with room between the groups."""
    above, below = report.pair
    x, y = 0.0, 0.0
    yield from _names(report, y)
    for place, (_, rows) in enumerate(groups):
        x += _APART if place else 0
        for row in rows:
            if x + _SIZE > WIDTH:
                x, y = 0.0, y + _LINE
                yield from _names(report, y)
            yield _square(row, above, x, y + _LABEL)
            yield _square(row, below, x, y + _LABEL + _PITCH)
            x += _PITCH


def _names(report: StatusReport, y: float) -> Iterator[Label]:
    above, below = report.pair
    yield Label(0, y + 12, clip(safe(above.name), _NAME))
    yield Label(0, y + _LABEL + 2 * _PITCH + 12, clip(safe(below.name), _NAME))


def _square(row: Row, side: Side, x: float, y: float) -> Shape:
    where = row.standing.of(side.id)
    position = where.current.position if where.current else None
    sign = STANCE_SIGNS[position.stance] if position else NOT_REPORTED_SIGN
    possible = where.certainty is Certainty.POSSIBLE
    return Shape(
        x=x,
        y=y,
        width=_SIZE,
        height=_SIZE,
        tone=STANCE_TONES[position.stance] if position else Tone.MISSING,
        sign=f"{sign}{Mark.POSSIBLE if possible else ''}{Mark.CONTESTED if where.competing else ''}",
        title=f"{title_words(row.proposal)}: {safe(side.name)} {stance_words(position)}{', possible' * possible}",
        dashed=position is None or position.basis is Basis.COLLECTIVE,
    )


def _bars(report: StatusReport, groups: Sequence[tuple[str, list[Row]]]) -> Iterator[Shape | Label]:
    """For each group and side one bar, divided by stance."""
    above, below = report.pair
    y = 0.0
    for name, rows in groups:
        yield Label(0, y + 12, f"{name} ({len(rows):,})")
        y += _LABEL
        yield from _names(report, y)
        yield from _bar(rows, above, y + _LABEL)
        yield from _bar(rows, below, y + _LABEL + _PITCH)
        y += _LINE + _APART


def _bar(rows: Sequence[Row], side: Side, y: float) -> Iterator[Shape]:
    x = 0.0
    for stance, number in _stances(rows, side):
        wide = WIDTH * number / len(rows)
        sign = STANCE_SIGNS[stance] if stance else NOT_REPORTED_SIGN
        label = f"{sign} {number:,}"
        yield Shape(
            x=round(x, 2),
            y=y,
            width=round(wide, 2),
            height=_SIZE,
            tone=STANCE_TONES[stance] if stance else Tone.MISSING,
            sign=label if wide >= _DIGIT * len(label) else sign if wide >= _SIZE else "",
            title=f"{safe(side.name)} {stance or NOT_REPORTED}: {number:,}",
            dashed=stance is None,
        )
        x += wide


def _stances(rows: Sequence[Row], side: Side) -> list[tuple[Stance | None, int]]:
    times = Counter(row.standing.of(side.id).stance for row in rows)
    return [(stance, times[stance]) for stance in (*Stance, None) if times[stance]]


def _in_words(report: StatusReport, name: str, rows: Sequence[Row]) -> str:
    sides = []
    for side in report.pair:
        stances = [f"{stance or NOT_REPORTED} {number:,}" for stance, number in _stances(rows, side)]
        sides.append(f"{safe(side.name)} {listed(stances)}")
    return f"{name} ({len(rows):,}): {'; '.join(sides)}."


def _only_possible(report: StatusReport) -> str:
    where = [row.standing.of(side.id) for row in report.rows for side in report.pair]
    number = sum(each.certainty is Certainty.POSSIBLE for each in where)
    stands = counted(sum(each.current is not None for each in where), "position")
    return f" Only possible by this day: {number:,} of {stands}." if number else ""


def _legend(report: StatusReport) -> Iterator[tuple[str, str, Tone]]:
    used = {row.standing.of(side.id).stance for row in report.rows for side in report.pair}
    for stance in Stance:
        if stance in used:
            yield STANCE_SIGNS[stance], stance, STANCE_TONES[stance]
    if None in used:
        yield NOT_REPORTED_SIGN, NOT_REPORTED, Tone.MISSING
    if _only_possible(report) and len(report.rows) <= _MOST:
        yield Mark.POSSIBLE, "possible", Tone.MISSING
    if any(row.standing.of(side.id).competing for row in report.rows for side in report.pair):
        yield Mark.CONTESTED, "contested", Tone.AGAINST
