"""Ending in good order when the system says so: the terminal restored, text kept, one line said."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


def on_ending(end: Callable[[int], None]) -> None:
    """Call a function with the exit code when a signal asks the program to end."""
    loop = asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, end, 128 + number)


def words(code: int) -> str | None:
    """What to say of an exit code; None where the person ended the program."""
    if code <= 128:
        return None
    return f"ended by {signal.Signals(code - 128).name}; text that was not saved is kept as a draft"
