"""What stands above the fields of a form: where the sides stand that it is about, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Position
from negotrack.model.standing import Standing
from negotrack.tui.render import DIM, PLAIN, Line, clipped, line, paragraph, stance_style
from negotrack.wording import (
    NOT_REPORTED,
    NOT_REPORTED_SIGN,
    STANCE_SIGNS,
    Citations,
    short_day_words,
    stance_words,
)

LABEL = 15
"""Cells of what stands before each line."""
_MOST_LINES = 4
"""Lines of a statement above the fields; the record itself is behind the form."""


def position_line(label: str, position: Position | None, citations: Citations, cells: int) -> Line:
    """A position on one line: stance, day and source."""
    name = (f"{clipped(LABEL - 1, label).plain:<{LABEL}}", DIM)
    if position is None:
        return clipped(cells, name, (f"{NOT_REPORTED_SIGN} {NOT_REPORTED}", DIM))
    stance = (f"{STANCE_SIGNS[position.stance]} {stance_words(position)}", stance_style(position.stance))
    return clipped(
        cells, name, stance, (f" · {short_day_words(position.date)} · {citations.words(position.evidence)}", DIM)
    )


def statements(negotiation: Negotiation, standing: Standing, about: str | None, cells: int) -> Iterator[Line]:
    """What the sides said, or the one that is written about."""
    citations = Citations(negotiation.sources)
    for side in negotiation.sides:
        if about not in {None, side.id}:
            continue
        current = standing.of(side.id).current
        position = current.position if current else None
        yield position_line(side.name, position, citations, cells)
        if about is not None and position:
            yield from _said(position, cells)


def _said(position: Position, cells: int) -> Iterator[Line]:
    said = [*paragraph(position.statement, cells, PLAIN, indent=2)] if position.statement else []
    if position.counter:
        said += paragraph(f"↳ {position.counter}", cells, PLAIN, indent=2)
    yield from said[:_MOST_LINES]
    if len(said) > _MOST_LINES:
        yield line(("  …", DIM))
