"""A question with a few answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from negotrack.tui.actions import Place, key_words
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.pick_list import PickList
from negotrack.tui.render import KEY, line
from negotrack.tui.widgets.keyline import KeyLine

T = TypeVar("T")


class Answer(NamedTuple, Generic[T]):
    """One answer to a question.

    Attributes:
        key: the key that gives it at once.
        label: the answer in words.
        value: what the question then returns.
    """

    key: str
    label: str
    value: T


class Question(ModalScreen[T | None]):
    """Asks a question; returns the value of the answer, None where it was left unanswered."""

    BINDINGS = bindings(Place.READING)
    DEFAULT_CSS = """
    Question {
        align: center middle;
        & > Vertical {
            width: 60; max-width: 100%; height: auto; max-height: 100%;
            border: round $primary; background: $surface; padding: 0 1;
        }
        & KeyLine { dock: bottom; }
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
        """Give the answer that the key stands for."""
        for answer in self._answers:
            if event.key == answer.key:
                event.stop()
                self.dismiss(answer.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer that was chosen."""
        self.dismiss(self._answers[event.option_index].value)

    def action_back(self) -> None:
        """Leave the question unanswered."""
        self.dismiss(None)
