from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Annotation
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Release, Status
from negotrack.pages.selection import Selection
from negotrack.pages.writers import write_report
from negotrack.store.reader import Loaded, Reader
from negotrack.tui.forms.question import Question
from negotrack.tui.render import line
from negotrack.tui.screens.report import ORDER, Report
from negotrack.tui.screens.report_options import Chosen, Length, Part, ReportOptions

Stage = Callable[..., Any]
CHOSEN = Chosen(("resistance", "taliban"))


@pytest.fixture
def loaded(negotiation: Path) -> Loaded:
    return Reader(negotiation).load()


@pytest.fixture
def report(loaded: Loaded, negotiation: Path) -> Callable[[], Report]:
    return lambda: Report(loaded.negotiation, folder=negotiation, chosen=CHOSEN, problems=loaded.problems)


async def worked_out(app: Any, pilot: Any) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def write_to(app: Any, pilot: Any, path: Path) -> None:
    await pilot.press("w")
    app.screen.query_one("LineInput").value = str(path)
    await pilot.press("ctrl+s")
    await pilot.pause(0.3)
    for _ in range(50):
        if path.suffix == ".json" or path.exists() or not isinstance(app.screen, Report):
            break
        await pilot.pause(0.02)


async def test_the_report_screen_shows_a_sign_for_every_proposal_and_the_totals(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report, 100, 40) as (app, pilot):
        await worked_out(app, pilot)
        assert "✗│✓✓✓│✓✓✓✓✓✓✓✓" in app.page
        assert "11 are reported as accepted, 1 as rejected." in app.page
        assert "whole · without annotations · all records" in app.page
        assert "<" not in app.page


async def test_a_long_report_is_laid_out_as_it_is_scrolled_and_complete_at_its_end(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report, 80, 16) as (app, pilot):
        await worked_out(app, pilot)
        page = app.screen.query_one("#page")
        assert not page.is_whole
        written = page.count
        await pilot.press("pagedown", "pagedown")
        await worked_out(app, pilot)
        assert page.count > written
        await pilot.press("G")
        await worked_out(app, pilot)
        assert page.is_whole
        assert "…" not in app.lines[-3]
        assert page.seen.stop == page.count
        for words in ("one", "other"):  # the second page is requested before the first is laid out
            page.begin(iter([line(words)]))
            assert page.draw(0, 80).plain == "…"
        await worked_out(app, pilot)
        assert page.draw(0, 80).plain == "other"


