"""How far long work has come: one line on standard error that is written over, and only on a terminal."""

from __future__ import annotations

import sys
import time
from typing import Self

from negotrack.cli.streams import is_terminal

_EVERY = 0.1
_PATIENCE = 0.5
"""Seconds; what is done sooner needs no line."""


class Progress:
    """One line for one piece of work; leaving it takes the line away."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + _PATIENCE

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say how far it is, if it is time to."""
        now = time.monotonic()
        if now < self._next or not is_terminal(sys.stderr):
            return
        self._next, self._shown = now + _EVERY, True
        sys.stderr.write(f"\r\x1b[K{what} {done:,} of {total:,}")
        sys.stderr.flush()
