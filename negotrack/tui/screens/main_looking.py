"""The main screen's actions that look at the negotiation in another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from negotrack.tui.screens.main_reading import Reads
from negotrack.wording import proposal_label

if TYPE_CHECKING:
    from negotrack.analysis.view import View
    from negotrack.tui.screens.asked import Asked


class Looking(Reads):
    """Comparison, timeline, report, what is not reported, and copying.

    Each screen is loaded when somebody looks at it.
    """

    @work
    async def action_compare(self) -> None:
        """Compare two sides over all proposals."""
        from negotrack.tui.screens.compare import Compare

        if self._has_pair():
            screen = Compare(self._view(), self.session.pair, self.target)
            await self._visit(screen, lambda: screen.show(self.session.view))

    @work
    async def action_timeline(self) -> None:
        """Show what happened when."""
        from negotrack.tui.screens.timeline import Timeline

        digest = self.session.digest
        screen = Timeline(self._view(), digest.moments if digest else None)
        await self._visit(screen, lambda: screen.show(self.session.view))

    @work
    async def action_gaps(self) -> None:
        """Show what is not reported, claims and evidence."""
        from negotrack.tui.screens.gaps import GapsScreen

        digest, view = self.session.digest, self._view()
        missing, holding = (digest.gaps, digest.links) if digest else (None, None)
        selected = self.target if self.target in view.known else None
        screen = GapsScreen(view, selected, missing=missing, holding=holding)
        await self._visit(screen, lambda: screen.show(self.session.view))

    @work
    async def action_report(self) -> None:
        """Show the status report."""
        from negotrack.tui.screens.report import Report
        from negotrack.tui.screens.report_options import Chosen

        if self._has_pair():
            session, view = self.session, self._view()
            chosen = Chosen(session.pair, session.day)
            screen = Report(view.negotiation, folder=session.folder, chosen=chosen, problems=session.problems)
            await self._visit(screen, lambda: screen.show(session.negotiation, session.problems))

    @work
    async def action_sides(self) -> None:
        """Choose which two sides stand first and are compared."""
        from negotrack.tui.screens.sides import Sides

        if self._has_pair():
            pair = await self.app.push_screen_wait(Sides(self.session.negotiation.sides, self.session.pair))
            if pair:
                self.show_pair(pair)

    def action_copy(self) -> None:
        """Copy the selected annotation, where keys go to the annotations; else the selected proposal in full."""
        from negotrack.tui.screens.clipboard import copy

        note = self.note_in_focus
        copy(self.app, note.annotation.text if note else self.words)

    def show_pair(self, pair: tuple[str, str]) -> None:
        """Compare two other sides from now on."""
        self.session.compare(pair)
        self.catch_up()

    async def do(self, event: Asked) -> None:
        """Do what a screen above asks for, on the proposal that is selected there."""
        if event.target:
            self.proposals.select(event.target)
        if event.action == "as_of":
            from negotrack.tui.screens.ask import Ask
            from negotrack.tui.screens.asking import AsOfAsking

            self.app.push_screen(Ask(AsOfAsking(self)))
        else:
            await self.run_action(event.action)

    def go_to_proposal(self, identifier: str) -> None:
        """Select a proposal; where the filter hides it, filter nothing."""
        if not self.proposals.select(identifier):
            self.finder.clear()
            self.draw_found()
            self.proposals.select(identifier)

    def find(self, written: str) -> list[str]:
        """The ids of the proposals that a filter finds."""
        from negotrack.analysis.query import parse

        return self.session.search(parse(written, self.session.negotiation.sides))

    def name_of(self, identifier: str) -> str:
        """What a proposal is called."""
        standing = self.session.known(identifier)
        return proposal_label(standing.dossier.proposal) if standing else identifier

    def _view(self) -> View:
        """What has been read so far; the rest is shown when it has been read."""
        if self.session.progress:
            self.session.gather()
            self.notify("Not everything has been read yet; the rest is shown in a moment.")
        return self.session.view

    def _has_pair(self) -> bool:
        if all(self.session.pair):
            return True
        self.complain("There are no two sides to compare; the problems with the files say why.")
        return False

    async def _visit(self, screen: Screen[str] | Screen[str | None] | Screen[None], renew: Callable[[], None]) -> None:
        """Show a screen, and go to the proposal that was chosen there.

        Args:
            screen: the screen.
            renew: lets it show what is recorded now.
        """
        self.renew = renew
        try:
            target = await self.app.push_screen_wait(screen)
        finally:
            self.renew = None
        if target:
            self.go_to_proposal(target)
