"""Work behind the screen, in slices so that no key has to wait: the first page at once, the rest, then what changes."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import aclosing
from functools import partial
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from textual.widget import Widget

from negotrack import store
from negotrack.pages.words import BLIND, counted

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


T = TypeVar("T")
SLICE = 0.008
"""Seconds of work before the screen gets its turn."""
QUIET = 0.05
"""Seconds after a key in which the work steps aside between slices."""
_PAUSE = 0.012
"""Seconds for which it then does."""
SHOWN = 0.1
"""Seconds between two reports of how far it is."""
_LONG = 1.0
"""Seconds after which what the work has made is taken to stay."""
MOMENT = 0.02
"""Seconds that reading may take before the first page is shown."""
SOON = 0.3
"""Seconds after which the first page surely stands, and everything else may begin."""


class Activity:
    """When a key was pressed last."""

    def __init__(self) -> None:
        self._last = 0.0

    def note(self) -> None:
        """A key was pressed."""
        self._last = perf_counter()

    @property
    def recent(self) -> bool:
        """Whether a key was pressed just now."""
        return perf_counter() - self._last < QUIET


async def in_slices(steps: Iterator[object], activity: Activity, report: Callable[[], None]) -> None:
    """Go through the steps of some work, and give way whenever a person presses a key."""
    began = reported = perf_counter()
    starting = not gc.isenabled()
    # Records are made by the hundred thousand and stay: looking for garbage among them stops everything.
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
    """Work for a moment; whether there is more to do."""
    end = perf_counter() + SLICE
    return any(perf_counter() >= end for _ in steps)


class Upkeep:
    """Reads what is shown, works out what follows from it, and follows what others change."""

    def __init__(self, main: MainScreen, activity: Activity) -> None:
        self._main, self._session, self._activity = main, main.session, activity

    def begin(self) -> None:
        """Show the first page at once, and do everything else behind it."""
        self._main.proposals.show()
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
        self._caught_up(stored=stored)

    async def _go_on(self, steps: Iterator[None]) -> None:
        await self._main.furnish()
        self._main.call_after_refresh(self._main.run_worker, self._finish(steps), group="work", exclusive=True)

    async def _finish(self, steps: Iterator[None], *, stored: bool = True) -> None:
        await in_slices(steps, self._activity, self._main.draw_top)
        if self._session.is_large:
            await self._session.conclude_beside()
        else:
            self._session.conclude()
        self._unless_left(partial(self._caught_up, stored=stored))

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

    def _unless_left(self, do: Callable[[], None]) -> None:
        """Do something on the screen that has taken a while to come to, unless the person has left it meanwhile."""
        if self._main.is_attached:
            do()

    def _caught_up(self, *, stored: bool) -> None:
        """Show what is recorded now, on the screen above as well, and clear what a killed writer left."""
        self._main.draw()
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
        for module in ("annotator", "recorder"):
            await asyncio.to_thread(import_module, f"negotrack.tui.{module}")
        # Textual reads the styles of a widget as it first comes up, and each time sorts out those of all others anew.
        styles = self._main.app.stylesheet
        for widget in _subclasses(Widget):
            for where, css, rank, scope in widget._get_default_css(widget.__new__(widget)):  # noqa: SLF001
                styles.add_source(css, where, is_default_css=True, tie_breaker=rank, scope=scope)
            styles.parse()
            await asyncio.sleep(0)

    async def _follow(self) -> None:
        """Show what others change."""
        # What changed between reading and watching is found by looking at every file, which may not hold up a key.
        look = not self._session.is_large
        async with aclosing(store.watch.watch(self._session.folder, from_start=look)) as changes:
            async for paths in changes:
                async with self._session.writing:  # what is saved here is read back by the change itself
                    is_new = self._session.refresh(paths)
                if is_new:
                    self._unless_left(self.catch_up)

    async def _ask_git(self) -> None:
        """Show how many new files git has never been told of; `git commit -a` leaves them out."""
        count = await asyncio.to_thread(store.git.uncommitted, self._session.folder) or 0
        self._unless_left(partial(self._tell_of_git, count))

    def _tell_of_git(self, count: int) -> None:
        session = self._session
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


def _subclasses(of: type[T]) -> Iterator[type[T]]:
    """Every class below one, as far as loaded."""
    for each in of.__subclasses__():
        yield each
        yield from _subclasses(each)
