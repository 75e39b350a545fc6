"""The frame of every form: title, fields, what will follow from them, and saving only what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.field import Field
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.forms.several import Several
from negotrack.tui.forms.typed import Paragraphs
from negotrack.tui.render import EMPTY, WARNING, line
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.wording import counted

T = TypeVar("T")
_SAVE, _DISCARD = "save", "discard"


class Sheet(ModalScreen[T | None]):
    """A form that returns what was entered once nothing is wrong with it, and None when it is given up.

    Attributes:
        PLACE: which keys it shows.
        SMALL: it takes no more room than its fields.
    """

    PLACE: ClassVar[Place] = Place.FORM
    SMALL: ClassVar[bool] = False
    BINDINGS = bindings(Place.FORM)
    AUTO_FOCUS = "Line, Paragraphs, Choice"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - Textual declares it so
    DEFAULT_CSS = """
    Sheet {
        align: center middle;
        &.-large { background: $background; }
        & > #sheet { width: 1fr; max-width: 110; height: 1fr; border: round $primary; padding: 0 1; }
        &.-low > #sheet { border: none; border-top: solid $primary; padding: 0; }
        &.-high.-small > #sheet, &.-high.-small #fields { height: auto; }
        & #fields { height: 1fr; scrollbar-size-vertical: 1; }
        &.-low SelectOverlay { max-height: 9; }
        & KeyLine { dock: bottom; }
        & #outcome { height: auto; max-height: 4; }
        & #message { height: auto; max-height: 3; display: none; }
        & #message.-shown { display: block; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title
        self._first: list[object] = []
        self.set_class(self.SMALL, "-small")
        self.set_class(not self.SMALL, "-large")

    def compose(self) -> ComposeResult:
        """The frame around the fields."""
        with Vertical(id="sheet") as sheet:
            sheet.border_title = line(self._heading)
            with VerticalScroll(id="fields", can_focus=False):
                yield from self.fields()
            yield Static(id="outcome")
            yield Static(id="message")
        yield KeyLine(self.PLACE)

    def fields(self) -> Iterable[Widget]:
        """The fields of the form."""
        raise NotImplementedError

    def review(self) -> T | None:
        """Say beside each field how it was understood; what was entered, or None while something is wrong."""
        raise NotImplementedError

    def is_written(self) -> bool:
        """Whether giving up would lose anything."""
        return self._entered() != self._first

    def on_mount(self) -> None:
        """Say at once what is there."""
        self._first = self._entered()
        self.review()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Several.Changed)
    def reread(self) -> None:
        """Read the form again after every change."""
        self.say()
        self.review()

    @on(Input.Submitted)
    def go_on(self) -> None:
        """Enter ends a small form, and goes to the next field of a larger one."""
        if self.SMALL:
            self.action_save()
        else:
            self.focus_next()

    @on(Paragraphs.Refused)
    def refuse_paste(self, event: Paragraphs.Refused) -> None:
        """Say why a paste was not taken."""
        self.say(
            f"Not pasted: with it the text would have {counted(event.length, 'character')}, "
            f"and it holds at most {event.paragraphs.longest:,}."
        )

    def say(self, words: str | Content = EMPTY) -> None:
        """Show a message below the fields, or take it away."""
        message = self.query_one("#message", Static)
        message.set_class(bool(words), "-shown")
        message.update(line((words, WARNING)) if isinstance(words, str) else words)

    def foretell(self, words: Content) -> None:
        """Show what will follow from what was entered."""
        self.query_one("#outcome", Static).update(words)

    def action_save(self) -> None:
        """Return what was entered, or show what is wrong with it."""
        value = self.review()
        wrong = self.problems()
        for field in wrong:
            field.insist()
        if wrong:
            self.say(f"Not saved: {', '.join(field.label.lower() for field in wrong)}.")
            wrong[0].control.focus()
        elif value is None:
            self.say("Not saved.")
        else:
            self.dismiss(value)

    def problems(self) -> list[Field]:
        """The fields that something is wrong with."""
        return [field for field in self.query(Field) if field.problem]

    def _entered(self) -> list[object]:
        return [field.entered for field in self.query(Field)]

    @work
    async def action_back(self) -> None:
        """Give up; where something would be lost, ask."""
        if not self.is_written():
            self.dismiss(None)
            return
        answers = [Answer("s", "Save it", _SAVE), Answer("d", "Discard it", _DISCARD)]
        answer = await self.app.push_screen_wait(
            Question("Not saved", "What you wrote is not saved.", answers, back="Go on writing")
        )
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)
