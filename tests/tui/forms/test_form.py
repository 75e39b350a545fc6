from collections.abc import Callable
from typing import Any

import pytest
from textual import events

from negotrack.tui.screens.ledger import Reason


async def test_a_form_is_styled_once_as_it_comes_up_and_again_when_it_comes_back(
    stage: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[Reason] = []
    monkeypatch.setattr(Reason, "update_node_styles", lambda form, **_how: styled.append(form))
    async with stage(lambda: Reason("Take it back", "It stays on file.")) as (app, pilot):
        assert not styled
        app.screen.post_message(events.ScreenResume())
        await pilot.pause()
        assert styled == [app.screen]


async def test_what_can_be_done_can_be_clicked(stage: Callable[..., Any]) -> None:
    async with stage(lambda: Reason("Take it back", "It stays on file.")) as (app, pilot):
        footer = app.lines[-1]
        await pilot.click(offset=(footer.index("enter done"), 23))
        await pilot.pause()
        assert "✗ write the reason" in app.page
        await pilot.press("x")
        await pilot.click(offset=(footer.index("enter done"), 23))
        await pilot.pause()
        assert app.result == "x"
