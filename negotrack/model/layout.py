"""The layout of a negotiation's folder, and what is read as a unit: the only module that knows the folder names."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from negotrack.model.identifiers import WHOLE, fault

HEADER = "negotiation.toml"
TEMPORARY = ".negotrack-"
"""The prefix of the writer's temporary files."""


class Kind(StrEnum):
    """A kind of file; its value is the folder that holds it."""

    HEADER = ""
    PROPOSAL = "proposals"
    LEDGER = "ledger"
    TEXT = "texts"
    STAKE = "stakes"
    ANNOTATION = "annotations"
    SOURCE = "sources"
    PERSON = "people"
    EVENT = "events"
    CLAIM = "claims"
    PACKAGE = "packages"


NESTED = (Kind.LEDGER, Kind.TEXT, Kind.STAKE, Kind.ANNOTATION)
"""Kinds that have a folder for each proposal."""
AROUND = (Kind.SOURCE, Kind.PERSON, Kind.EVENT, Kind.CLAIM, Kind.PACKAGE)
"""Kinds that belong to no proposal; the header may list such records as well."""
KEYED = frozenset({Kind.PROPOSAL, *NESTED, Kind.SOURCE})
"""Kinds whose record takes its id from the file name."""
OWNED = frozenset(Kind) - {Kind.HEADER, Kind.PROPOSAL}
"""Kinds whose files the program may replace or remove."""
FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.HEADER}
"""The kinds by folder name."""

Key = tuple[Kind, str]
"""What is read as a unit: a kind, and the id of the proposal it belongs to, or an empty text."""


class Location(NamedTuple):
    """Which file of a negotiation a path names.

    Attributes:
        kind: the kind of file.
        identifier: the file name without its extension.
        proposal: the id of the proposal, for kinds with a folder for each proposal; otherwise empty.
    """

    kind: Kind
    identifier: str
    proposal: str = ""

    @property
    def path(self) -> str:
        """The path relative to the negotiation's folder, with forward slashes."""
        if self.kind is Kind.HEADER:
            return HEADER
        folder = f"{self.kind}/{self.proposal}" if self.proposal else self.kind
        return f"{folder}/{self.identifier}.toml"


OF_HEADER = Location(Kind.HEADER, HEADER.removesuffix(".toml"))
"""The only file that is in no subfolder."""


def place(path: str) -> Location | None:
    """The location of a path relative to a negotiation's folder; None if it is not one of its files."""
    if path == HEADER:
        return OF_HEADER
    parts = path.split("/")
    kind = FOLDERS.get(parts[0])
    if kind is None or not parts[-1].endswith(".toml"):
        return None
    identifier = parts[-1].removesuffix(".toml")
    nested = kind in NESTED
    if len(parts) != (3 if nested else 2) or any(not part or part[0] == "." for part in parts):
        return None
    return Location(kind, identifier, parts[1] if nested else "")


def name_fault(where: Location) -> str | None:
    """What is wrong with the names in a path, or None."""
    if where.kind is Kind.HEADER:
        return None
    if where.kind is Kind.PROPOSAL and where.identifier == WHOLE:
        return f"the file's name is {WHOLE!r}, which stands for the negotiation as a whole"
    if where.proposal and where.proposal != WHOLE and (wrong := fault(where.proposal)):
        return f"the folder's name {wrong}"
    wrong = fault(where.identifier)
    return f"the file's name {wrong}" if wrong else None


def key_of(where: Location) -> Key:
    """The key of the unit that a file is read with."""
    return where.kind, where.identifier if where.kind is Kind.PROPOSAL else where.proposal
