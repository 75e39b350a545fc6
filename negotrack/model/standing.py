"""The rules of time: where each side stands on a proposal by a given day, and what its status is.

A day of None means "all records": then every position counts as certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from negotrack.model.certainty import certainty, order, replaces
from negotrack.model.negotiation import Dossier, Held
from negotrack.model.status import status_at
from negotrack.model.vocabulary import CAMPS, SETTLED, Certainty, Relation, Stance, Status, relation


@dataclass(frozen=True, slots=True)
class SideStanding:
    """Where one side stands.

    Attributes:
        current: its current position; None where none is reported.
        certainty: whether the current position had surely been taken; None where there is none.
        competing: two or more positions in different camps whose order in time cannot be told, else empty.
        present: every position that counts by the day, in order.
    """

    current: Held | None = None
    certainty: Certainty | None = None
    competing: tuple[Held, ...] = ()
    present: tuple[Held, ...] = ()

    @property
    def stance(self) -> Stance | None:
        """The stance of the current position; None where none is reported."""
        return self.current.position.stance if self.current else None


NOT_REPORTED = SideStanding()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every side stands on one proposal by one day.

    Attributes:
        dossier: the proposal with everything recorded of it.
        day: the day asked for; None for all records.
        sides: the standing of every side that has one, by id.
        status: the outcome by that day.
        counted: whether the proposal had been put forward, as far as its dates tell.
    """

    dossier: Dossier
    day: date | None
    sides: Mapping[str, SideStanding]
    status: Status
    counted: bool

    @property
    def contested(self) -> bool:
        """Whether positions of one side compete."""
        return any(side.competing for side in self.sides.values())

    @property
    def unsettled(self) -> bool:
        """Whether it is neither accepted nor withdrawn, or contested."""
        return self.status not in SETTLED or self.contested

    def of(self, side: str) -> SideStanding:
        """The standing of one side."""
        return self.sides.get(side, NOT_REPORTED)

    def relation(self, one: str, other: str) -> Relation:
        """How two sides relate."""
        return relation(self.of(one).stance, self.of(other).stance)


def standing(
    dossier: Dossier, sides: Sequence[str], day: date | None = None, *, person_side: str | None = None
) -> Standing:
    """Where every side stands on a proposal by a day.

    Args:
        dossier: the proposal with its ledger.
        sides: the ids of the negotiation's sides.
        day: the day asked for; None for all records.
        person_side: the side of the person who put the proposal forward, where it was a person.
    """
    held = dossier.held
    present = [each for each in held if certainty(each, day)]
    by_side: dict[str, list[Held]] = {}
    for each in present:
        by_side.setdefault(each.position.side, []).append(each)
    standings = {side: _side(ranked, day) for side, ranked in by_side.items()}
    counted = not held or bool(present)
    status = status_at(dossier, sides, day, person_side=person_side)
    return Standing(dossier, day, standings, status, counted)


def _side(present: list[Held], day: date | None) -> SideStanding:
    if len(present) == 1:
        only = present[0]
        return SideStanding(only, certainty(only, day), (), (only,))
    ordered = sorted(present, key=order)
    certain = [each for each in ordered if certainty(each, day) is Certainty.CERTAIN]
    current = (certain or ordered)[-1]
    sure = Certainty.CERTAIN if certain else Certainty.POSSIBLE
    return SideStanding(current, sure, _competing(ordered, certain), tuple(ordered))


def _competing(ordered: list[Held], certain: list[Held]) -> tuple[Held, ...]:
    camps = {CAMPS[each.position.stance] for each in ordered}
    if len(camps) == 1:
        return ()
    live = _not_replaced(ordered, certain)
    rivals = [
        each
        for each in live
        if any(
            CAMPS[each.position.stance] is not CAMPS[other.position.stance]
            and not replaces(each, other)
            and not replaces(other, each)
            for other in live
        )
    ]
    return tuple(rivals)


def _not_replaced(ordered: list[Held], certain: list[Held]) -> list[Held]:
    """Those that no certain position replaces."""
    starts = [each.position.date.earliest for each in certain if each.position.date]
    latest_start = max(starts, default=None)
    live = []
    for each in ordered:
        span = each.position.date
        if span is not None and latest_start is not None and latest_start > span.latest:
            continue
        if not any(other is not each and replaces(other, each) for other in _same_day(each, certain)):
            live.append(each)
    return live


def _same_day(each: Held, certain: list[Held]) -> list[Held]:
    span = each.position.date
    if span is None or not span.is_day:
        return []
    return [other for other in certain if other.position.date and other.position.date.first == span.first]
