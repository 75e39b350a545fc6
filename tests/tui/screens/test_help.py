from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from textual.widget import Widget

from negotrack.analysis.search import FilterKey
from negotrack.pages.signs import MARK_WORDS, RELATION_SIGNS, STANCE_SIGNS, STATUS_SIGNS
from negotrack.tui.actions import ACTIONS, Place, at_hand, key_words, keys_at
from negotrack.tui.screens.overlays import Help

Stage = Callable[..., Any]


def text(cells: int = 80, place: Place = Place.MAIN, **rebound: tuple[str, ...]) -> str:
    return "\n".join(line.plain for line in Help(rebound, place).lines(cells))


@pytest.mark.parametrize("place", Place)
def test_help_lists_every_action_once_with_its_keys(place: Place) -> None:
    words = " ".join(text(place=place).split())
    for action in ACTIONS:
        keys = " ".join(
            map(key_words, keys_at(place, action.id, {}) if at_hand(place) & action.places else action.keys)
        )
        assert words.count(f"{keys} {action.description}") == 1, action.id


def test_help_lists_the_keys_of_the_current_screen_first() -> None:
    here, elsewhere = text(place=Place.TIMELINE).split("Keys elsewhere")
    assert "Keys here: timeline" in here
    assert "Copy what is selected" in here
    assert "Command palette" in here
    assert "Write an annotation (comparison, main screen, meeting view)" in " ".join(elsewhere.split())


def test_help_shows_the_new_keys_of_a_rebound_action() -> None:
    page = text(compare=("z", "ctrl+f"))
    assert re.search(r"z ctrl\+f +Compare two sides", page)
    assert not re.search(r" c +Compare two sides", page)


def test_help_explains_every_sign_and_mark() -> None:
    page = text()
    signed = [*STANCE_SIGNS.items(), *STATUS_SIGNS.items(), *RELATION_SIGNS.items()]
    assert [word for word, sign in signed if f"{sign} {word}" not in page] == []
    assert [words for mark, words in MARK_WORDS.items() if not re.search(rf"{re.escape(mark)} +{words}", page)] == []


def test_help_explains_every_filter_key() -> None:
    page = text()
    assert [key for key in FilterKey if not re.search(rf"^ {key}: +\w", page, re.MULTILINE)] == []


@pytest.mark.parametrize("cells", [30, 38, 60, 80, 91, 92, 130, 300])
def test_no_line_of_the_help_is_too_wide_and_no_text_is_cut(cells: int) -> None:
    lines = Help({}).lines(cells)
    assert max(line.cell_length for line in lines) <= cells
    assert sum("…" in line.plain for line in lines) == 2  # the sign itself, explained once for rows and once for texts


def test_help_has_two_columns_in_a_wide_window() -> None:
    one, two = text(80).splitlines(), text(130).splitlines()
    assert len(two) < len(one) * 0.7
    assert any("Move" in line and "Write" in line for line in two)


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q"])
async def test_help_closes_with_escape_q_or_the_key_that_opened_it(stage: Stage, key: str) -> None:
    async with stage(lambda: Help({})) as (app, pilot):
        await pilot.press(key)
        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (80, 24), (160, 50)])
async def test_help_can_be_scrolled_to_its_end_in_any_window_and_always_shows_how_to_leave(
    stage: Stage, columns: int, rows: int
) -> None:
    async with stage(lambda: Help({}), columns, rows) as (app, pilot):
        assert "Keys here: main screen" in app.page
        assert "Move down" in app.page
        assert "esc back" in app.page
        await pilot.press("G")
        assert "from right to left" in app.page
        assert "esc back" in app.page


async def test_the_scrollbar_of_the_help_hides_no_character(stage: Stage) -> None:
    async with stage(lambda: Help({}), 40, 40) as (app, pilot):
        page = app.screen.query_one("#page")
        for _ in range(4):
            for line in app.screen.lines(page.cells)[page.seen.start : page.seen.stop]:
                assert line.plain.strip() in app.page
            await pilot.press("pagedown")


@pytest.mark.parametrize("place", [Place.FORM, Place.RECORD, Place.EDITOR, Place.CONFLICT])
def test_help_on_a_form_explains_tab_and_enter(place: Place) -> None:
    here, _ = text(place=place).split("Keys elsewhere")
    assert re.search(r" tab +Go to the next field", here)
    assert re.search(r" enter +(Go to the next field|Begin a new line)", here)


async def test_scrolling_keys_take_effect_at_once_without_animation(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly: list[object] = []
    async with stage(lambda: Help({}, Place.MAIN)) as (app, pilot):
        monkeypatch.setattr(Widget, "animate", lambda *given, **_: slowly.append(given))
        pages = []
        for key in ("j", "pagedown", "G", "k", "pageup", "g"):
            await pilot.press(key)
            pages.append(app.page)
    assert len(set(pages)) == len(pages)
    assert slowly == []