async def test_the_report_can_be_limited_to_several_statuses_but_the_totals_count_everything(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report, 100, 40) as (app, pilot):
        await worked_out(app, pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "every row" in app.page
        app.screen._statuses.control.focus()
        await pilot.press("r", "o")
        assert app.screen._statuses.entered == (Status.OPEN, Status.REJECTED)
        assert "every row" not in app.page
        await pilot.press("ctrl+s")
        await worked_out(app, pilot)
        assert "rows: open, rejected" in app.page
        assert "11 are reported as accepted, 1 as rejected." in app.page
        assert "No disarming" not in app.page
        await pilot.press("x")
        await pilot.pause()
        assert app.screen._statuses.entered == (Status.OPEN, Status.REJECTED)


async def test_each_format_has_a_tab_and_text_formats_are_shown_as_written(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report) as (app, pilot):
        seen = []
        for _ in ORDER:
            await worked_out(app, pilot)
            seen.append((app.screen.query_one("Tabs").active, "Status report" in app.lines[3]))
            await pilot.press("f")
        assert [name for name, _ in seen] == list(ORDER)
        assert [name for name, is_page in seen if not is_page] == ["markdown", "json", "csv"]
        await pilot.click("#markdown")
        await worked_out(app, pilot)
        assert "# Panjshir talks, August 2021" in app.page


async def test_the_day_of_the_report_can_be_chosen(stage: Stage, report: Callable[[], Report]) -> None:
    async with stage(report) as (app, pilot):
        await worked_out(app, pilot)
        await pilot.press("x", "tab", *"2021-08-25", "ctrl+s")
        await worked_out(app, pilot)

        assert "◇◇◇◇◇◇◇◇◇◇◇◇" in app.page
        assert "as of 25 August 2021" in app.page


@pytest.mark.parametrize("typed", ["2021-08", "yesterday", "2021-08-25~"])
async def test_the_day_of_a_report_must_be_a_single_day(stage: Stage, report: Callable[[], Report], typed: str) -> None:
    async with stage(report) as (app, pilot):
        await pilot.press("x")
        app.screen.query_one("DayField").put(typed)
        await pilot.press("ctrl+s")
        await pilot.pause()

        assert "✗" in app.page
        assert app.screen.is_current


@pytest.mark.parametrize("name", ["out.txt", "out.md", "out.html", "out.json", "out.csv"])
async def test_a_file_is_written_in_the_format_of_its_extension(
    stage: Stage, report: Callable[[], Report], loaded: Loaded, tmp_path: Path, name: str
) -> None:
    formats = {".txt": "text", ".md": "markdown", ".html": "html", ".json": "json", ".csv": "csv"}
    now = snapshot(loaded.negotiation, problems=loaded.problems)
    path = tmp_path / name
    async with stage(report) as (app, pilot):
        await write_to(app, pilot, path)

        written = path.read_text(encoding="utf-8")
        assert written == write_report(now, Selection(CHOSEN.pair), formats[path.suffix], colour=False)


async def test_with_an_unknown_extension_a_file_is_written_in_the_format_on_the_screen(
    stage: Stage, report: Callable[[], Report], tmp_path: Path
) -> None:
    async with stage(report) as (app, pilot):
        for _ in range(ORDER.index("json")):
            await pilot.press("f")
        await write_to(app, pilot, tmp_path / "out.xyz")

        assert json.loads((tmp_path / "out.xyz").read_bytes())["schema"] == 2


@pytest.mark.parametrize(("key", "replaced"), [("r", True), ("escape", False)])
async def test_an_existing_file_is_replaced_only_after_a_question(
    stage: Stage, report: Callable[[], Report], tmp_path: Path, key: str, *, replaced: bool
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("mine")
    async with stage(report) as (app, pilot):
        await write_to(app, pilot, path)
        assert isinstance(app.screen, Question)
        await pilot.press(key)
        await worked_out(app, pilot)

        assert (path.read_text() != "mine") is replaced


async def test_a_report_is_not_written_to_a_folder(stage: Stage, report: Callable[[], Report], tmp_path: Path) -> None:
    async with stage(report) as (app, pilot):
        await write_to(app, pilot, tmp_path)

        assert "✗ is a folder; add the name of a file" in app.page


@pytest.mark.parametrize("name", ["file/[/]out.txt", f"[/]{'long' * 80}.txt"])
async def test_a_file_that_cannot_be_written_is_reported_without_a_crash(
    stage: Stage, report: Callable[[], Report], tmp_path: Path, name: str
) -> None:
    (tmp_path / "file").write_text("")
    async with stage(report) as (app, pilot):
        await write_to(app, pilot, tmp_path / name)

        assert app.screen.is_current
        assert [notification.severity for notification in app._notifications] == ["error"]


async def test_the_browser_opens_a_page_that_only_its_owner_can_read(
    stage: Stage, report: Callable[[], Report], home: Path
) -> None:
    opened: list[str] = []
    in_the_way = home / "state" / "reports"
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("")
    async with stage(report) as (app, pilot):
        app.open_url = opened.append
        await pilot.press("b")
        await worked_out(app, pilot)
        assert not opened
        in_the_way.unlink()
        await pilot.press("b")
        await worked_out(app, pilot)

        (page,) = (home / "state" / "reports").rglob("report.html")
        assert opened == [page.as_uri()]
        assert page.read_text().startswith("<!doctype html>")
        assert page.parent.stat().st_mode & 0o077 == 0


async def test_the_message_after_copying_warns_that_not_every_terminal_accepts_it(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report) as (app, pilot):
        await worked_out(app, pilot)
        await pilot.press("y")
        await worked_out(app, pilot)

        assert app.clipboard.startswith("Panjshir talks")
        (notification,) = app._notifications
        assert "Not every terminal takes them" in notification.message


async def test_a_report_too_long_for_a_terminal_clipboard_is_not_copied(
    stage: Stage, report: Callable[[], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotrack.tui.widgets.lines.MOST_COPIED", 100)
    async with stage(report) as (app, pilot):
        await worked_out(app, pilot)
        await pilot.press("y")
        await worked_out(app, pilot)

        assert app.clipboard == ""
        (notification,) = app._notifications
        assert "Write them to a file instead" in notification.message


async def test_enter_after_the_file_name_writes_the_file(
    stage: Stage, report: Callable[[], Report], tmp_path: Path
) -> None:
    async with stage(report) as (app, pilot):
        await pilot.press("w")
        app.screen.query_one("LineInput").value = str(tmp_path / "out.txt")
        await pilot.press("enter")
        await worked_out(app, pilot)

        assert (tmp_path / "out.txt").read_text().startswith("Panjshir talks")


async def test_an_open_report_shows_changes_made_in_the_meantime(
    stage: Stage, report: Callable[[], Report], loaded: Loaded
) -> None:
    broken = Problem("proposals/broken.toml", "is not TOML", unreadable=True)
    async with stage(report) as (app, pilot):
        await worked_out(app, pilot)
        assert "could not be read" not in app.page

        app.screen.show(loaded.negotiation, [broken])
        await worked_out(app, pilot)
        assert "1 file could not be read" in app.page


async def test_escape_leaves_the_report(stage: Stage, report: Callable[[], Report]) -> None:
    async with stage(report) as (app, pilot):
        await pilot.press("escape")

        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_a_hostile_report_is_shown_in_any_format_and_window(
    stage: Stage, hostile: Path, columns: int, rows: int
) -> None:
    negotiation: Negotiation = Reader(hostile).load().negotiation
    chosen = Chosen(("one", "other"), parts=(Part.ANNOTATIONS,))
    async with stage(lambda: Report(negotiation, folder=hostile, chosen=chosen), columns, rows) as (app, pilot):
        for _ in ORDER:
            await worked_out(app, pilot)
            assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
            await pilot.press("f")


async def choose(app: Any, pilot: Any, **chosen: Any) -> None:
    await pilot.press("x")
    await pilot.pause()
    for name, value in chosen.items():
        field = getattr(app.screen, f"_{name}")
        if hasattr(field, "put"):
            field.put(value)
        else:
            field.letters.value = value
    await pilot.pause()
    await pilot.press("ctrl+s")
    await worked_out(app, pilot)


async def test_the_principals_page_can_be_shown_and_written_instead_of_the_report(
    stage: Stage, loaded: Loaded, negotiation: Path, tmp_path: Path
) -> None:
    def make() -> Report:
        return Report(loaded.negotiation, folder=negotiation, chosen=CHOSEN, author=lambda: "ana")

    async with stage(make, 100, 40) as (app, pilot):
        await worked_out(app, pilot)
        await choose(app, pilot, length=Length.BRIEF, day="2021-08-25", since="2021-08-16", reader="the envoy")
        assert "INTERNAL" in app.page
        assert "Prepared 25 August 2021 by ana for the envoy." in app.page
        assert "Moved since" in app.page
        await write_to(app, pilot, tmp_path / "brief.md")
        assert "for the envoy" in (tmp_path / "brief.md").read_text(encoding="utf-8")
        await write_to(app, pilot, tmp_path / "brief.docx")
        assert (tmp_path / "brief.docx").read_bytes().startswith(b"PK")
        await write_to(app, pilot, tmp_path / "brief.json")
        assert not (tmp_path / "brief.json").exists()
        app.screen.query_one("Tabs").active = "json"
        await worked_out(app, pilot)
        assert "The principal's page has no format json" in app.page


async def test_the_principals_page_can_be_numbered_and_the_next_one_refers_to_it(
    stage: Stage, loaded: Loaded, negotiation: Path
) -> None:
    def make() -> Report:
        return Report(loaded.negotiation, folder=negotiation, chosen=CHOSEN)

    async with stage(make, 100, 40) as (app, pilot):
        await worked_out(app, pilot)
        await choose(app, pilot, length=Length.BRIEF, day="2021-08-25")
        await pilot.press("f", "f", "f", "I")  # as text
        await pilot.pause(0.1)
        assert "reports/brief-001-2021-08-25.txt" in app.page
        assert not (negotiation / "reports").exists()
        await pilot.press("i")
        await worked_out(app, pilot)
        first = (negotiation / "reports" / "brief-001-2021-08-25.txt").read_text(encoding="utf-8")
        assert "No. 1" in first
        assert "Made from records " in first
        assert "No. 1" in app.page
        await write_to(app, pilot, negotiation.parent / "again.txt")
        assert (negotiation.parent / "again.txt").read_text(encoding="utf-8") == first
        assert app.screen.why_not("issue") == "This page is No. 1."

        await choose(app, pilot, since="last", day="2021-08-27")
        assert "since No. 1 of 25 August 2021" in app.page
        assert "since 25 august 2021" in app.page.casefold()
        await pilot.press("I")
        await pilot.pause(0.1)
        await pilot.press("i")
        await worked_out(app, pilot)
        second = (negotiation / "reports" / "brief-002-2021-08-27.txt").read_text(encoding="utf-8")
        assert "Follows No. 1 of 25 August 2021; made from records" in second


async def test_since_the_last_issue_is_refused_if_no_page_has_been_numbered(
    stage: Stage, report: Callable[[], Report]
) -> None:
    async with stage(report, 100, 40) as (app, pilot):
        await worked_out(app, pilot)
        await pilot.press("x", "tab", "tab", *"last", "ctrl+s")
        await pilot.pause()
        assert "no page was numbered yet" in app.page
        assert isinstance(app.screen, ReportOptions)


async def test_a_report_for_the_public_leaves_out_internal_annotations_and_says_so(
    stage: Stage, loaded: Loaded, negotiation: Path
) -> None:
    dossiers = dict(loaded.negotiation.dossiers)
    key = next(iter(dossiers))
    note = Annotation(id="a", author="ana", created=datetime(2026, 11, 2, tzinfo=UTC), text="for us alone")
    dossiers[key] = replace(dossiers[key], annotations=(note,))
    talks = replace(loaded.negotiation, dossiers=dossiers)
    async with stage(lambda: Report(talks, folder=negotiation, chosen=CHOSEN), 100, 200) as (app, pilot):
        await worked_out(app, pilot)
        await choose(app, pilot, parts=(Part.ANNOTATIONS, Part.READINGS), since="2021-08-20")
        await pilot.press("G")
        await worked_out(app, pilot)
        text = app.screen._prepared().text("text")
        assert "for us alone" in text
        assert "READINGS" in text
        assert "MOVED SINCE 20 AUGUST 2021" in text
        await choose(app, pilot, level=Release.PUBLIC)
        text = app.screen._prepared().text("text")
        assert "for us alone" not in text
        assert "Something is withheld" in text
        assert "what is public" in app.page
