"""A bare application that shows one screen, and the text that it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from negotrack.tui import themes
from tests.tui import headless

UNANSWERED = object()
"""The result of a screen that has not returned yet."""


@pytest.fixture(autouse=True)
def _headless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the toolkit wait exactly as long as needed, and draw by itself only in a test of drawing."""
    headless.wait_exactly(monkeypatch)
    headless.parse_once(monkeypatch)
    headless.lay_out_soon(monkeypatch)
    if "drawing" not in request.fixturenames:
        headless.draw_nothing_unread(monkeypatch)


@pytest.fixture
def drawing() -> None:
    """Draw every frame, as for a user."""


class Stage(App[None]):
    """An application that shows one screen and keeps what it returns."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, make: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self._make = make
        self.result: Any = UNANSWERED

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(themes.THEMES["dark"].variables)

    def on_mount(self) -> None:
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.theme = "dark"
        self.push_screen(self._make(), self._keep)

    def _keep(self, result: Any) -> None:
        self.result = result

    @property
    def lines(self) -> list[str]:
        """The text on the screen, line by line."""
        return headless.lines(self)

    @property
    def page(self) -> str:
        """The text on the screen."""
        return "\n".join(self.lines)


HOSTILE = "[/] [@click=app.bell]x[/] {{ x }} \x1b]0;owned\x07 \u202egnp\u202c a\u200bb \0\x9b1m"
"""Markup, templates, escape sequences, text that runs backwards, and invisible text."""


@pytest.fixture
def hostile_text() -> str:
    """Text that must be shown and kept, but never interpreted."""
    return HOSTILE


Staged = AbstractAsyncContextManager[tuple[Stage, Pilot[None]]]


@pytest.fixture
def stage() -> Callable[..., Staged]:
    """Shows a screen in a window of a given size: ``async with stage(lambda: Screen(), 80, 24) as (app, pilot)``."""

    @asynccontextmanager
    async def staged(
        make: Callable[[], Screen[Any]], columns: int = 80, rows: int = 24
    ) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
        app = Stage(make)
        async with app.run_test(size=(columns, rows)) as pilot:
            await pilot.pause()
            yield app, pilot
            headless.strips(app)

    return staged
