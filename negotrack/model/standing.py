"""The rules of time: where each side stands on a proposal by a given day, and what its status is.

A day of None means "all records": then every position counts as certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from negotrack.model.negotiation import Dossier, Held
from negotrack.model.vocabulary import CAMPS, SETTLED, Basis, Camp, Certainty, Relation, Stance, Status, relation


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
    status = _written_status(dossier, day)
    if status is None:
        status = derived_status(dossier, sides, day, person_side=person_side)
    return Standing(dossier, day, standings, status, counted)


def certainty(held: Held, day: date | None) -> Certainty | None:
    """Whether a position had been taken by a day, may have been, or (None) had not."""
    span = held.position.date
    if day is None or span is None or span.certain_by(day):
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if span.possible_by(day) else None


def replaces(later: Held, earlier: Held) -> bool:
    """Whether one position of a side comes surely after another of it."""
    after, before = later.position.date, earlier.position.date
    if after is None or before is None:
        return False
    if after.earliest > before.latest:
        return True
    if after.is_day and before.is_day and after.first == before.first and later.rank > earlier.rank:
        return not _sources(later).isdisjoint(_sources(earlier))
    return False


def derived_status(
    dossier: Dossier, sides: Sequence[str], day: date | None = None, *, person_side: str | None = None
) -> Status:
    """The status that the certain positions that are not inferred give."""
    stances = certain_stances(dossier.held, day)
    proposers = _proposers(dossier, sides, day, person_side)
    if any(stances.get(side) is Stance.WITHDRAWS for side in proposers):
        return Status.WITHDRAWN
    others = [side for side in sides if side not in proposers] or list(sides)
    given = [stances.get(side) for side in others]
    if any(stance and CAMPS[stance] is Camp.AGAINST for stance in given):
        return Status.REJECTED
    if Stance.CONDITIONAL in given:
        return Status.CONDITIONAL
    everyone_else_for = given and all(stance and CAMPS[stance] is Camp.FOR for stance in given)
    if everyone_else_for and not contradiction(Status.ACCEPTED, stances, sides):
        return Status.ACCEPTED
    return Status.OPEN


def contradiction(status: Status, stances: Mapping[str, Stance], sides: Sequence[str]) -> str | None:
    """How the positions contradict a written status, or None where they do not.

    Args:
        status: the status that is written.
        stances: the certain stances that are not inferred, by side.
        sides: the ids of the negotiation's sides.
    """
    against = [side for side in sides if side in stances and CAMPS[stances[side]] is Camp.AGAINST]
    if status is Status.ACCEPTED and against:
        return f"accepted, but {', '.join(against)} stands against it ({stances[against[0]]})"
    if status is Status.REJECTED and all(side in stances and CAMPS[stances[side]] is Camp.FOR for side in sides):
        return "rejected, but every side stands for it"
    return None


def certain_stances(held: Iterable[Held], day: date | None) -> dict[str, Stance]:
    """The last certain stance of each side by a day, inferred ones left out."""
    last: dict[str, Held] = {}
    for each in _facts(held, day):
        known = last.get(each.position.side)
        if known is None or _order(each) > _order(known):
            last[each.position.side] = each
    return {side: each.position.stance for side, each in last.items()}


def _facts(held: Iterable[Held], day: date | None) -> Iterator[Held]:
    """The certain positions that are not inferred."""
    for each in held:
        if each.position.basis is not Basis.INFERRED and certainty(each, day) is Certainty.CERTAIN:
            yield each


def _side(present: list[Held], day: date | None) -> SideStanding:
    if len(present) == 1:
        only = present[0]
        return SideStanding(only, certainty(only, day), (), (only,))
    ordered = sorted(present, key=_order)
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


def _order(held: Held) -> tuple[int, int]:
    span = held.position.date
    return (span.latest.toordinal() if span else 0, held.rank)


def _sources(held: Held) -> set[str]:
    return {evidence.source for evidence in held.position.evidence}


def _proposers(dossier: Dossier, sides: Sequence[str], day: date | None, person_side: str | None) -> list[str]:
    """The sides that put a proposal forward: those that are named, else those that surely proposed it by the day."""
    named = dossier.proposal.proposed_by
    if named is None:
        facts = _facts(dossier.held, day)
        named = tuple(each.position.side for each in facts if each.position.stance is Stance.PROPOSES)
    proposers = [side for side in named if side in sides]
    return [*proposers, person_side] if person_side and not proposers else proposers


def _written_status(dossier: Dossier, day: date | None) -> Status | None:
    """The latest written status that counts by a day, or None before any does."""
    proposal = dossier.proposal
    spans = [position.date for position in proposal.positions if position.date]
    status, since = None, -1
    if not spans or day is None or all(span.certain_by(day) for span in spans):
        status, since = proposal.status, max((span.latest.toordinal() for span in spans), default=0)
    for entry in dossier.ledger:
        if entry.status is None:
            continue
        span = entry.date
        if span is not None and day is not None and not span.certain_by(day):
            continue
        counts_from = span.latest.toordinal() if span else 0
        if counts_from >= since:
            status, since = entry.status, counts_from
    return status
