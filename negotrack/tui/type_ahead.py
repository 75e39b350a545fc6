"""Typing ahead: keys that are pressed before what they are meant for stands on the screen wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import perf_counter

from textual.events import Key

TIMEOUT = 0.6
"""Seconds that keys wait for something that never comes, not counting those in which the program was busy."""
LOOK = 0.02
"""Seconds that count at most between two looks: while the program is busy, what is to open may still be coming."""


class TypeAhead:
    """Holds keys back after one that opens something, until keys go elsewhere than before.

    Without it, the letters after ``/`` could still be taken for actions, and delete what was to be found.

    Args:
        aim: what keys go to now; any value that changes when they go elsewhere, and None while that is not settled.
    """

    def __init__(self, aim: Callable[[], object]) -> None:
        self._aim = aim
        self._held: deque[Key] = deque()
        self._looked: float | None = None
        self._waited = 0.0
        self._before: object = None

    @property
    def is_closed(self) -> bool:
        """Whether keys have to wait; once they went elsewhere, or waited long enough, they no longer have to."""
        if self._looked is None:
            return False
        aim = self._aim()
        if (aim is not None and aim != self._before) or self._waited >= TIMEOUT:
            self.open()
            return False
        return True

    def close(self) -> None:
        """Something is about to open."""
        self._looked, self._waited, self._before = perf_counter(), 0.0, self._aim()

    def open(self) -> None:
        """Nothing is going to open after all."""
        self._looked = None

    def hold(self, event: Key) -> bool:
        """Take a key that has to wait; False where it need not."""
        if not self.is_closed and not self._held:
            return False
        self._held.append(event)
        return True

    def next(self) -> Key | None:
        """The key whose turn it is; None where there is none, or it still has to wait. To be asked again and again."""
        if self._looked is not None:
            now = perf_counter()
            self._waited += min(now - self._looked, LOOK)
            self._looked = now
        if not self._held or self.is_closed:
            return None
        return self._held.popleft()

    @property
    def is_empty(self) -> bool:
        """Whether no key waits."""
        return not self._held
