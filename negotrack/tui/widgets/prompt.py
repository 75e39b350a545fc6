"""One line to type into below the panes, with a word before it and a note behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.render import KEY, Piece, line


class Prompt(Horizontal):
    """Asks for one line; every change is told at once.

    Args:
        label: what is asked for.
        value: what stands there at first.
        placeholder: what may be typed.
        place: which keys are at hand.

    Attributes:
        ENDING: the keys after which keys go elsewhere.
        place: which keys are at hand.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.PROMPT),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Prompt {
        height: 1; background: $panel;
        & > .label { width: auto; padding: 0 1; }
        & > LineInput { width: 1fr; min-width: 12; background: $panel; }
        & > .note { width: auto; max-width: 70%; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    @dataclass
    class Changed(Message):
        """Something else was typed."""

        prompt: Prompt
        text: str

    @dataclass
    class Kept(Message):
        """What was typed is to stay."""

        prompt: Prompt

    @dataclass
    class Dropped(Message):
        """What was typed is to be forgotten."""

        prompt: Prompt

    @dataclass
    class Stepped(Message):
        """An arrow up or down was pressed: -1 or 1."""

        prompt: Prompt
        step: int

    def __init__(self, label: str, value: str, placeholder: str, place: Place = Place.PROMPT) -> None:
        super().__init__()
        self.place = place
        self._label = label
        self._line = LineInput(value, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        """The word, the line, and the note."""
        yield Static(line((self._label, KEY)), classes="label")
        yield self._line
        yield Static(classes="note")

    def on_mount(self) -> None:
        """Take the keys; a message that is still shown would cover the line."""
        self.app.clear_notifications()
        self._line.focus()

    def note(self, piece: Piece) -> None:
        """Say something behind the line."""
        self.query_one(".note", Static).update(line(piece))

    def put(self, text: str) -> None:
        """Replace what is typed."""
        self._line.value = text
        self._line.cursor_position = len(text)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what was typed."""
        self.post_message(self.Kept(self))

    def action_back(self) -> None:
        """Forget what was typed."""
        self.post_message(self.Dropped(self))

    def action_step(self, step: int) -> None:
        """Go to the next or the previous, of whatever is asked for."""
        self.post_message(self.Stepped(self, step))
