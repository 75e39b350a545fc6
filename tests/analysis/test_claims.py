from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from negotrack.model.layout import Kind
from negotrack.model.records import Claim
from negotrack.model.snapshot import snapshot as view

Build = Callable[..., Any]


def claim(topic: str, words: str, day: str | None = None) -> dict[str, str | None]:
    return {"topic": topic, "claim": words, "by": "someone", "date": day}


def test_claims_are_grouped_by_topic_in_the_order_of_recording(negotiation: Build) -> None:
    recorded = [claim("Fighters", "10"), claim("Control", "all"), claim("Fighters", "20"), claim("Fighters", "10")]
    added = {"x": Claim.model_validate(claim("Control", "none"))}
    found = view(negotiation(header={"claims": recorded}, added={Kind.CLAIM: added})).claims
    assert [(topic, [each.claim for each in claims]) for topic, claims in found.items()] == [
        ("Fighters", ["10", "20", "10"]),
        ("Control", ["all", "none"]),
    ]


def test_a_claim_of_a_later_day_is_left_out(negotiation: Build) -> None:
    recorded = [
        claim("Control", "later", "2021-09-06"),
        claim("Control", "maybe", "2021-09-03/2021-09-06"),
        claim("Control", "undated"),
        claim("Casualties", "later", "2021-09-06"),
    ]
    found = view(negotiation(header={"claims": recorded}), date(2021, 9, 5)).claims
    assert {topic: [each.claim for each in claims] for topic, claims in found.items()} == {
        "Control": ["maybe", "undated"]
    }
