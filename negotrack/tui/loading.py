"""Doing a long piece of work in slices, so that no key has to wait for it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from time import perf_counter

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
    """Go through the steps of some work, and give way whenever a person presses a key.

    Args:
        steps: does the work as it is gone through.
        activity: when a key was pressed last.
        report: shows how far the work is.
    """
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
