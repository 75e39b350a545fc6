from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.widgets import Static

from negotrack.tui.screens.ledger import Reason


async def test_a_form_is_not_styled_twice_when_it_opens_but_again_when_it_returns(
    stage: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[Reason] = []
    monkeypatch.setattr(Reason, "update_node_styles", lambda form, **_how: styled.append(form))
    async with stage(lambda: Reason("Take it back", "It stays on file.")) as (app, pilot):
        assert not styled
        app.screen.post_message(events.ScreenResume())
        await pilot.pause()
        assert styled == [app.screen]


async def test_an_action_in_the_footer_of_a_form_can_be_clicked(stage: Callable[..., Any]) -> None:
    async with stage(lambda: Reason("Take it back", "It stays on file.")) as (app, pilot):
        footer = app.lines[-1]
        await pilot.click(offset=(footer.index("enter done"), 23))
        await pilot.pause()
        assert "✗ write the reason" in app.page
        await pilot.press("x")
        await pilot.click(offset=(footer.index("enter done"), 23))
        await pilot.pause()
        assert app.result == "x"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20)])
async def test_a_message_below_the_fields_stays_in_view_when_the_fields_grow_beyond_the_window(
    stage: Callable[..., Any], columns: int, rows: int
) -> None:
    async with stage(lambda: Reason("Take it back", "It stays on file."), columns, rows) as (app, pilot):
        app.screen.say("Not saved.")
        await pilot.pause()
        await app.screen.query_one("#fields").mount(*(Static(f"row {number}") for number in range(40)), before=0)
        await pilot.pause()
        assert "Not saved." in app.lines[-3]
        assert app.lines[-2].startswith("╰")
        assert app.screen.focused.region in app.screen.query_one("#fields").region
