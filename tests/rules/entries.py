"""The entries of a negotiation as bare values, for the plain statement of the rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Days:
    """The span in which a day lies; ``first`` or ``last`` is None where it is open."""

    first: date | None
    last: date | None
    about: bool = False
    about_first: bool = False


@dataclass(frozen=True)
class Entry:
    """A position, outcome, ruling, retraction or meets; what was not given is empty."""

    kind: str
    id: str
    side: str = ""
    stance: str = ""
    status: str = ""
    days: Days | None = None
    evidence: tuple[tuple[str, str], ...] = ()  # source and place
    inferred: bool = False  # or not coded yet
    conditions: tuple[str, ...] = ()  # the proposal that has to be accepted; empty for a condition in words
    recorded: str = ""
    by: str = ""
    in_file: bool = False
    prefers: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    names: str = ""  # what is retracted, or "<entry>#<n>" for the condition that is met


@dataclass(frozen=True)
class Proposal:
    """One proposal: who put it forward, who decides and how, and every entry about it."""

    id: str
    proposers: tuple[str, ...]
    deciding: tuple[str, ...]
    majority: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Holds:
    """Where one proposal stands on a day; the conflict of an outcome has an empty side."""

    counted: bool
    status: str
    live: dict[str, set[str]]
    conflicts: dict[str, str]
    held_up_by: tuple[str, ...]
    rulings: set[str]
    relations: dict[tuple[str, str], str]
