"""Parsing dates as people write them, and as this program prints them, to spans.

``25 August 2021``, ``Aug 25, 2021``, ``about 30 Aug 2021``, ``17–about 30 August 2021``, ``27.3.2026``: any date that
names its month, or leaves no doubt which number is the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from negotrack.model.dates import MONTHS, Span, parse_day, parse_span

_AFTER = re.compile(r"(?:on or after|after or on|from|since)\s+(.+)")
_BEFORE = re.compile(r"(?:on or before|until|till|up to)\s+(.+)")
_RANGES = (
    re.compile(r"between\s+(.+?)\s+and\s+(.+)"),
    re.compile(r"(?:from\s+)?(.+?)\s*(?:\bto\b|\buntil\b|–|—|\s-\s)\s*(.+)"),
)
_ABOUT = re.compile(r"(?:(?:about|around|approximately|approx\.?|circa|ca?\.)\s*|~\s*)(.+)|(.+?)\s*~")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+")
_WORDS = re.compile(
    r"(?:the\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?[\s-]?)?(?P<month>[a-z]{3,})\.?"
    r"(?:\s+(?P<late>\d{1,2})(?:st|nd|rd|th)?(?=,|\s))?,?[\s-]*(?P<year>\d{4})?"
)
_BARE_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.IGNORECASE)
_PLAIN = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[t ]\d{2}:\d{2}.*)?")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")


UNKNOWN = "unknown"
"""What the user types for a date that is not reported."""


class DateOrder(StrEnum):
    """Whether the day or the month comes first in a date written in numbers with the year last."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class UnclearOrderError(ValueError):
    """A date in numbers may mean either of two days."""


def typed_span(text: str) -> Span | None:
    """Read a span as typed, in the files' form or as people write dates; None for the word ``unknown``.

    Raises:
        ValueError: it is not a date, or may mean either of two days.
    """
    if text.strip().casefold() == UNKNOWN:
        return None
    try:
        return parse_span(text)
    except ValueError as error:
        return _as_written(text, error)


def typed_day(text: str) -> date:
    """Read one day as typed, in the files' form or as people write dates.

    Raises:
        ValueError: it is not one day, or may mean either of two.
    """
    try:
        return parse_day(text)
    except ValueError as error:
        found = _as_written(text, error)
        if found.is_day and found.first and not found.about_last:
            return found.first
        raise


def _as_written(text: str, error: ValueError) -> Span:
    """Read a date such as ``25 August 2021``; if that fails, raise the error of the first attempt."""
    try:
        return read_written(text)
    except UnclearOrderError:
        raise
    except ValueError:
        raise error from None


def read_written(text: str, order: DateOrder | None = None) -> Span:
    """Read a date as people write it.

    Args:
        text: the date; a span in the files' form is accepted too.
        order: whether the day or the month comes first in ``3/4/2026``; None to refuse such a date.

    Raises:
        UnclearOrderError: it means a different day in either order.
        ValueError: it is not a date.
    """
    try:
        return parse_span(text)
    except ValueError:
        words = " ".join(text.casefold().split())
        if not any(character.isdigit() for character in words):
            raise
        for found in _readings(words, order):
            return parse_span(found)
        raise


def _readings(words: str, order: DateOrder | None) -> Iterator[str]:
    """The possible readings of a text, in the files' form; none if it is not a date."""
    if part := _part(words, order):
        yield part
    if (match := _AFTER.fullmatch(words)) and (part := _part(match[1], order)):
        yield f"{part}/.."
    if (match := _BEFORE.fullmatch(words)) and (part := _part(match[1], order)):
        yield f"../{part}"
    for pattern in _RANGES:
        if (match := pattern.fullmatch(words)) and (last := _part(match[2], order)):
            first = _part(match[1], order, like=last)
            if first:
                yield f"{first}/{last}"


def _part(text: str, order: DateOrder | None, *, like: str = "") -> str:
    """One day, month or year in the files' form; empty if the text is none of these.

    Args:
        text: the words.
        order: whether the day or the month comes first in numbers.
        like: the end of the interval that the text begins, to take a missing month and year from.
    """
    if about := _ABOUT.fullmatch(text):
        part = _part(about[1] or about[2], order, like=like)
        return f"{part}~" if part else ""
    text = _WEEKDAY.sub("", text, count=1)
    if (bare := _BARE_DAY.fullmatch(text)) and like[5:7]:
        return f"{like[:7]}-{int(bare[1]):02}"
    if _SERIAL.fullmatch(text):
        raise ValueError("is a number, as spreadsheets count days; format the column as a date there")
    if numbers := _NUMBERS.fullmatch(text):
        return _of_numbers(numbers[1], numbers[3], numbers[4], order)
    if plain := _PLAIN.fullmatch(text):
        return plain[1]
    return _of_words(text, like[:4])


def _of_words(text: str, year: str) -> str:
    match = _WORDS.fullmatch(text)
    month = _month(match["month"]) if match else None
    if match is None or month is None or (match["day"] and match["late"]):
        return ""
    day, year = match["day"] or match["late"], match["year"] or year
    if not year:
        return ""
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _month(word: str) -> int | None:
    found = [number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else None


def _of_numbers(first: str, second: str, third: str, order: DateOrder | None) -> str:
    if len(first) == 4:
        return f"{first}-{int(second):02}-{int(third):02}"
    if len(third) != 4:
        raise ValueError("has a year of two digits; write all four")
    one, two = int(first), int(second)
    if order is None and one != two and max(one, two) <= 12:
        raise UnclearOrderError(f"may be {one} {MONTHS[two - 1]} or {two} {MONTHS[one - 1]}")
    day_first = one > 12 or (two <= 12 and order is not DateOrder.MONTH_FIRST)
    day, month = (one, two) if day_first else (two, one)
    return f"{third}-{month:02}-{day:02}"
