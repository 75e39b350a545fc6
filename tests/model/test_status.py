"""The status that the positions give by the decision rule, what an outcome changes, and who holds a proposal up."""

from __future__ import annotations

from typing import Any

import pytest

from negotrack.model.standing import Standing
from negotrack.model.vocabulary import Camp, Status
from tests.model.talks import Table, all_of, became, met, one, retracted, ruled, said, talks

THREE = "alpha beta gamma"


def stances(sides: str = THREE, **keys: Any) -> Standing:
    """Where a proposal stands when each of these sides has one undated position."""
    own = {side: keys.pop(side) for side in THREE.split() if side in keys}
    return one(*(said(side, stance) for side, stance in own.items()), sides=sides, **keys)


def conflicts(standing: Standing) -> list[tuple[str, str | None]]:
    return [(conflict.kind.value, conflict.side) for conflict in standing.conflicts]


@pytest.mark.parametrize(
    ("alpha", "beta", "gamma", "status"),
    [
        ("proposes", "accepts", "accepts", "accepted"),
        ("proposes", "accepts", None, "open"),
        ("proposes", "accepts", "neutral", "open"),
        ("proposes", "accepts", "counters", "open"),
        ("proposes", "conditional", None, "conditional"),
        ("proposes", "conditional", "rejects", "rejected"),
        ("proposes", "accepts", "withdraws", "rejected"),
        ("withdraws", "proposes", "accepts", "rejected"),
        (None, None, None, "open"),
    ],
)
def test_when_all_must_agree_one_side_against_rejects_a_proposal_and_one_conditional_makes_it_conditional(
    alpha: str | None, beta: str | None, gamma: str | None, status: str
) -> None:
    given = {side: stance for side, stance in zip(THREE.split(), (alpha, beta, gamma), strict=True) if stance}
    assert stances(**given).status == status


@pytest.mark.parametrize(
    ("alpha", "beta", "gamma", "status"),
    [
        ("proposes", "accepts", "rejects", "accepted"),
        ("proposes", "rejects", "withdraws", "rejected"),
        ("proposes", "rejects", None, "open"),
        ("proposes", "neutral", None, "accepted"),
        ("proposes", "neutral", "rejects", "open"),
        ("proposes", None, None, "open"),
    ],
)
def test_a_majority_needs_half_of_the_sides_reported_and_a_tie_stays_open(
    alpha: str | None, beta: str | None, gamma: str | None, status: str
) -> None:
    given = {side: stance for side, stance in zip(THREE.split(), (alpha, beta, gamma), strict=True) if stance}
    assert stances(**given, decision="majority").status == status


def test_two_reported_sides_of_four_are_enough_for_a_majority() -> None:
    four = "alpha beta gamma delta"
    assert stances(four, alpha="proposes", beta="accepts", decision="majority").status == "accepted"
    assert stances(four, alpha="proposes", decision="majority").status == "open"


def test_only_the_listed_sides_decide() -> None:
    found = stances(alpha="proposes", beta="rejects", gamma="accepts", decision=["alpha", "gamma"])
    assert (found.status, found.deciding, found.held_up_by) == ("accepted", ("alpha", "gamma"), ())
    turned = stances(alpha="rejects", beta="accepts", gamma="accepts", proposed_by="alpha", decision=["beta", "gamma"])
    assert turned.status == "accepted"


def test_a_side_that_is_listed_twice_counts_once() -> None:
    found = stances(alpha="proposes", decision=["alpha", "alpha", "beta"])
    assert (found.deciding, found.tally.total()) == (("alpha", "beta"), 2)


def test_a_proposer_without_another_position_counts_as_for() -> None:
    assert stances("alpha beta", beta="accepts", proposed_by="alpha").status == "accepted"
    assert stances("alpha beta", alpha="rejects", beta="accepts", proposed_by="alpha").status == "rejected"
    assert stances("alpha beta", beta="accepts", proposed_by="An envoy").status == "open"


def test_a_proposal_is_withdrawn_once_all_its_proposers_withdraw() -> None:
    both = ["alpha", "beta"]
    assert stances(alpha="withdraws", beta="accepts", gamma="accepts", proposed_by="alpha").status == "withdrawn"
    assert stances(alpha="withdraws", beta="accepts", gamma="accepts", proposed_by=both).status == "rejected"
    assert stances(alpha="withdraws", beta="withdraws", gamma="accepts", proposed_by=both).status == "withdrawn"


