"""The difference between two versions of one text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 2_000
"""How many words a text may have to be compared word by word."""


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A piece of one version or of both, with its white space."""

    fate: Fate
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of two versions of one text, in order; what is gone stands before what is new."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _LONGEST and old != new:
        return tuple(piece for piece in (Piece(Fate.GONE, before), Piece(Fate.NEW, after)) if piece.text)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    from difflib import SequenceMatcher  # slow to import, and rarely needed

    for _, first, last, start, end in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[start:end])
        if gone == come:
            yield Piece(Fate.KEPT, gone)
            continue
        if gone:
            yield Piece(Fate.GONE, gone)
        if come:
            yield Piece(Fate.NEW, come)
