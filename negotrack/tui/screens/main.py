"""The main screen."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from negotrack.tui.screens.main_finding import Finding
from negotrack.tui.screens.main_looking import Looking
from negotrack.tui.screens.main_writing import Writing
from negotrack.wording import counted

SOON = 0.3
"""Seconds after which the first page surely stands, and everything else may begin."""


class MainScreen(Finding, Writing, Looking):
    """The list, the selected proposal in full, and its annotations."""

    def on_mount(self) -> None:
        """Show the first page at once, and do everything else behind it."""
        self.begin()
        self.set_timer(SOON, self._follow_up)

    def settled(self) -> None:
        """Show what is recorded now on the screen above as well, and clear what a killed writer left."""
        if self.renew:
            self.renew()
        if leftovers := self.session.reader.leftovers:
            from negotrack.store.changes import clear_leftovers

            clear_leftovers(self.session.folder, leftovers)
        self.run_worker(self._ask_git(), group="git", exclusive=True)

    def _follow_up(self) -> None:
        self.run_worker(self._follow(), group="follow", exclusive=True)
        self.run_worker(self._offer_drafts(), group="drafts", exclusive=True)

    async def _follow(self) -> None:
        """Show what others change."""
        from negotrack.store.watch import watch

        # What changed between reading and watching is found by looking at every file, which may not hold up a key.
        look = not self.session.is_large
        async with aclosing(watch(self.session.folder, from_start=look)) as changes:
            async for paths in changes:
                if self.session.refresh(paths):
                    self.catch_up()

    async def _ask_git(self) -> None:
        """Show how many new files git has never been told of; `git commit -a` leaves them out."""
        from negotrack.store.git import add_command, uncommitted

        session = self.session
        count = await asyncio.to_thread(uncommitted, session.folder) or 0
        if count and not session.not_in_git:
            self.notify(f"{counted(count, 'new file')} not in git yet; to add them: {add_command(session.folder)}")
        session.not_in_git = count
        self.draw_top()

    async def _offer_drafts(self) -> None:
        from negotrack.store.drafts import Drafts

        if Drafts(self.session.folder).all():
            await self.annotator.offer_drafts()
