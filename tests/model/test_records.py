from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Evidence,
    Header,
    LedgerEntry,
    Person,
    Position,
    Proposal,
    Record,
    Source,
    Stake,
    plain,
)

MOMENT = datetime(2026, 11, 22, 12, 15, 30, tzinfo=UTC)
SIDES = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
GOOD: dict[type[Record], dict[str, Any]] = {
    Header: {"title": "Talks", "sides": SIDES},
    Source: {"id": "s", "title": "S"},
    Evidence: {"source": "s"},
    Person: {"name": "P"},
    Event: {"title": "E"},
    Claim: {"topic": "T", "claim": "C", "by": "B"},
    Proposal: {"id": "p"},
    Position: {"side": "a", "stance": "accepts"},
    LedgerEntry: {"id": "e", "status": "open"},
    Stake: {"id": "k", "side": "a", "kind": "red-line", "statement": "S", "assessed_by": "A"},
    Annotation: {"id": "n", "author": "A", "created": MOMENT, "text": "T"},
}


@pytest.mark.parametrize("model", GOOD, ids=lambda model: model.__name__)
def test_the_required_keys_are_enough_and_none_can_be_left_out(model: type[Record]) -> None:
    good = GOOD[model]
    model.model_validate(good)
    for key in good:
        with pytest.raises(ValidationError):
            model.model_validate({other: value for other, value in good.items() if other != key})


@pytest.mark.parametrize("model", GOOD, ids=lambda model: model.__name__)
def test_an_unknown_key_is_refused_and_a_record_cannot_be_changed(model: type[Record]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate({**GOOD[model], "colour": "red"})
    record = model.model_validate(GOOD[model])
    key = next(iter(model.model_fields))
    with pytest.raises(ValidationError):
        setattr(record, key, "other")


BAD: list[tuple[type[Record], str, Any]] = [
    (Header, "sides", SIDES[:1]),
    (Header, "sides", "a, b"),
    (Header, "sides", [{"id": "a b", "name": "A"}, SIDES[1]]),
    (Header, "title", "  "),
    (Header, "title", 6),
    (Header, "claimed_count", -1),
    (Header, "decision", "some"),
    (Header, "claimed_count", "12"),
    (Header, "claimed_count", True),
    (Source, "id", ".s"),
    (Source, "id", "e\u0301"),
    (Source, "reliability", "G"),
    (Source, "reliability", "f"),
    (Source, "date", "soon"),
    (Source, "date", MOMENT),
    (Evidence, "credibility", 0),
    (Evidence, "credibility", 7),
    (Evidence, "credibility", True),
    (Evidence, "credibility", "6"),
    (Evidence, "source", ""),
    (Evidence, "quote", "\n"),
    (Event, "kind", "party"),
    (Event, "evidence", [{"where": "paragraph 1"}]),
    (Proposal, "number", 6.0),
    (Proposal, "number", True),
    (Proposal, "number", ""),
    (Proposal, "number", [6]),
    (Proposal, "status", "Rejected"),
    (Proposal, "status", None),
    (Proposal, "title", ""),
    (Proposal, "proposed_by", []),
    (Proposal, "proposed_by", ["a", ""]),
    (Proposal, "proposed_by", 6),
    (Proposal, "holds_up", ["p"]),
    (Proposal, "holds_up", [{"basis": "inferred"}]),
    (Proposal, "positions", [{"side": "a"}]),
    (Proposal, "positions", {"side": "a", "stance": "accepts"}),
    (Position, "stance", "maybe"),
    (Position, "conditions", [{"text": "a truce"}]),
    (Proposal, "positions", [{"side": "a", "stance": "conditional", "conditions": [{"text": "x", "proposal": "p"}]}]),
    (Position, "form", "shouted"),
    (Position, "basis", "guess"),
    (Position, "date", "2021-02-29"),
    (Position, "date", 2021),
    (LedgerEntry, "side", "a"),
    (LedgerEntry, "prefers", ["e"]),
    (LedgerEntry, "stance", "accepts"),
    (LedgerEntry, "status", None),
    (LedgerEntry, "recorded", datetime(2026, 11, 22)),  # noqa: DTZ001 - the missing time zone is what is refused
    (LedgerEntry, "recorded", date(2026, 11, 22)),
    (Stake, "statement", " \n"),
    (Stake, "evidence", [{"source": "s"}]),
    (Stake, "kind", "priority"),
    (Stake, "priority", "high"),
    (Annotation, "created", "2026-11-22T12:15:30"),
    (Annotation, "created", "yesterday"),
    (Annotation, "created", 1795349730),
    (Annotation, "tags", "a"),
    (Annotation, "tags", [""]),
    (Annotation, "confirmed", [{"by": "A"}]),
    (Annotation, "text", None),
]


@pytest.mark.parametrize(("model", "key", "value"), BAD)
def test_a_bad_value_is_refused(model: type[Record], key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        model.model_validate({**GOOD[model], key: value})


@pytest.mark.parametrize(
    ("model", "key", "value", "read"),
    [
        (Proposal, "number", 6, 6),
        (Proposal, "number", "3 bis", "3 bis"),
        (Proposal, "number", -1, -1),
        (Proposal, "number", 10**30, 10**30),
        (Proposal, "proposed_by", "a", ("a",)),
        (Proposal, "proposed_by", ["a", "b"], ("a", "b")),
        (Annotation, "created", "2026-11-22T12:15:30Z", MOMENT),
        (Annotation, "text", "x" * 100_000, "x" * 100_000),
        (Header, "claimed_count", 0, 0),
    ],
)
def test_a_good_value_is_read(model: type[Record], key: str, value: object, read: object) -> None:
    assert getattr(model.model_validate({**GOOD[model], key: value}), key) == read


def test_a_ledger_entry_gives_the_position_that_it_records() -> None:
    told = {"side": "a", "stance": "rejects", "date": "2021-08", "evidence": [{"source": "s"}], "counter": "Later."}
    entry = LedgerEntry.model_validate({"id": "e", "recorded": MOMENT, **told})
    assert entry.position == Position.model_validate({"id": "e", **told})
    assert LedgerEntry.model_validate(GOOD[LedgerEntry]).position is None


def test_the_plural_of_the_term_is_the_one_given_or_ends_in_s() -> None:
    assert Header.model_validate(GOOD[Header]).plural == "proposals"
    assert (
        Header.model_validate({**GOOD[Header], "proposal_term": "entry", "proposal_terms": "entries"}).plural
        == "entries"
    )


def test_a_record_as_a_table_holds_only_what_was_written() -> None:
    table = {
        "number": 6,
        "proposed_by": ["a"],
        "positions": [{"side": "a", "stance": "proposes", "date": date(2021, 8, 17)}],
    }
    assert plain(Proposal.model_validate({"id": "p", **table})) == table


def test_a_proposal_counts_as_described_only_if_it_has_a_title() -> None:
    assert not Proposal.model_validate({**GOOD[Proposal], "summary": "S"}).described
    assert Proposal.model_validate({**GOOD[Proposal], "title": "T"}).described
