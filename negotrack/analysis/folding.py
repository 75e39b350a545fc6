"""Text prepared for comparison: for searches and names typed by the user, and for finding duplicate records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator


class _Folding(dict[int, int | None]):
    """Maps combining marks and hidden characters to nothing, and every other character to itself."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        dropped = unicodedata.combining(character) or unicodedata.category(character) == "Cf"
        self[code] = None if dropped else code
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text for searches and typed names: without case, accents, hidden characters, and runs of white space."""
    return " ".join(_folded(text).split())


def fold_case(text: str) -> str:
    """The text for telling records apart: without differences in case, white space and Unicode composition only."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def highlights(text: str, words: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """The spans of a text that match folded words or phrases, in order; overlapping ones are merged."""
    folded, origins = _with_origins(text)
    found = sorted(span for word in words if word for span in _occurrences(folded, word))
    spans: list[tuple[int, int]] = []
    for first, last in found:
        start, end = origins[first], origins[last - 1] + 1
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return folded.translate(_FOLDING)


def _with_origins(text: str) -> tuple[str, list[int] | range]:
    """The folded text, with all its white space, and for each of its characters the index of the original one."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces = [_folded(character) for character in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


def _occurrences(folded: str, word: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(phrase_pattern(word), folded))


def phrase_pattern(phrase: str) -> str:
    """A pattern for a phrase, with any white space between its words."""
    return r"\s+".join(map(re.escape, phrase.split()))
