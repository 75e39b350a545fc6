"""The sides that decide on a proposal, where they stand, and what follows from that: answers, and who holds it up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from negotrack.model.dates import Span, certain_by
from negotrack.model.deciding import Option, Verdict, Voter, When, answers, when
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Condition
from negotrack.model.side_standing import NOT_REPORTED, SideStanding, certainty, decides_nothing, standing_by
from negotrack.model.values import Deciders
from negotrack.model.vocabulary import CAMPS, Camp, Certainty, Decision, Stance, Status

Group: TypeAlias = Camp | Status | None
GROUPS: tuple[Group, ...] = (Camp.FOR, Camp.PARTLY, Camp.UNDECIDED, Camp.AGAINST, Status.CONFLICTING, None)
_HOLDING_UP: tuple[Group, ...] = (Camp.AGAINST, Status.CONFLICTING, Camp.PARTLY, Camp.UNDECIDED, None)
"""Who holds a proposal up: the first of these groups that is not empty."""


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


class Court(NamedTuple):
    """The sides that decide, and where they stand."""

    sides: Mapping[str, SideStanding]
    deciding: tuple[str, ...]
    rule: Decision
    proposers: tuple[str, ...]
    by_others: bool
    met: frozenset[str]

    def answers(self, outcomes: Sequence[OutcomeEntry] = ()) -> frozenset[Verdict]:
        """What the positions may give, each with when it was taken beside outcomes that say the same."""
        dates, proposers = [outcome.date for outcome in outcomes], self.proposers
        voters = {side: self._voter(side, dates, decides=True, proposes=side in proposers) for side in self.deciding}
        for side in proposers:
            if side not in voters:
                voters[side] = self._voter(side, dates, decides=False, proposes=True)
        return answers(tuple(voters.values()), self.rule, self.by_others)

    def statuses(self) -> set[Status]:
        """What the positions may give."""
        return {answer.status for answer in self.answers()}

    def holding_up(self) -> tuple[str, ...]:
        """The sides that hold the proposal up."""
        sides, met, proposers = self.sides, self.met, self.proposers
        groups = {
            side: group_of(sides.get(side, NOT_REPORTED), met, proposes=side in proposers) for side in self.deciding
        }
        found = {*groups.values()}
        group = next((group for group in _HOLDING_UP if group in found), Camp.FOR)
        return () if group is Camp.FOR else tuple(side for side, own in groups.items() if own == group)

    def _voter(self, side: str, dates: Sequence[Span | None], *, decides: bool, proposes: bool) -> Voter:
        entries = standing_by(self.sides.get(side, NOT_REPORTED))
        if len(entries) < 2:  # nearly all of them
            return _voter(self._option(entries[0], dates) if entries else None, decides, proposes)
        choices = {self._option(entry, dates) for entry in entries}
        return Voter(tuple(choices), decides=decides, proposes=proposes)

    def _option(self, entry: PositionEntry, dates: Sequence[Span | None]) -> Option:
        at = when(entry.date, dates) if dates else When.BEFORE
        return _option(entry.position.stance, entry.id in self.met, at)


@lru_cache(maxsize=512)
def _option(stance: Stance, met: bool, at: When) -> Option:  # noqa: FBT001 - a cache takes no names
    return Option(
        camp=Camp.FOR if met else CAMPS[stance],
        conditional=stance is Stance.CONDITIONAL and not met,
        withdraws=stance is Stance.WITHDRAWS,
        when=at,
    )


@lru_cache(maxsize=2048)
def _voter(option: Option | None, decides: bool, proposes: bool) -> Voter:  # noqa: FBT001 - likewise
    return Voter((option,) if option else (), decides=decides, proposes=proposes)


def court_of(dossier: Dossier, frame: Frame, sides: Mapping[str, SideStanding], day: date | None) -> Court:
    """The sides that decide on a proposal, by the rule of the proposal or else of the negotiation."""
    own = dossier.proposal.decision or frame.rule
    deciding, rule = (own, Decision.ALL) if isinstance(own, tuple) else (frame.sides, own)
    proposers = frame.proposers or _proposing(sides, day)
    return Court(sides, deciding, rule, proposers, frame.by_others, met_by(dossier, sides, frame.accepted, day))


def group_of(where: SideStanding, met: Collection[str], *, proposes: bool) -> Group:
    """With whom a side counts: a camp, those in conflict, or None where nothing is reported of it."""
    if where.conflict:
        return Status.CONFLICTING
    if not where.live:
        return Camp.FOR if proposes else None
    entry = where.live[-1]
    return Camp.FOR if entry.id in met else CAMPS[entry.position.stance]


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
            else any(certain_by(each.date, day) for each in known.get(f"{entry.id}#{number}", ())),
        )
        for number, condition in enumerate(entry.position.conditions, 1)
    ]


def met_by(
    dossier: Dossier, sides: Mapping[str, SideStanding], accepted: Collection[str], day: date | None
) -> frozenset[str]:
    """The ids of the positions of which every condition is met by a day."""
    return frozenset(
        entry.id
        for where in sides.values()
        for entry in where.present
        if entry.position.conditions and all(met for _, met in conditions(dossier, entry, accepted, day))
    )
