"""A line to type into, and below it what it finds, to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from negotrack.analysis.folding import fold
from negotrack.text import clip, safe, width
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.board import CURSOR
from negotrack.tui.render import DIM, EMPTY, HEADING, KEY, Line, Piece, cells_of, clipped, line, marked, padded
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.listing import Listing
from negotrack.tui.widgets.prompt import Prompt

T = TypeVar("T")
_BESIDE = 22
"""Cells that what stands beside a row's text may take from it."""


class PickerRow(NamedTuple, Generic[T]):
    """One line of what was found.

    Attributes:
        text: what it is called.
        value: what choosing it returns; None for a line that is a heading.
        beside: what stands at its right end; where there is little room, the first of it longest.
        more: what stands behind the text, where there is room.
    """

    text: str
    value: T | None = None
    beside: Sequence[Piece] = ()
    more: str = ""


class Rows(Listing, Generic[T]):
    """What was found. Keys go to the line above it."""

    can_focus = False
    DEFAULT_CSS = """
    Rows > .lines--cursor { background: $cursor; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PickerRow[T]] = ()
        self._words: Sequence[str] = ()

    def fill(self, rows: Sequence[PickerRow[T]], words: Sequence[str], cursor: int = 0) -> None:
        """Show other rows.

        Args:
            rows: what was found.
            words: folded words that are set off.
            cursor: the row to select, or the first after it that can be.
        """
        self._rows, self._words = rows, words
        self.cursor = -1
        self.redraw()
        self.move(cursor)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._rows)

    @property
    def selected(self) -> T | None:
        """What choosing the selected row returns."""
        return self._rows[self.cursor].value if 0 <= self.cursor < self.count else None

    def selectable(self, index: int) -> bool:
        """Headings cannot be selected."""
        return self._rows[index].value is not None

    def draw(self, index: int, cells: int) -> Line:
        """One row."""
        row = self._rows[index]
        if row.value is None:
            return line((clip(safe(row.text), cells), HEADING))
        shown = clip(safe(row.text), cells)
        end = _end(row.beside, cells - 2 - min(width(shown), cells - _BESIDE))
        room = cells - 2 - cells_of(end)
        cursor = line((CURSOR if index == self.cursor else " ", KEY), " ")
        text = marked(clip(shown, room), self._words)
        more = clipped(room - cells_of(text) - 2, (row.more, DIM))
        left = EMPTY.join([text, line("  "), more]) if more else text
        return EMPTY.join([cursor, padded(left, room), end])


class Picker(ModalScreen[T | None]):
    """Chooses one of what is found while typing; returns its value, None to go back.

    Attributes:
        LABEL: the word before the line.
        PLACEHOLDER: what may be typed.
    """

    LABEL: ClassVar[str]
    PLACEHOLDER: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.CHOICE),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Picker {
        align: center top;
        & > #picker { width: 1fr; max-width: 100; height: 1fr; border: round $primary; background: $background; }
        &.-high > #picker { margin: 1 2; }
        &.-low > #picker { border: none; }
        & Rows { height: 1fr; padding: 0 1; border: none; &:focus { border: none; } }
        & KeyLine { dock: bottom; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The line, and below it what was found."""
        with Vertical(id="picker") as box:
            box.border_title = line(self._heading)
            yield Prompt(self.LABEL, "", self.PLACEHOLDER, Place.CHOICE)
            yield Rows[T]()
        yield KeyLine(Place.CHOICE)

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self.find()

    def rows(self, text: str, words: Sequence[str]) -> Sequence[PickerRow[T]]:
        """What is found.

        Args:
            text: as it was typed.
            words: the same as folded words.
        """
        raise NotImplementedError

    def find(self, keep: T | None = None) -> None:
        """Show what is found by what was typed, with the first of it selected, else what is to be kept."""
        words = fold(self._typed).split()
        rows = self.rows(self._typed, words)
        kept = (index for index, row in enumerate(rows) if row.value is not None and row.value == keep)
        self.found.fill(rows, words, next(kept, 0))
        left = sum(row.value is not None for row in rows)
        self.query_one(Prompt).note((f"{left:,} shown" if left else "nothing found", DIM))

    @property
    def found(self) -> Rows[T]:
        """What was found."""
        return self.query_one(Rows)

    @on(Prompt.Changed)
    def _follow(self, event: Prompt.Changed) -> None:
        self._typed = event.text
        self.find()

    @on(Prompt.Stepped)
    def _step(self, event: Prompt.Stepped) -> None:
        self.found.move(self.found.cursor + event.step, event.step)

    def action_page(self, direction: int) -> None:
        """Select the row a page further down, or up."""
        if direction > 0:
            self.found.action_page_down()
        else:
            self.found.action_page_up()

    @on(Prompt.Kept)
    @on(Listing.Opened)
    def action_open(self) -> None:
        """Return what is selected."""
        if self.found.selected is not None:
            self.dismiss(self.found.selected)

    @on(Prompt.Dropped)
    def action_back(self) -> None:
        """Return nothing."""
        self.dismiss(None)


def _end(pieces: Sequence[Piece], room: int) -> Line:
    """As many of the pieces as there is room for, with space before them."""
    for count in range(len(pieces), 0, -1):
        end = line("  ", pieces[0], *(part for piece in pieces[1:count] for part in ((" · ", DIM), piece)))
        if cells_of(end) <= room:
            return end
    return EMPTY
