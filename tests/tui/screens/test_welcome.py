from pathlib import Path

import pytest

from negotrack.config import Settings
from negotrack.tui.app import Negotrack
from negotrack.tui.screens.choose import Welcome
from tests.tui.main.conftest import Shown

WHY_NOT = {
    **dict.fromkeys(("slash", "f", "S", "n", "N"), "There is no proposal yet."),
    **dict.fromkeys(("a", "o", "space"), "Nothing is selected."),
    **dict.fromkeys("sHwK", "Select a proposal first."),
    **dict.fromkeys(("right_square_bracket", "0"), "All records are shown."),
    "left_square_bracket": "No day is reported.",
    "e": "There is no annotation here to edit.",
    "d": "There is no annotation here to delete.",
    "v": "There is no annotation here to confirm.",
    "V": "There is no annotation here to mark.",
    "R": "Nothing on record conflicts here.",
    "M": "Nothing is outstanding.",
    "right": "No side is hidden on the right.",
    "left": "No side is hidden on the left.",
}
"""The message of each key in a negotiation without proposals."""


@pytest.mark.parametrize(("down", "said"), [(0, "Panjshir talks"), (1, "Federal Convention")])
async def test_with_no_negotiation_yet_a_shipped_example_can_be_opened(tmp_path: Path, down: int, said: str) -> None:
    app = Negotrack([], Settings(author="ana"), root=tmp_path / "positions")
    async with app.run_test(size=(100, 30)) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        assert isinstance(app.screen, Welcome)
        assert all(
            each in shown.page
            for each in ("There is no negotiation here yet", "Look at an example:  ", "it would be created in /")
        )
        await shown.press(*["down"] * down, "enter")
        await shown.settle()
        assert said in shown.lines[0]
        assert len([*(tmp_path / "positions").iterdir()]) == 2


async def test_a_new_negotiation_asks_for_its_sides_and_offers_to_add_the_first_proposal(tmp_path: Path) -> None:
    app = Negotrack([], Settings(author="ana"), root=tmp_path / "positions")
    (tmp_path / "positions").write_text("a file where the folder belongs", encoding="utf-8")
    async with app.run_test(size=(100, 30)) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        await shown.press("enter")
        assert [notice.severity for notice in app.notices.all] == ["error"]
        (tmp_path / "positions").unlink()
        await shown.press("down", "down", "enter", "escape")
        assert isinstance(app.screen, Welcome)
        await shown.press("down", "down", "enter")
        assert "needed: title, sides" in shown.page
        await shown.press("ctrl+s")
        assert "✗ write a title" in shown.page
        assert "Not saved: title, sides." in shown.page
        await shown.press(*"Port talks", "tab", *"Union", "ctrl+s")
        assert "two or more names" in shown.page
        await shown.press(*", Port", "ctrl+s")
        await shown.settle()
        assert "Port talks has no proposal yet." in shown.page
        assert "A  add the first one" in shown.page
        assert "filter" not in shown.lines[-1]
        for key, words in WHY_NOT.items():
            told = len(app.notices.all)
            await shown.press(key)
            assert [notice.words for notice in app.notices.all[told:]] == [words], key


async def test_leaving_the_welcome_screen_creates_no_file(tmp_path: Path) -> None:
    app = Negotrack([], Settings(author="ana"), root=tmp_path / "positions")
    async with app.run_test(size=(100, 30)) as pilot:
        shown = Shown(app, pilot)
        await shown.settle()
        await shown.press("escape")
        assert app.return_code == 0
    assert not (tmp_path / "positions").exists()
