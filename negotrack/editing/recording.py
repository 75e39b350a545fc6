"""Recording: a position that a side took, or a change of status, as new entries of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from pydantic import ValidationError

from negotrack.errors import UsageError
from negotrack.model.dates import Span
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, LedgerEntry, Source
from negotrack.model.status import certain_stances, contradiction, derived_status
from negotrack.model.vocabulary import Basis, Form, Stance, Status
from negotrack.store.canonical import canonical
from negotrack.store.filechange import Change, FileChange
from negotrack.store.layout import Kind, Place


@dataclass(frozen=True, slots=True)
class PositionRequest:
    """What is to be recorded.

    Attributes:
        side: the id of the side; None, with the stance, for a change of status alone.
        stance: where it stands.
        date: when, as far as known; None where the day is unknown.
        status: the status from that date on; None for the one that the positions give.
        new_source: a source to add together with the position.
    """

    side: str | None = None
    stance: Stance | None = None
    date: Span | None = None
    statement: str | None = None
    counter: str | None = None
    by: str | None = None
    form: Form | None = None
    basis: Basis | None = None
    evidence: tuple[Evidence, ...] = ()
    status: Status | None = None
    new_source: Source | None = None


def record(negotiation: Negotiation, targets: Sequence[str], request: PositionRequest, *, by: str) -> Change:
    """The change that records a position, or a status, on each target.

    Args:
        negotiation: as it is on the disk now.
        targets: ids of proposals.
        request: what is to be recorded.
        by: who records it.

    Raises:
        UsageError: something that ``check`` would report as a problem.
    """
    sources = [request.new_source] if request.new_source else []
    known = {*negotiation.sources, *(source.id for source in sources)}
    for evidence in request.evidence:
        if evidence.source not in known:
            raise UsageError(f"no source {evidence.source!r}; add it first: negotrack add source --title …")
    if request.side is not None and not request.evidence:
        raise UsageError("a position needs a source: name one with --source, or add it first: negotrack add source")
    now = datetime.now(UTC).replace(microsecond=0)
    files = [FileChange(Place(Kind.SOURCE, each.id).path, None, canonical(each)) for each in sources]
    for target in targets:
        dossier = negotiation.dossiers.get(target)
        if dossier is None:
            raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
        entry = _entry(request, recorded=now, recorded_by=by)
        settled = entry.model_copy(update={"status": resulting_status(negotiation, dossier, request)})
        path = Place(Kind.LEDGER, entry.id, target).path
        files.append(FileChange(path, None, canonical(settled)))
    what = request.stance.value if request.stance else f"status {request.status}"
    named = targets[0] if len(targets) == 1 else f"{len(targets)} proposals"
    return Change(f"record {what} on {named}", tuple(files))


def resulting_status(negotiation: Negotiation, dossier: Dossier, request: PositionRequest) -> Status:
    """The status that will be written: the one asked for, else the one that the positions then give.

    Raises:
        UsageError: the positions contradict the status that was asked for, or there is nothing to record.
    """
    entry = _entry(request)
    after = replace(dossier, ledger=(*dossier.ledger, entry))
    day = effective_day(request.date)
    sides = negotiation.side_ids
    if request.status is None:
        return derived_status(after, sides, day, person_side=_person_side(negotiation, dossier))
    wrong = contradiction(request.status, certain_stances(after.held, day), sides)
    if wrong:
        raise UsageError(f"the status would be {wrong}; record the position that changed, or leave --status out")
    return request.status


def effective_day(span: Span | None) -> date | None:
    """The day from which a ledger entry counts; None where that cannot be told."""
    return span.last if span else None


def _entry(request: PositionRequest, **more: object) -> LedgerEntry:
    fields = {name: getattr(request, name) for name in PositionRequest.__slots__ if name != "new_source"}
    try:
        return LedgerEntry.model_validate({"id": new_identifier(), **fields, **more})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = first.get("ctx", {}).get("error", first["msg"])
        raise UsageError(f"{key + ': ' if key else ''}{reason}; nothing was recorded") from error


def _person_side(negotiation: Negotiation, dossier: Dossier) -> str | None:
    names = dossier.proposal.proposed_by or ()
    return next((person.side for person in negotiation.people if person.name in names), None)
