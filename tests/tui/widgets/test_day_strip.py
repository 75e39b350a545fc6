from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.analysis.timeline import timeline
from negotrack.tui.session import Session
from negotrack.tui.widgets.day_strip import DayChosen, DayStrip
from tests.golden import compare_with_golden

Stage = Callable[..., Any]


class Days(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[date | None] = []

    def compose(self) -> ComposeResult:
        yield DayStrip()

    @on(DayChosen)
    def note(self, event: DayChosen) -> None:
        self.chosen.append(event.day)


async def test_the_strip_of_days_matches_the_stored_picture_and_each_day_can_be_clicked(
    stage: Stage, negotiation: Path
) -> None:
    session = Session(negotiation)
    session.finish()
    shown: list[str] = []
    titles: list[object] = []
    async with stage(Days, 60, 14) as (app, pilot):
        strip = app.screen.query_one(DayStrip)
        shown += [each.rstrip() for each in app.lines[:2]]
        for day in (None, date(2021, 8, 15), date(2021, 8, 26), date(2021, 9, 6)):
            session.show(day)
            strip.show(session, timeline(session.view), session.stops)
            await pilot.pause()
            shown += ["", *(each.rstrip() for each in app.lines)]
            titles.append(app.screen.get_style_at(4, 13).color)
        assert titles[0] != titles[1] == titles[2]
        for width, height in ((22, 6), (23, 6), (120, 5), (60, 3)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            shown += ["", *(each.rstrip() for each in app.lines)]
        await pilot.resize_terminal(60, 14)
        await pilot.press("j", "j", "G", "k")
        shown += ["", *(each.rstrip() for each in app.lines)]
        days = [strip.day_of(index) for index in range(-1, strip.count + 1)]
        shown += ["", *map(str, days)]
        for cell in (2, 8, 9, 10, 20, 30, 40, 49, 50, 51, 57):
            await pilot.click(strip, offset=(cell, 1))
            await pilot.pause()
            shown.append(f"{cell}: {' '.join(str(app.screen.chosen.pop()) for _ in app.screen.chosen[:])}".rstrip())
        (negotiation / "negotiation.toml").write_text('title = "No day"\n', encoding="utf-8")
        shutil.rmtree(negotiation / "proposals")
        session = Session(negotiation)
        session.finish()
        strip.show(session, (), session.stops)
        await pilot.click(strip, offset=(10, 1))
        shown += ["", *(each.rstrip() for each in app.lines[:3])]
    compare_with_golden(Path(__file__).parents[1] / "snapshots" / "days.txt", "\n".join([*shown, ""]))


async def test_the_ends_of_the_strip_name_their_years_where_these_differ(stage: Stage, negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    written = header.read_text(encoding="utf-8")
    header.write_text(f'{written}\n[[events]]\ntitle = "Prisoners return"\ndate = 2022-02-03\n', encoding="utf-8")
    session = Session(negotiation)
    session.finish()
    async with stage(Days, 60, 14) as (app, pilot):
        strip = app.screen.query_one(DayStrip)
        strip.show(session, timeline(session.view), session.stops)
        await pilot.pause()
        shown = next(each for each in app.lines if "2022" in each)
        assert shown.strip(" │").startswith("15 Aug 2021 ●")
        assert shown.strip(" │").endswith("● 3 Feb 2022")
        await pilot.click(strip, offset=(shown.rindex("●"), app.lines.index(shown)))
        await pilot.pause()
        assert app.screen.chosen == [date(2022, 2, 3)]
