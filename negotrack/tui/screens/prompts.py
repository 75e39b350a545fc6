"""One line of input below the panels: a filter, or the day that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from negotrack.analysis.timeline import Moment, next_stop, stop_before
from negotrack.model.written_dates import typed_day
from negotrack.pages.timeline import day_title
from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.render import DIM, KEY, WARNING, Piece, cells_of, line
from negotrack.tui.widgets.keyline import KeyLine, bindings

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


class LinePrompt:
    """What a prompt asks for; input takes effect once it is drawn, and of several changes only the last one."""

    label: ClassVar[str]
    placeholder: ClassVar[str]

    @property
    def value(self) -> str:
        """The initial input."""
        raise NotImplementedError

    @property
    def note(self) -> Piece:
        """The note after the input."""
        raise NotImplementedError

    @property
    def is_understood(self) -> bool:
        """Whether the input is valid."""
        return True

    def changed(self, text: str) -> None:
        """Apply the input."""
        raise NotImplementedError

    def dropped(self) -> None:
        """Drop the input."""
        raise NotImplementedError

    def stepped(self, step: int) -> str | None:
        """Handle an arrow key, down or up; returns the new input, or None to leave it."""
        raise NotImplementedError


class Prompt(Horizontal):
    """Asks for one line of input, and applies every change; what is wrong with it may take several lines.

    Attributes:
        ENDING: the keys that close it; keys pressed right after them wait until it is closed.
        place: the place whose key bindings apply.
    """

    ENDING: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.PROMPT),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Prompt {
        height: auto; max-height: 4; background: $panel;
        & > .label { width: auto; padding: 0 1; }
        & > LineInput { width: 1fr; min-width: 12; background: $panel; }
        & > .note { width: auto; max-width: 70%; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & > .note.mistake { text-wrap: wrap; }
    }
    """

    class Ended(Message):
        """The input was kept or dropped."""

    def __init__(self, wanted: LinePrompt) -> None:
        super().__init__()
        self.place = Place.PROMPT
        self._wanted = wanted
        self._line = LineInput(wanted.value, placeholder=wanted.placeholder)
        self._note = Static(classes="note")
        self._followed = wanted.value

    def compose(self) -> ComposeResult:
        """The label, the input, and the note."""
        yield Static(line((self._wanted.label, KEY)), classes="label")
        yield self._line
        yield self._note

    def on_mount(self) -> None:
        """Take the focus, and clear the notifications, which would cover the line."""
        self.app.clear_notifications()
        self._line.focus()
        self._say()

    def _say(self) -> None:
        """Show after the input what it means now."""
        note, shown = self._wanted.note, self._note.size
        words = line(note)
        self._note.set_class(not isinstance(note, str) and note[1] == WARNING, "mistake")
        self._note.update(words, layout=cells_of(words) != shown.width or shown.height > 1)

    @on(Input.Changed)
    def _follow_soon(self) -> None:
        """Apply the input after it is drawn; of input that comes faster than it can be applied, only the last."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Apply the input now, if it has not been applied yet."""
        if self.is_attached and self._line.value != self._followed:
            self._followed = self._line.value
            self._wanted.changed(self._followed)
            self._say()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep the input, unless it was not understood, which the note shows."""
        self.follow()
        if self._wanted.is_understood:
            self.post_message(self.Ended())

    def action_back(self) -> None:
        """Drop the input."""
        self._followed = self._line.value
        self._wanted.dropped()
        self.post_message(self.Ended())

    def action_step(self, step: int) -> None:
        """Go to the next or the previous match or day."""
        self.follow()
        text = self._wanted.stepped(step)
        if text is not None:
            self._line.put(text)


class FilterPrompt(LinePrompt):
    """Asks what the list is to be filtered by."""

    label = "/"
    placeholder = 'words, "a phrase", status:open, side:x, tag:x, is:stale, -not'

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    @property
    def value(self) -> str:
        """The current filter."""
        return self.screen.finder.text

    @property
    def note(self) -> Piece:
        """How many proposals match, or what is wrong with the filter."""
        mistakes = self.screen.finder.query().mistakes
        return (mistakes[0], WARNING) if mistakes else (f"{self.screen.proposals.proposals:,} left", DIM)

    def changed(self, text: str) -> None:
        """Show the matches."""
        self.screen.finder.text = text
        self.screen.draw_found()

    def dropped(self) -> None:
        """Clear the filter."""
        self.screen.finder.clear()
        self.screen.draw_found()

    def stepped(self, step: int) -> str | None:
        """Go through the matches while typing."""
        self.screen.proposals.move(self.screen.proposals.cursor + step, step)
        return None


class DayPrompt(LinePrompt):
    """Asks for the day as of which everything is shown; arrows go through the days on which something happened."""

    label = "As of"
    placeholder = "a day, as 2021-08-25"

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._before = screen.session.day
        self._days = screen.session.stops
        derived = screen.session.derived
        self._moments: tuple[Moment, ...] = derived.moments if derived else ()
        self._mistake = ""

    @property
    def value(self) -> str:
        """The current day."""
        return self._before.isoformat() if self._before else ""

    @property
    def note(self) -> Piece:
        """The day in words, and what happened on it."""
        if self._mistake:
            return self._mistake, WARNING
        day = self.screen.session.day
        if day is None:
            return f"empty: all records; ↑ and ↓ go through {counted(len(self._days), 'day')}", DIM
        return day_title(day, self._moments), DIM

    @property
    def is_understood(self) -> bool:
        """Whether the input is a day, or empty."""
        return not self._mistake

    def changed(self, text: str) -> None:
        """Show that day, or all records if the input is empty; note what is wrong with anything else."""
        self._mistake = ""
        try:
            day = typed_day(text) if text.strip() else None
        except ValueError as error:
            self._mistake = str(error)
        else:
            self.screen.show_day(day)

    def dropped(self) -> None:
        """Go back to the day that was shown before the prompt."""
        self.screen.show_day(self._before)

    def stepped(self, step: int) -> str | None:
        """The next day for a step up, and after the last one all records; the previous day for a step down."""
        shown = (next_stop if step < 0 else stop_before)(self._days, self.screen.session.day)
        return shown.isoformat() if shown else ""


class PromptScreen(ModalScreen[None]):
    """Shows a prompt below another screen, to which the input is applied."""

    DEFAULT_CSS = """
    PromptScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, prompt: LinePrompt) -> None:
        super().__init__()
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """The prompt, and the key line."""
        yield Prompt(self._prompt)
        yield KeyLine(Place.PROMPT)

    def on_prompt_ended(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)
