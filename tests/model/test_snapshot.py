"""Where a whole negotiation stands on a day, and how one proposal affects another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negotrack.model.snapshot import frame_of, snapshot
from negotrack.model.standing import contradicts_file
from tests.model.talks import Table, all_of, became, one, said, talks


@pytest.mark.parametrize(
    ("span", "day", "certainty"),
    [
        (None, "0001-01-01", "certain"),
        ("2021-08-17", "2021-08-16", None),
        ("2021-08-17", "2021-08-17", "certain"),
        ("2021-08-17/2021-08-30", "2021-08-17", "possible"),
        ("2021-08-17/2021-08-30", "2021-08-30", "certain"),
        ("2021-08-17/2021-08-30~", "2021-09-05", "possible"),
        ("2021-08-17/2021-08-30~", "2021-09-06", "certain"),
        ("2021-08-17/..", "9999-12-31", "possible"),
        ("2021-08-17/..", None, "certain"),
        ("../2021-08-17", "0001-01-01", "possible"),
        ("2021", "2021-06-01", "possible"),
        ("9999-12-31~", "9999-12-30", None),
    ],
)
def test_a_position_is_certain_possible_or_absent_on_a_day(
    span: str | None, day: str | None, certainty: str | None
) -> None:
    found = one(said("beta", "rejects", span), day=day)
    assert found.of("beta").certainty == certainty
    assert found.counted is (certainty is not None)
    assert found.status == ("rejected" if certainty == "certain" else "open")


def test_a_certain_position_is_shown_before_a_later_possible_one() -> None:
    positions = said("beta", "accepts", "2026-03-01"), said("beta", "rejects", "2026-03-02/2026-03-09")
    assert one(*positions, day="2026-03-05").of("beta").stance == "accepts"
    assert one(*positions, day="2026-03-09").of("beta").stance == "rejects"
    assert one(positions[1], day="2026-03-05").of("beta").stance == "rejects"


def test_a_proposal_counts_from_the_first_day_of_its_records() -> None:
    assert not one(ledger={"o": became("accepted", "2026-03-05")}, day="2026-03-04").counted
    assert one(ledger={"o": became("accepted", "2026-03-05/2026-03-09")}, day="2026-03-05").counted
    assert one(day="0001-01-01").counted, "nothing on record tells when it was put forward"


def waits_for(*proposals: str) -> Table:
    """A proposal that Beta accepts once others are accepted."""
    conditions = [{"proposal": proposal} for proposal in proposals]
    return {"positions": [said("alpha", "proposes"), said("beta", "conditional", conditions=conditions)]}


ACCEPTED = {"positions": [said("alpha", "proposes"), said("beta", "accepts", "2026-03-05")]}


def test_a_condition_that_names_a_proposal_is_met_once_that_proposal_is_accepted() -> None:
    found = talks({"p": (waits_for("q", "r"), {}), "q": (waits_for("r"), {}), "r": (ACCEPTED, {})})
    assert {each.status for each in all_of(found).standings} == {"accepted"}
    assert [each.status for each in all_of(found, "2026-03-04").standings] == ["conditional", "conditional", "open"]


def test_proposals_that_wait_only_for_each_other_are_not_accepted() -> None:
    found = talks({"p": (waits_for("q"), {}), "q": (waits_for("p"), {}), "r": (waits_for("r"), {})})
    assert {each.status for each in all_of(found).standings} == {"conditional"}
    assert all_of(found).if_accepted("p") == {"q": "accepted"}


def test_a_proposal_that_waits_for_a_missing_one_is_not_accepted() -> None:
    assert all_of(talks({"p": (waits_for("gone"), {})})).known["p"].status == "conditional"


def test_a_condition_met_since_does_not_contradict_the_status_in_the_file() -> None:
    for status in ("conditional", "accepted"):
        found = talks({"p": ({**waits_for("q"), "status": status}, {}), "q": (ACCEPTED, {})})
        now = all_of(found)
        assert (now.known["p"].status, now.known["p"].conflicts) == ("accepted", ())
        assert contradicts_file(found.dossiers["p"], frame_of(found, found.dossiers["p"], now.accepted)) is None


def test_proposals_with_conditions_on_each_other_are_worked_out_in_the_end() -> None:
    own = {"positions": [said("alpha", "proposes", "2026-03-05")], "status": "rejected"}
    condition = said("beta", "conditional", "2026-03-01", conditions=[{"proposal": "q"}], by="Ann")
    ledger = {"o": became("accepted", "2026-03-05"), "c": condition}
    other = {**waits_for("p"), "decision": ["alpha", "beta"]}
    found = all_of(talks({"p": (own, ledger), "q": (other, {})}, "alpha beta gamma"))
    assert {each.status for each in found.standings} == {"accepted"}


def test_a_snapshot_that_starts_from_an_earlier_one_follows_every_change() -> None:
    before = all_of(talks({"p": (ACCEPTED, {}), "q": (waits_for("p"), {})}))
    dossiers = before.negotiation.dossiers
    changed = talks({"p": ({"positions": [said("beta", "rejects")]}, {})}).dossiers["p"]
    after = snapshot(replace(before.negotiation, dossiers={**dossiers, "p": changed}), previous=before)
    assert {name: each.status for name, each in after.known.items()} == {"p": "rejected", "q": "conditional"}
    again = snapshot(before.negotiation, previous=after)
    assert {name: each.status for name, each in again.known.items()} == {"p": "accepted", "q": "accepted"}


def test_a_standing_is_taken_from_an_earlier_snapshot_unless_the_rule_or_the_day_has_changed() -> None:
    records: dict[str, tuple[Table, dict[str, Table]]] = {
        "p": ({"positions": [said("alpha", "proposes"), said("beta", "neutral")]}, {})
    }
    before = all_of(talks(records))
    other_rule = replace(before.negotiation, header=talks(records, decision="majority").header)
    assert snapshot(other_rule, previous=before).known["p"].status == "accepted"
    assert snapshot(before.negotiation, previous=before).known["p"] is before.known["p"]
    assert snapshot(before.negotiation, date(2026, 3, 1), previous=before).known["p"].day == date(2026, 3, 1)
