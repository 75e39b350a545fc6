"""Text as pieces that Textual draws: lines, paragraphs and columns in the styles of the theme.

Every piece is made safe here, and none is ever read as markup. Styles are named after what they
mean; the theme gives each its colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from negotrack.analysis.folding import highlights
from negotrack.model.records import Side
from negotrack.model.side_standing import SideStanding
from negotrack.model.vocabulary import Relation, Stance, Status
from negotrack.pages.blocks import Cell, Tone
from negotrack.pages.signs import RELATION_TONES, STANCE_TONES, STATUS_TONES
from negotrack.text import ELLIPSIS, clip, safe, width, wrap

T = TypeVar("T")
Piece = str | tuple[str, str]
"""Text, or text with the name of its style."""
Line = Content
"""One line of a pane."""

PLAIN = ""
DIM = "$muted"
STRONG = "bold"
HEADING = "bold $heading"
WARNING = "bold $stale"
MATCH = "$match on $match-background"
KEY = "bold $key"
FOR, PARTLY, UNDECIDED, AGAINST = "$for", "$partly", "$undecided", "$against"

EMPTY = Content("")
_GAP = Content("  ")
_MOST_CHARACTERS = 20_000
"""The most characters of one text that a pane shows; the rest is counted, and can be read in the record."""

TONES: Mapping[Tone, str] = {
    Tone.PLAIN: PLAIN,
    Tone.FOR: "$for",
    Tone.PARTLY: "$partly",
    Tone.UNDECIDED: "$undecided",
    Tone.AGAINST: "$against",
    Tone.CONFLICT: WARNING,
    Tone.MISSING: DIM,
}
GROUNDS: Mapping[Tone, str] = {
    Tone.FOR: "$for-ground",
    Tone.PARTLY: "$partly-ground",
    Tone.UNDECIDED: "$undecided-ground",
    Tone.AGAINST: "$against-ground",
}
"""The background of a stance, by tone; one that says nothing has none of its own."""


def stance_style(stance: Stance | None) -> str:
    """The style of a stance; None is a side whose position is not reported."""
    return DIM if stance is None else TONES[STANCE_TONES[stance]]


def standing_style(where: SideStanding) -> str:
    """The style of a side's position; a side that put the proposal forward is for it."""
    return stance_style(where.camp_stance)


def status_style(status: Status) -> str:
    """The style of a status."""
    return TONES[STATUS_TONES[status]]


def relation_style(relation: Relation) -> str:
    """The style of a relation between two sides."""
    return TONES[RELATION_TONES[relation]]


def line(*pieces: Piece) -> Line:
    """One line of text, each piece made safe, in its style."""
    return Content.assemble(
        *(safe(piece) if isinstance(piece, str) else (safe(piece[0]), piece[1]) for piece in pieces)
    )


def cell_line(cell: Cell, style: str = "") -> Line:
    """Sign, words and marks on one line, in the colour of their tone."""
    return line((cell.words.replace("\n", " "), f"{style} {TONES[cell.tone]}".strip()))


def cells_of(content: Line) -> int:
    """How many cells a line takes on a terminal; Textual leaves out some marks that take one."""
    return width(content.plain)


def longest_name(sides: Iterable[Side]) -> int:
    """The cells of the longest name of a side."""
    return max((width(safe(side.name)) for side in sides), default=0)


def clipped(cells: int, *pieces: Piece) -> Line:
    """One line in at most so many cells."""
    parts: list[Piece] = []
    for piece in pieces:
        text, style = (piece, PLAIN) if isinstance(piece, str) else piece
        shown = clip(safe(text), cells)
        parts.append((shown, style))
        cells -= width(shown)
        if cells <= 0:
            break
    return line(*parts)


def spread(cells: int, left: Sequence[Piece], right: Sequence[Piece]) -> Line:
    """One line with text at either end; the right end is dropped if it leaves too little room for the left."""
    end = line(*right)
    room = cells - cells_of(end) - 2
    if room < 8:
        return clipped(cells, *left)
    start = clipped(room, *left)
    return Content.assemble(start, " " * (cells - cells_of(start) - cells_of(end)), end)


