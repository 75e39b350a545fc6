"""Typing ahead: keys that are pressed before what they are meant for stands on the screen wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import perf_counter

from textual.events import Key

TIMEOUT = 0.6
"""Seconds that keys wait at most for something that never comes."""


class TypeAhead:
    """Holds keys back after one that opens something, until keys go elsewhere than before.

    Without it, the letters after ``/`` could still be taken for actions, and delete what was to be found.

    Args:
        aim: what keys go to now; any value that changes when they go elsewhere, and None while that is not settled.
    """

    def __init__(self, aim: Callable[[], object]) -> None:
        self._aim = aim
        self._held: deque[Key] = deque()
        self._closed_at: float | None = None
        self._before: object = None

    @property
    def is_closed(self) -> bool:
        """Whether keys have to wait; once they went elsewhere, or waited long enough, they no longer have to."""
        if self._closed_at is None:
            return False
        aim = self._aim()
        if (aim is not None and aim != self._before) or perf_counter() - self._closed_at >= TIMEOUT:
            self.open()
            return False
        return True

    def close(self) -> None:
        """Something is about to open."""
        self._closed_at, self._before = perf_counter(), self._aim()

    def open(self) -> None:
        """Nothing is going to open after all."""
        self._closed_at = None

    def hold(self, event: Key) -> bool:
        """Take a key that has to wait; False where it need not."""
        if not self.is_closed and not self._held:
            return False
        self._held.append(event)
        return True

    def next(self) -> Key | None:
        """The key whose turn it is; None where there is none, or it still has to wait."""
        if not self._held or self.is_closed:
            return None
        return self._held.popleft()

    @property
    def is_empty(self) -> bool:
        """Whether no key waits."""
        return not self._held
