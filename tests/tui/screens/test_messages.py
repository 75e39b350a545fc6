from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from negotrack.model.problems import Problem, Severity
from negotrack.tui.base import Notice
from negotrack.tui.screens.overlays import MessagesScreen

Stage = Callable[..., Any]
TOLD = (
    Notice(datetime(2026, 11, 22, 9, 12, tzinfo=UTC), "information", "Saved: an annotation"),
    Notice(datetime(2026, 11, 22, 9, 14, tzinfo=UTC), "warning", "The disk did not confirm it"),
    Notice(datetime(2026, 11, 22, 9, 20, tzinfo=UTC), "error", "Could not be written\nno space left"),
)


def text(told: Sequence[Notice], problems: Sequence[Problem] = (), cells: int = 80) -> list[str]:
    return [line.plain for line in MessagesScreen(told, problems).lines(cells)]


def test_messages_are_listed_newest_first_with_time_sign_and_severity() -> None:
    assert text(TOLD) == [
        "22 Nov 2026 09:20 UTC  ✗ error: Could not be written",
        "                         no space left",
        "22 Nov 2026 09:14 UTC  ! warning: The disk did not confirm it",
        "22 Nov 2026 09:12 UTC  · Saved: an annotation",
    ]


def test_in_a_narrow_window_the_time_is_above_its_message() -> None:
    assert text(TOLD[:1], cells=38) == ["22 Nov 2026 09:12 UTC  ", "· Saved: an annotation"]


def test_problems_in_the_files_are_listed_before_the_messages() -> None:
    problems = [
        Problem("proposals/x.toml", "is not valid TOML", line=3, unreadable=True),
        Problem("negotiation.toml", "no source", severity=Severity.WARNING),
    ]
    assert text(TOLD[:1], problems) == [
        "In the files (2)",
        "✗ error: proposals/x.toml:3: is not valid TOML",
        "! warning: negotiation.toml:1: no source",
        "",
        "This session",
        "22 Nov 2026 09:12 UTC  · Saved: an annotation",
    ]


def test_only_the_first_of_very_many_problems_are_listed_and_the_rest_counted() -> None:
    shown = text((), [Problem(f"{number}.toml", "is odd") for number in range(10_000)])
    assert "In the files (10,000)" in shown
    assert "and 9,500 more; all of them: negotrack check" in shown
    assert len(shown) < 510


def test_the_screen_says_so_if_there_are_no_messages() -> None:
    assert text(()) == ["No messages yet."]


async def test_escape_leaves_the_messages_screen(stage: Stage) -> None:
    async with stage(lambda: MessagesScreen(TOLD)) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_messages_can_be_read_safely_to_the_end_in_any_window(
    stage: Stage, hostile_text: str, columns: int, rows: int
) -> None:
    told = [Notice(TOLD[0].at, "error", f"the last {hostile_text}"), *(Notice(TOLD[1].at, "error", hostile_text),) * 60]
    async with stage(lambda: MessagesScreen(told), columns, rows) as (app, pilot):
        assert "[/] [@click=app.bell]" in app.page
        assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
        await pilot.press("G")
        assert "the last" in app.page
        assert "esc back" in app.page
