"""Which proposal of a negotiation a row is about: by its id, else by its number, else by its title."""

from __future__ import annotations

from collections.abc import Iterable

from negotrack.ingest.material import Incoming
from negotrack.ingest.stances import folded
from negotrack.ingest.table import Trouble
from negotrack.model.negotiation import Dossier
from negotrack.suggestions import shown


class Matcher:
    """The proposals of a negotiation, by everything that names them.

    Attributes:
        troubles: rows that are about more than one proposal, or several rows about one.
    """

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._ids: dict[str, Dossier] = {}
        self._numbers: dict[str, list[Dossier]] = {}
        self._titles: dict[str, list[Dossier]] = {}
        self._places: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        for dossier in dossiers:
            self._ids[dossier.id.casefold()] = dossier
            if dossier.proposal.number is not None:
                self._numbers.setdefault(folded(str(dossier.proposal.number)), []).append(dossier)
            if dossier.proposal.title is not None:
                self._titles.setdefault(folded(dossier.proposal.title), []).append(dossier)

    def match(self, incoming: Incoming) -> Dossier | None:
        """The proposal that is known already, or None where it is new or cannot be told."""
        found = self._found(incoming)
        if len(found) > 1:
            ids = ", ".join(shown(each.id) for each in found[:5])
            self.troubles.append(Trouble(f"may be any of {ids}; tell them apart with a column of ids", incoming.place))
            return None
        if not found:
            return None
        first = self._places.setdefault(found[0].id, incoming.place)
        if first != incoming.place:
            self.troubles.append(Trouble(f"is about {shown(found[0].id)}, as {first} is", incoming.place))
        return found[0]

    def _found(self, incoming: Incoming) -> list[Dossier]:
        proposal = incoming.proposal
        if incoming.named and (named := self._ids.get(proposal.id.casefold())):
            return [named]
        if proposal.number is not None and (numbered := self._numbers.get(folded(str(proposal.number)))):
            return numbered
        if proposal.title is None:
            return []
        # A number that differs tells two proposals of one title apart.
        titled = self._titles.get(folded(proposal.title), [])
        return [each for each in titled if None in (proposal.number, each.proposal.number)]
