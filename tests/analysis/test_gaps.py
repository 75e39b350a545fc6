from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from negotrack.analysis.figures import gaps, lacks_day, proposals_with
from negotrack.model.snapshot import snapshot as view

Build = Callable[..., Any]


def position(side: str = "taliban", **keys: object) -> dict[str, object]:
    return {"side": side, "stance": "accepts", **keys}


def test_what_is_missing_of_a_proposal_is_named(dossier: Build, negotiation: Build) -> None:
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
def test_a_day_is_reported_only_where_it_is_one_day(
    dossier: Build, negotiation: Build, written: str | None, days: int, undated: int
) -> None:
    found = gaps(view(negotiation(dossier("a", position(date=written)))))
    assert (found.positions, found.days, found.undated) == (1, days, undated)
    talks = view(negotiation(dossier("a", position(date=written)), dossier("b")))
    assert proposals_with(talks, lacks_day) == (("a",) if days else ())


def test_the_span_is_given_only_where_it_is_the_same_for_all(dossier: Build, negotiation: Build) -> None:
    same = [position(side, date="2021-08-17/2021-08-30~") for side in ("taliban", "resistance")]
    found = gaps(view(negotiation(dossier("a", *same))))
    assert str(found.span) == "2021-08-17/2021-08-30~"
    assert gaps(view(negotiation(dossier("a", *same, position())))).span is None


def test_what_positions_rest_on_is_counted(dossier: Build, negotiation: Build) -> None:
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


def test_what_a_later_day_brings_is_no_gap(dossier: Build, negotiation: Build) -> None:
    talks = negotiation(dossier("a", position(date="2021-08-24")), dossier("b", position(date="2021-09-24")))
    found = gaps(view(talks, date(2021, 8, 25)))
    assert (found.proposals, found.positions, found.sides["taliban"]) == (1, 1, ())
