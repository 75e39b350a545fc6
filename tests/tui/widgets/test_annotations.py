from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Annotation, Header
from negotrack.tui.board import CURSOR
from negotrack.tui.themes import THEMES
from negotrack.tui.widgets.annotations import MANY, Annotations, ShownAnnotations

SIDES = [{"id": name, "name": name.upper()} for name in "ab"]
TALKS = Negotiation("talks", Header.model_validate({"title": "Talks", "sides": SIDES}), {})


def notes(*texts: str, of: str = "p") -> ShownAnnotations:
    moment = datetime(2026, 11, 25, 9, 12, tzinfo=UTC)
    return ShownAnnotations(
        of, [Annotation(id=f"{of}{place}", author="ana", created=moment, text=text) for place, text in enumerate(texts)]
    )


class Bench(App[None]):
    def compose(self) -> ComposeResult:
        yield Annotations()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(THEMES["dark"].variables)


Annotated = Callable[..., AbstractAsyncContextManager[tuple[Annotations, Pilot[None]]]]


@pytest.fixture
def annotated() -> Annotated:
    """Annotations in a panel twelve rows high, with room for ten lines."""

    @asynccontextmanager
    async def start(*texts: str) -> AsyncIterator[tuple[Annotations, Pilot[None]]]:
        async with Bench().run_test(size=(60, 12)) as pilot:
            panel = pilot.app.query_one(Annotations)
            panel.show(notes(*texts), TALKS, "a")
            panel.focus()
            await pilot.pause()
            yield panel, pilot

    return start


def selected(panel: Annotations) -> str:
    """The text of the selected annotation, which must also be the only one marked, and visible."""
    assert panel.selected
    marked = [index for index in range(panel.count) if panel.draw(index, panel.cells).plain.startswith(CURSOR)]
    grounds = [index for index in range(panel.count) if panel.ground(index)]
    assert marked == grounds
    assert len(marked) == 1
    assert marked[0] in panel.seen
    assert panel.draw(marked[0] + 1, panel.cells).plain.strip() == panel.selected.annotation.text.split("\n")[0]
    return panel.selected.annotation.text


async def test_movement_keys_go_from_annotation_to_annotation_and_stop_at_both_ends(annotated: Annotated) -> None:
    async with annotated(*"abcdefg") as (panel, pilot):
        seen = [selected(panel)]
        for key in ("j", "down", "k", "up", "up", "G", "j", "g", "end", "home"):
            await pilot.press(key)
            seen.append(selected(panel))
        assert "".join(seen) == "abcbaaggaga"
        for expected in ("p4", "of nobody"):
            panel.expected = (expected,)
            panel.show(panel.notes, TALKS, "a")
            assert selected(panel) == "e"


async def test_a_click_selects_an_annotation_even_in_a_scrolled_panel(annotated: Annotated) -> None:
    async with annotated(*"abcdefg") as (panel, pilot):
        seen = []
        for row in (5, 1, 8):  # inside the border, every third line starts an annotation
            await pilot.click(panel, offset=(5, row))
            seen.append(selected(panel))
        await pilot.press("G")
        await pilot.click(panel, offset=(5, 1))
        seen.append(selected(panel))
        assert "".join(seen) == "bacd"


async def test_the_mouse_wheel_scrolls_both_ways_without_changing_the_selection(annotated: Annotated) -> None:
    async with annotated(*"abcdefg") as (panel, pilot):
        tops = []
        for turn in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            await pilot._post_mouse_events([turn], panel, (5, 5))
            await pilot.wait_for_scheduled_animations()
            tops.append(panel.scroll_offset.y)
        assert 0 < tops[0] < tops[1]
        assert 0 <= tops[2] < tops[1]
        assert panel.selected
        assert panel.selected.annotation.text == "a"


async def test_an_annotation_taller_than_the_panel_scrolls_to_its_end_before_the_next_is_selected(
    annotated: Annotated,
) -> None:
    long = "\n".join(f"line {number}" for number in range(12))
    async with annotated(long, "b") as (panel, pilot):
        presses = 0
        while panel.selected and panel.selected.annotation.text == long:
            assert panel.seen.start == presses
            await pilot.press("j")
            presses += 1
        assert presses == 14 - panel.page + 1
        assert selected(panel) == "b"


async def test_among_very_many_annotations_only_the_selected_one_is_shown_in_full(annotated: Annotated) -> None:
    def in_full() -> list[str]:
        return [words for row in range(panel.count) if "more" in (words := panel.draw(row, 60).plain.strip())]

    texts = [f"of {place}\nmore of {place}" for place in range(MANY + 1)]
    async with annotated(*texts) as (panel, pilot):
        assert in_full() == ["more of 0"]
        await pilot.press("j", "j")
        assert in_full() == ["more of 2"]
        panel.show(notes(*texts[1:]), TALKS, "a")
        assert len(in_full()) == MANY


async def test_the_selected_annotation_stays_selected_while_it_exists(annotated: Annotated) -> None:
    async with annotated(*"abc") as (panel, pilot):
        await pilot.press("G")
        panel.show(notes(*"xyc")[1:], TALKS, "a")
        assert selected(panel) == "c"
        panel.show(notes(*"xy"), TALKS, "a")
        assert selected(panel) == "y"
        panel.show(notes(*"no", of="q"), TALKS, "a")
        assert selected(panel) == "n"
