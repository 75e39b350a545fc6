"""Adding records, each in a file of its own, after checking what the user gave.

Proposals and records outside them; wordings and stakes, which are attached to a proposal beside its ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from negotrack.editing.targets import check_side, check_sources, find_text, known
from negotrack.errors import UsageError
from negotrack.model.identifiers import WHOLE, fault, new_identifier, random_tail, slug
from negotrack.model.layout import KEYED, Kind, Location
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Package, Person, Proposal, Record, Stake, Text
from negotrack.store.filechange import Change, FileChange, canonical
from negotrack.store.validate import MODELS, check

ADDABLE = {
    "proposal": Kind.PROPOSAL,
    "source": Kind.SOURCE,
    "event": Kind.EVENT,
    "claim": Kind.CLAIM,
    "person": Kind.PERSON,
    "package": Kind.PACKAGE,
}
"""The kinds of records that can be added, by their names in commands."""
ATTACHED = {"wording": Kind.TEXT, "stake": Kind.STAKE}
"""The kinds of records that can be attached to a proposal beside its ledger, by name."""
LONGEST_WORDING = 1_000_000
"""The most characters of one wording."""
R = TypeVar("R", bound=Record)


def build(where: Location, model: type[R], fields: Mapping[str, Any]) -> R:
    """Build the record of a file from its keys; the id is the file's name.

    Raises:
        UsageError: a key is not valid.
    """
    keys = {key: value for key, value in fields.items() if value is not None and value != ()}
    record, problems = check(where, {**keys, "id": where.identifier} if where.kind in KEYED else keys)
    if not isinstance(record, model):
        problem = problems[0]
        raise UsageError(f"{f'{problem.key}: ' if problem.key else ''}{problem.message}; nothing was saved")
    return record


def build_new(kind: Kind, model: type[R], target: str, fields: Mapping[str, Any], *, by: str) -> tuple[Location, R]:
    """Build a new record of a proposal, and return its location and it; adds when and by whom it is recorded."""
    now = datetime.now(UTC)
    where = Location(kind, new_identifier(now), target)
    return where, build(where, model, {**fields, "recorded": now, "recorded_by": by or None})


def new_file(where: Location, record: Record) -> FileChange:
    """The new file of a record."""
    return FileChange(where.path, None, canonical(record), record)


def add(negotiation: Negotiation, what: str, fields: Mapping[str, Any], identifier: str | None = None) -> Change:
    """Return the change that adds one record; ``what`` is a key of ``ADDABLE``; an id is generated unless given.

    Raises:
        UsageError: the record is not valid, or its id is taken or not allowed.
    """
    kind = ADDABLE[what]
    named = identifier or proposed_identifier(what, fields)
    if wrong := "stands for the negotiation as a whole" if named == WHOLE else fault(named):
        raise UsageError(f"the id {named!r} {wrong}; give another")
    if existing := taken(negotiation, what, named):
        differs = "" if existing == named else f", and {named!r} differs only in case"
        raise UsageError(f"the {what} {existing!r} already exists{differs}; give another id")
    where = Location(kind, named)
    record = build(where, MODELS[kind], fields)
    check_sources(negotiation, getattr(record, "evidence", ()))
    if isinstance(record, Proposal):
        _check_proposal(negotiation, record)
    if isinstance(record, Package):
        _check_package(negotiation, record)
    if isinstance(record, Person) and record.side is not None:
        check_side(negotiation, record.side)
    return Change(f"add {what} {named}", (new_file(where, record),))


def proposed_identifier(what: str, fields: Mapping[str, Any]) -> str:
    """An id from a record's number and title, or publisher and date, with a random tail to make it unique."""
    kind = ADDABLE[what]
    if kind is Kind.PROPOSAL:
        number = fields.get("number")
        words = [f"{number:02}" if isinstance(number, int) else str(number or ""), str(fields.get("title") or "")]
    elif kind is Kind.SOURCE:
        words = [str(fields.get("publisher") or fields.get("title") or ""), str(fields.get("date") or "")]
    else:
        words = [str(fields.get(key) or "") for key in ("title", "topic", "name", "claim")]
    readable = "-".join(filter(None, map(slug, words)))[:70].strip("-.")
    return f"{readable}-{random_tail(4)}" if readable else new_identifier()


