"""What the grades mean that occur in a report."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.model.records import Evidence
from negotrack.report.document import Paragraph
from negotrack.report.status import StatusReport
from negotrack.wording import CREDIBILITY_WORDS, NOT_JUDGED, RELIABILITY_WORDS


def grades_explained(report: StatusReport) -> Iterator[Paragraph]:
    """What a letter and a digit stand for, and what those mean that occur."""
    letters = {source.reliability for source in report.negotiation.sources.values()}
    digits = {evidence.credibility for evidence in _evidence(report)}
    reliability = "; ".join(f"{letter}: {words}" for letter, words in RELIABILITY_WORDS.items() if letter in letters)
    credibility = "; ".join(f"{digit}: {words}" for digit, words in CREDIBILITY_WORDS.items() if digit in digits)
    if reliability or credibility:
        yield Paragraph(
            f"Grades: the letter is the reliability of a source ({reliability or NOT_JUDGED}), "
            f"the digit the credibility of a piece of information ({credibility or NOT_JUDGED})."
        )
    if None in letters or None in digits:
        yield Paragraph(f"{NOT_JUDGED.capitalize()}: nobody has graded it yet.")


def _evidence(report: StatusReport) -> Iterator[Evidence]:
    for standing in report.view.standings:
        for side in standing.sides.values():
            for held in side.present:
                yield from held.position.evidence
