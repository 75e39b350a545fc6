"""Where every record stands, what it may refer to, and what is said of a name that refers to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Claim, Event, LedgerEntry, Package, Person, Phase, Position, Record
from negotrack.suggestions import nearest, shown

HEADER = "negotiation.toml"
_COMPARISONS = 20_000
"""How many known names are compared with unknown ones before mistakes go without a suggestion."""

Around = Person | Event | Claim | Phase | Package
"""What is around the proposals, in negotiation.toml or with a file of its own."""
R_co = TypeVar("R_co", bound=Record, covariant=True)


class Filed(NamedTuple, Generic[R_co]):
    """A record with where it stands.

    Attributes:
        file: its file, below the negotiation's folder.
        prefix: what stands before its keys there; empty where the file is the record's own.
        record: the record.
    """

    file: str
    prefix: str
    record: R_co


def around(negotiation: Negotiation) -> Iterator[Filed[Around]]:
    """Every record around the proposals."""
    header = negotiation.header
    kinds: tuple[tuple[str, Sequence[Around], Mapping[str, Around]], ...] = (
        ("phases", header.phases, {}),
        ("people", header.people, negotiation.added_people),
        ("events", header.events, negotiation.added_events),
        ("claims", header.claims, negotiation.added_claims),
        ("packages", header.packages, negotiation.added_packages),
    )
    for folder, listed, added in kinds:
        yield from (Filed(HEADER, f"{folder}[{index}].", record) for index, record in enumerate(listed))
        yield from (Filed(f"{folder}/{identifier}.toml", "", record) for identifier, record in added.items())


def positions_and_entries(dossier: Dossier) -> Iterator[Filed[Position | LedgerEntry]]:
    """The positions in a proposal's own file, and the entries of its ledger that nobody has taken back."""
    for index, position in enumerate(dossier.proposal.positions):
        yield Filed(f"proposals/{dossier.id}.toml", f"positions[{index}].", position)
    gone = dossier.counting.retracted
    for entry in dossier.ledger:
        if entry.id not in gone:
            yield Filed(f"ledger/{dossier.id}/{entry.id}.toml", "", entry)


class Names:
    """The names of one kind.

    Attributes:
        known: the names.
        complete: whether these are all; where a file that would hold more cannot be read, nothing is unknown.
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
        """What is wrong with a name, with the nearest known one; None where it is known or may be."""
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
        negotiation: what could be read.
        today: the day after which nothing has happened yet, where that is asked.
        unreadable: the files that could not be, by path, and the folders that could not be listed.
        header_read: whether negotiation.toml could be read.
        sides: the ids of the sides; likewise sources, proposals, and who may put a proposal forward.
    """

    def __init__(
        self, negotiation: Negotiation, unreadable: frozenset[str] = frozenset(), today: date | None = None
    ) -> None:
        self.negotiation = negotiation
        self.today = today
        self.unreadable = unreadable
        self.header_read = HEADER not in unreadable
        self.sides = Names(negotiation.side_ids, "is not a side", complete=self.header_read)
        self.sources = Names(
            negotiation.sources,
            "is not a source; add it with 'negotrack add source' or in negotiation.toml",
            complete=self.header_read and "sources" not in unreadable,
            excused=self.missing("sources"),
        )
        self.proposals = Names(
            negotiation.dossiers,
            "is not a proposal",
            complete="proposals" not in unreadable,
            excused=self.missing("proposals"),
        )
        people = [person.name for person in negotiation.people]
        self.proposers = Names(
            [*negotiation.side_ids, *people],
            "is neither a side nor a person of this negotiation",
            complete=self.header_read and "people" not in unreadable and not self.missing("people"),
        )

    def missing(self, folder: str) -> frozenset[str]:
        """The ids whose files in a folder could not be read."""
        start = f"{folder}/"
        return frozenset(
            path.removeprefix(start).removesuffix(".toml") for path in self.unreadable if path.startswith(start)
        )
