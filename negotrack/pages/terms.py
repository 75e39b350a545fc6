"""What one negotiation's proposals, sides and cited sources are called on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from negotrack.analysis.sides import heads
from negotrack.model.identifiers import natural
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence, Proposal, Source
from negotrack.pages.days import DAY_NOT_REPORTED, span_words
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, NUMBER_UNKNOWN, counted, title_words


class Terms:
    """How a page names proposals, sides and sources.

    Attributes:
        negotiation: the negotiation that the page is about.
        citations: how its sources are cited.
        heads: the column head of each side, a few unique letters, by id.
        numbered: whether any proposal has a number; if none has, numbers are not mentioned.
        only_source: the id of the only source, which citations need not name; None unless there is exactly one.
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
        """A number of proposals: ``12 suggestions``."""
        return counted(number, self.singular, self.plural)

    def side(self, identifier: str) -> str:
        """The name of a side."""
        return self.negotiation.side_name(identifier)

    def sides(self, identifiers: Iterable[str]) -> list[str]:
        """The names of sides."""
        return [self.side(each) for each in identifiers]

    def proposal(self, identifier: str) -> str:
        """What a proposal is called; if there is no such proposal, its id and a remark."""
        dossier = self.negotiation.dossiers.get(identifier)
        return self.label(dossier.proposal) if dossier else f"{identifier} (no such {self.singular})"

    def label(self, proposal: Proposal) -> str:
        """What a proposal is called on one line: number and title, with its id if it has neither."""
        title = title_words(proposal)
        if proposal.number is not None:
            return f"{proposal.number}  {title}"
        named = title if proposal.title else f"{title} ({proposal.id})"
        return f"{NUMBER_UNKNOWN}  {named}" if self.numbered else named

    def brackets(self, evidence: Sequence[Evidence]) -> str:
        """Where something can be checked, in brackets: ``(par. 12)``, with the source if there is more than one."""
        if not evidence:
            return f"({NO_SOURCE})"
        places = self.citations.places(evidence) if self.only_source else ""
        return f"({places or self.citations.words(evidence)})"


# ---- Citations: the short name of the source, the places in it, the grade ----

NO_SOURCE = "no source given"
NOT_JUDGED = "not judged"
MISSING_WORDS = frozenset(
    {NOT_REPORTED, NUMBER_UNKNOWN, CONTENTS_NOT_REPORTED, DAY_NOT_REPORTED, NO_SOURCE, NOT_JUDGED}
)
"""The words for what is unknown; read back, each stands for a key that is left out."""

_PLACES = re.compile(r"([^\W\d_]+?)s? (\d+(?:[–-]\d+)?(?:(?:, | and |, and )\d+(?:[–-]\d+)?)*)")
_PLACE = re.compile(r"\d+(?:[–-]\d+)?")
_UNITS = {
    "paragraph": ("par.", "par."),
    "page": ("p.", "pp."),
    "article": ("art.", "art."),
    "section": ("sec.", "sec."),
}
"""The units of places, each as cited for one place and for several."""


class Citations:
    """How the sources of one negotiation are cited.

    Attributes:
        sources: every source by id.
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._names = _short_names(sources)

    def name(self, identifier: str) -> str:
        """The short name of a source: its publisher, else its title; its id if the source is unknown."""
        return self._names.get(identifier) or identifier

    def grade(self, evidence: Evidence) -> str:
        """The grade of a source and of a piece of information: ``B2``, or whichever of the two was judged, if any."""
        source, credibility = self.sources.get(evidence.source), evidence.credibility
        reliability = source.reliability if source else None
        if reliability and credibility:
            return f"{reliability}{credibility}"
        return f"reliability {reliability}" if reliability else f"credibility {credibility}" if credibility else ""

    def words(self, evidence: Sequence[Evidence], *, places: bool = True) -> str:
        """Sources, places if wanted, and grades: ``TRT World, par. 10, 12, B2``."""
        groups: dict[tuple[str, str], list[str]] = {}
        for each in evidence:
            where = groups.setdefault((each.source, self.grade(each)), [])
            if places and each.where is not None:
                where.append(each.where)
        cited = [
            ", ".join(part for part in (self.name(source), place_words(where), grade) if part)
            for (source, grade), where in groups.items()
        ]
        return "; ".join(cited) or NO_SOURCE

    def places(self, evidence: Sequence[Evidence]) -> str:
        """The places alone, if the source is named elsewhere: ``par. 10, 12``; may be empty."""
        return place_words([each.where for each in evidence if each.where])


def place_words(places: Sequence[str]) -> str:
    """Places in one source, combined if they have the same unit: ``par. 10, 12``."""
    if not places:
        return ""
    found = [_PLACES.fullmatch(place) for place in places]
    matches = [match for match in found if match]
    units = {match[1] for match in matches}
    if len(matches) < len(found) or len(units) != 1:
        return "; ".join(dict.fromkeys(places))
    unit, numbers = units.pop(), place_numbers(places)
    several = len(numbers) > 1 or not numbers[0].isdecimal()
    return f"{_UNITS.get(unit, (unit, f'{unit}s'))[several]} {', '.join(numbers)}"


def place_numbers(places: Sequence[str]) -> list[str]:
    """The numbers of places, each once and in order."""
    return sorted({number for place in places for number in _PLACE.findall(place)}, key=natural)


def _short_names(sources: Mapping[str, Source]) -> dict[str, str]:
    """The publisher of each source, else its title; if two share a name, the date is added, and then the id."""
    names = {identifier: source.publisher or source.title for identifier, source in sources.items()}
    dated = {
        identifier: f"{name}, {span_words(source.date)}" if (source := sources[identifier]).date else name
        for identifier, name in _shared(names).items()
    }
    names |= dated
    names |= {identifier: f"{name} ({identifier})" for identifier, name in _shared(names).items()}
    return names


def _shared(names: Mapping[str, str]) -> dict[str, str]:
    times = Counter(names.values())
    return {identifier: name for identifier, name in names.items() if times[name] > 1}
