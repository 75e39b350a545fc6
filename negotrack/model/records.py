"""The records: one frozen model for every kind of file, the only description of its keys, also as JSON Schema."""

# No "from __future__ import annotations" here: pydantic would compile every annotation again at every start.

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from negotrack.model.dates import Span
from negotrack.model.values import (
    Count,
    Credibility,
    DecisionRule,
    Identifier,
    Names,
    Number,
    ReportedStatus,
    Timestamp,
    Written,
)
from negotrack.model.vocabulary import (
    Basis,
    Decision,
    EventKind,
    Form,
    PhaseKind,
    Priority,
    Release,
    Reliability,
    StakeKind,
    Stance,
    Status,
)

_HASHTAG = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]*)")


class Record(BaseModel):
    """A table of a file; it refuses unknown keys and is immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, validate_default=False)


class Evidence(Record):
    """Where a statement can be checked: a source, the place in it, and how credible the statement is there."""

    source: Written
    where: Written | None = None
    credibility: Credibility | None = None
    quote: Written | None = None


class Side(Record):
    """A party. One that does not decide is an observer, a guarantor, or a mediator's office."""

    id: Identifier
    name: Written
    short: Written | None = None
    decides: bool = True
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
    """A document or a person, with its Admiralty letter if it has been judged."""

    id: Identifier
    title: Written
    publisher: str | None = None
    date: Span | None = None
    url: str | None = None
    reliability: Reliability | None = None
    release: Release | None = None
    note: str | None = None


class Event(Record):
    """A meeting, a statement, a vote, or another thing that happened; a deadline may lie ahead."""

    title: Written
    kind: EventKind = EventKind.EVENT
    date: Span | None = None
    place: str | None = None
    outcome: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Claim(Record):
    """A disputed statement of fact, with who makes it."""

    topic: Written
    claim: Written
    by: Written
    date: Span | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Phase(Record):
    """The phase that the talks entered on a day."""

    phase: PhaseKind
    date: Span | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Package(Record):
    """Proposals that someone ties together, optionally all or nothing."""

    title: Written
    proposals: Annotated[tuple[Written, ...], Field(min_length=2)]
    owner: Names | None = None
    all_or_nothing: bool = False
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
    decision: DecisionRule = Decision.ALL
    blind: bool = False
    analysts: dict[str, Names] = {}
    phases: tuple[Phase, ...] = ()
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    packages: tuple[Package, ...] = ()

    @property
    def plural(self) -> str:
        """The word for several proposals."""
        return self.proposal_terms or f"{self.proposal_term}s"


class Condition(Record):
    """What a conditional position depends on: something in words, or the acceptance of a proposal."""

    text: Written | None = None
    proposal: Written | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.text is None) is (self.proposal is None):
            raise ValueError("either says what is waited for, as text, or names a proposal")
        return self


class PositionKeys(Record):
    """The keys of a position, in a proposal's file or in the ledger."""

    statement: str | None = None
    counter: str | None = None
    by: str | None = None
    form: Form | None = None
    date: Span | None = None
    deduced: bool = False
    basis: Basis | None = None
    conditions: tuple[Condition, ...] = ()
    release: Release | None = None
    evidence: tuple[Evidence, ...] = ()


def _check_conditions(conditions: tuple[Condition, ...], stance: Stance | None) -> None:
    if conditions and stance is not Stance.CONDITIONAL:
        raise ValueError("conditions belong to the stance conditional")


class Position(PositionKeys):
    """Where one side stood, at one time, according to a source."""

    id: Identifier | None = None
    side: Written
    stance: Stance

    @model_validator(mode="after")
    def _has_conditions_where_it_may(self) -> Self:
        _check_conditions(self.conditions, self.stance)
        return self


class HoldsUp(Record):
    """A link to a proposal that waits on this one."""

    proposal: Written
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()


class Proposal(Record):
    """One proposed term. Its id is the name of its file, never a key in it."""

    id: Annotated[str, Field(exclude=True)]
    number: Number | None = None
    title: Written | None = None
    proposed_by: Names | None = None
    status: ReportedStatus = Status.OPEN
    decision: DecisionRule | None = None
    summary: str | None = None
    topic: Written | None = None
    counters: Written | None = None
    holds_up: tuple[HoldsUp, ...] = ()
    positions: tuple[Position, ...] = ()

    @property
    def nameless(self) -> bool:
        """Whether it has neither a number nor a title, so that only its id tells it apart."""
        return self.number is None and self.title is None

    @property
    def described(self) -> bool:
        """Whether its contents are reported."""
        return self.title is not None


