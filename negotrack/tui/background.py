"""Background work, in slices so that no key has to wait: the first page at once, the rest, then changes on disk."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import aclosing
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from negotrack import store
from negotrack.pages.words import BLIND, counted

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


SLICE = 0.008
"""Seconds of work before the screen gets its turn."""
QUIET = 0.05
"""Seconds after a key press in which the work pauses between slices."""
_PAUSE = 0.012
"""Seconds of each such pause."""
SHOWN = 0.1
"""Seconds between two progress reports."""
_LONG = 1.0
"""Seconds of work after which the objects that it created are taken to be permanent."""
MOMENT = 0.02
"""Seconds that reading may take before the first page is shown."""
SOON = 0.3
"""Seconds after which the first page is certainly shown, and everything else may begin."""


class Activity:
    """When the user last pressed a key or used the mouse."""

    def __init__(self) -> None:
        self._last = 0.0

    def note(self) -> None:
        """Note that the user is active now."""
        self._last = perf_counter()

    @property
    def recent(self) -> bool:
        """Whether the user was active just now."""
        return perf_counter() - self._last < QUIET


async def in_slices(steps: Iterator[object], activity: Activity, report: Callable[[], None]) -> None:
    """Run the steps of some work, and pause whenever the user presses a key."""
    began = reported = perf_counter()
    starting = not gc.isenabled()
    # Records are created by the hundred thousand and stay: collecting garbage among them would stop everything.
    gc.disable()
    try:
        while _slice(steps):
            now = perf_counter()
            if now - reported > SHOWN:
                report()
                reported = now
            await asyncio.sleep(_PAUSE if activity.recent else 0)
    finally:
        if starting or perf_counter() - began > _LONG:
            gc.freeze()
        gc.enable()


def _slice(steps: Iterator[object]) -> bool:
    """Work for one slice, and return whether there is more to do."""
    end = perf_counter() + SLICE
    return any(perf_counter() >= end for _ in steps)


class Upkeep:
    """Reads what is shown, works out what follows from it, and watches for changes by others."""

    def __init__(self, main: MainScreen, activity: Activity) -> None:
        self._main, self._session, self._activity = main, main.session, activity

    def begin(self) -> None:
        """Show the first page at once, and do everything else in the background."""
        self._main.proposals.show()
        steps = self._start()
        self._main.draw_found()
        self._main.call_after_refresh(self._go_on, steps)
        self._main.set_timer(SOON, self._follow_up)

    def catch_up(self, *, stored: bool = True) -> None:
        """Finish the outstanding work for the whole negotiation, visible rows first, and show the result.

        Args:
            stored: files may have been written since.
        """
        for identifier in self._main.proposals.unread:
            self._session.look(identifier)
        if self._session.is_large:
            steps = self._start()
            self._main.draw()
            self._main.run_worker(self._finish(steps, stored=stored), group="work", exclusive=True)
            return
        self._session.finish()
        self._show_result(stored=stored)

    async def _go_on(self, steps: Iterator[None]) -> None:
        await self._main.furnish()
        self._main.call_after_refresh(self._main.run_worker, self._finish(steps), group="work", exclusive=True)

    async def _finish(self, steps: Iterator[None], *, stored: bool = True) -> None:
        await in_slices(steps, self._activity, self._main.draw_top)
        if self._session.is_large:
            await self._session.conclude_in_thread()
        else:
            self._session.conclude()
        if self._main.is_attached:
            self._show_result(stored=stored)

    def _start(self) -> Iterator[None]:
        """Begin the work, and return its remaining steps; a small negotiation has none left."""
        steps, end = self._steps(), perf_counter() + MOMENT
        for _ in steps:
            if perf_counter() > end:
                break
        return steps

    def _steps(self) -> Iterator[None]:
        """The steps of the work; rows that have come into view take precedence."""
        for _ in self._session.work():
            if unread := self._main.proposals.unread:
                for identifier in unread:
                    self._session.look(identifier)
                    yield
                self._main.draw_found()
            yield

    def _show_result(self, *, stored: bool) -> None:
        """Show what is recorded now, also on the screen above, and remove what a killed writer left behind."""
        self._main.draw()
        if self._main.renew:
            self._main.renew()
        if not stored:
            return
        if leftovers := self._session.reader.leftovers:
            store.changes.clear_leftovers(self._session.folder, leftovers)
        self._main.run_worker(self._count_untracked(), group="git", exclusive=True)

    def _follow_up(self) -> None:
        if self._session.negotiation.header.blind:
            self._main.notify(BLIND)
        self._main.run_worker(self._follow(), group="follow", exclusive=True)
        self._main.run_worker(self._load_forms(), group="forms", exclusive=True)
        self._main.run_worker(self._offer_drafts(), group="drafts", exclusive=True)

    async def _load_forms(self) -> None:
        """Load the modules of the forms, so that the first form opens as quickly as any other."""
        for module in ("annotator", "recorder"):
            await asyncio.to_thread(import_module, f"negotrack.tui.{module}")

    async def _follow(self) -> None:
        """Watch the folder, and show what others change."""
        # Changes between reading and watching are found by checking every file; of many, that would hold up keys.
        look = not self._session.is_large
        async with aclosing(store.watch.watch(self._session.folder, from_start=look)) as changes:
            async for paths in changes:
                async with self._session.writing:  # what is saved here is read back by the change itself
                    is_new = self._session.refresh(paths)
                if is_new and self._main.is_attached:
                    self.catch_up()

    async def _count_untracked(self) -> None:
        """Show how many new files git does not track yet; ``git commit -a`` leaves them out."""
        session = self._session
        count, before = await asyncio.to_thread(store.git.uncommitted, session.folder) or 0, session.not_in_git
        if count == before or not self._main.is_attached:
            return
        if not before:
            command = store.git.add_command(session.folder)
            self._main.notify(f"{counted(count, 'new file')} not in git yet; to add them: {command}")
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
