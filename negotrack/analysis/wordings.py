"""Wordings: what in them is not agreed, what changed between two of them, and where a passage is.

Brackets: bracketed text is not agreed; ``[a/b]`` offers options; ``[GOV: …]`` says who wants it. Brackets with other
meanings are ignored: a footnote mark such as ``[12]``, ``[sic]``, and an omission, ``[…]`` or ``[...]``.

Differences are found by paragraph, then word by word inside changed paragraphs, both with the standard library's
matcher. By paragraph alone would hide a changed word; word by word over sixty pages would be slow, and match a "the"
on page 3 with one on page 50.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import NamedTuple

from negotrack.analysis.folding import phrase_pattern
from negotrack.model.records import Passage

_MARK = re.compile(r"\[\s*(?:\d+|sic[.!]?|…|\.{3})\s*\]", re.IGNORECASE)
_OWNERS = re.compile(r"\s*([^\[\]:/\n]{1,80}?)\s*:(?!//)")
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|\+|&)\s*")

# Scripts without spaces between words: each character counts as a word.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_SPACED = rf"(?!{_UNSPACED})\w"
# A word includes the white space after it, so that a lone space never counts as something in common.
_TOKEN = rf"(?:{_UNSPACED}|(?:(?!{_UNSPACED})[\w\u00ad])+|[^\w\s])\s*|\s+"
_WORD = rf"{_UNSPACED}|(?:{_SPACED})+(?:['’\u00ad-](?:{_SPACED})+)*"
_compiled = cache(re.compile)
"""Compiling a pattern of words takes as long as reading a small negotiation, so it is left to the first wording."""

# ---- What is not agreed ----


class Unbalanced(NamedTuple):
    """A bracket without a partner.

    Attributes:
        bracket: ``[`` or ``]``.
        line: its line, counted from 1.
        column: its column, counted from 1.
    """

    bracket: str
    line: int
    column: int


class Stretch(NamedTuple):
    """A stretch of text at one depth of brackets.

    Attributes:
        text: the text, including its brackets.
        depth: the number of brackets around it; 0 is agreed.
        owners: who wants the innermost bracket, as written; empty if it does not say.
    """

    text: str
    depth: int
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A wording with its brackets parsed.

    Attributes:
        stretches: the whole text, in order; joined, they are the wording.
        brackets: the number of pairs.
        options: the number of pairs that offer options.
        unbalanced: the brackets without a partner, which count as text.
        words: the number of words, without owners' labels.
        clean: the number of words outside all brackets.
    """

    stretches: tuple[Stretch, ...]
    brackets: int
    options: int
    unbalanced: tuple[Unbalanced, ...]
    words: int
    clean: int

    @property
    def share(self) -> float | None:
        """The share of words that are clean, from 0 to 1; None if there are no words, or an unbalanced bracket.

        How far a bracket without a partner reaches is not known, and so neither is which words are outside.
        """
        return self.clean / self.words if self.words and not self.unbalanced else None

    @property
    def by_owner(self) -> dict[tuple[str, ...], int]:
        """The number of bracketed words by owners, as written; words without an owner are under the empty tuple."""
        found: dict[tuple[str, ...], int] = {}
        for stretch in self.stretches:
            if stretch.depth:
                found[stretch.owners] = found.get(stretch.owners, 0) + _count_words(_unlabelled(stretch))
        return {owners: words for owners, words in found.items() if words}


def read_brackets(text: str, sides: Collection[str] = ()) -> Bracketed:
    """Parse the brackets of a wording; not recursive, so that no nesting is too deep.

    Args:
        text: the wording.
        sides: the ids and short names of the sides; if given, only a label that names sides counts as owners.
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
    """The number of words in a text; in scripts without spaces between words, of characters."""
    return sum(1 for _ in _compiled(_WORD).finditer(text))


def _partners(text: str) -> tuple[dict[int, int], list[Unbalanced]]:
    """The index at which each bracket closes, by the index at which it opens, and the brackets without a partner."""
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
    return partners, [_unbalanced(text, place) for place in sorted([*lone, *opened])]


def _unbalanced(text: str, place: int) -> Unbalanced:
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
    """Whether a bracket itself, not one inside it, has a slash between options."""
    place, end = start + 1, partners[start]
    while place < end:
        if place in partners:
            place = partners[place]
        elif text[place] == "/" and text[place - 1 : place + 1] != "//" and text[place + 1 : place + 2] != "/":
            return True
        place += 1
    return False


# ---- What changed ----

_PARAGRAPH = re.compile(r".*?(?:\n[^\S\n]*\n\s*|\Z)", re.DOTALL)
_LONGEST = 2_000
"""The most pieces for an exact match; beyond that, the most common pieces are not matched, to save time."""
_ALIKE = 0.5
"""The least share of common words for two paragraphs to count as one, reworded."""


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


class Fragment(NamedTuple):
    """A piece of one version or both, with its white space."""

    fate: Fate
    text: str


def text_difference(before: str, after: str) -> tuple[Fragment, ...]:
    """The pieces of two versions of one text, in order; deleted text comes before new text.

    White space and soft hyphens are ignored: text with other line breaks is the same text.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pieces = [*_by_paragraph(old, new)]
    return tuple(_joined(_with_moves(pieces)))


def vanished(pieces: Sequence[Fragment]) -> tuple[str, ...]:
    """The text that is in the first version but no longer in the second, each stretch that contains a word."""
    gone = (" ".join(piece.text.split()) for piece in pieces if piece.fate is Fate.GONE)
    return tuple(text for text in gone if re.search(r"\w", text))


def _paragraphs(text: str) -> list[str]:
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    return [match[0] for match in _PARAGRAPH.finditer(normal) if match[0]]


