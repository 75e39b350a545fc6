"""The words of the pages, made safe for the interface as long as it puts them into words itself."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.model.records import Evidence, Proposal
from negotrack.pages import citations, words
from negotrack.pages.citations import MISSING_WORDS, NO_SOURCE, NOT_JUDGED, grade_words, place_numbers
from negotrack.pages.days import DAY_NOT_REPORTED, date_words, day_words, moment_words, short_day_words, span_words
from negotrack.pages.signs import (
    BASIS_WORDS,
    CREDIBILITY_WORDS,
    MARK_WORDS,
    NOT_REPORTED_SIGN,
    RELATION_SIGNS,
    RELIABILITY_WORDS,
    STANCE_SIGNS,
    STATUS_SIGNS,
    UNNUMBERED_SIGN,
    Mark,
    basis_words,
    marks,
    position_marks,
    stance_words,
)
from negotrack.pages.words import CONTENTS_NOT_REPORTED, NOT_REPORTED, NUMBER_UNKNOWN, counted, listed
from negotrack.text import safe

__all__ = [
    "BASIS_WORDS",
    "CONTENTS_NOT_REPORTED",
    "CREDIBILITY_WORDS",
    "DAY_NOT_REPORTED",
    "MARK_WORDS",
    "MISSING_WORDS",
    "NOT_JUDGED",
    "NOT_REPORTED",
    "NOT_REPORTED_SIGN",
    "NO_SOURCE",
    "NUMBER_UNKNOWN",
    "RELATION_SIGNS",
    "RELIABILITY_WORDS",
    "STANCE_SIGNS",
    "STATUS_SIGNS",
    "UNNUMBERED_SIGN",
    "Citations",
    "Mark",
    "basis_words",
    "counted",
    "date_words",
    "day_words",
    "grade_words",
    "listed",
    "marks",
    "moment_words",
    "number_words",
    "place_numbers",
    "place_words",
    "position_marks",
    "proposal_label",
    "short_day_words",
    "span_words",
    "stance_words",
    "title_words",
]


class SafeCitations(citations.Citations):
    """Citations that are safe to show."""

    def name(self, identifier: str) -> str:
        """The short name of a source."""
        return safe(super().name(identifier))

    def words(self, evidence: Sequence[Evidence]) -> str:
        """Sources, places and grades."""
        return safe(super().words(evidence))


Citations = SafeCitations


def number_words(proposal: Proposal) -> str:
    """The number or label of a proposal, or that it is unknown."""
    return safe(words.number_words(proposal))


def title_words(proposal: Proposal) -> str:
    """The title of a proposal, or that its contents are not reported."""
    return safe(words.title_words(proposal))


def proposal_label(proposal: Proposal) -> str:
    """What to call a proposal on one line."""
    return safe(words.proposal_label(proposal))


def place_words(places: Sequence[str]) -> str:
    """Places in one source."""
    return safe(citations.place_words(places))
