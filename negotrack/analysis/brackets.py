"""What is not agreed in a wording: text in square brackets, nested, with options and with who wants it.

``[…]`` is not agreed; ``[a/b]`` offers options; ``[GOV: …]`` says who wants it. Left alone are what no negotiator
means by brackets: the mark of a footnote as ``[12]``, ``[sic]``, and an omission as ``[…]`` or ``[...]``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

_MARK = re.compile(r"\[\s*(?:\d+|sic[.!]?|…|\.{3})\s*\]", re.IGNORECASE)
_OWNERS = re.compile(r"\s*([^\[\]:/\n]{1,80}?)\s*:(?!//)")
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|\+|&)\s*")
_WORD = re.compile(
    # Scripts without spaces between words count a character as a word.
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    "|(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])\\w)+"
    "(?:['’\u00ad-](?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])\\w)+)*"
)


class Unbalanced(NamedTuple):
    """A bracket that has no partner.

    Attributes:
        bracket: ``[`` or ``]``.
        line: counted from 1; likewise the column.
    """

    bracket: str
    line: int
    column: int


class Stretch(NamedTuple):
    """A stretch of text, all of it as deep in brackets.

    Attributes:
        text: the text, its brackets included.
        depth: in how many brackets it stands; 0 is agreed.
        owners: who wants the innermost bracket, as written; empty where it does not say.
    """

    text: str
    depth: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A wording, with its brackets read.

    Attributes:
        stretches: the whole text, in order; put together they are the text.
        brackets: how many pairs there are.
        options: how many of them offer options.
        unbalanced: brackets without a partner, which count as text.
        words: how many words there are, labels of owners left out; likewise those that stand in no bracket.
        clean: how many of them stand in no bracket.
    """

    stretches: tuple[Stretch, ...]
    brackets: int
    options: int
    unbalanced: tuple[Unbalanced, ...]
    words: int
    clean: int

    @property
    def share(self) -> float | None:
        """The share of words that are clean, from 0 to 1; None where there are no words."""
        return self.clean / self.words if self.words else None

    @property
    def by_owner(self) -> dict[tuple[str, ...], int]:
        """How many bracketed words are wanted by whom, as written; by nobody named stands under the empty one."""
        found: dict[tuple[str, ...], int] = {}
        for stretch in self.stretches:
            if stretch.depth:
                found[stretch.owners] = found.get(stretch.owners, 0) + _count_words(_unlabelled(stretch))
        return {owners: words for owners, words in found.items() if words}


def read_brackets(text: str, sides: Collection[str] = ()) -> Bracketed:
    """Read the brackets of a wording. Nothing recurses, so that no nesting is too deep.

    Args:
        text: the wording.
        sides: the ids and shorts of the sides; where given, only a label that names one says who wants a bracket.
    """
    known = {side.casefold() for side in sides}
    partners, unbalanced = _partners(text)
    stretches: list[Stretch] = []
    owners: list[tuple[str, ...]] = []
    start, options = 0, 0
    for place in sorted([*partners, *partners.values()]):
        if place in partners:
            _add(stretches, text[start:place], owners)
            owners.append(_owners(text, place, partners[place], known))
            options += _has_options(text, place, partners)
            start = place
        else:
            _add(stretches, text[start : place + 1], owners)
            owners.pop()
            start = place + 1
    _add(stretches, text[start:], owners)
    words = sum(_count_words(_unlabelled(each)) for each in stretches)
    clean = sum(_count_words(each.text) for each in stretches if not each.depth)
    return Bracketed(tuple(stretches), len(partners), options, tuple(unbalanced), words, clean)


def _count_words(text: str) -> int:
    """How many words a text has; in scripts without spaces between words, how many characters."""
    return sum(1 for _ in _WORD.finditer(text))


def _partners(text: str) -> tuple[dict[int, int], list[Unbalanced]]:
    """Where every bracket closes, by where it opens, and what has no partner."""
    left_alone = {place for match in _MARK.finditer(text) for place in (match.start(), match.end() - 1)}
    partners: dict[int, int] = {}
    opened: list[int] = []
    lone: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        place = match.start()
        if place in left_alone:
            continue
        if text[place] == "[":
            opened.append(place)
        elif opened:
            partners[opened.pop()] = place
        else:
            lone.append(place)
    return partners, [_place_of(text, place) for place in sorted([*lone, *opened])]


def _place_of(text: str, place: int) -> Unbalanced:
    line = text.count("\n", 0, place)
    return Unbalanced(text[place], line + 1, place - text.rfind("\n", 0, place))


def _add(stretches: list[Stretch], text: str, owners: list[tuple[str, ...]]) -> None:
    if text:
        stretches.append(Stretch(text, len(owners), owners[-1] if owners else ()))


def _owners(text: str, start: int, end: int, known: Collection[str]) -> tuple[str, ...]:
    label = _OWNERS.match(text, start + 1, end)
    if label is None:
        return ()
    names = tuple(name for name in _SEPARATOR.split(label[1].strip()) if name)
    if known:
        return names if names and all(name.casefold() in known for name in names) else ()
    return names if all(name.replace(" ", "").isalnum() and name[0].isupper() for name in names) else ()


def _unlabelled(stretch: Stretch) -> str:
    label = _OWNERS.match(stretch.text, 1) if stretch.owners and stretch.text.startswith("[") else None
    return stretch.text[label.end() :] if label else stretch.text


def _has_options(text: str, start: int, partners: dict[int, int]) -> bool:
    """Whether a bracket itself, not one inside it, has a stroke between options."""
    place, end = start + 1, partners[start]
    while place < end:
        if place in partners:
            place = partners[place]
        elif text[place] == "/" and text[place - 1 : place + 1] != "//" and text[place + 1 : place + 2] != "/":
            return True
        place += 1
    return False
