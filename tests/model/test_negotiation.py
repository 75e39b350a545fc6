from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.negotiation import Dossier, Negotiation, fingerprint, in_order, is_stale
from negotrack.model.records import Annotation, Claim, Event, Header, Passage, Person, Proposal, Source, Text
from negotrack.model.vocabulary import Basis, Stance, Status

HEADER = Header.model_validate(
    {
        "title": "Talks",
        "sides": [{"id": "a", "name": "The A"}, {"id": "b", "name": "The B"}],
        "people": [{"name": "First"}],
        "sources": [{"id": "s", "title": "S"}, {"id": "t", "title": "T"}],
        "events": [
            {"title": "Late", "date": "2021-09-01"},
            {"title": "Undated"},
            {"title": "Long", "date": "2021-08/.."},
        ],
        "claims": [{"topic": "T", "claim": "C", "by": "B"}],
    }
)


def test_entries_with_a_file_of_their_own_stand_with_those_of_the_header() -> None:
    talks = Negotiation(
        "talks",
        HEADER,
        added_people={"p": Person(name="Second")},
        added_sources={"u": Source(id="u", title="U")},
        added_events={"e": Event.model_validate({"title": "Early", "date": "2021-08-01/2021-08-02"})},
        added_claims={"c": Claim(topic="T", claim="D", by="B")},
    )
    assert [person.name for person in talks.people] == ["First", "Second"]
    assert list(talks.sources) == ["s", "t", "u"]
    assert [event.title for event in talks.events] == ["Undated", "Long", "Early", "Late"]
    assert [claim.claim for claim in talks.claims] == ["C", "D"]


def test_a_side_that_is_none_is_called_by_its_id() -> None:
    talks = Negotiation("talks", HEADER)
    assert talks.side_ids == ("a", "b")
    assert (talks.side_name("a"), talks.side_name("c")) == ("The A", "c")


def test_positions_of_the_ledger_come_after_those_of_the_file(dossier: Callable[..., Dossier]) -> None:
    entry = {"side": "b", "stance": "rejects"}
    record = dossier({"side": "a", "stance": "proposes"}, ledger=[{"status": "open"}, entry])
    assert [(each.id, each.side, each.in_file) for each in record.positions] == [("a-1", "a", True), ("e1", "b", False)]


def test_a_position_in_a_file_is_called_by_its_side_and_place_there_or_by_its_own_id(
    dossier: Callable[..., Dossier],
) -> None:
    sides = ({"side": side, "stance": "rejects"} for side in "aba")
    record = dossier(*sides, {"side": "a", "stance": "accepts", "id": "mine"})
    assert [each.id for each in record.positions] == ["a-1", "b-1", "a-2", "mine"]


def test_who_put_a_proposal_forward_is_a_side_or_a_person_of_a_side() -> None:
    people = [{"name": "Speaker", "side": "a"}, {"name": "Envoy"}]
    talks = Negotiation("talks", Header.model_validate({**HEADER.model_dump(exclude_none=True), "people": people}))
    for names, sides, others in (
        ("b", ("b",), False),
        (["Speaker", "a"], ("a",), False),
        (["Envoy", "b"], ("b",), True),
    ):
        proposal = Proposal.model_validate({"id": "p", "proposed_by": names})
        assert (talks.proposer_sides(proposal), talks.proposed_by_others(proposal)) == (sides, others)


def test_what_was_recorded_later_is_left_out_and_what_has_no_time_stays(dossier: Callable[..., Dossier]) -> None:
    position = {"side": "b", "stance": "rejects"}
    times = (None, "2026-01-01T12:00:00Z", "2026-01-01T12:00:01Z")
    record = dossier(ledger=[{**position, "recorded": each} for each in times])
    talks = Negotiation("talks", HEADER, {"p": record})
    for second, kept in ((0, 2), (1, 3)):
        known = talks.recorded_by(datetime(2026, 1, 1, 12, 0, second, tzinfo=UTC)).dossiers["p"]
        assert known.ledger == record.ledger[:kept]


def test_ids_are_put_in_natural_order() -> None:
    assert list(in_order({"b": 1, "10": 2, "9": 3})) == ["9", "10", "b"]


Build = Callable[..., Dossier]
COVERED = ("side", "stance", "statement", "counter", "date", "basis")

TEXTS = st.sampled_from([None, "", " ", "One.", " One. ", "One.\n", "Two  words.", "Two words.", "é", "e\u0301"])
NAMES = st.sampled_from(["one", "other"])
POSITIONS = st.fixed_dictionaries(
    {"side": NAMES, "stance": st.sampled_from([Stance.ACCEPTS, Stance.REJECTS])},
    optional={
        "statement": TEXTS,
        "counter": TEXTS,
        "date": st.sampled_from([None, "2021-08-17", date(2021, 8, 17), "2021-08", "2021-08-01/2021-08-31"]),
        "basis": st.sampled_from([None, Basis.COLLECTIVE]),
        "by": TEXTS,
        "form": st.sampled_from([None, "spoken"]),
        "evidence": st.sampled_from([(), [{"source": "s", "credibility": 6}]]),
    },
)
TABLES = st.fixed_dictionaries(
    {
        "status": st.sampled_from([Status.OPEN, Status.ACCEPTED]),
        "positions": st.lists(POSITIONS, max_size=2),
        "ledger": st.lists(POSITIONS, max_size=1),
    },
    optional={
        "title": st.sampled_from([None, "T", "T ", "T\tT", "T T"]),
        "summary": TEXTS,
        "proposed_by": st.sampled_from([None, "one", ["one"], ["one", "other"]]),
        "number": st.sampled_from([None, 6, "6"]),
        "topic": st.sampled_from([None, "pay"]),
        "counters": st.sampled_from([None, "q"]),
        "holds_up": st.sampled_from([(), [{"proposal": "q"}]]),
    },
)


