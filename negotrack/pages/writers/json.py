"""The report as JSON: stable keys and exact text; with annotations, everything needed to rebuild the records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import NoneType
from typing import TYPE_CHECKING, Any

from negotrack.analysis.figures import Totals, acceptances, gaps, totals
from negotrack.model.dates import Span, certain_by
from negotrack.model.entries import OutcomeEntry, PositionEntry
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import AROUND, Kind
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation, LedgerEntry, Record, Stake, Text, plain
from negotrack.model.side_standing import SideStanding, certainty
from negotrack.model.snapshot import Snapshot
from negotrack.model.standing import Conflict, Standing
from negotrack.pages.selection import Selection
from negotrack.pages.writers.fields import FIELDS, field_keys, field_values
from negotrack.text import escape_hidden

if TYPE_CHECKING:
    from negotrack.analysis.differences import Move

VERSION = 2
POSITION_KEYS = field_keys(FIELDS, certainty_after="basis")
"""The keys of a position, between its id and who recorded it."""
OUTCOME_KEYS = tuple(key for key in OutcomeEntry._fields if key not in {"recorded", "in_file"})
TOTALS = tuple(key for key in Totals._fields if key != "possible")
"""The keys of the totals, before those on what the acceptances rest on."""
GAPS = (
    *("contents", "numbers", "days", "sides", "positions", "undated", "collective", "inferred", "forms"),
    *("single_source", "unsupported", "unjudged"),
)
"""The keys of the counts of what is not reported."""
_AS_IT_IS = {NoneType, bool, int, str}
IDENTIFIER = f"urn:negotrack:report:{VERSION}"
"""The name of the report's JSON Schema."""


