"""What each of the conflicting records would make of a proposal."""

from collections.abc import Callable
from typing import Any

from negotrack.analysis.conflicts import Resolution, choices
from negotrack.model.entries import FILE_STATUS
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Status

Build = Callable[..., Any]


def test_conflicting_outcomes_of_the_file_and_the_ledger_are_one_choice_for_each_status(
    dossier: Build, negotiation: Build, entry: Build
) -> None:
    recorded = [entry(f"e{place}", status=status) for place, status in enumerate(("rejected", "withdrawn", "rejected"))]
    now = snapshot(negotiation(dossier("p", status="accepted", ledger=recorded)))
    where = now.known["p"]
    (conflict,) = where.conflicts
    assert choices(now, where, conflict) == (
        Resolution("rejected", ("e0", "e2"), Status.REJECTED),
        Resolution("withdrawn", ("e1",), Status.WITHDRAWN),
        Resolution("accepted", (FILE_STATUS,), Status.ACCEPTED),
    )
