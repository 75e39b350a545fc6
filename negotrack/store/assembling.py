"""Putting together what was read, folder by folder, into a negotiation; nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar

from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Header,
    LedgerEntry,
    Package,
    Person,
    Proposal,
    Record,
    Side,
    Source,
    Stake,
    Text,
)
from negotrack.store.folder import EMPTY, Folder
from negotrack.store.layout import Key, Kind

R = TypeVar("R", bound=Record)
Folders: TypeAlias = Mapping[Key, Folder]
"""What was read."""


def proposal_in(folders: Folders, identifier: str) -> Proposal | None:
    """A proposal's own file; None where it was not read, or cannot be."""
    return next(iter(_belonging(folders, Kind.PROPOSAL, identifier, Proposal)), None)


def dossier_in(folders: Folders, identifier: str) -> Dossier | None:
    """A proposal with what was read of what belongs to it; None where its own file was not read, or cannot be."""
    own = proposal_in(folders, identifier)
    if own is None:
        return None
    return Dossier(
        own,
        _belonging(folders, Kind.LEDGER, identifier, LedgerEntry),
        _belonging(folders, Kind.ANNOTATION, identifier, Annotation),
        _belonging(folders, Kind.TEXT, identifier, Text),
        _belonging(folders, Kind.STAKE, identifier, Stake),
    )


def negotiation_in(folders: Folders, identifier: str, dossiers: Mapping[str, Dossier]) -> Negotiation:
    """A negotiation, as far as it was read.

    Args:
        folders: what was read.
        identifier: its id.
        dossiers: the proposals, put together, by id.
    """
    stray = sorted({owner for _, owner in folders if owner and owner not in dossiers}, key=natural)
    annotations = _of(folders, stray, Kind.ANNOTATION, Annotation)
    header = next(iter(_around(folders, Kind.HEADER, Header).values()), None)
    return Negotiation(
        id=identifier,
        header=header or _stand_in(identifier, dossiers.values()),
        dossiers=dossiers,
        annotations=annotations.pop(WHOLE, ()),
        orphans=annotations,
        stray_entries=_of(folders, stray, Kind.LEDGER, LedgerEntry),
        stray_texts=_of(folders, stray, Kind.TEXT, Text),
        stray_stakes=_of(folders, stray, Kind.STAKE, Stake),
        added_sources=_around(folders, Kind.SOURCE, Source),
        added_people=_around(folders, Kind.PERSON, Person),
        added_events=_around(folders, Kind.EVENT, Event),
        added_claims=_around(folders, Kind.CLAIM, Claim),
        added_packages=_around(folders, Kind.PACKAGE, Package),
    )


def _around(folders: Folders, kind: Kind, model: type[R]) -> dict[str, R]:
    """The readable records of one kind that stands around the proposals, by id."""
    files = folders.get((kind, ""), EMPTY).files
    return {key: file.record for key, file in files.items() if isinstance(file.record, model)}


def _belonging(folders: Folders, kind: Kind, owner: str, model: type[R]) -> tuple[R, ...]:
    """The readable records of one kind that belong to a proposal, in natural order of their ids."""
    folder = folders.get((kind, owner))
    if folder is None:  # most of ten thousand
        return ()
    return tuple(file.record for file in folder.files.values() if isinstance(file.record, model))


def _of(folders: Folders, proposals: Iterable[str], kind: Kind, model: type[R]) -> dict[str, tuple[R, ...]]:
    """The readable records of one kind by the proposal that they belong to, where there are any."""
    return {key: found for key in proposals if (found := _belonging(folders, kind, key, model))}


def _stand_in(identifier: str, dossiers: Iterable[Dossier]) -> Header:
    """A header for a folder whose own cannot be read, so that everything else still shows."""
    sides = dict.fromkeys(entry.side for each in dossiers for entry in each.positions)
    return Header.model_construct(
        title=identifier, sides=tuple(Side.model_construct(id=side, name=side) for side in sides)
    )
