"""Negotiations to report on: the one that ships, the same contested, and one with a text in every place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Header, LedgerEntry, Proposal, Source
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED

MOMENT = "2026-11-22T12:15:30Z"


@pytest.fixture(scope="session")
def panjshir() -> Negotiation:
    return Reader(SHIPPED).load().negotiation


@pytest.fixture(scope="session")
def contested(panjshir: Negotiation) -> Negotiation:
    """The same, with a rejection from another source, and annotations."""
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
        added_sources={"radio": Source(id="radio", title="Evening news")},
    )


def note(identifier: str, **keys: Any) -> Annotation:
    table = {"id": identifier, "author": "analyst", "created": MOMENT, "text": "First line.\nSecond line.", **keys}
    return Annotation.model_validate(table)


@pytest.fixture(scope="session")
def everywhere() -> Callable[[str], Negotiation]:
    """A negotiation that has one and the same text wherever a record takes text."""
    return _everywhere


def _everywhere(text: str) -> Negotiation:
    evidence = [{"source": "paper", "where": text, "quote": text}, {"source": text}]
    told = {"statement": text, "counter": text, "by": text, "evidence": evidence}
    header = {
        "title": text,
        "summary": text,
        "proposal_term": text,
        "sides": [{"id": "one", "name": text}, {"id": "other", "name": text}, {"id": "third", "name": text}],
        "people": [{"name": text, "side": "one", "role": text, "mandate": text, "note": text, "evidence": evidence}],
        "sources": [{"id": "paper", "title": text, "publisher": text, "url": text, "note": text}],
        "events": [{"title": text, "place": f"in {text}", "outcome": text, "note": text, "evidence": evidence}],
        "claims": [{"topic": text, "claim": text, "by": text, "note": text, "evidence": evidence}],
    }
    positions = [
        {"side": "one", "stance": "proposes", **told},
        {"side": "other", "stance": "rejects", **told},
        {"side": "other", "stance": "accepts", "basis": "collective", **told},
    ]
    common = {"title": text, "number": text, "summary": text, "topic": text, "proposed_by": text, "counters": text}
    links = {"holds_up": [{"proposal": "b", "evidence": evidence}]}
    dossiers = [
        Dossier(Proposal.model_validate({"id": "a", "status": "open", "positions": positions, **common, **links})),
        Dossier(Proposal.model_validate({"id": "b", "status": "accepted", "positions": positions[:1], **common})),
    ]
    remarks = [note("n1", author=text, text=text, tags=[text], confirmed=[{"by": text, "at": MOMENT}])]
    dossiers[0] = replace(dossiers[0], annotations=tuple(remarks))
    return Negotiation(
        "talks", Header.model_validate(header), {each.id: each for each in dossiers}, annotations=tuple(remarks)
    )


@pytest.fixture
def negotiation_with() -> Callable[..., Negotiation]:
    """A small negotiation with events, and annotations that ask for something."""

    def build(events: list[dict[str, Any]], asks: list[dict[str, Any]]) -> Negotiation:
        sides = [{"id": "a", "name": "Side A"}, {"id": "b", "name": "Side B"}]
        header = Header.model_validate({"title": "Talks", "sides": sides, "events": events})
        notes = tuple(note(f"n{place}", ask=ask, text="Text of it.") for place, ask in enumerate(asks))
        dossier = Dossier(Proposal(id="p", number=1, title="One"), annotations=notes)
        return Negotiation("talks", header, {"p": dossier})

    return build
