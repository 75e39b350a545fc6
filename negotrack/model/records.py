"""The records: one frozen model for every kind of file, and the one description of its keys."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from negotrack.model.dates import Span
from negotrack.model.values import Count, Credibility, Identifier, Moment, Names, Number, Written
from negotrack.model.vocabulary import Basis, EventKind, Form, Reliability, Stance, Status


class Record(BaseModel):
    """A table of a file: unknown keys are refused, and nothing changes after it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, validate_default=False)


class Evidence(Record):
    """Where a statement can be checked: a source, the place in it, and how credible it is there."""

    source: Written
    where: Written | None = None
    credibility: Credibility | None = None
    quote: Written | None = None


class Side(Record):
    """A party whose consent is needed."""

    id: Identifier
    name: Written
    note: str | None = None


class Person(Record):
    """A person or a delegation; one without a side is a mediator."""

    name: Written
    side: str | None = None
    role: str | None = None
    mandate: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Source(Record):
    """A document or a person, with the Admiralty letter where it has been judged."""

    id: Identifier
    title: Written
    publisher: str | None = None
    date: Span | None = None
    url: str | None = None
    reliability: Reliability | None = None
    note: str | None = None


class Event(Record):
    """A meeting, a statement, or another thing that happened."""

    title: Written
    kind: EventKind = EventKind.EVENT
    date: Span | None = None
    place: str | None = None
    outcome: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Claim(Record):
    """A statement of fact in dispute, kept with who makes it."""

    topic: Written
    claim: Written
    by: Written
    date: Span | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Header(Record):
    """The file negotiation.toml: what the negotiation is, and who takes part."""

    title: Written
    summary: str | None = None
    proposal_term: Written = "proposal"
    proposal_terms: Written | None = None
    claimed_count: Count | None = None
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def plural(self) -> str:
        """What several proposals are called."""
        return self.proposal_terms or f"{self.proposal_term}s"


class Position(Record):
    """Where one side stood, at one time, according to a source."""

    side: Written
    stance: Stance
    statement: str | None = None
    counter: str | None = None
    by: str | None = None
    form: Form | None = None
    date: Span | None = None
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()


class HoldsUp(Record):
    """A link to a proposal that waits on this one."""

    proposal: Written
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()


class Proposal(Record):
    """One term put forward. Its id is the name of its file, and never a key in it."""

    id: Annotated[str, Field(exclude=True)]
    number: Number | None = None
    title: Written | None = None
    proposed_by: Names | None = None
    status: Status
    summary: str | None = None
    topic: Written | None = None
    counters: Written | None = None
    holds_up: tuple[HoldsUp, ...] = ()
    positions: tuple[Position, ...] = ()

    @property
    def described(self) -> bool:
        """Whether its contents are reported."""
        return self.title is not None


class LedgerEntry(Record):
    """A position recorded later, with the status from its date on; or a change of status alone."""

    id: Annotated[str, Field(exclude=True)]
    side: Written | None = None
    stance: Stance | None = None
    status: Status | None = None
    statement: str | None = None
    counter: str | None = None
    by: str | None = None
    form: Form | None = None
    date: Span | None = None
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: Moment | None = None
    recorded_by: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.side is None) is not (self.stance is None):
            raise ValueError("side and stance belong together: give both, or leave both out")
        if self.side is None and self.status is None:
            raise ValueError("has neither a position nor a status")
        return self

    @property
    def position(self) -> Position | None:
        """The position that this entry records; None where it changes the status alone."""
        if self.side is None or self.stance is None:
            return None
        return Position.model_construct(**{name: getattr(self, name) for name in Position.model_fields})


class Confirmation(Record):
    """Who found that an annotation still holds, and when."""

    by: Written
    at: Moment


class Annotation(Record):
    """What an analyst wrote."""

    id: Annotated[str, Field(exclude=True)]
    author: Written
    created: Moment
    edited: Moment | None = None
    about: Written | None = None
    tags: tuple[Written, ...] = ()
    fingerprint: str | None = None
    confirmed: tuple[Confirmation, ...] = ()
    text: str


def plain(record: Record) -> dict[str, Any]:
    """A record as the tables and values of its file: keys in order, what was left out left out."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in record.model_dump(exclude_none=True, exclude_defaults=True).items()
    }