class LedgerEntry(PositionKeys):
    """A later record: a position, outcome, ruling, retraction, condition that is met, or proposals that wait."""

    id: Annotated[str, Field(exclude=True)]
    side: Written | None = None
    stance: Stance | None = None
    status: ReportedStatus | None = None
    prefers: tuple[Written, ...] = ()
    over: tuple[Written, ...] = ()
    retracts: Written | None = None
    meets: Written | None = None
    holds_up: tuple[HoldsUp, ...] = ()
    because: str | None = None
    recorded: Timestamp | None = None
    recorded_by: str | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.side is None) is not (self.stance is None):
            raise ValueError("side and stance belong together: give both, or leave both out")
        if bool(self.prefers) is not bool(self.over):
            raise ValueError("prefers and over belong together: give both, or leave both out")
        said = (self.side or self.status, self.prefers, self.retracts, self.meets, self.holds_up)
        if sum(map(bool, said)) != 1:
            what = "more than one" if any(said) else "none"
            kinds = "a position, an outcome, a ruling, a retraction, a condition that is met, what waits (holds_up)"
            raise ValueError(f"is {what} of: {kinds}")
        if (self.prefers or self.retracts) and not (self.because or "").strip():
            raise ValueError("gives no reason: write it under because")
        _check_conditions(self.conditions, self.stance)
        return self

    @property
    def position(self) -> Position | None:
        """The position that this entry records; None if it records something else."""
        if self.side is None or self.stance is None:
            return None
        shared = {name: getattr(self, name) for name in PositionKeys.model_fields}
        return Position.model_construct(id=self.id, side=self.side, stance=self.stance, **shared)


class Text(Record):
    """The wording of a proposal as of a day; text in square brackets is not agreed."""

    id: Annotated[str, Field(exclude=True)]
    label: Written | None = None
    tabled_by: Names | None = None
    date: Span | None = None
    answers: Written | None = None
    agreed: bool = False
    release: Release | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: Timestamp | None = None
    recorded_by: str | None = None
    text: Written


class Stake(Record):
    """What a side has at stake in a proposal: stated, with evidence, or assessed by an analyst."""

    id: Annotated[str, Field(exclude=True)]
    side: Written
    kind: StakeKind
    priority: Priority | None = None
    statement: str | None = None
    assessed_by: Written | None = None
    crossed_by: tuple[Written, ...] = ()
    date: Span | None = None
    release: Release | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: Timestamp | None = None
    recorded_by: str | None = None

    @model_validator(mode="after")
    def _is_stated_or_assessed(self) -> Self:
        if bool(self.evidence) is bool(self.assessed_by):
            raise ValueError("is either stated, with evidence, or assessed: then assessed_by says by whom")
        if (self.kind is StakeKind.PRIORITY) is (self.priority is None):
            raise ValueError("a priority is high, medium or low; no other kind of stake has one")
        if self.kind is not StakeKind.PRIORITY and not (self.statement or "").strip():
            raise ValueError("says nothing: write what is at stake as its statement")
        return self


class Confirmation(Record):
    """Who confirmed that an annotation still holds, and when."""

    by: Written
    at: Timestamp


class Ask(Record):
    """Something to do: for whom, by when, and whether it is done."""

    to: Written | None = None
    due: Span | None = None
    done: bool = False


class Passage(Record):
    """The passage of a wording that an annotation is about, with the text before and after it."""

    text: Written
    quote: Written
    before: str = ""
    after: str = ""


class Annotation(Record):
    """An analyst's note."""

    id: Annotated[str, Field(exclude=True)]
    author: Written
    created: Timestamp
    edited: Timestamp | None = None
    edited_by: Written | None = None
    about: Written | None = None
    passage: Passage | None = None
    tags: tuple[Written, ...] = ()
    fingerprint: str | None = None
    confirmed: tuple[Confirmation, ...] = ()
    ask: Ask | None = None
    release: Release | None = None
    text: str

    @property
    def all_tags(self) -> tuple[str, ...]:
        """The tags without duplicates: those in the file's key, then those only in the text."""
        return tuple(dict.fromkeys((*self.tags, *hashtags(self.text))))


def hashtags(text: str) -> tuple[str, ...]:
    """The distinct ``#word`` tags of a text, in order, without the sign."""
    return tuple(dict.fromkeys(_HASHTAG.findall(text))) if "#" in text else ()


def plain(record: Record) -> dict[str, Any]:
    """A record as the tables and values of its file: keys in order, without those that were not given."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in record.model_dump(exclude_none=True, exclude_defaults=True).items()
    }


FILES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "negotiation": Header,
        "proposal": Proposal,
        "ledger": LedgerEntry,
        "text": Text,
        "stake": Stake,
        "package": Package,
        "annotation": Annotation,
    }
)
"""The models of the kinds of files that have a schema, by the kind's name."""


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file, without the id, which is the file's name."""
    model = FILES[kind]
    described: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
    }
    if model.model_fields.get("id"):
        described["properties"].pop("id")
        described["required"] = [key for key in described["required"] if key != "id"]
    return described


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as the text of its file."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"
