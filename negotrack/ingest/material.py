"""What is to be imported, whatever it was read from: proposals with their positions, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from negotrack.ingest.table import Trouble
from negotrack.model.records import Header, Proposal, Record, Side, Source
from negotrack.store.layout import Place

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One proposal.

    Attributes:
        place: where it stands in what was read, as ``row 5``.
        proposal: the proposal as it would be if it were new.
        named: its id was given; otherwise it was made of its number and title.
        judged: its status was given; otherwise the positions give it.
    """

    place: str
    proposal: Proposal
    named: bool = False
    judged: bool = False


@dataclass(frozen=True)
class Material:
    """Everything that one file brings.

    Attributes:
        name: the name of the file.
        sides: the sides that it has columns for.
        sources: the sources that the positions rest on and that are not known yet.
        proposals: the proposals, in the order of the file.
        header: the file negotiation.toml, where it is carried.
        records: everything else that is carried, by the file that holds it.
        notes: what was taken for granted, or left out, one line each.
        troubles: what is wrong with it; nothing is written where there is any.
        advice: how that may be mended; empty where it says so itself.
    """

    name: str
    sides: tuple[Side, ...]
    sources: tuple[Source, ...]
    proposals: tuple[Incoming, ...]
    header: Header | None = None
    records: Mapping[Place, Record] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    advice: str = ""


class Names:
    """Ids that no two share, not even in different case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {each.casefold() for each in taken}

    def __contains__(self, identifier: str) -> bool:
        return identifier.casefold() in self._taken

    def take(self, wanted: str) -> str:
        """The id that is wanted, or with a number behind it the next one that is free."""
        free, count = wanted, 1
        while free.casefold() in self._taken:
            count += 1
            free = f"{wanted}-{count}"
        self._taken.add(free.casefold())
        return free
