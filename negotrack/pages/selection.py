"""Which part of the records is shown."""

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
    """Which part of a snapshot a report shows.

    Attributes:
        sides: the ids of the two sides to compare; if empty, the first two.
        statuses: the statuses whose proposals are shown, in order; if empty, all. The figures always cover all.
        summary: whether only the first sheet is shown.
        annotations: whether annotations are shown.
        stakes: whether the stakes that an analyst assessed are shown; stated ones always are.
        readings: whether to show how far the analysts agree.
        since: the day since which to show what moved; None for no such section.
        known_by: anything recorded after this moment was not yet known on that day; None if everything was known.
        level: who may see it, if given.
        withheld: whether something was left out because of the level.
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
        """The ids of the two sides to compare, or of fewer if fewer are known."""
        return compared(negotiation, self.sides)

    def both(self, negotiation: Negotiation) -> tuple[str, str]:
        """The ids of the two sides to compare; empty for one that is not known, of which nothing is reported."""
        one, other, *_ = (*self.pair(negotiation), "", "")
        return one, other

    def ordered(self, negotiation: Negotiation) -> tuple[Side, ...]:
        """Every side, with those that are compared first."""
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
    """The ids of the two sides to compare: the first two if none are named, or fewer if fewer are known.

    Raises:
        UsageError: the names are not those of two different sides.
    """
    known = negotiation.side_ids
    if not sides:
        return known[:2]
    if len(sides) != 2 or sides[0] == sides[1] or not set(sides) <= set(known):
        raise UsageError(f"name two different sides, as --sides {','.join(known[:2])}")
    return tuple(sides)