def written(data: object) -> str:
    """Any value as JSON; characters that hide, or act on a terminal, are written as JSON escapes."""
    return escape_hidden(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def write_report(snapshot: Snapshot, selection: Selection) -> str:
    """Write the status report as JSON."""
    negotiation = snapshot.negotiation
    data = {
        "$schema": IDENTIFIER,
        "schema": VERSION,
        "negotiation": _negotiation(snapshot, selection),
        "as_of": as_of(snapshot),
        "phase": _value(snapshot.phase),
        "sides": _value(negotiation.sides),
        "compared": list(selection.pair(negotiation)),
        "problems": [problem_data(problem) for problem in snapshot.problems],
        "totals": _totals(snapshot, *selection.both(negotiation)),
        "outstanding": [each.id for each in snapshot.outstanding],
        "proposals": [proposal_data(snapshot, each, selection) for each in selection.standings(snapshot)],
        "packages": _value(snapshot.packages),
        "people": _value(negotiation.people),
        "sources": _value([*negotiation.sources.values()]),
        "events": _value(snapshot.events),
        "claims": _value([claim for claims in snapshot.claims.values() for claim in claims]),
        "gaps": _gaps(snapshot),
    }
    return written({**data, "record": _whole(negotiation)} if selection.annotations else data)


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


def as_of(snapshot: Snapshot) -> str | None:
    """The day asked for; None for all records."""
    return snapshot.day.isoformat() if snapshot.day else None


def _totals(snapshot: Snapshot, one: str, other: str) -> dict[str, Any]:
    counts, accepted = totals(snapshot, one, other)._asdict(), acceptances(snapshot)
    return {
        **{key: counts[key] for key in TOTALS},
        "accepted_collectively": accepted.collective,
        "collective_statements": len(accepted.statements),
    }


def proposal_data(snapshot: Snapshot, standing: Standing, selection: Selection) -> dict[str, Any]:
    """One proposal as plain values."""
    proposal, dossier = standing.dossier.proposal, standing.dossier
    return {
        "id": standing.id,
        "number": proposal.number,
        "title": proposal.title,
        "status": standing.status,
        "proposed_by": _value(proposal.proposed_by),
        "summary": proposal.summary,
        "topic": proposal.topic,
        "counters": proposal.counters,
        "holds_up": _value(dossier.holds_up),
        "outstanding": standing.outstanding,
        "held_up_by": list(standing.held_up_by),
        "relation": standing.relation(*selection.both(snapshot.negotiation)),
        "conflicts": [_conflict_data(conflict) for conflict in standing.conflicts],
        "rulings": [entry_data(ruling) for ruling in standing.rulings],
        "retractions": [entry_data(entry) for entry in standing.retractions.values()],
        "outcomes": [_outcome(each) for each in dossier.counting.outcomes if certainty(each, standing.day)],
        "positions": {side.id: _side(standing.of(side.id), standing.day) for side in snapshot.negotiation.sides},
        "texts": [entry_data(text) for text in dossier.texts if certain_by(text.date, standing.day)],
        "stakes": [entry_data(stake) for stake in dossier.stakes if certain_by(stake.date, standing.day)],
        "annotations": _annotations(snapshot, dossier.annotations, selection),
    }


def _conflict_data(conflict: Conflict) -> dict[str, Any]:
    return {"side": conflict.side, "kind": conflict.kind, "entries": list(conflict.entries)}


def entry_data(record: LedgerEntry | Text | Stake) -> dict[str, Any]:
    """A record that has a file of its own: its id, and the keys of its file."""
    return {"id": record.id, **_record_data(record)}


def _outcome(outcome: OutcomeEntry) -> dict[str, Any]:
    return {key: _value(getattr(outcome, key)) for key in OUTCOME_KEYS}


def move_data(move: Move) -> dict[str, Any]:
    """What became of a proposal between two snapshots, as plain values."""
    return {
        "id": move.id,
        "changes": list(move.changes),
        "before": _state(move.before),
        "after": _state(move.after),
        "sides": [
            {
                "side": side.side,
                "change": side.change,
                "before": _side(side.before, move.before and move.before.day),
                "after": _side(side.after, move.after and move.after.day),
            }
            for side in move.sides
        ],
    }


def _state(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    proposal = standing.dossier.proposal
    return {
        "number": proposal.number,
        "title": proposal.title,
        "summary": proposal.summary,
        "status": standing.status,
        "held_up_by": list(standing.held_up_by),
        "conflicts": [_conflict_data(conflict) for conflict in standing.conflicts],
    }


def _side(where: SideStanding, day: date | None) -> dict[str, Any] | None:
    """Where a side stands: the position that is shown, those that conflict, and all others that count by the day."""
    if where.current is None:
        return None
    return {
        **_position(where.current, day),
        "conflicting": [_position(entry, day) for entry in where.competing],
        "others": [_position(entry, day) for entry in where.present if entry is not where.current],
    }


def _position(entry: PositionEntry, day: date | None) -> dict[str, Any]:
    said = {key: _value(value) for key, value in field_values(entry, day, POSITION_KEYS)}
    return {"id": entry.id, **said, "recorded_by": entry.recorded_by}


def _annotations(snapshot: Snapshot, found: Iterable[Annotation], selection: Selection) -> list[dict[str, Any]]:
    return [annotation_data(each, stale=each.id in snapshot.stale) for each in found] if selection.annotations else []


def annotation_data(annotation: Annotation, *, stale: bool) -> dict[str, Any]:
    """An annotation as plain values."""
    return {
        "id": annotation.id,
        "author": annotation.author,
        "created": _value(annotation.created),
        "edited": _value(annotation.edited),
        "about": annotation.about,
        "tags": list(annotation.all_tags),
        "stale": stale,
        "fingerprint": annotation.fingerprint,
        "confirmed": _value(annotation.confirmed),
        "ask": _value(annotation.ask),
        "text": annotation.text,
    }


def _gaps(snapshot: Snapshot) -> dict[str, Any]:
    found = gaps(snapshot)
    lacking = {
        "contents": len(found.contents),
        "numbers": len(found.numbers),
        "sides": sum(map(len, found.sides.values())),
    }
    return {key: lacking.get(key, getattr(found, key)) for key in GAPS}


# ---- Records as in their files ----


def _whole(negotiation: Negotiation) -> dict[str, Any]:
    """Everything that was recorded, by kind and id of its file, so that an equal negotiation can be built from it."""
    dossiers = negotiation.dossiers.values()
    notes = {dossier.id: dossier.annotations for dossier in dossiers}
    notes |= {WHOLE: negotiation.annotations, **negotiation.orphans}
    ledger, texts, stakes = (
        {**{dossier.id: getattr(dossier, kind) for dossier in dossiers}, **negotiation.strays.get(kind, {})}
        for kind in (Kind.LEDGER, Kind.TEXT, Kind.STAKE)
    )
    return {
        "negotiation": _record_data(negotiation.header),
        "proposals": {dossier.id: _record_data(dossier.proposal) for dossier in dossiers},
        "ledger": _by_proposal(ledger),
        "annotations": _by_proposal(notes),
        **{kind.value: _by_id(negotiation.added.get(kind, {})) for kind in AROUND},
        "texts": _by_proposal(texts),
        "stakes": _by_proposal(stakes),
    }


def _record_data(record: Record) -> dict[str, Any]:
    """A record as in its file, with dates and times as text."""
    return {key: _value(value) for key, value in plain(record).items()}


def _by_proposal(
    records: Mapping[str, tuple[LedgerEntry | Annotation | Text | Stake, ...]],
) -> dict[str, dict[str, Any]]:
    return {proposal: {each.id: _record_data(each) for each in found} for proposal, found in records.items() if found}


def _by_id(records: Mapping[str, Record]) -> dict[str, Any]:
    return {identifier: _record_data(record) for identifier, record in records.items()}


def _value(value: Any) -> Any:
    """A value for JSON: a record with every key, None for any left out; spans, days and times as text."""
    if type(value) in _AS_IT_IS or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (Span, date)):
        return str(value)
    return {key: _value(getattr(value, key)) for key in type(value).model_fields}
