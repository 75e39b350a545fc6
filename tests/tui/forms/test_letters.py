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


async def test_a_letter_selects_its_choice_and_an_unknown_letter_changes_nothing(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        letters = app.screen.query_one(Letters)
        chosen = []
        for letter in "aRsz":
            await pilot.press(letter)
            chosen.append(letters.value)

        assert chosen == [1, 3, 2, 2]
        assert "✓ accepts  [[/] answers]  ✗ rejects" in app.page


async def test_arrow_keys_wrap_around_and_delete_clears_the_choice(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        letters = app.screen.query_one(Letters)
        chosen = []
        for key in ("left", "right", "right", "delete"):
            await pilot.press(key)
            chosen.append(letters.value)

        assert chosen == [3, 1, 2, None]


async def test_a_click_selects_a_choice(stage: Stage) -> None:
    async with stage(Choosing) as (app, pilot):
        await pilot.click(Letters, offset=(app.lines[0].index("rejects"), 0))

        assert app.screen.query_one(Letters).value == 3


async def test_with_several_choices_allowed_a_letter_toggles_its_choice(stage: Stage) -> None:
    async with stage(lambda: Choosing(several=True)) as (app, pilot):
        await pilot.press("r", "right", "a", "s", "s")

        assert app.screen.query_one(Letters).value == (1, 3)
        assert "[✓ accepts]  [/] answers  [✗ rejects]" in app.page
        await pilot.press("backspace")
        assert app.screen.query_one(Letters).value == ()


async def test_choices_that_do_not_fit_in_one_row_are_listed_one_below_the_other(stage: Stage) -> None:
    async with stage(Choosing, 20, 10) as (app, _):
        assert [each.strip() for each in app.lines[:3]] == ["▌ ✓ accepts", "▌ [/] answers", "▌ ✗ rejects"]


def test_a_choice_gets_the_next_given_letter_or_the_first_free_one_of_its_label() -> None:
    choices = lettered((Choice(each, each) for each in ("north", "northeast", "no")), letters="1")

    assert [choice.letter for choice in choices] == ["1", "n", "o"]
