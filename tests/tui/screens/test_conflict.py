from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from negotrack.model.records import Side
from negotrack.tui.forms.question import Question
from negotrack.tui.screens.editor import AnnotationText, ConflictScreen

SIDES = (Side(id="r", name="Resistance"), Side(id="t", name="Taliban"))
THEIRS = AnnotationText("The order of two steps.\nSame.", ("gate",), "t")
MINE = AnnotationText("The order of three steps.\nSame.", ("gate", "ask"))
Stage = Callable[..., Any]


def conflict(theirs: AnnotationText | None = THEIRS, mine: AnnotationText = MINE) -> ConflictScreen:
    return ConflictScreen("6", theirs=theirs, mine=mine, sides=SIDES)


async def test_the_differences_between_both_versions_are_marked_word_by_word(stage: Stage) -> None:
    async with stage(conflict) as (app, _):
        assert "The order of {-two-} {+three+} steps." in app.page
        assert "about  {-Taliban-} {+the whole+}" in app.page
        assert "tags   {-gate-} {+gate ask+}" in app.page


async def test_the_heading_and_which_version_is_which_are_shown_whole_beside_the_records(stage: Stage) -> None:
    async with stage(conflict, 100, 30) as (app, _):
        assert "Changed by somebody else " in app.page
        assert "{-theirs-}  {+mine+}" in app.page


async def test_a_moved_paragraph_is_marked_in_its_old_and_its_new_place(stage: Stage) -> None:
    first, second = ("The gate stays shut until all four have signed.", "Nobody is disarmed in the province.")
    theirs, mine = AnnotationText(f"{first}\n\n{second}"), AnnotationText(f"{second}\n\n{first}")
    async with stage(lambda: conflict(theirs, mine)) as (app, _):
        assert "{<" in app.page
        assert "{>" in app.page


async def test_identical_versions_are_reported_as_the_same(stage: Stage) -> None:
    async with stage(lambda: conflict(MINE, MINE)) as (app, _):
        assert "They are the same." in app.page


async def test_saving_at_once_keeps_the_users_own_version_unchanged(stage: Stage) -> None:
    async with stage(conflict) as (app, pilot):
        await pilot.press("ctrl+s")

        assert app.result == MINE


async def test_the_other_version_can_be_taken_and_the_users_own_restored(stage: Stage) -> None:
    async with stage(conflict) as (app, pilot):
        await pilot.press("ctrl+t")
        assert app.screen.current == THEIRS

        await pilot.press("ctrl+g")
        assert app.screen.current == MINE

        await pilot.press("ctrl+t", "ctrl+s")
        assert app.result == THEIRS


async def test_both_versions_can_be_merged_by_hand(stage: Stage) -> None:
    async with stage(conflict) as (app, pilot):
        await pilot.press("tab", "tab", "ctrl+end", "!", "ctrl+s")

        assert app.result.text == "The order of three steps.\nSame.!"


async def test_leaving_a_conflict_asks_first_because_the_users_version_is_not_stored(stage: Stage) -> None:
    async with stage(conflict) as (app, pilot):
        await pilot.press("escape")

        assert isinstance(app.screen, Question)


async def test_an_annotation_deleted_by_another_user_can_be_kept_as_a_new_one(stage: Stage) -> None:
    async with stage(lambda: conflict(theirs=None)) as (app, pilot):
        assert "Deleted by somebody else" in app.page
        assert "Yours is below. Save it to keep it as a new annotation." in app.page
        await pilot.press("ctrl+s")

        assert app.result == MINE


@pytest.mark.parametrize(("answer", "result"), [("d", AnnotationText()), ("escape", "unanswered")])
async def test_another_users_deletion_is_accepted_only_after_a_question(stage: Stage, answer: str, result: Any) -> None:
    async with stage(lambda: conflict(theirs=None)) as (app, pilot):
        app.result = "unanswered"
        await pilot.press("ctrl+t", answer)
        await pilot.pause()

        assert app.result == result


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_versions_are_shown_in_any_window(stage: Stage, columns: int, rows: int) -> None:
    theirs = AnnotationText("[/] \x1b[2J " * 50, ("[@click=app.bell]x[/]",), "[/]")
    mine = AnnotationText("{{ \u202e }} " * 50, ("\x1b",), "\x9b")
    async with stage(lambda: conflict(theirs, mine), columns, rows) as (app, _):
        assert "\x1b" not in app.page
        assert "{-[/]-} {+\\u{9b}+}" in app.page
