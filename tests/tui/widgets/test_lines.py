from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from negotrack.tui.base import BaseApp
from negotrack.tui.render import Line, line
from negotrack.tui.widgets.keyline import fitting
from negotrack.tui.widgets.lines import Listing, TextPanel

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


async def test_ten_thousand_rows_are_drawn_only_where_they_are_seen(listed: Listed) -> None:
    async with listed(10_000) as (listing, pilot):
        assert set(listing.drawn) == set(range(listing.page))
        listing.drawn.clear()
        await pilot.press("G")
        await pilot.pause()
        assert listing.cursor == 9_999
        assert set(listing.drawn) <= set(range(10_000 - listing.page, 10_000)) | {0}


async def test_moving_draws_the_row_that_was_left_and_the_one_that_was_reached(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        listing.drawn.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(listing.drawn) == [0, 1]


async def test_every_key_moves_as_far_as_it_says_and_not_beyond_the_ends(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        seen = []
        for key in ("j", "down", "pagedown", "pageup", "k", "up", "up", "G", "j", "end", "g", "home"):
            await pilot.press(key)
            seen.append(listing.cursor)
        page = listing.page
        assert seen == [1, 2, 2 + page, 2, 1, 0, 0, 99, 99, 99, 0, 0]


async def test_headings_are_passed_over_in_both_directions(listed: Listed) -> None:
    async with listed(6, headings={0, 3}) as (listing, pilot):
        seen = [listing.cursor]
        for key in ("j", "j", "k", "g", "G"):
            await pilot.press(key)
            seen.append(listing.cursor)
        assert seen == [1, 2, 4, 2, 1, 5]


async def test_the_selected_row_is_always_seen(listed: Listed) -> None:
    async with listed(100) as (listing, pilot):
        for key in ("G", "k", "pageup", "pageup", "g", "pagedown"):
            await pilot.press(key)
            assert listing.cursor in listing.seen


async def test_a_click_selects_and_a_second_one_opens(listed: Listed) -> None:
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


async def test_an_empty_list_has_nothing_selected(listed: Listed) -> None:
    async with listed(0) as (listing, pilot):
        for key in ("j", "k", "G", "g", "pagedown", "enter"):
            await pilot.press(key)
        assert listing.cursor == -1


async def test_what_is_selected_with_the_mouse_is_what_is_copied() -> None:
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


def test_keys_that_do_not_fit_are_left_out_but_never_the_last() -> None:
    items = [line(" a one "), line(" b two "), line(" ? help ")]
    assert fitting(items, 40).plain == " a one  b two  ? help "
    assert fitting(items, 20).plain == " a one  ? help "
    assert fitting(items, 5).plain == " ? help "
