"""Days and spans of days: a TOML date, or text in a subset of EDTF (ISO 8601-2).

A span is the range in which one day lies: a day, a month, a year, an interval ``a/b``, or an open interval ``a/..``
or ``../b``; ``~`` marks an end as approximate.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic_core import core_schema

_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)\Z", re.ASCII)
_HINT = "write a day, month or year (2021-08-17, 2021-08, 2021), an interval a/b, a/.. or ../b, and ~ for about"


_ABOUT = 7
"""How many days after an approximate day something may have happened."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, in one of which something happened.

    Attributes:
        text: the span as it was written.
        first: its first day; None for an open start.
        last: its last day; None for an open end.
        about_first: whether the start is approximate.
        about_last: whether the end is approximate.
    """

    text: str
    first: date | None
    last: date | None
    about_first: bool = False
    about_last: bool = False

    @property
    def earliest(self) -> date:
        """The first day, for sorting; for an open start, the last day."""
        return self.first or self.last or date.min

    @property
    def latest(self) -> date:
        """The last day, for sorting; for an open end, the first day."""
        return self.last or self.first or date.max

    @property
    def ends(self) -> tuple[date | None, date | None, bool, bool]:
        """Both ends, and whether each is approximate: equal for spans that mean the same, however written."""
        return self.first, self.last, self.about_first, self.about_last

    @property
    def surely_over(self) -> date:
        """The day by which the dated thing has certainly happened: a week later than an approximate end."""
        if self.last is None:
            return date.max
        return days_on(self.last, _ABOUT) if self.about_last else self.last

    def surely_after(self, other: Span) -> bool:
        """Whether this span begins after the other ends."""
        return self.first is not None and other.last is not None and self.first > other.last

    def surely_not_after(self, other: Span) -> bool:
        """Whether this span ends no later than the other begins."""
        return self.last is not None and other.first is not None and self.last <= other.first

    @property
    def is_one_day(self) -> bool:
        """Whether the span is a single day, and not approximate."""
        return self.is_day and not self.about_first and not self.about_last

    @property
    def is_day(self) -> bool:
        """Whether the span is a single day, exact or approximate."""
        return self.first is not None and self.first == self.last

    def certain_by(self, day: date) -> bool:
        """Whether the dated thing had certainly happened by the end of a day."""
        return self.last is not None and self.surely_over <= day

    def possible_by(self, day: date) -> bool:
        """Whether the dated thing may have happened by the end of a day."""
        return self.first is None or self.first <= day

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        return core_schema.no_info_plain_validator_function(
            read_span,
            serialization=core_schema.plain_serializer_function_ser_schema(write_span, when_used="always"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {
            "type": "string",
            "description": f"A TOML date, or text: {_HINT}.",
            "examples": ["2021-08-17/2021-08-30~"],
        }


def today() -> date:
    """Today's date in the local time zone."""
    return datetime.now(UTC).astimezone().date()


def read_span(value: object) -> Span:
    """The span that a TOML value means.

    Raises:
        ValueError: the value is not a day, month, year or interval.
    """
    if type(value) is date:  # nearly always
        return _one_day(value)
    if isinstance(value, Span):
        return value
    if isinstance(value, datetime):
        raise ValueError("has a time of day; a date has none")
    if not isinstance(value, str):
        raise ValueError(f"is not a date; {_HINT}")
    return parse_span(value)


def days_on(day: date, days: int) -> date:
    """The day that many days later, or earlier if negative; the calendar ends with the years 1 and 9999."""
    return date.fromordinal(max(date.min.toordinal(), min(day.toordinal() + days, date.max.toordinal())))


@lru_cache(maxsize=4096)
def _one_day(day: date) -> Span:
    return Span(day.isoformat(), day, day)


def write_span(span: Span) -> date | str:
    """The TOML value of a span: a date if it is one day, otherwise its text."""
    if span.is_day and span.first is not None and span.text == span.first.isoformat():
        return span.first
    return span.text


@lru_cache(maxsize=4096)
def parse_span(text: str) -> Span:
    """Read a span from text.

    Raises:
        ValueError: the text is not a span, or ends before it begins.
    """
    left, slash, right = text.strip().partition("/")
    if left == right == "..":
        raise ValueError("is open at both ends; leave the date out instead")
    beginning = None if slash and left == ".." else _part(left, text)
    end = beginning if not slash else None if right == ".." else _part(right, text)
    if beginning and end and end.last < beginning.first:
        raise ValueError(f"ends before it begins: {text!r}")
    return Span(
        text.strip(),
        first=beginning.first if beginning else None,
        last=end.last if end else None,
        about_first=beginning is not None and beginning.about,
        about_last=end is not None and end.about,
    )


def certain_by(span: Span | None, day: date | None) -> bool:
    """Whether something dated had certainly happened by a day; always true without a date or a day."""
    return span is None or day is None or span.certain_by(day)


def possible_by(span: Span | None, day: date | None) -> bool:
    """Whether something dated may have happened by a day; always true without a date or a day."""
    return span is None or day is None or span.possible_by(day)


def parse_day(text: str) -> date:
    """Read one day, as typed after ``--as-of``.

    Raises:
        ValueError: the text is not one day.
    """
    written = _PART.match(text.strip())
    if written is None or not written[3] or written[4]:
        raise ValueError(f"is not one day: {text!r}; write it like 2021-08-17")
    return _part(text.strip(), text).first


class _Part(NamedTuple):
    first: date
    last: date
    about: bool


def _part(text: str, whole: str) -> _Part:
    match = _PART.match(text)
    if not match:
        raise ValueError(f"cannot be read as a date: {whole!r}; {_HINT}")
    year = int(match[1])
    month, day = (int(group) if group else None for group in match.groups()[1:3])
    about = bool(match[4])
    try:
        if month is None:
            return _Part(date(year, 1, 1), date(year, 12, 31), about)
        if day is None:
            return _Part(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), about)
        return _Part(date(year, month, day), date(year, month, day), about)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"no such day: {text!r}") from error
