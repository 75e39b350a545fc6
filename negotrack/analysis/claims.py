"""Claims in dispute, side by side by topic: none merged, none averaged."""

from __future__ import annotations

from typing import NamedTuple

from negotrack.model.dates import possible_by
from negotrack.model.records import Claim
from negotrack.model.snapshot import Snapshot


class Topic(NamedTuple):
    """Everything that is claimed about one matter.

    Attributes:
        topic: what is in dispute.
        claims: who claims what, in the order of the records.
    """

    topic: str
    claims: tuple[Claim, ...]


def topics(view: Snapshot) -> tuple[Topic, ...]:
    """The claims that had, or may have, been made by the view's day, by topic as first recorded."""
    grouped: dict[str, list[Claim]] = {}
    for claim in view.negotiation.claims:
        if possible_by(claim.date, view.day):
            grouped.setdefault(claim.topic, []).append(claim)
    return tuple(Topic(topic, tuple(claims)) for topic, claims in grouped.items())
