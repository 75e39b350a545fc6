"""The vocabulary of the records: stances, statuses, and what follows from them."""

from __future__ import annotations

from enum import StrEnum
from functools import cache


class Stance(StrEnum):
    """Where a side stands on a proposal, in one word."""

    PROPOSES = "proposes"
    ACCEPTS = "accepts"
    CONDITIONAL = "conditional"
    COUNTERS = "counters"
    DEFERS = "defers"
    NEUTRAL = "neutral"
    DIVIDED = "divided"
    REJECTS = "rejects"
    WITHDRAWS = "withdraws"
    NOT_CODED = "not-coded"  # a statement whose stance nobody has judged yet; it decides nothing


class Camp(StrEnum):
    """Which way a stance leans on a proposal; stances of one camp do not conflict."""

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
    Stance.DIVIDED: Camp.UNDECIDED,
    Stance.REJECTS: Camp.AGAINST,
    Stance.WITHDRAWS: Camp.AGAINST,
    Stance.NOT_CODED: Camp.UNDECIDED,
}


class Status(StrEnum):
    """The status of a proposal. Conflicting is worked out, never written."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CONFLICTING = "conflicting"


SETTLED = frozenset({Status.ACCEPTED, Status.WITHDRAWN})
"""The statuses that are settled; all others are outstanding."""


class ConflictKind(StrEnum):
    """Why none of several conflicting records can be preferred."""

    ORDER = "order"
    SOURCES = "sources"
    READINGS = "readings"
    OUTCOME = "outcome"


class Relation(StrEnum):
    """How the positions of two sides on one proposal relate."""

    AGREE = "agree"
    BOTH_AGAINST = "both-against"
    UNDECIDED = "undecided"
    PARTIAL = "partial"
    DIFFER = "differ"
    ONE_SIDED = "one-sided"
    UNKNOWN = "unknown"
    CONFLICTING = "conflicting"


class Basis(StrEnum):
    """How a source supports a position."""

    REPORTED = "reported"
    COLLECTIVE = "collective"
    INFERRED = "inferred"


class Form(StrEnum):
    """How a position was given."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    VOTED = "voted"
    SIGNED = "signed"
    ANNOUNCED = "announced"


class EventKind(StrEnum):
    """The kind of an event."""

    MEETING = "meeting"
    STATEMENT = "statement"
    VOTE = "vote"
    DEADLINE = "deadline"
    EVENT = "event"


class PhaseKind(StrEnum):
    """A phase of the talks."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    SUSPENDED = "suspended"
    FAILED = "failed"
    CONCLUDED = "concluded"
    IN_FORCE = "in-force"


class Decision(StrEnum):
    """Whose consent a proposal needs, if no sides are named."""

    ALL = "all"
    MAJORITY = "majority"


class Release(StrEnum):
    """Who may see a record; one without a level is internal."""

    INTERNAL = "internal"
    PUBLIC = "public"


class StakeKind(StrEnum):
    """What a side has at stake in a proposal."""

    RED_LINE = "red-line"
    FALLBACK = "fallback"
    PRIORITY = "priority"
    INTEREST = "interest"

    @property
    def words(self) -> str:
        """The word for it in a sentence."""
        return self.value.replace("-", " ")


class Priority(StrEnum):
    """How much a side cares."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Reliability(StrEnum):
    """Admiralty grade of a source; F means that it cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Certainty(StrEnum):
    """Whether a position had certainly been taken by a day, or only possibly."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


_SHARED = {
    Camp.FOR: Relation.AGREE,
    Camp.AGAINST: Relation.BOTH_AGAINST,
    Camp.UNDECIDED: Relation.UNDECIDED,
    Camp.PARTLY: Relation.PARTIAL,
}


@cache
def relation(one: Stance | None, other: Stance | None) -> Relation:
    """How two stances relate; None stands for a side whose position is not reported."""
    if one is None or other is None:
        return Relation.UNKNOWN if one is other else Relation.ONE_SIDED
    camps = {CAMPS[one], CAMPS[other]}
    if len(camps) == 1:
        return _SHARED[camps.pop()]
    return Relation.DIFFER if camps == {Camp.FOR, Camp.AGAINST} else Relation.PARTIAL
