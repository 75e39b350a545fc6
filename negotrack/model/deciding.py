"""What the positions of the sides give by the decision rule, with an outcome beside them.

Every choice between records that conflict is tried at once: what has been seen so far of the sides is one state,
and a side whose records conflict leads from a state to several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from negotrack.model.dates import Span
from negotrack.model.vocabulary import Camp, Decision, Status


class When(IntEnum):
    """When a position was taken, beside an outcome; of several, the latest counts."""

    NOT_THERE = 0
    BEFORE = 1
    CANNOT_BE_TOLD = 2
    AFTER = 3


class Option(NamedTuple):
    """One record that may be what a side stands by.

    Attributes:
        camp: its camp; one whose conditions are all met is for.
        conditional: it is conditional, and a condition is not met.
        withdraws: it takes a proposal back.
        when: when it was taken, beside the outcome.
    """

    camp: Camp
    conditional: bool = False
    withdraws: bool = False
    when: When = When.BEFORE


class Voter(NamedTuple):
    """A side that counts for the status.

    Attributes:
        choices: what it may stand by; none where nothing is reported, more than one where its records conflict.
        decides: its consent is needed.
        proposes: it put the proposal forward.
        conflicting: its records conflict.
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
    """A status that the positions may give, and when the latest of those that give it was taken."""

    status: Status
    when: When


Group: TypeAlias = Camp | Status | None
GROUPS: tuple[Group, ...] = (Camp.FOR, Camp.PARTLY, Camp.UNDECIDED, Camp.AGAINST, Status.CONFLICTING, None)
_HOLDING_UP: tuple[Group, ...] = (Camp.AGAINST, Status.CONFLICTING, Camp.PARTLY, Camp.UNDECIDED, None)
"""Who holds a proposal up: the first of these groups that is not empty."""


class Judgement(NamedTuple):
    """What follows from where the sides stand.

    Attributes:
        answers: everything that the positions may give, one answer unless records conflict.
        statuses: the statuses of these answers.
        holding_up: the sides that hold the proposal up, unless it is settled.
    """

    answers: frozenset[Verdict]
    statuses: frozenset[Status]
    holding_up: tuple[str, ...]


@lru_cache(maxsize=4096)  # thousands of proposals stand in a few dozen ways
def judgement(voters: tuple[Voter, ...], sides: tuple[str, ...], rule: Decision, by_others: bool) -> Judgement:  # noqa: FBT001
    """What follows from where the sides stand.

    Args:
        voters: the sides that decide, then others that put the proposal forward.
        sides: the ids of those that decide.
        rule: majority, or all of those that decide.
        by_others: whether somebody who is of no side put it forward too, so that the sides cannot withdraw it.
    """
    answers = _answers(voters, rule, by_others=by_others)
    groups = dict(zip(sides, map(group_of, voters), strict=False))
    found = {*groups.values()}
    group = next((group for group in _HOLDING_UP if group in found), Camp.FOR)
    holding_up = () if group is Camp.FOR else tuple(side for side, own in groups.items() if own == group)
    return Judgement(answers, frozenset(answer.status for answer in answers), holding_up)


def group_of(voter: Voter) -> Group:
    """With whom a side counts: a camp, those in conflict, or None where nothing is reported of it."""
    if voter.conflicting:
        return Status.CONFLICTING
    if not voter.choices:
        return Camp.FOR if voter.proposes else None
    return voter.choices[0].camp


def _answers(voters: tuple[Voter, ...], rule: Decision, *, by_others: bool) -> frozenset[Verdict]:
    states = {_State()}
    for voter in voters if rule is Decision.MAJORITY else _without_repetitions(voters):
        states = {_seen(state, choice, voter, rule) for state in states for choice in voter.choices or (None,)}
    deciding = sum(voter.decides for voter in voters)
    proposed = not by_others and any(voter.proposes for voter in voters)
    return frozenset(_answer(state, rule, deciding, proposed=proposed) for state in states)


def _without_repetitions(voters: Sequence[Voter]) -> Iterator[Voter]:
    """Votes are counted; of consent, a side that surely stands as another one does changes nothing."""
    yield from dict.fromkeys(voter for voter in voters if len(voter.choices) < 2)
    yield from (voter for voter in voters if len(voter.choices) > 1)


def when(span: Span | None, outcomes: Collection[Span | None]) -> When:
    """When a position was taken beside outcomes that say the same: before one, after all, or that cannot be told.

    Args:
        span: the span in which its day lies.
        outcomes: those of the outcomes, of which there are some.
    """
    if span is None:
        return When.CANNOT_BE_TOLD
    if any(outcome is not None and span.surely_not_after(outcome) for outcome in outcomes):
        return When.BEFORE
    if all(outcome is not None and span.surely_after(outcome) for outcome in outcomes):
        return When.AFTER
    return When.CANNOT_BE_TOLD


def beside(found: Iterable[Verdict], outcome: Status) -> set[Status | None]:
    """What holds with an outcome beside what the positions may give; None is that it cannot be told."""
    return {_beside(answer, outcome) for answer in found}


def beside_summary(found: Iterable[Status], summary: Status, before: Collection[Status]) -> set[Status | None]:
    """What holds with the status in the proposal's own file beside what the positions may give.

    Args:
        found: what the positions may give.
        summary: the status in the file.
        before: what they gave while no other proposal was accepted: what is new since then contradicts no file.
    """
    return {summary if status in {summary, Status.OPEN} else None if status in before else status for status in found}


def _beside(answer: Verdict, outcome: Status) -> Status | None:
    if answer.status in {outcome, Status.OPEN} or answer.when <= When.BEFORE:
        return outcome
    return answer.status if answer.when is When.AFTER else None


def _seen(state: _State, choice: Option | None, voter: Voter, rule: Decision) -> _State:
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


def _answer(state: _State, rule: Decision, deciding: int, *, proposed: bool) -> Verdict:
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
