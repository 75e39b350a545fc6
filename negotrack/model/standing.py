"""What holds of one proposal by a day: where each side stands, what became of it, and who holds it up.

A day of None means "all records": then every entry counts as certain.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from negotrack.model.dates import Span
from negotrack.model.deciding import Option, Verdict, Voter, When, answers, beside, beside_summary, when
from negotrack.model.entries import FILE_STATUS, OutcomeEntry, PositionEntry, latest_day, positions_in_file
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Condition, LedgerEntry, Proposal
from negotrack.model.replacing import not_replaced
from negotrack.model.side_standing import (
    NOT_REPORTED,
    SideStanding,
    certainty,
    decides_nothing,
    side_standing,
    standing_by,
)
from negotrack.model.values import Deciders
from negotrack.model.vocabulary import (
    CAMPS,
    SETTLED,
    Camp,
    Certainty,
    ConflictKind,
    Decision,
    Relation,
    Stance,
    Status,
    relation,
)


class Conflict(NamedTuple):
    """Records of which none can be preferred.

    Attributes:
        kind: why not.
        side: whose records they are; None where an outcome stands against the positions, or against another.
        entries: the ids of the records.
    """

    kind: ConflictKind
    side: str | None
    entries: tuple[str, ...]


class Tally(NamedTuple):
    """How many of the sides that decide stand where."""

    in_favour: int
    partly: int
    undecided: int
    against: int
    conflicting: int
    not_reported: int

    @property
    def sides(self) -> int:
        """How many sides decide."""
        return sum(self)


class Frame(NamedTuple):
    """What the status of a proposal depends on beside its own records.

    Attributes:
        sides: the ids of the negotiation's sides that decide.
        rule: how they decide where the proposal does not say.
        proposers: the sides that put the proposal forward, as far as named.
        by_others: whether somebody who is of no side put it forward too.
        accepted: the ids of the proposals that are accepted, for conditions that wait for one.
        analysts: the one name of recorders who go by several, by each of them.
    """

    sides: tuple[str, ...] = ()
    rule: Deciders = Decision.ALL
    proposers: tuple[str, ...] = ()
    by_others: bool = False
    accepted: Collection[str] = frozenset()
    analysts: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Standing:
    """What holds of one proposal by one day.

    Attributes:
        dossier: the proposal with everything recorded of it.
        day: the day asked for; None for all records.
        sides: the standing of every side that has one, by id.
        status: what holds of it.
        outcome: the outcome that was recorded and holds, or conflicts; None where the positions alone decide.
        conflicts: the records of which none can be preferred.
        held_up_by: the sides that hold it up, in the order of the negotiation; none where it is settled.
        deciding: the ids of the sides that decide on it.
        proposers: the ids of the sides that put it forward.
        rule: how they decide.
        met: the ids of the positions of which every condition is met.
        counted: whether it had been put forward, as far as its dates tell.
    """

    dossier: Dossier
    day: date | None
    sides: Mapping[str, SideStanding]
    status: Status
    outcome: OutcomeEntry | None
    conflicts: tuple[Conflict, ...]
    held_up_by: tuple[str, ...]
    deciding: tuple[str, ...]
    proposers: tuple[str, ...]
    rule: Decision
    met: frozenset[str]
    counted: bool

    @property
    def id(self) -> str:
        """The id of the proposal."""
        return self.dossier.id

    @property
    def outstanding(self) -> bool:
        """Whether it is neither accepted nor withdrawn."""
        return self.status not in SETTLED

    @property
    def conflicting(self) -> bool:
        """Whether records of it conflict; its status may be clear all the same."""
        return bool(self.conflicts)

    @property
    def rulings(self) -> tuple[LedgerEntry, ...]:
        """The rulings that decide something of it."""
        return self.dossier.counting.rulings

    @cached_property
    def tally(self) -> Tally:
        """How many of the sides that decide stand where."""
        where = [self._group(side) for side in self.deciding]
        return Tally(*(where.count(group) for group in _GROUPS))

    def of(self, side: str) -> SideStanding:
        """The standing of one side."""
        return self.sides.get(side, NOT_REPORTED)

    def relation(self, one: str, other: str) -> Relation:
        """How two sides relate."""
        first, second = self.of(one), self.of(other)
        if first.conflict or second.conflict:
            return Relation.CONFLICTING
        return relation(first.reported, second.reported)

    def _group(self, side: str) -> _Group:
        return _group(self.of(side), self.met, proposes=side in self.proposers)


_Group: TypeAlias = Camp | Status | None
_GROUPS: tuple[_Group, ...] = (Camp.FOR, Camp.PARTLY, Camp.UNDECIDED, Camp.AGAINST, Status.CONFLICTING, None)
_HOLDING_UP: tuple[_Group, ...] = (Camp.AGAINST, Status.CONFLICTING, Camp.PARTLY, Camp.UNDECIDED, None)
"""Who holds a proposal up: the first of these groups that is not empty."""


def standing(dossier: Dossier, frame: Frame, day: date | None = None) -> Standing:
    """What holds of a proposal by a day."""
    counting = dossier.counting
    present = [_by_name(entry, frame) for entry in counting.positions if certainty(entry, day)]
    by_side: dict[str, list[PositionEntry]] = {}
    for entry in present:
        by_side.setdefault(entry.side, []).append(entry)
    sides = {side: side_standing(entries, day) for side, entries in by_side.items()}
    court = _court(dossier, frame, sides, day)
    status, outcome, conflict = _status(dossier, court, frame, day)
    conflicts = tuple(
        Conflict(where.conflict, side, tuple(entry.id for entry in where.live))
        for side, where in sorted(sides.items())
        if where.conflict
    )
    return Standing(
        dossier=dossier,
        day=day,
        sides=sides,
        status=status,
        outcome=outcome,
        conflicts=(*conflicts, conflict) if conflict else conflicts,
        held_up_by=() if status in SETTLED else court.holding_up(),
        deciding=court.deciding,
        proposers=court.proposers,
        rule=court.rule,
        met=court.met,
        counted=_is_counted(dossier, day),
    )


def _by_name(entry: PositionEntry, frame: Frame) -> PositionEntry:
    """The entry under the one name of its recorder."""
    name = frame.analysts.get(entry.recorded_by or "") if frame.analysts else None
    return entry._replace(recorded_by=name) if name else entry


def _is_counted(dossier: Dossier, day: date | None) -> bool:
    """Whether something that counts may have been by a day, or nothing does."""
    dated: tuple[PositionEntry | OutcomeEntry, ...] = (*dossier.counting.positions, *dossier.counting.outcomes)
    return not dated or any(certainty(entry, day) for entry in dated)


class _Court(NamedTuple):
    """The sides that decide, and where they stand."""

    sides: Mapping[str, SideStanding]
    deciding: tuple[str, ...]
    rule: Decision
    proposers: tuple[str, ...]
    by_others: bool
    met: frozenset[str]

    def answers(self, outcomes: Sequence[OutcomeEntry] = ()) -> set[Verdict]:
        """What the positions may give, each with when it was taken beside outcomes that say the same."""
        dates = [outcome.date for outcome in outcomes]
        deciding, proposers = frozenset(self.deciding), frozenset(self.proposers)
        voters = [
            self._voter(side, dates, decides=side in deciding, proposes=side in proposers)
            for side in dict.fromkeys((*self.deciding, *self.proposers))
        ]
        return answers(voters, self.rule, by_others=self.by_others)

    def statuses(self) -> set[Status]:
        """What the positions may give."""
        return {answer.status for answer in self.answers()}

    def holding_up(self) -> tuple[str, ...]:
        """The sides that hold the proposal up."""
        groups = {
            side: _group(self.sides.get(side, NOT_REPORTED), self.met, proposes=side in self.proposers)
            for side in self.deciding
        }
        group = next((group for group in _HOLDING_UP if group in groups.values()), Camp.FOR)
        return () if group is Camp.FOR else tuple(side for side, own in groups.items() if own == group)

    def _voter(self, side: str, dates: Sequence[Span | None], *, decides: bool, proposes: bool) -> Voter:
        entries = standing_by(self.sides.get(side, NOT_REPORTED))
        if len(entries) < 2:  # nearly all of them
            entry = next(iter(entries), None)
            option = self._option(entry, dates) if entry else None
            return _voter_with(option, decides, proposes)
        choices = {self._option(entry, dates) for entry in entries}
        return Voter(tuple(choices), decides=decides, proposes=proposes)

    def _option(self, entry: PositionEntry, dates: Sequence[Span | None]) -> Option:
        return _option_of(entry.stance, entry.id in self.met, when(entry.date, dates))


@lru_cache(maxsize=512)
def _option_of(stance: Stance, met: bool, at: When) -> Option:  # noqa: FBT001 - a cache takes no names
    return Option(
        camp=Camp.FOR if met else CAMPS[stance],
        conditional=stance is Stance.CONDITIONAL and not met,
        withdraws=stance is Stance.WITHDRAWS,
        when=at,
    )


@lru_cache(maxsize=2048)
def _voter_with(option: Option | None, decides: bool, proposes: bool) -> Voter:  # noqa: FBT001 - likewise
    return Voter((option,) if option else (), decides=decides, proposes=proposes)


def _court(dossier: Dossier, frame: Frame, sides: Mapping[str, SideStanding], day: date | None) -> _Court:
    own = dossier.proposal.decision or frame.rule
    deciding, rule = (own, Decision.ALL) if isinstance(own, tuple) else (frame.sides, own)
    proposers = frame.proposers or _proposing(sides, day)
    return _Court(sides, deciding, rule, proposers, frame.by_others, _met(dossier, sides, frame.accepted, day))


def _group(where: SideStanding, met: Collection[str], *, proposes: bool) -> _Group:
    if where.conflict:
        return Status.CONFLICTING
    entry = next(iter(standing_by(where)), None)
    if entry is None:
        return Camp.FOR if proposes else None
    return Camp.FOR if entry.id in met else entry.camp


def _proposing(sides: Mapping[str, SideStanding], day: date | None) -> tuple[str, ...]:
    """The sides that surely proposed, where nobody is named as the proposer, also if they withdrew later."""
    return tuple(
        side
        for side, where in sides.items()
        if any(
            entry.stance is Stance.PROPOSES
            and not decides_nothing(entry)
            and certainty(entry, day) is Certainty.CERTAIN
            for entry in where.present
        )
    )


def conditions(
    dossier: Dossier, entry: PositionEntry, accepted: Collection[str], day: date | None
) -> list[tuple[Condition, bool]]:
    """The conditions of a position, each with whether it is met by a day."""
    known = dossier.counting.met
    return [
        (
            condition,
            condition.proposal in accepted
            if condition.proposal
            else any(_certain_by(each, day) for each in known.get(f"{entry.id}#{number}", ())),
        )
        for number, condition in enumerate(entry.position.conditions, 1)
    ]


def _met(
    dossier: Dossier, sides: Mapping[str, SideStanding], accepted: Collection[str], day: date | None
) -> frozenset[str]:
    return frozenset(
        entry.id
        for where in sides.values()
        for entry in where.present
        if entry.position.conditions and all(met for _, met in conditions(dossier, entry, accepted, day))
    )


def _certain_by(entry: LedgerEntry, day: date | None) -> bool:
    return day is None or entry.date is None or entry.date.certain_by(day)


def _status(
    dossier: Dossier, court: _Court, frame: Frame, day: date | None
) -> tuple[Status, OutcomeEntry | None, Conflict | None]:
    counting = dossier.counting
    certain = [each for each in counting.outcomes if certainty(each, day) is Certainty.CERTAIN]
    summary = _summary(dossier, court, frame, day)
    outcomes = not_replaced([*certain, *([summary] if summary else [])])
    if any(not outcome.in_file for outcome in outcomes) and len({outcome.status for outcome in outcomes}) == 1:
        outcomes = [outcome for outcome in outcomes if not outcome.in_file]
    if not outcomes:
        return _of(court.statuses()), None, None
    newest = outcomes[-1]
    if len({outcome.status for outcome in outcomes}) > 1:
        ids = tuple(outcome.id for outcome in outcomes)
        return Status.CONFLICTING, newest, Conflict(ConflictKind.OUTCOME, None, ids)
    if newest.in_file:
        holds = beside_summary(court.statuses(), newest.status, _before_others(dossier, court, day).statuses())
    else:
        holds = beside(court.answers(outcomes), newest.status)
    if None in holds:
        return Status.CONFLICTING, newest, Conflict(ConflictKind.OUTCOME, None, _against(outcomes, court))
    status = next(iter(holds)) if len(holds) == 1 else Status.CONFLICTING
    return status or Status.CONFLICTING, newest if newest.status in holds else None, None


def _of(found: Collection[Status]) -> Status:
    return next(iter(found)) if len(found) == 1 else Status.CONFLICTING


def _summary(dossier: Dossier, court: _Court, frame: Frame, day: date | None) -> OutcomeEntry | None:
    """The status in the proposal's own file, while nothing recorded elsewhere changes what the positions give."""
    proposal = dossier.proposal
    if not dossier.counting.file_status or not _all_certain(proposal, day):
        return None
    if dossier.ledger:
        alone = _court_of_the_file(dossier, frame._replace(accepted=()))
        if _before_others(dossier, court, day).statuses() != alone.statuses():
            return None
    return OutcomeEntry(FILE_STATUS, proposal.status, latest_day(proposal), in_file=True)


