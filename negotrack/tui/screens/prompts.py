"""What is asked for in one line below the panels: a filter, or the day that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import ModalScreen

from negotrack.analysis.timeline import Moment, next_stop, stop_before
from negotrack.model.written_dates import typed_day
from negotrack.pages.timeline import day_title
from negotrack.pages.words import counted
from negotrack.tui.actions import Place
from negotrack.tui.render import DIM, WARNING, Piece
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.prompt import LinePrompt, Prompt

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


class FilterPrompt(LinePrompt):
    """Asks what the list is to be filtered by.

    Args:
        screen: the screen that follows.
    """

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
        mistakes = self.screen.finder.query(self.screen.session).mistakes
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
    """Asks for the day as of which everything is shown; arrows go through the days on which something happened.

    Args:
        screen: the screen that follows.
    """

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
    """Asks for one line below whatever screen is shown, while that follows it.

    Args:
        prompt: what is asked for, and what follows from it.
    """

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
