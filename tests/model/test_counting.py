"""Which records count, given the retractions, rulings and met conditions."""

from __future__ import annotations

import pytest

from negotrack.model.standing import Standing
from tests.model.talks import Table, became, met, one, retracted, ruled, said

TWO = {"a": said("beta", "accepts", by="Ann"), "b": said("beta", "rejects", by="Ben")}
"""Two records whose order cannot be told."""


def left(**ledger: Table) -> set[str]:
    return {entry.id for entry in one(ledger={**TWO, **ledger}).of("beta").live}


def faults(standing: Standing) -> list[tuple[str, str]]:
    return [(fault.entry, fault.key) for fault in standing.dossier.counting.faults]


def test_a_retracted_record_no_longer_counts_on_any_day() -> None:
    assert left(r=retracted("b")) == {"a"}
    found = one(said("beta", "rejects", "2026-03-01"), ledger={"r": retracted("beta-1")}, day="2026-03-01")
    assert found.of("beta").present == ()


def test_a_retraction_can_be_retracted() -> None:
    assert left(r=retracted("b"), s=retracted("r")) == {"a", "b"}
    assert left(r=retracted("b"), s=retracted("r"), t=retracted("s")) == {"a"}


def test_a_ruling_sets_aside_what_it_names() -> None:
    found = one(ledger={**TWO, "r": ruled("a", "b")})
    assert ({entry.id for entry in found.of("beta").live}, found.conflicts) == ({"a"}, ())
    assert [ruling.id for ruling in found.rulings] == ["r"]


def test_a_ruling_can_be_retracted() -> None:
    assert left(r=ruled("a", "b"), s=retracted("r")) == {"a", "b"}


def test_a_ruling_set_aside_by_another_has_no_effect_until_a_third_restores_it() -> None:
    assert left(r=ruled("a", "b"), s=ruled("b", "r")) == {"a", "b"}
    assert left(r=ruled("a", "b"), s=ruled("b", "r"), t=ruled("a", "s")) == {"a"}


def test_two_rulings_that_set_aside_each_others_choice_leave_the_conflict_open() -> None:
    found = one(ledger={**TWO, "r": ruled("a", "b"), "s": ruled("b", "a")})
    assert {entry.id for entry in found.of("beta").live} == {"a", "b"}
    assert (found.rulings, faults(found)) == ((), [("r", "over"), ("s", "over")])


def test_three_rulings_in_a_circle_leave_the_conflict_open() -> None:
    assert left(c=said("beta", "defers"), r=ruled("a", "b"), s=ruled("b", "c"), t=ruled("c", "a")) == {"a", "b", "c"}


def test_a_ruling_that_also_sets_aside_the_other_ruling_has_the_last_word() -> None:
    assert left(r=ruled("a", "b"), s=ruled("b", "a", "r")) == {"b"}
    assert left(r=ruled("a", "b"), s=ruled("b", "a"), t=ruled("a", "s")) == {"a"}


def test_a_ruling_from_outside_breaks_a_circle_of_rulings() -> None:
    assert left(r=ruled("a", "s", "b"), s=ruled("b", "r", "a")) == {"a", "b"}
    assert left(r=ruled("a", "s", "b"), s=ruled("b", "r", "a"), t=ruled("a", "s")) == {"a"}


def test_a_ruling_overruled_only_by_rulings_without_effect_still_decides() -> None:
    ledger = {"c": said("beta", "defers"), "r": ruled("a", "b", "t"), "s": ruled("b", "a"), "t": ruled("a", "c")}
    assert left(**ledger) == {"a", "b"}


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (ruled("a", "gone"), "over"),
        (ruled("gone", "a"), "prefers"),
        (ruled("a", "a"), "over"),
        (ruled("a", "r"), "over"),
        (ruled("r", "a"), "prefers"),
        (ruled("a", "status"), "over"),
        (retracted("gone"), "retracts"),
        (retracted("r"), "retracts"),
        (met("a#1"), "meets"),
    ],
)
def test_an_entry_that_names_itself_or_something_missing_has_no_effect_and_is_a_fault(entry: Table, key: str) -> None:
    found = one(ledger={**TWO, "r": entry})
    assert {each.id for each in found.of("beta").live} == {"a", "b"}
    assert set(faults(found)) == {("r", key)}


def test_a_fault_says_what_is_wrong_with_the_entry_that_is_named() -> None:
    ledger = {"r": retracted("r"), "s": ruled("a", "gone"), "t": ruled("a", "a"), "u": met("a#1")}
    messages = {fault.entry: fault.message for fault in one(ledger={**TWO, **ledger}).dossier.counting.faults}
    assert messages == {
        "r": "names itself",
        "s": "names 'gone', which is not on record for this proposal",
        "t": "sets aside 'a', which it prefers",
        "u": "there is no condition 'a#1' on this proposal",
    }


def test_retractions_in_a_circle_retract_nothing() -> None:
    found = one(ledger={**TWO, "r": retracted("s"), "s": retracted("t"), "t": retracted("r")})
    assert faults(found) == [("r", "retracts"), ("s", "retracts"), ("t", "retracts")]


def test_a_ruling_can_set_aside_the_status_and_the_positions_in_the_file() -> None:
    found = one(said("beta", "rejects"), status="accepted", ledger={"o": became("rejected"), "r": ruled("o", "status")})
    assert (found.status, found.conflicts) == ("rejected", ())
    found = one(said("beta", "rejects"), said("beta", "accepts"), ledger={"r": ruled("beta-2", "beta-1")})
    assert [entry.id for entry in found.of("beta").live] == ["beta-2"]


def test_a_circle_of_twenty_thousand_rulings_is_detected() -> None:
    many = {f"r{number:05}": ruled("a", f"r{(number + 1) % 20_000:05}") for number in range(20_000)}
    assert len(one(ledger={**TWO, **many}).dossier.counting.faults) == 20_000
