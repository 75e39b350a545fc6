"""A list to pick from, and a question with a few answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negotrack.tui.actions import Place, key_words
from negotrack.tui.board import CURSOR
from negotrack.tui.render import KEY, line
from negotrack.tui.widgets.keyline import KeyedModal, KeyLine, bindings

SIGN_CELLS = 2
"""Width of the cursor sign before each line, in cells."""
AROUND_LIST = 7
"""Width of a list's border, its padding, the sign before a row, and the scrollbar, in cells."""


class PickList(OptionList):
    """Options of one or more lines, with headings between them that cannot be chosen."""

    DEFAULT_CSS = """
    PickList, PickList:focus {
        height: auto; max-height: 100%; border: none; padding: 0;
        background: $background; background-tint: $foreground 0%;
        scrollbar-size-vertical: 1;
        & > .option-list--option-highlighted { background: $cursor; color: $foreground; }
    }
    """

    BINDINGS = bindings(Place.LIST)

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._rows: list[Content] = []
        self._signed: int | None = None

    def show(self, rows: Iterable[Content], *, headings: Iterable[int] = (), highlighted: int = 0) -> None:
        """Replace the rows."""
        self._rows, disabled = [*rows], set(headings)
        self._signed = None
        self.set_options(
            Option(row if index in disabled else _signed(row, " "), disabled=index in disabled)
            for index, row in enumerate(self._rows)
        )
        self.highlighted = highlighted if self._rows else None

    def action_down(self) -> None:
        """Move down; from the last option, to the first."""
        self.action_cursor_down()

    def action_up(self) -> None:
        """Move up; from the first option, to the last."""
        self.action_cursor_up()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the cursor sign to the highlighted option."""
        for index, sign in ((self._signed, " "), (highlighted, CURSOR)):
            if index is not None and index < len(self._rows):
                self.replace_option_prompt_at_index(index, _signed(self._rows[index], sign))
        self._signed = highlighted
        super().watch_highlighted(highlighted)


def _signed(row: Content, sign: str) -> Content:
    first, *rest = row.split("\n")
    return Content("\n").join([line((sign, KEY), " ") + first, *(line("  ") + each for each in rest)])


T = TypeVar("T")


class Answer(NamedTuple, Generic[T]):
    """One answer to a question."""

    key: str
    label: str
    value: T


class Question(KeyedModal[T | None]):
    """Asks a question; returns the value of the answer, or None if it was left unanswered."""

    BINDINGS = bindings(Place.READING)
    DEFAULT_CSS = """
    Question {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 100%; height: auto; max-height: 100%;
            border: round $primary; background: $surface; padding: 0 1;
        }
        & Static { height: auto; margin-bottom: 1; }
        & PickList, & PickList:focus { background: $surface; }
    }
    """

    def __init__(self, title: str, words: str, answers: Sequence[Answer[T]], *, back: str = "Go back") -> None:
        super().__init__()
        self._words = words
        self._heading = title
        self._answers: list[Answer[T | None]] = [Answer(key, label, value) for key, label, value in answers]
        self._answers.append(Answer("escape", back, None))

    def compose(self) -> ComposeResult:
        """The question, and its answers to choose from."""
        with Vertical() as box:
            box.border_title = line(self._heading)
            yield Static(line(self._words))
            yield PickList()
        yield KeyLine(Place.READING)

    def on_mount(self) -> None:
        """List the answers."""
        self.query_one(PickList).show(map(self._row, self._answers))

    def _row(self, answer: Answer[T | None]) -> Content:
        longest = max(len(key_words(each.key)) for each in self._answers)
        return line((key_words(answer.key).ljust(longest), KEY), f"  {answer.label}")

    def on_key(self, event: events.Key) -> None:
        """Return the answer with the key that was pressed."""
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Return the answer that was chosen."""
        self.dismiss(self._answers[event.option_index].value)
