"""Where one side stands on a proposal by a day: which of its positions are left, and whether they conflict.

A day of None means "all records": then every entry counts as certain.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from negotrack.model.dates import certain_by, possible_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.replacing import in_time, kind_of_conflict, not_replaced
from negotrack.model.vocabulary import Basis, Certainty, ConflictKind, Stance


class SideStanding(NamedTuple):
    """Where one side stands.

    Attributes:
        current: the position that is shown; None where none is reported.
        certainty: whether the current position had surely been taken; None where there is none.
        live: the certain positions that no other one replaces, the latest last; of more than one camp, they conflict.
        conflict: the kind of their conflict, or None.
        present: every position that counts by the day, in order, also those that were only possible or are replaced.
        put_forward: the side put the proposal forward, and so counts as for, without a position of its own.
    """

    current: PositionEntry | None = None
    certainty: Certainty | None = None
    live: tuple[PositionEntry, ...] = ()
    conflict: ConflictKind | None = None
    present: tuple[PositionEntry, ...] = ()
    put_forward: bool = False

    @property
    def stance(self) -> Stance | None:
        """The stance that is shown; None where none is reported."""
        return self.current.position.stance if self.current else None

    @property
    def camp_stance(self) -> Stance | None:
        """The stance that a side counts with: that of proposing where it put the proposal forward and said no more."""
        return Stance.PROPOSES if self.put_forward else self.stance

    @property
    def reported(self) -> Stance | None:
        """The stance that counts: None also where it was only possible by the day, inferred, or not coded."""
        return self.live[-1].position.stance if self.live else None

    @property
    def competing(self) -> tuple[PositionEntry, ...]:
        """The records that conflict; none where they do not."""
        return self.live if self.conflict else ()

    @property
    def shown(self) -> tuple[PositionEntry, ...]:
        """The records that are shown: those that conflict, else the current one; none where nothing is reported."""
        return self.live if self.conflict else (self.current,) if self.current else ()


NOT_REPORTED = SideStanding()
PUT_FORWARD = SideStanding(put_forward=True)


def decides_nothing(entry: PositionEntry) -> bool:
    """Whether the record keeper inferred a position, or its statement has not been coded yet."""
    position = entry.position
    return position.basis is Basis.INFERRED or position.stance is Stance.NOT_CODED


def certainty(entry: PositionEntry | OutcomeEntry, day: date | None) -> Certainty | None:
    """Whether an entry was true by a day for sure, possibly, or (None) not."""
    if day is None or certain_by(entry.date, day):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if possible_by(entry.date, day) else None


def side_standing(present: list[PositionEntry], day: date | None) -> SideStanding:
    """Where one side stands, by the positions of it that count by a day."""
    if len(present) == 1:  # nearly all of them
        only = present[0]
        sure = certainty(only, day)
        alive = sure is Certainty.CERTAIN and not decides_nothing(only)
        alone = (only,)
        return SideStanding(only, sure, alone if alive else (), None, alone)
    certain = [entry for entry in present if certainty(entry, day) is Certainty.CERTAIN]
    live = not_replaced([entry for entry in certain if not decides_nothing(entry)])
    shown = live or not_replaced([entry for entry in present if not decides_nothing(entry)])
    shown = shown or not_replaced(certain) or not_replaced(present)
    current = shown[-1]
    ordered = tuple(sorted(present, key=in_time))
    return SideStanding(current, certainty(current, day), tuple(live), kind_of_conflict(live), ordered)


def standing_by(where: SideStanding) -> tuple[PositionEntry, ...]:
    """The records that a side may stand by: every one that conflicts, else the one that is shown."""
    return where.live if where.conflict else where.live[-1:]
