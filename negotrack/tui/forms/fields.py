"""The rows of a form: a label, a control of Textual's, and a line that says how it was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Select, Static
from textual.widgets.select import NoSelection

from negotrack.model.dates import Span
from negotrack.model.written_dates import UNKNOWN, typed_day, typed_span
from negotrack.pages.days import DAY_NOT_REPORTED, date_words, day_words
from negotrack.text import safe
from negotrack.tui.forms.inputs import LineInput, TextBox
from negotrack.tui.forms.letters import Choice, Letters
from negotrack.tui.render import EMPTY, line

_PROBLEM_SIGN = "✗"
_NEEDED = "*"
EXAMPLES = "day or first/last"
LONGEST_FIELD = 10_000
"""Characters of a text in a record."""
T = TypeVar("T", bound=Hashable)


class FieldNote(Static):
    """The line that says how a control was understood."""

    class Taken(Message):
        """Something that the line offers was clicked."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def action_take(self, value: str) -> None:
        """Hand on what was clicked."""
        self.post_message(self.Taken(value))


class Field(Widget):
    """One row of a form.

    It does not use Textual's validators: whether a value is right depends on the other fields too. It draws its label
    itself, and has a line below the control only where something is said there, because a form of ten fields that are
    made of four widgets each takes twice as long to come up.

    Attributes:
        label: what is asked for.
        control: what it is entered with.
        needed: the form cannot be saved without it; it is marked so.
        problem: what is wrong with what was entered, or None; shown once the person has been there.
    """

    DEFAULT_CSS = """
    Field {
        height: auto; layout: vertical; color: $muted;
        & > * { margin-left: 11; }
        & > FieldNote { height: auto; color: $muted; padding-left: 1; }
        & > FieldNote.-problem { color: $text-error; }
        &.-beside { layout: horizontal; }
        &.-beside > LineInput { width: 24; }
        &.-beside > FieldNote { width: 1fr; margin-left: 0; }
        &.-beside > FieldNote.-brief { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & Select {
            width: 1fr;
            & > SelectCurrent, &:ansi > SelectCurrent {
                height: 1; padding: 0 1 0 0; border: none; border-left: outer $divider; background: $panel;
            }
            & > SelectCurrent #label { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
            &:focus > SelectCurrent, &:ansi:focus > SelectCurrent { border: none; border-left: outer $border; }
        }
    }
    """

    def __init__(self, label: str, control: Widget, *, needed: bool = False) -> None:
        super().__init__()
        self.label = label
        self.control = control
        self.needed = needed
        self.problem: str | None = None
        self._note: FieldNote | None = None
        self._reading: Content = EMPTY
        self._visited = False
        self._initial = self.entered

    def compose(self) -> ComposeResult:
        """The control."""
        yield self.control

    def render(self) -> Content:
        """The label, left of the control."""
        return line(self.label + (_NEEDED if self.needed else ""))

    @property
    def entered(self) -> object:
        """What the control holds."""
        raise NotImplementedError

    @property
    def is_changed(self) -> bool:
        """Whether it holds something else than at first."""
        return self.entered != self._initial

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
        self._draw(in_full=True)

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """What is missing may be said once the person has left the control."""
        self.insist()

    def on_mount(self) -> None:
        """Say what was found before the field was on the screen."""
        self._draw()

    def _draw(self, *, in_full: bool = False) -> None:
        """Say what there is to say of the control; while somebody types on one line, so that nothing moves."""
        is_typed = isinstance(self.entered, str) and bool(self.entered)
        complaint = self.problem if self._visited or is_typed else None
        words = line(f"{_PROBLEM_SIGN} {complaint}") if complaint else self._reading
        if self._note is None:
            if not words or not (self.is_mounted and self.is_attached):  # a form may be left before it has come up
                return
            self._note = FieldNote()
            self.mount(self._note)
            self.call_after_refresh(self._keep_in_view)
        elif self._note.display != bool(words):
            self.call_after_refresh(self._keep_in_view)
        self._note.display = bool(words)
        self._note.set_class(complaint is not None, "-problem")
        self._note.set_class(not in_full and self.control.has_focus, "-brief")
        self._note.update(words)

    def _keep_in_view(self) -> None:
        """A line more here may have moved what keys go to out of view."""
        if self.is_attached and self.screen.focused:
            self.screen.focused.scroll_visible(animate=False)


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
        needed: bool = False,
    ) -> None:
        self.input: LineInput | TextBox
        if longest:
            self.input = TextBox(text or "", longest=longest, placeholder=placeholder)
        else:
            self.input = LineInput(text or "", placeholder=placeholder, suggester=suggester)
        super().__init__(label, self.input, needed=needed)

    @property
    def entered(self) -> str:
        """What was typed, as it was typed."""
        return self.input.text if isinstance(self.input, TextBox) else self.input.value

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
        self.input.put(text)


