"""The status report as a page, drawn as it is scrolled; it can be written to a file in any format, or copied."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Tab, Tabs
from textual.worker import get_current_worker

from negotrack.analysis.release import released
from negotrack.errors import NegotrackError, UsageError, reason
from negotrack.model.dates import today
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.pages.blocks import Page
from negotrack.pages.brief import Occasion, check_format, one_sheet
from negotrack.pages.selection import Selection
from negotrack.pages.words import capitalized
from negotrack.pages.writers import (
    FORMATS,
    format_of,
    page_bytes,
    report_bytes,
    write_page,
    write_report,
)
from negotrack.store.export import Issue, digest, export, issues, next_issue, write_issue
from negotrack.store.state import make_private, private_folder
from negotrack.text import safe, wrap
from negotrack.tui.actions import Place
from negotrack.tui.forms.fields import TextField
from negotrack.tui.forms.form import SmallForm
from negotrack.tui.forms.question import Answer, Question
from negotrack.tui.render import DIM, STRONG, Line, Piece, line
from negotrack.tui.screens.report_options import Chosen, ReportOptions
from negotrack.tui.screens.report_page import GrowingText, page_lines, report_lines
from negotrack.tui.widgets.keyline import KeyedScreen, KeyLine, bindings
from negotrack.tui.widgets.lines import copy

_SHOWN_AS_TEXT = frozenset({"text", "markdown", "json", "csv"})
"""The formats that are shown as the text of their file; the others are shown as a page."""
ORDER = tuple(sorted(FORMATS, key=lambda name: (name in _SHOWN_AS_TEXT, FORMATS[name].data, name != "html")))
"""The formats in the order of the tabs."""
_WIDEST = 110
"""Maximum width of a page in cells, because longer lines are harder to read."""


class Prepared(NamedTuple):
    """The report to write.

    Attributes:
        found: the snapshot for the day, of the records that may be released.
        brief: the principal's page, if that is written instead of the report.
    """

    found: Snapshot
    selection: Selection
    brief: Page | None = None

    def text(self, name: str, width: int = 80) -> str:
        """The report as text in a format.

        Raises:
            UsageError: the principal's page has no such format.
        """
        if self.brief is None:
            return write_report(self.found, self.selection, name, width=width)
        check_format(name)
        return write_page(self.brief, name, width=width)

    def content(self, name: str) -> bytes:
        """The report as the bytes of a file.

        Raises:
            UsageError: the principal's page has no such format.
        """
        if self.brief is None:
            return report_bytes(self.found, self.selection, name)
        check_format(name)
        return page_bytes(self.brief, name)


class Report(KeyedScreen[None]):
    """Shows the status report; the active tab is the format in which it is written."""

    BINDINGS = bindings(Place.REPORT)
    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    Report Tabs {
        padding: 0 1;
        & Tab { color: $muted; }
        & Tab.-active { color: $key; text-style: bold; }
        & .underline--bar { color: $primary; background: $divider; }
    }
    """

    def __init__(
        self,
        negotiation: Negotiation,
        *,
        folder: Path,
        chosen: Chosen,
        problems: Sequence[Problem] = (),
        author: Callable[[], str] = str,
    ) -> None:
        super().__init__()
        self._author = author
        self._negotiation, self._folder, self._problems = negotiation, folder, problems
        self._chosen = chosen
        self._format = ORDER[0]
        self._found: Prepared | None = None
        self._issue: Issue | None = None
        self._width = 0

    def compose(self) -> ComposeResult:
        """The formats, and the report."""
        tabs = Tabs(*(Tab(name, id=name) for name in ORDER))
        tabs.can_focus = False
        yield tabs
        yield GrowingText()
        yield KeyLine(Place.REPORT)

    def on_mount(self) -> None:
        """Prepare the report once its width is known."""
        self.call_after_refresh(self._renew)

    def show(self, negotiation: Negotiation, problems: Sequence[Problem] = ()) -> None:
        """Show the report of the current records, after a change."""
        self._negotiation, self._problems = negotiation, problems
        self._issue = None
        self._renew()

    def on_resize(self) -> None:
        """Draw the report for the new width."""
        if self._found and self._cells != self._width:
            self._write_out(self._found)

    @property
    def _cells(self) -> int:
        return min(_WIDEST, self.query_one(GrowingText).cells)

    def _renew(self) -> None:
        self._found = None
        self._head([("working it out …", DIM)])
        self._start_preparing()

    @work(thread=True, exclusive=True, group="report")
    def _start_preparing(self) -> None:
        worker = get_current_worker()
        found = self._prepared()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._write_out, found)

    def _prepared(self, issue: Issue | None = None) -> Prepared:
        issue = issue or self._issue
        chosen = self._chosen
        seen = released(self._negotiation, chosen.level)
        found = snapshot(seen.negotiation, chosen.day, problems=self._problems)
        selection = chosen.selection(withheld=seen.withheld)
        if not chosen.is_brief:
            return Prepared(found, selection)
        occasion = Occasion(
            self._prepared_on,
            since=selection.since,
            known_by=selection.known_by,
            by=self._author(),
            reader=chosen.reader,
            level=chosen.level,
            number=issue.number if issue else None,
            follows=chosen.since[:2] if isinstance(chosen.since, Issue) else None,
            digest=digest(self._folder) if issue else "",
            withheld=seen.withheld,
        )
        return Prepared(found, selection, one_sheet(found, occasion))

    @property
    def _prepared_on(self) -> date:
        return self._chosen.day or today()

    def _write_out(self, found: Prepared) -> None:
        if not self.is_attached:
            return  # the user has left the screen meanwhile
        self._found, self._width = found, self._cells
        self._head([(self._format, STRONG)])
        if self._format in _SHOWN_AS_TEXT:
            lines = _as_written(found, self._format, self._width)
        elif found.brief:
            lines = page_lines(found.brief, self._width)
        else:
            lines = report_lines(found.found, found.selection, self._width)
        self.query_one(GrowingText).begin(lines)

    def _head(self, right: Sequence[Piece]) -> None:
        page = self.query_one(GrowingText)
        page.head(
            ["Principal's page" if self._chosen.is_brief else "Status report"],
            right,
            keys=[("issue", "issue"), ("write_file", "write"), ("report_options", "options")],
        )
        page.foot([line((self._chosen.words, DIM))])

    @on(Tabs.TabActivated)
    def _activate_format(self, event: Tabs.TabActivated) -> None:
        name = event.tab.id or ""
        if name != self._format:  # the first tab is reported when the tabs are mounted
            self._format = name
            if self._found:
                self._write_out(self._found)

    def why_not(self, action: str) -> str | None:
        """Why an action cannot be done now; None if it can."""
        if action == "issue" and self._issue:
            return f"This page is No. {self._issue.number}."
        return "Only the principal's page is numbered." if action == "issue" and not self._chosen.is_brief else None

    def action_report_format(self) -> None:
        """Activate the next format."""
        self.query_one(Tabs).active = ORDER[(ORDER.index(self._format) + 1) % len(ORDER)]

    @work
    async def action_report_options(self) -> None:
        """Choose what the report contains."""
        last = next(reversed(await asyncio.to_thread(issues, self._folder)), None)
        chosen = await self.app.push_screen_wait(ReportOptions(self._negotiation, self._chosen, last))
        if chosen:
            self._chosen, self._issue = chosen, None
            self._renew()

    @work
    async def action_write_file(self) -> None:
        """Write the report to a file, in the format that its extension stands for."""
        ending = FORMATS[self._format].endings[0]
        proposed = Path.cwd() / f"{self._negotiation.id}{ending}"
        path = await self.app.push_screen_wait(SaveAs("Write the report to a file", proposed))
        if path is None:
            return
        if os.path.exists(path):  # noqa: ASYNC240, PTH110 - a Path raises if a name is too long
            answers = [Answer("r", "Replace it", True)]
            if not await self.app.push_screen_wait(Question("The file already exists", str(path), answers)):
                return
        await self._write_file(path, format_of(path.name) or self._format)

    @work
    async def action_issue(self) -> None:
        """Write the principal's page as the next of its numbered issues."""
        try:
            check_format(self._format)
            issue = await asyncio.to_thread(
                next_issue, self._folder, self._prepared_on, FORMATS[self._format].endings[0]
            )
        except NegotrackError as error:
            self._complain(str(error))
            return
        answers = [Answer("i", f"Issue it as No. {issue.number}", True)]
        kept = issue.path.relative_to(self._folder).as_posix()
        wanted = await self.app.push_screen_wait(Question("Number the page", f"It is kept as {kept}.", answers))
        if wanted and await self._write_file(issue.path, self._format, issue):
            self._issue = issue  # from now on, this issue is shown and written
            self._renew()

    @work
    async def action_browser(self) -> None:
        """Open the report in the browser, from a file that only its owner can read."""
        path = private_folder("reports", self._folder) / "report.html"
        try:
            make_private(path.parent)
        except OSError as error:
            self._complain(f"{path.parent}: {reason(error)}")
            return
        if await self._write_file(path, "html"):
            self.app.open_url(path.as_uri())

    @work
    async def action_copy(self) -> None:
        """Copy the report in the active format, or as text if a page is shown."""
        name = self._format if self._format in _SHOWN_AS_TEXT else "text"
        try:
            text = await asyncio.to_thread(lambda: self._prepared().text(name))
        except NegotrackError as error:
            self._complain(str(error))
        else:
            copy(self.app, text)

    async def _write_file(self, path: Path, name: str, issue: Issue | None = None) -> bool:
        try:
            written_out = await asyncio.to_thread(lambda: self._prepared(issue).content(name))
            warnings = await asyncio.to_thread(
                lambda: (
                    write_issue(issue, written_out) if issue else export(path, written_out, force=True, of=self._folder)
                )
            )
        except NegotrackError as error:
            self._complain(str(error))
            return False
        for warning in warnings:
            self._complain(warning)
        self.notify(f"Written as {name}: {path}")
        return True

    def _complain(self, words: str) -> None:
        self.notify(words, severity="error")


def _as_written(found: Prepared, name: str, cells: int) -> Iterator[Line]:
    """The text of a format, wrapped to a width."""
    try:
        text = found.text(name, cells)
    except UsageError as error:
        text = capitalized(str(error))
    for each in text.splitlines():
        yield from (line(part) for part in wrap(safe(each), cells))


class SaveAs(SmallForm[Path]):
    """Asks for a file; returns its path, which may already exist."""

    AUTO_FOCUS = "LineInput"

    def __init__(self, title: str, path: Path) -> None:
        super().__init__(title)
        self._file = TextField("File", str(path), needed=True)

    def fields(self) -> Iterable[Widget]:
        """The file."""
        yield self._file

    def review(self) -> Path | None:
        """The path, or None; shows whether the file already exists, or what is wrong."""
        if self._file.text is None:
            self._file.show("write the name of a file")
            return None
        # As text, because a Path raises if a name is too long, or the home is that of an unknown user.
        path = Path(os.path.expanduser(self._file.text))  # noqa: PTH111
        if os.path.isdir(path):  # noqa: PTH112
            self._file.show("is a folder; add the name of a file")
            return None
        self._file.show(reading="already exists; it would be replaced" if os.path.exists(path) else "")  # noqa: PTH110
        return path
