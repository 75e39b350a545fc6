"""What is where in a negotiation's folder, and what is read at once: the one place that knows its folders' names."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from negotrack.model.identifiers import LONGEST_IDENTIFIER, WHOLE, fault

_PLAIN = re.compile(rf"[A-Za-z0-9_-][A-Za-z0-9._-]{{0,{LONGEST_IDENTIFIER - 1}}}")
HEADER = "negotiation.toml"
TEMPORARY = ".negotrack-"
"""How the names of the writer's temporary files begin."""


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
"""Kinds of what is around the proposals, beside the same in the header."""
KEYED = frozenset({Kind.PROPOSAL, *NESTED, Kind.SOURCE})
"""Kinds whose model has the file's name as its id."""
OWNED = frozenset(Kind) - {Kind.HEADER, Kind.PROPOSAL}
"""Kinds of which the program may replace or remove a file."""
FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.HEADER}
"""The kinds by the names of their folders."""

Key = tuple[Kind, str]
"""What is read at once: a kind, and the id of the proposal for what belongs to one, else nothing."""


class Location(NamedTuple):
    """What a path is.

    Attributes:
        kind: the kind of file.
        identifier: the name without its ending.
        proposal: the id of the proposal, where its kind has a folder for each; else empty.
    """

    kind: Kind
    identifier: str
    proposal: str = ""

    @property
    def path(self) -> str:
        """The path below the negotiation's folder, with forward slashes."""
        if self.kind is Kind.HEADER:
            return HEADER
        folder = f"{self.kind}/{self.proposal}" if self.proposal else self.kind
        return f"{folder}/{self.identifier}.toml"


OF_HEADER = Location(Kind.HEADER, HEADER.removesuffix(".toml"))
"""The one file that lies in no folder."""


def place(path: str) -> Location | None:
    """What a path below a negotiation's folder is; None where it is not one of its files."""
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
    if where.proposal and where.proposal != WHOLE and (wrong := identifier_fault(where.proposal)):
        return f"the folder's name {wrong}"
    wrong = identifier_fault(where.identifier)
    return f"the file's name {wrong}" if wrong else None


def identifier_fault(identifier: str) -> str | None:
    """What is wrong with an identifier, or None; quick for the plain ones, of which there may be many."""
    return None if _PLAIN.fullmatch(identifier) else fault(identifier)


def key_of(where: Location) -> Key:
    """What a record is read with."""
    return where.kind, where.identifier if where.kind is Kind.PROPOSAL else where.proposal
