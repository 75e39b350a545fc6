from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.diff import Change, Move, State, diff, states
from negotrack.analysis.timeline import moments
from negotrack.analysis.view import View, view
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.vocabulary import Certainty, Relation, Stance, Status

Entries = Callable[..., LedgerEntry]
Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]

PAIR = ("resistance", "taliban")


def held(side: str, stance: str, date: str | None = None, **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, "date": date, **keys}


def moved(negotiation: Negotiations, before: list[Dossier], after: list[Dossier]) -> list[tuple[str, list[Change]]]:
    moves = diff(view(negotiation(*before)), view(negotiation(*after)), PAIR)
    return [(move.id, list(move.changes)) for move in moves]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (["accepts"], ["accepts"], []),
        (["defers"], ["accepts"], [Change.CLOSER, Change.STANCE]),
        (["accepts"], ["rejects"], [Change.APART, Change.STANCE]),
        (["rejects"], ["conditional"], [Change.CLOSER, Change.STANCE]),
        (["conditional"], ["counters"], [Change.STANCE]),
        ([], ["accepts"], [Change.STANCE]),
        (["accepts"], ["accepts", "rejects"], [Change.APART, Change.STANCE, Change.CONTESTED]),
        (["rejects", "accepts"], ["accepts"], [Change.NOT_CONTESTED]),
        (["rejects", "accepts"], ["rejects", "neutral", "accepts"], [Change.CONTESTED]),
    ],
)
def test_sides_move_closer_or_apart(
    negotiation: Negotiations, dossier: Dossiers, before: list[str], after: list[str], changes: list[Change]
) -> None:
    def state(stances: list[str]) -> list[Dossier]:
        return [dossier("a", held("resistance", "proposes"), *(held("taliban", stance) for stance in stances))]

    assert moved(negotiation, state(before), state(after)) == ([("a", changes)] if changes else [])


def test_a_proposal_is_new_or_vanished(negotiation: Negotiations, dossier: Dossiers) -> None:
    assert moved(negotiation, [dossier("a")], [dossier("b")]) == [("a", [Change.VANISHED]), ("b", [Change.NEW])]


def test_moves_are_in_natural_order(negotiation: Negotiations, dossier: Dossiers) -> None:
    found = moved(negotiation, [], [dossier("10"), dossier("9"), dossier("a2")])
    assert [identifier for identifier, _ in found] == ["9", "10", "a2"]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({"status": "open"}, {"status": "rejected"}, [Change.STATUS]),
        ({"status": "open"}, {"status": "withdrawn"}, [Change.WITHDRAWN]),
        ({"status": "withdrawn"}, {"status": "open"}, [Change.STATUS]),
        ({"title": None}, {"title": "A title"}, [Change.CONTENTS]),
        ({"number": None}, {"number": 6}, [Change.CONTENTS]),
        ({"topic": "a"}, {"topic": "b"}, []),
    ],
)
def test_a_status_or_the_contents_change(
    negotiation: Negotiations, dossier: Dossiers, before: dict[str, Any], after: dict[str, Any], changes: list[Change]
) -> None:
    found = moved(negotiation, [dossier("a", **before)], [dossier("a", **after)])
    assert found == ([("a", changes)] if changes else [])


@pytest.mark.parametrize(
    ("keys", "change"),
    [
        ({"statement": "Now so."}, Change.STATEMENT),
        ({"counter": "That instead."}, Change.STATEMENT),
        ({"evidence": [{"source": "paper"}]}, Change.EVIDENCE),
        ({"basis": "collective"}, Change.EVIDENCE),
        ({"date": "2021-08-17"}, Change.EVIDENCE),
    ],
)
def test_what_a_side_says_and_what_that_rests_on_are_told_apart(
    negotiation: Negotiations, dossier: Dossiers, keys: dict[str, Any], change: Change
) -> None:
    before = dossier("a", held("taliban", "rejects", statement="So."))
    after = dossier("a", held("taliban", "rejects", **{"statement": "So.", **keys}))
    assert moved(negotiation, [before], [after]) == [("a", [change])]


def test_a_move_carries_the_states_and_the_sides_that_moved(negotiation: Negotiations, dossier: Dossiers) -> None:
    records = negotiation(
        dossier("a", held("resistance", "proposes"), held("taliban", "rejects", "2021-08-20"), status="rejected")
    )
    (move,) = diff(view(records, date(2021, 8, 19)), view(records, date(2021, 8, 20)), PAIR)
    assert move.changes == (Change.STATUS, Change.STANCE)
    assert move.before
    assert move.after
    assert (move.before.status, move.after.status) == (Status.OPEN, Status.REJECTED)
    assert (move.before.relation, move.after.relation) == (Relation.ONE_SIDED, Relation.DIFFER)
    (side,) = move.sides
    assert (side.side, side.before) == ("taliban", None)
    assert side.after
    assert side.after.position.stance is Stance.REJECTS


