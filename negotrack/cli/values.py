"""Types of arguments: each reads a word, or says what is wrong with it and what is near it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from negotrack.errors import UsageError
from negotrack.model.dates import Span, parse_day, parse_span
from negotrack.model.records import Evidence
from negotrack.suggestions import nearest

Word = TypeVar("Word", bound=StrEnum)
UNKNOWN = "unknown"


def word(kind: type[Word]) -> Callable[[str], Word]:
    """A reader of one word of a vocabulary."""

    def read(text: str) -> Word:
        try:
            return kind(text)
        except ValueError as error:
            known = [each.value for each in kind]
            raise _wrong(f"{text!r} is not one of {', '.join(known)}{nearest(text, known)}") from error

    return read


def words(kind: type[Word]) -> Callable[[str], tuple[Word, ...]]:
    """A reader of words of a vocabulary, with commas between them."""
    one = word(kind)
    return lambda text: tuple(one(part) for part in names(text))


def names(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def day(text: str) -> date:
    """One day."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise _wrong(str(error)) from error


def span(text: str) -> Span | None:
    """A day, a span of days, or ``unknown``."""
    if text.strip().casefold() == UNKNOWN:
        return None
    try:
        return parse_span(text)
    except ValueError as error:
        raise _wrong(f"{error}; '{UNKNOWN}' where the day is not reported") from error


def number(text: str) -> int | str:
    """A proposal's number: a whole number, or a label."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else text


def credibility(text: str) -> int:
    """An Admiralty digit."""
    if text not in {"1", "2", "3", "4", "5", "6"}:
        raise _wrong(f"{text!r} is not a credibility from 1 to 6; leave it out where it has not been judged")
    return int(text)


def cited(named: str, credibility: int | None, quote: str | None = None) -> Evidence:
    """A place in a source, from ``ID`` or ``ID@WHERE``."""
    source, _, where = (part.strip() for part in named.partition("@"))
    if not source:
        raise UsageError(f"--source {named!r}: names no source; write ID, or ID@WHERE")
    said = quote.strip() if quote else ""
    try:
        return Evidence(source=source, where=where or None, credibility=credibility, quote=said or None)
    except ValidationError as error:
        raise UsageError(f"--source {named!r}: is no text in UTF-8") from error


def _wrong(message: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(message.replace("%", "%%"))
