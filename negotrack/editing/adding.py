"""Adding: proposals, sources, events, claims, people and packages, each a new file of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from negotrack.editing.building import build, check_side, check_sources, given, new_file
from negotrack.errors import UsageError
from negotrack.model.identifiers import WHOLE, fault, new_identifier, random_tail, slug
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Package, Person, Proposal, Record
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind, Location
from negotrack.store.validate import MODELS

ADDABLE = {
    "proposal": Kind.PROPOSAL,
    "source": Kind.SOURCE,
    "event": Kind.EVENT,
    "claim": Kind.CLAIM,
    "person": Kind.PERSON,
    "package": Kind.PACKAGE,
}
"""What can be added, by the word for it."""


def add(negotiation: Negotiation, what: str, fields: Mapping[str, Any], identifier: str | None = None) -> Change:
    """The change that adds one record.

    Args:
        negotiation: as it is on the disk now.
        what: a word of ``ADDABLE``.
        fields: the keys of its file; those that are None are left out.
        identifier: the id; None to make one of the number and title.

    Raises:
        UsageError: the record is none, or its id is taken or not allowed.
    """
    kind = ADDABLE[what]
    keys = given(fields)
    named = identifier or proposed_identifier(what, keys)
    if wrong := "stands for the negotiation as a whole" if named == WHOLE else fault(named):
        raise UsageError(f"the id {named!r} {wrong}; give another")
    if taken(negotiation, what, named):
        raise UsageError(f"there is a {what} {named!r} already; give another id")
    where = Location(kind, named)
    record = build(where, MODELS[kind], keys)
    check_sources(negotiation, getattr(record, "evidence", ()))
    if isinstance(record, Proposal):
        _check_proposal(negotiation, record)
    if isinstance(record, Package):
        _check_package(negotiation, record)
    if isinstance(record, Person) and record.side is not None:
        check_side(negotiation, record.side)
    return Change(f"add {what} {named}", (new_file(where, record),))


def proposed_identifier(what: str, fields: Mapping[str, Any]) -> str:
    """An id made of a record's number and title, or publisher and date, that two people never make alike."""
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


def added_records(negotiation: Negotiation) -> dict[str, Mapping[str, Record]]:
    """What was added around the proposals, by id, for each word of ``ADDABLE`` but the first."""
    return {
        "source": negotiation.added_sources,
        "event": negotiation.added_events,
        "claim": negotiation.added_claims,
        "person": negotiation.added_people,
        "package": negotiation.added_packages,
    }


def taken(negotiation: Negotiation, what: str, identifier: str) -> bool:
    """Whether an id is in use, or differs from one that is in nothing but case.

    Args:
        negotiation: as it is on the disk now.
        what: a word of ``ADDABLE``.
        identifier: the id.
    """
    others: dict[str, Mapping[str, object]] = {"proposal": negotiation.dossiers, "source": negotiation.sources}
    known = others[what] if what in others else added_records(negotiation)[what]
    return identifier in known or identifier.casefold() in {each.casefold() for each in known}


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
