"""Dates in words, which keep what is known apart from what is not: no day is ever made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NamedTuple

from negotrack.model.dates import MONTHS, Span
from negotrack.model.records import Position

DAY_NOT_REPORTED = "day not reported"
ALL_RECORDS = "all records"
"""What is shown if no day is asked for."""


def day_words(span: Span | None) -> str:
    """A span as worded in a sentence: ``between 17 and about 30 August 2021``, or ``day not reported``."""
    return span_words(span) if span else DAY_NOT_REPORTED


def short_day_words(span: Span | None) -> str:
    """A span as worded in a table: ``17–about 30 Aug 2021``, ``17 Aug to 6 Sep 2021``, ``15 Aug 2021``."""
    return span_words(span, short=True) if span else DAY_NOT_REPORTED


def span_words(span: Span, *, short: bool = False) -> str:
    """A known span in words: ``24 August 2021``, ``on or after 17 August 2021``, ``August 2021``."""
    first, last = _ends(span)
    end = _words(last, short=short)
    if first == last:
        return end
    if last is None:
        return f"{'from' if short else 'on or after'} {_words(first, short=short)}"
    if first is None:
        return f"{'until' if short else 'on or before'} {end}"
    beginning = _shared(first, last, short=short)
    if not short:
        return f"between {beginning} and {end}"
    return f"{beginning}–{end}" if first.day and beginning.isdecimal() else f"{beginning} to {end}"


def position_day(position: Position, words: Callable[[Span | None], str] = day_words) -> str:
    """When a position was taken, and whether the record keeper deduced that: ``17–30 Aug 2021, deduced``."""
    return f"{words(position.date)}{', deduced' if position.date and position.deduced else ''}"


def date_words(day: date) -> str:
    """One day: ``24 August 2021``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def view_words(day: date | None) -> str:
    """The day that is shown, or ``all records``."""
    return date_words(day) if day else ALL_RECORDS


def moment_words(moment: datetime) -> str:
    """A date and time, always in UTC: ``25 Nov 2026 09:12 UTC``."""
    utc = moment.astimezone(UTC)
    return f"{utc.day} {MONTHS[utc.month - 1][:3]} {utc.year} {utc:%H:%M} UTC"


class _End(NamedTuple):
    """One end of a span, as precise as written."""

    year: int
    month: int | None
    day: int | None
    about: bool


def _ends(span: Span) -> tuple[_End | None, _End | None]:
    left, slash, right = span.text.partition("/")
    first = _end(left, span.first, about=span.about_first)
    return (first, _end(right, span.last, about=span.about_last)) if slash else (first, first)


def _end(text: str, day: date | None, *, about: bool) -> _End | None:
    if day is None:
        return None
    dashes = text.count("-")
    return _End(day.year, day.month if dashes else None, day.day if dashes > 1 else None, about)


def _words(end: _End | None, *, short: bool = False) -> str:
    if end is None:
        return DAY_NOT_REPORTED
    words = ["about"] if end.about else []
    if end.day is not None:
        words.append(str(end.day))
    if end.month is not None:
        name = MONTHS[end.month - 1]
        words.append(name[:3] if short else name)
    return " ".join([*words, str(end.year)])


def _shared(first: _End, last: _End, *, short: bool = False) -> str:
    """The start of an interval, without the parts that its end repeats."""
    words = _words(first, short=short)
    if first.year != last.year or first.month is None or last.month is None:
        return words
    words = words.removesuffix(f" {first.year}")
    if first.month == last.month and first.day is not None and last.day is not None:
        return words.rpartition(" ")[0]
    return words