def test_a_proposal_with_a_proposer_of_no_side_is_not_withdrawn_by_the_others() -> None:
    found = stances(alpha="withdraws", beta="accepts", gamma="accepts", proposed_by=["alpha", "An envoy"])
    assert found.status == "rejected"


def test_if_no_proposer_is_named_the_side_whose_position_proposes_may_withdraw() -> None:
    positions = said("alpha", "proposes", "2026-03-01"), said("beta", "accepts", "2026-03-02")
    later = said("alpha", "withdraws", "2026-03-03")
    assert one(*positions, later).status == "withdrawn"
    assert one(*positions, later, day="2026-03-02").status == "accepted"


def test_every_choice_between_conflicting_records_is_tried() -> None:
    either = said("beta", "accepts"), said("beta", "rejects")
    found = one(said("alpha", "proposes"), *either)
    assert (found.status, found.outstanding, conflicts(found)) == ("conflicting", True, [("order", "beta")])
    both = one(*either, said("alpha", "accepts"), said("alpha", "rejects"))
    assert conflicts(both) == [("order", "alpha"), ("order", "beta")]
    clear = one(said("alpha", "proposes"), *either, said("gamma", "rejects"), sides=THREE)
    assert (clear.status, clear.conflicting, conflicts(clear)) == ("rejected", True, [("order", "beta")])
    by_majority = one(said("alpha", "proposes"), *either, said("gamma", "accepts"), sides=THREE, decision="majority")
    assert by_majority.status == "accepted"


AGREED = said("alpha", "proposes", "2026-03-01"), said("beta", "accepts", "2026-03-03")
REFUSED = said("alpha", "proposes", "2026-03-01"), said("beta", "rejects", "2026-03-03")


@pytest.mark.parametrize(
    ("positions", "outcome", "status"),
    [
        (AGREED, became("accepted", "2026-03-02"), "accepted"),
        (AGREED[:1], became("rejected", "2026-03-02"), "rejected"),
        (AGREED, became("rejected", "2026-03-03"), "rejected"),
        (REFUSED, became("accepted", "2026-03-03/2026-03-05"), "accepted"),
        (REFUSED, became("accepted", "2026-03-02"), "rejected"),
        (REFUSED, became("accepted", "2026-03-02/2026-03-05"), "conflicting"),
        (REFUSED, became("accepted"), "conflicting"),
        ((AGREED[0], said("beta", "rejects")), became("accepted", "2026-03-02"), "conflicting"),
        (REFUSED, became("open", "2026-03-05"), "rejected"),
    ],
    ids=[
        "the positions give the same",
        "they give nothing",
        "they stand on its day at the latest",
        "they stand before it at the latest",
        "what differs comes surely after it",
        "its order beside them cannot be told",
        "it has no day",
        "they have no day",
        "open is no outcome",
    ],
)
def test_an_outcome_holds_until_positions_that_differ_surely_come_after_it(
    positions: tuple[Table, ...], outcome: Table, status: str
) -> None:
    found = one(*positions, ledger={"o": outcome})
    assert found.status == status
    assert conflicts(found) == ([("outcome", None)] if status == "conflicting" else [])
    assert (found.outcome is not None) is (status != "rejected" or outcome["status"] == "rejected")


def test_a_later_position_that_makes_no_difference_undoes_no_outcome() -> None:
    ledger = {"o": became("accepted", "2026-03-10"), "c": said("gamma", "defers", "2026-03-12", by="Ann")}
    assert one(*REFUSED, sides=THREE, ledger=ledger).status == "accepted"


def test_the_later_of_two_outcomes_stands_and_different_ones_on_one_day_conflict() -> None:
    first, later = became("rejected", "2026-03-10"), became("accepted", "2026-03-11")
    assert one(ledger={"a": later, "b": first}).status == "accepted"
    assert one(ledger={"a": later, "b": first}, day="2026-03-10").status == "rejected"
    found = one(ledger={"a": later, "b": {**first, "date": "2026-03-11"}})
    assert (found.status, found.conflicts[0].entries) == ("conflicting", ("a", "b"))


def test_an_analyst_who_goes_by_two_names_corrects_an_outcome_under_either() -> None:
    evidence = [{"source": "s", "where": "par. 3"}]
    first = became("accepted", "2026-03-01", by="Ann", evidence=evidence)
    again = became("conditional", "2026-03-01", by="A. Smith", at=1, evidence=evidence)
    records: dict[str, tuple[Table, dict[str, Table]]] = {"p": ({}, {"a": first, "b": again})}
    assert all_of(talks(records)).known["p"].status == "conflicting"
    found = all_of(talks(records, analysts={"Ann": ["A. Smith"]})).known["p"]
    assert (found.status, found.conflicts) == ("conditional", ())


