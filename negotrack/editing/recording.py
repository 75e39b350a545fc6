"""Recording: a position that a side took, or a change of status, as new entries of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from negotrack.editing.made import check_sources, made, new_file
from negotrack.errors import UsageError
from negotrack.model.dates import Span
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, LedgerEntry, Source
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import standing
from negotrack.model.vocabulary import Basis, Form, Stance, Status
from negotrack.store.filechange import Change
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
    source = request.new_source
    _check(negotiation, request)
    now = datetime.now(UTC)
    files = [new_file(Place(Kind.SOURCE, source.id), source)] if source else []
    wanted = list(dict.fromkeys(targets))
    for target in wanted:
        if target not in negotiation.dossiers:
            raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
        entries = _entries(target, request, now, by)
        files += [new_file(Place(Kind.LEDGER, entry.id, target), entry) for entry in entries]
    what = request.stance.value if request.stance else f"outcome {request.status}"
    named = wanted[0] if len(wanted) == 1 else f"{len(wanted)} proposals"
    return Change(f"record {what} on {named}", tuple(files))


def resulting_status(negotiation: Negotiation, dossier: Dossier, request: PositionRequest) -> Status:
    """What would hold of a proposal with the position or the outcome on record."""
    entries = _entries(dossier.id, request, datetime.now(UTC), "")
    after = replace(dossier, ledger=(*dossier.ledger, *entries))
    return standing(after, frame_of(negotiation, after)).status


def effective_day(span: Span | None) -> date | None:
    """The day from which a ledger entry counts; None where that cannot be told."""
    return span.last if span else None


def _check(negotiation: Negotiation, request: PositionRequest) -> None:
    source = request.new_source
    if source and source.id in negotiation.sources:
        raise UsageError(f"there is a source {source.id!r} already; nothing was recorded")
    check_sources(negotiation, request.evidence, (source.id,) if source else ())
    if request.side is not None and request.side not in negotiation.side_ids:
        raise UsageError(f"no side {request.side!r}; the sides are {', '.join(negotiation.side_ids)}")
    if request.side is not None and not request.evidence:
        raise UsageError("a position needs a source; name one, or add it first")


def _entries(target: str, request: PositionRequest, recorded: datetime, by: str) -> list[LedgerEntry]:
    """A position, an outcome, or both, which are two entries."""
    fields = {name: getattr(request, name) for name in PositionRequest.__slots__ if name != "new_source"}
    more = {"recorded": recorded, "recorded_by": by or None}
    shared = {"date": request.date, "form": request.form, "evidence": request.evidence}
    found = []
    if request.side is not None:
        found.append({**fields, "status": None})
    if request.status is not None:
        found.append({**shared, "status": request.status})
    return [made(Place(Kind.LEDGER, new_identifier(recorded), target), LedgerEntry, {**each, **more}) for each in found]
