"""Finding what a person names: a proposal, a side, an annotation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from negotrack.analysis.folding import fold
from negotrack.errors import UnknownError, UsageError, WriteError
from negotrack.model.negotiation import WHOLE, Negotiation
from negotrack.model.records import Annotation
from negotrack.store.access import admitted, present
from negotrack.store.layout import Kind, Place
from negotrack.store.validate import read
from negotrack.suggestions import nearest


class Opened(NamedTuple):
    """An annotation as it was when a person began to change it.

    Attributes:
        place: where it is stored.
        annotation: what it said.
        content: the bytes of its file, which must still be there when the change is made.
    """

    place: Place
    annotation: Annotation
    content: bytes


def find_proposal(negotiation: Negotiation, named: str) -> str:
    """The id of the proposal that an id, a number, or a prefix of one id names.

    Raises:
        UnknownError: it names none.
        UsageError: it names more than one.
    """
    if named in negotiation.dossiers:
        return named
    found = [key for key, dossier in negotiation.dossiers.items() if str(dossier.proposal.number) == named]
    found = found or [key for key in negotiation.dossiers if named and key.startswith(named)]
    if len(found) == 1:
        return found[0]
    term = negotiation.header.proposal_term
    if found:
        listed = ", ".join(found[:6]) + (", …" if len(found) > 6 else "")
        raise UsageError(
            f"{named!r} names {len(found)} of the {negotiation.header.plural}: {listed}; write more of the id"
        )
    raise UnknownError(f"no {term} {named!r}{nearest(named, list(negotiation.dossiers))}; the report lists them all")


def find_side(negotiation: Negotiation, named: str) -> str:
    """The id of the side that an id or a name names, in any case and with or without accents.

    Raises:
        UnknownError: it names none.
    """
    sides = negotiation.sides
    found = [side.id for side in sides if named in {side.id, side.name}]
    found = found or [side.id for side in sides if fold(named) in {fold(side.id), fold(side.name)}]
    if found:
        return found[0]
    known = list(negotiation.side_ids)
    raise UnknownError(f"no side {named!r}{nearest(named, known)}; the sides are {', '.join(known)}")


def every_annotation(negotiation: Negotiation) -> Iterator[tuple[str, Annotation]]:
    """Every annotation with the id of its proposal, also of one that is gone; ``_`` is the negotiation as a whole."""
    yield from ((key, each) for key, dossier in negotiation.dossiers.items() for each in dossier.annotations)
    yield from ((WHOLE, each) for each in negotiation.annotations)
    yield from ((key, each) for key, annotations in negotiation.orphans.items() for each in annotations)


def find_annotation(negotiation: Negotiation, named: str) -> tuple[str, Annotation]:
    """The proposal's id (``_`` for the whole) and the annotation that an id, or a prefix or end of one, names.

    Raises:
        UnknownError: it names none.
        UsageError: it names more than one.
    """
    everything = list(every_annotation(negotiation))
    found = [(key, each) for key, each in everything if each.id == named]
    found = found or [(key, each) for key, each in everything if named and each.id.startswith(named)]
    found = found or [(key, each) for key, each in everything if named and each.id.endswith(named)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{named!r} names {len(found)} annotations; write more of the id")
    raise UnknownError(f"no annotation {named!r}; all of them with their ids: negotrack annotations")


def open_annotation(folder: Path, target: str, identifier: str) -> Opened:
    """Read an annotation's file in order to change it.

    Raises:
        WriteError: the file is gone or cannot be read; it is not written then.
    """
    where = admitted(folder, Place(Kind.ANNOTATION, identifier, target).path)
    found = present(folder, where.path)
    if found is None:
        raise WriteError(f"{where.path}: is gone; somebody has deleted it meanwhile")
    record, problems = read(where, found)
    if not isinstance(record, Annotation):
        raise WriteError(f"{problems[0]}; it was not written")
    return Opened(where, record, found)
