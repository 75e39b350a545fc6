"""The records: one frozen model for every kind of file, and the one description of its keys."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from negotrack.model.dates import Span
from negotrack.model.identifiers import fault
from negotrack.model.vocabulary import Basis, EventKind, Form, Reliability, Stance, Status


def _identifier(value: str) -> str:
    if wrong := fault(value):
        raise ValueError(wrong)
    return value


def _written(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; leave the key out instead")
    return value


def _number(value: object) -> object:
    if isinstance(value, bool | float) or not isinstance(value, int | str):
        raise ValueError('is neither a whole number nor a label as text, like "3 bis"')
    return _written(value) if isinstance(value, str) else value


def _whole(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("is not a whole number")
    return value


def _moment(value: object) -> object:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError("is not a time like 2026-11-22T12:15:30Z") from error
    if not isinstance(value, datetime):
        raise ValueError("is not a time like 2026-11-22T12:15:30Z")
    if value.tzinfo is None:
        raise ValueError("has no time zone; end it with Z for UTC")
    return value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Identifier = Annotated[str, AfterValidator(_identifier)]
Written = Annotated[str, AfterValidator(_written)]
Number = Annotated[int | str, BeforeValidator(_number)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=0)]
Credibility = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=6)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Names = Annotated[tuple[Written, ...], BeforeValidator(_several), Field(min_length=1)]


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
