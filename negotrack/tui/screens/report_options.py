"""The options of a report, and the form that chooses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from textual.widget import Widget

from negotrack.model.negotiation import Negotiation
from negotrack.model.vocabulary import Release, Status
from negotrack.pages.brief import issue_words
from negotrack.pages.days import date_words
from negotrack.pages.selection import Selection
from negotrack.store.export import LAST, Issue
from negotrack.tui.forms.fields import DayField, LettersField, SeveralField, TextField
from negotrack.tui.forms.form import SmallForm
from negotrack.tui.forms.letters import STATUSES, Choice
from negotrack.tui.forms.records import PairFields


class Length(StrEnum):
    """How much is written; the value is the label."""

    WHOLE = "the whole report"
    FIRST = "the first page alone"
    BRIEF = "the principal's page"


class Part(StrEnum):
    """The optional parts of a report; the value is the label."""

    ANNOTATIONS = "annotations"
    STAKES = "assessed stakes"
    READINGS = "readings"


_LENGTHS = [Choice(each, each.value, letter) for each, letter in zip(Length, "wfp", strict=True)]
_PARTS = [Choice(each, each.value, letter) for each, letter in zip(Part, "asr", strict=True)]
_LEVELS = [Choice(Release.INTERNAL, "everything", "e"), Choice(Release.PUBLIC, "what is public", "p")]
_WORDS = {Length.WHOLE: "whole", Length.FIRST: "first page", Length.BRIEF: "principal's page"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen options of a report.

    Attributes:
        day: the day as of which it is; None for all records.
        statuses: the statuses of the proposals that get a row; all if it is empty.
        since: the day or issue since which it lists what moved; None for no such list.
        reader: for whom the principal's page is prepared; may be empty.
    """

    pair: tuple[str, str]
    day: date | None = None
    statuses: tuple[Status, ...] = ()
    length: Length = Length.WHOLE
    parts: tuple[Part, ...] = ()
    since: date | Issue | None = None
    level: Release = Release.INTERNAL
    reader: str = ""

    @property
    def is_brief(self) -> bool:
        """Whether it is the principal's page."""
        return self.length is Length.BRIEF

    @property
    def words(self) -> str:
        """The options in words."""
        parts = [_WORDS[self.length]]
        if not self.is_brief:
            parts.append(f"with {', '.join(self.parts)}" if self.parts else "without annotations")
        parts.append(f"as of {date_words(self.day)}" if self.day else "all records")
        if self.since:
            parts.append(f"since {_since_words(self.since)}")
        if self.level is Release.PUBLIC:
            parts.append("what is public")
        if self.statuses and not self.is_brief:
            parts.append(f"rows: {', '.join(self.statuses)}")
        return " · ".join(parts)

    def selection(self, *, withheld: bool) -> Selection:
        """The parts of a snapshot that the report shows."""
        return Selection(
            sides=self.pair,
            statuses=self.statuses,
            summary=self.length is Length.FIRST,
            annotations=Part.ANNOTATIONS in self.parts,
            stakes=Part.STAKES in self.parts,
            readings=Part.READINGS in self.parts,
            since=self.since.day if isinstance(self.since, Issue) else self.since,
            known_by=self.since.written if isinstance(self.since, Issue) else None,
            level=self.level if self.level is Release.PUBLIC else None,
            withheld=withheld,
        )


def _since_words(since: date | Issue) -> str:
    """A day, or an issue and its day."""
    return issue_words(since.number, since.day) if isinstance(since, Issue) else date_words(since)


class SinceField(DayField):
    """The day since which a report lists what moved, or the last issue of the page."""

    def __init__(self, since: date | Issue | None, last: Issue | None) -> None:
        also = f"; {LAST}: {_since_words(last)}" if last else ""
        super().__init__("Since", LAST if isinstance(since, Issue) else since, none=f"no list of what moved{also}")
        self._last = last

    def read_since(self) -> date | Issue | None:
        """The day or issue, or None; shows how the input was understood, or what is wrong."""
        if (self.text or "").casefold() != LAST:
            return self.read()
        if self._last:
            self.show(reading=_since_words(self._last))
        else:
            self.show("no page was numbered yet")
        return self._last


class ReportOptions(SmallForm[Chosen]):
    """Chooses the options of a report."""

    def __init__(self, negotiation: Negotiation, chosen: Chosen, last: Issue | None) -> None:
        super().__init__("What the report holds")
        self._given_pair = chosen.pair
        self._pair = PairFields(("One side", "The other"), negotiation.sides, chosen.pair)
        self._day = DayField(day=chosen.day)
        self._since = SinceField(chosen.since, last)
        self._length = LettersField("Length", _LENGTHS, chosen.length)
        self._reader = TextField("For", chosen.reader, placeholder="who reads it")
        self._parts = SeveralField("With", _PARTS, chosen.parts)
        self._level = LettersField("Release", _LEVELS, chosen.level)
        self._statuses = SeveralField(
            "Rows", STATUSES, chosen.statuses, none="none chosen: every row; totals stay whole"
        )

    def fields(self) -> Iterable[Widget]:
        """The options."""
        yield from (self._length, self._reader, self._day, self._since, *self._pair.widgets)
        yield from (self._parts, self._level, self._statuses)

    def review(self) -> Chosen | None:
        """The options, or None while something is wrong with them; the principal's page has fewer."""
        length = self._length.entered or Length.WHOLE
        self._reader.display = is_brief = length is Length.BRIEF
        for field in (*self._pair.widgets, self._parts, self._statuses):
            field.display = not is_brief
        chosen = Chosen(
            self._pair.read(needed=not is_brief) or self._given_pair,
            self._day.read(),
            self._statuses.read(),
            length,
            self._parts.read(),
            self._since.read_since(),
            self._level.entered or Release.INTERNAL,
            self._reader.text or "",
        )
        return None if self.problems() else chosen
