"""What one negotiation's things are called, on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from negotrack.analysis.sides import heads
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Proposal
from negotrack.pages.citations import NO_SOURCE, Citations
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NUMBER_UNKNOWN, counted


class Terms:
    """How a page names proposals, sides and sources.

    Attributes:
        negotiation: what the page is about.
        citations: how its sources are cited.
        heads: a few letters for each side, unique, by id.
        numbered: whether any proposal has a number; where none has, nothing is said of numbers.
        only_source: the one source that everything cites, so that a place alone says where; None where there are more.
    """

    def __init__(self, negotiation: Negotiation) -> None:
        self.negotiation = negotiation
        self.citations = Citations(negotiation.sources)
        self.heads = heads(negotiation.sides)
        self.numbered = any(dossier.proposal.number is not None for dossier in negotiation.dossiers.values())
        self.only_source = next(iter(negotiation.sources)) if len(negotiation.sources) == 1 else None

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

    def sides(self, identifiers: Iterable[str]) -> list[str]:
        """The names of sides."""
        return [self.side(each) for each in identifiers]

    def proposal(self, identifier: str) -> str:
        """What a proposal is called; its id where there is no such proposal."""
        dossier = self.negotiation.dossiers.get(identifier)
        return self.label(dossier.proposal) if dossier else f"{identifier} (no such {self.singular})"

    def label(self, proposal: Proposal) -> str:
        """What to call a proposal on one line: number and title, or its id where it has neither."""
        title = proposal.title or CONTENTS_NOT_REPORTED
        if proposal.number is not None:
            return f"{proposal.number}  {title}"
        named = title if proposal.title else f"{title} ({proposal.id})"
        return f"{NUMBER_UNKNOWN}  {named}" if self.numbered else named

    def brackets(self, evidence: Sequence[Evidence]) -> str:
        """Where something stands, in brackets: ``(par. 12)`` where there is but one source, else with its name."""
        if not evidence:
            return f"({NO_SOURCE})"
        places = self.citations.places(evidence) if self.only_source else ""
        return f"({places or self.citations.words(evidence)})"
