from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.sides import WEIGHT, heads, pairs
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Header, Position, Proposal, Side
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Relation, Stance


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
def test_a_head_is_as_short_as_tells_a_side_apart(names: Sequence[str], expected: Sequence[str]) -> None:
    assert [*heads(sides(*names)).values()] == expected


def test_a_side_is_headed_by_its_own_short() -> None:
    known = (Side(id="gov", name="Government", short="GOV"), Side(id="g", name="Government"))
    assert heads(known)["gov"] == "GOV"
    alike = (Side(id=f"s{place}", name="Side", short=short) for place, short in enumerate(("X", "x", "X2", "x")))
    assert [*heads([*alike]).values()] == ["X", "x3", "X2", "x4"]


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=2, max_size=8))
def test_no_two_heads_are_the_same(names: list[str]) -> None:
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
def test_the_counts_of_every_pair_are_those_of_the_proposals_one_by_one(rows: list[list[Stance | None]]) -> None:
    found = of_stances(rows)
    counted = {(each.one, each.other): each.relations for each in pairs(found).all()}
    for one, other in combinations(found.negotiation.side_ids, 2):
        relations = [standing.relation(one, other) for standing in found.standings]
        assert counted[one, other] == {relation: relations.count(relation) for relation in Relation}


def test_sides_that_never_spoke_on_one_proposal_have_no_agreement_to_count() -> None:
    found = of_stances([[Stance.ACCEPTS, None], [None, Stance.ACCEPTS]])
    counts = pairs(found).counts("s0", "s1")
    assert (counts.both_reported, counts.relations[Relation.ONE_SIDED]) == (0, 2)


def test_the_nearest_side_stands_first_beside_a_reference() -> None:
    accepts, rejects = Stance.ACCEPTS, Stance.REJECTS
    found = of_stances([[accepts, rejects, accepts, None], [accepts, rejects, rejects, None]])
    assert [each.other for each in pairs(found).beside("s0")] == ["s2", "s1", "s3"]


@given(st.lists(st.lists(st.sampled_from([*Stance, None]), min_size=4, max_size=4), min_size=1, max_size=6))
def test_what_weighs_most_beside_all_others_is_said_of_every_proposal_once(rows: list[list[Stance | None]]) -> None:
    found = of_stances(rows)
    weightiest = pairs(found).weightiest("s0")
    for place, standing in enumerate(found.standings):
        relations = {standing.relation("s0", side) for side in ("s1", "s2", "s3")}
        under = [relation for relation, places in weightiest.items() if places >> place & 1]
        assert under == [min(relations, key=WEIGHT.index)]
