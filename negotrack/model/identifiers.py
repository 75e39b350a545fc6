"""Identifiers: which names are allowed, how they sort, and how the program makes its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

T = TypeVar("T")
LONGEST_IDENTIFIER = 80
_MOST_DIGITS = 15
"""Digits of a whole number that every reader of TOML and JSON keeps."""
WHOLE = "_"
"""The name of the folder of annotations about the negotiation as a whole."""
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIGITS = re.compile(r"(\d+)")


def fault(identifier: str) -> str | None:
    """What is wrong with an identifier, or None where it is a good one.

    One to eighty letters, digits, ``.``, ``_`` and ``-``, in Unicode's normal form NFC, no dot first.
    """
    if not identifier:
        return "is empty"
    if len(identifier) > LONGEST_IDENTIFIER:
        return f"is longer than {LONGEST_IDENTIFIER} characters"
    if identifier.startswith("."):
        return "begins with a dot"
    if not unicodedata.is_normalized("NFC", identifier):
        return "is not in Unicode's composed form (NFC)"
    for character in identifier:
        if not (character.isalnum() or character in "._-" or unicodedata.category(character).startswith("M")):
            return f"has {character!r}; letters, digits, '.', '_' and '-' are allowed"
    return None


def number_or_label(text: str) -> int | str:
    """The number of a proposal as it was typed: a whole number where it is written as one, else a label."""
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS and str(int(text)) == text
    return int(text) if is_number else text


def natural(identifier: str) -> list[Any]:
    """A key that sorts identifiers with runs of digits compared as numbers."""
    # Texts and digits take turns, so that like is compared with like; a text that begins with digits begins with "".
    pieces: list[Any] = _DIGITS.split(identifier)
    for place in range(1, len(pieces), 2):
        pieces[place] = (int(pieces[place]), pieces[place])
    return pieces


def new_identifier(now: datetime | None = None) -> str:
    """An identifier of the program's own: UTC time to the microsecond and ten random letters or digits."""
    from datetime import UTC, datetime  # only needed to write, and completing a word is to be quick

    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S.%fZ}-{random_tail(10)}"


def tail(identifier: str) -> str:
    """The end of an identifier of the program's own, which names it as well and does not break over two lines."""
    return identifier.rpartition("-")[2]


def random_tail(length: int) -> str:
    """Random letters or digits, which keep two identifiers that are made apart from meeting."""
    import secrets  # only needed to write, and slow to import

    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def slug(text: str) -> str:
    """An identifier made of a title: lower case, words joined with ``-``; empty where it has none."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFC", folded)
    words = re.findall(r"[^\W_]+", folded)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word
        if len(longer) > 60:
            break
        name = longer
    return name or "".join(words)[:60]


def named_by(known: Sequence[T], named: str, identifier: Callable[[T], str]) -> list[T]:
    """What has an id, else what has an id that begins or ends so; nothing has one that is empty.

    Args:
        known: what there is to choose from.
        named: an id, its beginning or its end.
        identifier: gives the id of one.
    """
    exact = [each for each in known if identifier(each) == named]
    return exact or [each for each in known if named and _begins_or_ends(identifier(each), named)]


def _begins_or_ends(identifier: str, named: str) -> bool:
    return identifier.startswith(named) or identifier.endswith(named)
