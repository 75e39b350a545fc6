"""What the records may refer to, and what is said of a name that refers to nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from negotrack.model.negotiation import Negotiation
from negotrack.suggestions import nearest, shown

HEADER = "negotiation.toml"
_COMPARISONS = 20_000
"""How many known names are compared with unknown ones before mistakes go without a suggestion."""


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
