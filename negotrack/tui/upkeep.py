"""Keeping the main screen up with what is recorded: the first page at once, the rest behind it, then what changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from negotrack import store, tui
from negotrack.pages.words import BLIND, counted
from negotrack.tui.loading import Activity, in_slices

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen

MOMENT = 0.02
"""Seconds that reading may take before the first page is shown."""
SOON = 0.3
"""Seconds after which the first page surely stands, and everything else may begin."""


class Upkeep:
    """Reads what is shown, works out what follows from it, and follows what others change.

    Args:
        main: the main screen.
        activity: when a key was pressed last.
    """

    def __init__(self, main: MainScreen, activity: Activity) -> None:
        self._main, self._session, self._activity = main, main.session, activity

    def begin(self) -> None:
        """Show the first page at once, and do everything else behind it."""
        self._main.draw_list()
        steps = self._begun()
        self._main.draw_found()
        self._main.call_after_refresh(self._go_on, steps)
        self._main.set_timer(SOON, self._follow_up)

    def catch_up(self, *, stored: bool = True) -> None:
        """Do what is still to be done for the whole negotiation, what is seen first, and show it.

        Args:
            stored: files may have been stored since.
        """
        for identifier in self._main.proposals.unread:
            self._session.look(identifier)
        if self._session.is_large:
            steps = self._begun()
            self._main.draw()
            self._main.run_worker(self._finish(steps, stored=stored), group="work", exclusive=True)
            return
        self._session.finish()
        self._main.draw()
        self._settled(stored=stored)

    async def _go_on(self, steps: Iterator[None]) -> None:
        await self._main.furnish()
        self._main.call_after_refresh(self._main.run_worker, self._finish(steps), group="work", exclusive=True)

    async def _finish(self, steps: Iterator[None], *, stored: bool = True) -> None:
        await in_slices(steps, self._activity, self._main.draw_top)
        session = self._session
        if session.is_large:
            session.conclude(await asyncio.to_thread(tui.derived.derive, session.view, session.pair))
        else:
            session.conclude(tui.derived.derive(session.view, session.pair))
        if self._main.is_attached:  # the person may have left meanwhile
            self._main.draw()
            self._settled(stored=stored)

    def _begun(self) -> Iterator[None]:
        """The work, begun for a moment, which is enough where there is little."""
        steps, end = self._steps(), perf_counter() + MOMENT
        for _ in steps:
            if perf_counter() > end:
                break
        return steps

    def _steps(self) -> Iterator[None]:
        """The work, with what has come into view before everything else."""
        for _ in self._session.work():
            if unread := self._main.proposals.unread:
                for identifier in unread:
                    self._session.look(identifier)
                    yield
                self._main.draw_found()
            yield

    def _settled(self, *, stored: bool) -> None:
        """Show what is recorded now on the screen above as well, and clear what a killed writer left."""
        if self._main.renew:
            self._main.renew()
        if not stored:
            return
        if leftovers := self._session.reader.leftovers:
            store.changes.clear_leftovers(self._session.folder, leftovers)
        self._main.run_worker(self._ask_git(), group="git", exclusive=True)

    def _follow_up(self) -> None:
        if self._session.negotiation.header.blind:
            self._main.notify(BLIND)
        self._main.run_worker(self._follow(), group="follow", exclusive=True)
        self._main.run_worker(self._load_forms(), group="forms", exclusive=True)
        self._main.run_worker(self._offer_drafts(), group="drafts", exclusive=True)

    async def _load_forms(self) -> None:
        """Load what somebody writes with, so that the first form comes up as quickly as any other."""
        await asyncio.to_thread(import_module, "negotrack.tui.recorder")

    async def _follow(self) -> None:
        """Show what others change."""
        # What changed between reading and watching is found by looking at every file, which may not hold up a key.
        look = not self._session.is_large
        async with aclosing(store.watch.watch(self._session.folder, from_start=look)) as changes:
            async for paths in changes:
                async with self._session.writing:  # what is saved here is read back by the change itself
                    is_new = self._session.refresh(paths)
                if is_new and self._main.is_attached:
                    self.catch_up()

    async def _ask_git(self) -> None:
        """Show how many new files git has never been told of; `git commit -a` leaves them out."""
        session = self._session
        count = await asyncio.to_thread(store.git.uncommitted, session.folder) or 0
        if not self._main.is_attached:
            return
        if count and not session.not_in_git:
            command = store.git.add_command(session.folder)
            self._main.notify(f"{counted(count, 'new file')} not in git yet; to add them: {command}")
        if count != session.not_in_git:
            session.not_in_git = count
            self._main.draw_top()

    async def _offer_drafts(self) -> None:
        if store.drafts.Drafts(self._session.folder).all():
            main = self._main
            await main.annotator.offer_drafts(
                lambda draft: main.recorder.table_text(
                    draft.targets[0], main.external.edit, corrects=draft.edits or None, draft=draft
                )
            )