def taken(negotiation: Negotiation, what: str, identifier: str) -> str | None:
    """The id in use that a new one is, or differs from only in case; None if there is none."""
    others: dict[str, Mapping[str, object]] = {"proposal": negotiation.dossiers, "source": negotiation.sources}
    known = others[what] if what in others else negotiation.added.get(ADDABLE[what], {})
    if identifier in known:
        return identifier
    return next((each for each in known if each.casefold() == identifier.casefold()), None)


def _check_package(negotiation: Negotiation, package: Package) -> None:
    for linked in package.proposals:
        if linked not in negotiation.dossiers:
            raise UsageError(f"there is no proposal {linked!r} to put into a package")
    if len(set(package.proposals)) < len(package.proposals):
        raise UsageError("a package names each proposal once")
    _check_parties(negotiation, "owner", package.owner or ())


def _check_parties(negotiation: Negotiation, what: str, names: Sequence[str]) -> None:
    people = {person.name for person in negotiation.people}
    for name in names:
        if name not in negotiation.side_ids and name not in people:
            sides = ", ".join(negotiation.side_ids)
            raise UsageError(f"{what} {name!r}: neither a side ({sides}) nor a known person")


def _check_proposal(negotiation: Negotiation, proposal: Proposal) -> None:
    _check_parties(negotiation, "proposed by", proposal.proposed_by or ())
    for linked in (proposal.counters, *(link.proposal for link in proposal.holds_up)):
        if linked is not None and linked not in negotiation.dossiers:
            raise UsageError(f"there is no proposal {linked!r} to link to")
    numbers = {str(dossier.proposal.number): dossier.id for dossier in negotiation.dossiers.values()}
    if proposal.number is not None and str(proposal.number) in numbers:
        raise UsageError(f"number {proposal.number} is taken by {numbers[str(proposal.number)]}")


# ---- Records attached to a proposal: wordings and stakes ----


def table_text(negotiation: Negotiation, target: str, fields: Mapping[str, Any], *, by: str) -> Change:
    """Return the change that records a wording.

    Raises:
        UsageError: the wording is not valid, or names something that does not exist.
    """
    dossier = known(negotiation, target)
    if not fields.get("text"):
        raise UsageError("the wording is empty; nothing was recorded")
    if (length := len(fields["text"])) > LONGEST_WORDING:
        raise UsageError(f"the wording has {length:,} characters; at most {LONGEST_WORDING:,} are allowed")
    where, record = build_new(Kind.TEXT, Text, target, fields, by=by)
    check_sources(negotiation, record.evidence)
    if record.answers is not None:
        find_text(dossier, record.answers)
    return Change(f"text of {target}", (new_file(where, record),))


def stake(negotiation: Negotiation, target: str, fields: Mapping[str, Any], *, by: str) -> Change:
    """Return the change that records a stake: stated if it has evidence, else assessed by the user.

    Raises:
        UsageError: the stake is not valid, or names something that does not exist.
    """
    dossier = known(negotiation, target)
    assessed_by = fields.get("assessed_by") or (None if fields.get("evidence") else by)
    where, record = build_new(Kind.STAKE, Stake, target, {**fields, "assessed_by": assessed_by}, by=by)
    check_sources(negotiation, record.evidence)
    check_side(negotiation, record.side)
    positions = {entry.id for entry in dossier.positions}
    for entry in record.crossed_by:
        if entry not in positions:
            raise UsageError(f"crossed by {entry!r}: there is no such position on {target}")
    return Change(f"stake of {record.side} in {target}", (new_file(where, record),))
