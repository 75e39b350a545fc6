"""The rows of a form: a label, a Textual widget, and a note on how the input was understood or what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Select, Static
from textual.widgets.select import NoSelection

from negotrack.errors import UsageError
from negotrack.model.dates import Span
from negotrack.model.written_dates import UNKNOWN, typed_day, typed_span
from negotrack.pages.days import DAY_NOT_REPORTED, date_words, day_words
from negotrack.text import safe
from negotrack.tui.forms.inputs import LineInput, TextBox
from negotrack.tui.forms.letters import Choice, Letters
from negotrack.tui.render import EMPTY, cells_of, line

_PROBLEM_SIGN = "✗"
_NEEDED = "*"
_LABEL, _BESIDE = 11, 24
"""The cells of a label, and of a control that has its note beside it."""
EXAMPLES = "day or first/last"
LONGEST_FIELD = 10_000
"""Maximum length of a text in a record, in characters."""
T = TypeVar("T", bound=Hashable)
U = TypeVar("U")


class FieldNote(Static):
    """The note that shows how the input was understood, or what is wrong with it."""

    def action_take(self, value: str) -> None:
        """Put the suggestion that was clicked into the field."""
        field = self.query_ancestor(TextField)
        field.put(value)
        field.control.focus()


class Field(Widget):
    """One row of a form.

    It does not use Textual's validators: whether a value is valid depends on the other fields too. It renders its label
    itself, and mounts a note only if there is something to show, because a form of ten fields with four widgets each
    takes twice as long to open.

    Attributes:
        label: what is asked for.
        control: the widget that it is entered in.
        needed: the form cannot be saved without it; the label shows this.
        problem: what is wrong with the input, or None; shown once the user has visited the field.
    """

    DEFAULT_CSS = """
    Field {
        height: auto; layout: vertical; color: $muted;
        & > * { margin-left: 11; }
        & > FieldNote { height: auto; color: $muted; padding-left: 1; }
        & > FieldNote.-problem { color: $text-error; }
        &.-beside { layout: horizontal; }
        &.-beside.-below { layout: vertical; }
        &.-beside > LineInput { width: 24; }
        &.-beside > FieldNote { width: 1fr; margin-left: 0; }
        &.-beside.-below > FieldNote { margin-left: 11; }
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
        """The value of the control."""
        raise NotImplementedError

    @property
    def is_changed(self) -> bool:
        """Whether the value differs from the initial one."""
        return self.entered != self._initial

    def read(self) -> object:
        """The value that was meant; None if there is none, or if the input cannot be understood.

        The note of the field is replaced.
        """
        self.show()
        return self.entered

    def show(self, problem: str | None = None, *, reading: str | Content = EMPTY) -> None:
        """Show what is wrong, or else how the input was understood."""
        self.problem = problem
        self._reading = line(reading) if isinstance(reading, str) else reading
        self._draw()

    def require(self, met: object, words: str) -> None:
        """Show what the user still has to do, unless it has been done."""
        self.show(None if met else words)

    @on(events.DescendantBlur)
    def insist(self) -> None:
        """Show what is wrong or missing, also if the user has not visited the field yet."""
        self._visited = True
        self._draw(in_full=True)

    def on_mount(self) -> None:
        """Show what was found before the field was mounted."""
        self._draw()

    def _draw(self, *, in_full: bool = False) -> None:
        """Update the note; beside a control that has the focus it keeps to one line, so that nothing moves.

        A longer one is shown in full below the control, because beside it a sentence would be a column of words.
        """
        is_typed = isinstance(self.entered, str) and bool(self.entered)
        complaint = self.problem if self._visited or is_typed else None
        words = line(f"{_PROBLEM_SIGN} {complaint}") if complaint else self._reading
        if self._note is None:
            if not words or not (self.is_mounted and self.is_attached):  # a form may be closed before it is mounted
                return
            self._note = FieldNote()
            self.mount(self._note)
        self._note.display = bool(words)
        self._note.set_class(complaint is not None, "-problem")
        brief = not in_full and self.control.has_focus
        self._note.set_class(brief, "-brief")
        room = self.size.width - _LABEL - _BESIDE - 1
        self.set_class(not brief and self.size.width > 0 and cells_of(words) > room, "-below")
        self._note.update(words)


class TextField(Field):
    """Text: one line, or several if a maximum length is given."""

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
        """The text exactly as it was typed."""
        return self.input.text if isinstance(self.input, TextBox) else self.input.value

    @property
    def text(self) -> str | None:
        """The text without surrounding whitespace; None if it is empty."""
        return self.entered.strip() or None

    def read(self) -> object:
        """The text."""
        self.show()
        return self.text

    def put(self, text: str) -> None:
        """Replace the text."""
        self.input.put(text)

    def understood(self, read: Callable[[str], U], words: Callable[[U], str]) -> U | None:
        """What a function reads in the text; None if there is no text, or it raises ValueError or UsageError.

        Shows in words what was read, or what is wrong.
        """
        self.show()
        if self.text is None:
            return None
        try:
            found = read(self.text)
        except (ValueError, UsageError) as error:
            self.show(str(error))
            return None
        self.show(reading=words(found))
        return found


class LettersField(Field, Generic[T]):
    """A choice of one of a few values, each with its letter."""

    def __init__(
        self, label: str, choices: Iterable[Choice[T]], value: T | None = None, *, needed: bool = False
    ) -> None:
        self.letters = Letters(choices, value)
        super().__init__(label, self.letters, needed=needed)

    @property
    def entered(self) -> T | None:
        """The chosen value."""
        chosen: T | None = self.letters.value
        return chosen

    def choose(self, value: T | None) -> None:
        """Choose one of the values."""
        self.letters.value = value


class Picker(Select[T]):
    """Textual's choice of one of many values.

    Attributes:
        ENDING: the keys that close its list; keys pressed right after them wait until it is closed.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})


class SelectField(Field, Generic[T]):
    """A choice of one of many values; typing searches them.

    Attributes:
        ENDING: the keys that open the list; keys pressed right after them wait for it.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "space", "down", "up"})

    def __init__(self, label: str, options: Iterable[tuple[str, T]], value: T, *, needed: bool = False) -> None:
        # Rich's Text, because Textual searches only that for what is typed, and because it is never parsed as markup.
        self._options = [(Text(safe(each)), offered) for each, offered in options]
        self._begun = value
        self.select: Select[T] = Picker(self._options, value=value, allow_blank=False)
        super().__init__(label, self.select, needed=needed)

    @property
    def entered(self) -> T:
        """The chosen value; until the control is mounted, the initial one."""
        value = self.select.value
        return self._begun if isinstance(value, NoSelection) else value

    def choose(self, value: T) -> None:
        """Choose one of the values; one that is not offered is ignored."""
        if any(offered == value for _, offered in self._options):
            self.select.value = value


