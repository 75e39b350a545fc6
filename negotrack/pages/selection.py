"""What of the records is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from negotrack.errors import UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Side
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

    def both(self, negotiation: Negotiation) -> tuple[str, str]:
        """The same two, empty for one that is not known: nothing is reported of it, then."""
        one, other, *_ = (*self.pair(negotiation), "", "")
        return one, other

    def ordered(self, negotiation: Negotiation) -> tuple[Side, ...]:
        """Every side, those that are compared first."""
        pair = self.pair(negotiation)
        known = {side.id: side for side in negotiation.sides}
        return (*(known[each] for each in pair), *(side for side in negotiation.sides if side.id not in pair))

    def standings(self, snapshot: Snapshot) -> tuple[Standing, ...]:
        """The proposals that are shown."""
        return tuple(filter(self.shows, snapshot.standings))

    def shows(self, standing: Standing) -> bool:
        """Whether a proposal is shown."""
        return not self.statuses or standing.status in self.statuses


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
