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

from negotrack.model.negotiation import Dossier, fingerprint, is_stale
from negotrack.model.records import Annotation, Passage, Text
from negotrack.model.vocabulary import Basis, Stance, Status

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
    """What a fingerprint covers, stated independently of the program."""
    found = [
        {key: plain(position.get(key)) for key in COVERED if plain(position.get(key))}
        for position in (*table["positions"], *table.get("ledger", ()))
        if side in (None, position["side"])
    ]
    positions = sorted(found, key=digest)  # the order of recording does not count
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
def test_a_fingerprint_changes_if_and_only_if_what_it_covers_changes(
    dossier: Build, one: dict[str, Any], other: dict[str, Any], side: str | None
) -> None:
    first, second = fingerprint(dossier(**one), side), fingerprint(dossier(**other), side)
    assert (first == second) == (covered(one, side) == covered(other, side))


@given(TABLES, st.sampled_from([None, "one", "other"]))
def test_a_fingerprint_is_the_first_twelve_digits_of_the_hash_of_compact_json(
    dossier: Build, table: dict[str, Any], side: str | None
) -> None:
    assert fingerprint(dossier(**table), side) == digest(covered(table, side))


@given(TABLES, st.data())
def test_leaving_out_keys_that_it_does_not_cover_keeps_the_fingerprint(
    dossier: Build, table: dict[str, Any], data: st.DataObject
) -> None:
    loose = {"number", "topic", "counters", "holds_up", "by", "form", "evidence"}
    dropped = data.draw(st.sets(st.sampled_from(sorted(loose))))
    bare = {key: value for key, value in table.items() if key not in dropped}
    for folder in ("positions", "ledger"):
        bare[folder] = [{key: value for key, value in each.items() if key not in dropped} for each in table[folder]]
    assert fingerprint(dossier(**bare)) == fingerprint(dossier(**table))


def test_records_that_do_not_count_leave_no_trace_in_the_fingerprint(dossier: Build) -> None:
    back = {"retracts": "e0", "because": "It was another proposal."}
    assert fingerprint(dossier(ledger=[{"status": "rejected"}])) == fingerprint(dossier(status="rejected"))
    assert fingerprint(dossier(ledger=[{"status": "rejected"}, back])) == fingerprint(dossier())
    assert fingerprint(dossier(ledger=[{"side": "one", "stance": "rejects"}, back])) == fingerprint(dossier())
    ended = {"retracts": "status", "because": "It was another proposal."}
    assert fingerprint(dossier(status="rejected", ledger=[ended])) == fingerprint(dossier())


def test_each_side_and_the_whole_proposal_have_different_fingerprints(dossier: Build) -> None:
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
def test_an_annotation_goes_stale_when_what_it_is_about_changes(
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
