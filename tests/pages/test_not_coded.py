from __future__ import annotations

import pytest

from negotrack.analysis.differences import ChangeKind, differences
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, Header, Position, Proposal, Side
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.pages.headline import headline
from negotrack.pages.panels import slide
from negotrack.pages.standing import held_up_words
from negotrack.pages.terms import Terms

SIDES = ("union", "port")


def held(*stances: tuple[str, str, str], sides: tuple[str, ...] = SIDES) -> Snapshot:
    """A snapshot of one proposal with the given positions: side, stance and day."""
    positions = tuple(
        Position(side=side, stance=Stance(stance), date=day, evidence=(Evidence(source="s", where=day),))  # type: ignore[arg-type]  # read from text
        for side, stance, day in stances
    )
    header = Header(title="Talks", sides=tuple(Side(id=side, name=side) for side in sides))
    return snapshot(Negotiation("talks", header, {"a": Dossier(Proposal(id="a", positions=positions))}))


def test_a_statement_that_is_not_coded_is_shown_but_decides_nothing() -> None:
    found = held(("union", "proposes", "2026-03-01"), ("port", "not-coded", "2026-03-02")).known["a"]
    assert found.of("port").stance is Stance.NOT_CODED
    assert found.status is Status.OPEN
    assert found.held_up_by == ("port",)
    assert found.relation("union", "port") is Relation.ONE_SIDED


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-02", "2026-03-03"])
def test_a_statement_that_is_not_coded_neither_conflicts_with_a_coded_one_nor_replaces_it(day: str) -> None:
    found = held(("port", "rejects", "2026-03-02"), ("port", "not-coded", day)).known["a"]
    assert found.of("port").stance is Stance.REJECTS
    assert found.conflicts == ()
    assert found.status is Status.REJECTED


def test_coding_a_statement_does_not_count_as_a_movement() -> None:
    before = held(("port", "not-coded", "2026-03-02"))
    after = held(("port", "not-coded", "2026-03-02"), ("port", "rejects", "2026-03-02"))
    (move,) = differences(before, after).moves
    assert [side.change for side in move.sides] == [ChangeKind.REPORTED]


def moved(*stances: tuple[str, str, str]) -> tuple[str, ...]:
    """The movements that the meeting view shows."""
    found = held(*stances)
    return slide(found, found.known["a"], None, found.negotiation.sides).moved


def test_the_meeting_view_leaves_statements_that_are_not_coded_out_of_movements() -> None:
    earlier, later = ("port", "rejects", "2026-03-01"), ("port", "accepts", "2026-03-03")
    step = "port: ✗ rejects → ✓ accepts, 3 Mar 2026"
    assert moved(earlier, later) == (step,)
    assert moved(earlier, ("port", "not-coded", "2026-03-02"), later) == (step,)


def test_the_meeting_view_shows_no_movement_between_conflicting_records() -> None:
    assert moved(("port", "rejects", "2026-03-01"), ("port", "accepts", "2026-03-01")) == ()


def test_a_report_distinguishes_not_coded_from_not_reported() -> None:
    found = held(
        ("union", "proposes", "2026-03-01"), ("port", "not-coded", "2026-03-02"), sides=("union", "port", "city")
    )
    terms = Terms(found.negotiation)
    assert held_up_words(found.known["a"], terms) == "1 of 3 for; port not coded; city not reported"
    assert "1 statement is not coded yet, and decides nothing." in [each.text for each in headline(found, terms)]
    both = held(*((side, "not-coded", "2026-03-02") for side in SIDES))
    said = [each.text for each in headline(both, Terms(both.negotiation))]
    assert "2 statements are not coded yet, and decide nothing." in said
