"""The application: which negotiation is shown, and the actions that are available everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from negotrack import store, tui
from negotrack.config import Settings, author
from negotrack.errors import NegotrackError
from negotrack.model.identifiers import slug
from negotrack.model.problems import Problem
from negotrack.text import safe
from negotrack.tui import screens
from negotrack.tui.base import BaseApp
from negotrack.tui.screens.main import MainScreen
from negotrack.tui.session import Session
from negotrack.tui.widgets.keyline import key_of, place_of

if TYPE_CHECKING:
    from negotrack.tui.widgets.day_strip import DayChosen


class Negotrack(BaseApp):
    """The terminal interface.

    Args:
        first: the negotiation to open; None for the only one, or to let the user choose.
        root: the folder that contains the negotiations; None for the parent of the first of ``folders``.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        settings: Settings,
        problems: Sequence[Problem] = (),
        *,
        first: Path | None = None,
        root: Path | None = None,
    ) -> None:
        super().__init__(settings)
        self._folders = list(folders)
        self._first = first or (folders[0] if len(folders) == 1 else None)
        self._root = root or folders[0].parent
        self._problems = problems

    @property
    def main(self) -> MainScreen | None:
        """The main screen; None until a negotiation is chosen."""
        return next((screen for screen in self.screen_stack if isinstance(screen, MainScreen)), None)

    @property
    def other_folders(self) -> list[Path]:
        """The negotiations other than the one that is shown."""
        return [folder for folder in self._folders if self.main and folder != self.main.session.folder]

    def on_mount(self) -> None:
        """Show the negotiation, or let the user choose one."""
        if self._first:
            self.call_later(self.open, self._first)  # during start-up, Textual discards what is painted
        elif not self._folders:
            self._begin()
        else:
            self.action_negotiation()
        for count, problem in enumerate(self._problems, 1):
            more = f" ({count} mistakes in all: {key_of(self, 'messages')})" if count > 1 else ""
            self.notify(f"Settings: {problem}{more}", severity="warning")

    @work
    async def _begin(self) -> None:
        """Offer the shipped examples and a new negotiation, until there is one to open."""
        titles = {"panjshir-2021": "The Panjshir talks of August 2021: two sides"}
        titles["federal-convention-1787"] = "The Federal Convention of 1787: twelve sides"
        shipped = [(name, titles.get(name, name)) for name in reversed(store.begin.examples())]
        while not self._folders:
            chosen = await self.push_screen_wait(screens.choose.Welcome(self._root, shipped))
            if chosen is None:
                self.exit()
                return
            folder = self._root / chosen
            try:
                if chosen != screens.choose.NEW:
                    store.begin.begin_example(folder, chosen)
                elif new := await self.push_screen_wait(screens.choose.NewNegotiationForm()):
                    folder = self._root / (slug(new.title) or "negotiation")
                    store.begin.begin(folder, title=new.title, sides=new.sides, term=new.term)
                else:
                    continue
            except NegotrackError as error:
                self.notify(str(error), severity="error")
            else:
                self._folders.append(folder)
        self.open(self._folders[0])

    def open(self, folder: Path) -> None:
        """Show a negotiation instead of the current one."""
        if len(self._folders) > 1:
            store.state.remember(self._root, folder)
        main = self.main
        screen = MainScreen(Session(folder, who=partial(self._author, folder)), self.activity)
        if main is None:
            self.push_screen(screen)
            if self.settings.start != "main":
                screen.call_after_refresh(screen.run_action, self.settings.start)
            return
        while self.screen is not main:
            self.pop_screen()
        self.switch_screen(screen)

    async def on_action_request(self, event: screens.paned.ActionRequest) -> None:
        """Let the main screen do what a screen above it asks for."""
        if self.main:
            await self.main.do(event)

    def on_compare_paired(self, event: screens.compare.Compare.Paired) -> None:
        """Compare the two sides that were chosen in the comparison."""
        if self.main:
            self.main.show_pair(event.pair)

    def on_day_chosen(self, event: DayChosen) -> None:
        """Show everything as of the day that was chosen in the strip of days or in the timeline."""
        if self.main:
            self.main.show_day(event.day)

    @work
    async def action_negotiation(self) -> None:
        """Choose a negotiation."""
        last = self.main.session.folder if self.main else store.state.last_opened(self._root)
        chosen = await self.push_screen_wait(screens.choose.Choose(self._folders, last, self.activity))
        if chosen:
            self.open(chosen)
        elif self.main is None:
            self.exit()

    def action_help(self) -> None:
        """Show all keys and signs."""
        if not isinstance(self.screen, screens.overlays.Help):
            self.push_screen(screens.overlays.Help(self.rebound, place_of(self.screen)))

    def action_messages(self) -> None:
        """Show the messages so far, and the problems in the files."""
        self.push_screen(
            screens.overlays.MessagesScreen(self.notices.all, self.main.session.problems if self.main else ())
        )

    def action_palette(self) -> None:
        """Open the palette, which finds actions, proposals and other negotiations."""
        if self.main:
            placeholder = f"an action, or words of a {safe(self.main.session.negotiation.header.proposal_term)}"
            self.push_screen(tui.commands.Palette(tui.commands.PROVIDERS, placeholder=placeholder))

    def _author(self, folder: Path) -> str:
        return author(None, self.settings, folder)
