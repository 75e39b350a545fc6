"""The board on the main screen: clicks, paging through sides, a reference side, and stepping through the days."""

import re
from pathlib import Path

import pytest

from tests.tui import headless
from tests.tui.main.conftest import SIX, Opened, Shown

CONVENTION = Path(__file__).parents[3] / "positions" / "federal-convention-1787"


def head(shown: Shown) -> tuple[int, str]:
    """The row of the column heads and its text."""
    return next((row, line) for row, line in enumerate(shown.lines) if "✎" in line)


async def click(shown: Shown, words: str, row: int) -> None:
    await shown.pilot.click(offset=(shown.lines[row].index(words), row))
    await shown.settle()


async def test_a_click_on_a_column_head_sorts_by_it_and_a_second_click_restores_the_order(opened: Opened) -> None:
    async with opened() as shown:
        before = shown.main.proposals.ids
        row, heads = head(shown)
        await click(shown, "suggestion", row)
        assert shown.main.proposals.ids[0] == "local-authorities"
        assert "by title" in shown.page
        await click(shown, "suggestion", row)
        assert shown.main.proposals.ids == before
        sides, end, notes = heads.index("Re "), heads.index("Ta ") + 3, heads.index("✎")
        for cell, order in (
            *((sides - 4, "by number"), (sides - 2, "outstanding first"), (sides - 3, "by number")),
            *(
                (sides - 1, "outstanding first"),
                (end, "by title"),
                (notes - 1, "by annotations"),
                (notes - 2, "by title"),
            ),
        ):
            await shown.pilot.click(offset=(cell, row))
            await shown.settle()
            assert shown.main.finder.order == order, cell


async def test_a_click_on_a_side_makes_it_the_reference_side(opened: Opened) -> None:
    async with opened() as shown:
        row, heads = head(shown)
        await shown.pilot.click(offset=(heads.index("Ta "), row))
        await shown.settle()
        assert shown.main.session.reference == "taliban"
        assert "agree with Ta" in shown.page
        assert "S by distance" in shown.page


async def test_clicks_on_outcomes_and_outstanding_proposals_in_the_title_filter_the_list(opened: Opened) -> None:
    async with opened() as shown:
        await click(shown, "1 outstanding", 0)
        assert shown.main.proposals.ids == (SIX,)
        await click(shown, "1 outstanding", 0)
        await click(shown, "✓✓✓✓", 0)
        assert shown.main.proposals.count == 11


async def test_each_of_twelve_sides_has_a_column_or_is_counted_and_can_be_paged_to(opened: Opened) -> None:
    async with opened(120, 40, folder=CONVENTION) as shown:
        assert all(f" {short} " in head(shown)[1] for short in ("NH", "PA", "GA"))
    async with opened(60, 20, folder=CONVENTION) as shown:
        assert "sides ▸" in shown.page
        assert " GA " not in head(shown)[1]
        while "sides ▸" in shown.page:
            await shown.press("right")
        assert " GA " in head(shown)[1]
        assert "before" in shown.page
        assert "more sides" not in shown.lines[-1]
        last = head(shown)[1]
        await shown.press("left")
        assert "sides ▸" in shown.page
        while "before" in shown.page:
            await shown.press("left")
        assert "sides before" not in shown.lines[-1]
        assert " NH " in head(shown)[1]
        assert head(shown)[1] != last


async def test_the_reference_side_stays_while_one_turns_to_the_other_sides(opened: Opened) -> None:
    async with opened(60, 20, folder=CONVENTION) as shown:
        shown.main.refer_to("georgia")
        await shown.settle()
        while "sides ▸" in shown.page:
            assert head(shown)[1].split()[2] == "GA"
            await shown.press("right")
        assert "before" in shown.page
        assert head(shown)[1].split()[2] == "GA"


async def test_changes_since_the_previous_stop_are_marked(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("[", "[", "[", "]")
        assert "as of 5 September 2021" in shown.lines[0]
        assert "◇ open" in shown.page
        assert "◂ changed" not in shown.page
        await shown.press("]")
        assert "✓✓✓✓✓✓✓✓" in shown.lines[0]
        assert "◂ changed" in shown.page
        assert "✗+◂" in shown.page
        await shown.press("0")
        assert "as of" not in shown.lines[0]


async def test_before_the_first_record_the_list_says_that_it_is_empty_and_how_to_leave(opened: Opened) -> None:
    async with opened() as shown:
        while "Nothing is on record" not in shown.page:
            await shown.press("[")
        assert "0  all records" in shown.page
        assert "Nothing is selected" in shown.page
        await shown.press("[", "[", "[")
        assert shown.app.notices.all[-1].words == "Nothing is on record before this day."


async def test_the_annotations_panel_does_not_move_when_the_cursor_moves(opened: Opened) -> None:
    async with opened() as shown:
        places = set()
        for _ in range(12):
            places.add(next(row for row, line in enumerate(shown.lines) if "[3] Annotations" in line))
            await shown.press("j")
        assert len(places) == 1


@pytest.mark.parametrize(("key", "screen"), [("4", "Timeline"), ("5", "GapsScreen")])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 10)])
async def test_the_key_of_a_panel_that_does_not_fit_opens_its_screen_instead(
    opened: Opened, key: str, screen: str, size: tuple[int, int]
) -> None:
    async with opened(*size) as shown:
        await shown.press(key)
        assert type(shown.app.screen).__name__ == screen
        await shown.press("escape")
        assert shown.main.proposals.has_focus


