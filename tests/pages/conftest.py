"""Negotiations to report on: the shipped one, a contested copy, and one with a given text in every field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Header, LedgerEntry, Proposal, Source, Stake, Text
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

MOMENT = "2026-11-22T12:15:30Z"


@pytest.fixture(scope="session")
def panjshir() -> Negotiation:
    return Reader(SHIPPED).load().negotiation


@pytest.fixture(scope="session")
def contested(panjshir: Negotiation) -> Negotiation:
    """The shipped negotiation with a rejection from another source, and annotations."""
    entry = LedgerEntry.model_validate(
        {
            "id": "20261122T121530Z-7f3k2m9qxa",
            "side": "taliban",
            "stance": "rejects",
            "date": "2021-08-24",
            "basis": "reported",
            "evidence": [{"source": "radio", "where": "minute 3"}],
        }
    )
    before = panjshir.dossiers["no-disarming"]
    holds_up = before.proposal.model_copy(
        update={
            "holds_up": Proposal.model_validate(
                {"id": "x", "status": "open", "holds_up": [{"proposal": "national-hero", "basis": "inferred"}]}
            ).holds_up
        }
    )
    dossier = Dossier(holds_up, (entry,), (note("n1", about="taliban", fingerprint="0" * 12, tags=["ask"]),))
    return replace(
        panjshir,
        dossiers={**panjshir.dossiers, "no-disarming": dossier},
        annotations=(note("n2", text="About the talks."),),
        added={Kind.SOURCE: {"radio": Source(id="radio", title="Evening news")}},
    )


def note(identifier: str, **keys: Any) -> Annotation:
    table = {"id": identifier, "author": "analyst", "created": MOMENT, "text": "First line.\nSecond line.", **keys}
    return Annotation.model_validate(table)


@pytest.fixture(scope="session")
def everywhere() -> Callable[[str], Negotiation]:
    """Builds a negotiation that has one and the same text wherever a record takes text."""
    return _everywhere


def _everywhere(text: str) -> Negotiation:
    evidence = [{"source": "paper", "where": text, "quote": text}, {"source": text}]
    told = {"statement": text, "counter": text, "by": text, "evidence": evidence}
    header = {
        "title": text,
        "summary": text,
        "proposal_term": text,
        "sides": [{"id": name, "name": text, "short": text, "note": text} for name in ("one", "other", "third")],
        "phases": [{"phase": "ongoing", "note": text, "evidence": evidence}],
        "packages": [{"title": text, "proposals": ["a", "b"], "owner": text, "note": text, "evidence": evidence}],
        "people": [{"name": text, "side": "one", "role": text, "mandate": text, "note": text, "evidence": evidence}],
        "sources": [{"id": "paper", "title": text, "publisher": text, "url": text, "note": text}],
        "events": [{"title": text, "place": f"in {text}", "outcome": text, "note": text, "evidence": evidence}],
        "claims": [{"topic": text, "claim": text, "by": text, "note": text, "evidence": evidence}],
    }
    conditions = [{"text": text}, {"proposal": "b"}]
    positions = [
        {"side": "third", "stance": "conditional", "conditions": conditions, "date": "2026-01-02", **told},
        {"side": "one", "stance": "proposes", **told},
        {"side": "other", "stance": "rejects", **told},
        {"side": "other", "stance": "accepts", "basis": "collective", **told},
    ]
    common = {"title": text, "number": text, "summary": text, "topic": text, "proposed_by": text, "counters": text}
    links = {"holds_up": [{"proposal": "b", "evidence": evidence}]}
    by = {"recorded": MOMENT, "recorded_by": text}
    because = {"because": text, **by}
    ledger = [
        {"id": "l1", "side": "one", "stance": "rejects", **told, **by},
        {"id": "l2", "side": "one", "stance": "divided", **told, **by},
        {"id": "l3", "status": "accepted", "date": "2026-01-01", "evidence": evidence, **by},
        {"id": "l4", "prefers": ["one-1"], "over": ["l2"], **because},
        {"id": "l5", "retracts": "l1", **because},
        {"id": "l6", "meets": "third-1#1", "evidence": evidence, **by},
    ]
    without_brackets = text.replace("[", "(").replace("]", ")")  # brackets have a meaning in a wording
    texts = [{"id": "t1", "text": without_brackets, "label": text, "tabled_by": text, "evidence": evidence, **by}]
    stakes = [
        {"id": "s1", "side": "one", "kind": "red-line", "statement": text, "evidence": evidence, **by},
        {"id": "s2", "side": "other", "kind": "interest", "statement": text, "assessed_by": text, **by},
    ]
    dossiers = [
        Dossier(
            Proposal.model_validate({"id": "a", "status": "open", "positions": positions, **common, **links}),
            ledger=tuple(map(LedgerEntry.model_validate, ledger)),
            texts=tuple(map(Text.model_validate, texts)),
            stakes=tuple(map(Stake.model_validate, stakes)),
        ),
        Dossier(Proposal.model_validate({"id": "b", "status": "accepted", "positions": positions[1:2], **common})),
    ]
    confirmed = {"confirmed": [{"by": text, "at": MOMENT}], "edited": MOMENT, "edited_by": text}
    remarks = [note("n1", author=text, text=text, tags=[text], ask={"to": text, "due": "2026-01-09"}, **confirmed)]
    dossiers[0] = replace(dossiers[0], annotations=tuple(remarks))
    return Negotiation(
        "talks", Header.model_validate(header), {each.id: each for each in dossiers}, annotations=tuple(remarks)
    )


@pytest.fixture
def negotiation_with() -> Callable[..., Negotiation]:
    """Builds a small negotiation with given events, and annotations with given asks."""

    def build(events: list[dict[str, Any]], asks: list[dict[str, Any]]) -> Negotiation:
        sides = [{"id": "a", "name": "Side A"}, {"id": "b", "name": "Side B"}]
        header = Header.model_validate({"title": "Talks", "sides": sides, "events": events})
        notes = tuple(note(f"n{place}", ask=ask, text="Text of it.") for place, ask in enumerate(asks))
        dossier = Dossier(Proposal(id="p", number=1, title="One"), annotations=notes)
        return Negotiation("talks", header, {"p": dossier})

    return build
