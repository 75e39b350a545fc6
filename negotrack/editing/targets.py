"""Finding the proposal, side or record that the user names; errors list the known ones or suggest one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from negotrack.analysis.folding import fold
from negotrack.errors import UnknownError, UsageError, WriteError
from negotrack.model.entries import FILE_STATUS
from negotrack.model.identifiers import named_by, number_or_label, tail
from negotrack.model.layout import Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, Evidence, Header, Stake, Text
from negotrack.model.vocabulary import Status
from negotrack.store.access import admitted, present
from negotrack.store.reader import Reader
from negotrack.store.validate import read
from negotrack.suggestions import nearest


class Opened(NamedTuple):
    """An annotation as it was when the user began to change it.

    Attributes:
        place: where it is stored.
        annotation: its contents.
        content: the bytes of its file, which must be the same when the change is made.
    """

    place: Location
    annotation: Annotation
    content: bytes


def find_proposal(negotiation: Negotiation, named: str) -> str:
    """The id of the proposal named by its id, its number, or a unique beginning of its id.

    Raises:
        UnknownError: there is none.
        UsageError: there are several.
    """
    dossiers = negotiation.dossiers
    return _find(list(dossiers), named, lambda each: dossiers[each].proposal.number, lambda: negotiation.header)


def find_and_read(reader: Reader, named: str) -> str:
    """The same for a folder, reading as few files as possible: the names of files are tried first.

    Raises:
        UnknownError: there is none that can be read.
        UsageError: there are several.
    """

    def number(identifier: str) -> int | str | None:
        proposal = reader.proposal(identifier)
        return proposal.number if proposal else None

    def header() -> Header:
        reader.read_shared()
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
    # Most ids contain the number as well, and a unique beginning of an id is hardly ever another proposal's number;
    # so all proposals' files are read only if the ids do not decide. A number may have leading zeros.
    typed = number_or_label(named.lstrip("0") or "0") if named.isdecimal() else named
    likely = beginning
    if isinstance(typed, int):
        digits = str(typed)
        likely = [each for each in ids if digits in each and _leading_number(each) == typed]
    found = [each for each in likely if str(own := number(each)) == named or own == typed]
    if not found and (named.isdecimal() or len(beginning) != 1):
        found = [each for each in ids if str(number(each)) == named]
    found = found or beginning
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:6]) + (", …" if len(found) > 6 else "")
        raise UsageError(f"{named!r} names {len(found)} of the {header().plural}: {listed}; write more of the id")
    raise UnknownError(f"no {header().proposal_term} {named!r}{nearest(named, ids)}; the report lists them all")


def _leading_number(identifier: str) -> int | None:
    digits = identifier[: len(identifier) - len(identifier.lstrip("0123456789"))]
    return int(digits) if digits else None


def find_side(negotiation: Negotiation, named: str) -> str:
    """The id of the side with an id or a name, ignoring case and accents.

    Raises:
        UnknownError: there is none.
    """
    found = _side(negotiation, named)
    if found is None:
        known = list(negotiation.side_ids)
        raise UnknownError(f"no side {named!r}{nearest(named, known)}; the sides are {', '.join(known)}")
    return found


def _side(negotiation: Negotiation, named: str) -> str | None:
    sides = negotiation.sides
    found = [side.id for side in sides if named in {side.id, side.name}]
    found = found or [side.id for side in sides if fold(named) in {fold(side.id), fold(side.name)}]
    return found[0] if found else None


def party(negotiation: Negotiation, named: str) -> str | None:
    """A person with exactly this name, else the id of a side, as above; None if there is neither."""
    is_person = any(person.name == named for person in negotiation.people)
    return named if is_person else _side(negotiation, named)


def find_party(negotiation: Negotiation, named: str) -> str:
    """The same, but unknown names are an error.

    Raises:
        UnknownError: there is neither.
    """
    try:
        return party(negotiation, named) or find_side(negotiation, named)
    except UnknownError as error:
        raise UnknownError(f"{error}; if it is a person, add them first: negotrack add person") from error


def find_record(reader: Reader, kind: Kind, named: str) -> tuple[str, str]:
    """The ids of a proposal (``_`` for the whole) and its record, found by a unique beginning or end of its id.

    Raises:
        UnknownError: there is none.
        UsageError: there are several.
    """
    what, several = ("annotation", "annotations") if kind is Kind.ANNOTATION else (f"{kind} entry", f"{kind} entries")
    found = named_by([*reader.record_names(kind)], named, lambda name: name[1])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{named!r} names {len(found)} {several}; write more of the id")
    advice = "; negotrack annotations lists them with their ids" if kind is Kind.ANNOTATION else ""
    raise UnknownError(f"no {what} {named!r}{advice}")


def known(negotiation: Negotiation, target: str) -> Dossier:
    """The proposal to record something on.

    Raises:
        UsageError: there is none that can be read.
    """
    dossier = negotiation.dossiers.get(target)
    if dossier is None:
        raise UsageError(f"{target}: there is no such proposal that can be read; nothing was recorded")
    return dossier


def check_side(negotiation: Negotiation, side: str) -> None:
    """Reject a side that is not one of the negotiation's.

    Raises:
        UsageError: there is no such side.
    """
    if side not in negotiation.side_ids:
        raise UsageError(f"no side {side!r}; the sides are {', '.join(negotiation.side_ids)}")


def check_sources(negotiation: Negotiation, evidence: Iterable[Evidence], added: Collection[str] = ()) -> None:
    """Reject evidence whose source is neither known nor ``added`` along with it.

    Raises:
        UnknownError: there is no such source.
    """
    for each in evidence:
        if each.source not in negotiation.sources and each.source not in added:
            hint = nearest(each.source, negotiation.sources)
            raise UnknownError(f"no source {each.source!r}{hint}; add it first: negotrack add source")


def find_entry(dossier: Dossier, named: str) -> str:
    """The id of an entry of a proposal, or of its written status, from the id or a unique beginning or end of it.

    Raises:
        UsageError: there is none, or there are several.
    """
    ids = list(dict.fromkeys((*(entry.id for entry in dossier.positions), *(entry.id for entry in dossier.ledger))))
    if dossier.proposal.status is not Status.OPEN:
        ids.append(FILE_STATUS)
    found = named_by(ids, named, str)
    if len(found) == 1:
        return found[0]
    own = {entry.id for entry in dossier.ledger}
    listed = ", ".join(tail(each) if each in own else each for each in found or ids) or "nothing"
    wrong = f"{named!r} names {len(found)} entries" if found else f"no entry {named!r}"
    on_record = f"on record {'is' if len(found or ids) < 2 else 'are'} {listed}"
    raise UsageError(f"{wrong} of {dossier.id}; {on_record}; negotrack show says what each is")


def find_text(dossier: Dossier, named: str) -> Text:
    """The wording with a label, an id, or a unique beginning or end of an id.

    Raises:
        UnknownError: there is none, or there are several.
    """
    labelled = [text for text in dossier.texts if text.label == named]
    found = labelled or named_by(dossier.texts, named, lambda text: text.id)
    if len(found) == 1:
        return found[0]
    names = [repr(text.label) if text.label and not found else text.id for text in found or dossier.texts]
    what = "more than one wording" if found else "no wording"
    there = f"there {'is' if len(names) < 2 else 'are'} {', '.join(names) or 'none'}"
    raise UnknownError(f"{what} of {dossier.id} is named {named!r}; {there}")


def find_attached(dossier: Dossier, what: str, identifier: str) -> Text | Stake:
    """A wording or a stake of a proposal.

    Raises:
        UnknownError: there is none with this id.
    """
    records: tuple[Text | Stake, ...] = dossier.texts if what == "wording" else dossier.stakes
    found = next((each for each in records if each.id == identifier), None)
    if found is None:
        raise UnknownError(f"there is no {what} {identifier!r} of {dossier.id} any more; nothing was changed")
    return found


def open_annotation(folder: Path, target: str, identifier: str) -> Opened:
    """Read an annotation's file in order to change it.

    Raises:
        WriteError: the file is gone or cannot be read, so it must not be written.
    """
    where = admitted(folder, Location(Kind.ANNOTATION, identifier, target).path)
    found = present(folder, where.path)
    if found is None:
        raise WriteError(f"{where.path}: is gone; somebody has deleted it meanwhile")
    record, problems = read(where, found)
    if not isinstance(record, Annotation):
        raise WriteError(f"{problems[0]}; it was not written")
    return Opened(where, record, found)