class SeveralField(Field, Generic[T]):
    """A choice of any number of values.

    Args:
        none: what it means if nothing is chosen.
    """

    def __init__(self, label: str, choices: Iterable[Choice[T]], chosen: Iterable[T], *, none: str = "") -> None:
        self._none = none
        self.letters = Letters(choices, tuple(chosen), several=True)
        super().__init__(label, self.letters)

    @property
    def entered(self) -> tuple[T, ...]:
        """The chosen values, in the order of the choices."""
        chosen: tuple[T, ...] = self.letters.value
        return chosen

    def read(self) -> tuple[T, ...]:
        """The chosen values; shows what it means if there are none."""
        self.show(reading="" if self.entered else self._none)
        return self.entered


class DateField(TextField):
    """A date, an interval, or the word for an unknown date; how it was understood is shown beside it."""

    def __init__(
        self, label: str = "Date", span: Span | None = None, *, needed: bool = False, is_unknown: bool = False
    ) -> None:
        text = span.text if span else UNKNOWN if is_unknown else ""
        super().__init__(label, text, placeholder=EXAMPLES, needed=needed)
        self.add_class("-beside", update=False)

    def read(self) -> Span | None:
        """The span that was typed, or None; shows how it was understood, or what is wrong."""
        if self.text is None:
            self.require(not self.needed, f"write a date, or {UNKNOWN}")
            return None
        return self.understood(typed_span, _span_words)


class DayField(TextField):
    """One day, or none.

    Args:
        day: the initial day, or a word that stands for one.
        none: what an empty field means.
    """

    def __init__(self, label: str = "As of", day: date | str | None = None, *, none: str = "all records") -> None:
        super().__init__(label, day.isoformat() if isinstance(day, date) else day, placeholder=none)
        self.add_class("-beside", update=False)

    def read(self) -> date | None:
        """The day that was typed, or None; shows how it was understood, or what is wrong."""
        return self.understood(typed_day, date_words)


def _span_words(span: Span | None) -> str:
    words = day_words(span)
    has_day = span is None or span.is_day or DAY_NOT_REPORTED in words
    return words if has_day else f"{words}; {DAY_NOT_REPORTED}"
