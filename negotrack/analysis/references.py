"""Names that refer to nothing: sides, sources, proposals, people; and the places of all records that use names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import HEADER, Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Evidence,
    HoldsUp,
    LedgerEntry,
    Package,
    Person,
    Phase,
    Position,
    Proposal,
    Record,
)
from negotrack.model.values import Deciders
from negotrack.suggestions import nearest, shown

_NO_EVIDENCE = "no source is named; say where this position can be checked"
_COMPARISONS = 20_000
"""The most comparisons of names for suggestions; problems beyond that have no suggestion."""

Around = Person | Event | Claim | Phase | Package
"""Records outside the proposals, in negotiation.toml or in a file of their own."""
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Filed(NamedTuple, Generic[R_co]):
    """A record and its place.

    Attributes:
        file: its file, relative to the negotiation's folder.
        prefix: the prefix of its keys there; empty if the file holds this record alone.
        record: the record.
    """

    file: str
    prefix: str
    record: R_co


def proposal_file(identifier: str) -> str:
    """The path of a proposal's own file."""
    return Location(Kind.PROPOSAL, identifier).path


def entry_file(proposal: str, identifier: str) -> str:
    """The path of a ledger entry's file."""
    return Location(Kind.LEDGER, identifier, proposal).path


def around(negotiation: Negotiation) -> Iterator[Filed[Around]]:
    """Every record outside the proposals."""
    header = negotiation.header
    yield from (Filed(HEADER, f"phases[{index}].", phase) for index, phase in enumerate(header.phases))
    for kind in (Kind.PERSON, Kind.EVENT, Kind.CLAIM, Kind.PACKAGE):  # the header's tables are called like the folders
        yield from (Filed(HEADER, f"{kind}[{index}].", each) for index, each in enumerate(getattr(header, kind)))
        added = negotiation.added.get(kind, {})
        yield from (Filed(Location(kind, identifier).path, "", each) for identifier, each in added.items())


def positions_and_entries(dossier: Dossier) -> Iterator[Filed[Position | LedgerEntry]]:
    """The positions in a proposal's own file, and the entries of its ledger that are not retracted."""
    for index, position in enumerate(dossier.proposal.positions):
        yield Filed(proposal_file(dossier.id), f"positions[{index}].", position)
    gone = dossier.counting.retracted
    for entry in dossier.ledger:
        if entry.id not in gone:
            yield Filed(entry_file(dossier.id, entry.id), "", entry)


class KnownNames:
    """The known names of one kind.

    Attributes:
        known: the names.
        complete: whether these are all; if not, because a file cannot be read, no name is reported as unknown.
    """

    def __init__(
        self, known: Iterable[str], fault: str, *, complete: bool = True, excused: Collection[str] = ()
    ) -> None:
        self.known = frozenset(known)
        self.complete = complete
        self._fault = fault
        self._excused = excused
        self._order = sorted(self.known)
        self._said: dict[str, str] = {}

    def fault(self, name: str) -> str | None:
        """What is wrong with a name, with the nearest known one; None if it is known or may be."""
        if name in self.known or not self.complete or name in self._excused:
            return None
        if name not in self._said:
            affordable = (len(self._said) + 1) * len(self._order) <= _COMPARISONS
            suggestion = nearest(name, self._order) if affordable else ""
            self._said[name] = f"{shown(name)} {self._fault}{suggestion}"
        return self._said[name]


class Scope:
    """A negotiation with the names that its records may use.

    Attributes:
        negotiation: the readable part of the negotiation.
        unreadable: the paths of the files that cannot be read and of the folders that cannot be listed.
        header_read: whether negotiation.toml could be read.
        sides: the ids of the sides.
        sources: the ids of the sources.
        proposals: the ids of the proposals.
        proposers: the ids of the sides and the names of the people, who may put a proposal forward.
    """

    def __init__(self, negotiation: Negotiation, unreadable: frozenset[str]) -> None:
        self.negotiation = negotiation
        self.unreadable = unreadable
        self.header_read = HEADER not in unreadable
        self.sides = KnownNames(negotiation.side_ids, "is not a side", complete=self.header_read)
        self.sources = KnownNames(
            negotiation.sources,
            "is not a source; add it with 'negotrack add source' or in negotiation.toml",
            complete=self.header_read and Kind.SOURCE not in unreadable,
            excused=self.missing(Kind.SOURCE),
        )
        self.proposals = KnownNames(
            negotiation.dossiers,
            "is not a proposal",
            complete=Kind.PROPOSAL not in unreadable,
            excused=self.missing(Kind.PROPOSAL),
        )
        people = [person.name for person in negotiation.people]
        self.proposers = KnownNames(
            [*negotiation.side_ids, *people],
            "is neither a side nor a person of this negotiation",
            complete=self.header_read and Kind.PERSON not in unreadable and not self.missing(Kind.PERSON),
        )

    def missing(self, folder: str) -> frozenset[str]:
        """The ids whose files in a folder cannot be read."""
        start = f"{folder}/"
        return frozenset(
            path.removeprefix(start).removesuffix(".toml") for path in self.unreadable if path.startswith(start)
        )


def references(scope: Scope) -> Iterator[Problem]:
    """A problem for every name in a record that refers to nothing."""
    yield from _decision(scope, HEADER, scope.negotiation.header.decision)
    for each in around(scope.negotiation):
        yield from _around(scope, *each)
    for identifier, dossier in scope.negotiation.dossiers.items():
        yield from _proposal(scope, dossier.proposal)
        for entry in dossier.ledger:
            yield from _entry(scope, identifier, entry)
        yield from _texts(scope, dossier)
        yield from _stakes(scope, dossier)
        yield from _abouts(scope, identifier, dossier.annotations)
    yield from _abouts(scope, WHOLE, scope.negotiation.annotations)
    yield from _strays(scope)


