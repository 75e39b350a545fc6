"""Finding what a person names: a proposal, a side, an annotation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from negotrack.analysis.folding import fold
from negotrack.errors import UnknownError, UsageError, WriteError
from negotrack.model.identifiers import named_by, number_or_label
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation, Header
from negotrack.store.access import admitted, present
from negotrack.store.layout import Kind, Location
from negotrack.store.reader import Reader
from negotrack.store.validate import read
from negotrack.suggestions import nearest


class Opened(NamedTuple):
    """An annotation as it was when a person began to change it.

    Attributes:
        place: where it is stored.
        annotation: what it said.
        content: the bytes of its file, which must still be there when the change is made.
    """

    place: Location
    annotation: Annotation
    content: bytes


def find_proposal(negotiation: Negotiation, named: str) -> str:
    """The id of the proposal that an id, a number, or a beginning that only one id has, names.

    Raises:
        UnknownError: it names none.
        UsageError: it names more than one.
    """
    dossiers = negotiation.dossiers
    return _find(list(dossiers), named, lambda each: dossiers[each].proposal.number, lambda: negotiation.header)


def find_and_read(reader: Reader, named: str) -> str:
    """Likewise, in a folder of which as little is read as it takes: names first.

    Raises:
        UnknownError: it names none.
        UsageError: it names more than one.
    """

    def number(identifier: str) -> int | str | None:
        proposal = reader.proposal(identifier)
        return proposal.number if proposal else None

    def header() -> Header:
        reader.frame()
        return reader.loaded().negotiation.header

    found = _find(reader.proposal_ids, named, number, header)
    if reader.proposal(found) is None:
        raise UnknownError(f"no {header().proposal_term} {named!r} that can be read")
    return found


def _find(
    ids: Sequence[str], named: str, number: Callable[[str], int | str | None], header: Callable[[], Header]
) -> str:
    if named in ids:
        return named
    beginning = [each for each in ids if named and each.startswith(named)]
    # A number stands in most names as well, and what only one name begins with is hardly another one's number; so
    # the files of all proposals are looked into only where the names leave it open.
    typed = number_or_label(named.lstrip("0") or "0") if named.isdecimal() else named
    likely = [each for each in ids if _leading_number(each) == typed] if isinstance(typed, int) else beginning
    found = [each for each in likely if named in {str(number(each)), _padded(number(each), named)}]
    if not found and (named.isdecimal() or len(beginning) != 1):
        found = [each for each in ids if str(number(each)) == named]
    found = found or beginning
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:6]) + (", …" if len(found) > 6 else "")
        raise UsageError(f"{named!r} names {len(found)} of the {header().plural}: {listed}; write more of the id")
    raise UnknownError(f"no {header().proposal_term} {named!r}{nearest(named, ids)}; the report lists them all")


def _padded(number: int | str | None, named: str) -> str | None:
    """A whole number with as many zeros before it as somebody typed."""
    return str(number).zfill(len(named)) if isinstance(number, int) else None


def _leading_number(identifier: str) -> int | None:
    digits = identifier[: len(identifier) - len(identifier.lstrip("0123456789"))]
    return int(digits) if digits else None


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


def find_record(reader: Reader, kind: Kind, named: str) -> tuple[str, str]:
    """The ids of the proposal (``_`` for the whole) and of a record of its, from an id, or a beginning or end of one.

    Raises:
        UnknownError: it names none.
        UsageError: it names more than one.
    """
    what, several = ("annotation", "annotations") if kind is Kind.ANNOTATION else (f"{kind} entry", f"{kind} entries")
    found = named_by([*reader.record_names(kind)], named, lambda name: name[1])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{named!r} names {len(found)} {several}; write more of the id")
    advice = "; negotrack annotations lists them with their ids" if kind is Kind.ANNOTATION else ""
    raise UnknownError(f"no {what} {named!r}{advice}")


def open_annotation(folder: Path, target: str, identifier: str) -> Opened:
    """Read an annotation's file in order to change it.

    Raises:
        WriteError: the file is gone or cannot be read; it is not written then.
    """
    where = admitted(folder, Location(Kind.ANNOTATION, identifier, target).path)
    found = present(folder, where.path)
    if found is None:
        raise WriteError(f"{where.path}: is gone; somebody has deleted it meanwhile")
    record, problems = read(where, found)
    if not isinstance(record, Annotation):
        raise WriteError(f"{problems[0]}; it was not written")
    return Opened(where, record, found)
