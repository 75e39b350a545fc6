"""What is said of a negotiation before it is opened: its title, how much it holds, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from negotrack.model.negotiation import Negotiation
from negotrack.model.snapshot import snapshot
from negotrack.store.reader import Reader
from negotrack.tui.render import DIM, WARNING, Piece
from negotrack.wording import counted

MOST = 500
"""Proposals that are read to say how many are not settled."""


@dataclass(frozen=True, slots=True)
class Described:
    """One negotiation to choose.

    Attributes:
        title: its title; its folder's name where it cannot be read.
        proposals: how many proposals there are, in words.
        unreadable: how many files could not be read, of those that were looked at.
        outstanding: how many proposals are not settled; None where that was not counted.
    """

    title: str
    proposals: str
    unreadable: int = 0
    outstanding: int | None = None

    @property
    def pieces(self) -> list[Piece]:
        """What there is to say beside the title, what must not be missed first."""
        pieces: list[Piece] = []
        if self.unreadable:
            pieces.append((counted(self.unreadable, "unreadable file"), WARNING))
        if self.outstanding is None:
            return [*pieces, (f"{self.proposals}, outstanding: not counted", DIM)]
        return [*pieces, (f"{self.proposals}, {self.outstanding:,} outstanding", WARNING if self.outstanding else DIM)]


def described(folder: Path) -> Iterator[Described]:
    """What can be said of a negotiation, as it is read, a small step at a time."""
    reader = Reader(folder)
    reader.scan()
    loaded, count = reader.loaded(), len(reader.proposal_ids)
    found = _first(loaded.negotiation, count, loaded.unreadable)
    yield found
    if count <= MOST:
        for _ in reader.steps():
            yield found
        loaded = reader.loaded()
        outstanding = len(snapshot(loaded.negotiation).outstanding)
        yield replace(found, unreadable=loaded.unreadable, outstanding=outstanding)


def _first(negotiation: Negotiation, count: int, unreadable: int) -> Described:
    header = negotiation.header
    return Described(header.title, counted(count, header.proposal_term, header.plural), unreadable)