def _before_others(dossier: Dossier, court: _Court, day: date | None) -> _Court:
    """The sides as they stand while no other proposal is accepted."""
    return court._replace(met=_met(dossier, court.sides, (), day)) if dossier.waits_for_proposals else court


def _all_certain(proposal: Proposal, day: date | None) -> bool:
    return day is None or all(position.date is None or position.date.certain_by(day) for position in proposal.positions)


def _court_of_the_file(dossier: Dossier, frame: Frame) -> _Court:
    """The sides as the proposal's own file alone has them."""
    alone = Dossier(dossier.proposal)
    by_side: dict[str, list[PositionEntry]] = {}
    for entry in positions_in_file(dossier.proposal):
        by_side.setdefault(entry.side, []).append(entry)
    sides = {side: side_standing(entries, None) for side, entries in by_side.items()}
    return _court(alone, frame, sides, None)


def _against(outcomes: Sequence[OutcomeEntry], court: _Court) -> tuple[str, ...]:
    """An outcome, and the positions of the sides that do not give it."""
    voters = dict.fromkeys((*court.deciding, *court.proposers))
    entries = (entry for side in voters for entry in standing_by(court.sides.get(side, NOT_REPORTED)))
    return (*(outcome.id for outcome in outcomes), *(entry.id for entry in entries))


def contradicts_file(dossier: Dossier, frame: Frame) -> Status | None:
    """What the positions in a proposal's own file give instead of the status there; None where they do not."""
    status = dossier.proposal.status
    if status is Status.OPEN:
        return None
    # A condition may wait for another proposal: who wrote the status may have known, or not, that it was accepted.
    given = [_court_of_the_file(dossier, frame._replace(accepted=each)).statuses() for each in ((), frame.accepted)]
    return None if any(found <= {status, Status.OPEN} for found in given) else _of(given[-1])
