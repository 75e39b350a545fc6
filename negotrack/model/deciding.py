"""The sides that decide: where they stand, the status that follows by the decision rule, and who holds a proposal up.

All choices between conflicting records are tried at once: a state sums up the sides seen so far, and a side whose
records conflict leads from one state to several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from negotrack.model.dates import Span, certain_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Condition
from negotrack.model.side_standing import NOT_REPORTED, SideStanding, certainty, decides_nothing
from negotrack.model.values import Deciders
from negotrack.model.vocabulary import CAMPS, Camp, Certainty, Decision, Stance, Status


class When(IntEnum):
    """When a position was taken relative to an outcome; of several, the latest counts."""

    NOT_THERE = 0
    BEFORE = 1
    CANNOT_BE_TOLD = 2
    AFTER = 3


class Option(NamedTuple):
    """One record that may be a side's position.

    Attributes:
        camp: its camp; a position whose conditions are all met counts as for.
        conditional: whether it is conditional and a condition is not met.
        withdraws: whether it withdraws the proposal.
        when: when it was taken, relative to the outcome.
    """

    camp: Camp
    conditional: bool = False
    withdraws: bool = False
    when: When = When.BEFORE


class Voter(NamedTuple):
    """A side that counts for the status.

    Attributes:
        choices: its possible positions; none if nothing is reported, several if its records conflict.
        decides: whether its consent is needed.
        proposes: whether it put the proposal forward.
        conflicting: whether its records conflict.
    """

    choices: tuple[Option, ...]
    decides: bool
    proposes: bool
    conflicting: bool = False


class _State(NamedTuple):
    against: When = When.NOT_THERE
    conditional: When = When.NOT_THERE
    in_favour: When = When.NOT_THERE
    withdrawn: When = When.NOT_THERE
    all_for: bool = True
    all_withdrawn: bool = True
    votes: tuple[int, int, int] = (0, 0, 0)  # for, against, reported


class Verdict(NamedTuple):
    """A status that may follow from the positions, and when the latest position behind it was taken."""

    status: Status
    when: When


VoterGroup: TypeAlias = Camp | Status | None
"""The group that a side counts in: a camp, those in conflict, or None if nothing is reported of it."""
_HOLDING_UP: tuple[VoterGroup, ...] = (Camp.AGAINST, Status.CONFLICTING, Camp.PARTLY, Camp.UNDECIDED, None)
"""Who holds a proposal up: the first of these groups that has members."""


class Judgement(NamedTuple):
    """What follows from where the sides stand.

    Attributes:
        verdicts: every verdict that may follow from the positions; just one unless records conflict.
        statuses: the statuses of these verdicts.
        holding_up: the sides that hold the proposal up; none if every side is for it.
    """

    verdicts: frozenset[Verdict]
    statuses: frozenset[Status]
    holding_up: tuple[str, ...]


@lru_cache(maxsize=4096)  # thousands of proposals stand in a few dozen ways
def judgement(voters: tuple[Voter, ...], sides: tuple[str, ...], rule: Decision, by_others: bool) -> Judgement:  # noqa: FBT001
    """What follows from where the sides stand.

    Args:
        voters: the sides that decide, then any others that put the proposal forward.
        sides: the ids of the sides that decide.
        rule: a majority of the sides that decide, or all of them.
        by_others: whether someone of no side also put it forward, so that the sides cannot withdraw it.
    """
    verdicts = _verdicts(voters, rule, by_others=by_others)
    groups = dict(zip(sides, map(group_of, voters), strict=False))
    found = {*groups.values()}
    group = next((group for group in _HOLDING_UP if group in found), Camp.FOR)
    holding_up = () if group is Camp.FOR else tuple(side for side, own in groups.items() if own == group)
    return Judgement(verdicts, frozenset(answer.status for answer in verdicts), holding_up)


def group_of(voter: Voter) -> VoterGroup:
    """The group that a side counts in."""
    if voter.conflicting:
        return Status.CONFLICTING
    if not voter.choices:
        return Camp.FOR if voter.proposes else None
    return voter.choices[0].camp


def _verdicts(voters: tuple[Voter, ...], rule: Decision, *, by_others: bool) -> frozenset[Verdict]:
    states = {_State()}
    for voter in voters if rule is Decision.MAJORITY else _without_repetitions(voters):
        states = {_next_state(state, choice, voter, rule) for state in states for choice in voter.choices or (None,)}
    deciding = sum(voter.decides for voter in voters)
    proposed = not by_others and any(voter.proposes for voter in voters)
    return frozenset(_verdict(state, rule, deciding, proposed=proposed) for state in states)


def _without_repetitions(voters: Sequence[Voter]) -> Iterator[Voter]:
    """The voters without duplicates: where all must consent, a second side with the same sure position adds nothing."""
    yield from dict.fromkeys(voter for voter in voters if len(voter.choices) < 2)
    yield from (voter for voter in voters if len(voter.choices) > 1)


def when(span: Span | None, outcomes: Collection[Span | None]) -> When:
    """When a position was taken relative to outcomes that agree: before one, after all, or it cannot be told.

    Args:
        span: the date of the position.
        outcomes: the dates of the outcomes, at least one.
    """
    if span is None:
        return When.CANNOT_BE_TOLD
    if any(outcome is not None and span.surely_not_after(outcome) for outcome in outcomes):
        return When.BEFORE
    if all(outcome is not None and span.surely_after(outcome) for outcome in outcomes):
        return When.AFTER
    return When.CANNOT_BE_TOLD


def statuses_with_outcome(found: Iterable[Verdict], outcome: Status) -> set[Status | None]:
    """The possible statuses, given an outcome and the verdicts of the positions; None means undecidable."""
    return {_status_with_outcome(answer, outcome) for answer in found}


def statuses_with_summary(found: Iterable[Status], summary: Status, before: Collection[Status]) -> set[Status | None]:
    """The possible statuses, given the status in the proposal's own file and those that follow from the positions.

    Args:
        found: the statuses that may follow from the positions.
        summary: the status in the file.
        before: the statuses that followed while no other proposal was accepted; a newer one does not contradict
            the file.
    """
    return {summary if status in {summary, Status.OPEN} else None if status in before else status for status in found}


def _status_with_outcome(answer: Verdict, outcome: Status) -> Status | None:
    if answer.status in {outcome, Status.OPEN} or answer.when <= When.BEFORE:
        return outcome
    return answer.status if answer.when is When.AFTER else None


def _next_state(state: _State, choice: Option | None, voter: Voter, rule: Decision) -> _State:
    camp = choice.camp if choice else Camp.FOR if voter.proposes else None
    at = choice.when if choice else When.NOT_THERE
    against, conditional, in_favour, withdrawn, all_for, all_withdrawn, votes = state
    if voter.proposes:
        withdraws = choice is not None and choice.withdraws
        all_withdrawn = all_withdrawn and withdraws
        withdrawn = max(withdrawn, at) if withdraws else withdrawn
    if voter.decides:
        all_for = all_for and camp is Camp.FOR
        if camp is Camp.FOR:
            in_favour = max(in_favour, at)
        elif camp is Camp.AGAINST:
            against = max(against, at)
        if choice and choice.conditional:
            conditional = max(conditional, at)
        if rule is Decision.MAJORITY:
            votes = (votes[0] + (camp is Camp.FOR), votes[1] + (camp is Camp.AGAINST), votes[2] + (camp is not None))
    return _State(against, conditional, in_favour, withdrawn, all_for, all_withdrawn, votes)


def _verdict(state: _State, rule: Decision, deciding: int, *, proposed: bool) -> Verdict:
    if proposed and state.all_withdrawn:
        return Verdict(Status.WITHDRAWN, state.withdrawn)
    if rule is Decision.MAJORITY:
        return _majority(state, deciding)
    if state.against:
        return Verdict(Status.REJECTED, state.against)
    if state.conditional:
        return Verdict(Status.CONDITIONAL, state.conditional)
    if deciding and state.all_for:
        return Verdict(Status.ACCEPTED, state.in_favour)
    return Verdict(Status.OPEN, When.NOT_THERE)


def _majority(state: _State, deciding: int) -> Verdict:
    in_favour, against, reported = state.votes
    if 2 * reported < deciding or in_favour == against:
        return Verdict(Status.OPEN, When.NOT_THERE)
    if in_favour > against:
        return Verdict(Status.ACCEPTED, state.in_favour)
    return Verdict(Status.REJECTED, state.against)


class Frame(NamedTuple):
    """What the status of a proposal depends on apart from its own records.

    Attributes:
        sides: the ids of the negotiation's sides that decide.
        rule: how they decide, unless the proposal says otherwise.
        proposers: the sides that put the proposal forward, as far as named.
        by_others: whether someone who belongs to no side also put it forward.
        accepted: the ids of the accepted proposals, for conditions that wait for one.
        analysts: the main name of each recorder who uses several, by each of those names.
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
        """What follows from where the sides stand; given outcomes that agree, also when each verdict arose."""
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
    """A side as it counts for the status, given the dates of the outcomes."""
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
    """The sides that decide on a proposal, by its own rule or else by the negotiation's."""
    deciding, rule = deciding_on(dossier, frame.rule, frame.sides)
    proposers = frame.proposers or _proposing(sides, day)
    return Court(sides, deciding, rule, proposers, frame.by_others, met_by(dossier, sides, frame.accepted, day))


def deciding_on(dossier: Dossier, rule: Deciders, sides: tuple[str, ...]) -> tuple[tuple[str, ...], Decision]:
    """The ids of the sides that decide on a proposal, and how.

    Args:
        dossier: the proposal, which may have a rule of its own.
        rule: the negotiation's rule.
        sides: the ids of the sides that decide unless a rule lists others.
    """
    own = dossier.proposal.decision or rule
    return (own, Decision.ALL) if isinstance(own, tuple) else (sides, own)


def _proposing(sides: Mapping[str, SideStanding], day: date | None) -> tuple[str, ...]:
    """The sides that certainly proposed, even if they withdrew later; for a proposal that names no proposer."""
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
    """The conditions of a position, each with whether it was met by a day."""
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
    """The ids of the positions whose conditions were all met by a day."""
    if not dossier.counting.conditional:  # nearly always
        return frozenset()
    return frozenset(
        entry.id
        for where in sides.values()
        for entry in where.present
        if entry.position.conditions and all(met for _, met in conditions(dossier, entry, accepted, day))
    )
