"""The keys of a position, as the formats for other programs have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from negotrack.model.entries import PositionEntry
from negotrack.model.side_standing import certainty


class PositionField(NamedTuple):
    """A key of a position, as the formats for other programs have it.

    Attributes:
        key: the key, as the files have it.
        heading: that of its column in a workbook; empty where it is not the text of one cell.
        needed: every position has it, so that where it is left out it is not reported.
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
"""What is written of a position, in order."""
CERTAINTY = "certainty"
"""What stands among the keys of a position, and depends on the day that is shown."""


def field_keys(fields: Iterable[PositionField], certainty_after: str) -> tuple[str, ...]:
    """The keys of fields, with the certainty of the position behind one of them."""
    keys = [field.key for field in fields]
    keys.insert(keys.index(certainty_after) + 1, CERTAINTY)
    return tuple(keys)


def field_values(entry: PositionEntry, day: date | None, keys: Iterable[str]) -> list[tuple[str, object]]:
    """Keys of a position, each with what is written of it by a day."""
    position = entry.position
    return [(key, certainty(entry, day) if key == CERTAINTY else getattr(position, key)) for key in keys]
