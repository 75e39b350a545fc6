"""One line to type into below the panels: a filter, or the day that is shown."""

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
    """One thing that is asked for; what is typed is followed once it is drawn, and of several changes the last."""

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
    def _follow_soon(self) -> None:
        """What is typed is seen first; of what is typed faster than it can be followed, the last is followed."""
        self.call_after_refresh(self.follow)

    def follow(self) -> None:
        """Follow now what is typed, if it is not followed yet."""
        if self.is_attached and self._line.value != self._followed:
            self._followed = self._line.value
            self._wanted.changed(self._followed)
            self._say()

    @on(Input.Submitted)
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
            self._line.put(text)


class FilterPrompt(LinePrompt):
    """Asks what the list is to be filtered by."""

    label = "/"
    placeholder = 'words, "a phrase", status:open, side:x, tag:x, is:stale, -not'

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    @property
    def value(self) -> str:
        """The filter as it is."""
        return self.screen.finder.text

    @property
    def note(self) -> Piece:
        """How many are left, or what cannot be read."""
        mistakes = self.screen.finder.query().mistakes
        return (mistakes[0], WARNING) if mistakes else (f"{self.screen.proposals.proposals:,} left", DIM)

    def changed(self, text: str) -> None:
        """Show what is left."""
        self.screen.finder.text = text
        self.screen.draw_found()

    def dropped(self) -> None:
        """Filter nothing."""
        self.screen.finder.clear()
        self.screen.draw_found()

    def stepped(self, step: int) -> str | None:
        """Go through what is left while typing."""
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
        """The day as it is."""
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
        """Nothing is kept that is no day."""
        return not self._mistake

    def changed(self, text: str) -> None:
        """Show that day, or all records where the line is empty; say what is wrong with anything else."""
        self._mistake = ""
        try:
            day = typed_day(text) if text.strip() else None
        except ValueError as error:
            self._mistake = str(error)
        else:
            self.screen.show_day(day)

    def dropped(self) -> None:
        """Go back to the day before."""
        self.screen.show_day(self._before)

    def stepped(self, step: int) -> str | None:
        """The next later day for a step up, and after the last one all records; the day before for a step down."""
        shown = (next_stop if step < 0 else stop_before)(self._days, self.screen.session.day)
        return shown.isoformat() if shown else ""


class PromptScreen(ModalScreen[None]):
    """Asks for one line below whatever screen is shown, while that follows it."""

    DEFAULT_CSS = """
    PromptScreen { background: transparent; align: left bottom; }
    """

    def __init__(self, prompt: LinePrompt) -> None:
        super().__init__()
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """The line."""
        yield Prompt(self._prompt)
        yield KeyLine(Place.PROMPT)

    def on_prompt_ended(self) -> None:
        """Go back to the screen below."""
        self.dismiss(None)
