"""One line to type into below the panes, with a word before it and a note behind it."""

from __future__ import annotations

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
from negotrack.tui.render import KEY, Piece, cells_of, line


class LinePrompt:
    """One thing that is asked for; what is typed is followed once it is drawn, and of several changes the last.

    Attributes:
        label: what is asked for.
        placeholder: what may be typed.
    """

    label: ClassVar[str]
    placeholder: ClassVar[str]

    @property
    def value(self) -> str:
        """What stands in the line at first."""
        raise NotImplementedError

    @property
    def note(self) -> Piece:
        """What is said behind the line."""
        raise NotImplementedError

    @property
    def is_understood(self) -> bool:
        """Whether the line can be kept as it is."""
        return True

    def changed(self, text: str) -> None:
        """Follow what is typed."""
        raise NotImplementedError

    def dropped(self) -> None:
        """Take back what was typed."""
        raise NotImplementedError

    def stepped(self, step: int) -> str | None:
        """Follow an arrow down or up; returns what the line is to hold then, None to leave it."""
        raise NotImplementedError


class Prompt(Horizontal):
    """Asks for one line, and lets what is asked for follow every change.

    Args:
        wanted: what is asked for.

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

    class Ended(Message):
        """What was typed stays, or is forgotten."""

    def __init__(self, wanted: LinePrompt) -> None:
        super().__init__()
        self.place = Place.PROMPT
        self._wanted = wanted
        self._line = LineInput(wanted.value, placeholder=wanted.placeholder)
        self._note = Static(classes="note")
        self._followed = wanted.value

    def compose(self) -> ComposeResult:
        """The word, the line, and the note."""
        yield Static(line((self._wanted.label, KEY)), classes="label")
        yield self._line
        yield self._note

    def on_mount(self) -> None:
        """Take the keys; a message that is still shown would cover the line."""
        self.app.clear_notifications()
        self._line.focus()
        self._say()

    def _say(self) -> None:
        """Say behind the line what it means now."""
        words = line(self._wanted.note)
        self._note.update(words, layout=cells_of(words) != self._note.size.width)

    @on(Input.Changed)
    def _follow_soon(self, event: Input.Changed) -> None:
        """What is typed is seen first; of what is typed faster than it can be followed, the last is followed."""
        event.stop()
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Follow now what is typed, if it is not followed yet."""
        if self.is_attached and self._line.value != self._followed:
            self._followed = self._line.value
            self._wanted.changed(self._followed)
            self._say()

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what was typed; not where it was not understood, which is said behind the line."""
        self.follow()
        if self._wanted.is_understood:
            self.post_message(self.Ended())

    def action_back(self) -> None:
        """Forget what was typed."""
        self._followed = self._line.value
        self._wanted.dropped()
        self.post_message(self.Ended())

    def action_step(self, step: int) -> None:
        """Go to the next or the previous, of whatever is asked for."""
        self.follow()
        text = self._wanted.stepped(step)
        if text is not None:
            self._line.value = text
            self._line.cursor_position = len(text)
