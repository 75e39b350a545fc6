"""The base of the application: colours, keys, type-ahead, messages, and a clean exit."""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.worker import Worker, WorkerFailed, get_current_worker

from negotrack.text import safe
from negotrack.tui import forms
from negotrack.tui.actions import ACTIONS, OPENING, Place, keys_of
from negotrack.tui.background import Activity
from negotrack.tui.themes import THEMES, colours_for
from negotrack.tui.widgets.keyline import KeyLine, bindings, key_of, keymap
from negotrack.tui.widgets.panel import go_to

if TYPE_CHECKING:
    from negotrack.config import Settings

T = TypeVar("T")

SECONDS = {"information": 4.0, "warning": 8.0, "error": 12.0}
"""How long a message is shown, by severity."""
MOST = 500


class Notice(NamedTuple):
    """One message."""

    at: datetime
    severity: SeverityLevel
    words: str


class Notices:
    """The messages of one run, the newest last.

    Attributes:
        all: the messages; beyond a few hundred, the oldest are dropped.
    """

    def __init__(self) -> None:
        self.all: list[Notice] = []

    def keep(self, words: str, severity: SeverityLevel) -> None:
        """Keep a message."""
        self.all.append(Notice(datetime.now(UTC), severity, words))
        del self.all[:-MOST]


TIMEOUT = 2.0
"""Seconds that keys wait for a screen that never opens; on a busy machine, one that does may take a second."""
LOOK = 0.02
"""The most seconds counted between two checks: while the program is busy, a screen may still be about to open."""


