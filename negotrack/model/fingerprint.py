"""Fingerprints: twelve hexadecimal digits that change when, and only when, the meaning of a proposal does."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from negotrack.model.negotiation import Dossier, Held
from negotrack.model.records import Annotation
from negotrack.model.status import status_at

_KEYS = ("side", "stance", "statement", "counter", "date", "basis")


def fingerprint(dossier: Dossier, side: str | None = None) -> str:
    """The fingerprint of a proposal, or of one side's positions on it.

    SHA-256 over compact JSON with sorted keys of title, summary, proposed_by, status and every position of
    every side; grades, links, numbers, comments and layout are left out. Text is NFC with white space collapsed.
    """
    known = dossier.fingerprints.get(side)
    if known is None:
        known = dossier.fingerprints[side] = _fingerprint(dossier, side)
    return known


def is_stale(annotation: Annotation, dossier: Dossier) -> bool:
    """Whether what an annotation was written about has changed its meaning since."""
    if annotation.fingerprint is None:
        return False
    return annotation.fingerprint != fingerprint(dossier, annotation.about)


def _fingerprint(dossier: Dossier, side: str | None) -> str:
    positions = _positions(held for held in dossier.held if side in (None, held.position.side))
    if side is not None:
        return _digest({"positions": positions})
    proposal = dossier.proposal
    covered = {
        "title": _text(proposal.title),
        "summary": _text(proposal.summary),
        "proposed_by": [_text(name) for name in proposal.proposed_by or ()],
        "status": status_at(dossier, ()).value,
        "positions": positions,
    }
    return _digest({key: value for key, value in covered.items() if value})


def _positions(held: Iterable[Held]) -> list[dict[str, str]]:
    return [{key: text for key in _KEYS if (text := _text(getattr(each.position, key)))} for each in held]


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value)).split()) if value is not None else ""


def _digest(covered: dict[str, Any]) -> str:
    line = json.dumps(covered, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:12]
