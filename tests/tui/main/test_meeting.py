from pathlib import Path

import pytest

from negotrack.tui.screens.editor import Editor
from negotrack.tui.screens.meeting import Meeting
from tests.tui.main.conftest import SIX, Opened

CONVENTION = Path(__file__).parents[3] / "positions" / "federal-convention-1787"


async def test_one_outstanding_proposal_fills_the_screen(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("M")
        assert isinstance(shown.app.screen, Meeting)
        for said in (
            "Surrender of the province",
            "1 of 1 outstanding",
            "held up by Taliban",
            "✗ rejects",
            "▲ proposes",
        ):
            assert said in shown.page
        assert "Local authorities" not in shown.page
        await shown.press("y")
        assert "Surrender of the province" in shown.app.clipboard
        await shown.press("escape", "D", *"2021-08-14", "enter", "M")
        assert not isinstance(shown.app.screen, Meeting)
        assert shown.app.notices.all[-1].words == "Nothing is outstanding."


async def test_n_turns_and_back_selects_what_was_shown_last(opened: Opened) -> None:
    async with opened(folder=CONVENTION) as shown:
        await shown.press("M", "n")
        assert "2 of 9 outstanding" in shown.page
        await shown.press("N", "N")
        assert "9 of 9 outstanding" in shown.page
        target = shown.app.screen.target  # type: ignore[attr-defined]  # the screen on top is a meeting
        await shown.press("escape")
        assert shown.main.target == target
        await shown.press("D", *"1787-06-12", "enter", "M")
        assert "as of 12 June 1787 · 1 of " in shown.page


async def test_an_annotation_is_written_from_the_meeting(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("j", "M", "a")
        assert isinstance(shown.app.screen, Editor)
        await shown.press(*"Said in the room.", "ctrl+s")
        await shown.settle()
        assert isinstance(shown.app.screen, Meeting)
        await shown.press("escape")
        assert shown.main.target == SIX
        assert "Said in the room." in shown.page


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_light_colours_last_as_long_as_the_meeting(opened: Opened, theme: str) -> None:
    async with opened(theme=theme) as shown:
        await shown.press("M", "l")
        assert shown.app.theme == ("light" if theme == "dark" else "dark")
        await shown.press("escape")
        assert shown.app.theme == theme


async def test_what_a_side_says_stands_in_its_tile_while_there_is_room(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("M")
        beside = next(row for row in shown.lines if "The province is surrendered" in row)
        assert "Did not agree to this one." in beside
    async with opened(folder=CONVENTION) as shown:
        await shown.press("M", "n")
        assert "No to restoring the bar." in shown.page
        assert not any("No to" in row for row in shown.lines if "│" in row)


async def test_a_number_is_as_high_as_three_rows(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("M")
        title = next(at for at, row in enumerate(shown.lines) if "Surrender" in row)
        assert [row.split()[0] for row in shown.lines[title : title + 3]] == ["┏━╸", "┣━┓", "┗━┛"]


async def test_who_holds_it_up_is_never_cut(opened: Opened) -> None:
    async with opened(80, 24, folder=CONVENTION) as shown:
        await shown.press("M", "n")
        assert "Connecticut, Pennsylvania and Delaware against" in " ".join(shown.page.split())


async def test_where_one_tile_alone_has_room_they_stand_one_below_the_other(opened: Opened, negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    name = "The Resistance of the Valley"
    header.write_text(header.read_text(encoding="utf-8").replace('name = "Resistance"', f'name = "{name}"'), "utf-8")
    async with opened(44, 30, folder=negotiation) as shown:
        await shown.press("M")
        assert f"│ {name}" in shown.page
        assert not any(name in row and "Taliban" in row for row in shown.lines)


async def test_tiles_stand_in_rows_of_about_one_length_and_nothing_is_said_of_numbers_where_there_are_none(
    opened: Opened,
) -> None:
    async with opened(120, 40, folder=CONVENTION) as shown:
        await shown.press("M")
        rows = [line.split() for line in shown.lines if line.count("│") == 8]
        assert "New Hampshire │ │ Massachusetts │ │ Connecticut │ │ New York" in [" ".join(row[1:-1]) for row in rows]
        assert len(rows) == 6
        assert "number unknown" not in shown.page
