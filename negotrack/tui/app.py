"""The application: themes, keys, messages, and which screen is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType

from negotrack.text import safe
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings, keymap
from negotrack.tui.loading import Activity
from negotrack.tui.screens.main import MainScreen
from negotrack.tui.session import Session
from negotrack.tui.telling import SECONDS, Messages, Severity
from negotrack.tui.themes import DEFAULT, THEMES

if TYPE_CHECKING:
    from negotrack.config import Settings


class Negotrack(App[int]):
    """The terminal interface.

    Args:
        folders: the negotiations to choose from.
        settings: what the person has settled.

    Attributes:
        messages: what the person has been told.
        rebound: the keys of the actions that the settings name.
    """

    TITLE = "negotrack"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.APP)
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, folders: Sequence[Path], settings: Settings) -> None:
        super().__init__()
        self.folders = folders
        self.settings = settings
        self.messages = Messages()
        self.rebound = settings.keys
        self._activity = Activity()
        # Before anything is drawn: another theme afterwards would have every style read again.
        for theme in THEMES.values():
            self.register_theme(theme)
        self.set_reactive(App.theme, settings.theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Every colour that the panes name, before the person's theme is set."""
        return dict(THEMES[DEFAULT].variables)

    def on_mount(self) -> None:
        """Set the keys, and show the negotiation."""
        self.set_keymap(keymap(self.rebound))
        self.push_screen(MainScreen(Session(self.folders[0]), self._activity))

    async def on_event(self, event: events.Event) -> None:
        """Note when a person does something, so that work in the background steps aside."""
        if isinstance(event, events.InputEvent):
            self._activity.note()
        await super().on_event(event)

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
        self.messages.keep(message, severity)
        super().notify(
            safe(message, multiline=True),
            title=title,
            severity=severity,
            timeout=SECONDS[severity] if timeout is None else timeout,
            markup=False,
        )
