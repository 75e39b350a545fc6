"""The rules of time, by examples and against a replay that is written as the rules are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from negotrack.model.status import contradiction, derived_status

from negotrack.model.certainty import replaces
from negotrack.model.negotiation import Dossier, Held
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import CAMPS, Basis, Certainty, Relation, Stance, Status

Build = Callable[..., Dossier]
SIDES = ("one", "other")


def held(side: str, stance: str, date: str | None = None, source: str = "s", **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, "date": date, "evidence": [{"source": source}], **keys}


def at(dossier: Dossier, day: str | None = None) -> Standing:
    return standing(dossier, SIDES, date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("span", "day", "certainty"),
    [
        (None, "0001-01-01", Certainty.CERTAIN),
        ("2021-08-17", "2021-08-16", None),
        ("2021-08-17", "2021-08-17", Certainty.CERTAIN),
        ("2021-08-17/2021-08-30~", "2021-08-17", Certainty.POSSIBLE),
        ("2021-08-17/2021-08-30~", "2021-08-29", Certainty.POSSIBLE),
        ("2021-08-17/2021-08-30~", "2021-08-30", Certainty.CERTAIN),
        ("2021-08-17/..", "2021-08-16", None),
        ("2021-08-17/..", "9999-12-31", Certainty.POSSIBLE),
        ("2021-08-17/..", None, Certainty.CERTAIN),
        ("../2021-08-17", "0001-01-01", Certainty.POSSIBLE),
        ("../2021-08-17", "2021-08-17", Certainty.CERTAIN),
        ("2021", "2021-06-01", Certainty.POSSIBLE),
    ],
)
def test_a_position_is_certain_possible_or_not_there(
    dossier: Build, span: str | None, day: str | None, certainty: Certainty | None
) -> None:
    found = at(dossier(held("one", "proposes", span)), day)
    assert found.of("one").certainty is certainty
    assert found.counted is (certainty is not None)


def test_a_position_without_a_date_is_always_certain_and_comes_first(dossier: Build) -> None:
    found = at(dossier(held("one", "accepts", "0001-01-01"), held("one", "defers")), "0001-01-01")
    assert [each.position.stance for each in found.of("one").present] == [Stance.DEFERS, Stance.ACCEPTS]
    assert found.of("one").stance is Stance.ACCEPTS


def test_the_last_certain_position_is_current_before_any_possible_one(dossier: Build) -> None:
    proposal = dossier(held("one", "accepts", "2021-08-05"), held("one", "rejects", "2021-08-10/2021-08-20"))
    assert at(proposal, "2021-08-15").of("one").stance is Stance.ACCEPTS
    assert at(proposal, "2021-08-20").of("one").stance is Stance.REJECTS


def test_where_none_is_certain_the_last_possible_one_is_current(dossier: Build) -> None:
    proposal = dossier(held("one", "accepts", "2021-08-05/2021-08-30"), held("one", "rejects", "2021-08-10/2021-08-20"))
    assert at(proposal, "2021-08-15").of("one").stance is Stance.ACCEPTS
    assert at(proposal, "2021-08-15").of("one").certainty is Certainty.POSSIBLE


def test_the_ledger_comes_after_the_file_on_one_day(dossier: Build) -> None:
    entry = held("one", "rejects", "2021-08-05", status="rejected")
    found = at(dossier(held("one", "accepts", "2021-08-05"), ledger=[entry]))
    assert found.of("one").stance is Stance.REJECTS
    assert not found.contested


@pytest.mark.parametrize(
    ("one", "other", "contested"),
    [
        (held("one", "accepts", "2021-08-05"), held("one", "rejects", "2021-08-06"), False),
        (held("one", "accepts", "2021-08-05"), held("one", "rejects", "2021-08-05"), False),
        (held("one", "accepts", "2021-08-05"), held("one", "rejects", "2021-08-05", source="t"), True),
        (held("one", "accepts", "2021-08-05"), held("one", "proposes", "2021-08-05", source="t"), False),
        (held("one", "accepts", "2021-08-01/2021-08-10"), held("one", "rejects", "2021-08-10/2021-08-20"), True),
        (held("one", "accepts", "2021-08-01/2021-08-10"), held("one", "rejects", "2021-08-11/2021-08-20"), False),
        (held("one", "accepts"), held("one", "rejects", "2021-08-05"), True),
        (held("one", "accepts"), held("one", "rejects"), True),
        (held("one", "accepts"), held("other", "rejects"), False),
        (held("one", "defers"), held("one", "neutral"), False),
    ],
)
def test_positions_in_different_camps_compete_where_their_order_cannot_be_told(
    dossier: Build, one: dict[str, Any], other: dict[str, Any], *, contested: bool
) -> None:
    for positions in ((one, other), (other, one)):
        found = at(dossier(*positions))
        assert found.contested is contested
        assert len(found.of("one").competing) == 2 * contested


def test_what_a_later_position_replaces_competes_no_more(dossier: Build) -> None:
    proposal = dossier(
        held("one", "accepts", "2021-08-01/2021-08-10"),
        held("one", "rejects", "2021-08-05"),
        held("one", "conditional", "2021-08-11"),
    )
    assert at(proposal, "2021-08-10").contested
    assert not at(proposal, "2021-08-11").contested


def test_a_contested_proposal_is_unsettled_whatever_its_status(dossier: Build) -> None:
    assert not at(dossier(held("other", "accepts"), status="accepted")).unsettled
    assert at(dossier(held("other", "accepts"), held("other", "rejects"), status="accepted")).unsettled
    assert at(dossier(status="rejected")).unsettled
    assert not at(dossier(status="withdrawn")).unsettled


def test_a_written_status_counts_from_the_last_day_of_the_latest_position(dossier: Build) -> None:
    proposal = dossier(
        held("one", "proposes", "2021-08-01"), held("other", "accepts", "2021-08-05/2021-08-10"), status="conditional"
    )
    assert at(proposal, "2021-08-09").status is Status.OPEN
    assert at(proposal, "2021-08-10").status is Status.CONDITIONAL


def test_a_written_status_counts_always_where_nothing_is_dated(dossier: Build) -> None:
    assert at(dossier(held("other", "defers"), status="conditional"), "0001-01-01").status is Status.CONDITIONAL


def test_a_status_of_the_ledger_counts_from_its_date_and_the_latest_wins(dossier: Build) -> None:
    ledger = [
        {"status": "withdrawn", "date": "2021-09-03"},
        {"status": "conditional", "date": "2021-08-20"},
        {"status": "rejected", "date": "2021-09-01/2021-09-02"},
    ]
    proposal = dossier(held("one", "proposes", "2021-08-10"), status="open", ledger=ledger)
    days = ("2021-08-10", "2021-08-20", "2021-09-01", "2021-09-02", "2021-09-03")
    assert [at(proposal, day).status.value for day in (*days, None)] == [
        "open",
        "conditional",
        "conditional",
        "rejected",
        "withdrawn",
        "withdrawn",
    ]


def test_an_earlier_entry_does_not_outdo_the_status_of_the_record(dossier: Build) -> None:
    ledger = [{"status": "rejected", "date": "2021-08-24"}, {"status": "rejected"}]
    assert (
        at(dossier(held("one", "proposes", "2021-08-30"), status="accepted", ledger=ledger)).status is Status.ACCEPTED
    )


@pytest.mark.parametrize(
    ("stances", "proposed_by", "status"),
    [
        (("proposes", "accepts"), "one", Status.ACCEPTED),
        (("proposes", "rejects"), "one", Status.REJECTED),
        (("proposes", "conditional"), "one", Status.CONDITIONAL),
        (("proposes", "counters"), "one", Status.OPEN),
        (("proposes", None), "one", Status.OPEN),
        ((None, "accepts"), "one", Status.ACCEPTED),
        (("withdraws", "accepts"), "one", Status.WITHDRAWN),
        (("withdraws", "accepts"), None, Status.REJECTED),
        (("proposes", "withdraws"), "one", Status.REJECTED),
        (("rejects", "accepts"), "one", Status.OPEN),
        (("proposes", "proposes"), ["one", "other"], Status.ACCEPTED),
        (("proposes", None), ["one", "other"], Status.OPEN),
        (("accepts", "accepts"), "A mediator", Status.ACCEPTED),
        (("accepts", "rejects"), "A mediator", Status.REJECTED),
        (("proposes", "accepts"), None, Status.ACCEPTED),
        ((None, None), None, Status.OPEN),
    ],
)
def test_positions_give_a_status(
    dossier: Build, stances: tuple[str | None, str | None], proposed_by: str | None, status: Status
) -> None:
    positions = [held(side, stance) for side, stance in zip(SIDES, stances, strict=True) if stance]
    assert derived_status(dossier(*positions, proposed_by=proposed_by), SIDES) is status


def test_who_proposed_stays_the_proposer_after_withdrawing(dossier: Build) -> None:
    proposal = dossier(held("one", "proposes", "2021-08-01"), held("one", "withdraws", "2021-08-05"))
    assert derived_status(proposal, SIDES) is Status.WITHDRAWN


def test_a_person_proposes_for_their_side(dossier: Build) -> None:
    proposal = dossier(held("one", "withdraws"), held("other", "accepts"), proposed_by="A delegate")
    assert derived_status(proposal, SIDES) is Status.REJECTED
    assert derived_status(proposal, SIDES, person_side="one") is Status.WITHDRAWN


def test_an_inferred_position_sets_no_status(dossier: Build) -> None:
    proposal = dossier(held("one", "proposes"), held("other", "rejects", basis="inferred"), proposed_by="one")
    assert derived_status(proposal, SIDES) is Status.OPEN
    assert at(proposal).of("other").stance is Stance.REJECTS


@pytest.mark.parametrize(
    ("status", "stances", "contradicted"),
    [
        ("accepted", {"one": "proposes", "other": "rejects"}, True),
        ("accepted", {"one": "withdraws"}, True),
        ("accepted", {"one": "proposes", "somebody": "rejects"}, False),
        ("accepted", {}, False),
        ("rejected", {"one": "proposes", "other": "accepts"}, True),
        ("rejected", {"one": "proposes"}, False),
        ("withdrawn", {"one": "proposes", "other": "accepts"}, False),
    ],
)
def test_a_status_that_the_positions_contradict(status: str, stances: dict[str, str], *, contradicted: bool) -> None:
    found = contradiction(Status(status), {side: Stance(stance) for side, stance in stances.items()}, SIDES)
    assert (found is not None) is contradicted


def test_five_hundred_competing_positions_are_all_told(dossier: Build) -> None:
    days = ["2021-08-05", "2021-08-01/2021-08-30", None]
    positions = [
        held(SIDES[number % 2], ["accepts", "rejects", "defers"][number % 3], days[number % 7 % 3], source=str(number))
        for number in range(500)
    ]
    found = at(dossier(*positions))
    assert [len(found.of(side).competing) for side in SIDES] == [250, 250]


# --- The replay: one position at a time, one day at a time, with nothing clever in it. ---

FIRST = date(2021, 7, 31)
DATES = [None, "2021-08-02", "2021-08-04~", "2021-08-04", "2021-08-03/2021-08-06", "2021-08-01/2021-08-05"]
DATES += ["2021-08-04/..", "../2021-08-03", "2021-08"]
POSITIONS = st.builds(
    held,
    st.sampled_from(SIDES),
    st.sampled_from(Stance),
    st.sampled_from(DATES),
    st.sampled_from(["s", "t"]),
    basis=st.sampled_from([None, *Basis]),
)
STATUSES = st.one_of(st.none(), st.sampled_from(Status))
ENTRIES = st.one_of(
    st.builds(lambda position, status: {**position, "status": status}, POSITIONS, STATUSES),
    st.builds(lambda day, status: {"date": day, "status": status}, st.sampled_from(DATES), st.sampled_from(Status)),
)
PROPOSERS = st.sampled_from([None, "one", "other", ["one", "other"], "A mediator"])
DAYS = st.one_of(st.none(), st.dates(FIRST, date(2021, 9, 2)))


RECORDS = st.fixed_dictionaries(
    {
        "positions": st.lists(POSITIONS, max_size=5),
        "ledger": st.lists(ENTRIES, max_size=3),
        "proposed_by": PROPOSERS,
        "status": st.sampled_from(Status),
    }
)
OPEN_END = {"positions": [held("one", "accepts", "2021-08-04/..")], "status": Status.ACCEPTED}


@given(RECORDS, DAYS)
@example({"positions": []}, date(1, 1, 1))
@example(OPEN_END, date(9999, 12, 31))
def test_a_standing_is_what_a_replay_gives(dossier: Build, table: dict[str, Any], day: date | None) -> None:
    record = dossier(**table)
    found, replay = standing(record, SIDES, day), Replay(record, day)
    assert found.counted is (not record.held or bool(replay.present))
    for side in SIDES:
        where = found.of(side)
        assert where.current == replay.current(side)
        assert where.certainty is (replay.certainty(where.current) if where.current else None)
        assert set(where.present) == {each for each in replay.present if each.position.side == side}
        assert set(where.competing) == replay.competing(side)
    assert found.status is replay.status()
    assert found.relation("one", "other") is found.relation("other", "one")
    assert found.relation("one", "one") is not Relation.DIFFER


@given(st.lists(POSITIONS, max_size=5), PROPOSERS, DAYS)
def test_a_status_that_the_positions_give_does_not_contradict_them(
    dossier: Build, positions: list[dict[str, Any]], proposed_by: str | list[str] | None, day: date | None
) -> None:
    record = dossier(*positions, proposed_by=proposed_by)
    replay = Replay(record, day)
    assert contradiction(derived_status(record, SIDES, day), replay.reported(), SIDES) is None


class Replay:
    """Where everybody stands by a day, told from the beginning."""

    def __init__(self, dossier: Dossier, day: date | None) -> None:
        self.dossier = dossier
        self.day = day
        self.present = [each for each in dossier.held if self.certainty(each)]

    def certainty(self, held: Held) -> Certainty | None:
        span = held.position.date
        if self.day is None or span is None:
            return Certainty.CERTAIN
        day = FIRST - timedelta(days=1) if span.first is None else span.first
        if span.last is not None and span.last <= self.day:
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if day <= self.day or span.first is None else None

    def last(self, among: list[Held]) -> Held | None:
        last: Held | None = None
        for each in among:
            if last is None or not self.earlier(each, last):
                last = each
        return last

    def earlier(self, one: Held, other: Held) -> bool:
        before, after = one.position.date, other.position.date
        if before is None or after is None:
            return before is None and after is not None
        ends = [span.last or span.first for span in (before, after)]
        assert ends[0]
        assert ends[1]
        return ends[0] < ends[1]

    def of(self, side: str, certainty: Certainty) -> list[Held]:
        return [each for each in self.present if each.position.side == side and self.certainty(each) is certainty]

    def current(self, side: str) -> Held | None:
        return self.last(self.of(side, Certainty.CERTAIN)) or self.last(self.of(side, Certainty.POSSIBLE))

    def competing(self, side: str) -> set[Held]:
        certain = self.of(side, Certainty.CERTAIN)
        everything = [*certain, *self.of(side, Certainty.POSSIBLE)]
        live = [each for each in everything if not any(comes_after(other, each) for other in certain)]
        rivals = set()
        for one, other in product(live, live):
            camps = {CAMPS[each.position.stance] for each in (one, other)}
            if len(camps) == 2 and not comes_after(one, other) and not comes_after(other, one):
                rivals |= {one, other}
        return rivals

    def reported(self) -> dict[str, Stance]:
        found = {}
        for side in SIDES:
            certain = self.of(side, Certainty.CERTAIN)
            last = self.last([each for each in certain if each.position.basis is not Basis.INFERRED])
            if last:
                found[side] = last.position.stance
        return found

    def status(self) -> Status:
        proposal = self.dossier.proposal
        written: list[tuple[date, int, Status]] = []
        dated = [position.date for position in proposal.positions if position.date]
        ends = [span.last for span in dated]
        since = max((span.latest for span in dated), default=date.min)
        if self.day is None or all(end and end <= self.day for end in ends):
            written.append((since, -1, proposal.status))
        for number, entry in enumerate(self.dossier.ledger):
            if entry.status is None:
                continue
            span = entry.date
            if span is None:
                written.append((date.min, number, entry.status))
            elif self.day is None or (span.last and span.last <= self.day):
                written.append((span.latest, number, entry.status))
        return max(written)[2] if written else self.given()

    def given(self) -> Status:
        stances = self.reported()
        proposers = {name for name in self.dossier.proposal.proposed_by or () if name in SIDES}
        if self.dossier.proposal.proposed_by is None:
            for side in SIDES:
                for each in self.of(side, Certainty.CERTAIN):
                    if each.position.stance is Stance.PROPOSES and each.position.basis is not Basis.INFERRED:
                        proposers.add(side)
        if any(stances.get(side) is Stance.WITHDRAWS for side in proposers):
            return Status.WITHDRAWN
        others = [side for side in SIDES if side not in proposers] or SIDES
        if any(stances.get(side) in {Stance.REJECTS, Stance.WITHDRAWS} for side in others):
            return Status.REJECTED
        if any(stances.get(side) is Stance.CONDITIONAL for side in others):
            return Status.CONDITIONAL
        agreed = all(stances.get(side) in {Stance.PROPOSES, Stance.ACCEPTS} for side in others)
        return Status.ACCEPTED if agreed and Stance.REJECTS not in stances.values() else Status.OPEN


def comes_after(later: Held, earlier: Held) -> bool:
    """Whether one position surely comes after another: by its days, or on one day by the order of one source."""
    after, before = later.position.date, earlier.position.date
    if after is None or before is None:
        return False
    beginning, end = after.first or after.last, before.last or before.first
    assert beginning
    assert end
    same_day = after.first == after.last == before.first == before.last
    sources = [{evidence.source for evidence in each.position.evidence} for each in (later, earlier)]
    return beginning > end or (same_day and later.rank > earlier.rank and bool(sources[0] & sources[1]))


@given(st.lists(POSITIONS, min_size=3, max_size=3))
def test_of_three_that_replace_each_other_the_last_replaces_the_first(
    dossier: Build, positions: list[dict[str, Any]]
) -> None:
    first, second, third = dossier(*positions).held
    assert not replaces(first, first)
    assert not (replaces(first, second) and replaces(second, first))
    sources = [position["evidence"] for position in positions]
    if replaces(second, first) and replaces(third, second) and sources[0] == sources[2]:
        assert replaces(third, first)
