from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from negotrack.analysis.figures import acceptances, collective_statements, gaps, proposals_with, totals
from negotrack.model.negotiation import Dossier, fingerprint
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.pages.headline import rests_on
from negotrack.pages.terms import Terms

Build = Callable[..., Any]


def held(side: str, stance: str, **keys: object) -> dict[str, object]:
    return {"side": side, "stance": stance, **keys}


def test_the_totals_count_statuses_relations_and_what_is_missing(dossier: Build, negotiation: Build) -> None:
    proposes = held("resistance", "proposes")
    talks = negotiation(
        dossier("a", proposes, held("taliban", "accepts"), status="accepted", title="A", number=1),
        dossier("b", proposes, held("taliban", "rejects"), status="rejected", title="B"),
        dossier("c", proposes, held("taliban", "defers"), number="3 bis"),
        dossier("d", proposes),
        dossier("e"),
    )
    figures = totals(view(talks), "resistance", "taliban")
    assert (figures.proposals, figures.described, figures.numbered, figures.outstanding) == (5, 2, 2, 4)
    assert (figures.by_status[Status.OPEN], figures.by_status[Status.ACCEPTED]) == (3, 1)
    assert sum(figures.by_status.values()) == sum(figures.relations.values()) == 5


def test_conflicting_records_are_counted_apart_by_status_and_by_relation(dossier: Build, negotiation: Build) -> None:
    conflicting = dossier(
        "a",
        held("resistance", "proposes"),
        held("taliban", "accepts", date="2021-08-17/2021-08-30~"),
        held("taliban", "rejects", date="2021-08-24"),
        status="accepted",
    )
    figures = totals(view(negotiation(conflicting)), "resistance", "taliban")
    assert (figures.conflicting, figures.outstanding) == (1, 1)
    assert (figures.by_status[Status.CONFLICTING], figures.relations[Relation.CONFLICTING]) == (1, 1)


def test_a_position_that_is_only_possible_by_a_day_counts_for_no_relation(dossier: Build, negotiation: Build) -> None:
    answer = held("taliban", "accepts", date="2021-08-17/2021-08-30")
    record = dossier("a", held("resistance", "proposes"), answer)
    figures = totals(view(negotiation(record), date(2021, 8, 20)), "resistance", "taliban")
    assert (figures.possible, figures.relations[Relation.ONE_SIDED]) == (1, 1)


