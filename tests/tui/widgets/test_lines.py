from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from negotrack.tui.base import BaseApp
from negotrack.tui.render import Line, line
from negotrack.tui.widgets.lines import MOST_COPIED, Listing, TextPanel, copy
from tests.tui import headless

pytestmark = pytest.mark.usefixtures("drawing")


class Numbers(Listing):
    fixed = 1

    def __init__(self, count: int, headings: Collection[int] = ()) -> None:
        super().__init__()
        self._count = count
        self._headings = headings
        self.drawn: list[int] = []

    @property
    def count(self) -> int:
        return self._count

    def selectable(self, index: int) -> bool:
        return index not in self._headings

    def draw_fixed(self, row: int, cells: int) -> Line:
        return line(f"number {row}"[:cells])

    def draw(self, index: int, cells: int) -> Line:
        self.drawn.append(index)
        return line(f"row {index}"[:cells])


class Bench(App[None]):
    CSS = "Numbers { height: 1fr; }"

    def __init__(self, listing: Numbers) -> None:
        super().__init__()
        self.listing = listing
        self.opened: list[int] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        from negotrack.tui.themes import THEMES

        return dict(THEMES["dark"].variables)

    def compose(self) -> ComposeResult:
        yield self.listing

    def on_listing_opened(self, event: Listing.Opened) -> None:
        self.opened.append(event.index)


Listed = Callable[..., AbstractAsyncContextManager[tuple[Numbers, Pilot[None]]]]


@pytest.fixture
def listed() -> Listed:
    @asynccontextmanager
    async def start(count: int, headings: Collection[int] = ()) -> AsyncIterator[tuple[Numbers, Pilot[None]]]:
        listing = Numbers(count, headings)
        async with Bench(listing).run_test(size=(40, 12)) as pilot:
            listing.focus()
            listing.move(0)
            await pilot.pause()
            yield listing, pilot

    return start


async def test_of_ten_thousand_rows_only_the_visible_ones_are_drawn(listed: Listed) -> None:
    async with listed(10_000) as (listing, pilot):
        assert set(listing.drawn) == set(range(listing.page))
        listing.drawn.clear()
        await pilot.press("G")
        await pilot.pause()
        assert listing.cursor == 9_999
        assert set(listing.drawn) <= set(range(10_000 - listing.page, 10_000)) | {0}