def _by_paragraph(old: Sequence[str], new: Sequence[str]) -> Iterator[Fragment]:
    for tag, first, last, start, end in _matched([*map(_key, old)], [*map(_key, new)]):
        if tag == "equal":
            yield from (Fragment(Fate.KEPT, text) for text in new[start:end])
        elif tag == "replace":
            yield from _replaced(old[first:last], new[start:end])
        else:
            yield from (Fragment(Fate.GONE, text) for text in old[first:last])
            yield from (Fragment(Fate.NEW, text) for text in new[start:end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Fragment]:
    """Replaced paragraphs: each is paired with the first one after the last pair that shares half of its words."""
    ahead = 0
    for text in old:
        words = set(_words(text))
        match = next((place for place in range(ahead, len(new)) if _alike(words, set(_words(new[place])))), None)
        if match is None and len(old) == len(new) == 1:
            match = 0
        if match is None:
            yield Fragment(Fate.GONE, text)
            continue
        yield from (Fragment(Fate.NEW, each) for each in new[ahead:match])
        yield from _by_word(text, new[match])
        ahead = match + 1
    yield from (Fragment(Fate.NEW, each) for each in new[ahead:])


def _by_word(before: str, after: str) -> Iterator[Fragment]:
    old, new = _compiled(_TOKEN).findall(before), _compiled(_TOKEN).findall(after)
    for tag, first, last, start, end in _matched([*map(_key, old)], [*map(_key, new)]):
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        if tag == "equal":
            yield Fragment(Fate.KEPT, come)
            continue
        if gone:
            yield Fragment(Fate.GONE, gone)
        if come:
            yield Fragment(Fate.NEW, come)


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher  # slow to import, and rarely needed

    return list(SequenceMatcher(None, old, new, autojunk=len(old) > _LONGEST).get_opcodes())


def _with_moves(pieces: Sequence[Fragment]) -> Iterator[Fragment]:
    """Mark paragraphs that are now elsewhere as moved, instead of gone and new."""
    gone = {_key(piece.text) for piece in pieces if piece.fate is Fate.GONE}
    new = {_key(piece.text) for piece in pieces if piece.fate is Fate.NEW}
    moved = {key for key in gone & new if len(_words(key)) > 3}
    fates = {Fate.GONE: Fate.MOVED_AWAY, Fate.NEW: Fate.MOVED_HERE}
    for piece in pieces:
        if piece.fate in fates and _key(piece.text) in moved:
            yield Fragment(fates[piece.fate], piece.text)
        else:
            yield piece


def _joined(pieces: Iterator[Fragment]) -> Iterator[Fragment]:
    """Join adjacent pieces with the same fate; moved paragraphs stay separate."""
    for fate, alike in groupby(pieces, key=lambda piece: piece.fate):
        if fate in {Fate.MOVED_AWAY, Fate.MOVED_HERE}:
            yield from alike
        else:
            yield Fragment(fate, "".join(piece.text for piece in alike))


def _key(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _words(text: str) -> list[str]:
    return [token for token in _compiled(_TOKEN).findall(text) if not token.isspace()]


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and len(one & other) / max(len(one), len(other)) >= _ALIKE


# ---- Finding a passage ----

_CONTEXT = 60
_BOTH = 2
_NEARLY = 0.75
"""The share of common words above which a sentence counts as a passage, reworded."""


class PassageState(StrEnum):
    """What became of a passage."""

    EXACT = "exact"
    MOVED = "moved"
    GONE = "gone"


class Match(NamedTuple):
    """Where a passage is in a wording.

    Attributes:
        found: exact: the same words in the same context; moved: the same or similar words elsewhere; or gone.
        start: the index of its first character; 0 if it is gone.
        end: the index after its last character; 0 if it is gone.
    """

    found: PassageState
    start: int = 0
    end: int = 0


def passage_of(identifier: str, text: str, start: int, end: int) -> Passage:
    """The passage between two indices of a wording, with the text before and after it."""
    return Passage(
        text=identifier,
        quote=text[start:end],
        before=text[max(0, start - _CONTEXT) : start],
        after=text[end : end + _CONTEXT],
    )


def find_passage(passage: Passage, text: str) -> Match:
    """Find a passage in a wording; line breaks make no difference."""
    places = [match.span() for match in re.finditer(phrase_pattern(passage.quote) or r"\Z.", text)]
    if not places:
        return _nearly(passage.quote, text)
    around = [_around(passage, text, *place) for place in places]
    best = max(around)
    return Match(PassageState.EXACT if best == _BOTH else PassageState.MOVED, *places[around.index(best)])


def _around(passage: Passage, text: str, start: int, end: int) -> int:
    """How much of the passage's context, before and after, matches the text around a place: 0 to 2."""
    before, after = text[max(0, start - 2 * _CONTEXT) : start], text[end : end + 2 * _CONTEXT]
    is_before = " ".join(before.split()).endswith(" ".join(passage.before.split()))
    return is_before + " ".join(after.split()).startswith(" ".join(passage.after.split()))


def _nearly(quote: str, text: str) -> Match:
    """The sentence with most of the words of a quote, if it has more than three in four of them."""
    wanted = re.findall(r"\w+", quote.casefold())
    if len(wanted) < 4:
        return Match(PassageState.GONE)
    best = Match(PassageState.GONE)
    share = _NEARLY
    for match in re.finditer(r"[^.;!?。；！？\n]+", text):
        words = re.findall(r"\w+", match[0].casefold())
        common = sum(min(words.count(word), wanted.count(word)) for word in set(wanted))
        alike = common / len(wanted)
        if alike > share:
            best, share = Match(PassageState.MOVED, match.start(), match.end()), alike
    return best