def test_a_position_that_was_possible_becomes_certain(negotiation: Negotiations, dossier: Dossiers) -> None:
    records = negotiation(dossier("a", held("taliban", "rejects", "2021-08-17/2021-08-30")))
    (move,) = diff(view(records, date(2021, 8, 20)), view(records, date(2021, 8, 30)), PAIR)
    assert Change.CERTAINTY in move.changes
    assert move.before
    assert move.before.sides["taliban"].certainty is Certainty.POSSIBLE


def test_what_did_not_change_between_two_views_is_not_looked_at(negotiation: Negotiations, dossier: Dossiers) -> None:
    first = view(negotiation(dossier("a"), dossier("b")))
    known = {**first.known, "a": view(negotiation(dossier("a", status="rejected"))).known["a"]}
    second = View(first.negotiation, None, known)
    assert [move.id for move in diff(first, second, PAIR)] == ["a"]


DATES = st.sampled_from(
    [
        None,
        "2021-08-02",
        "2021-08-04",
        "2021-08-03/2021-08-06",
        "2021-08-01/2021-08-05",
        "2021-08-04/..",
        "../2021-08-03",
    ]
)
POSITIONS = st.builds(
    held, st.sampled_from(PAIR), st.sampled_from(Stance), DATES, statement=st.sampled_from([None, "One.", "Two."])
)
ENTRIES = st.lists(st.tuples(st.sampled_from(Status), DATES), max_size=2)
PROPOSALS = st.lists(st.tuples(st.lists(POSITIONS, max_size=3), ENTRIES), max_size=3)
DAYS = st.dates(date(2021, 7, 31), date(2021, 8, 8))


@st.composite
def talks(draw: st.DrawFn) -> Callable[[Negotiations, Dossiers, Entries], Negotiation]:
    drawn = draw(PROPOSALS)

    def build(negotiation: Negotiations, dossier: Dossiers, entry: Entries) -> Negotiation:
        return negotiation(
            *(
                dossier(
                    f"p{number}",
                    *positions,
                    ledger=[entry(f"e{place}", status=status, date=day) for place, (status, day) in enumerate(entries)],
                )
                for number, (positions, entries) in enumerate(drawn)
            )
        )

    return build


Talks = Callable[[Negotiations, Dossiers, Entries], Negotiation]


@given(talks(), st.lists(DAYS, min_size=3, max_size=3))
def test_two_moves_in_a_row_are_one(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, build: Talks, days: list[date]
) -> None:
    records = build(negotiation, dossier, entry)
    first, second, third = (view(records, day) for day in days)
    direct = {move.id: (move.before, move.after) for move in diff(first, third, PAIR)}
    assert in_a_row(diff(first, second, PAIR), diff(second, third, PAIR)) == direct


@given(talks(), talks())
def test_a_difference_leads_from_one_set_of_states_to_the_other(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, build: Talks, rebuild: Talks
) -> None:
    before, after = (view(make(negotiation, dossier, entry)) for make in (build, rebuild))
    known = dict(states(before, PAIR))
    for move in diff(before, after, PAIR):
        assert known.pop(move.id, None) == move.before
        assert move.before != move.after
        assert move.changes
        if move.after:
            known[move.id] = move.after
    assert known == states(after, PAIR)


@given(talks(), DAYS)
def test_nothing_moves_but_at_the_moments(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, build: Talks, day: date
) -> None:
    records = build(negotiation, dossier, entry)
    earlier = [moment for moment in moments(records) if moment <= day]
    last = earlier[-1] if earlier else date(2021, 7, 1) - timedelta(days=1)
    assert diff(view(records, last), view(records, day), PAIR) == ()


def in_a_row(first: tuple[Move, ...], second: tuple[Move, ...]) -> dict[str, tuple[State | None, State | None]]:
    """Where two differences lead together, without what comes back to where it was."""
    outer = {move.id: (move.before, move.after) for move in first}
    for move in second:
        before = outer[move.id][0] if move.id in outer else move.before
        outer[move.id] = (before, move.after)
    return {identifier: pair for identifier, pair in outer.items() if pair[0] != pair[1]}
