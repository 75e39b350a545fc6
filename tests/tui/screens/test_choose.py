from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from negotrack.tui.screens import choose
from negotrack.tui.screens.choose import Choose

Stage = Callable[..., Any]


@pytest.fixture
def folders(negotiation: Path) -> Sequence[Path]:
    """The talks, a copy with one unreadable file, and a negotiation whose header is unreadable."""
    copy = shutil.copytree(negotiation, negotiation.parent / "copy")
    header = copy / "negotiation.toml"
    header.write_text(
        header.read_text(encoding="utf-8").replace('title = "Panjshir', 'title = "Other', 1), encoding="utf-8"
    )
    (copy / "proposals" / "no-disarming.toml").write_text("status = ")
    broken = negotiation.parent / "broken"
    broken.mkdir()
    (broken / "negotiation.toml").write_text("title = ")
    return [broken, copy, negotiation]


def row(app: Any, words: str) -> str:
    lines: list[str] = app.lines
    return next(line for line in lines if words in line)


async def read(app: Any, pilot: Any) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_each_negotiation_is_listed_with_its_title_and_its_counts_of_all_and_outstanding_proposals(
    stage: Stage, folders: Sequence[Path]
) -> None:
    async with stage(lambda: Choose(folders), 120) as (app, pilot):
        await read(app, pilot)
        assert "Panjshir talks, August 2021" in row(app, "panjshir-2021")
        assert "12 suggestions, 1 outstanding" in row(app, "panjshir-2021")


async def test_unreadable_files_are_counted_for_each_negotiation(stage: Stage, folders: Sequence[Path]) -> None:
    async with stage(lambda: Choose(folders), 120) as (app, pilot):
        await read(app, pilot)
        assert "1 unreadable file" in row(app, " broken ")
        assert "1 unreadable file" in row(app, "copy")
        assert "unreadable" not in row(app, "panjshir-2021")


async def test_the_names_of_negotiations_are_shown_before_any_is_read(
    stage: Stage, folders: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "descriptions", lambda _folder: iter(()))
    async with stage(lambda: Choose(folders), 120) as (app, _):
        assert all(f"{name} " in app.page for name in ("broken", "copy", "panjshir-2021"))


async def test_the_list_of_negotiations_is_only_as_high_as_needed(stage: Stage, folders: Sequence[Path]) -> None:
    async with stage(lambda: Choose(folders), 120, 40) as (app, _):
        assert app.screen.query_one("Vertical").outer_size.height == len(folders) + 3


async def test_in_a_very_large_negotiation_outstanding_proposals_are_shown_as_not_counted(
    stage: Stage, folders: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "MOST", 11)
    async with stage(lambda: Choose(folders), 120) as (app, pilot):
        await read(app, pilot)
        assert "12 suggestions, outstanding: not counted" in row(app, "panjshir-2021")


async def test_the_negotiation_opened_last_is_selected_and_opens_with_one_key(
    stage: Stage, folders: Sequence[Path]
) -> None:
    async with stage(lambda: Choose(folders, folders[2]), 120) as (app, pilot):
        await read(app, pilot)
        assert "opened last" in row(app, "panjshir-2021")
        await pilot.press("enter")
        assert app.result == folders[2]


async def test_typing_keeps_only_negotiations_with_every_word_in_title_or_folder_name(
    stage: Stage, folders: Sequence[Path]
) -> None:
    async with stage(lambda: Choose(folders)) as (app, pilot):
        await read(app, pilot)
        await pilot.press(*"talks", "space", *"cop")
        assert "1 of 3" in app.page
        await pilot.press("x", "x")
        assert "nothing found" in app.page
        await pilot.press("backspace", "backspace")
        await pilot.press("enter")
        assert app.result == folders[1]


async def test_two_negotiations_with_the_same_title_are_told_apart_by_their_folders(
    stage: Stage, negotiation: Path
) -> None:
    again = shutil.copytree(negotiation, negotiation.parent / "again")
    async with stage(lambda: Choose([again, negotiation]), 90) as (app, pilot):
        await read(app, pilot)
        assert "2021 (again)" in app.page
        assert "2021 (panjshir-2021)" in app.page


async def test_the_selected_negotiation_stays_selected_while_the_others_are_read(
    stage: Stage, folders: Sequence[Path]
) -> None:
    async with stage(lambda: Choose(folders)) as (app, pilot):
        await pilot.press("down", "down")
        await read(app, pilot)
        await pilot.press("enter")
        assert app.result == folders[2]


async def test_escape_leaves_the_list_of_negotiations_without_a_choice(stage: Stage, folders: Sequence[Path]) -> None:
    async with stage(lambda: Choose(folders)) as (app, pilot):
        await pilot.press("x", "escape")
        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_negotiations_are_listed_safely_in_any_window(
    stage: Stage, hostile: Path, folders: Sequence[Path], columns: int, rows: int
) -> None:
    async with stage(lambda: Choose([hostile, *folders]), columns, rows) as (app, pilot):
        await read(app, pilot)
        assert "[bold red]x" in app.page
        assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
        assert "1 unreadable file" in row(app, " broken ")
        assert "esc back" in app.page
