from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from negotrack.model.snapshot import snapshot as view
from negotrack.store.reader import Reader
from negotrack.tui.screens.adding import Add
from negotrack.tui.screens.compare import Compare
from negotrack.tui.screens.editor import AnnotationText, ConflictScreen, Editor
from negotrack.tui.screens.gaps import GapsScreen
from negotrack.tui.screens.ledger import RecordDrawer
from negotrack.tui.screens.report import Report
from negotrack.tui.screens.report_options import Chosen
from negotrack.tui.screens.timeline import Timeline

Stage = Callable[..., Any]
Make = Callable[[Path], Screen[Any]]
SCREENS: dict[str, Make] = {
    "add": lambda folder: Add("Add", negotiation=Reader(folder).load().negotiation),
    "compare": lambda folder: Compare(view(Reader(folder).load().negotiation), ("resistance", "taliban")),
    "conflict": lambda _folder: ConflictScreen("6", theirs=AnnotationText("a"), mine=AnnotationText("b")),
    "editor": lambda _folder: Editor("6", begun=AnnotationText("text")),
    "gaps": lambda folder: GapsScreen(view(Reader(folder).load().negotiation)),
    "record": lambda folder: RecordDrawer(
        "6", negotiation=Reader(folder).load().negotiation, targets=["06-surrender-after-government"]
    ),
    "report": lambda folder: Report(
        Reader(folder).load().negotiation, folder=folder, chosen=Chosen(("resistance", "taliban"))
    ),
    "timeline": lambda folder: Timeline(view(Reader(folder).load().negotiation)),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_after_any_resize_the_focus_and_the_key_to_leave_stay_visible(
    stage: Stage, negotiation: Path, name: str
) -> None:
    async with stage(lambda: SCREENS[name](negotiation), 120, 40) as (app, pilot):
        for columns, rows in ((40, 10), (300, 100), (1, 1), (60, 16)):
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            if columns > 1:
                assert "esc back" in app.lines[-1]
                assert app.screen.focused.region in app.screen.region
                assert app.screen.focused.region.area


@pytest.mark.parametrize("name", SCREENS)
async def test_a_click_on_esc_back_leaves_the_screen_or_asks_about_unsaved_text(
    stage: Stage, negotiation: Path, name: str
) -> None:
    async with stage(lambda: SCREENS[name](negotiation), 80, 24) as (app, pilot):
        await pilot.click(offset=(app.lines[-1].index("esc back"), 23))
        await pilot.pause()

        assert app.result is None or "Not saved" in app.page
