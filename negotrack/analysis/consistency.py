"""Contradictions and duplicates between the files of a negotiation, each of which is valid by itself."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from negotrack.analysis.folding import fold_case
from negotrack.analysis.references import (
    Filed,
    Scope,
    around,
    entry_file,
    positions_and_entries,
    proposal_file,
    references,
)
from negotrack.model.cycles import cycles
from negotrack.model.dates import Span
from negotrack.model.deciding import Frame
from negotrack.model.entries import FILE_STATUS, outcome_of, positions_in_file
from negotrack.model.identifiers import natural
from negotrack.model.layout import HEADER, Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import (
    Claim,
    Event,
    Evidence,
    LedgerEntry,
    Package,
    Person,
    Position,
    Record,
    Source,
    Stake,
    Text,
)
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import contradicts_file, standing
from negotrack.model.vocabulary import EventKind, Status
from negotrack.suggestions import shown


def consistency(negotiation: Negotiation, unreadable: Collection[str] = (), today: date | None = None) -> list[Problem]:
    """Every problem between the files, sorted by file and key; line numbers are added by callers that have the text.

    Args:
        negotiation: the readable part of the negotiation.
        unreadable: the paths of the unreadable files; their mere consequences are not reported as problems.
        today: the day after which nothing can have happened; None if the result must be the same on any day.
    """
    scope = Scope(negotiation, frozenset(unreadable))
    checks = (references, _statuses, _duplicates, _repetitions, _circles, _counts)
    found = chain(_premature(negotiation, today), *(check(scope) for check in checks))
    return sorted(found, key=lambda problem: (natural(problem.file), natural(problem.key), problem.message))


# ---- Contradictions ----

_LONGEST_CIRCLE = 12
"""The most proposals of a circle that a message names."""


def _statuses(scope: Scope) -> Iterator[Problem]:
    """Written statuses that the positions contradict, and entries meant to decide something that decide nothing."""
    if not scope.header_read:
        return
    for dossier in scope.negotiation.dossiers.values():
        frame = frame_of(scope.negotiation, dossier)
        if given := contradicts_file(dossier, frame):
            message = f"is {dossier.proposal.status}, but the positions in this file give {given}; correct one of them"
            yield Problem(proposal_file(dossier.id), message, key="status")
        for fault in dossier.counting.faults:
            file = entry_file(dossier.id, fault.entry)
            yield Problem(file, f"{fault.message}; it decides nothing", key=fault.key)
        if dossier.ledger:
            yield from _of_version_1(dossier, frame)


def _of_version_1(dossier: Dossier, frame: Frame) -> Iterator[Problem]:
    """Statuses that version 0.1 stored with positions, and that do not follow from the records as of their day."""
    for entry in dossier.ledger:
        if entry.side is None or entry.status is None or outcome_of(entry):
            continue
        day = entry.date.surely_over if entry.date else None
        given = standing(dossier, frame, day).status
        if given is not entry.status:
            message = f"is {entry.status}, as an earlier version worked it out, but the records give {given}"
            advice = "the records count; leave the key out"
            file = entry_file(dossier.id, entry.id)
            yield Problem(file, f"{message}; {advice}", key="status", severity=Severity.WARNING)


def _circles(scope: Scope) -> Iterator[Problem]:
    """Proposals that answer each other in a circle. Holding each other up is an exchange, not a mistake."""
    proposals = [dossier.proposal for dossier in scope.negotiation.dossiers.values()]
    answered = {proposal.id: [proposal.counters] for proposal in proposals if proposal.counters}
    for path in cycles(answered):
        file = proposal_file(path[0])
        left_out = len(path) - _LONGEST_CIRCLE + 1
        named = (*path[: _LONGEST_CIRCLE - 2], f"… ({left_out} more)", path[-1]) if left_out > 1 else path
        message = f"these answer each other in a circle: {' → '.join(named)}"
        yield Problem(file, message, key="counters", severity=Severity.WARNING)


def _counts(scope: Scope) -> Iterator[Problem]:
    """A claimed number of proposals that differs from the number recorded, readable or not."""
    claimed = scope.negotiation.header.claimed_count
    recorded = len(scope.negotiation.dossiers.keys() | scope.missing(Kind.PROPOSAL))
    if claimed is not None and claimed != recorded and scope.proposals.complete:
        message = f"{claimed} are claimed, {recorded} recorded"
        yield Problem(HEADER, message, key="claimed_count", severity=Severity.WARNING)


# ---- Impossible days ----

Dated = Position | LedgerEntry | Text | Stake | Event | Claim | Package
"""Records of something that happened on a day, according to a source."""
_AHEAD = {EventKind.MEETING, EventKind.DEADLINE}
"""Kinds of events that are announced in advance."""


def _premature(negotiation: Negotiation, today: date | None) -> Iterator[Problem]:
    """Records dated later than they can have happened."""
    published = days_of_sources(negotiation)
    if not published and not today:
        return
    for file, prefix, record in _dated(negotiation):
        for message in too_late(record, published, today):
            yield Problem(file, message, key=f"{prefix}date", severity=Severity.WARNING)


def days_of_sources(negotiation: Negotiation) -> dict[str, Span]:
    """When each source was published, if known."""
    return {identifier: source.date for identifier, source in negotiation.sources.items() if source.date}


def too_late(record: Record, published: Mapping[str, Span], today: date | None) -> list[str]:
    """Why the date of a record is too late, each reason worded to follow "the date".

    Args:
        record: any record; one that has no day of its own, or may lie ahead, is never too late.
        published: when each source was published, by its id.
        today: the day after which nothing can have happened; None to check against the sources alone.
    """
    if not isinstance(record, Dated) or not record.date or not record.date.first:
        return []
    if isinstance(record, Event) and record.kind in _AHEAD:
        return []
    return too_late_for(record.date.first, record.evidence, published, today)


def too_late_for(
    first: date, evidence: Sequence[Evidence], published: Mapping[str, Span], today: date | None
) -> list[str]:
    """Why a day is too late for its evidence; for a record that does not exist yet."""
    if today and first > today:
        return ["is later than today; correct the day"]
    late = [
        f"is after {source}, when its source {shown(each.source)} was published; "
        "correct the day, or cite what reported it"
        for each in evidence
        if (source := published.get(each.source)) and source.last and first > source.last and not source.about_last
    ]
    return list(dict.fromkeys(late))


def _dated(negotiation: Negotiation) -> Iterator[Filed[Record]]:
    yield from around(negotiation)
    for dossier in negotiation.dossiers.values():
        yield from positions_and_entries(dossier)
        yield from (Filed(Location(Kind.TEXT, text.id, dossier.id).path, "", text) for text in dossier.texts)
        yield from (Filed(Location(Kind.STAKE, stake.id, dossier.id).path, "", stake) for stake in dossier.stakes)


# ---- Duplicates ----

_NOT_CONTENTS = {"id", "recorded"}
"""Keys that differ between two records that say the same."""


class _Place(NamedTuple):
    """Where an id is written; the key is empty if the file's name is the id."""

    identifier: str
    file: str
    key: str = ""


