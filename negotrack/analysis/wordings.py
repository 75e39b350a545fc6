"""The words of a text: what in them is not agreed, what changed between two wordings, and where a passage stands.

Brackets: ``[…]`` is not agreed; ``[a/b]`` offers options; ``[GOV: …]`` says who wants it. Left alone are what no
negotiator means by them: the mark of a footnote as ``[12]``, ``[sic]``, and an omission as ``[…]`` or ``[...]``.

Differences: first by paragraph, then word by word inside those that changed; the standard library's matcher does the
work on both levels. By paragraph alone would hide a changed word; word by word over sixty pages would be slow, and
match a "the" of page 3 with one of page 50.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import NamedTuple

from negotrack.analysis.folding import loosely
from negotrack.model.records import Passage

_MARK = re.compile(r"\[\s*(?:\d+|sic[.!]?|…|\.{3})\s*\]", re.IGNORECASE)
_OWNERS = re.compile(r"\s*([^\[\]:/\n]{1,80}?)\s*:(?!//)")
_SEPARATOR = re.compile(r"\s*(?:,|;|\band\b|\+|&)\s*")

# Scripts without spaces between words: each character counts as a word.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_SPACED = rf"(?!{_UNSPACED})\w"
# A word takes the white space behind it along, so that a lone space never counts as something in common.
_TOKEN = rf"(?:{_UNSPACED}|(?:(?!{_UNSPACED})[\w\u00ad])+|[^\w\s])\s*|\s+"
_WORD = rf"{_UNSPACED}|(?:{_SPACED})+(?:['’\u00ad-](?:{_SPACED})+)*"
_compiled = cache(re.compile)
"""To compile a pattern of words takes as long as to read a small negotiation, so it waits until there is a wording."""

# ---- What is not agreed ----


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
    return sum(1 for _ in _compiled(_WORD).finditer(text))


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
    """Whether a bracket itself, not one inside it, has a stroke between options."""
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
"""Pieces beyond which the commonest ones no longer count as something in common, which would take too long."""
_ALIKE = 0.5
"""The share of their words from which on two paragraphs are one, reworded."""


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


class Fragment(NamedTuple):
    """A piece of one version or of both, with its white space."""

    fate: Fate
    text: str


def text_difference(before: str, after: str) -> tuple[Fragment, ...]:
    """The pieces of two versions of one text, in order; what is gone stands before what is new.

    White space and soft hyphens make no difference: lines that were broken by a printer are the same text.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pieces = [*_by_paragraph(old, new)]
    return tuple(_joined(_with_moves(pieces)))


def vanished(pieces: Sequence[Fragment]) -> tuple[str, ...]:
    """What stood in the first version and no longer stands in the second, each stretch that has a word."""
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
    """Paragraphs in place of others: each beside the first after the last pair that has half of its words."""
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
    """Paragraphs that stand elsewhere now are moved, and neither gone nor new."""
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
    """Neighbours of one fate as one piece; moved paragraphs stay apart."""
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


# ---- Where a passage stands ----

_CONTEXT = 60
_BOTH = 2
_NEARLY = 0.75
"""The share of its words from which on a sentence is a passage, reworded."""


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
    places = [match.span() for match in re.finditer(loosely(passage.quote) or r"\Z.", text)]
    if not places:
        return _nearly(passage.quote, text)
    around = [_around(passage, text, *place) for place in places]
    best = max(around)
    return Match(PassageState.EXACT if best == _BOTH else PassageState.MOVED, *places[around.index(best)])


def _around(passage: Passage, text: str, start: int, end: int) -> int:
    """How much of what stood around a passage stands around a place, before it and after it."""
    before, after = text[max(0, start - 2 * _CONTEXT) : start], text[end : end + 2 * _CONTEXT]
    is_before = " ".join(before.split()).endswith(" ".join(passage.before.split()))
    return is_before + " ".join(after.split()).startswith(" ".join(passage.after.split()))


def _nearly(quote: str, text: str) -> Match:
    """The sentence that has most of the words of a quote, if it has three in four of them."""
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
