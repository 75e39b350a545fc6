"""Recording positions, outcomes, rulings and the like as new ledger entries; and their effect on a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from negotrack.analysis.conflicts import set_aside_for
from negotrack.editing.adding import build, build_new, new_file
from negotrack.editing.targets import check_side, check_sources, find_entry, known
from negotrack.errors import UsageError
from negotrack.model.entries import FILE_STATUS
from negotrack.model.identifiers import new_identifier
from negotrack.model.layout import Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation, is_stale
from negotrack.model.records import Annotation, Evidence, LedgerEntry, PositionKeys, Source
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import Standing, standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.store.filechange import Change

_OF_POSITIONS = {"side", "stance", *PositionKeys.model_fields}
_OF_OUTCOMES = {"status", *PositionKeys.model_fields} - {"statement", "counter", "by", "basis", "conditions"}
"""The keys of position entries and of outcome entries."""


class PositionRequest(PositionKeys):
    """A request to record a position, an outcome, or both, and to add a new source with it.

    Without a side and a stance it is only an outcome, without a status only a position.
    """

    side: str | None = None
    stance: Stance | None = None
    status: Status | None = None
    new_source: Source | None = None


def record(
    negotiation: Negotiation, targets: Iterable[str], request: PositionRequest | Sequence[PositionRequest], *, by: str
) -> Change:
    """Return the change that records positions and outcomes on each target.

    Raises:
        UsageError: ``check`` would report a problem.
    """
    requests = [request] if isinstance(request, PositionRequest) else list(request)
    for each in requests:
        _check(negotiation, each)
    sources = {each.new_source.id: each.new_source for each in requests if each.new_source}
    files = [new_file(Location(Kind.SOURCE, source.id), source) for source in sources.values()]
    now = datetime.now(UTC)
    wanted = list(dict.fromkeys(targets))
    for target in wanted:
        known(negotiation, target)
        added = [entry for each in requests for entry in entries(target, each, now, by)]
        files += [new_file(Location(Kind.LEDGER, entry.id, target), entry) for entry in added]
    said = dict.fromkeys(each.stance.value if each.stance else f"outcome {each.status}" for each in requests)
    named = wanted[0] if len(wanted) == 1 else f"{len(wanted)} proposals"
    return Change(f"record {', '.join(said)} on {named}", tuple(files))


def rule(
    negotiation: Negotiation, target: str, *, prefers: str, over: Sequence[str] = (), because: str, by: str
) -> Change:
    """Return the change that decides between conflicting records: one is preferred, the others are set aside.

    If none to set aside are given, they are all records that contradict the preferred one, and the rulings against it.

    Raises:
        UsageError: an entry is not on record, nothing conflicts, or there is no reason.
    """
    dossier = known(negotiation, target)
    chosen = find_entry(dossier, prefers)
    aside = tuple(dict.fromkeys(find_entry(dossier, each) for each in over))
    aside = aside or set_aside_for(negotiation, dossier, (chosen,))
    if not aside:
        raise UsageError(f"{chosen} is in no conflict on {target}; name with --over what it is preferred to")
    if chosen in aside:
        raise UsageError(f"{chosen} cannot be preferred to itself")
    for ruling in dossier.opposing((chosen,)):
        if ruling not in aside:
            raise UsageError(f"the ruling {ruling} sets {chosen} aside; name it with --over as well, or retract it")
    return _entry(negotiation, target, {"prefers": (chosen,), "over": aside, "because": because}, by=by, label="rule")


def retract(negotiation: Negotiation, target: str, named: str, *, because: str, by: str) -> Change:
    """Return the change that retracts an entry, which stays on file but no longer counts.

    Raises:
        UsageError: the entry is not on record, is already retracted, or there is no reason.
    """
    dossier = known(negotiation, target)
    retracted = find_entry(dossier, named)
    if retracted in dossier.counting.retracted:
        raise UsageError(f"{retracted} is already retracted")
    fields = {"retracts": retracted, "because": because}
    return _entry(negotiation, target, fields, by=by, label="retract an entry")


def meet(negotiation: Negotiation, target: str, condition: str, fields: Mapping[str, Any], *, by: str) -> Change:
    """Return the change that records a condition as met; ``condition`` is an entry and a number, as in ``taliban-1#2``.

    Raises:
        UsageError: there is no such condition.
    """
    dossier = known(negotiation, target)
    named, _, number = condition.partition("#")
    entry = find_entry(dossier, named)
    count = next((len(each.position.conditions) for each in dossier.positions if each.id == entry), 0)
    if not number.isdecimal() or not 1 <= int(number) <= count:
        has = (
            f"has {count} condition{'s' if count > 1 else ''}; name one, as {named}#1" if count else "has no condition"
        )
        raise UsageError(f"{condition!r}: {named} {has}")
    return _entry(negotiation, target, {**fields, "meets": f"{entry}#{number}"}, by=by, label="record a condition met")


def hold_up(
    negotiation: Negotiation, target: str, waiting: Iterable[str], fields: Mapping[str, Any], *, by: str
) -> Change:
    """Return the change that records that a proposal holds others up.

    Raises:
        UsageError: it would hold itself up, or there is no such proposal.
    """
    others = list(dict.fromkeys(waiting))
    for other in others:
        known(negotiation, other)
        if other == target:
            raise UsageError(f"{target} cannot hold itself up")
    links = tuple({"proposal": other, **fields} for other in others)
    return _entry(negotiation, target, {"holds_up": links}, by=by, label="record what waits")


def _entry(negotiation: Negotiation, target: str, fields: Mapping[str, Any], *, by: str, label: str) -> Change:
    known(negotiation, target)
    where, entry = build_new(Kind.LEDGER, LedgerEntry, target, fields, by=by)
    check_sources(negotiation, (*entry.evidence, *(each for link in entry.holds_up for each in link.evidence)))
    return Change(f"{label} on {target}", (new_file(where, entry),))


def _check(negotiation: Negotiation, request: PositionRequest) -> None:
    source = request.new_source
    if source and source.id in negotiation.sources:
        raise UsageError(f"the source {source.id!r} already exists; nothing was recorded")
    check_sources(negotiation, request.evidence, (source.id,) if source else ())
    if request.side is not None:
        check_side(negotiation, request.side)
    if request.side is None and request.status is None:
        raise UsageError("nothing to record: neither a position nor an outcome")
    if not request.evidence:
        what = "a position" if request.side is not None else "an outcome"
        raise UsageError(f"{what} needs a source; name one, or add it first")
    for condition in request.conditions:
        if condition.proposal is not None:
            known(negotiation, condition.proposal)


def entries(target: str, request: PositionRequest, recorded: datetime, by: str) -> list[LedgerEntry]:
    """The entries for a request: one for its position, one for its outcome."""
    wanted = [_OF_POSITIONS] if request.side is not None or request.stance is not None else []
    wanted += [_OF_OUTCOMES] if request.status is not None else []
    said = {**dict(request), "recorded": recorded, "recorded_by": by or None}
    return [
        build(
            Location(Kind.LEDGER, new_identifier(recorded), target),
            LedgerEntry,
            {key: value for key, value in said.items() if key in {*keys, "recorded", "recorded_by"}},
        )
        for keys in wanted
    ]


def remembered(request: PositionRequest) -> PositionRequest:
    """The parts of a request that the next one is likely to share: source, place, grade, date and form."""
    identifier = request.new_source.id if request.new_source else None
    evidence = tuple(
        Evidence(source=identifier or each.source, where=each.where, credibility=each.credibility)
        for each in request.evidence
    )
    said = {key: value for key, value in request if key in _OF_OUTCOMES - {"status", "release"}}
    return PositionRequest(**{**said, "evidence": evidence})


def request_of(dossier: Dossier, identifier: str) -> PositionRequest | None:
    """The request that would record an existing position or outcome; None for any other record."""
    for entry in dossier.positions:
        if entry.id == identifier:
            return PositionRequest(**{key: value for key, value in entry.position if key in _OF_POSITIONS})
    if identifier == FILE_STATUS:
        return PositionRequest(status=dossier.proposal.status)
    found = next((each for each in dossier.ledger if each.id == identifier and each.status), None)
    return PositionRequest(**{key: value for key, value in found if key in _OF_OUTCOMES}) if found else None


# ---- The effect of a change on a proposal, before it is made ----


@dataclass(frozen=True, slots=True)
class Consequence:
    """The effect of different ledger entries on one proposal.

    Attributes:
        before: its standing now.
        after: its standing with the other entries.
        stale: the annotations that would become stale.
    """

    before: Standing
    after: Standing
    stale: tuple[Annotation, ...]


def consequence(
    negotiation: Negotiation,
    dossier: Dossier,
    entries: Iterable[LedgerEntry],
    *,
    without: Collection[str] = (),
    accepted: Collection[str] = (),
) -> Consequence:
    """The effect on a proposal of more entries, and of removing the entries ``without`` from its ledger.

    ``accepted`` are the ids of the accepted proposals, since conditions may wait for proposals.
    """
    kept = tuple(entry for entry in dossier.ledger if entry.id not in without)
    after = replace(dossier, ledger=(*kept, *entries))
    frame = frame_of(negotiation, dossier, accepted)
    stale = tuple(each for each in dossier.annotations if is_stale(each, after) and not is_stale(each, dossier))
    return Consequence(standing(dossier, frame), standing(after, frame), stale)
