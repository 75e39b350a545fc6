from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.forms.letters import Choice, Letters, lettered

Stage = Callable[..., Any]
CHOICES = (Choice(1, "accepts", "a", "✓"), Choice(2, "[/] answers", "s"), Choice(3, "rejects", "r", "✗"))


class Choosing(Screen[None]):
    def __init__(self, *, several: bool = False) -> None:
        super().__init__()
        self._several = several

    def compose(self) -> ComposeResult:
        yield Letters(CHOICES, () if self._several else None, several=self._several)


async def test_a_letter_chooses_its_value_and_another_one_nothing(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        letters = app.screen.query_one(Letters)
        chosen = []
        for letter in "aRsz":
            await pilot.press(letter)
            chosen.append(letters.value)

        assert chosen == [1, 3, 2, 2]
        assert "✓ accepts  [[/] answers]  ✗ rejects" in app.page


async def test_arrows_go_round_and_delete_chooses_nothing(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        letters = app.screen.query_one(Letters)
        chosen = []
        for key in ("left", "right", "right", "delete"):
            await pilot.press(key)
            chosen.append(letters.value)

        assert chosen == [3, 1, 2, None]


async def test_a_click_chooses(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        await pilot.click(Letters, offset=(app.lines[0].index("rejects"), 0))

        assert app.screen.query_one(Letters).value == 3


async def test_of_several_a_letter_chooses_and_takes_back(stage: Stage) -> None:
    async with stage(lambda: Choosing(several=True)) as (app, pilot):
        await pilot.press("r", "right", "a", "s", "s")

        assert app.screen.query_one(Letters).value == (1, 3)
        assert "[✓ accepts]  [/] answers  [✗ rejects]" in app.page
        await pilot.press("backspace")
        assert app.screen.query_one(Letters).value == ()


async def test_choices_that_do_not_fit_stand_below_one_another(stage: Stage) -> None:
    async with stage(Choosing, 20, 10) as (app, _):
        assert [each.strip() for each in app.lines[:3]] == ["▌ ✓ accepts", "▌ [/] answers", "▌ ✗ rejects"]


def test_letters_are_those_given_then_the_first_of_a_label_that_is_free() -> None:
    choices = lettered(((each, each, "", "") for each in ("north", "northeast", "no")), letters="1")

    assert [choice.letter for choice in choices] == ["1", "n", "o"]
