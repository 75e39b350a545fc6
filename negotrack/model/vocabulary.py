"""The words of the ledger: stances, statuses, and what follows from them."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """Where a side stands on a proposal, in one word."""

    PROPOSES = "proposes"
    ACCEPTS = "accepts"
    CONDITIONAL = "conditional"
    COUNTERS = "counters"
    DEFERS = "defers"
    NEUTRAL = "neutral"
    REJECTS = "rejects"
    WITHDRAWS = "withdraws"


class Camp(StrEnum):
    """What two stances must share so that they do not compete."""

    FOR = "for"
    PARTLY = "partly"
    UNDECIDED = "undecided"
    AGAINST = "against"


CAMPS = {
    Stance.PROPOSES: Camp.FOR,
    Stance.ACCEPTS: Camp.FOR,
    Stance.CONDITIONAL: Camp.PARTLY,
    Stance.COUNTERS: Camp.PARTLY,
    Stance.DEFERS: Camp.UNDECIDED,
    Stance.NEUTRAL: Camp.UNDECIDED,
    Stance.REJECTS: Camp.AGAINST,
    Stance.WITHDRAWS: Camp.AGAINST,
}


class Status(StrEnum):
    """The outcome of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


SETTLED = frozenset({Status.ACCEPTED, Status.WITHDRAWN})


class Relation(StrEnum):
    """How two sides stand to each other on one proposal."""

    AGREE = "agree"
    PARTIAL = "partial"
    DIFFER = "differ"
    ONE_SIDED = "one-sided"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """How a source supports a position."""

    REPORTED = "reported"
    COLLECTIVE = "collective"
    INFERRED = "inferred"


class Form(StrEnum):
    """How a position was given."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    SIGNED = "signed"
    ANNOUNCED = "announced"


class EventKind(StrEnum):
    """What kind of thing happened."""

    MEETING = "meeting"
    STATEMENT = "statement"
    EVENT = "event"


class Reliability(StrEnum):
    """Admiralty grade of a source; F means that it cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Certainty(StrEnum):
    """Whether a position had surely been taken by a day, or only may have been."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


def relation(one: Stance | None, other: Stance | None) -> Relation:
    """How two stances relate; None is a side whose position is not reported."""
    if one is None or other is None:
        return Relation.UNKNOWN if one is other else Relation.ONE_SIDED
    camps = {CAMPS[one], CAMPS[other]}
    if camps in ({Camp.FOR}, {Camp.AGAINST}) or one is other is Stance.NEUTRAL:
        return Relation.AGREE
    if camps == {Camp.FOR, Camp.AGAINST}:
        return Relation.DIFFER
    return Relation.PARTIAL