def _duplicates(scope: Scope) -> Iterator[Problem]:
    """Ids and numbers that are used twice, and sources that seem to be recorded twice."""
    header = scope.negotiation.header
    sides = [_Place(side.id, HEADER, f"sides[{index}].id") for index, side in enumerate(header.sides)]
    proposals = [_Place(identifier, proposal_file(identifier)) for identifier in scope.negotiation.dossiers]
    sources = list(_sources(scope))
    yield from _ids("side", sides)
    yield from _ids("proposal", proposals)
    yield from _ids("source", [place for place, _ in sources])
    for dossier in scope.negotiation.dossiers.values():
        yield from _names(dossier)
    yield from _numbers(scope)
    yield from _addresses(sources)
    yield from _titles(sources)


def _sources(scope: Scope) -> Iterator[tuple[_Place, Source]]:
    for index, source in enumerate(scope.negotiation.header.sources):
        yield _Place(source.id, HEADER, f"sources[{index}].id"), source
    for identifier, source in scope.negotiation.added.get(Kind.SOURCE, {}).items():
        yield _Place(identifier, Location(Kind.SOURCE, identifier).path), source


def _ids(noun: str, places: Iterable[_Place]) -> Iterator[Problem]:
    """Ids of one kind that are the same, or differ only in case."""
    for place, other in _repeated((place, place.identifier.casefold()) for place in places):
        if other.identifier == place.identifier:
            message = f"another {noun} in {other.file} has the id {shown(place.identifier)} as well; rename one"
        else:
            message = (
                f"differs from the {noun} {shown(other.identifier)} only in capital letters; "
                "rename one, because not every system can store both"
            )
        yield Problem(place.file, message, key=place.key)


