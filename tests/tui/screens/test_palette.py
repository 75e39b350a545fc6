from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from negotrack.tui.actions import ACTIONS, Place
from negotrack.tui.screens.palette import (
    ActionChosen,
    NegotiationChosen,
    Palette,
    ProposalChosen,
    choosable,
    matching,
)

Stage = Callable[..., Any]
TITLES = {"6": "6  Surrender of the province", "x": "number unknown  No disarming"}


def find(text: str) -> Sequence[str]:
    return [key for key, title in TITLES.items() if text.lower() in title.lower()]


def palette(negotiations: Sequence[Path] = ()) -> Palette:
    return Palette(Place.MAIN, find=find, name=TITLES.__getitem__, terms="suggestions", negotiations=negotiations)


@pytest.mark.parametrize("place", Place)
def test_every_action_at_hand_can_be_chosen_but_the_palette_itself(place: Place) -> None:
    wanted = {action.id for action in ACTIONS if action.places & {place, Place.APP}}
    assert {action.id for action in choosable(place)} == wanted - {"palette"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("report", "report"), ("com", "compare"), ("undo", "undo"), ("write whole", "annotate_whole"), ("side", "sides")],
)
def test_the_action_that_is_called_so_comes_before_those_that_only_mention_it(typed: str, first: str) -> None:
    assert matching(choosable(Place.MAIN), typed.split())[0].id == first


def test_every_word_must_be_there() -> None:
    assert matching(choosable(Place.MAIN), ["annotation", "nowhere"]) == []


async def test_commands_are_listed_with_their_keys(stage: Stage) -> None:
    async with stage(palette) as (app, _):
        assert "Commands" in app.page
        row = next(line for line in app.lines if "Write an annotation  " in line)
        assert row.rstrip("│ ").endswith(" a")


async def test_a_rebound_key_is_shown_as_it_is(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        app.rebound = {"compare": ("z",)}
        await pilot.press("c")
        row = next(line for line in app.lines if "Compare two sides over all proposals" in line)
        assert row.rstrip("│ ").endswith(" z")


async def test_a_command_is_found_by_typing_and_returned(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        await pilot.press(*"timel", "enter")
        assert app.result == ActionChosen("timeline")


async def test_a_proposal_is_found_by_what_is_typed_and_returned(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        await pilot.press(*"surr", "enter")
        assert app.result == ProposalChosen("6")


async def test_another_negotiation_is_found_by_its_name_and_returned(stage: Stage) -> None:
    folder = Path("positions/cyprus-2017")
    async with stage(lambda: palette([folder])) as (app, pilot):
        await pilot.press(*"cypr")
        assert "Other negotiations" in app.page
        await pilot.press("enter")
        assert app.result == NegotiationChosen(folder)


async def test_arrows_pass_over_headings(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        await pilot.press(*"disarming", "up", "down", "enter")
        assert app.result == ProposalChosen("x")


async def test_a_page_down_and_up_leads_back_to_the_first(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        first = app.screen.found.cursor
        await pilot.press("pagedown")
        assert app.screen.found.cursor > first + 5
        await pilot.press("pageup")
        assert app.screen.found.cursor == first


@pytest.mark.parametrize("key", ["escape", "ctrl+p"])
async def test_it_is_left_without_choosing(stage: Stage, key: str) -> None:
    async with stage(palette) as (app, pilot):
        await pilot.press("c", key)
        assert app.result is None


async def test_where_nothing_is_found_that_is_said_and_nothing_is_chosen(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        await pilot.press(*"zzz", "enter")
        assert "nothing found" in app.page
        assert app.screen.is_current


async def test_the_row_under_the_mouse_is_selected_then_opened_and_typing_goes_on(stage: Stage) -> None:
    async with stage(palette) as (app, pilot):
        row = next(index for index, line in enumerate(app.lines) if "Undo the last change" in line)
        await pilot.click(offset=(10, row))
        assert app.screen.found.selected == ActionChosen("undo")
        await pilot.press(*"redo")
        assert app.screen.found.selected == ActionChosen("redo")
        await pilot.click(offset=(10, 4))
        assert app.result == ActionChosen("redo")


async def test_of_many_proposals_only_those_that_are_shown_are_named(stage: Stage) -> None:
    named: list[str] = []

    def name(identifier: str) -> str:
        named.append(identifier)
        return f"proposal {identifier}"

    every = [str(number) for number in range(10_000)]
    async with stage(lambda: Palette(Place.MAIN, find=lambda _: every, name=name)) as (app, pilot):
        named.clear()
        await pilot.press(*"zz")
        assert "Proposals (50 of 10,000)" in app.page
        assert named == every[:50] * 2


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (80, 24), (300, 100)])
async def test_hostile_names_are_shown_safely_in_any_window(
    stage: Stage, hostile_text: str, columns: int, rows: int
) -> None:
    others = [Path("positions", hostile_text.replace("/", "").replace("\0", ""))]

    def make() -> Palette:
        name = hostile_text * 50
        return Palette(Place.MAIN, find=lambda _: ["1"], name=lambda _: name, terms=name, negotiations=others)

    async with stage(make, columns, rows) as (app, pilot):
        await pilot.press("[")
        for key in ("down", "up"):
            assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
            await pilot.press(key)
        assert "[/] [@click=app.bell]" in app.page
        assert "esc back" in app.page
