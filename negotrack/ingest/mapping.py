"""Which column of a table is what: as a person says it, and as it is once the columns are known."""

from __future__ import annotations

from collections.abc import Mapping as Keys
from dataclasses import dataclass, field

from negotrack.ingest.stances import BUILT_IN, Words
from negotrack.model.dates import Span
from negotrack.model.records import Side

FIELDS = ("id", "number", "title", "proposed_by", "status", "summary", "topic", "counters", "where")
"""What a column may give of a row: keys of a proposal, and the place in the source."""
OF_A_POSITION = ("statement", "counter", "date", "basis", "by", "form", "source", "where", "credibility", "quote")
"""What a column may give of one side: keys of a position and of its evidence."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person said of a table, as it was typed.

    Attributes:
        fields: the column of each of ``FIELDS`` that there is one for.
        sides: ``ID=COLUMN`` or ``COLUMN`` for every side.
        statements: ``ID=COLUMN`` for what a side said.
        counters: ``ID=COLUMN`` for what a side offers instead.
        dates: a column, a date for all rows, or ``ID=COLUMN``.
        stances: ``word=stance,…``.
        source: a column with titles of sources, or the title or id of one for all rows.
    """

    fields: Keys[str, str] = field(default_factory=dict)
    sides: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    source: str | None = None

    @property
    def wanted(self) -> frozenset[str]:
        """Everything that may be the name of a column."""
        several = (*self.sides, *self.statements, *self.counters, *self.dates)
        parts = (text.partition("=")[2] for text in several)
        return frozenset(filter(None, (*self.fields.values(), self.source, *several, *parts)))

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was said at all, as is enough for a table that this program made."""
        return self == Request()


@dataclass(frozen=True, slots=True)
class SideColumns:
    """The columns of one side.

    Attributes:
        side: the side.
        stance: the column with its stance.
        others: the column of each of ``OF_A_POSITION`` that there is one for.
    """

    side: Side
    stance: str
    others: Keys[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what.

    Attributes:
        sides: the columns of every side.
        fields: the column of each of ``FIELDS`` that there is one for.
        words: which stance a word in the column of a side means.
        date: the column with the date of a row; None where there is none.
        day: the date of every row that gives none of its own.
        source: the column with the title of a row's source; None where there is none.
        source_title: the title or id of the source of all rows; None for the table itself.
        unsaid: what stands for a piece of evidence of which nothing is said.
    """

    sides: tuple[SideColumns, ...]
    fields: Keys[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=lambda: BUILT_IN)
    date: str | None = None
    day: Span | None = None
    source: str | None = None
    source_title: str | None = None
    unsaid: frozenset[str] = frozenset()
