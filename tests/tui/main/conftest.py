"""The whole interface on a copy of the shipped negotiation, without a terminal."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from negotrack.config import Settings
from negotrack.errors import NegotrackError
from negotrack.store import changes
from negotrack.store.filechange import Change
from negotrack.tui.app import Negotrack
from negotrack.tui.screens.main import MainScreen
from tests.tui import headless

SIX = "06-surrender-after-government"


class Shown:
    """The interface as a user sees it and presses its keys."""

    def __init__(self, app: Negotrack, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        assert self.app.main
        return self.app.main

    @property
    def lines(self) -> list[str]:
        """The text on the screen, line by line."""
        return headless.lines(self.app)

    @property
    def page(self) -> str:
        """The text on the screen."""
        return "\n".join(self.lines)

    @property
    def is_busy(self) -> bool:
        """Whether keys are held, or anything is being read, saved or written."""
        if self.app.return_code is not None:
            return False
        if self.app._type_ahead.is_closed or not self.app._type_ahead.is_empty:
            return True
        working = any(worker.group in {"work", "report"} and not worker.is_finished for worker in self.app.workers)
        return working or bool(self.app.main and self.app.main.session.writing.locked())

    async def press(self, *keys: str) -> None:
        """Press keys one by one, and wait until everything that they start is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, *keys: str) -> None:
        """Send all keys at once, and wait until everything that they start is done."""
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            self.app.post_message(Key(name, key if len(key) == 1 else None))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing more happens by itself."""
        await self.pilot.pause()
        while self.is_busy:
            await self.pilot.pause(0.01)
            await self.pilot.pause()

    async def resize(self, columns: int, rows: int) -> None:
        """Resize the window, and wait until the top screen is laid out for it."""
        await self.pilot.resize_terminal(columns, rows)
        await self.until(lambda: self.app.screen._compositor.size == (columns, rows))
        await self.settle()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until a condition is true."""
        for _ in range(100):
            await self.pilot.pause(0.02)
            if holds():
                return
        raise AssertionError(self.page)


class HeldDisk:
    """A disk that writes nothing until it is told to, and nothing at all if it has a fault."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fault: NegotrackError | None = None) -> None:
        self._fault, self._apply, self._written = fault, changes.apply, threading.Event()
        monkeypatch.setattr(changes, "apply", self._slowly)

    def _slowly(self, folder: Path, change: Change) -> Sequence[str]:
        assert self._written.wait(10)
        if self._fault:
            raise self._fault
        return self._apply(folder, change)

    async def type(self, shown: Shown, *keys: str) -> None:
        """Type all keys at once, of which the first saves, and write nothing before the last of them was read."""
        for key in keys:
            shown.app.post_message(Key(key, key if len(key) == 1 else None))
        await shown.until(shown.main.session.writing.locked)
        self._written.set()
        await shown.settle()


Opened = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def opened(negotiation: Path) -> Opened:
    """Opens the interface: ``async with opened(80, 24) as shown``."""

    @asynccontextmanager
    async def start(
        columns: int = 120, rows: int = 40, *, folder: Path = negotiation, **settings: Any
    ) -> AsyncIterator[Shown]:
        app = Negotrack([folder], Settings(author="ana", **settings))
        async with app.run_test(size=(columns, rows), notifications=True) as pilot:
            shown = Shown(app, pilot)
            await shown.settle()
            yield shown
            if app.return_code is None:
                headless.strips(app)

    return start
