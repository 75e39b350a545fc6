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
from negotrack.model.status import certain_stances, contradiction, derived_status, status_at
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
    now = datetime.now(UTC).replace(microsecond=0)
    files = [new_file(Place(Kind.SOURCE, source.id), source)] if source else []
    wanted = list(dict.fromkeys(targets))
    for target in wanted:
        dossier = negotiation.dossiers.get(target)
        if dossier is None:
            raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
        status = resulting_status(negotiation, dossier, request)
        where = Place(Kind.LEDGER, new_identifier(now), target)
        files.append(new_file(where, _entry(where, request, status=status, recorded=now, recorded_by=by)))
    what = request.stance.value if request.stance else f"status {request.status}"
    named = wanted[0] if len(wanted) == 1 else f"{len(wanted)} proposals"
    return Change(f"record {what} on {named}", tuple(files))


def resulting_status(negotiation: Negotiation, dossier: Dossier, request: PositionRequest) -> Status:
    """The status that will be written: the one asked for, else the one that the positions then give.

    Raises:
        UsageError: the positions contradict the status that was asked for, or there is nothing to record.
    """
    after = replace(dossier, ledger=(*dossier.ledger, _entry(Place(Kind.LEDGER, "new", dossier.id), request)))
    day = effective_day(request.date)
    sides = negotiation.side_ids
    if request.status is not None:
        wrong = contradiction(request.status, certain_stances(after.held, day), sides)
        if wrong:
            advice = "record the position that changed, or leave the status to the positions"
            raise UsageError(f"the status would be {wrong}; {advice}")
        return request.status
    person_side = _person_side(negotiation, dossier)
    if request.basis is Basis.INFERRED:  # which never sets a status, so the one that holds stays
        return status_at(dossier, sides, day, person_side=person_side)
    return derived_status(after, sides, day, person_side=person_side)


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


def _entry(where: Place, request: PositionRequest, **more: object) -> LedgerEntry:
    fields = {name: getattr(request, name) for name in PositionRequest.__slots__ if name != "new_source"}
    return made(where, LedgerEntry, {**fields, **more})


def _person_side(negotiation: Negotiation, dossier: Dossier) -> str | None:
    names = dossier.proposal.proposed_by or ()
    return next((person.side for person in negotiation.people if person.name in names), None)