def test_a_proposal_of_a_later_day_is_counted_apart(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(
        dossier("a", held("resistance", "proposes", date="2021-08-24")),
        dossier("b", held("resistance", "proposes", date="2021-08-26")),
    )
    figures = totals(view(talks, date(2021, 8, 25)), "resistance", "taliban")
    assert (figures.proposals, figures.uncounted) == (1, 1)


def test_every_annotation_is_counted_wherever_it_is(dossier: Build, negotiation: Build, annotation: Build) -> None:
    bare: Dossier = dossier("a")
    fresh, stale = annotation("n1", fingerprint=fingerprint(bare)), annotation("n2", fingerprint="0" * 12)
    talks = negotiation(
        dossier("a", annotations=[fresh, stale]),
        annotations=(annotation("n3"),),
        orphans={"lost": (annotation("n4"),)},
    )
    figures = totals(view(talks), "resistance", "taliban")
    assert (figures.annotations, figures.stale_annotations) == (4, 1)


def position(side: str = "taliban", **keys: object) -> dict[str, object]:
    return {"side": side, "stance": "accepts", **keys}


def test_what_is_missing_of_each_proposal_is_listed(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(dossier("a", position(), title="A", number=1), dossier("b"), header={"claimed_count": 14})
    found = gaps(view(talks))
    assert (found.proposals, found.claimed) == (2, 14)
    assert (found.contents, found.numbers) == (("b",), ("b",))
    assert found.sides == {"resistance": ("a", "b"), "taliban": ("b",)}


@pytest.mark.parametrize(
    ("written", "days", "undated"),
    [
        (None, 1, 1),
        ("2021-08-24", 0, 0),
        ("2021-08-24~", 1, 0),
        ("2021-08", 1, 0),
        ("2021-08-17/2021-08-30~", 1, 0),
        ("2021-08-17/..", 1, 0),
    ],
)
def test_a_day_counts_as_reported_only_if_it_is_one_exact_day(
    dossier: Build, negotiation: Build, written: str | None, days: int, undated: int
) -> None:
    found = gaps(view(negotiation(dossier("a", position(date=written)))))
    assert (found.positions, found.days, found.undated) == (1, days, undated)
    talks = view(negotiation(dossier("a", position(date=written)), dossier("b")))
    assert proposals_with(talks, "days") == (("a",) if days else ())


def test_the_span_of_all_positions_is_given_only_if_it_is_the_same(dossier: Build, negotiation: Build) -> None:
    same = [position(side, date="2021-08-17/2021-08-30~") for side in ("taliban", "resistance")]
    found = gaps(view(negotiation(dossier("a", *same))))
    assert str(found.span) == "2021-08-17/2021-08-30~"
    assert gaps(view(negotiation(dossier("a", *same, position())))).span is None


def test_the_basis_form_and_evidence_of_positions_are_counted(dossier: Build, negotiation: Build) -> None:
    judged = {"source": "graded", "credibility": 6}
    talks = negotiation(
        dossier(
            "a",
            position(basis="collective", evidence=[judged, judged]),
            position(basis="inferred", evidence=[{"source": "graded"}, {"source": "paper", "credibility": 2}]),
            position(form="signed", evidence=[{"source": "lost", "credibility": 2}]),
            position(),
        ),
        header={"sources": [{"id": "graded", "title": "G", "reliability": "F"}, {"id": "paper", "title": "P"}]},
    )
    found = gaps(view(talks))
    assert (found.positions, found.collective, found.inferred, found.forms) == (4, 1, 1, 3)
    assert (found.single_source, found.unsupported, found.unjudged) == (2, 1, 2)


def test_a_proposal_of_a_later_day_is_no_gap(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(dossier("a", position(date="2021-08-24")), dossier("b", position(date="2021-09-24")))
    found = gaps(view(talks, date(2021, 8, 25)))
    assert (found.proposals, found.positions, found.sides["taliban"]) == (1, 1, ())


ARTICLE = [{"source": "paper", "where": "paragraph 12", "credibility": 6}]
PROPOSES = {"side": "resistance", "stance": "proposes"}


def accepts(basis: str = "collective", **keys: object) -> dict[str, object]:
    return {"side": "taliban", "stance": "accepts", "basis": basis, "evidence": ARTICLE, **keys}


def test_positions_of_one_side_with_the_same_evidence_are_one_statement(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(
        *(dossier(name, PROPOSES, accepts(), status="accepted") for name in "abc"),
        dossier("d", PROPOSES, accepts(evidence=[{"source": "paper", "where": "paragraph 13"}]), status="accepted"),
        dossier("e", {**PROPOSES, "basis": "collective", "evidence": ARTICLE}),
    )
    found = [(each.side, each.stance, "".join(each.proposals)) for each in collective_statements(view(talks)).values()]
    assert found == [
        ("taliban", Stance.ACCEPTS, "abc"),
        ("taliban", Stance.ACCEPTS, "d"),
        ("resistance", Stance.PROPOSES, "e"),
    ]


def test_without_evidence_only_positions_in_the_same_words_are_one_statement(
    dossier: Build, negotiation: Build
) -> None:
    said = [accepts(evidence=[], statement=words) for words in ("all", "all", "most")]
    talks = negotiation(*(dossier(f"p{rank}", PROPOSES, each) for rank, each in enumerate(said)))
    assert [each.proposals for each in collective_statements(view(talks)).values()] == [("p0", "p1"), ("p2",)]


def test_an_acceptance_rests_on_a_collective_statement_only_if_no_side_accepted_it_by_itself(
    dossier: Build, negotiation: Build
) -> None:
    talks = negotiation(
        dossier("a", PROPOSES, accepts(), status="accepted"),
        dossier("b", PROPOSES, accepts(), status="accepted", title="B"),
        dossier("c", PROPOSES, accepts("reported"), status="accepted", title="C"),
        dossier("d", PROPOSES, status="accepted", title="D"),
        dossier("e", PROPOSES, accepts(), {"side": "resistance", "stance": "rejects", "date": "2021-09-01"}, title="E"),
    )
    found = acceptances(view(talks))
    assert (found.accepted, found.collective, found.unsupported, found.undescribed) == (4, 2, 1, 1)
    assert [each.proposals for each in found.statements] == [("a", "b", "e")]


def test_acceptances_can_rest_on_a_collective_condition_that_is_met(dossier: Build, negotiation: Build) -> None:
    waits = accepts(stance="conditional", conditions=[{"proposal": "q"}])
    talks = negotiation(
        dossier("q", PROPOSES, accepts("reported", evidence=[{"source": "paper"}]), title="Q"),
        *(dossier(name, PROPOSES, waits, title=name) for name in "ab"),
    )
    found = acceptances(view(talks))
    assert (found.accepted, found.collective, found.unsupported) == (3, 2, 0)
    assert [(each.stance, each.proposals) for each in found.statements] == [(Stance.CONDITIONAL, ("a", "b"))]


def test_an_acceptance_does_not_rest_on_what_decides_nothing(dossier: Build, negotiation: Build) -> None:
    observer = {"side": "guarantor", "stance": "accepts", "basis": "collective", "evidence": ARTICLE}
    own = {**observer, "basis": "reported", "evidence": []}
    talks = negotiation(
        dossier("a", PROPOSES, observer, status="accepted", title="A"),
        dossier("b", PROPOSES, accepts("inferred"), status="accepted", title="B"),
        dossier("c", PROPOSES, accepts(), own, title="C"),
        dossier("d", PROPOSES, observer, decision=["guarantor"], title="D"),
        header={
            "sides": [
                {"id": "resistance", "name": "R"},
                {"id": "taliban", "name": "T"},
                {"id": "guarantor", "name": "G", "decides": False},
            ]
        },
    )
    found = acceptances(view(talks))
    assert (found.accepted, found.collective, found.unsupported) == (4, 2, 2)
    told = rests_on(found, view(talks), Terms(talks))
    assert "For 2 of them no side that decides is reported to have agreed." in told