class TypeAhead:
    """Holds keys back after one that opens something, until the focus has moved.

    Without it, the letters after ``/`` could still run actions, and delete what the user meant to find.

    Args:
        aim: what keys go to now: any value that changes with it, or None while that is not settled.
    """

    def __init__(self, aim: Callable[[], object]) -> None:
        self._aim = aim
        self._held: deque[events.Key] = deque()
        self._looked: float | None = None
        self._waited = 0.0
        self._before: object = None

    @property
    def is_closed(self) -> bool:
        """Whether keys have to wait: until the focus has moved, or they have waited long enough."""
        if self._looked is None:
            return False
        aim = self._aim()
        if (aim is not None and aim != self._before) or self._waited >= TIMEOUT:
            self._looked = None
            return False
        return True

    def close(self) -> None:
        """Hold keys back from now on: something is about to open."""
        self._looked, self._waited, self._before = perf_counter(), 0.0, self._aim()

    def open(self) -> None:
        """Let keys through again because nothing is going to open, unless it is not settled what they go to."""
        if self._aim() is not None:
            self._looked = None

    def hold(self, event: events.Key) -> bool:
        """Queue a key that has to wait; False if it need not."""
        if not self.is_closed and not self._held:
            return False
        self._held.append(event)
        return True

    def next(self) -> events.Key | None:
        """The next key to handle; None if there is none or it still has to wait. Each call counts the time waited."""
        if self._looked is not None:
            now = perf_counter()
            self._waited += min(now - self._looked, LOOK)
            self._looked = now
        if not self._held or self.is_closed:
            return None
        return self._held.popleft()

    @property
    def is_empty(self) -> bool:
        """Whether no key is waiting."""
        return not self._held


ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""Signals that end the program cleanly: the terminal is restored and text is kept."""
_POLL = 0.01
"""Seconds between two checks of whether waiting keys may continue."""
_ALL_THEMES = {**THEMES, **BUILTIN_THEMES}


class BaseApp(App[int]):
    """An application that loses no key, no message and no text."""

    TITLE = "negotrack"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.APP),
        Binding("ctrl+q", "quit", show=False, priority=True),  # has no id, so settings cannot rebind it
    ]
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Toast { padding: 0 1; width: auto; max-width: 100%; margin-top: 0; }
    SelectCurrent .arrow { color: $muted; }
    Input > .input--placeholder, TextArea > .text-area--placeholder { color: $muted; }
    CommandPalette {
        & > #--container { max-width: 100; margin-top: 1; background: $background; }
        & SearchIcon { display: none; }
        & #--input, & #--input.--list-visible { height: 3; border: round $primary; background: $background; }
        & CommandInput, & CommandInput:focus { height: 1; border: none; padding: 0 1; }
        & CommandList, & CommandList:focus {
            border: round $primary; max-height: 75vh; background: $background; scrollbar-size-vertical: 1;
        }
        & CommandList > .option-list--option { padding: 0 1; }
        & CommandList:ansi > .option-list--option-highlighted { color: ansi_default; background: ansi_blue; }
        &:ansi > .command-palette--help-text { color: ansi_default; text-style: not bold; }
    }
    """

    def __init__(self, settings: Settings) -> None:
        # Before Textual builds its styles: a theme that is set later makes it read all of them again.
        self.set_reactive(App.theme, settings.theme)
        super().__init__()
        self.settings = settings
        self.rebound = settings.keys
        self.notices = Notices()
        self.activity = Activity()
        self._asked_by: dict[object, Worker[Any]] = {}
        self._answered: Worker[Any] | None = None
        self._type_ahead = TypeAhead(self._aim)

    @property
    def fault(self) -> Exception | None:
        """The exception that a fault of the program raised; None if there was none."""
        found = self._exception
        return found.error if isinstance(found, WorkerFailed) and isinstance(found.error, Exception) else found

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our themes and Textual's own; read whenever a style is applied, hundreds of times for one form."""
        return _ALL_THEMES

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that the panes name, for themes that do not define them."""
        return dict(colours_for(self.current_theme))

    def on_mount(self) -> None:
        """Set the keys and the signal handlers."""
        for number in ENDING:
            asyncio.get_running_loop().add_signal_handler(number, self.end, 128 + number)
        self.set_keymap(keymap(self.rebound))

    async def on_event(self, event: events.Event) -> None:
        """Pause background work for the user, and hold keys back until what they are meant for is open."""
        if isinstance(event, events.InputEvent):
            self.activity.note()
        if isinstance(event, events.Key) and not event.is_forwarded:
            if not self._type_ahead.hold(event):
                await self._pass_on(event)
        else:
            await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while in place of the last one, never as markup; all can be read again later."""
        del markup
        self._type_ahead.open()
        self.notices.keep(message, severity)
        self.clear_notifications()
        seconds = SECONDS[severity] if timeout is None else timeout
        if shown := self.screen.query_one_optional(KeyLine):
            shown.say(message, severity, seconds)
        else:
            words = safe(message, multiline=True)
            super().notify(words, title=title, severity=severity, timeout=seconds, markup=False)

    async def push_screen_wait(self, screen: Screen[T] | str, *, mode: str | None = None) -> T | Any:
        """Open a screen, remembering which worker waits for what it returns."""
        self._asked_by[screen] = get_current_worker()
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            del self._asked_by[screen]

    def on_form_drawer_stayed(self) -> None:
        """Let keys through: the form stays open, so nothing comes after it."""
        self._type_ahead.open()

    def clear_notifications(self) -> None:
        """Remove the message that is shown."""
        super().clear_notifications()
        if shown := self.screen.query_one_optional(KeyLine):
            shown.hush()

    def action_panel(self, number: int) -> None:
        """Focus the panel with a number."""
        if turn := getattr(self.screen, "action_panel", None):
            turn(number)
        else:
            go_to(self.screen, number)

    def action_help_quit(self) -> None:
        """Say which key quits, to a user who pressed ctrl+c."""
        self.notify(f"{key_of(self, 'quit')} or ctrl+q quits.")

    def _aim(self) -> object:
        """What keys go to; None while that is not settled.

        On a screen that has just opened, something has to get the focus first. When a form has closed, the worker that
        opened it may open another: for the next entry, or for the same one if it could not be saved.
        """
        if not self.screen_stack or not self.focused:
            return None
        worker = self._answered
        if worker and not worker.is_finished and worker not in map(self._asked_by.get, self.screen_stack):
            return None
        return self.screen, self.focused

    async def action_quit(self) -> None:
        """Quit; ask first if something that the user wrote would be lost."""
        self._quit()

    @work(exclusive=True, group="quit")
    async def _quit(self) -> None:
        if any(getattr(screen, "has_unsaved_input", bool)() for screen in self.screen_stack):
            words = "What you wrote is not saved. The text of an annotation is kept as a draft, a form is not."
            leave = forms.question.Answer("q", "Quit", True)
            question = forms.question.Question("Quit?", words, [leave], back="Go on writing")
            if not await self.push_screen_wait(question):
                return
        self.end(0)

    def end(self, code: int) -> None:
        """End the program, and keep whatever is being written as a draft."""
        self._keep_drafts()
        self.exit(code, return_code=code)

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep:
                keep()

    def _fatal_error(self) -> None:
        """End after a fault, without the traceback that Textual would print with every local variable in it."""
        self._keep_drafts()
        self._close_messages_no_wait()

    async def _pass_on(self, event: events.Key) -> None:
        """Handle a key; if it may open something, the keys after it wait."""
        if self._opens(event):
            self._answered = self._asked_by.get(self.screen)
            self._type_ahead.close()
            self.set_timer(_POLL, self._pass_held_on)
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Say why an unhandled key does nothing, once the keys before it have been handled."""
        if refused := self._refused(event):
            self.notify(next(iter(refused.values())))

    def _refused(self, event: events.Key) -> dict[str, str]:
        """The actions of a key that cannot be done now, each with the reason; none if the key does something."""
        why_not = getattr(self.screen, "why_not", None) if self.screen_stack else None
        if why_not is None or event.key in self.screen.active_bindings:
            return {}
        pressed = {event.key, event.character}
        bound = (each.id for each in ACTIONS if pressed.intersection(keys_of(each.id, self.rebound)))
        return {each: words for each in bound if (words := why_not(each))}

    def _opens(self, event: events.Key) -> bool:
        """Whether a key may move the focus; an action that is refused now may be possible by the time it runs."""
        focused = self.focused
        if focused and event.key in getattr(focused.parent, "ENDING", ()):
            return True
        if focused and event.key in getattr(self.screen, "MOVING", ()):
            return True
        if not self.screen_stack or (focused and focused.check_consume_key(event.key, event.character)):
            return False
        active = self.screen.active_bindings.get(event.key)
        return not OPENING.isdisjoint(self._refused(event) if active is None else {active.binding.id})

    async def _pass_held_on(self) -> None:
        while event := self._type_ahead.next():
            await self._pass_on(event)
        if self._type_ahead.is_closed or not self._type_ahead.is_empty:
            self.set_timer(_POLL, self._pass_held_on)
