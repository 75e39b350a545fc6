from collections.abc import Callable
from typing import Any

from negotrack.analysis.links import (
    conditions_of,
    consequences,
    holding_up_most,
    next_events,
    open_asks,
    waiting_for_each_other,
)
from negotrack.model.dates import parse_day
from negotrack.model.negotiation import Dossier
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Status

Build = Callable[..., Any]


def waits(identifier: str, dossier: Build, *others: str, text: str = "") -> Dossier:
    conditions = [*({"proposal": other} for other in others), *([{"text": text}] if text else [])]
    record: Dossier = dossier(
        identifier,
        {"side": "resistance", "stance": "proposes"},
        {"side": "taliban", "stance": "conditional", "conditions": conditions},
    )
    return record


def test_what_waits_for_a_proposal_follows_where_it_is_accepted(dossier: Build, negotiation: Build) -> None:
    talks = snapshot(negotiation(dossier("5", proposed_by="resistance"), waits("1", dossier, "5")))
    found = consequences(talks)
    assert [(each.proposal, each.meets, each.changes) for each in found] == [("5", ("1",), {"1": Status.ACCEPTED})]


def test_a_condition_is_met_not_met_or_not_reported(dossier: Build, negotiation: Build) -> None:
    refused = dossier("no", {"side": "taliban", "stance": "rejects"})
    agreed = dossier("yes", {"side": "taliban", "stance": "accepts"}, {"side": "resistance", "stance": "accepts"})
    talks = snapshot(negotiation(refused, agreed, waits("x", dossier, "no", "yes", text="a list")))
    assert [waiting.met for waiting in conditions_of(talks, talks.known["x"])] == [False, True, None]


def test_proposals_that_wait_for_each_other_alone_stay_open_and_are_named(dossier: Build, negotiation: Build) -> None:
    talks = snapshot(negotiation(waits("1", dossier, "2"), waits("2", dossier, "1"), waits("3", dossier, "1")))
    assert waiting_for_each_other(talks) == (("1", "2"),)
    assert {each.status for each in talks.standings} == {Status.CONDITIONAL}


def test_what_is_due_first_is_asked_first_and_what_is_done_no_more(
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


def test_what_is_dated_later_lies_ahead(negotiation: Build) -> None:
    events = [
        {"title": "Round 5", "date": "2026-12-20"},
        {"title": "Text due", "kind": "deadline", "date": "2026-12-01"},
        {"title": "Round 4", "date": "2026-11-20"},
    ]
    talks = snapshot(negotiation(header={"events": events}))
    assert [event.title for event in next_events(talks, parse_day("2026-11-24"))] == ["Text due", "Round 5"]


def test_the_side_that_holds_up_most_is_named_only_where_it_stands_out(dossier: Build, negotiation: Build) -> None:
    one, two = (dossier(each, {"side": "taliban", "stance": "rejects"}) for each in "ab")
    assert holding_up_most(snapshot(negotiation(one, two))) == ("taliban", 2)
    assert (
        holding_up_most(snapshot(negotiation(one, dossier("c", {"side": "resistance", "stance": "rejects"})))) is None
    )
