import asyncio
from pathlib import Path

import pytest

from negotrack.tui.forms.inputs import LineInput
from negotrack.tui.screens.prompts import FilterPrompt
from tests.tui.main.conftest import SIX, Opened, Shown


def rows(shown: Shown) -> int:
    return shown.main.proposals.count


async def test_the_filter_applies_with_every_letter_typed_and_shows_how_many_proposals_are_left(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"hero")
        assert rows(shown) == 1
        assert "1 left" in shown.lines[-2]
        assert "1 shown: hero" in shown.lines[0]
        await shown.pilot.click(offset=(shown.lines[-1].index("enter "), len(shown.lines) - 1))
        await shown.settle()
        assert rows(shown) == 1
        assert shown.main.proposals.has_focus
        await shown.press("escape")
        assert rows(shown) == 12


async def test_what_is_wrong_with_a_filter_is_said_to_the_end(opened: Opened) -> None:
    async with opened(80, 24) as shown:
        await shown.press("slash", *"foo:bar")
        said = " ".join(shown.page.split())
        assert "'foo' cannot be asked for; to look for the text, put it in quotes: \"…\"" in said
        await shown.press("escape", "slash", *"hero")
        assert "1 left" in shown.lines[-2]


async def test_fast_typing_is_not_filtered_at_every_letter_but_the_whole_text_is_applied(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    changed = FilterPrompt.changed

    def noted(prompt: FilterPrompt, text: str) -> None:
        followed.append(text)
        changed(prompt, text)

    monkeypatch.setattr(FilterPrompt, "changed", noted)
    async with opened() as shown:
        await shown.press("slash")
        await shown.type(*"hero")
        assert rows(shown) == 1
        assert followed[-1] == "hero"
        assert len(followed) < 4
        await shown.type(*" tax", "enter")
        assert shown.main.finder.text == "hero tax"
        assert rows(shown) == 0


async def test_a_filter_text_is_applied_even_if_the_focus_leaves_the_line_at_once(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"her")
        shown.main.query_one(LineInput).value = "hero"
        await asyncio.sleep(0)
        shown.main.action_turn_pane(1)
        await shown.settle()
        assert shown.app.fault is None
        assert shown.main.finder.text == "hero"
        assert not shown.main.query(LineInput)


async def test_escape_while_typing_removes_the_filter(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"hero", "escape")
        assert rows(shown) == 12
        assert "left" not in shown.page
        await shown.press("slash", *"province", "enter", "slash", *" x")
        assert "/ ▌province x" in shown.lines[-2]


async def test_a_mistake_in_a_filter_is_shown_and_the_rest_still_applies(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"hero status:acepted")
        assert "accepted" in shown.lines[-2]
        assert rows(shown) == 1


async def test_brackets_in_a_filter_are_plain_text(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"[/red] [x")
        assert "[/red] [x" in shown.page
        assert rows(shown) == 0
        assert "Nothing is selected" in shown.page


async def test_arrow_keys_move_through_the_matches_while_typing_a_filter(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("slash", *"province", "down")
        assert shown.main.proposals.cursor == 1
        assert "province" in shown.lines[-2]


async def test_f_cycles_through_the_quick_filters(opened: Opened) -> None:
    async with opened() as shown:
        counts = []
        for _ in range(6):
            await shown.press("f")
            counts.append((shown.main.finder.quick, rows(shown)))
        assert counts == [
            *(("outstanding", 1), ("differing", 1), ("conflicting", 0)),
            *(("annotated", 0), ("stale", 0), ("all", 12)),
        ]


async def test_n_goes_to_the_next_difference_and_wraps_around(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("G", "n")
        assert shown.main.target == SIX
        await shown.press("N")
        assert shown.main.target == SIX


async def test_the_cursor_stays_on_its_proposal_when_the_filter_changes(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("j", "j")
        assert shown.main.target == "national-hero"
        await shown.press("slash", *"hero", "escape")
        assert shown.main.target == "national-hero"


async def test_space_selects_several_proposals_and_escape_clears_the_selection(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("space", "space")
        assert shown.main.targets == (SIX, "local-authorities")
        assert "2 selected" in shown.lines[1]
        await shown.press("escape")
        assert len(shown.main.targets) == 1


async def test_arrow_keys_in_the_date_prompt_step_through_the_days_with_records(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("D", "up")
        assert "as of" not in shown.lines[0]
        await shown.press("down")
        assert "as of 6 September 2021" in shown.lines[0]
        await shown.press("escape", "D", *"2021-08-15")
        assert "Nothing is on record by 15 August 2021." in shown.page
        await shown.press("up", "up", "enter")
        assert "as of 24 August 2021" in shown.lines[0]
        await shown.press("D", "escape")
        assert "as of 24 August 2021" in shown.lines[0]


async def test_as_of_a_typed_day_positions_that_may_be_later_are_marked_as_possible(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("D", *"25 Aug 2021", "enter")
        assert "as of 25 August 2021" in shown.lines[0]
        assert "◇ open" in shown.page
        assert "▲?" in shown.page
        assert "? possible" in shown.page


async def test_a_text_that_is_not_a_day_is_reported_while_it_is_typed(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("D", *"2021-13")
        assert "is not one day" in shown.lines[-2]
        await shown.press("ctrl+u")
        assert "empty: all records" in shown.lines[-2]
        await shown.press("escape")
        assert "as of" not in shown.lines[0]


@pytest.mark.parametrize(("columns", "rows_", "panes"), [(120, 40, 5), (80, 24, 3), (60, 20, 3)])
async def test_tab_cycles_through_the_panes_and_shift_tab_goes_back(
    opened: Opened, columns: int, rows_: int, panes: int
) -> None:
    async with opened(columns, rows_) as shown:
        seen = []
        for _ in range(panes):
            await shown.press("tab")
            assert shown.app.focused
            seen.append(shown.app.focused.id)
        assert seen[-1] == "proposals"
        assert len(set(seen)) == panes
        await shown.press("shift+tab", "escape")
        assert shown.main.proposals.has_focus


async def test_a_small_window_shows_one_pane_at_a_time(opened: Opened) -> None:
    async with opened(60, 20) as shown:
        assert "[1] Suggestions 12" in shown.page
        assert "Annotations" not in shown.page
        await shown.press("enter")
        assert "The province is surrendered" in shown.page
        assert "[1] Suggestions 12" not in shown.page
        await shown.press("enter")
        assert "[3] Annotations" in shown.page
        await shown.press("escape")
        assert "[1] Suggestions 12" in shown.page


async def test_the_negotiation_itself_has_a_row_once_it_has_an_annotation(opened: Opened, negotiation: Path) -> None:
    folder = negotiation / "annotations" / "_"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "On the whole."\n')
    async with opened() as shown:
        assert shown.main.target == SIX
        await shown.press("k")
        assert shown.main.target == "_"
        assert "On the whole." in shown.page
        assert "Talks between delegations" in shown.page


async def test_annotations_of_a_deleted_proposal_are_still_shown(opened: Opened, negotiation: Path) -> None:
    folder = negotiation / "annotations" / "gone"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('author = "ana"\ncreated = 2026-11-22T12:00:00Z\ntext = "Left behind."\n')
    async with opened() as shown:
        await shown.press("G")
        assert "there is no such proposal" in shown.page
        assert "Left behind." in shown.page


async def test_the_cursor_stays_on_its_proposal_when_the_list_is_sorted(opened: Opened) -> None:
    async with opened() as shown:
        before = shown.main.finder.rows()
        await shown.press("j", "j")
        selected = shown.main.target
        await shown.press("S", "S", "S")
        after = shown.main.finder.rows()
        assert "by title" in shown.page
        assert after[0] == "local-authorities"
        assert sorted(after) == sorted(before)
        assert shown.main.target == selected
        await shown.press("S", "S", "S", "S")
        assert shown.main.finder.rows() == before


async def test_a_message_does_not_cover_the_line_being_typed(opened: Opened) -> None:
    async with opened(60, 20) as shown:
        shown.app.notify("A long message. " * 5, severity="warning")
        await shown.press("slash", *"hero")
        assert "/ ▌hero" in shown.lines[-2]
        assert "A long message" not in shown.page
        assert "A long message" in shown.app.notices.all[-1].words


async def test_the_row_of_the_negotiation_is_not_counted_as_a_proposal(opened: Opened) -> None:
    async with opened() as shown:
        await shown.press("W", *"province", "ctrl+s")
        assert "the negotiation as a whole" in shown.page
        assert "Suggestions 12" in shown.page
        await shown.press("g", "space")
        assert "selected" not in shown.lines[1]
        await shown.press("slash", *"province")
        assert "the negotiation as a whole" in shown.page
        assert "Suggestions 2 of 12" in shown.page
        assert "2 shown: province" in shown.lines[0]
        assert "2 left" in shown.lines[-2]
