"""What a report says, before any format: sections of a few kinds of block, every text of them safe to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from negotrack.model.vocabulary import CAMPS, Camp, Stance, Status


class Tone(StrEnum):
    """What a colour may add to a word; it never says more than the word does."""

    PLAIN = "plain"
    FOR = "for"
    PARTLY = "partly"
    UNDECIDED = "undecided"
    AGAINST = "against"
    MISSING = "missing"


_CAMP_TONES = {
    Camp.FOR: Tone.FOR,
    Camp.PARTLY: Tone.PARTLY,
    Camp.UNDECIDED: Tone.UNDECIDED,
    Camp.AGAINST: Tone.AGAINST,
}
STANCE_TONES: Mapping[Stance, Tone] = MappingProxyType({stance: _CAMP_TONES[camp] for stance, camp in CAMPS.items()})
STATUS_TONES: Mapping[Status, Tone] = MappingProxyType(
    {
        Status.OPEN: Tone.UNDECIDED,
        Status.ACCEPTED: Tone.FOR,
        Status.CONDITIONAL: Tone.PARTLY,
        Status.REJECTED: Tone.AGAINST,
        Status.WITHDRAWN: Tone.MISSING,
        Status.CONFLICTING: Tone.AGAINST,
    }
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A few words, in a table or at the head of an entry.

    Attributes:
        text: the words; never empty.
        sign: the sign that stands before them, if any.
        tone: what a colour may add.
        target: the anchor that the words lead to, if any.
        rivals: what else may hold instead, each on a line of its own.
    """

    text: str
    sign: str = ""
    tone: Tone = Tone.PLAIN
    target: str = ""
    rivals: tuple[Cell, ...] = ()

    @property
    def words(self) -> str:
        """Sign and words together."""
        own = f"{self.sign} {self.text}" if self.sign else self.text
        return "\nor ".join([own, *(rival.words for rival in self.rivals)])

    @property
    def plain(self) -> str:
        """The words without their signs."""
        return "\nor ".join([self.text, *(rival.plain for rival in self.rivals)])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one or more lines.

    Attributes:
        text: the text.
        tone: what a colour may add.
        recorded: it is a record's own, and runs in the direction of its own letters.
    """

    text: str
    tone: Tone = Tone.PLAIN
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        heading: what it holds.
        flexible: its text may take several lines.
        rank: 0 where it always has to be shown; the higher, the sooner it is left out where it does not fit.
        follows: what it holds follows from other columns, so that nobody has to be told that it was left out.
    """

    heading: str
    flexible: bool = False
    rank: int = 0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, with an anchor where something leads to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings.

    Attributes:
        columns: what is held.
        rows: the rows, each with a cell for every column; the first cell names the row.
        legend: what the marks mean.
        bare: the columns explain themselves; a format that can do without headings does.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    legend: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its details.

    Attributes:
        label: what, or who, it is about.
        head: what it comes to in a word.
        text: the words themselves.
        details: what else has to be known, each with a label.
    """

    label: str
    head: Cell
    text: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Entries, one under the other."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title.

    Attributes:
        title: the title.
        blocks: what it holds, in order.
        remark: what the title means, in a few words.
        anchor: the name that links lead to, where the section is about one record; its title is the record's own.
        also: the same of further records that it is about.
        back: the anchor of the table row that it is about.
        outcome: what the matter of the title came to.
    """

    title: str
    blocks: tuple[Block, ...]
    remark: str = ""
    anchor: str = ""
    also: tuple[str, ...] = ()
    back: str = ""
    outcome: Cell | None = None


RECORDED = frozenset({"instead", "said by", "quote"})
"""The labels of details whose text is a record's own, and runs in the direction of its own letters."""

Block: TypeAlias = Paragraph | Table | Outline | Section


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        title: the negotiation.
        kind: what kind of report it is.
        facts: what it covers, one line each.
        lead: the figures and what they rest on.
        page: the sections of the first page.
        annex: everything else; empty where the first page is all.
    """

    title: str
    kind: str
    facts: tuple[str, ...]
    lead: tuple[Paragraph, ...]
    page: tuple[Section, ...]
    annex: tuple[Section, ...] = ()