def plain(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(table: dict[str, Any]) -> str:
    line = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()[:12]


def covered(table: dict[str, Any], side: str | None = None) -> dict[str, Any]:
    """What a fingerprint is of, told once more."""
    found = [
        {key: plain(position.get(key)) for key in COVERED if plain(position.get(key))}
        for position in (*table["positions"], *table.get("ledger", ()))
        if side in (None, position["side"])
    ]
    positions = sorted(found, key=digest)  # in whatever order they were recorded
    if side:
        return {"positions": positions}
    names = table.get("proposed_by") or []
    whole = {
        "title": plain(table.get("title")),
        "summary": plain(table.get("summary")),
        "proposed_by": [names] if isinstance(names, str) else names,
        "outcomes": [] if table["status"] is Status.OPEN else [{"status": table["status"].value}],
        "positions": positions,
    }
    return {key: value for key, value in whole.items() if value}


@given(TABLES, TABLES, st.sampled_from([None, "one"]))
def test_a_fingerprint_changes_if_and_only_if_what_it_covers_does(
    dossier: Build, one: dict[str, Any], other: dict[str, Any], side: str | None
) -> None:
    first, second = fingerprint(dossier(**one), side), fingerprint(dossier(**other), side)
    assert (first == second) == (covered(one, side) == covered(other, side))


@given(TABLES, st.sampled_from([None, "one", "other"]))
def test_a_fingerprint_is_twelve_digits_of_the_hash_of_compact_json(
    dossier: Build, table: dict[str, Any], side: str | None
) -> None:
    assert fingerprint(dossier(**table), side) == digest(covered(table, side))


@given(TABLES, st.data())
def test_leaving_the_rest_out_changes_no_fingerprint(
    dossier: Build, table: dict[str, Any], data: st.DataObject
) -> None:
    loose = {"number", "topic", "counters", "holds_up", "by", "form", "evidence"}
    dropped = data.draw(st.sets(st.sampled_from(sorted(loose))))
    bare = {key: value for key, value in table.items() if key not in dropped}
    for folder in ("positions", "ledger"):
        bare[folder] = [{key: value for key, value in each.items() if key not in dropped} for each in table[folder]]
    assert fingerprint(dossier(**bare)) == fingerprint(dossier(**table))


def test_what_does_not_count_leaves_no_trace(dossier: Build) -> None:
    back = {"retracts": "e0", "because": "It was another proposal."}
    assert fingerprint(dossier(ledger=[{"status": "rejected"}])) == fingerprint(dossier(status="rejected"))
    assert fingerprint(dossier(ledger=[{"status": "rejected"}, back])) == fingerprint(dossier())
    assert fingerprint(dossier(ledger=[{"side": "one", "stance": "rejects"}, back])) == fingerprint(dossier())


def test_the_fingerprints_of_two_sides_and_of_the_whole_are_kept_apart(dossier: Build) -> None:
    record = dossier({"side": "one", "stance": "accepts"}, {"side": "other", "stance": "rejects"})
    kinds = (None, "one", "other", None, "one", "other")
    found = [fingerprint(record, side) for side in kinds]
    assert found[:3] == found[3:]
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("about", "changed", "stale"),
    [
        (None, "title", True),
        (None, "one", True),
        ("one", "one", True),
        ("one", "other", False),
        ("one", "title", False),
        (None, "number", False),
    ],
)
def test_an_annotation_goes_stale_with_what_it_is_about(
    dossier: Build, about: str | None, changed: str, *, stale: bool
) -> None:
    sides = {side: {"side": side, "stance": "accepts"} for side in ("one", "other")}
    keys: dict[str, Any] = {"title": "T", "number": 6}
    before = dossier(*sides.values(), **keys)
    if changed in sides:
        sides[changed]["statement"] = "Now so."
    else:
        keys[changed] = "Another"
    annotation = Annotation(
        id="n",
        author="A",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        about=about,
        text="T",
        fingerprint=fingerprint(before, about),
    )
    assert not is_stale(annotation, before)
    assert is_stale(annotation, dossier(*sides.values(), **keys)) is stale
    untied = annotation.model_copy(update={"fingerprint": None})
    assert not is_stale(untied, dossier())
    worded, reworded = (replace(before, texts=(Text(id="t", text=text),)) for text in ("They go.", "They stay."))
    tied = fingerprint(worded, about, wording=True)
    on_passage = annotation.model_copy(update={"passage": Passage(text="t", quote="go"), "fingerprint": tied})
    assert [is_stale(on_passage, each) for each in (worded, reworded)] == [False, True]
    assert not is_stale(annotation, reworded)
