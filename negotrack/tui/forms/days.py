"""A date as it is typed, with a reading of it in words."""

from __future__ import annotations

from datetime import date

from negotrack.model.dates import Span, parse_day, parse_span
from negotrack.tui.forms.field import TextField
from negotrack.wording import DAY_NOT_REPORTED, date_words, day_words

UNKNOWN = "unknown"
EXAMPLES = "e.g. 2021-08-17, 2021-08, 2021-08-17/2021-08-30~"


class DateField(TextField):
    """A date, an interval, or the word that says that it is not known."""

    def __init__(self, label: str = "Date", span: Span | None = None, *, required: bool = False) -> None:
        super().__init__(
            label, span.text if span else "", placeholder=f"{EXAMPLES}, {UNKNOWN}" if required else EXAMPLES
        )
        self._required = required

    def read(self) -> Span | None:
        """The span that was typed, None where there is none; says how it was understood, or what is wrong."""
        if self.text is None:
            self.show(f"write a date, or {UNKNOWN}" if self._required else None)
            return None
        try:
            span = None if self.text.casefold() == UNKNOWN else parse_span(self.text)
        except ValueError as error:
            self.show(str(error))
            return None
        words = day_words(span)
        has_day = span is None or span.is_day or DAY_NOT_REPORTED in words
        self.show(reading=words if has_day else f"{words}; {DAY_NOT_REPORTED}")
        return span


class DayField(TextField):
    """One day, or none for all records."""

    def __init__(self, label: str = "As of", day: date | None = None) -> None:
        super().__init__(label, day.isoformat() if day else "", placeholder="all records, or a day as 2021-08-25")

    def read(self) -> date | None:
        """The day that was typed; says how it was understood, or what is wrong."""
        self.show()
        if self.text is None:
            return None
        try:
            day = parse_day(self.text)
        except ValueError as error:
            self.show(str(error))
            return None
        self.show(reading=date_words(day))
        return day
