"""A whole negotiation in memory: the records of one folder, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from negotrack.model.identifiers import natural
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Header,
    LedgerEntry,
    Person,
    Position,
    Proposal,
    Side,
    Source,
)

T = TypeVar("T")
WHOLE = "_"
"""The name of the folder of annotations about the negotiation as a whole."""


class Held(NamedTuple):
    """A position with its place among those of its proposal.

    Attributes:
        position: what was recorded.
        entry: the ledger entry that recorded it; None where it stands in the proposal's own file.
        rank: its place in the file, then among the ledger entries.
    """

    position: Position
    entry: LedgerEntry | None
    rank: int


@dataclass(frozen=True)
class Dossier:
    """One proposal with everything that was recorded of it."""

    proposal: Proposal
    ledger: tuple[LedgerEntry, ...] = ()
    annotations: tuple[Annotation, ...] = ()

    @property
    def id(self) -> str:
        """The proposal's id."""
        return self.proposal.id

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Every position, those of the proposal's file first, then the ledger's by id."""
        held = [Held(position, None, rank) for rank, position in enumerate(self.proposal.positions)]
        for entry in self.ledger:
            if position := entry.position:
                held.append(Held(position, entry, len(held)))
        return tuple(held)

    @cached_property
    def fingerprints(self) -> dict[str | None, str]:
        """The fingerprints that have been worked out so far: of one side by its id, of the whole by None."""
        return {}


@dataclass(frozen=True)
class Negotiation:
    """One process: its sides and people, what happened, what is claimed, and every proposal.

    Attributes:
        id: the name of its folder.
        header: the file negotiation.toml.
        dossiers: proposals that could be read, by id, in natural order.
        annotations: those about the negotiation as a whole.
        orphans: annotations whose proposal does not exist or cannot be read, by its id.
        stray_entries: ledger entries whose proposal does not exist or cannot be read, by its id.
        added_sources: sources with a file of their own; likewise people, events and claims.
    """

    id: str
    header: Header
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()
    orphans: Mapping[str, tuple[Annotation, ...]] = field(default_factory=dict)
    stray_entries: Mapping[str, tuple[LedgerEntry, ...]] = field(default_factory=dict)
    added_sources: Mapping[str, Source] = field(default_factory=dict)
    added_people: Mapping[str, Person] = field(default_factory=dict)
    added_events: Mapping[str, Event] = field(default_factory=dict)
    added_claims: Mapping[str, Claim] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties whose consent is needed, in the order of the file."""
        return self.header.sides

    @cached_property
    def side_ids(self) -> tuple[str, ...]:
        """The ids of the sides."""
        return tuple(side.id for side in self.header.sides)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by id, those of the header first."""
        return {**{source.id: source for source in self.header.sources}, **self.added_sources}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everyone who talked, those of the header first."""
        return (*self.header.people, *self.added_people.values())

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, those of the header first."""
        return (*self.header.claims, *self.added_claims.values())

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Every event by date, undated ones first."""
        events = (*self.header.events, *self.added_events.values())
        return tuple(sorted(events, key=_day))

    def side_name(self, side: str) -> str:
        """The name of a side; its id where it is not one of the negotiation's."""
        return next((known.name for known in self.header.sides if known.id == side), side)


def _day(event: Event) -> tuple[bool, int, int]:
    if event.date is None:
        return False, 0, 0
    return True, event.date.earliest.toordinal(), event.date.latest.toordinal()


def in_order(items: Mapping[str, T]) -> dict[str, T]:
    """The items with their ids in natural order."""
    return {identifier: items[identifier] for identifier in sorted(items, key=natural)}