def test_the_status_in_the_file_counts_from_the_last_day_of_the_positions_there() -> None:
    positions = said("alpha", "proposes", "2026-03-01"), said("beta", "defers", "2026-03-03~")
    assert one(*positions, status="accepted", day="2026-03-09").status == "open"
    assert one(*positions, status="accepted", day="2026-03-10").status == "accepted"
    assert one(*positions, status="accepted", ledger={"o": became("rejected", "2026-03-02")}).status == "accepted"
    assert one(*positions, status="accepted", ledger={"o": became("rejected", "2026-03-04")}).status == "rejected"
    assert one(*positions, status="accepted", ledger={"o": became("rejected", "2026-03-03")}).status == "conflicting"


def test_the_status_in_the_file_is_of_the_last_day_even_if_another_is_certain_only_later() -> None:
    positions = said("alpha", "proposes", "2026-03-01~"), said("beta", "defers", "2026-03-03")
    assert one(*positions, status="accepted", ledger={"o": became("rejected", "2026-03-02")}).status == "accepted"


def test_the_status_in_the_file_counts_until_the_ledger_changes_what_the_positions_give() -> None:
    assert one(*AGREED[:1], status="rejected").status == "rejected"
    assert one(*AGREED[:1], status="rejected", ledger={"b": said("beta", "neutral", by="Ann")}).status == "rejected"
    assert one(*AGREED[:1], status="rejected", ledger={"b": said("beta", "accepts", by="Ann")}).status == "accepted"
    assert one(*AGREED, status="accepted", ledger={"r": retracted("beta-1")}).status == "open"


def test_the_status_in_the_file_conflicts_with_positions_in_the_file_that_contradict_it() -> None:
    found = one(*REFUSED, status="accepted")
    assert (found.status, conflicts(found)) == ("conflicting", [("outcome", None)])
    assert found.conflicts[0].entries == ("status", "alpha-1", "beta-1")
    assert one(*REFUSED, status="accepted", ledger={"r": ruled("beta-1", "status")}).status == "rejected"


@pytest.mark.parametrize(
    ("given", "held_up_by"),
    [
        ({"alpha": "rejects", "beta": "conditional", "gamma": "withdraws"}, ("alpha", "gamma")),
        ({"alpha": "proposes", "beta": "counters", "gamma": "neutral"}, ("beta",)),
        ({"alpha": "proposes", "beta": "divided"}, ("beta",)),
        ({"alpha": "proposes", "beta": "accepts"}, ("gamma",)),
        ({"beta": "accepts", "proposed_by": "alpha"}, ("gamma",)),
        ({"alpha": "proposes", "beta": "accepts", "gamma": "accepts"}, ()),
    ],
)
def test_a_proposal_is_held_up_by_sides_against_or_else_partly_for_undecided_or_unreported(
    given: dict[str, str], held_up_by: tuple[str, ...]
) -> None:
    assert stances(**given).held_up_by == held_up_by


def test_a_side_with_conflicting_records_holds_it_up_unless_another_is_against() -> None:
    either = said("beta", "accepts"), said("beta", "rejects")
    found = one(said("alpha", "proposes"), *either, said("gamma", "counters"), sides=THREE)
    assert (found.held_up_by, found.tally) == (("beta",), {Camp.FOR: 1, Camp.PARTLY: 1, Status.CONFLICTING: 1})
    assert one(said("alpha", "rejects"), *either, sides=THREE).held_up_by == ("alpha",)


def test_a_conditional_position_whose_conditions_are_all_met_counts_as_for() -> None:
    words = [{"text": "The road is open."}, {"text": "The pass is open."}]
    positions = said("alpha", "proposes"), said("beta", "conditional", conditions=words)
    first, second = met("beta-1#1"), met("beta-1#2", "2026-03-05")
    assert one(*positions, ledger={"a": first}).status == "conditional"
    assert one(*positions, ledger={"a": first, "b": second}).status == "accepted"
    assert one(*positions, ledger={"a": first, "b": second}, day="2026-03-04").status == "conditional"
    assert one(*positions, ledger={"a": first, "b": second, "r": retracted("b")}).status == "conditional"