async def test_each_panel_has_a_key_that_moves_the_focus_to_it(opened: Opened) -> None:
    async with opened() as shown:
        for key, panel in zip("23451", ("detail", "annotations", "days", "gaps", "proposals"), strict=True):
            await shown.press(key)
            assert shown.app.focused
            assert shown.app.focused.id == panel
    async with opened(160, 60) as shown:
        await shown.press("4", "enter")
        assert "as of" not in shown.lines[0]
        await shown.press("j", "enter")
        assert "as of 15 August 2021" in shown.lines[0]
        await shown.press("j", "enter")
        assert "as of 17 August 2021" in shown.lines[0]
        assert shown.app.focused
        assert shown.app.focused.id == "days"


@pytest.mark.parametrize(
    ("sign", "aside", "day"),
    [("●", 0, "15 August 2021"), ("●────", 1, "30 August 2021"), ("● 6", -1, "5 September 2021")],
)
async def test_a_click_on_the_strip_of_days_goes_to_the_nearest_stop(
    opened: Opened, sign: str, aside: int, day: str
) -> None:
    async with opened(120, 40) as shown:
        row, strip = next((row, line) for row, line in enumerate(shown.lines) if "│ 15 Aug ●" in line)
        await shown.pilot.click(offset=(strip.index(sign) + aside, row))
        await shown.settle()
        assert f"as of {day} " in shown.lines[0]


async def test_a_side_that_only_put_a_proposal_forward_is_shown_as_for_it_everywhere(
    opened: Opened, negotiation: Path
) -> None:
    own = negotiation / "proposals" / "99-own.toml"
    own.write_text('number = 99\ntitle = "Its own"\nproposed_by = "resistance"\n', encoding="utf-8")
    async with opened() as shown:
        shown.main.proposals.select("99-own")
        await shown.settle()
        (row,) = (each for each in shown.lines if "99 ◇" in each)
        assert "▲" in row
        assert "▲ put it forward" in shown.page
        assert re.search("Resistance +▲ put it forward", shown.page)
        await shown.press("M")
        assert "▲ put it forward" in shown.page


@pytest.mark.parametrize(("columns", "rows"), [(120, 40), (200, 60)])
async def test_a_board_of_many_sides_keeps_its_status_columns_in_large_windows(
    opened: Opened, columns: int, rows: int
) -> None:
    async with opened(columns, rows, folder=CONVENTION) as shown:
        _, heads = head(shown)
        assert "held up by" in heads
        assert "status" in heads


async def test_a_link_shows_the_other_proposal_first_and_then_the_basis_of_the_link(
    opened: Opened, negotiation: Path
) -> None:
    own = negotiation / "proposals" / "99-own.toml"
    own.write_text(
        'number = 99\ntitle = "Its own"\nholds_up = [{ proposal = "local-authorities" }, '
        f'{{ proposal = "{SIX}", basis = "inferred" }}]\n'
        '[[positions]]\nside = "taliban"\nstance = "accepts"\n',
        encoding="utf-8",
    )
    async with opened(200, 60) as shown:
        shown.main.proposals.select("99-own")
        await shown.settle()
        assert re.search("Needed by +number unknown +Local authorities", shown.page)
        assert "no source given" in shown.page
        assert "not judged" not in shown.page
        place = next(row for row, line in enumerate(shown.lines) if re.search("Needed by +6 ", line))
        assert "inferred" not in shown.lines[place]
        assert "inferred" in shown.lines[place + 1]


async def test_a_conflict_has_the_same_colour_on_every_screen(opened: Opened, negotiation: Path) -> None:
    def colours() -> set[str]:
        segments = (each for strip in headless.strips(shown.app) for each in strip if "‼" in each.text)
        return {str(each.style.color.name) for each in segments if each.style and each.style.color}

    both = "".join(f'[[positions]]\nside = "taliban"\nstance = "{each}"\n' for each in ("accepts", "rejects"))
    (negotiation / "proposals" / "99-own.toml").write_text(
        f'number = 99\ntitle = "Its own"\nproposed_by = "resistance"\n{both}', encoding="utf-8"
    )
    async with opened() as shown:
        shown.main.proposals.select("99-own")
        await shown.settle()
        assert re.search("Taliban +‼ conflicting", shown.page)
        on_the_board = colours()
        assert len(on_the_board) == 1
        await shown.press("M")
        assert "‼ conflicting" in shown.page
        assert colours() == on_the_board
