"""Which proposals a negotiation has, and which of them have a ledger or annotations: names alone."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.identifiers import natural
from negotrack.model.negotiation import WHOLE
from negotrack.model.problems import Problem
from negotrack.store.layout import Kind
from negotrack.store.listing import NOTHING, Names, names, names_again

_NESTED = (Kind.LEDGER, Kind.TEXT, Kind.STAKE, Kind.ANNOTATION)
_KINDS = (Kind.PROPOSAL, *_NESTED)
_ONLY_FILE = (Kind.PROPOSAL,)


class Catalogue:
    """The names of a negotiation; a value, of which only a part may be looked at again.

    Attributes:
        listed: what was found in the folders of each kind.
        proposals: the ids of every proposal that has a file, in natural order.
        strays: ids that have a ledger or annotations but no such file, and ``_``.
    """

    def __init__(self, listed: dict[Kind, Names] | None = None) -> None:
        self.listed = listed or dict.fromkeys(_KINDS, NOTHING)
        self.proposals = self.listed[Kind.PROPOSAL].entries
        self._known = {kind: frozenset(each.entries) for kind, each in self.listed.items()}
        self._nested = frozenset().union(*(self._known[kind] for kind in _NESTED)) | {WHOLE}
        self._all = self._known[Kind.PROPOSAL] | self._nested
        self.strays = tuple(sorted(self._all - self._known[Kind.PROPOSAL], key=natural))

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._all

    def __iter__(self) -> Iterator[str]:
        yield from self.proposals
        yield from self.strays

    def kinds(self, identifier: str) -> tuple[Kind, ...]:
        """What there is of a proposal: its file, a ledger, annotations."""
        if identifier not in self._nested:
            return _ONLY_FILE if identifier in self._all else ()
        return tuple(kind for kind in _KINDS if identifier in self._known[kind])

    @property
    def problems(self) -> Iterator[Problem]:
        """What was found but is not read."""
        return (problem for listed in self.listed.values() for problem in listed.problems)

    @property
    def leftovers(self) -> Iterator[str]:
        """Paths of temporary files that a writer left."""
        return (f"{kind.value}/{name}" for kind, listed in self.listed.items() for name in listed.leftovers)

    def again(self, root: str, identifier: str) -> Catalogue:
        """The names as they are now, where only those of one proposal have changed."""
        listed = {
            kind: names_again(root, kind.value, last, f"{identifier}.toml" if kind is Kind.PROPOSAL else identifier)
            for kind, last in self.listed.items()
        }
        return self if listed == self.listed else Catalogue(listed)


def catalogue(root: str) -> Catalogue:
    """List the names of a negotiation."""
    return Catalogue({kind: names(root, kind.value) for kind in _KINDS})
