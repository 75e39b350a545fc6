from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.forms.choice import Choice

Stage = Callable[..., Any]


class Choosing(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Choice([("choose …", None), ("✓ accepts", 1), ("[/] ← answers", 2), ("✗ rejects", 3)], value=None)


async def test_a_letter_chooses_the_next_value_that_begins_with_it(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        choice = app.screen.query_one(Choice)
        choice.focus()
        chosen = []
        for letter in "aaarzxc":
            await pilot.press(letter)
            chosen.append(choice.chosen)

        assert chosen == [1, 2, 1, 3, 3, 3, None]
        assert not choice.expanded
