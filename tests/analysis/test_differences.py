"""What moved between two snapshots, and what it is called."""

from collections.abc import Callable
from typing import Any

import pytest

from negotrack.analysis.differences import ChangeKind, differences
from negotrack.model.snapshot import snapshot

Build = Callable[..., Any]
Positions = list[dict[str, Any]]


def says(stance: str, day: str = "2026-03-01", **keys: Any) -> dict[str, Any]:
    return {"side": "taliban", "stance": stance, "date": day, **keys}


CITED = [{"source": "paper"}]
BOTH = [says("rejects"), says("accepts")]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ([], [says("accepts")], ChangeKind.REPORTED),
        ([says("not-coded")], [says("accepts")], ChangeKind.REPORTED),
        ([says("rejects")], [says("conditional")], ChangeKind.TOWARDS),
        ([says("accepts")], [says("defers")], ChangeKind.AWAY),
        ([says("accepts")], [says("proposes")], ChangeKind.STANCE),
        ([says("accepts")], [], ChangeKind.STANCE),
        ([says("accepts")], [says("not-coded")], ChangeKind.STANCE),
        ([says("accepts")], [says("accepts", statement="Yes.")], ChangeKind.STATEMENT),
        ([says("accepts")], [says("accepts", counter="If soon.")], ChangeKind.STATEMENT),
        ([says("accepts")], [says("accepts", evidence=CITED)], ChangeKind.EVIDENCE),
        ([says("accepts")], BOTH, ChangeKind.CONFLICT),
        (BOTH, [says("accepts")], ChangeKind.NO_CONFLICT),
    ],
)
def test_the_movement_of_a_side_is_named_after_its_weightiest_change(
    dossier: Build, negotiation: Build, before: Positions, after: Positions, change: ChangeKind
) -> None:
    was, now = (snapshot(negotiation(dossier("p", *each))) for each in (before, after))
    (move,) = differences(was, now).moves
    assert [(each.side, each.change) for each in move.sides] == [("taliban", change)]
    assert differences(now, now).moves == ()


def test_the_same_statement_in_another_file_is_no_movement(dossier: Build, negotiation: Build) -> None:
    was, now = (snapshot(negotiation(dossier("p", {**says("accepts"), "id": each}))) for each in "ab")
    assert differences(was, now).moves == ()
