"""What stands twice: ids, numbers, sources, whole records."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from negotrack.analysis.consistency.scope import HEADER, Filed, Scope, around, positions_and_entries
from negotrack.analysis.folding import fold_case
from negotrack.model.entries import FILE_STATUS, positions_in_file
from negotrack.model.negotiation import Dossier
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import Claim, Event, LedgerEntry, Person, Position, Record, Source
from negotrack.model.vocabulary import Status
from negotrack.suggestions import shown

_NOT_SAID = {"id", "recorded"}
"""Keys in which two records differ although they say the same."""


class _Place(NamedTuple):
    """Where an id stands; the key is empty where the file's name is the id."""

    identifier: str
    file: str
    key: str = ""


def duplicates(scope: Scope) -> Iterator[Problem]:
    """Every id and number that stands twice, and every source that seems to."""
    header = scope.negotiation.header
    sides = [_Place(side.id, HEADER, f"sides[{index}].id") for index, side in enumerate(header.sides)]
    proposals = [_Place(identifier, f"proposals/{identifier}.toml") for identifier in scope.negotiation.dossiers]
    sources = list(_sources(scope))
    yield from _ids("side", sides)
    yield from _ids("proposal", proposals)
    yield from _ids("source", [place for place, _ in sources])
    for dossier in scope.negotiation.dossiers.values():
        yield from _records(dossier)
    yield from _numbers(scope)
    yield from _addresses(sources)
    yield from _titles(sources)


def _sources(scope: Scope) -> Iterator[tuple[_Place, Source]]:
    for index, source in enumerate(scope.negotiation.header.sources):
        yield _Place(source.id, HEADER, f"sources[{index}].id"), source
    for identifier, source in scope.negotiation.added_sources.items():
        yield _Place(identifier, f"sources/{identifier}.toml"), source


def _ids(noun: str, places: Iterable[_Place]) -> Iterator[Problem]:
    """Ids of one kind that are the same, or differ in capital letters alone."""
    first: dict[str, _Place] = {}
    for place in places:
        other = first.setdefault(place.identifier.casefold(), place)
        if other is place:
            continue
        if other.identifier == place.identifier:
            message = f"another {noun} in {other.file} has the id {shown(place.identifier)} as well; rename one"
        else:
            message = (
                f"differs from the {noun} {shown(other.identifier)} in capital letters alone; "
                "rename one, for not every system can keep both"
            )
        yield Problem(place.file, message, key=place.key)


def _records(dossier: Dossier) -> Iterator[Problem]:
    """Records of one proposal that a ruling or retraction could not tell apart by their names."""
    own = f"proposals/{dossier.id}.toml"
    places = [_Place(FILE_STATUS, own, "status")] if dossier.proposal.status is not Status.OPEN else []
    for index, entry in enumerate(positions_in_file(dossier.proposal)):
        places.append(_Place(entry.id, own, f"positions[{index}]" + (".id" if entry.position.id else "")))
    places += (_Place(entry.id, f"ledger/{dossier.id}/{entry.id}.toml") for entry in dossier.ledger)
    for place, other in _twice(places):
        where = f"{other.file}, {other.key}" if other.key else other.file
        yield Problem(place.file, f"{shown(place.identifier)} is what {where} goes by as well; rename one", place.key)


def _twice(places: Iterable[_Place]) -> Iterator[tuple[_Place, _Place]]:
    first: dict[str, _Place] = {}
    for place in places:
        other = first.setdefault(place.identifier, place)
        if other is not place:
            yield place, other


def _numbers(scope: Scope) -> Iterator[Problem]:
    first: dict[str, tuple[str, int | str]] = {}
    for identifier, dossier in scope.negotiation.dossiers.items():
        number = dossier.proposal.number
        if number is None:
            continue
        other, same = first.setdefault(fold_case(str(number)), (identifier, number))
        if other == identifier:
            continue
        file = f"proposals/{identifier}.toml"
        if number == same:
            yield Problem(file, f"{shown(number)} is the number of {shown(other)} as well", key="number")
        else:
            message = f"{shown(number)} reads like {shown(same)}, the number of {shown(other)}"
            yield Problem(file, message, key="number", severity=Severity.WARNING)


def _addresses(sources: list[tuple[_Place, Source]]) -> Iterator[Problem]:
    same = ((place, source.url and source.url.strip().rstrip("/")) for place, source in sources)
    for place, other in _repeated((place, address) for place, address in same if address):
        yield _warning(place, "url", f"is the address of the source {shown(other.identifier)} as well")


def _titles(sources: list[tuple[_Place, Source]]) -> Iterator[Problem]:
    dated = [
        (place, (fold_case(source.title), source.date.first, source.date.last))
        for place, source in sources
        if source.date
    ]
    for place, other in _repeated(dated):
        yield _warning(place, "title", f"the source {shown(other.identifier)} has this title and date as well")


def _repeated(items: Iterable[tuple[_Place, Hashable]]) -> Iterator[tuple[_Place, _Place]]:
    """Each place whose value has come before, with the first place that has it, two of one id left out."""
    first: dict[Hashable, _Place] = {}
    for place, value in items:
        other = first.setdefault(value, place)
        if other.identifier != place.identifier:
            yield place, other


def _warning(place: _Place, name: str, message: str) -> Problem:
    key = f"{place.key.removesuffix('id')}{name}" if place.key else name
    return Problem(place.file, message, key=key, severity=Severity.WARNING)


def doubles(scope: Scope) -> Iterator[Problem]:
    """Records of one recorder that say exactly the same."""
    for dossier in scope.negotiation.dossiers.values():
        yield from _said_twice(positions_and_entries(dossier))
    yield from _said_twice(
        each for each in around(scope.negotiation) if isinstance(each.record, Event | Claim | Person)
    )


def _said_twice(records: Iterable[Filed[Record]]) -> Iterator[Problem]:
    first: dict[object, list[Filed[Record]]] = {}
    for each in records:
        alike = first.setdefault(_outline(each.record), [])
        for other in alike:
            if _said(other.record) == _said(each.record):
                place = f"{other.file}{f', {other.prefix[:-1]}' if other.prefix else ''}"
                advice = f"remove one, or retract it: negotrack retract {_id(each)}" if _id(each) else "remove one"
                message = f"says exactly what {place} says; {advice}"
                yield Problem(each.file, message, key=each.prefix[:-1], severity=Severity.WARNING)
                break
        alike.append(each)


def _outline(record: Record) -> object:
    """What two records that say the same have in common, in little time."""
    if isinstance(record, Position | LedgerEntry):
        return record.side, record.stance, record.date, record.statement
    return type(record)


def _said(record: Record) -> dict[str, object]:
    return {key: value for key, value in record if key not in _NOT_SAID}


def _id(each: Filed[Record]) -> str:
    return each.record.id if isinstance(each.record, LedgerEntry) else ""