def _around(scope: Scope, file: str, prefix: str, record: Around) -> Iterator[Problem]:
    if isinstance(record, Person) and record.side is not None:
        yield from _unknown(scope.sides, file, f"{prefix}side", record.side)
    if isinstance(record, Package):
        for index, name in enumerate(record.proposals):
            yield from _unknown(scope.proposals, file, f"{prefix}proposals[{index}]", name)
    yield from _sources(scope, file, prefix, record.evidence)


def _proposal(scope: Scope, proposal: Proposal) -> Iterator[Problem]:
    file = proposal_file(proposal.id)
    names = proposal.proposed_by or ()
    for index, name in enumerate(names):
        key = "proposed_by" if len(names) == 1 else f"proposed_by[{index}]"
        yield from _unknown(scope.proposers, file, key, name)
    if proposal.counters is not None:
        yield from _link(scope, file, proposal.id, "counters", proposal.counters)
    yield from _decision(scope, file, proposal.decision)
    yield from _waiting(scope, file, proposal.id, proposal.holds_up)
    for index, position in enumerate(proposal.positions):
        yield from _position(scope, file, proposal.id, f"positions[{index}].", position)


def _decision(scope: Scope, file: str, decision: Deciders | None) -> Iterator[Problem]:
    if isinstance(decision, tuple):
        for index, side in enumerate(decision):
            yield from _unknown(scope.sides, file, f"decision[{index}]", side)


def _waiting(scope: Scope, file: str, identifier: str, links: Sequence[HoldsUp]) -> Iterator[Problem]:
    for index, link in enumerate(links):
        yield from _link(scope, file, identifier, f"holds_up[{index}].proposal", link.proposal)
        yield from _sources(scope, file, f"holds_up[{index}].", link.evidence)


def _entry(scope: Scope, identifier: str, entry: LedgerEntry) -> Iterator[Problem]:
    file = entry_file(identifier, entry.id)
    yield from _waiting(scope, file, identifier, entry.holds_up)
    if position := entry.position:
        yield from _position(scope, file, identifier, "", position)
    else:
        yield from _sources(scope, file, "", entry.evidence)


def _position(scope: Scope, file: str, identifier: str, prefix: str, position: Position) -> Iterator[Problem]:
    yield from _unknown(scope.sides, file, f"{prefix}side", position.side)
    if not position.evidence:
        yield Problem(file, _NO_EVIDENCE, key=f"{prefix}evidence")
    yield from _sources(scope, file, prefix, position.evidence)
    for index, condition in enumerate(position.conditions):
        if condition.proposal is not None:
            yield from _link(scope, file, identifier, f"{prefix}conditions[{index}].proposal", condition.proposal)


def _texts(scope: Scope, dossier: Dossier) -> Iterator[Problem]:
    unread = scope.missing(f"{Kind.TEXT}/{dossier.id}")
    known = KnownNames((text.id for text in dossier.texts), "is not a wording of it", excused=unread)
    for text in dossier.texts:
        file = Location(Kind.TEXT, text.id, dossier.id).path
        if text.answers == text.id:
            yield Problem(file, "points to this wording itself; name another, or leave it out", key="answers")
        elif text.answers is not None:
            yield from _unknown(known, file, "answers", text.answers)
        yield from _sources(scope, file, "", text.evidence)


def _stakes(scope: Scope, dossier: Dossier) -> Iterator[Problem]:
    if not dossier.stakes:
        return
    # The position named may be in a file that cannot be read.
    complete = not scope.missing(f"{Kind.LEDGER}/{dossier.id}")
    known = KnownNames((entry.id for entry in dossier.positions), "is not a position on it", complete=complete)
    for stake in dossier.stakes:
        file = Location(Kind.STAKE, stake.id, dossier.id).path
        yield from _unknown(scope.sides, file, "side", stake.side)
        for index, entry in enumerate(stake.crossed_by):
            yield from _unknown(known, file, f"crossed_by[{index}]", entry)
        yield from _sources(scope, file, "", stake.evidence)


def _abouts(scope: Scope, folder: str, annotations: Sequence[Annotation]) -> Iterator[Problem]:
    for annotation in annotations:
        if annotation.about is not None:
            file = Location(Kind.ANNOTATION, annotation.id, folder).path
            yield from _unknown(scope.sides, file, "about", annotation.about)


def _strays(scope: Scope) -> Iterator[Problem]:
    """Records that belong to a proposal that does not exist."""
    kinds = {Kind.ANNOTATION: scope.negotiation.orphans, **scope.negotiation.strays}
    for kind, strays in kinds.items():
        for identifier, records in strays.items():
            if fault := scope.proposals.fault(identifier):
                message = f"{fault}; rename the folder, or remove the file"
                yield from (Problem(Location(kind, record.id, identifier).path, message) for record in records)


def _link(scope: Scope, file: str, identifier: str, key: str, target: str) -> Iterator[Problem]:
    if target == identifier:
        yield Problem(file, "points to this proposal itself; name another, or leave it out", key=key)
    else:
        yield from _unknown(scope.proposals, file, key, target)


def _sources(scope: Scope, file: str, prefix: str, evidence: Sequence[Evidence]) -> Iterator[Problem]:
    for index, each in enumerate(evidence):
        yield from _unknown(scope.sources, file, f"{prefix}evidence[{index}].source", each.source)


def _unknown(names: KnownNames, file: str, key: str, name: str) -> Iterator[Problem]:
    if fault := names.fault(name):
        yield Problem(file, fault, key=key)
