"""The shipped records of the Federal Convention: the votes by state, and the outcome of each proposal.

The figures were computed from the list of votes, independently of these files.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest

from negotrack.analysis.consistency import consistency
from negotrack.model.negotiation import Dossier
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Camp, EventKind, Form, Stance, Status
from negotrack.pages.writers import write_report
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

NEGOTIATION = Reader(SHIPPED.parent / "federal-convention-1787").load().negotiation
STATES = {side.id: side.short for side in NEGOTIATION.sides}
EQUAL_VOTE = "03-equal-vote-second-branch"
IN_RESERVE = {"21-count-enslaved-equally", "22-seven-year-term", "23-nine-states-suffice"}
LATEST = """
.FOOOFODFFFF .DFFOFOFFFDF .FFFFOFOOFOF .DF.FOFFOFOO .FOOOFODFFFF .FFO.FOOFFFF FFFFFOOODFFF FFFOFFFFFOOF FOOFFOOFFFFF
FOOOOFFFFOOO DOFFFOOFOFFF OOOFOOFFFOOO FFFDFFOOFFFF OFF.OOOFFFFF FFF.OOOFOFFF OOO.OOOFFFOF FFOOFOFOFFFO O.O.OOOOOOOO
OOO.OOOFFOOO FFF.FFFFFFDF
"""


class Vote(NamedTuple):
    """The vote of one state: for the proposal, against it, or divided (None)."""

    on: tuple[str, date, str]
    state: str
    in_favour: bool | None


def votes() -> Iterator[Vote]:
    """Every vote of the main list; those of one state on one proposal are in order of time."""
    for dossier in NEGOTIATION.dossiers.values():
        if dossier.id not in IN_RESERVE:
            yield from _votes(dossier)


def _votes(dossier: Dossier) -> Iterator[Vote]:
    dated = [(entry.date.earliest, entry) for entry in dossier.counting.positions if entry.date]
    # On the same day, positions in the file come first, then ledger entries in the order of recording.
    for day, entry in sorted(dated, key=lambda each: (each[0], not each[1].in_file, str(each[1].recorded))):
        assert entry.position.statement
        on = (dossier.id, day, entry.position.statement.split(" ", 2)[2])
        for_it = None if entry.stance is Stance.DIVIDED else entry.camp is Camp.FOR
        yield Vote(on, STATES[entry.side] or "", for_it)


@pytest.mark.parametrize(
    ("one", "other", "same", "common"),
    [
        ("NH", "MA", 18, 20),
        ("NH", "NY", 0, 0),
        ("NC", "SC", 43, 52),
        ("NC", "GA", 41, 50),
        ("NY", "PA", 2, 17),
        ("NY", "DE", 14, 17),
        ("NJ", "VA", 15, 47),
        ("DE", "GA", 15, 50),
        ("CT", "MD", 32, 50),
        ("PA", "VA", 35, 50),
        ("MA", "SC", 34, 46),
    ],
)
def test_the_shipped_records_give_the_known_agreement_of_two_states(
    one: str, other: str, same: int, common: int
) -> None:
    by_vote: dict[tuple[str, date, str], dict[str, bool]] = {}
    for vote in votes():
        if vote.in_favour is not None:
            by_vote.setdefault(vote.on, {})[vote.state] = vote.in_favour
    assert len(by_vote) == 56
    both = [(found[one], found[other]) for found in by_vote.values() if one in found and other in found]
    assert (sum(a is b for a, b in both), len(both)) == (same, common)


def test_the_shipped_records_give_the_known_votes_and_reversals_of_each_state() -> None:
    recorded = Counter(vote.state for vote in votes())
    history: dict[tuple[str, str], list[bool]] = {}
    for vote in votes():
        if vote.in_favour is not None:
            history.setdefault((vote.state, vote.on[0]), []).append(vote.in_favour)
    reversals = Counter(
        state for (state, _), course in history.items() for before, after in pairwise(course) if before is not after
    )
    counts = {state: (recorded[state], reversals[state]) for state in STATES.values() if state}
    assert counts == {
        "NH": (25, 1),
        "MA": (52, 8),
        "CT": (56, 12),
        "NY": (20, 0),
        "NJ": (48, 7),
        "PA": (55, 9),
        "DE": (56, 9),
        "MD": (56, 15),
        "VA": (56, 7),
        "NC": (54, 7),
        "SC": (56, 5),
        "GA": (56, 6),
    }


def test_the_position_of_each_state_is_its_last_vote() -> None:
    signs = {Camp.FOR: "F", Camp.AGAINST: "O", Camp.UNDECIDED: "D"}
    rows = [
        "".join(signs[found.camp] if (found := each.of(side).current) else "." for side in STATES)
        for each in snapshot(NEGOTIATION).standings
        if each.id not in IN_RESERVE
    ]
    assert rows == LATEST.split()


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(1787, 6, 11), Status.REJECTED),
        (date(1787, 7, 2), Status.REJECTED),
        (date(1787, 7, 16), Status.ACCEPTED),
        (None, Status.ACCEPTED),
    ],
)
def test_the_equal_vote_is_first_rejected_then_lost_on_a_tie_and_finally_accepted(
    day: date | None, status: Status
) -> None:
    assert snapshot(NEGOTIATION, day).known[EQUAL_VOTE].status is status


def test_the_decision_on_how_to_choose_the_executive_goes_back_and_forth() -> None:
    days = [(6, 2), (7, 17), (7, 19), (7, 24), (7, 26), (8, 24), (9, 6)]
    signs = {Status.ACCEPTED: "+", Status.REJECTED: "-"}

    def course(proposal: str) -> str:
        known = (snapshot(NEGOTIATION, date(1787, *day)).known[proposal] for day in days)
        return "".join(signs[each.status] for each in known)

    assert course("07-legislature-chooses-executive") == "++-+++-"
    assert course("08-electors-choose-executive") == "--+---+"


def test_no_record_conflicts_on_any_day_and_every_ruling_gives_a_reason() -> None:
    days = {entry.date.earliest for each in NEGOTIATION.dossiers.values() for entry in each.positions if entry.date}
    assert [day for day in sorted(days) if snapshot(NEGOTIATION, day).conflicting] == []
    rulings = [ruling for each in NEGOTIATION.dossiers.values() for ruling in each.counting.rulings]
    assert len(rulings) == 4
    assert all(ruling.because for ruling in rulings)


def test_as_of_a_day_no_ruling_reveals_a_later_vote() -> None:
    before, after = (snapshot(NEGOTIATION, date(1787, 7, day)) for day in (18, 19))
    assert [len(each.known["22-seven-year-term"].rulings) for each in (before, after)] == [0, 2]
    assert "19 Jul 1787" in write_report(after)
    assert "19 Jul 1787" not in write_report(before)


def test_every_vote_is_an_event_and_every_position_has_a_day_and_a_place_in_a_source() -> None:
    events = [event for event in NEGOTIATION.events if event.kind is EventKind.VOTE]
    assert len([event for event in events if " to " in (event.outcome or "")]) == 67  # 64 of them state by state
    positions = [entry.position for each in NEGOTIATION.dossiers.values() for entry in each.positions]
    assert {position.form for position in positions} == {Form.VOTED}
    assert all(position.date and position.date.is_one_day for position in positions)
    assert all(evidence.where for position in positions for evidence in position.evidence)
    assert consistency(NEGOTIATION) == []


def test_new_hampshire_first_votes_after_new_york_has_left() -> None:
    days: dict[str, list[date]] = {}
    for vote in votes():
        days.setdefault(vote.state, []).append(vote.on[1])
    assert min(days["NH"]) == date(1787, 7, 23)
    assert max(days["NY"]) == date(1787, 7, 7)
    assert {frozenset(pair) for pair in combinations(days, 2) if not {*days[pair[0]]} & {*days[pair[1]]}} == {
        frozenset({"NH", "NY"})
    }
