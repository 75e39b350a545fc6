"""Finding the words again that an annotation is about, in a later wording."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from negotrack.model.records import Passage

_CONTEXT = 60
_ALIKE = 0.75


class PassageState(StrEnum):
    """What became of a passage."""

    EXACT = "exact"
    MOVED = "moved"
    GONE = "gone"


class Match(NamedTuple):
    """Where a passage stands in a wording.

    Attributes:
        found: the same words between the same words, the same or nearly the same words elsewhere, or nowhere.
        start: where it begins, counted in characters; likewise its end. Both are 0 where it is gone.
        end: where it ends.
    """

    found: PassageState
    start: int = 0
    end: int = 0


def passage_of(identifier: str, text: str, start: int, end: int) -> Passage:
    """The passage from one character of a wording to another, with what stands before and after it."""
    return Passage(
        text=identifier,
        quote=text[start:end],
        before=text[max(0, start - _CONTEXT) : start],
        after=text[end : end + _CONTEXT],
    )


def find_passage(passage: Passage, text: str) -> Match:
    """Where a passage stands in a wording; line breaks make no difference."""
    places = [(match.start(), match.end()) for match in re.finditer(_loosely(passage.quote), text)]
    for start, end in places:
        if _ends(text[:start], passage.before) and _begins(text[end:], passage.after):
            return Match(PassageState.EXACT, start, end)
    if places:
        best = max(places, key=lambda place: _closeness(passage, text, *place))
        return Match(PassageState.MOVED, *best)
    return _nearly(passage.quote, text)


def _loosely(quote: str) -> str:
    return r"\s+".join(map(re.escape, quote.split())) or r"\Z."


def _ends(text: str, before: str) -> bool:
    wanted = " ".join(before.split())
    return " ".join(text[-2 * _CONTEXT :].split()).endswith(wanted)


def _begins(text: str, after: str) -> bool:
    wanted = " ".join(after.split())
    return " ".join(text[: 2 * _CONTEXT].split()).startswith(wanted)


def _closeness(passage: Passage, text: str, start: int, end: int) -> int:
    return _ends(text[:start], passage.before) + _begins(text[end:], passage.after)


def _nearly(quote: str, text: str) -> Match:
    """The sentence that has most of the words of a quote, if it has three in four of them."""
    wanted = re.findall(r"\w+", quote.casefold())
    if len(wanted) < 4:
        return Match(PassageState.GONE)
    best = Match(PassageState.GONE)
    share = _ALIKE
    for match in re.finditer(r"[^.;!?。；！？\n]+", text):
        words = re.findall(r"\w+", match[0].casefold())
        common = sum(min(words.count(word), wanted.count(word)) for word in set(wanted))
        alike = common / len(wanted)
        if alike > share:
            best, share = Match(PassageState.MOVED, match.start(), match.end()), alike
    return best
