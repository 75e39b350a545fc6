"""How the main screen reads: what is seen first, then everything else, while keys go before both."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from functools import partial
from time import perf_counter

from negotrack.tui.loading import in_slices
from negotrack.tui.screens.main_base import MainBase

MOMENT = 0.02
"""Seconds that reading may take before the first page is shown."""

PAINT = 0.03
"""Seconds in which the first page is painted; to begin with the rest before would hold it up."""


class Reads(MainBase):
    """The main screen as it reads the negotiation."""

    def begin(self) -> None:
        """Draw what can be read in a moment; the rest is read when that is on the screen."""
        self.draw_list()
        steps = self._begun()
        self.draw_found()
        self.set_timer(PAINT, partial(self._go_on, steps))

    def catch_up(self) -> None:
        """Do what is still to be done for the whole negotiation, what is seen first, and show it."""
        for identifier in self.proposals.unread:
            self.session.look(identifier)
        steps = self._begun()
        self.draw()
        self.run_worker(self._finish(steps), group="work", exclusive=True)

    def show_day(self, day: date | None) -> None:
        """Show everything as of another day."""
        self.session.show(day)
        self.catch_up()

    def settled(self) -> None:
        """Everything has been read and drawn."""

    async def _go_on(self, steps: Iterator[None]) -> None:
        await self.furnish()
        self.call_after_refresh(self.run_worker, self._finish(steps), group="work", exclusive=True)

    async def _finish(self, steps: Iterator[None]) -> None:
        from negotrack.tui.digest import digested

        await in_slices(steps, self._activity, self.draw_top)
        session = self.session
        if session.is_large:
            session.conclude(await asyncio.to_thread(digested, session.view, session.pair))
        else:
            session.conclude(digested(session.view, session.pair))
        self.draw()
        self.settled()

    def _begun(self) -> Iterator[None]:
        """The work, begun for a moment, which is enough where there is little."""
        steps, end = self._steps(), perf_counter() + MOMENT
        for _ in steps:
            if perf_counter() > end:
                break
        return steps

    def _steps(self) -> Iterator[None]:
        """The work, with what has come into view before everything else."""
        for _ in self.session.work():
            if unread := self.proposals.unread:
                for identifier in unread:
                    self.session.look(identifier)
                    yield
                self.draw_found()
            yield
