"""Counts, and what a proposal is called where its number or its contents are not reported."""

from __future__ import annotations

from collections.abc import Sequence

from negotrack.model.records import Proposal
from negotrack.text import safe

NOT_REPORTED = "not reported"
NUMBER_UNKNOWN = "number unknown"
CONTENTS_NOT_REPORTED = "contents not reported"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 suggestion``, ``12 suggestions``."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {safe(noun)}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def number_words(proposal: Proposal) -> str:
    """The number or label of a proposal, or that it is unknown."""
    return NUMBER_UNKNOWN if proposal.number is None else safe(str(proposal.number))


def title_words(proposal: Proposal) -> str:
    """The title of a proposal, or that its contents are not reported."""
    return CONTENTS_NOT_REPORTED if proposal.title is None else safe(proposal.title)


def proposal_label(proposal: Proposal) -> str:
    """What to call a proposal on one line: number and title, and its id where it has neither."""
    label = f"{number_words(proposal)}  {title_words(proposal)}"
    if proposal.number is None and proposal.title is None:
        return f"{label} ({safe(proposal.id)})"
    return label
