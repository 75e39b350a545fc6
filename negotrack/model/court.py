"""The sides that decide on a proposal, where they stand, and what follows from that: answers, and who holds it up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from negotrack.model.dates import Span, certain_by
from negotrack.model.deciding import Judgement, Option, Voter, When, judgement, when
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Condition
from negotrack.model.side_standing import NOT_REPORTED, SideStanding, certainty, decides_nothing
from negotrack.model.values import Deciders
from negotrack.model.vocabulary import CAMPS, Camp, Certainty, Decision, Stance


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

    def judgement(self, outcomes: Sequence[OutcomeEntry] = ()) -> Judgement:
        """What follows from where the sides stand; beside outcomes that say the same, with when that was."""
        sides, deciding, rule, proposers, by_others, met = self
        dates = [outcome.date for outcome in outcomes]
        voters = (
            voter_of(sides.get(side, NOT_REPORTED), met, dates, decides=True, proposes=side in proposers)
            for side in deciding
        )
        others = (
            voter_of(sides.get(side, NOT_REPORTED), met, dates, decides=False, proposes=True)
            for side in proposers
            if side not in deciding
        )
        return judgement((*voters, *others), deciding, rule, by_others)


def voter_of(
    where: SideStanding, met: Collection[str], dates: Sequence[Span | None] = (), *, decides: bool, proposes: bool
) -> Voter:
    """A side as it counts for the status, beside outcomes of some dates."""
    if where.conflict:
        options = frozenset(_option_of(entry, met, dates) for entry in where.live)
        return Voter(tuple(options), decides, proposes, conflicting=True)
    return _voter(_option_of(where.live[-1], met, dates) if where.live else None, decides, proposes)


def _option_of(entry: PositionEntry, met: Collection[str], dates: Sequence[Span | None]) -> Option:
    return _option(entry.position.stance, entry.id in met, when(entry.position.date, dates) if dates else When.BEFORE)


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
    return Voter((option,) if option else (), decides, proposes)


def court_of(dossier: Dossier, frame: Frame, sides: Mapping[str, SideStanding], day: date | None) -> Court:
    """The sides that decide on a proposal, by the rule of the proposal or else of the negotiation."""
    own = dossier.proposal.decision or frame.rule
    deciding, rule = (own, Decision.ALL) if isinstance(own, tuple) else (frame.sides, own)
    proposers = frame.proposers or _proposing(sides, day)
    return Court(sides, deciding, rule, proposers, frame.by_others, met_by(dossier, sides, frame.accepted, day))


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
    if not dossier.counting.conditional:  # nearly always
        return frozenset()
    return frozenset(
        entry.id
        for where in sides.values()
        for entry in where.present
        if entry.position.conditions and all(met for _, met in conditions(dossier, entry, accepted, day))
    )
