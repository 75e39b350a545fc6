"""What of the records is shown: which proposals, and which keys of a position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from negotrack.errors import UsageError
from negotrack.model.entries import PositionEntry
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
from negotrack.model.side_standing import certainty
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Release, Status


class Selection(NamedTuple):
    """What of a snapshot a report shows.

    Attributes:
        sides: the ids of the two sides that are compared; the first two where none are named.
        statuses: the statuses whose proposals are shown, in order; all where none is named. Figures stay whole.
        summary: the first sheet alone.
        annotations: with what analysts wrote.
        stakes: with the stakes that an analyst assessed; those that were stated are shown in any case.
        readings: with how far the analysts agree.
        since: with what moved since that day.
        known_by: what was recorded after this moment was not known then.
        level: who may see it, where that was asked for.
        withheld: something was left out because of the level.
    """

    sides: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    summary: bool = False
    annotations: bool = False
    stakes: bool = False
    readings: bool = False
    since: date | None = None
    known_by: datetime | None = None
    level: Release | None = None
    withheld: bool = False

    def pair(self, negotiation: Negotiation) -> tuple[str, ...]:
        """The ids of the two sides that are compared, or of the fewer that are known."""
        return compared(negotiation, self.sides)

    def ordered(self, negotiation: Negotiation) -> tuple[Side, ...]:
        """Every side, those that are compared first."""
        pair = self.pair(negotiation)
        known = {side.id: side for side in negotiation.sides}
        return (*(known[each] for each in pair), *(side for side in negotiation.sides if side.id not in pair))

    def standings(self, snapshot: Snapshot) -> tuple[Standing, ...]:
        """The proposals that are shown."""
        return tuple(each for each in snapshot.standings if not self.statuses or each.status in self.statuses)


def compared(negotiation: Negotiation, sides: Sequence[str] = ()) -> tuple[str, ...]:
    """The ids of the two sides to compare: the first two where none are named, fewer where fewer are known.

    Raises:
        UsageError: the names are not those of two sides.
    """
    known = negotiation.side_ids
    if not sides:
        return known[:2]
    if len(sides) != 2 or sides[0] == sides[1] or not set(sides) <= set(known):
        raise UsageError(f"name two different sides, as --sides {','.join(known[:2])}")
    return tuple(sides)


# ---- The keys of a position ----


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
