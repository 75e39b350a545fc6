from pathlib import Path

import pytest

from negotrack.tui.screens.editor import Editor
from negotrack.tui.screens.meeting import Meeting
from tests.tui.main.conftest import SIX, Opened

CONVENTION = Path(__file__).parents[3] / "positions" / "federal-convention-1787"


async def test_the_meeting_screen_shows_one_outstanding_proposal_and_needs_at_least_one(opened: Opened) -> None:
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


async def test_n_goes_through_the_outstanding_proposals_and_leaving_selects_the_last_one_shown(opened: Opened) -> None:
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


async def test_an_annotation_can_be_written_from_the_meeting_screen(opened: Opened) -> None:
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
async def test_light_colours_last_only_until_the_meeting_screen_is_left(opened: Opened, theme: str) -> None:
    async with opened(theme=theme) as shown:
        await shown.press("M", "l")
        assert shown.app.theme == ("light" if theme == "dark" else "dark")
        await shown.press("escape")
        assert shown.app.theme == theme


async def test_the_statement_of_a_side_is_shown_in_its_tile_if_there_is_room(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("M")
        beside = next(row for row in shown.lines if "The province is surrendered" in row)
        assert "Did not agree to this one." in beside
    async with opened(folder=CONVENTION) as shown:
        await shown.press("M", "n")
        assert "No to restoring the bar." in shown.page
        assert not any("No to" in row for row in shown.lines if "│" in row)


async def test_the_meeting_screen_shows_the_number_three_rows_high(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("M")
        title = next(at for at, row in enumerate(shown.lines) if "Surrender" in row)
        assert [row.split()[0] for row in shown.lines[title : title + 3]] == ["┏━╸", "┣━┓", "┗━┛"]


async def test_the_meeting_screen_never_cuts_off_who_holds_a_proposal_up(opened: Opened) -> None:
    async with opened(80, 24, folder=CONVENTION) as shown:
        await shown.press("M", "n")
        assert "Connecticut, Pennsylvania and Delaware against" in " ".join(shown.page.split())


async def test_tiles_are_shown_one_below_the_other_if_only_one_fits_in_a_row(opened: Opened, negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    name = "The Resistance of the Valley"
    header.write_text(header.read_text(encoding="utf-8").replace('name = "Resistance"', f'name = "{name}"'), "utf-8")
    async with opened(44, 30, folder=negotiation) as shown:
        await shown.press("M")
        assert f"│ {name}" in shown.page
        assert not any(name in row and "Taliban" in row for row in shown.lines)


async def test_tiles_are_spread_evenly_over_rows_and_missing_numbers_are_not_mentioned_if_no_proposal_has_one(
    opened: Opened,
) -> None:
    async with opened(120, 40, folder=CONVENTION) as shown:
        await shown.press("M")
        rows = [line.split() for line in shown.lines if line.count("│") == 8]
        assert "New Hampshire │ │ Massachusetts │ │ Connecticut │ │ New York" in [" ".join(row[1:-1]) for row in rows]
        assert len(rows) == 6
        assert "number unknown" not in shown.page
