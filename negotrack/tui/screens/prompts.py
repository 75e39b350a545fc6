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


class Prompt(Horizontal):
    """Asks for one line of input; it takes effect once it is drawn, and of several changes only the last one.

    Attributes:
        ENDING: the keys that close it; keys pressed right after them wait until it is closed.
        LABEL: the word before the input.
        PLACEHOLDER: what can be typed, shown while nothing is.
        main: the screen that the input is applied to.
        place: the place whose key bindings apply.
    """

    LABEL: ClassVar[str]
    PLACEHOLDER: ClassVar[str]
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

    def __init__(self, main: MainScreen, value: str) -> None:
        super().__init__()
        self.place = Place.PROMPT
        self.main = main
        self._line = LineInput(value, placeholder=self.PLACEHOLDER)
        self._note = Static(classes="note")
        self._followed = value

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

    def compose(self) -> ComposeResult:
        """The label, the input, and the note."""
        yield Static(line((self.LABEL, KEY)), classes="label")
        yield self._line
        yield self._note

    def on_mount(self) -> None:
        """Take the focus, and clear the notifications, which would cover the line."""
        self.app.clear_notifications()
        self._line.focus()
        self._say()

    def _say(self) -> None:
        """Show after the input what it means now."""
        note, shown = self.note, self._note.size
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
            self.changed(self._followed)
            self._say()

    @on(Input.Submitted)
    def action_keep(self) -> None:
        """Keep the input, unless it was not understood, which the note shows."""
        self.follow()
        if self.is_understood:
            self.post_message(self.Ended())

    def action_back(self) -> None:
        """Drop the input."""
        self._followed = self._line.value
        self.dropped()
        self.post_message(self.Ended())

    def action_step(self, step: int) -> None:
        """Go to the next or the previous match or day."""
        self.follow()
        text = self.stepped(step)
        if text is not None:
            self._line.put(text)


class FilterPrompt(Prompt):
    """Asks what the list is to be filtered by."""

    LABEL = "/"
    PLACEHOLDER = 'words, "a phrase", status:open, side:x, tag:x, is:stale, -not'

    def __init__(self, main: MainScreen) -> None:
        super().__init__(main, main.finder.text)

    @property
    def note(self) -> Piece:
        """How many proposals match, or what is wrong with the filter."""
        mistakes = self.main.finder.query().mistakes
        return (mistakes[0], WARNING) if mistakes else (f"{self.main.proposals.proposals:,} left", DIM)

    def changed(self, text: str) -> None:
        """Show the matches."""
        self.main.finder.text = text
        self.main.draw_found()

    def dropped(self) -> None:
        """Clear the filter."""
        self.main.finder.clear()
        self.main.draw_found()

    def stepped(self, step: int) -> str | None:
        """Go through the matches while typing."""
        self.main.proposals.move(self.main.proposals.cursor + step, step)
        return None


class DayPrompt(Prompt):
    """Asks for the day as of which everything is shown; arrows go through the days on which something happened."""

    LABEL = "As of"
    PLACEHOLDER = "a day, as 2021-08-25"

    def __init__(self, main: MainScreen) -> None:
        day, derived = main.session.day, main.session.derived
        super().__init__(main, day.isoformat() if day else "")
        self._before, self._days = day, main.session.stops
        self._moments: tuple[Moment, ...] = derived.moments if derived else ()
        self._mistake = ""

    @property
    def note(self) -> Piece:
        """The day in words, and what happened on it."""
        if self._mistake:
            return self._mistake, WARNING
        day = self.main.session.day
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
            self.main.show_day(day)

    def dropped(self) -> None:
        """Go back to the day that was shown before the prompt."""
        self.main.show_day(self._before)

    def stepped(self, step: int) -> str | None:
        """The next day for a step up, and after the last one all records; the previous day for a step down."""
        shown = (next_stop if step < 0 else stop_before)(self._days, self.main.session.day)
        return shown.isoformat() if shown else ""


class PromptScreen(ModalScreen[None]):
    """Shows a prompt below another screen, to which the input is applied."""

    DEFAULT_CSS = """
    PromptScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """The prompt, and the key line."""
        yield self._prompt
        yield KeyLine(Place.PROMPT)

    def on_prompt_ended(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)
