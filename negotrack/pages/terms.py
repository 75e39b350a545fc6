"""What one negotiation's things are called, on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence
from negotrack.pages.citations import NO_SOURCE, Citations, place_numbers, place_words
from negotrack.pages.words import counted, proposal_label


class Terms:
    """How a page names proposals, sides and sources.

    Attributes:
        negotiation: what is reported on.
        citations: how its sources are cited.
        paragraphs_of: the one source that people, events and claims cite, always by paragraph, so that a number
            alone says where; None where they cite others too, or otherwise.
    """

    def __init__(self, negotiation: Negotiation) -> None:
        self.negotiation = negotiation
        self.citations = Citations(negotiation.sources)
        self.paragraphs_of = _one_text(evidence for each in self._told() for evidence in each)

    @property
    def singular(self) -> str:
        """What one proposal is called."""
        return self.negotiation.header.proposal_term

    @property
    def plural(self) -> str:
        """What several proposals are called."""
        return self.negotiation.header.plural

    def count(self, number: int) -> str:
        """So many proposals: ``12 suggestions``."""
        return counted(number, self.singular, self.plural)

    def side(self, identifier: str) -> str:
        """The name of a side."""
        return self.negotiation.side_name(identifier)

    def proposal(self, identifier: str) -> str:
        """What a proposal is called; its id where there is no such proposal."""
        dossier = self.negotiation.dossiers.get(identifier)
        return proposal_label(dossier.proposal) if dossier else f"{identifier} (no such {self.singular})"

    def brackets(self, evidence: Sequence[Evidence]) -> str:
        """Where something stands, in brackets and without grades: ``(12)``, or ``(TRT World, paragraph 12)``."""
        if not evidence:
            return f"({NO_SOURCE})"
        places: dict[str, list[str]] = {}
        for each in evidence:
            places.setdefault(each.source, []).extend([each.where] if each.where else [])
        if self.paragraphs_of:
            return f"({', '.join(place_numbers(places.popitem()[1]))})"
        cited = (
            ", ".join(part for part in (self.citations.name(source), place_words(where)) if part)
            for source, where in places.items()
        )
        return f"({'; '.join(cited)})"

    def _told(self) -> Iterable[Sequence[Evidence]]:
        negotiation = self.negotiation
        for records in (negotiation.people, negotiation.events, negotiation.claims):
            for record in records:
                yield record.evidence


def _one_text(evidence: Iterable[Evidence]) -> str | None:
    told = list(evidence)
    cited = {each.source for each in told}
    by_paragraph = all(place_words([each.where or ""]).startswith("paragraph") for each in told)
    return cited.pop() if len(cited) == 1 and by_paragraph else None