class LettersField(Field, Generic[T]):
    """A choice among a few values, each with its letter."""

    def __init__(
        self, label: str, choices: Iterable[Choice[T]], value: T | None = None, *, needed: bool = False
    ) -> None:
        self.letters = Letters(choices, value)
        super().__init__(label, self.letters, needed=needed)

    @property
    def entered(self) -> T | None:
        """What is chosen."""
        chosen: T | None = self.letters.value
        return chosen

    def choose(self, value: T | None) -> None:
        """Choose another of the values."""
        self.letters.value = value


class Picker(Select[T]):
    """Textual's choice among many values.

    Attributes:
        ENDING: the keys after which its list is left; those that follow at once wait for that.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})


class SelectField(Field, Generic[T]):
    """A choice among many values; typing finds one.

    Attributes:
        ENDING: the keys that open the list; those that follow at once are meant for it.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "space", "down", "up"})

    def __init__(self, label: str, options: Iterable[tuple[str, T]], value: T, *, needed: bool = False) -> None:
        # Rich's text, because typing searches only that, and because it is never read as markup.
        self._options = [(Text(safe(each)), offered) for each, offered in options]
        self._begun = value
        self.select: Select[T] = Picker(self._options, value=value, allow_blank=False)
        super().__init__(label, self.select, needed=needed)

    @property
    def entered(self) -> T:
        """What is chosen; before the control is on the screen, what it began with."""
        value = self.select.value
        return self._begun if isinstance(value, NoSelection) else value

    def choose(self, value: T) -> None:
        """Choose another of the values; one that is not offered is passed over."""
        if any(offered == value for _, offered in self._options):
            self.select.value = value


class SeveralField(Field, Generic[T]):
    """A choice of any number of values.

    Args:
        none: what it means that nothing is chosen.
    """

    def __init__(self, label: str, choices: Iterable[Choice[T]], chosen: Iterable[T], *, none: str = "") -> None:
        self._none = none
        self.letters = Letters(choices, tuple(chosen), several=True)
        super().__init__(label, self.letters)

    @property
    def entered(self) -> tuple[T, ...]:
        """What is chosen, in the order in which it is offered."""
        chosen: tuple[T, ...] = self.letters.value
        return chosen

    def read(self) -> tuple[T, ...]:
        """What is chosen; says what it means that nothing is."""
        self.show(reading="" if self.entered else self._none)
        return self.entered


class DateField(TextField):
    """A date, an interval, or the word that says that it is not known; how it was understood stands beside it."""

    def __init__(
        self, label: str = "Date", span: Span | None = None, *, needed: bool = False, is_unknown: bool = False
    ) -> None:
        text = span.text if span else UNKNOWN if is_unknown else ""
        super().__init__(label, text, placeholder=EXAMPLES, needed=needed)
        self.add_class("-beside", update=False)

    def read(self) -> Span | None:
        """The span that was typed, None where there is none; says how it was understood, or what is wrong."""
        if self.text is None:
            self.show(f"write a date, or {UNKNOWN}" if self.needed else None)
            return None
        try:
            span = typed_span(self.text)
        except ValueError as error:
            self.show(str(error))
            return None
        words = day_words(span)
        has_day = span is None or span.is_day or DAY_NOT_REPORTED in words
        self.show(reading=words if has_day else f"{words}; {DAY_NOT_REPORTED}")
        return span


class DayField(TextField):
    """One day, or none.

    Args:
        day: what to begin with, or a word that stands for it.
        none: what it means that there is none.
    """

    def __init__(self, label: str = "As of", day: date | str | None = None, *, none: str = "all records") -> None:
        super().__init__(label, day.isoformat() if isinstance(day, date) else day, placeholder=none)
        self.add_class("-beside", update=False)

    def read(self) -> date | None:
        """The day that was typed; says how it was understood, or what is wrong."""
        self.show()
        if self.text is None:
            return None
        try:
            day = typed_day(self.text)
        except ValueError as error:
            self.show(str(error))
            return None
        self.show(reading=date_words(day))
        return day
