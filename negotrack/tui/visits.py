"""The screens that are looked at from the main screen; each is loaded when somebody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from negotrack.model.snapshot import Snapshot
    from negotrack.pages.meeting import Slide
    from negotrack.tui.screens.main import MainScreen


class Visits:
    """Shows a screen, and goes to the proposal that was chosen there.

    Args:
        main: the main screen.
    """

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._session = main.session

    async def compare(self) -> None:
        """Two sides over all proposals."""
        from negotrack.tui.screens.compare import Compare

        screen = Compare(self._view(), self._session.pair, self._main.target)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def timeline(self) -> None:
        """What happened when."""
        from negotrack.tui.screens.timeline import Timeline

        digest = self._session.digest
        screen = Timeline(self._view(), digest.moments if digest else None)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def gaps(self) -> None:
        """What is not reported, claims and evidence."""
        from negotrack.tui.screens.gaps import GapsScreen

        digest, view, target = self._session.digest, self._view(), self._main.target
        missing, holding = (digest.gaps, digest.links) if digest else (None, None)
        selected = target if target in view.known else None
        screen = GapsScreen(view, selected, missing=missing, holding=holding)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def meeting(self) -> None:
        """What is outstanding one by one, for everybody in the room."""
        from negotrack.pages.meeting import slide
        from negotrack.tui.screens.meeting import Meeting

        def make(identifier: str) -> Slide | None:
            session, known = self._session, self._session.digest.links if self._session.digest else None
            standing = session.look(identifier)
            return slide(session.view, standing, known, session.sides) if standing else None

        screen = Meeting(self._view(), self._main.target, make)
        await self._show(screen, lambda: screen.show(self._session.view))

    async def readings(self) -> None:
        """What analysts coded differently, and what is left to code."""
        from negotrack.tui.screens.readings import ReadingsScreen

        session = self._session
        screen = ReadingsScreen(self._view(), session.whole(), session.author)
        await self._show(screen, lambda: screen.show(session.view, session.whole()))

    async def texts(self) -> None:
        """The wordings of the selected proposal."""
        from negotrack.tui.screens.texts import TextsScreen

        view, target = self._view(), self._main.target
        if target and target in view.known:
            screen = TextsScreen(view, target)
            await self._show(screen, lambda: screen.show(self._session.view))

    async def report(self) -> None:
        """The status report."""
        from negotrack.tui.screens.report import Report
        from negotrack.tui.screens.report_options import Chosen

        session, view = self._session, self._view()
        screen = Report(
            view.negotiation,
            folder=session.folder,
            chosen=Chosen(session.pair, session.day),
            problems=session.problems,
            author=lambda: session.author,
        )
        await self._show(screen, lambda: screen.show(session.negotiation, session.problems))

    def _view(self) -> Snapshot:
        """What has been read so far; the rest is shown when it has been read."""
        if self._session.progress:
            self._session.gather()
            self._main.notify("Not everything has been read yet; the rest is shown in a moment.")
        return self._session.view

    async def _show(self, screen: Screen[str] | Screen[str | None] | Screen[None], renew: Callable[[], None]) -> None:
        """Show a screen, and go to the proposal that was chosen there.

        Args:
            screen: the screen.
            renew: lets it show what is recorded now.
        """
        self._main.renew = renew
        try:
            target = await self._main.app.push_screen_wait(screen)
        finally:
            self._main.renew = None
        if target:
            self._main.go_to_proposal(target)
