"""Making a record of what a person gave, or saying what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

from negotrack.errors import UnknownError, UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Record
from negotrack.store.canonical import canonical
from negotrack.store.filechange import FileChange
from negotrack.store.layout import KEYED, Location
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
