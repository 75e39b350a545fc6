"""The screens that are opened from the main screen; each is loaded when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from negotrack import pages
from negotrack.model.snapshot import Snapshot
from negotrack.tui import screens

if TYPE_CHECKING:
    from negotrack.tui.screens.main import MainScreen


class Visits:
    """Shows a screen, and goes to the proposal that was chosen there."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._session = main.session

    async def compare(self) -> None:
        """Compare two sides over all proposals."""
        screen = screens.compare.Compare(self._view(), self._session.pair, self._main.target)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def timeline(self) -> None:
        """Show what happened when."""
        derived = self._session.derived
        screen = screens.timeline.Timeline(self._view(), derived.moments if derived else None)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def gaps(self) -> None:
        """Show what is not reported, claims and evidence."""
        derived, view, target = self._session.derived, self._view(), self._main.target
        missing, holding = (derived.gaps, derived.links) if derived else (None, None)
        selected = target if target in view.known else None
        screen = screens.gaps.GapsScreen(view, selected, missing=missing, holding=holding)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def meeting(self) -> None:
        """Show what is outstanding one by one, for everybody in the room."""

        def make(identifier: str) -> pages.panels.Slide | None:
            session, known = self._session, self._session.derived.links if self._session.derived else None
            standing = session.look(identifier)
            return pages.panels.slide(session.view, standing, known, session.sides) if standing else None

        screen = screens.meeting.Meeting(self._view(), self._main.target, make)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def readings(self) -> None:
        """Show what analysts coded differently, and what is left to code."""
        session = self._session
        screen = screens.readings.ReadingsScreen(self._view(), session.whole(), session.author)
        await self._show(screen, lambda: screen.show(session.view, session.whole()))

    async def texts(self) -> None:
        """Show the wordings of the selected proposal."""
        view, target = self._view(), self._main.target
        if target and target in view.known:
            screen = screens.texts.TextsScreen(view, target)
            await self._show(screen, lambda: screen.show(self._session.view))

    async def report(self) -> None:
        """Show the status report."""
        session, view = self._session, self._view()
        screen = screens.report.Report(
            view.negotiation,
            folder=session.folder,
            chosen=screens.report_options.Chosen(session.pair, session.day),
            problems=session.problems,
            author=lambda: session.author,
        )
        await self._show(screen, lambda: screen.show(session.negotiation, session.problems))

    def _view(self) -> Snapshot:
        """The view of what has been read so far; the rest is shown once it has been read."""
        if self._session.progress:
            self._session.gather()
        return self._session.view

    async def _show(self, screen: Screen[str] | Screen[str | None] | Screen[None], renew: Callable[[], None]) -> None:
        """Show a screen, and go to the proposal that was chosen there."""
        if self._session.progress:
            # There, once it is open: a message lets the keys through that were typed for it.
            words = "Not everything has been read yet; the rest is shown in a moment."
            screen.call_after_refresh(self._main.notify, words)
        self._main.renew = renew
        try:
            target = await self._main.app.push_screen_wait(screen)
        finally:
            self._main.renew = None
        if target:
            self._main.go_to_proposal(target)
