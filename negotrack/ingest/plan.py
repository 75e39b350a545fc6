"""What an import would do, worked out whole before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from negotrack.ingest.files import Placed, as_files
from negotrack.ingest.header import header_content
from negotrack.ingest.material import Material, Progress
from negotrack.ingest.table import Trouble
from negotrack.model.records import Header, LedgerEntry, Proposal, Side
from negotrack.store.canonical import canonical
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind, Place

_HEADER = Place(Kind.HEADER, "negotiation")


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one row.

    Attributes:
        place: the row, as ``row 5``.
        proposal: the proposal that it makes, or is about; its positions are those of the row.
        known: whether the proposal was there already.
        entries: the new positions of one that was.
    """

    place: str
    proposal: Proposal
    known: bool = False
    entries: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    Attributes:
        new: whether the negotiation is to be made; otherwise it is there and is added to.
        change: the files.
        sides: the sides that the file has something of.
        rows: what becomes of every row.
        differs: what the file says otherwise than the records, one line each; nothing of it is changed.
        notes: what was taken for granted, or left out, one line each.
        troubles: what keeps the import from being made; nothing is written where there is any.
        advice: how that may be mended; empty where it says so itself.
    """

    new: bool
    change: Change
    sides: tuple[Side, ...]
    rows: tuple[Planned, ...]
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    advice: str = ""

    @property
    def created(self) -> int:
        """How many proposals are new."""
        return sum(not row.known for row in self.rows)

    @property
    def positions(self) -> int:
        """How many positions are new."""
        return sum(len(row.entries) if row.known else len(row.proposal.positions) for row in self.rows)

    @property
    def others(self) -> int:
        """How many other records are new: sources, annotations, events and the like."""
        rows = sum(len(row.entries) if row.known else 1 for row in self.rows)
        return len(self.change.files) - rows - self.new


def plan_new(material: Material, *, title: str, term: str | None = None, progress: Progress | None = None) -> Plan:
    """How to make a negotiation of what a file brings.

    Args:
        material: what it brings.
        title: the title of the negotiation, where the file carries none.
        term: what one proposal is called, likewise.
        progress: told of every file.
    """
    header = material.header or _header(material, title, term)
    layout = canonical if material.header else partial(header_content, name=material.name)
    placed = [
        Placed(_HEADER, header, "the negotiation", layout),
        *(Placed(Place(Kind.PROPOSAL, each.proposal.id), each.proposal, each.place) for each in material.proposals),
        *(Placed(where, record, where.path) for where, record in material.records.items()),
    ]
    files, troubles = as_files(placed, progress)
    return Plan(
        new=True,
        change=Change(f"import {material.name}", files),
        sides=header.sides,
        rows=tuple(Planned(each.place, each.proposal) for each in material.proposals),
        notes=material.notes,
        troubles=(*material.troubles, *troubles),
        advice=material.advice,
    )


def _header(material: Material, title: str, term: str | None) -> Header:
    header = Header(title=title, sides=material.sides, sources=material.sources)
    return header.model_copy(update={"proposal_term": term}) if term else header
