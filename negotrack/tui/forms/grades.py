"""The Admiralty grades to choose from. A grade that was not judged is none of them."""

from __future__ import annotations

from negotrack.model.vocabulary import Reliability
from negotrack.wording import CREDIBILITY_WORDS, NOT_JUDGED, RELIABILITY_WORDS

RELIABILITIES: tuple[tuple[str, Reliability | None], ...] = (
    (NOT_JUDGED, None),
    *((f"{letter}  {words}", letter) for letter, words in RELIABILITY_WORDS.items()),
)

CREDIBILITIES: tuple[tuple[str, int | None], ...] = (
    (NOT_JUDGED, None),
    *((f"{digit}  {words}", digit) for digit, words in CREDIBILITY_WORDS.items()),
)
