import pytest

from negotrack.tui.actions import Place
from negotrack.tui.screens.overlays import Help
from tests.tui.main.conftest import Opened
from tests.tui.main.ways import WAYS

TYPED = {
    "editor": Place.EDITOR,
    "record": Place.RECORD,
    "add": Place.RECORD,
    "rule": Place.FORM,
    "sides": Place.POPUP,
    "report-options": Place.POPUP,
    "save-as": Place.POPUP,
    "conflict": Place.CONFLICT,
    "choose": Place.CHOICE,
    "filter": Place.PROMPT,
    "as-of": Place.PROMPT,
    "compare-as-of": Place.PROMPT,
}


@pytest.mark.parametrize(("name", "place"), TYPED.items())
async def test_f1_while_typing_shows_the_keys_available_there_and_keeps_the_text(
    opened: Opened, name: str, place: Place
) -> None:
    async with opened(80, 24) as shown:
        await WAYS[name](shown)
        before, screen, focused = shown.page, shown.app.screen, shown.app.focused
        await shown.press("f1")
        assert isinstance(shown.app.screen, Help)
        assert f"Keys here: {place}" in shown.page
        await shown.press("f1")
        assert (shown.app.screen, shown.app.focused) == (screen, focused)
        assert shown.page == before


async def test_a_question_mark_typed_into_a_text_does_not_open_the_help(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("a", *"Who", "question_mark")
        assert "Who?" in shown.page
        assert not isinstance(shown.app.screen, Help)


@pytest.mark.parametrize("name", ["editor", "record", "filter", "compare-as-of"])
async def test_the_keys_available_while_typing_are_in_the_footer_and_can_be_clicked(opened: Opened, name: str) -> None:
    async with opened(80, 24) as shown:
        await WAYS[name](shown)
        await shown.pilot.click(offset=(shown.lines[-1].index("F1 help"), 23))
        await shown.settle()
        assert isinstance(shown.app.screen, Help)
        await shown.press("escape")
        screen, focused = shown.app.screen, shown.app.focused
        await shown.pilot.click(offset=(shown.lines[-1].index("esc back"), 23))
        await shown.settle()
        assert (shown.app.screen, shown.app.focused) != (screen, focused)
