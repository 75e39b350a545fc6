"""The report as JSON: stable keys, exact text, and with annotations everything that a new copy needs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from negotrack.analysis.tags import tags_of
from negotrack.model.certainty import certainty
from negotrack.model.negotiation import Held
from negotrack.model.records import Evidence, HoldsUp, Position
from negotrack.model.standing import SideStanding
from negotrack.model.vocabulary import Certainty
from negotrack.report.record import complete, moment, whole
from negotrack.report.status import Note, Row, StatusReport
from negotrack.text import escape_hidden

VERSION = 1
IDENTIFIER = f"urn:negotrack:report:{VERSION}"
"""The name of the report's JSON Schema."""


def render(report: StatusReport, _cells: int, _colour: bool) -> str:  # noqa: FBT001 - one shape for every format
    """Write a report as JSON; what would hide or act in a text stands as an escape of JSON's own."""
    return escape_hidden(json.dumps(as_data(report), ensure_ascii=False, indent=2)) + "\n"


def as_data(report: StatusReport) -> dict[str, Any]:
    """The report as plain values."""
    negotiation = report.negotiation
    data = {
        "$schema": IDENTIFIER,
        "schema": VERSION,
        "negotiation": _negotiation(report),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "sides": [{"id": side.id, "name": side.name, "note": side.note} for side in negotiation.sides],
        "compared": [side.id for side in report.pair],
        "problems": [
            {key: getattr(problem, key) for key in ("severity", "file", "line", "key", "message")}
            for problem in report.problems
        ],
        "totals": _totals(report),
        "unsettled": [row.id for row in report.unsettled],
        "proposals": [_proposal(report, row) for row in report.rows],
        "people": [complete(person) for person in negotiation.people],
        "sources": [complete(source) for source in negotiation.sources.values()],
        "events": [complete(event) for event in report.view.events],
        "claims": [complete(claim) for topic in report.topics for claim in topic.claims],
        "gaps": _gaps(report),
    }
    return {**data, "record": whole(negotiation)} if report.annotations else data


def _negotiation(report: StatusReport) -> dict[str, Any]:
    header = report.negotiation.header
    return {
        "id": report.negotiation.id,
        "title": header.title,
        "summary": header.summary,
        "proposal_term": header.proposal_term,
        "proposal_terms": header.plural,
        "claimed_count": header.claimed_count,
        "annotations": [_note(note) for note in report.notes],
    }


def _totals(report: StatusReport) -> dict[str, Any]:
    totals, accepted = report.totals, report.acceptances
    return {
        "proposals": totals.proposals,
        "uncounted": totals.uncounted,
        "described": totals.described,
        "numbered": totals.numbered,
        "unsettled": totals.unsettled,
        "contested": totals.contested,
        "by_status": dict(totals.by_status),
        "relations": dict(totals.relations),
        "annotations": totals.annotations,
        "stale_annotations": totals.stale_annotations,
        "accepted_collectively": accepted.collective,
        "collective_statements": len(accepted.statements),
    }


def _proposal(report: StatusReport, row: Row) -> dict[str, Any]:
    proposal, standing = row.proposal, row.standing
    return {
        "id": row.id,
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
        "relation": row.relation,
        "positions": {side.id: _side(report, standing.of(side.id)) for side in report.negotiation.sides},
        "annotations": [_note(note) for note in row.notes],
    }


def _holds_up(link: HoldsUp) -> dict[str, Any]:
    return {"proposal": link.proposal, "basis": link.basis, "evidence": _evidence(link.evidence)}


def _side(report: StatusReport, where: SideStanding) -> dict[str, Any] | None:
    if where.current is None:
        return None
    return {
        **_position(report, where.current),
        "competing": [_position(report, held) for held in where.competing],
        "others": [_position(report, held) for held in where.present if held is not where.current],
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


def _position(report: StatusReport, held: Held) -> dict[str, Any]:
    entry = held.entry.id if held.entry else None
    return position_data(held.position, certainty(held, report.as_of), entry=entry)


def _evidence(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{key: getattr(each, key) for key in ("source", "where", "credibility", "quote")} for each in evidence]


def _note(note: Note) -> dict[str, Any]:
    annotation = note.annotation
    return {
        "id": annotation.id,
        "author": annotation.author,
        "created": moment(annotation.created),
        "edited": moment(annotation.edited) if annotation.edited else None,
        "about": annotation.about,
        "tags": list(tags_of(annotation)),
        "stale": note.stale,
        "fingerprint": annotation.fingerprint,
        "confirmed": [{"by": each.by, "at": moment(each.at)} for each in annotation.confirmed],
        "text": annotation.text,
    }


def _gaps(report: StatusReport) -> dict[str, Any]:
    gaps = report.gaps
    return {
        "contents": len(gaps.contents),
        "numbers": len(gaps.numbers),
        "days": gaps.days,
        "sides": sum(len(lacking) for lacking in gaps.sides.values()),
        "positions": gaps.positions,
        "undated": gaps.undated,
        "collective": gaps.collective,
        "inferred": gaps.inferred,
        "forms": gaps.forms,
        "single_source": gaps.single_source,
        "unsupported": gaps.unsupported,
        "unjudged": gaps.unjudged,
    }