async def test_moving_the_cursor_redraws_only_the_old_row_and_the_new_one(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        listing.drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(listing.drawn) == [0, 1]


async def test_movement_keys_move_by_a_row_a_page_or_to_an_end_and_never_past_it(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        seen = []
        for key in ("j", "down", "pagedown", "pageup", "k", "up", "up", "G", "j", "end", "g", "home"):
            await pilot.press(key)
            seen.append(listing.cursor)
        page = listing.page
        assert seen == [1, 2, 2 + page, 2, 1, 0, 0, 99, 99, 99, 0, 0]
        grounds = [pilot.app.screen.get_style_at(8, row).bgcolor for row in (2, 3, 4)]
        assert grounds[0] != grounds[1] == grounds[2]


async def test_the_cursor_skips_headings_in_both_directions(listed: Listed) -> None:
    async with listed(40, headings={0, 3, 39}) as (listing, pilot):
        seen = [listing.cursor]
        for key in ("j", "j", "k", "G", "g"):
            await pilot.press(key)
            seen.append(listing.cursor)
        assert seen == [1, 2, 4, 2, 38, 1]
        assert listing.seen.start == 0  # the heading above the first row is shown with it


async def test_the_selected_row_stays_in_view_in_a_smaller_window_unless_it_was_scrolled_away(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        await pilot.press(*"jjjjjjj")
        assert (listing.cursor, listing.seen.start) == (7, 0)
        for rows in (8, 5, 30):
            await pilot.resize_terminal(40, rows)
            await pilot.pause()
            assert listing.cursor == 7
            assert 7 in listing.seen
        listing.scroll_to(y=40, animate=False)
        await pilot.pause()
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert listing.seen.start == 40


async def test_the_list_scrolls_no_further_than_needed_to_show_the_selected_row(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        tops = []
        for key in ("G", "k", "pageup", "pageup", "g", "pagedown"):
            await pilot.press(key)
            tops.append(listing.seen.start)
            assert listing.cursor in listing.seen
            assert f"row {tops[-1]} " in headless.lines(pilot.app)[2]
        page = listing.page
        assert tops == [100 - page, 100 - page, 98 - page, 98 - 2 * page, 0, 1]


async def test_a_click_selects_a_row_and_a_double_click_opens_it(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        app = pilot.app
        assert isinstance(app, Bench)
        await pilot.click(listing, offset=(3, 4))
        assert listing.cursor == 2
        assert app.opened == []
        await pilot.click(listing, offset=(3, 4), times=2)
        assert app.opened == [2]
        await pilot.click(listing, offset=(3, 1))
        assert listing.cursor == 2
        await pilot.press("G")
        await pilot.click(listing, offset=(3, 2))
        assert listing.cursor == 100 - listing.page
    async with listed(3, headings={1}) as (listing, pilot):
        for row in (3, 5, 6):
            await pilot.click(listing, offset=(3, row))
            assert listing.cursor == 0
        await pilot.click(listing, offset=(3, 4))
        assert listing.cursor == 2


async def test_no_key_selects_anything_in_an_empty_list(listed: Listed) -> None:
    async with listed(0) as (listing, pilot):
        for key in ("j", "k", "G", "g", "pagedown", "enter"):
            await pilot.press(key)
        assert listing.cursor == -1


async def test_text_selected_with_the_mouse_is_highlighted_and_can_be_copied() -> None:
    class Page(BaseApp):
        def compose(self) -> ComposeResult:
            yield TextPanel(id="page")

    from negotrack.config import Settings

    app = Page(Settings())
    async with app.run_test(size=(30, 8)) as pilot:
        page = app.query_one(TextPanel)
        page.show(lambda _cells: [line("first line"), line("second line")])
        await pilot.pause()
        await pilot.mouse_down(page, offset=(2, 1))
        await pilot.hover(page, offset=(7, 2))
        await pilot.mouse_up(page, offset=(7, 2))
        await pilot.pause()
        assert app.screen.get_selected_text() == "first line\nsecond"
        grounds = [app.screen.get_style_at(column, row).bgcolor for row, column in ((1, 3), (1, 11), (2, 7), (2, 8))]
        assert grounds[0] == grounds[1] == grounds[2] != grounds[3]


async def test_movement_keys_scroll_a_text_and_another_text_starts_at_its_top() -> None:
    from negotrack.config import Settings

    page = TextPanel(id="page")

    class Reading(BaseApp):
        def compose(self) -> ComposeResult:
            yield page

    async with Reading(Settings()).run_test(size=(30, 8)) as pilot:
        page.show(lambda cells: [line(f"line {number} of {cells}") for number in range(30)])
        page.focus()
        await pilot.pause()
        tops = []
        for key in ("j", "down", "pagedown", "pageup", "k", "k", "k", "G", "j", "home", "end", "up"):
            await pilot.press(key)
            tops.append(page.seen.start)
        assert tops == [1, 2, 8, 2, 1, 0, 0, 24, 24, 0, 24, 23]
        assert [each[2:18].rstrip() for each in headless.lines(pilot.app)[1:3]] == ["line 23 of 24", "line 24 of 24"]
        assert page.words.splitlines()[29] == "line 29 of 24"
        page.show(lambda _cells: [line(f"word {number}") for number in range(30)])
        await pilot.pause()
        assert (page.seen.start, page.words.splitlines()[0]) == (23, "word 0")
        page.show(lambda _cells: [line(f"other {number}") for number in range(30)], top=True)
        await pilot.pause()
        assert "other 0" in headless.lines(pilot.app)[1]
        page.show(lambda _cells: [line("short")])
        await pilot.pause()
        assert page.cells == 26
        app: Any = pilot.app
        copy(app, "x" * (MOST_COPIED + 1))
        assert (app.clipboard, app.notices.all[-1].severity) == ("", "warning")
        copy(app, "x" * MOST_COPIED)
        assert len(app.clipboard) == MOST_COPIED
