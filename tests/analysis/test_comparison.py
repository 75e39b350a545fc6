from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.sides import Comparison, compare
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Basis, Relation, Stance

Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]

PAIR = ("resistance", "taliban")


def held(side: str, stance: str, **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, **keys}


def shape(comparison: Comparison) -> list[tuple[Relation, bool | None, str]]:
    return [(group.relation, group.described, " ".join(row.id for row in group.rows)) for group in comparison.groups]


@pytest.fixture(scope="module")
def talks(negotiation: Negotiations, dossier: Dossiers) -> Negotiation:
    proposes = held("resistance", "proposes")
    return negotiation(
        dossier("a", proposes, held("taliban", "accepts", basis="collective"), title="A"),
        dossier("b", proposes, held("taliban", "accepts")),
        dossier("c", proposes, held("taliban", "rejects", date="2021-09-01"), title="C"),
        dossier("d"),
        dossier("e", proposes, held("taliban", "conditional")),
        dossier("f", held("taliban", "neutral"), held("resistance", "neutral"), title="F"),
        dossier("g", held("taliban", "defers")),
    )


def test_rows_are_grouped_with_what_needs_work_first(talks: Negotiation) -> None:
    comparison = compare(view(talks), *PAIR)
    assert shape(comparison) == [
        (Relation.DIFFER, None, "c"),
        (Relation.PARTIAL, None, "e"),
        (Relation.UNDECIDED, None, "f"),
        (Relation.ONE_SIDED, None, "g"),
        (Relation.UNKNOWN, None, "d"),
        (Relation.AGREE, True, "a"),
        (Relation.AGREE, False, "b"),
    ]
    assert [row.id for row in comparison.rows] == list("cefgdab")


def test_totals_stay_whole_where_only_some_rows_are_asked_for(talks: Negotiation) -> None:
    comparison = compare(view(talks), *PAIR, only=[Relation.AGREE, Relation.DIFFER])
    assert [row.id for row in comparison.rows] == list("cab")
    assert sum(comparison.totals.values()) == 7


def test_a_day_decides_where_they_stood(talks: Negotiation) -> None:
    before = compare(view(talks, date(2021, 8, 31)), *PAIR)
    assert before.totals[Relation.DIFFER] == 0
    assert before.totals[Relation.ONE_SIDED] == 2


@pytest.mark.parametrize(
    ("positions", "covers"),
    [
        (
            [held("resistance", "proposes", basis="reported"), held("taliban", "accepts", basis="collective")],
            "collective",
        ),
        (
            [held("resistance", "proposes", basis="collective"), held("taliban", "accepts", basis="reported")],
            "reported",
        ),
        ([held("resistance", "accepts", basis="reported"), held("taliban", "accepts", basis="inferred")], "inferred"),
        ([held("resistance", "accepts", basis="collective"), held("taliban", "accepts", basis="inferred")], "inferred"),
        ([held("resistance", "proposes", basis="collective")], "collective"),
        ([held("resistance", "proposes", basis="reported"), held("taliban", "accepts")], None),
        ([], None),
    ],
)
def test_a_reply_covers_one_proposal_or_the_whole_set(
    negotiation: Negotiations, dossier: Dossiers, positions: list[dict[str, Any]], covers: str | None
) -> None:
    (row,) = compare(view(negotiation(dossier("a", *positions))), *PAIR).rows
    assert row.covers == (Basis(covers) if covers else None)


def test_the_evidence_of_a_row_is_that_of_the_reply(negotiation: Negotiations, dossier: Dossiers) -> None:
    first, second = {"source": "paper", "where": "1"}, {"source": "paper", "where": "2"}
    reply = dossier(
        "a", held("resistance", "proposes", evidence=[first]), held("taliban", "rejects", evidence=[second, second])
    )
    alone = dossier("b", held("resistance", "proposes", evidence=[first]))
    places = {
        row.id: [evidence.where for evidence in row.evidence]
        for row in compare(view(negotiation(reply, alone)), *PAIR).rows
    }
    assert places == {"a": ["2"], "b": ["1"]}


STANCES = st.one_of(st.none(), st.sampled_from(Stance))


@given(st.lists(st.tuples(STANCES, STANCES, st.booleans()), max_size=6))
def test_turning_the_sides_round_changes_no_relation(
    negotiation: Negotiations, dossier: Dossiers, pairs: list[tuple[Stance | None, Stance | None, bool]]
) -> None:
    dossiers = [
        dossier(
            f"p{number}",
            *(held(side, stance) for side, stance in zip(PAIR, stances, strict=True) if stance),
            title="A title" if described else None,
        )
        for number, (*stances, described) in enumerate(pairs)
    ]
    whole = view(negotiation(*dossiers))
    comparison = compare(whole, *PAIR)
    assert shape(comparison) == shape(compare(whole, PAIR[1], PAIR[0]))
    assert sorted(row.id for row in comparison.rows) == [each.id for each in dossiers]
    assert sum(comparison.totals.values()) == len(dossiers)
