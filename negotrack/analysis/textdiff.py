"""The difference between two wordings: first by paragraph, then word by word inside those that changed.

The standard library's matcher does the work on both levels. By paragraph alone would hide a changed word; word by
word over sixty pages would be slow, and match a "the" of page 3 with one of page 50.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

# A word takes the white space behind it along, so that a lone space never counts as something in common.
_TOKEN = re.compile(
    "(?:[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    "|(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[\\w\u00ad])+"
    r"|[^\w\s])\s*|\s+"
)
_PARAGRAPH = re.compile(r".*?(?:\n[^\S\n]*\n\s*|\Z)", re.DOTALL)
_LONGEST = 2_000
"""Pieces beyond which the commonest ones no longer count as something in common, which would take too long."""
_ALIKE = 0.5


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


class Piece(NamedTuple):
    """A piece of one version or of both, with its white space."""

    fate: Fate
    text: str


def text_difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two versions of one text, in order; what is gone stands before what is new.

    White space and soft hyphens make no difference: lines that were broken by a printer are the same text.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    pieces = [*_by_paragraph(old, new)]
    return tuple(_joined(_with_moves(pieces)))


def vanished(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What stood in the first version and no longer stands in the second, each stretch that has a word."""
    gone = (" ".join(piece.text.split()) for piece in pieces if piece.fate is Fate.GONE)
    return tuple(text for text in gone if re.search(r"\w", text))


def _paragraphs(text: str) -> list[str]:
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    return [match[0] for match in _PARAGRAPH.finditer(normal) if match[0]]


def _by_paragraph(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, first, last, start, end in _matched([*map(_key, old)], [*map(_key, new)]):
        if tag == "equal":
            yield from (Piece(Fate.KEPT, text) for text in new[start:end])
        elif tag == "replace":
            yield from _replaced(old[first:last], new[start:end])
        else:
            yield from (Piece(Fate.GONE, text) for text in old[first:last])
            yield from (Piece(Fate.NEW, text) for text in new[start:end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Paragraphs in place of others: each beside the first after the last pair that has half of its words."""
    ahead = 0
    for text in old:
        words = set(_words(text))
        match = next((place for place in range(ahead, len(new)) if _alike(words, set(_words(new[place])))), None)
        if match is None and len(old) == len(new) == 1:
            match = 0
        if match is None:
            yield Piece(Fate.GONE, text)
            continue
        yield from (Piece(Fate.NEW, each) for each in new[ahead:match])
        yield from _by_word(text, new[match])
        ahead = match + 1
    yield from (Piece(Fate.NEW, each) for each in new[ahead:])


def _by_word(before: str, after: str) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for tag, first, last, start, end in _matched([*map(_key, old)], [*map(_key, new)]):
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        if tag == "equal":
            yield Piece(Fate.KEPT, come)
            continue
        if gone:
            yield Piece(Fate.GONE, gone)
        if come:
            yield Piece(Fate.NEW, come)


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher  # slow to import, and rarely needed

    return list(SequenceMatcher(None, old, new, autojunk=len(old) > _LONGEST).get_opcodes())


def _with_moves(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Paragraphs that stand elsewhere now are moved, and neither gone nor new."""
    gone = {_key(piece.text) for piece in pieces if piece.fate is Fate.GONE}
    new = {_key(piece.text) for piece in pieces if piece.fate is Fate.NEW}
    moved = {key for key in gone & new if len(_words(key)) > 3}
    fates = {Fate.GONE: Fate.MOVED_AWAY, Fate.NEW: Fate.MOVED_HERE}
    for piece in pieces:
        if piece.fate in fates and _key(piece.text) in moved:
            yield Piece(fates[piece.fate], piece.text)
        else:
            yield piece


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece; moved paragraphs stay apart."""
    last: Piece | None = None
    for piece in pieces:
        if last and last.fate is piece.fate and piece.fate in {Fate.KEPT, Fate.GONE, Fate.NEW}:
            last = Piece(last.fate, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _key(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _words(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if not token.isspace()]


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and len(one & other) / max(len(one), len(other)) >= _ALIKE
