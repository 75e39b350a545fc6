from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.tui.render import Piece, line
from negotrack.tui.widgets.lines import TextPanel

Stage = Callable[..., Any]


class Framed(Screen[None]):
    """A panel with text in its borders."""

    def __init__(self, title: Sequence[Piece], right: Sequence[Piece], legend: str, place: str) -> None:
        super().__init__()
        self._title, self._right, self._legend, self._place = title, right, legend, place

    def compose(self) -> ComposeResult:
        yield TextPanel(id="text")

    def on_mount(self) -> None:
        panel = self.query_one(TextPanel)
        panel.head(self._title, self._right)
        panel.foot([line(each) for each in self._legend.split("  ") if each], [self._place] if self._place else ())


def framed(
    title: Sequence[Piece] = ("Title",), right: Sequence[Piece] = (), legend: str = "", place: str = ""
) -> Callable[[], Framed]:
    return lambda: Framed(title, right, legend, place)


@pytest.mark.parametrize(
    ("legend", "place", "border"),
    [
        ("", "", f"╰{'─' * 28}╯"),
        ("a b", "", f"╰─ a b {'─' * 22}╯"),
        ("", "1 of 2", f"╰{'─' * 19} 1 of 2 ─╯"),
        ("a b", "1 of 2", f"╰─ a b {'─' * 13} 1 of 2 ─╯"),
    ],
)
async def test_a_border_has_no_gaps_whatever_text_is_set_into_it(
    stage: Stage, legend: str, place: str, border: str
) -> None:
    async with stage(framed(legend=legend, place=place), 30, 6) as (app, _):
        assert app.lines[0] == f"╭─ Title {'─' * 20}╮"
        assert app.lines[-1] == border


async def test_a_legend_that_does_not_fit_shows_only_whole_items_and_an_ellipsis(stage: Stage) -> None:
    legend = "▲ proposes  ✓ accepts  ✗ rejects"
    async with stage(framed(legend=legend), 30, 6) as (app, _):
        assert app.lines[-1].startswith("╰─ ▲ proposes  ✓ accepts … ─")
    async with stage(framed(legend=legend), 38, 6) as (app, _):
        assert app.lines[-1] == f"╰─ {legend} ─╯"


async def test_an_addition_to_a_title_is_shown_completely_or_not_at_all(stage: Stage) -> None:
    title = ("Compare", "  23 proposals")
    async with stage(framed(title), 30, 6) as (app, _):
        assert "Compare  23 proposals" in app.lines[0]
    async with stage(framed(title), 24, 6) as (app, _):
        assert app.lines[0] == f"╭─ Compare {'─' * 12}╮"


async def test_a_title_keeps_its_half_of_the_border_when_there_are_many_keys(stage: Stage) -> None:
    async with stage(framed(["Twenty-two cells' title"], ["one", "another", "third", "more"]), 50, 6) as (app, _):
        assert "Twenty-two cells' title" in app.lines[0]
        assert "one  another" in app.lines[0]
        assert "more" not in app.lines[0]
