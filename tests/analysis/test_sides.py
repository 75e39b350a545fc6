from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.sides import WEIGHT, Comparison, compare, heads, pairs
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Header, Position, Proposal, Side
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Basis, Relation, Stance


def sides(*names: str) -> tuple[Side, ...]:
    return tuple(Side(id=f"s{place}", name=name) for place, name in enumerate(names))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Resistance", "Taliban"], ["Re", "Ta"]),
        (["Transitional Government", "National Army", "Council of Elders"], ["TG", "NA", "CE"]),
        (["Northern Front", "National Front", "New Forum"], ["NoF", "NaF", "NeF"]),
        (["Maryland", "Massachusetts"], ["Mar", "Mas"]),
        (["A", "B"], ["A", "B"]),
        (["日本政府", "日本銀行"], ["日本政", "日本銀"]),
    ],
)
def test_a_column_head_is_as_short_as_it_can_be_to_tell_the_sides_apart(
    names: Sequence[str], expected: Sequence[str]
) -> None:
    assert [*heads(sides(*names)).values()] == expected


def test_a_column_head_is_the_short_name_of_the_side_if_it_has_one() -> None:
    known = (Side(id="gov", name="Government", short="GOV"), Side(id="g", name="Government"))
    assert heads(known)["gov"] == "GOV"
    alike = (Side(id=f"s{place}", name="Side", short=short) for place, short in enumerate(("X", "x", "X2", "x")))
    assert [*heads([*alike]).values()] == ["X", "x3", "X2", "x4"]


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=2, max_size=8))
def test_no_two_column_heads_are_the_same(names: list[str]) -> None:
    found = [head.casefold() for head in heads(sides(*names)).values()]
    assert len(set(found)) == len(found)


def of_stances(rows: Sequence[Sequence[Stance | None]]) -> Snapshot:
    known = sides(*(f"Side {place}" for place in range(len(rows[0]))))
    dossiers = {
        f"p{place}": Dossier(
            Proposal(
                id=f"p{place}",
                positions=tuple(
                    Position(side=side.id, stance=stance) for side, stance in zip(known, row, strict=True) if stance
                ),
            )
        )
        for place, row in enumerate(rows)
    }
    return snapshot(Negotiation("n", Header(title="N", sides=known), dossiers))


@given(st.lists(st.lists(st.sampled_from([*Stance, None]), min_size=4, max_size=4), min_size=1, max_size=6))
def test_the_counts_of_every_pair_match_the_proposals_counted_one_by_one(rows: list[list[Stance | None]]) -> None:
    found = of_stances(rows)
    counted = {(each.one, each.other): each.relations for each in pairs(found).all()}
    for one, other in combinations(found.negotiation.side_ids, 2):
        relations = [standing.relation(one, other) for standing in found.standings]
        assert counted[one, other] == {relation: relations.count(relation) for relation in Relation}


def test_sides_that_never_answered_the_same_proposal_have_no_agreement_to_count() -> None:
    found = of_stances([[Stance.ACCEPTS, None], [None, Stance.ACCEPTS]])
    counts = pairs(found).counts("s0", "s1")
    assert (counts.both_reported, counts.relations[Relation.ONE_SIDED]) == (0, 2)


def test_the_side_nearest_to_a_reference_comes_first() -> None:
    accepts, rejects = Stance.ACCEPTS, Stance.REJECTS
    found = of_stances([[accepts, rejects, accepts, None], [accepts, rejects, rejects, None]])
    assert [each.other for each in pairs(found).beside("s0")] == ["s2", "s1", "s3"]


@given(st.lists(st.lists(st.sampled_from([*Stance, None]), min_size=4, max_size=4), min_size=1, max_size=6))
def test_every_proposal_is_listed_once_under_its_weightiest_relation(rows: list[list[Stance | None]]) -> None:
    found = of_stances(rows)
    weightiest = pairs(found).weightiest("s0")
    for place, standing in enumerate(found.standings):
        relations = {standing.relation("s0", side) for side in ("s1", "s2", "s3")}
        under = [relation for relation, places in weightiest.items() if places >> place & 1]
        assert under == [min(relations, key=WEIGHT.index)]


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
    comparison = compare(snapshot(talks), *PAIR)
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


def test_totals_count_every_row_even_if_only_some_are_asked_for(talks: Negotiation) -> None:
    comparison = compare(snapshot(talks), *PAIR, only=[Relation.AGREE, Relation.DIFFER])
    assert [row.id for row in comparison.rows] == list("cab")
    assert sum(comparison.totals.values()) == 7


def test_a_comparison_as_of_a_day_uses_the_positions_of_that_day(talks: Negotiation) -> None:
    before = compare(snapshot(talks, date(2021, 8, 31)), *PAIR)
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
def test_a_row_has_the_basis_of_the_reply(
    negotiation: Negotiations, dossier: Dossiers, positions: list[dict[str, Any]], covers: str | None
) -> None:
    (row,) = compare(snapshot(negotiation(dossier("a", *positions))), *PAIR).rows
    assert row.covers == (Basis(covers) if covers else None)


def test_the_evidence_of_a_row_is_that_of_the_reply(negotiation: Negotiations, dossier: Dossiers) -> None:
    first, second = {"source": "paper", "where": "1"}, {"source": "paper", "where": "2"}
    reply = dossier(
        "a", held("resistance", "proposes", evidence=[first]), held("taliban", "rejects", evidence=[second, second])
    )
    alone = dossier("b", held("resistance", "proposes", evidence=[first]))
    places = {
        row.id: [evidence.where for evidence in row.evidence]
        for row in compare(snapshot(negotiation(reply, alone)), *PAIR).rows
    }
    assert places == {"a": ["2"], "b": ["1"]}


STANCES = st.one_of(st.none(), st.sampled_from(Stance))


@given(st.lists(st.tuples(STANCES, STANCES, st.booleans()), max_size=6))
def test_swapping_the_sides_changes_no_relation(
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
    whole = snapshot(negotiation(*dossiers))
    comparison = compare(whole, *PAIR)
    assert shape(comparison) == shape(compare(whole, PAIR[1], PAIR[0]))
    assert sorted(row.id for row in comparison.rows) == [each.id for each in dossiers]
    assert sum(comparison.totals.values()) == len(dossiers)
