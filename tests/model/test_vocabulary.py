from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.vocabulary import CAMPS, Relation, Stance, relation

STANCES = st.one_of(st.none(), st.sampled_from(Stance))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("proposes", "accepts", "agree"),
        ("accepts", "accepts", "agree"),
        ("rejects", "withdraws", "both-against"),
        ("neutral", "neutral", "undecided"),
        ("proposes", "rejects", "differ"),
        ("accepts", "withdraws", "differ"),
        ("conditional", "conditional", "partial"),
        ("conditional", "counters", "partial"),
        ("divided", "defers", "undecided"),
        ("proposes", "conditional", "partial"),
        ("rejects", "counters", "partial"),
        ("rejects", "neutral", "partial"),
        ("proposes", None, "one-sided"),
        ("neutral", None, "one-sided"),
        (None, None, "unknown"),
    ],
)
def test_the_relation_of_two_sides_follows_from_their_camps(one: str | None, other: str | None, expected: str) -> None:
    stances = [Stance(stance) if stance else None for stance in (one, other)]
    assert relation(stances[0], stances[1]) is Relation(expected)


@given(STANCES, STANCES)
def test_a_relation_is_the_same_from_both_sides(one: Stance | None, other: Stance | None) -> None:
    assert relation(one, other) is relation(other, one)


def test_every_stance_is_in_a_camp() -> None:
    assert set(CAMPS) == set(Stance)
