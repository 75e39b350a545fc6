from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

from negotrack.analysis.links import Hold, links
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Basis

Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]


def waits(*identifiers: str, **keys: Any) -> list[dict[str, Any]]:
    return [{"proposal": identifier, **keys} for identifier in identifiers]


def test_what_waits_for_an_unsettled_proposal_is_told_also_by_way_of_others(
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


def test_a_package_is_known_of_everything_in_it_from_its_day_on(negotiation: Negotiations, dossier: Dossiers) -> None:
    package = {"title": "All of it", "proposals": ["a", "b"], "date": "2021-08-20"}
    records = negotiation(dossier("a"), dossier("b"), dossier("c"), header={"packages": [package]})
    assert {key: [each.title for each in found] for key, found in links(view(records)).packages_of.items()} == {
        "a": ["All of it"],
        "b": ["All of it"],
    }
    assert links(view(records, date(2021, 8, 19))).packages_of == {}


def test_a_circle_is_a_path_and_nothing_in_it_waits_for_itself(negotiation: Negotiations, dossier: Dossiers) -> None:
    records = negotiation(dossier("2", holds_up=waits("10")), dossier("10", holds_up=waits("2")))
    found = links(view(records))
    assert found.cycles == (("2", "10", "2"),)
    assert found.waiting("2") == ("10",)


def test_links_to_itself_to_nothing_or_to_what_does_not_count_yet_are_left_out(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    later = dossier("b", {"side": "taliban", "stance": "proposes", "date": "2021-09-01"}, counters="a")
    records = negotiation(dossier("a", holds_up=waits("a", "gone", "b"), counters="a"), later)
    before, after = links(view(records, date(2021, 8, 1))), links(view(records))
    assert (dict(before.holds), dict(before.answers)) == ({}, {})
    assert [hold.waiting for hold in after.holds["a"]] == ["b"]
    assert after.answers == {"b": "a"}


def test_a_chain_of_ten_thousand_is_followed_to_its_end(negotiation: Negotiations, dossier: Dossiers) -> None:
    chain = [dossier(str(number), holds_up=waits(str(number + 1))) for number in range(10_000)]
    found = links(view(negotiation(*chain)))
    assert found.waiting("0") == tuple(map(str, range(1, 10_000)))
    assert [blocker.id for blocker in islice(found.blockers, 2)] == ["0", "1"]
    assert found.cycles == ()
