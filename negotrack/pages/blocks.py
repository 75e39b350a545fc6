"""What a page is made of: sections of a few kinds of block, which every writer knows how to show.

The texts are those of the records, as they were written. A text that may have several lines is marked as recorded;
in every other one a line break is shown as a sign.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Tone(StrEnum):
    """What a colour may add to a word; it never says more than the word does."""

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
        sign: the sign that stands before them, if any.
        marks: what has to be known beside the words, as signs behind them.
        tone: what a colour may add.
        target: the anchor that the words lead to, if any.
        rivals: what else may hold instead, each on a line of its own.
        recorded: it is a record's own text, of one or more lines.
    """

    text: str
    sign: str = ""
    marks: str = ""
    tone: Tone = Tone.PLAIN
    target: str = ""
    rivals: tuple[Cell, ...] = ()
    recorded: bool = False

    @property
    def words(self) -> str:
        """Sign and words together."""
        own = f"{self.sign} {self.text}{self.marks}" if self.sign else f"{self.text}{self.marks}"
        return "\nor ".join([own, *(rival.words for rival in self.rivals)])

    @property
    def plain(self) -> str:
        """The words without their signs."""
        return "\nor ".join([f"{self.text}{self.marks}", *(rival.plain for rival in self.rivals)])


class Paragraph(NamedTuple):
    """Text.

    Attributes:
        text: the text.
        tone: what a colour may add.
        recorded: it is a record's own text, of one or more lines, and runs in the direction of its own letters.
    """

    text: str
    tone: Tone = Tone.PLAIN
    recorded: bool = False


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: what it holds.
        flexible: its text may take several lines.
        tight: it stands close to the column before it.
    """

    heading: str
    flexible: bool = False
    tight: bool = False


class Row(NamedTuple):
    """A row of a table, with an anchor where something leads to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


class Table(NamedTuple):
    """Rows under headings.

    Attributes:
        columns: what is held.
        rows: the rows, each with a cell for every column; the first cell names the row.
        legend: what the marks mean.
        bare: the columns explain themselves; a format that can do without headings does.
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
    """A side at the head of its column of a board: a few letters, unique on the board, and its name."""

    short: str
    name: str


class BoardRow(NamedTuple):
    """One proposal on a board, or several that stand alike.

    Attributes:
        number: its number.
        title: its title.
        stances: where each side stands, in the order of the heads.
        status: what holds of it.
        note: what else has to be known, as who holds it up; may be empty.
        anchor: the name that links lead to.
        also: likewise those of further proposals that stand alike.
        unnumbered: its number is not known.
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
    """Proposals by sides: where there is room in words, else in signs or letters under short heads.

    Attributes:
        term: what a proposal is called.
        heads: the sides.
        rows: the proposals.
        legend: what the marks mean; the signs and heads explain themselves.
        note: what the notes of the rows say; empty where no row has one.
        numbered: whether any proposal has a number.
        result: what the statuses of the rows say.
    """

    term: str
    heads: tuple[Head, ...]
    rows: tuple[BoardRow, ...]
    legend: tuple[str, ...] = ()
    note: str = ""
    numbered: bool = True
    result: str = "status"


class Detail(NamedTuple):
    """What else has to be known of an item: a label, and a text that may be a record's own."""

    label: str
    text: str
    recorded: bool = False


class Item(NamedTuple):
    """One thing with its details.

    Attributes:
        label: what, or who, it is about.
        head: what it comes to in a word.
        text: the words themselves.
        details: what else has to be known.
        source: when, and where that can be checked, in one line; may be empty.
    """

    label: str
    head: Cell
    text: Paragraph
    details: tuple[Detail, ...] = ()
    source: str = ""


class Outline(NamedTuple):
    """Items, one under the other."""

    items: tuple[Item, ...]


class Edit(StrEnum):
    """What became of a run of words between two versions of a text, or that they stand in a bracket."""

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
"""What stands before and behind words that changed where there is no colour, and means; brackets are a text's own."""


class Run(NamedTuple):
    """Words of a wording that one thing is true of.

    Attributes:
        text: the words.
        edit: what became of them.
        label: what else a reader may want to know of them, as who wants a bracket; may be empty.
        recorded: they are a record's own.
    """

    text: str
    edit: Edit = Edit.KEPT
    label: str = ""
    recorded: bool = True

    @property
    def in_braces(self) -> str:
        """The words in the braces that say what became of them; white space at their end stays outside."""
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
        """The words as one text."""
        return "".join(run.in_braces for run in self.runs)

    @property
    def meanings(self) -> tuple[str, ...]:
        """What the braces mean that occur."""
        used = {run.edit for run in self.runs}
        return tuple(f"{before}…{behind} {words}" for edit, (before, behind, words) in _BRACES.items() if edit in used)


class Columns(NamedTuple):
    """Blocks that stand side by side where there is room, else one below the other.

    Attributes:
        columns: the blocks of each column.
    """

    columns: tuple[tuple[Block, ...], ...]


class Section(NamedTuple):
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

    @property
    def heading(self) -> str:
        """The title, and what its matter came to."""
        return f"{self.title}: {self.outcome.words}" if self.outcome else self.title


Block: TypeAlias = Paragraph | Wording | Table | Board | Outline | Columns | Section


class Page(NamedTuple):
    """A whole page.

    Attributes:
        title: the negotiation.
        kind: what kind of page it is.
        facts: what it covers, one line each.
        lead: the figures and what they rest on.
        sections: what belongs on the first sheet.
        annex: everything else; empty where the first sheet is all.
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
