"""The keys of a position in the formats for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from negotrack.model.entries import PositionEntry
from negotrack.model.side_standing import certainty


class PositionField(NamedTuple):
    """A key of a position in the formats for other programs.

    Attributes:
        key: the key, as in the files.
        heading: the heading of its column in a workbook; empty if it is not the text of one cell.
        needed: whether every position should have it, so that it counts as not reported if left out.
    """

    key: str
    heading: str = ""
    needed: bool = True


FIELDS = (
    PositionField("stance", "stance"),
    PositionField("statement", "statement"),
    PositionField("counter", "instead", needed=False),
    PositionField("date", "date"),
    PositionField("deduced"),
    PositionField("basis", "basis"),
    PositionField("by", "said by", needed=False),
    PositionField("form", "form"),
    PositionField("conditions"),
    PositionField("evidence"),
)
"""What is written about a position, in order."""
CERTAINTY = "certainty"
"""A further key of a position, whose value depends on the day that is shown."""


def field_keys(fields: Iterable[PositionField], certainty_after: str) -> tuple[str, ...]:
    """The keys of fields, with the certainty of the position after one of them."""
    keys = [field.key for field in fields]
    keys.insert(keys.index(certainty_after) + 1, CERTAINTY)
    return tuple(keys)


def field_values(entry: PositionEntry, day: date | None, keys: Iterable[str]) -> list[tuple[str, object]]:
    """Keys of a position, each with its value as of a day."""
    position = entry.position
    return [(key, certainty(entry, day) if key == CERTAINTY else getattr(position, key)) for key in keys]
