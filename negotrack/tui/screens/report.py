"""The status report to read, to write to a file, to copy, and to open in the browser."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.worker import get_current_worker

from negotrack.errors import NegotrackError
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, format_of, write_report
from negotrack.store.export import export
from negotrack.store.state import make_private, private_folder
from negotrack.text import safe, wrap
from negotrack.tui.actions import Place
from negotrack.tui.bindings import bindings
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.render import DIM, STRONG, Line, Piece, line
from negotrack.tui.screens.band import Band, headline
from negotrack.tui.screens.clipboard import copy
from negotrack.tui.screens.report_options import Chosen, ReportOptions
from negotrack.tui.screens.save_as import SaveAs
from negotrack.tui.widgets.keyline import KeyLine
from negotrack.tui.widgets.text import Text
from negotrack.wording import counted

_WIDEST = 100
"""Text is easier to read in lines of no more cells."""
_MOST_LINES = 20_000


class Page(Text):
    """The report in one of its formats."""

    DEFAULT_CSS = """
    Page { overflow-y: scroll; }
    """

    def __init__(self) -> None:
        super().__init__(id="page")
        self._lines: Sequence[str] = ()

    def show(self, name: str, text: str) -> None:
        """Show another text."""
        self._lines = text.splitlines()
        self.head([(name, STRONG)], [(counted(len(self._lines), "line"), DIM)])
        self.remake()

    def make(self, cells: int) -> Sequence[Line]:
        """The text in lines that fit; of a very long one, the beginning."""
        shown = [line(part) for each in self._lines[:_MOST_LINES] for part in wrap(safe(each), cells)]
        more = len(self._lines) - _MOST_LINES
        if more > 0:
            shown.append(line((f"… and {more:,} lines more; a file has them all", DIM)))
        return shown


class Report(Screen[None]):
    """Shows the status report in any format.

    Args:
        negotiation: what was recorded.
        folder: its folder.
        chosen: what the report holds at first.
        problems: what is wrong in the files.
    """

    BINDINGS = bindings(Place.REPORT)
    AUTO_FOCUS = "#page"

    def __init__(
        self, negotiation: Negotiation, *, folder: Path, chosen: Chosen, problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__()
        self._negotiation, self._folder, self._problems = negotiation, folder, problems
        self._chosen = chosen
        self._format = "text"
        self._shown = ""

    def compose(self) -> ComposeResult:
        """The title, and the report."""
        yield Band(id="title")
        yield Page()
        yield KeyLine(Place.REPORT)

    def on_mount(self) -> None:
        """Write the report once there is a width to write it for."""
        self.call_after_refresh(self._renew)

    def show(self, negotiation: Negotiation, problems: Sequence[Problem] = ()) -> None:
        """Show the report of what is recorded now, because something was changed."""
        self._negotiation, self._problems = negotiation, problems
        self._renew()

    def on_resize(self) -> None:
        """Text is written for the width."""
        if self._shown and self._format == "text":
            self._renew()

    def _renew(self) -> None:
        self.query_one(Page).head([(self._format, STRONG)], [("working it out …", DIM)])
        self._write_page(min(_WIDEST, self.query_one(Page).cells))

    @work(thread=True, exclusive=True, group="report")
    def _write_page(self, cells: int) -> None:
        worker = get_current_worker()
        text = write_report(*self._report(), self._format, width=cells)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_page, text)

    def _report(self) -> tuple[Snapshot, Selection]:
        chosen = self._chosen
        selection = Selection(
            sides=chosen.pair,
            statuses=chosen.statuses,
            summary=chosen.summary,
            annotations=chosen.annotations,
        )
        return snapshot(self._negotiation, chosen.day, problems=self._problems), selection

    def _show_page(self, text: str) -> None:
        if not self.is_attached:
            return  # the person has left meanwhile
        self._shown = text
        left: list[Piece] = [" Status report  ", (self._chosen.words, STRONG)]
        self.query_one("#title", Band).show(lambda cells: headline(cells, left, self._negotiation.header.title))
        self.query_one(Page).show(self._format, text)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_report_format(self) -> None:
        """Show the report in the next format."""
        names = list(FORMATS)
        self._format = names[(names.index(self._format) + 1) % len(names)]
        self.query_one(Page).scroll_to(y=0, animate=False)
        self._renew()

    @work
    async def action_report_options(self) -> None:
        """Choose what the report holds."""
        chosen = await self.app.push_screen_wait(ReportOptions(self._negotiation, self._chosen))
        if chosen:
            self._chosen = chosen
            self._renew()

    @work
    async def action_write_file(self) -> None:
        """Write the report to a file, in the format that its ending means."""
        ending = FORMATS[self._format].endings[0]
        proposed = Path.cwd() / f"{self._negotiation.id}{ending}"
        path = await self.app.push_screen_wait(SaveAs("Write the report to a file", proposed))
        if path is None:
            return
        if os.path.exists(path):  # noqa: ASYNC240, PTH110 - a Path raises where a name is too long
            answers = [Answer("r", "Replace it", True)]
            if not await self.app.push_screen_wait(Question("There is such a file", str(path), answers)):
                return
        await self._write_file(path, format_of(path.name) or self._format)

    @work
    async def action_browser(self) -> None:
        """Open the report in the browser, from a file that its owner alone can read."""
        path = private_folder("reports", self._folder) / "report.html"
        try:
            make_private(path.parent)
        except OSError as error:
            self._complain(f"{path.parent}: {error.strerror}")
            return
        if await self._write_file(path, "html"):
            self.app.open_url(path.as_uri())

    def action_copy(self) -> None:
        """Copy the report in the format that is shown."""
        copy(self.app, self._shown)

    async def _write_file(self, path: Path, name: str) -> bool:
        try:
            content = await asyncio.to_thread(lambda: write_report(*self._report(), name).encode())
            warnings = await asyncio.to_thread(lambda: export(path, content, force=True))
        except NegotrackError as error:
            self._complain(str(error))
            return False
        for warning in warnings:
            self._complain(warning)
        self.notify(safe(f"Written as {name}: {path}"), markup=False)
        return True

    def _complain(self, words: str) -> None:
        self.notify(safe(words), severity="error", markup=False)