def _repeated(items: Iterable[tuple[_Place, Hashable]]) -> Iterator[tuple[_Place, _Place]]:
    """Each place whose value occurred before, with the first place that has it."""
    first: dict[Hashable, _Place] = {}
    for place, value in items:
        other = first.setdefault(value, place)
        if other is not place:
            yield place, other


def _names(dossier: Dossier) -> Iterator[Problem]:
    """Records of one proposal that share an id, so that a ruling or retraction could not tell them apart."""
    own = proposal_file(dossier.id)
    places = [_Place(FILE_STATUS, own, "status")] if dossier.proposal.status is not Status.OPEN else []
    for index, entry in enumerate(positions_in_file(dossier.proposal)):
        places.append(_Place(entry.id, own, f"positions[{index}]" + (".id" if entry.position.id else "")))
    places += (_Place(entry.id, entry_file(dossier.id, entry.id)) for entry in dossier.ledger)
    for place, other in _repeated((place, place.identifier) for place in places):
        where = f"{other.file}, {other.key}" if other.key else other.file
        yield Problem(place.file, f"{shown(place.identifier)} is what {where} goes by as well; rename one", place.key)


def _numbers(scope: Scope) -> Iterator[Problem]:
    numbers = {
        identifier: dossier.proposal.number
        for identifier, dossier in scope.negotiation.dossiers.items()
        if dossier.proposal.number is not None
    }
    places = ((_Place(each, proposal_file(each)), fold_case(str(number))) for each, number in numbers.items())
    for place, other in _repeated(places):
        number, same = numbers[place.identifier], numbers[other.identifier]
        if number == same:
            message, severity = f"{shown(number)} is the number of {shown(other.identifier)} as well", Severity.ERROR
        else:
            message = f"{shown(number)} reads like {shown(same)}, the number of {shown(other.identifier)}"
            severity = Severity.WARNING
        yield Problem(place.file, message, key="number", severity=severity)


def _addresses(sources: list[tuple[_Place, Source]]) -> Iterator[Problem]:
    found = [(place, source.url.strip().rstrip("/")) for place, source in sources if source.url]
    for place, other in _repeated((place, address) for place, address in found if address):
        yield from _alike(place, other, "url", f"is the address of the source {shown(other.identifier)} as well")


def _titles(sources: list[tuple[_Place, Source]]) -> Iterator[Problem]:
    dated = [
        (place, (fold_case(source.title), source.date.first, source.date.last))
        for place, source in sources
        if source.date
    ]
    for place, other in _repeated(dated):
        yield from _alike(
            place, other, "title", f"the source {shown(other.identifier)} has this title and date as well"
        )


def _alike(place: _Place, other: _Place, name: str, message: str) -> Iterator[Problem]:
    """Report two sources that seem to be one, unless they share an id, which is reported already."""
    if other.identifier != place.identifier:
        yield Problem(place.file, message, key=f"{place.key.removesuffix('id')}{name}", severity=Severity.WARNING)


def _repetitions(scope: Scope) -> Iterator[Problem]:
    """Records by one recorder that say exactly the same."""
    for dossier in scope.negotiation.dossiers.values():
        yield from _repeated_records(positions_and_entries(dossier))
    yield from _repeated_records(
        each for each in around(scope.negotiation) if isinstance(each.record, Event | Claim | Person)
    )


def _repeated_records(records: Iterable[Filed[Record]]) -> Iterator[Problem]:
    first: dict[object, list[Filed[Record]]] = {}
    for each in records:
        alike = first.setdefault(_cheap_key(each.record), [])
        for other in alike:
            if _contents(other.record) == _contents(each.record):
                place = f"{other.file}{f', {other.prefix[:-1]}' if other.prefix else ''}"
                advice = f"remove one, or retract it: negotrack retract {_id(each)}" if _id(each) else "remove one"
                message = f"says exactly what {place} says; {advice}"
                yield Problem(each.file, message, key=each.prefix[:-1], severity=Severity.WARNING)
                break
        alike.append(each)


def _cheap_key(record: Record) -> object:
    """A cheap key that is equal for any two records that say the same."""
    if isinstance(record, Position | LedgerEntry):
        return record.side, record.stance, record.date, record.statement
    return type(record)


def _contents(record: Record) -> dict[str, object]:
    return {key: value for key, value in record if key not in _NOT_CONTENTS}


def _id(each: Filed[Record]) -> str:
    return each.record.id if isinstance(each.record, LedgerEntry) else ""
