"""The toolkit without a viewer: it waits only while something happens, and draws only what a test reads.

By default, it sleeps 40 ms after every key, decides by processor time, which other processes disturb, whether it is
idle, and draws several frames after each key that nobody sees: half the running time of an interface test.
"""

from __future__ import annotations

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.screen import Screen
from textual.strip import Strip

SOON = 0.045
"""A timer that is due within this many seconds is waited for."""

_parse_one, _parse_all = Stylesheet._parse_rules, Stylesheet.parse
_rules: dict[tuple[Any, ...], list[RuleSet]] = {}
_sheets: dict[tuple[Any, ...], tuple[list[RuleSet], dict[str, list[RuleSet]]]] = {}
_shown: WeakKeyDictionary[App[Any], tuple[tuple[Any, ...], list[Strip]]] = WeakKeyDictionary()
_frames = [0]
"""The number of frames that would have been drawn."""
_working: WeakKeyDictionary[asyncio.AbstractEventLoop, set[asyncio.Future[Any]]] = WeakKeyDictionary()


def wait_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the toolkit wait until nothing more happens by itself."""
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", until_idle)


def draw_nothing_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the toolkit from drawing frames by itself."""
    monkeypatch.setattr(Compositor, "render_update", _undrawn)


def lay_out_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the toolkit wait less before it lays out a screen again: nobody sees the frames."""
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 240)


def parse_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the toolkit parse each stylesheet once for all applications instead of once for each."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parsed)
    for method in ("parse", "reparse"):
        monkeypatch.setattr(Stylesheet, method, _all_parsed)


def strips(app: App[Any]) -> list[Strip]:
    """The screen as drawn now, or as drawn before if the toolkit would not have drawn anything since."""
    screens = app.screen_stack
    settled = Compositor.render_update is _undrawn and not any(map(_is_to_be_drawn, screens))
    shown, found = _shown.get(app, ((), []))
    if not settled or shown != (_frames[0], *screens):
        visible_screen_stack.set(app._background_screens)
        found = app.screen._compositor.render_strips()
        _shown[app] = (_frames[0], *screens) if settled else (), found
    return found


def lines(app: App[Any]) -> list[str]:
    """The text on the screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in strips(app)]


async def until_idle(_least: float = 0, most: float = 1) -> None:
    """Wait until nothing is ready to run, no timer is about to expire, and no thread is working.

    Only the time spent waiting counts towards ``most``, which ends the wait for a timer that repeats forever: a busy
    machine may take longer.
    """
    loop: Any = asyncio.get_running_loop()
    working = _threads_of(loop)
    while most > 0:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        now = loop.time()
        left = min((timer.when() - now for timer in loop._scheduled if not timer.cancelled()), default=SOON)
        if left < SOON:
            await asyncio.sleep(max(0, left))
            most -= max(0.001, left)
        elif working:
            await asyncio.wait(working, timeout=most, return_when=asyncio.FIRST_COMPLETED)
            most -= loop.time() - now
        else:
            return


def _threads_of(loop: asyncio.AbstractEventLoop) -> set[asyncio.Future[Any]]:
    """The tasks that threads run for an event loop, tracked from now on."""
    if loop not in _working:
        working = _working[loop] = set()
        start = loop.run_in_executor

        def run(*given: Any) -> Any:
            future = start(*given)
            working.add(future)
            future.add_done_callback(working.discard)
            return future

        vars(loop)["run_in_executor"] = run
    return _working[loop]


def _parsed(sheet: Stylesheet, css: str, read_from: CSSLocation, **more: Any) -> list[RuleSet]:
    key = (css, read_from, *more.items(), frozenset(sheet._variables.items()))
    if key not in _rules:
        _rules[key] = _parse_one(sheet, css, read_from, **more)
    return _rules[key]


def _all_parsed(sheet: Stylesheet) -> None:
    key = (*sheet.source.items(), frozenset(sheet._variables.items()))
    if key not in _sheets:
        _parse_all(sheet)
        _sheets[key] = sheet.rules, sheet.rules_map
    sheet._rules, sheet._rules_map = _sheets[key]
    sheet._require_parse = False


def _undrawn(compositor: Compositor, *, full: bool = False, screen_stack: list[Screen[Any]] | None = None) -> None:  # noqa: ARG001
    compositor._dirty_regions.clear()
    _frames[0] += 1


def _is_to_be_drawn(screen: Screen[Any]) -> bool:
    return bool(screen._dirty_widgets or screen._layout_required or screen._scroll_required or screen._repaint_required)
