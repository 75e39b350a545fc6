"""Identifiers: which ones are valid, how they sort, and how the program generates its own."""

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
"""The most digits of a whole number that every TOML and JSON reader preserves."""
WHOLE = "_"
"""The folder name for annotations about the negotiation as a whole."""
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIGITS = re.compile(r"(\d+)")
_PLAIN = re.compile(rf"[A-Za-z0-9_-][A-Za-z0-9._-]{{0,{LONGEST_IDENTIFIER - 1}}}")


def fault(identifier: str) -> str | None:
    """What is wrong with an identifier, or None if it is valid.

    A valid one has one to eighty letters, digits, ``.``, ``_`` and ``-``, is in Unicode's normal form NFC, and does
    not begin with a dot.
    """
    if _PLAIN.fullmatch(identifier):  # nearly all of thousands
        return None
    if not identifier:
        return "is empty"
    if len(identifier) > LONGEST_IDENTIFIER:
        return f"is longer than {LONGEST_IDENTIFIER} characters"
    if identifier.startswith("."):
        return "begins with a dot"
    if not unicodedata.is_normalized("NFC", identifier):
        return "is not in Unicode's composed form (NFC)"
    wrong = next((each for each in identifier if not _is_allowed(each)), None)
    return f"has {wrong!r}; letters, digits, '.', '_' and '-' are allowed" if wrong else None


def _is_allowed(character: str) -> bool:
    return character.isalnum() or character in "._-" or unicodedata.category(character).startswith("M")


def number_or_label(text: str) -> int | str:
    """The number of a proposal as typed: an integer if it is written as one, otherwise a label."""
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS and str(int(text)) == text
    return int(text) if is_number else text


def natural(identifier: str) -> list[Any]:
    """A sort key that compares runs of digits as numbers."""
    # Text and digits alternate, so like is compared with like; before leading digits, re.split yields "".
    pieces: list[Any] = _DIGITS.split(identifier)
    for place in range(1, len(pieces), 2):
        pieces[place] = (int(pieces[place]), pieces[place])
    return pieces


def new_identifier(now: datetime | None = None) -> str:
    """Generate an identifier: the UTC time to the microsecond, and ten random letters or digits."""
    from datetime import UTC, datetime  # only needed for writing; shell completion must be fast

    moment = (now or datetime.now(UTC)).astimezone(UTC)
    return f"{moment:%Y%m%dT%H%M%S.%fZ}-{random_tail(10)}"


def tail(identifier: str) -> str:
    """The last part of a generated identifier, which also identifies it and does not wrap."""
    return identifier.rpartition("-")[2]


def random_tail(length: int) -> str:
    """Random letters or digits, so that identifiers generated independently do not collide."""
    import secrets  # only needed for writing, and slow to import

    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def slug(text: str) -> str:
    """An identifier made from a title: lower case, words joined with ``-``; empty if the title has no words."""
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
    """The items with a given id, or else those whose id begins or ends with it; an empty id matches nothing.

    Args:
        known: the items to choose from.
        named: an id, or the start or end of one.
        identifier: returns the id of an item.
    """
    exact = [each for each in known if identifier(each) == named]
    return exact or [each for each in known if named and _begins_or_ends(identifier(each), named)]


def _begins_or_ends(identifier: str, named: str) -> bool:
    return identifier.startswith(named) or identifier.endswith(named)
