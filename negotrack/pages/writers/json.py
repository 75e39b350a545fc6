"""The report as JSON: stable keys, exact text, and with annotations everything that a new copy needs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from negotrack.analysis.claims import topics
from negotrack.analysis.gaps import gaps
from negotrack.analysis.statements import acceptances
from negotrack.analysis.tags import tags_of
from negotrack.analysis.totals import totals
from negotrack.model.entries import PositionEntry
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, Evidence, HoldsUp, Position
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Standing, certainty
from negotrack.model.vocabulary import Certainty
from negotrack.pages.selection import Selection
from negotrack.pages.writers.records import complete, moment, whole
from negotrack.text import escape_hidden

VERSION = 1
IDENTIFIER = f"urn:negotrack:report:{VERSION}"
"""The name of the report's JSON Schema."""


def written(data: object) -> str:
    """Any value as JSON; what would hide or act in a text stands as an escape of JSON's own."""
    return escape_hidden(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def write_report(snapshot: Snapshot, selection: Selection) -> str:
    """Write the status report as JSON."""
    return written(report_data(snapshot, selection))


def report_data(snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
    """The status report as plain values."""
    negotiation = snapshot.negotiation
    pair = selection.pair(negotiation)
    data = {
        "$schema": IDENTIFIER,
        "schema": VERSION,
        "negotiation": _negotiation(snapshot, selection),
        "as_of": snapshot.day.isoformat() if snapshot.day else None,
        "sides": [{"id": side.id, "name": side.name, "note": side.note} for side in negotiation.sides],
        "compared": list(pair),
        "problems": [problem_data(problem) for problem in snapshot.problems],
        "totals": _totals(snapshot, pair),
        "unsettled": [each.dossier.id for each in snapshot.unsettled],
        "proposals": [proposal_data(snapshot, each, selection) for each in selection.standings(snapshot)],
        "people": [complete(person) for person in negotiation.people],
        "sources": [complete(source) for source in negotiation.sources.values()],
        "events": [complete(event) for event in snapshot.events],
        "claims": [complete(claim) for topic in topics(snapshot) for claim in topic.claims],
        "gaps": _gaps(snapshot),
    }
    return {**data, "record": whole(negotiation)} if selection.annotations else data


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as plain values."""
    return {key: getattr(problem, key) for key in ("severity", "file", "line", "key", "message")}


def _negotiation(snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
    header = snapshot.negotiation.header
    return {
        "id": snapshot.negotiation.id,
        "title": header.title,
        "summary": header.summary,
        "proposal_term": header.proposal_term,
        "proposal_terms": header.plural,
        "claimed_count": header.claimed_count,
        "annotations": _annotations(snapshot, snapshot.negotiation.annotations, selection),
    }


def _totals(snapshot: Snapshot, pair: tuple[str, ...]) -> dict[str, Any]:
    found, accepted = totals(snapshot, *(*pair, "", "")[:2]), acceptances(snapshot)
    return {
        "proposals": found.proposals,
        "uncounted": found.uncounted,
        "described": found.described,
        "numbered": found.numbered,
        "unsettled": found.unsettled,
        "contested": found.contested,
        "by_status": dict(found.by_status),
        "relations": dict(found.relations),
        "annotations": found.annotations,
        "stale_annotations": found.stale_annotations,
        "accepted_collectively": accepted.collective,
        "collective_statements": len(accepted.statements),
    }


def proposal_data(snapshot: Snapshot, standing: Standing, selection: Selection) -> dict[str, Any]:
    """One proposal as plain values."""
    proposal = standing.dossier.proposal
    one, other = (*selection.pair(snapshot.negotiation), "", "")[:2]
    return {
        "id": standing.dossier.id,
        "number": proposal.number,
        "title": proposal.title,
        "status": standing.status,
        "proposed_by": list(proposal.proposed_by) if proposal.proposed_by else None,
        "summary": proposal.summary,
        "topic": proposal.topic,
        "counters": proposal.counters,
        "holds_up": [_holds_up(link) for link in proposal.holds_up],
        "contested": standing.contested,
        "settled": not standing.unsettled,
        "relation": standing.relation(one, other),
        "positions": {side.id: _side(standing, side.id) for side in snapshot.negotiation.sides},
        "annotations": _annotations(snapshot, standing.dossier.annotations, selection),
    }


def _holds_up(link: HoldsUp) -> dict[str, Any]:
    return {"proposal": link.proposal, "basis": link.basis, "evidence": _evidence(link.evidence)}


def _side(standing: Standing, side: str) -> dict[str, Any] | None:
    where = standing.of(side)
    if where.current is None:
        return None
    return {
        **_position(standing, where.current),
        "competing": [_position(standing, held) for held in where.competing],
        "others": [_position(standing, held) for held in where.present if held is not where.current],
    }


def position_data(position: Position, sure: Certainty | None, **more: object) -> dict[str, Any]:
    """A position as plain values.

    Args:
        position: the position.
        sure: whether it had surely been taken by the day asked for.
        more: what else is known of it.
    """
    return {
        "stance": position.stance,
        "statement": position.statement,
        "counter": position.counter,
        "date": str(position.date) if position.date else None,
        "basis": position.basis,
        "certainty": sure,
        "by": position.by,
        "form": position.form,
        **more,
        "evidence": _evidence(position.evidence),
    }


def _position(standing: Standing, held: PositionEntry) -> dict[str, Any]:
    entry = held.entry.id if held.entry else None
    return position_data(held.position, certainty(held, standing.day), entry=entry)


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{key: getattr(each, key) for key in ("source", "where", "credibility", "quote")} for each in evidence]


def _annotations(snapshot: Snapshot, found: Iterable[Annotation], selection: Selection) -> list[dict[str, Any]]:
    return [annotation_data(each, stale=each.id in snapshot.stale) for each in found] if selection.annotations else []


def annotation_data(annotation: Annotation, *, stale: bool) -> dict[str, Any]:
    """An annotation as plain values."""
    return {
        "id": annotation.id,
        "author": annotation.author,
        "created": moment(annotation.created),
        "edited": moment(annotation.edited) if annotation.edited else None,
        "about": annotation.about,
        "tags": list(tags_of(annotation)),
        "stale": stale,
        "fingerprint": annotation.fingerprint,
        "confirmed": [{"by": each.by, "at": moment(each.at)} for each in annotation.confirmed],
        "text": annotation.text,
    }


def _gaps(snapshot: Snapshot) -> dict[str, Any]:
    found = gaps(snapshot)
    return {
        "contents": len(found.contents),
        "numbers": len(found.numbers),
        "days": found.days,
        "sides": sum(len(lacking) for lacking in found.sides.values()),
        "positions": found.positions,
        "undated": found.undated,
        "collective": found.collective,
        "inferred": found.inferred,
        "forms": found.forms,
        "single_source": found.single_source,
        "unsupported": found.unsupported,
        "unjudged": found.unjudged,
    }
