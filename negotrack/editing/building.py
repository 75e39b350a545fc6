"""Making a record of what a person gave, or saying what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from negotrack.errors import UnknownError, UsageError
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, Record
from negotrack.store.canonical import canonical
from negotrack.store.filechange import FileChange
from negotrack.store.layout import KEYED, Kind, Location
from negotrack.store.validate import check
from negotrack.suggestions import nearest

R = TypeVar("R", bound=Record)


def build(where: Location, model: type[R], fields: Mapping[str, Any]) -> R:
    """The record that a file will hold.

    Args:
        where: the file.
        model: what it holds.
        fields: its keys, without the id.

    Raises:
        UsageError: a key is not what it should be.
    """
    record, problems = check(where, {**fields, "id": where.identifier} if where.kind in KEYED else {**fields})
    if not isinstance(record, model):
        problem = problems[0]
        raise UsageError(f"{f'{problem.key}: ' if problem.key else ''}{problem.message}; nothing was saved")
    return record


def given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a file that have a value."""
    return {key: value for key, value in fields.items() if value is not None and value != ()}


def build_new(kind: Kind, model: type[R], target: str, fields: Mapping[str, Any], *, by: str) -> tuple[Location, R]:
    """A new record of a proposal, and its file.

    Args:
        kind: what the file is.
        model: what it holds.
        target: the id of the proposal.
        fields: its keys, without when and by whom it is recorded.
        by: who records it.

    Raises:
        UsageError: a key is not what it should be.
    """
    now = datetime.now(UTC)
    where = Location(kind, new_identifier(now), target)
    return where, build(where, model, {**fields, "recorded": now, "recorded_by": by or None})


def known(negotiation: Negotiation, target: str) -> Dossier:
    """A proposal that something is recorded on.

    Raises:
        UsageError: there is none that can be read.
    """
    dossier = negotiation.dossiers.get(target)
    if dossier is None:
        raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
    return dossier


def check_side(negotiation: Negotiation, side: str) -> None:
    """Refuse a side that is none of the negotiation.

    Raises:
        UsageError: there is no such side.
    """
    if side not in negotiation.side_ids:
        raise UsageError(f"no side {side!r}; the sides are {', '.join(negotiation.side_ids)}")


def new_file(where: Location, record: Record) -> FileChange:
    """The file that is made of a record.

    Raises:
        UsageError: a text in it is none that a file can hold.
    """
    return FileChange(where.path, None, canonical(record), record)


def check_sources(negotiation: Negotiation, evidence: Iterable[Evidence], added: Collection[str] = ()) -> None:
    """Refuse evidence whose source nobody knows.

    Args:
        negotiation: as it is on the disk now.
        evidence: what is to be recorded.
        added: ids of sources that are added together with it.

    Raises:
        UnknownError: there is no such source.
    """
    for each in evidence:
        if each.source not in negotiation.sources and each.source not in added:
            hint = nearest(each.source, negotiation.sources)
            raise UnknownError(f"no source {each.source!r}{hint}; add it first: negotrack add source")