def paragraph(text: str, cells: int, style: str = PLAIN, *, indent: int = 0) -> list[Line]:
    """Text of any length as lines of at most so many cells; what exceeds a limit is only counted.

    Args:
        text: the text as recorded.
        cells: the width, including the indent.
        style: the style of every line.
        indent: cells left free before each line.
    """
    margin = " " * indent
    shown = safe(text[:_MOST_CHARACTERS], multiline=True)
    lines = [line(margin, (each, style)) for each in wrap(shown, cells - indent)]
    if len(text) > _MOST_CHARACTERS:
        lines.append(line(margin, (f"… and {len(text) - _MOST_CHARACTERS:,} characters more", DIM)))
    return lines


def hanging(label: Piece, text: str, cells: int, style: str = PLAIN, *, indent: int) -> list[Line]:
    """A label, and beside it a text whose further lines are aligned with its first."""
    first, *rest = paragraph(text, cells, style, indent=indent)
    head = line(label)
    gap = " " * max(1, indent - cells_of(head))
    return [Content.assemble(head, gap, first[indent:]), *rest]


def clipped_line(content: Line, cells: int) -> Line:
    """A line in at most so many cells."""
    if cells_of(content) <= cells:
        return content
    shown = clip(content.plain, cells)
    return content[: len(shown) - len(ELLIPSIS)] + Content(ELLIPSIS) if shown else EMPTY


def padded(content: Line, cells: int) -> Line:
    """A line in exactly so many cells."""
    shown = clipped_line(content, cells)
    return shown.pad_right(cells - cells_of(shown))


def beside(columns: Sequence[Sequence[Line]], widths: Sequence[int], between: Sequence[Line] = ()) -> Iterator[Line]:
    """Columns of lines side by side, with a given line between each two, or a divider if none is given."""
    gaps = [EMPTY, *(between or [line((" │ ", "$divider"))] * (len(columns) - 1))]
    for row in range(max(map(len, columns), default=0)):
        yield EMPTY.join(
            gap + padded(column[row] if row < len(column) else EMPTY, cells)
            for gap, column, cells in zip(gaps, columns, widths, strict=True)
        )


def flowing(items: Iterable[Line], cells: int, gap: str = "   ") -> list[Line]:
    """Items one after the other, as many to a line as fit."""
    lines: list[Line] = []
    for item in items:
        if lines and cells_of(lines[-1]) + len(gap) + cells_of(item) <= cells:
            lines[-1] = lines[-1] + line(gap) + item
        else:
            lines.append(item)
    return lines


def fitting(items: Iterable[Line], cells: int, gap: Line = _GAP) -> Line:
    """As many of the items as fit on one line, in order."""
    shown = EMPTY
    for item in items:
        longer = EMPTY.join([shown, gap, item]) if shown else item
        if cells_of(longer) > cells:
            break
        shown = longer
    return shown


def tally(groups: Iterable[Mapping[T, int]], most: int, sign: Callable[[T, int], Line]) -> Line:
    """A sign for each of what is counted, a line between groups.

    Args:
        groups: how many there are of each kind, in order.
        most: the number of things beyond which a sign stands for several; every group keeps at least one sign.
        sign: draws so many signs of a kind.
    """
    found = [group for group in groups if any(group.values())]
    total = sum(sum(group.values()) for group in found)
    shown = []
    for group in found:
        count = sum(group.values())
        room = count if total <= most else max(1, round(count / total * most))
        ends = [end * room // count for end in accumulate(group.values())]
        cells = (end - start for start, end in pairwise([0, *ends]))
        shown.append(EMPTY.join(sign(kind, size) for kind, size in zip(group, cells, strict=True) if size))
    return line(("│", DIM)).join(shown)


def to_strip(content: Line, cells: int, ground: Style) -> Strip:
    """A line as a strip that Textual paints: exactly so many cells, on a background."""
    shown = padded(content, cells).render(ground, end="")
    return Strip([Segment(text, style.rich_style) for text, style in shown], cells)


def marked(text: str, words: Sequence[str], style: str = PLAIN) -> Line:
    """One line of text in which every occurrence of some folded words is highlighted."""
    shown = safe(text)
    content = line((shown, style))
    for first, last in highlights(shown, words) if words else ():
        content = content.stylize(MATCH, first, last)
    return content
