from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

from negotrack.analysis.links import (
    Hold,
    conditions_of,
    consequences,
    holding_up_most,
    links,
    next_events,
    open_asks,
    waiting_for_each_other,
)
from negotrack.model.dates import parse_day
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.snapshot import snapshot
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Basis, Status

Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]


def waits(*identifiers: str, **keys: Any) -> list[dict[str, Any]]:
    return [{"proposal": identifier, **keys} for identifier in identifiers]


def test_what_waits_for_an_unsettled_proposal_is_listed_directly_and_through_others(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    records = negotiation(
        dossier("1", holds_up=waits("2", "10", basis="inferred")),
        dossier("2", holds_up=waits("3"), status="accepted"),
        dossier("3", holds_up=waits("10"), status="rejected"),
        dossier("10", status="accepted"),
    )
    found = links(view(records))
    assert [(blocker.id, blocker.waiting) for blocker in found.blockers] == [("1", ("2", "3", "10")), ("3", ("10",))]
    first = next(iter(found.blockers))
    assert first.direct == (Hold("1", "2", Basis.INFERRED, ()), Hold("1", "10", Basis.INFERRED, ()))
    assert [hold.holder for hold in found.waits_for["10"]] == ["1", "3"]
    assert found.waiting("10") == ()
    assert found.cycles == ()


def test_counter_proposals_are_linked_both_ways(negotiation: Negotiations, dossier: Dossiers) -> None:
    found = links(view(negotiation(dossier("a"), dossier("b", counters="a"), dossier("c", counters="a"))))
    assert found.answers == {"b": "a", "c": "a"}
    assert found.answered_by == {"a": ("b", "c")}


def test_a_package_is_listed_for_each_of_its_proposals_from_its_day_on(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    package = {"title": "All of it", "proposals": ["a", "b"], "date": "2021-08-20"}
    records = negotiation(dossier("a"), dossier("b"), dossier("c"), header={"packages": [package]})
    assert {key: [each.title for each in found] for key, found in links(view(records)).packages_of.items()} == {
        "a": ["All of it"],
        "b": ["All of it"],
    }
    assert links(view(records, date(2021, 8, 19))).packages_of == {}


def test_a_circle_is_given_as_a_path_and_no_proposal_in_it_waits_for_itself(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    records = negotiation(dossier("2", holds_up=waits("10")), dossier("10", holds_up=waits("2")))
    found = links(view(records))
    assert found.cycles == (("2", "10", "2"),)
    assert found.waiting("2") == ("10",)


def test_links_to_the_proposal_itself_to_nothing_or_to_a_later_proposal_are_left_out(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    later = dossier("b", {"side": "taliban", "stance": "proposes", "date": "2021-09-01"}, counters="a")
    records = negotiation(dossier("a", holds_up=waits("a", "gone", "b"), counters="a"), later)
    before, after = links(view(records, date(2021, 8, 1))), links(view(records))
    assert (dict(before.holds), dict(before.answers)) == ({}, {})
    assert [hold.waiting for hold in after.holds["a"]] == ["b"]
    assert after.answers == {"b": "a"}


def test_a_chain_of_ten_thousand_proposals_is_followed_to_its_end(negotiation: Negotiations, dossier: Dossiers) -> None:
    chain = [dossier(str(number), holds_up=waits(str(number + 1))) for number in range(10_000)]
    found = links(view(negotiation(*chain)))
    assert found.waiting("0") == tuple(map(str, range(1, 10_000)))
    assert [blocker.id for blocker in islice(found.blockers, 2)] == ["0", "1"]
    assert found.cycles == ()


Build = Callable[..., Any]


def waiting(identifier: str, dossier: Build, *others: str, text: str = "") -> Dossier:
    conditions = [*({"proposal": other} for other in others), *([{"text": text}] if text else [])]
    record: Dossier = dossier(
        identifier,
        {"side": "resistance", "stance": "proposes"},
        {"side": "taliban", "stance": "conditional", "conditions": conditions},
    )
    return record


def test_what_waits_for_a_proposal_changes_if_that_proposal_is_accepted(dossier: Build, negotiation: Build) -> None:
    talks = snapshot(negotiation(dossier("5", proposed_by="resistance"), waiting("1", dossier, "5")))
    found = consequences(talks)
    assert [(each.proposal, each.meets, each.changes) for each in found] == [("5", ("1",), {"1": Status.ACCEPTED})]


def test_a_condition_is_met_not_met_or_not_reported(dossier: Build, negotiation: Build) -> None:
    refused = dossier("no", {"side": "taliban", "stance": "rejects"})
    agreed = dossier("yes", {"side": "taliban", "stance": "accepts"}, {"side": "resistance", "stance": "accepts"})
    talks = snapshot(negotiation(refused, agreed, waiting("x", dossier, "no", "yes", text="a list")))
    assert [waiting.met for waiting in conditions_of(talks, talks.known["x"])] == [False, True, None]


def test_proposals_that_wait_only_for_each_other_stay_conditional_and_are_named(
    dossier: Build, negotiation: Build
) -> None:
    talks = snapshot(negotiation(waiting("1", dossier, "2"), waiting("2", dossier, "1"), waiting("3", dossier, "1")))
    assert waiting_for_each_other(talks) == (("1", "2"),)
    assert {each.status for each in talks.standings} == {Status.CONDITIONAL}


def test_open_asks_are_listed_by_due_day_and_done_ones_left_out(
    dossier: Build, negotiation: Build, annotation: Build
) -> None:
    asks = [
        annotation("n1", ask={"to": "the UN office"}),
        annotation("n2", ask={"due": "2026-12-01"}),
        annotation("n3", ask={"due": "2026-11-01", "done": True}),
        annotation("n4"),
    ]
    talks = snapshot(negotiation(dossier("1", annotations=asks)))
    assert [each.annotation.id for each in open_asks(talks)] == ["n2", "n1"]


def test_events_of_later_days_are_the_next_ones(negotiation: Build) -> None:
    events = [
        {"title": "Round 5", "date": "2026-12-20"},
        {"title": "Text due", "kind": "deadline", "date": "2026-12-01"},
        {"title": "Round 4", "date": "2026-11-20"},
    ]
    talks = snapshot(negotiation(header={"events": events}))
    assert [event.title for event in next_events(talks, parse_day("2026-11-24"))] == ["Text due", "Round 5"]


def test_the_side_that_holds_up_most_is_named_only_if_it_is_the_only_one(dossier: Build, negotiation: Build) -> None:
    one, two = (dossier(each, {"side": "taliban", "stance": "rejects"}) for each in "ab")
    assert holding_up_most(snapshot(negotiation(one, two))) == ("taliban", 2)
    assert (
        holding_up_most(snapshot(negotiation(one, dossier("c", {"side": "resistance", "stance": "rejects"})))) is None
    )
