"""The parts of a page: sections of a few kinds of block, each of which every writer can show.

Texts are those of the records, as written. A text that may have several lines is marked as recorded; in any other,
a line break is shown as a sign.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Tone(StrEnum):
    """The tone of a word, which may be shown as a colour; it never says more than the word itself."""

    PLAIN = "plain"
    FOR = "for"
    PARTLY = "partly"
    UNDECIDED = "undecided"
    AGAINST = "against"
    CONFLICT = "conflict"
    MISSING = "missing"


class Cell(NamedTuple):
    """A few words, in a table or at the head of an item.

    Attributes:
        text: the words; never empty.
        sign: the sign before them, if any.
        marks: the signs after them, for anything else that the reader has to know.
        tone: their tone.
        target: the anchor that they link to, if any.
        recorded: whether they are a record's own text, of one or more lines.
    """

    text: str
    sign: str = ""
    marks: str = ""
    tone: Tone = Tone.PLAIN
    target: str = ""
    recorded: bool = False

    @property
    def words(self) -> str:
        """The words with their signs."""
        return f"{self.sign} {self.plain}" if self.sign else self.plain

    @property
    def plain(self) -> str:
        """The words without their signs."""
        return f"{self.text}{self.marks}"


class Paragraph(NamedTuple):
    """Text.

    Attributes:
        text: the text.
        tone: its tone.
        recorded: whether it is a record's own text, which may have several lines and its own writing direction.
    """

    text: str
    tone: Tone = Tone.PLAIN
    recorded: bool = False


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: what it contains.
        flexible: whether its texts may wrap.
        tight: whether it is set close to the column before it.
    """

    heading: str
    flexible: bool = False
    tight: bool = False


class Row(NamedTuple):
    """A row of a table, with an anchor if something links to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


class Table(NamedTuple):
    """Rows under headings.

    Attributes:
        columns: the columns.
        rows: the rows, each with a cell for every column; the first cell names the row.
        legend: what the marks mean.
        bare: whether the columns explain themselves, so that a format may leave out the headings.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[str, ...] = ()
    bare: bool = False

    @property
    def headings(self) -> list[str]:
        """The headings of the columns."""
        return [column.heading for column in self.columns]


class Head(NamedTuple):
    """The head of a side's column on a board: a few letters, unique on the board, and the name of the side."""

    short: str
    name: str

    @property
    def words(self) -> str:
        """The letters with the name that they stand for, which is said once if it is as short."""
        return self.name if self.short == self.name else f"{self.short} {self.name}"


class BoardRow(NamedTuple):
    """One proposal on a board, or several that share a row.

    Attributes:
        number: its number.
        title: its title.
        stances: where each side stands, in the order of the heads.
        status: its status.
        note: anything else that the reader has to know, such as who holds it up; may be empty.
        anchor: the anchor that links lead to.
        also: the anchors of the other proposals in the row.
        unnumbered: whether its number is unknown.
    """

    number: Cell
    title: Cell
    stances: tuple[Cell, ...]
    status: Cell
    note: str = ""
    anchor: str = ""
    also: tuple[str, ...] = ()
    unnumbered: bool = False


class Board(NamedTuple):
    """Proposals by sides: in words if there is room, else in signs or letters under short heads.

    Attributes:
        term: what a proposal is called.
        heads: the sides.
        rows: the proposals.
        legend: what the marks mean; the signs and heads explain themselves.
        note: the heading of the rows' notes; empty if no row has one.
        numbered: whether any proposal has a number.
        result: the heading of the rows' statuses.
    """

    term: str
    heads: tuple[Head, ...]
    rows: tuple[BoardRow, ...]
    legend: tuple[str, ...] = ()
    note: str = ""
    numbered: bool = True
    result: str = "status"


class Detail(NamedTuple):
    """A detail of an item: a label, and a text that may be a record's own."""

    label: str
    text: str
    recorded: bool = False


class Item(NamedTuple):
    """One thing with its details.

    Attributes:
        label: what, or whom, it is about.
        head: its gist in a word.
        text: its full text.
        details: anything else that the reader has to know.
        source: when it was said and where that can be checked, in one line; may be empty.
    """

    label: str
    head: Cell
    text: Paragraph
    details: tuple[Detail, ...] = ()
    source: str = ""


class Outline(NamedTuple):
    """Items, one below the other."""

    items: tuple[Item, ...]


class Edit(StrEnum):
    """What became of words between two versions of a text, or (open) that they are in brackets."""

    KEPT = "kept"
    OPEN = "open"
    GONE = "gone"
    NEW = "new"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


_BRACES = {
    Edit.GONE: ("{-", "-}", "taken out"),
    Edit.NEW: ("{+", "+}", "put in"),
    Edit.MOVED_AWAY: ("{<", "<}", "moved from here"),
    Edit.MOVED_HERE: ("{>", ">}", "moved to here"),
}
"""The braces around changed words, and what they mean; square brackets are left to the text itself."""


class Run(NamedTuple):
    """Words of a wording that share one edit and one label.

    Attributes:
        text: the words.
        edit: what became of them.
        label: anything else that a reader may want to know, such as who wants a bracket; may be empty.
        recorded: whether they are a record's own.
    """

    text: str
    edit: Edit = Edit.KEPT
    label: str = ""
    recorded: bool = True

    @property
    def in_braces(self) -> str:
        """The words in braces that show what became of them; trailing white space stays outside."""
        words = self.text.rstrip()
        if self.edit not in _BRACES or not words:
            return self.text
        before, behind, _ = _BRACES[self.edit]
        return f"{before}{words}{behind}{self.text[len(words) :]}"


class Wording(NamedTuple):
    """The words of a text, or the difference between two of its versions."""

    runs: tuple[Run, ...]

    @property
    def in_braces(self) -> str:
        """The whole text, with changed words in braces."""
        return "".join(run.in_braces for run in self.runs)

    @property
    def meanings(self) -> tuple[str, ...]:
        """What the braces that occur mean."""
        used = {run.edit for run in self.runs}
        return tuple(f"{before}…{behind} {words}" for edit, (before, behind, words) in _BRACES.items() if edit in used)


class Columns(NamedTuple):
    """Blocks that are shown side by side if there is room, else one below the other.

    Attributes:
        columns: the blocks of each column.
    """

    columns: tuple[tuple[Block, ...], ...]


class Section(NamedTuple):
    """Blocks under a title.

    Attributes:
        title: the title.
        blocks: its contents, in order.
        remark: a few words that explain the title.
        anchor: the anchor that links lead to, if the section is about one record; its title is then the record's own.
        also: the anchors of any other records that it is about.
        back: the anchor of the table row to link back to.
        outcome: what became of the subject of the title, if known.
    """

    title: str
    blocks: tuple[Block, ...]
    remark: str = ""
    anchor: str = ""
    also: tuple[str, ...] = ()
    back: str = ""
    outcome: Cell | None = None

    @property
    def heading(self) -> str:
        """The title with its outcome."""
        return f"{self.title}: {self.outcome.words}" if self.outcome else self.title


Block: TypeAlias = Paragraph | Wording | Table | Board | Outline | Columns | Section


class Page(NamedTuple):
    """A whole page.

    Attributes:
        title: the title of the negotiation.
        kind: the kind of page.
        facts: what it covers, one line each.
        lead: the figures and what they rest on.
        sections: what belongs on the first sheet.
        annex: everything else; empty if the first sheet is the whole page.
    """

    title: str
    kind: str
    facts: tuple[str, ...]
    lead: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    annex: tuple[Section, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything below the facts, in order."""
        return (*self.lead, *self.sections, *self.annex)
