from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.actions import Place
from negotrack.tui.widgets.keyline import KeyLine
from tests.golden import compare_with_golden

Stage = Callable[..., Any]
SAID = (
    ("information", "Saved."),
    ("warning", "What was written stands, but the disk did not confirm it."),
    ("error", "The file has been changed by somebody else meanwhile.\nLook at it, and try again: " + "word " * 30),
)


class Keyed(Screen[None]):
    CSS = "KeyLine { dock: bottom; }"

    def compose(self) -> ComposeResult:
        yield KeyLine(Place.TEXTS)


async def test_a_message_replaces_the_keys_for_a_while_and_they_come_back(stage: Stage) -> None:
    shown: list[str] = []
    async with stage(Keyed, 100, 9) as (app, pilot):
        keys = app.screen.query_one(KeyLine)
        for severity, words in SAID:
            for width in (100, 79, 78, 40, 25, 24):
                await pilot.resize_terminal(width, 9)
                keys.say(words, severity, 60)
                await pilot.pause()
                lines = [each.rstrip() for each in app.lines]
                shown += [f"{width}:", *lines[next(row for row in range(9) if lines[row]) :]]
        await pilot.resize_terminal(100, 9)
        await pilot.pause()
        shown += ["100:", *[each.rstrip() for each in app.lines if each.strip()]]
        keys.hush()
        await pilot.pause()
        shown += ["", *[each.rstrip() for each in app.lines if each.strip()]]
        assert app.lines[-1].strip()
        keys.say("Gone soon.", "information", 0.01)
        await pilot.pause(0.05)
        assert "Gone" not in app.page
    compare_with_golden(Path(__file__).parents[1] / "snapshots" / "keyline.txt", "\n".join([*shown, ""]))


async def test_keys_that_do_not_fit_are_left_out_but_never_the_last_one(stage: Stage) -> None:
    async with stage(Keyed, 100, 9) as (app, pilot):
        whole = app.lines[-1].rstrip()
        last = " esc back"
        assert whole.endswith(last)
        for width in (60, 40, 20, 10):
            await pilot.resize_terminal(width, 9)
            await pilot.pause()
            shown = app.lines[-1].rstrip()
            assert shown.endswith(last)
            assert len(shown) <= width
            assert whole.startswith(shown.removesuffix(last))
