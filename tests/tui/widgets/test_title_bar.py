from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.session import Session
from negotrack.tui.widgets.title_bar import TitleBar
from tests.conftest import SHIPPED
from tests.golden import compare_with_golden

Stage = Callable[..., Any]
WIDTHS = (160, 120, 100, 80, 66, 50, 40, 30, 20, 12)


class Titled(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()

    def action_filter_by(self, words: str) -> None:
        self.clicked.append(words)


def many(folder: Path) -> Path:
    """A negotiation with more proposals than a title has room for signs."""
    outcomes = ["open", "rejected", "withdrawn", *["accepted"] * 57]
    (folder / "proposals").mkdir(parents=True)
    sides = "".join(f'[[sides]]\nid = "{each}"\nname = "{each.upper()}"\n' for each in "ab")
    (folder / "negotiation.toml").write_text(f'title = "Sixty proposals"\n{sides}', encoding="utf-8")
    for number, status in enumerate(outcomes):
        title = f'title = "Number {number}"\n' if number % 2 else ""
        (folder / "proposals" / f"{number}.toml").write_text(f'{title}status = "{status}"\n', encoding="utf-8")
    return folder


async def test_the_title_bar_shows_the_essentials_at_every_width(
    stage: Stage, negotiation: Path, tmp_path: Path
) -> None:
    broken = Session(negotiation)
    for number in range(3):
        (negotiation / "proposals" / f"broken-{number}.toml").write_text("title = \n", encoding="utf-8")
    header = negotiation / "negotiation.toml"
    header.write_text(f"blind = true\n{header.read_text(encoding='utf-8')}", encoding="utf-8")
    sessions = [Session(SHIPPED.parent / "federal-convention-1787"), Session(many(tmp_path / "many")), broken]
    for each in sessions:
        each.refresh()
        each.finish()
    broken.show(date(2021, 8, 25))
    broken.finish()
    broken.not_in_git = 1200
    shown: list[str] = []
    async with stage(Titled, 160, 4) as (app, pilot):
        bar = app.screen.query_one(TitleBar)
        for session, filtered in [*((each, None) for each in sessions), (broken, ("a filter that is rather long", 3))]:
            bar.show(session, filtered)
            for width in WIDTHS:
                bar.styles.width = width
                await pilot.pause()
                shown += [each.rstrip() for each in app.lines[: bar.rows]]
            shown.append("")
        broken.progress = (1_200, 3_400)
        bar.styles.width = 160
        bar.show(broken, None)
        await pilot.pause()
        first = [each.rstrip() for each in app.lines[:2]]
        await pilot.click(bar, offset=(app.lines[0].index("outstanding"), 0))
        assert app.screen.clicked == ["is:outstanding"]
    compare_with_golden(Path(__file__).parents[1] / "snapshots" / "title.txt", "\n".join([*shown, *first, ""]))
