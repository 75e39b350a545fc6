"""Fingerprints: twelve hexadecimal digits that change when, and only when, the meaning of a proposal does."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.negotiation import Dossier
from negotrack.model.records import Annotation
from negotrack.model.vocabulary import Status

_KEYS = ("side", "stance", "statement", "counter", "date", "basis")


def fingerprint(dossier: Dossier, side: str | None = None, *, wording: bool = False) -> str:
    """The fingerprint of a proposal, or of one side's positions on it.

    SHA-256 over compact JSON with sorted keys of title, summary, proposed_by, outcomes and every position that
    counts; grades, links, numbers, comments and layout are left out. Text is NFC with white space collapsed.

    Args:
        dossier: the proposal.
        side: the id of the side whose positions alone are covered; None for the whole.
        wording: cover the newest wording too, for what is about a passage of it.
    """
    known = dossier.fingerprints.get((side, wording))
    if known is None:
        known = dossier.fingerprints[side, wording] = _digest(_covered(dossier, side, wording=wording))
    return known


def is_stale(annotation: Annotation, dossier: Dossier) -> bool:
    """Whether what an annotation was written about has changed its meaning since; the same for every reader."""
    if annotation.fingerprint is None:
        return False
    wording = annotation.passage is not None
    return annotation.fingerprint != fingerprint(dossier.whole or dossier, annotation.about, wording=wording)


def _covered(dossier: Dossier, side: str | None, *, wording: bool) -> dict[str, Any]:
    counting = dossier.counting
    text = dossier.latest_text() if wording else None
    covered: dict[str, Any] = {
        "positions": _positions(entry for entry in counting.positions if side in (None, entry.side)),
        **({"text": _text(text.text)} if text else {}),
    }
    if side is not None:
        return covered
    proposal = dossier.proposal
    covered |= {
        "title": _text(proposal.title),
        "summary": _text(proposal.summary),
        "proposed_by": [_text(name) for name in proposal.proposed_by or ()],
        "outcomes": _outcomes(counting.outcomes, proposal.status if counting.file_status else Status.OPEN),
    }
    return {key: value for key, value in covered.items() if value}


def _outcomes(outcomes: Iterable[OutcomeEntry], in_file: Status) -> list[dict[str, str]]:
    own = [{"status": in_file.value}] if in_file is not Status.OPEN else []
    recorded = [{"status": each.status.value, **({"date": each.date.text} if each.date else {})} for each in outcomes]
    return sorted([*own, *recorded], key=_digest)


def _positions(entries: Iterable[PositionEntry]) -> list[dict[str, str]]:
    found = [{key: text for key in _KEYS if (text := _text(getattr(each.position, key)))} for each in entries]
    # In an order of their own, so that neither the order nor the place of recording changes anything.
    return sorted(found, key=_digest)


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value)).split()) if value is not None else ""


def _digest(covered: dict[str, Any]) -> str:
    line = json.dumps(covered, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:12]
