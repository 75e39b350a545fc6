"""The application: themes, keys, messages, and which negotiation is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType

from negotrack.model.problems import Problem
from negotrack.text import safe
from negotrack.tui.actions import OPENING, Place
from negotrack.tui.bindings import bindings, keymap
from negotrack.tui.gate import Gate
from negotrack.tui.loading import Activity
from negotrack.tui.screens.main import MainScreen
from negotrack.tui.session import Session
from negotrack.tui.signals import on_ending
from negotrack.tui.telling import SECONDS, Messages, Severity
from negotrack.tui.themes import DEFAULT, THEMES
from negotrack.tui.widgets.keyline import KeyLine, place_of

if TYPE_CHECKING:
    from negotrack.config import Settings
    from negotrack.tui.screens.asked import Asked
    from negotrack.tui.screens.compare import Compare

POLL = 0.01
"""Seconds between two looks whether keys that wait may go on."""


class Negotrack(App[int]):
    """The terminal interface.

    Args:
        folders: the negotiations to choose from.
        settings: what the person has settled.
        problems: what is wrong with the settings.

    Attributes:
        messages: what the person has been told.
        rebound: the keys of the actions that the settings name.
    """

    TITLE = "negotrack"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.APP),
        Binding("ctrl+q", "quit", show=False, priority=True),  # has no id: settings cannot take this way out away
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, folders: Sequence[Path], settings: Settings, problems: Sequence[Problem] = ()) -> None:
        super().__init__()
        self._folders = folders
        self._root = folders[0].parent
        self._settings = settings
        self._problems = problems
        self.messages = Messages()
        self.rebound = settings.keys
        self._activity = Activity()
        self._gate = Gate(lambda: (self.screen, self.focused) if self.screen_stack else None)
        # Before anything is drawn: another theme afterwards would have every style read again.
        for theme in THEMES.values():
            self.register_theme(theme)
        self.set_reactive(App.theme, settings.theme)

    @property
    def main(self) -> MainScreen | None:
        """The main screen; None before a negotiation was chosen."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    @property
    def _place(self) -> Place:
        """Where the person is."""
        return next((keys.place for keys in self.screen.query(KeyLine)), Place.APP)

    @property
    def fault(self) -> Exception | None:
        """What went wrong in the program itself; None where nothing did."""
        return self._exception

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every colour that the panes name, for themes that lack it."""
        return dict(THEMES[DEFAULT].variables)

    def on_mount(self) -> None:
        """Set the keys, and show the negotiation, or the choice of one."""
        on_ending(self._end)
        self.set_keymap(keymap(self.rebound))
        if len(self._folders) == 1:
            self.open(self._folders[0])
        else:
            self.action_negotiation()
        for problem in self._problems:
            self.notify(f"Settings: {problem}", severity="warning")

    def open(self, folder: Path) -> None:
        """Show a negotiation in place of the one that is shown."""
        from negotrack.store.remembered import remember

        if len(self._folders) > 1:
            remember(self._root, folder)
        from_start = self.main is None
        screen = MainScreen(Session(folder, who=partial(self._author, folder)), self._activity)
        if from_start:
            self.push_screen(screen)
            if self._settings.start != "main":
                screen.call_after_refresh(screen.run_action, self._settings.start)
        else:
            self.switch_screen(screen)

    async def on_event(self, event: events.Event) -> None:
        """Let work in the background step aside for a person, and keys wait for what they are meant for."""
        if isinstance(event, events.InputEvent):
            self._activity.note()
        if isinstance(event, events.Key) and not event.is_forwarded:
            if not self._gate.hold(event):
                await self._pass_on(event)
        else:
            await super().on_event(event)

    async def _pass_on(self, event: events.Key) -> None:
        """Let a key do what it does; where that opens something, the keys after it wait."""
        if self._opens(event):
            self._gate.close()
            self.set_timer(POLL, self._pass_held_on)
        await super().on_event(event)

    def _opens(self, event: events.Key) -> bool:
        """Whether keys go elsewhere after this one."""
        focused = self.focused
        if focused and event.key in getattr(focused.parent, "ENDING", ()):
            return True
        if not self.screen_stack or (focused and focused.check_consume_key(event.key, event.character)):
            return False
        active = self.screen.active_bindings.get(event.key)
        return active is not None and active.binding.id in OPENING

    async def _pass_held_on(self) -> None:
        while event := self._gate.next():
            await self._pass_on(event)
        if self._gate.is_closed or not self._gate.is_empty:
            self.set_timer(POLL, self._pass_held_on)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Severity = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell the person something; it goes away by itself, and can be read again. It is never read as markup."""
        del markup
        self._gate.open()
        self.messages.keep(message, severity)
        super().notify(
            safe(message, multiline=True),
            title=title,
            severity=severity,
            timeout=SECONDS[severity] if timeout is None else timeout,
            markup=False,
        )

    async def on_asked(self, event: Asked) -> None:
        """Let the main screen do what a screen above it asks for."""
        if self.main:
            await self.main.do(event)

    def on_compare_paired(self, event: Compare.Paired) -> None:
        """Compare the two sides that were chosen in the comparison."""
        if self.main:
            self.main.show_pair(event.pair)

    @work
    async def action_negotiation(self) -> None:
        """Choose a negotiation."""
        from negotrack.store.remembered import last_opened
        from negotrack.tui.screens.choose import Choose

        last = self.main.session.folder if self.main else last_opened(self._root)
        chosen = await self.push_screen_wait(Choose(self._folders, last, self._activity))
        if chosen:
            self.open(chosen)
        elif self.main is None:
            self.exit(0)

    def action_help(self) -> None:
        """Show all keys and signs."""
        from negotrack.tui.screens.help import Help

        self.push_screen(Help(self.rebound, place_of(self.screen)))

    def action_messages(self) -> None:
        """Show what was told, and what is wrong in the files."""
        from negotrack.tui.screens.messages import MessagesScreen

        self.push_screen(MessagesScreen(self.messages.told, self.main.session.problems if self.main else ()))

    @work
    async def action_palette(self) -> None:
        """Find an action, a proposal or another negotiation by typing, and do it, or go there."""
        from negotrack.tui.screens.palette import ActionChosen, NegotiationChosen, Palette, ProposalChosen

        main, screen = self.main, self.screen
        if main is None:
            return
        others = [folder for folder in self._folders if folder != main.session.folder]
        terms = main.session.negotiation.header.plural
        chosen = await self.push_screen_wait(
            Palette(place_of(screen), find=main.find, name=main.name_of, terms=terms, negotiations=others)
        )
        if isinstance(chosen, ActionChosen):
            await screen.run_action(chosen.id if hasattr(screen, f"action_{chosen.id}") else f"app.{chosen.id}")
        elif isinstance(chosen, ProposalChosen):
            main.go_to_proposal(chosen.id)
        elif isinstance(chosen, NegotiationChosen):
            self.open(chosen.folder)

    def action_help_quit(self) -> None:
        """Say how to leave, to somebody who is used to another key."""
        self.notify("q or ctrl+q quits.")

    async def action_quit(self) -> None:
        """Quit; ask where something that was written would be lost."""
        self._quit()

    @work(exclusive=True, group="quit")
    async def _quit(self) -> None:
        if any(getattr(screen, "is_written", bool)() for screen in self.screen_stack):
            from negotrack.tui.forms.question import Answer, Question

            words = "What you wrote is not saved. The text of an annotation is kept as a draft, a form is not."
            question = Question("Quit?", words, [Answer("q", "Quit", True)], back="Go on writing")
            if not await self.push_screen_wait(question):
                return
        self._end(0)

    def _end(self, code: int) -> None:
        """End, with whatever is being written kept as a draft."""
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

    def _author(self, folder: Path) -> str:
        from negotrack.config import author

        return author(None, self._settings, folder)
