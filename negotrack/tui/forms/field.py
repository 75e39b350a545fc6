"""A control with its label, and a line below it that says how it was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Static

from negotrack.tui.forms.choice import Choice
from negotrack.tui.forms.typed import Line, Paragraphs
from negotrack.tui.render import EMPTY, line

PROBLEM_SIGN = "✗"
T = TypeVar("T", bound=Hashable)


class Note(Static):
    """The line below a control."""

    class Taken(Message):
        """Something that the line offers was clicked."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def action_take(self, value: str) -> None:
        """Hand on what was clicked."""
        self.post_message(self.Taken(value))


class Field(Horizontal):
    """One row of a form.

    Attributes:
        label: what is asked for.
        control: what it is entered with.
        problem: what is wrong with what was entered, or None; shown once the person has been there.
    """

    DEFAULT_CSS = """
    Field {
        height: auto;
        & > .label { width: 12; color: $text-muted; }
        & > Vertical { width: 1fr; height: auto; }
        & Note {
            height: auto; display: none; color: $text-muted;
            &.-shown { display: block; }
            &.-problem { color: $text-error; }
        }
    }
    """

    def __init__(self, label: str, control: Widget) -> None:
        super().__init__()
        self.label = label
        self.control = control
        self.problem: str | None = None
        self._reading: Content = EMPTY
        self._visited = False

    def compose(self) -> ComposeResult:
        """The label, the control, and the line below it."""
        yield Static(line(self.label), classes="label")
        with Vertical():
            yield self.control
            yield Note()

    @property
    def entered(self) -> object:
        """What the control holds."""
        raise NotImplementedError

    def read(self) -> object:
        """The value that is meant by it; None where there is none, or where it cannot be understood.

        What was said of the field before is taken back, and said anew.
        """
        self.show()
        return self.entered

    def show(self, problem: str | None = None, *, reading: str | Content = EMPTY) -> None:
        """Say what is wrong; else how it was understood."""
        self.problem = problem
        self._reading = line(reading) if isinstance(reading, str) else reading
        self._draw()

    def insist(self) -> None:
        """Show what is wrong even where the person has not been yet."""
        self._visited = True
        self._draw()

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """What is missing may be said once the person has left the control."""
        self.insist()

    def _draw(self) -> None:
        is_typed = isinstance(self.entered, str) and bool(self.entered)
        complaint = self.problem if self._visited or is_typed else None
        words = line(f"{PROBLEM_SIGN} {complaint}") if complaint else self._reading
        note = self.query_one(Note)
        note.set_class(bool(words), "-shown")
        note.set_class(complaint is not None, "-problem")
        note.update(words)


class TextField(Field):
    """Text: one line, or several where a length is given."""

    def __init__(
        self,
        label: str,
        text: str | None = None,
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
        longest: int | None = None,
    ) -> None:
        self._typed: Line | Paragraphs
        if longest:
            self._typed = Paragraphs(text or "", longest=longest, short=True)
        else:
            self._typed = Line(text or "", placeholder=placeholder, suggester=suggester)
        super().__init__(label, self._typed)

    @property
    def entered(self) -> str:
        """What was typed, as it was typed."""
        return self._typed.text if isinstance(self._typed, Paragraphs) else self._typed.value

    @property
    def text(self) -> str | None:
        """What was typed, without space around it; None where there is nothing."""
        return self.entered.strip() or None

    def read(self) -> object:
        """The text."""
        self.show()
        return self.text

    def put(self, text: str) -> None:
        """Replace what was typed."""
        if isinstance(self._typed, Paragraphs):
            self._typed.put(text)
        else:
            self._typed.value = text
            self._typed.cursor_position = len(text)


class ChoiceField(Field, Generic[T]):
    """A choice among a few values."""

    def __init__(self, label: str, options: Iterable[tuple[str, T]], value: T) -> None:
        self._choice = Choice(options, value=value)
        super().__init__(label, self._choice)

    @property
    def entered(self) -> T:
        """What is chosen."""
        return self._choice.chosen

    def choose(self, value: T) -> None:
        """Choose another of the values; one that is not offered is passed over."""
        self._choice.choose(value)
