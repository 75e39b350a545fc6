from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from textual import on

from negotrack.analysis.readings import blinded
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.store.reader import Reader
from negotrack.tui.screens.paned import ActionRequest
from negotrack.tui.screens.readings import ReadingsScreen
from negotrack.tui.screens.texts import TextsScreen

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"
SPAN = "2021-08-17/2021-08-30~"


@pytest.fixture
def coded(negotiation: Path) -> Path:
    """The talks, with two statements that Ben has coded differently from the record keeper."""
    for proposal, stance in ((SIX, "conditional"), ("no-disarming", "rejects")):
        entry = {
            "side": "taliban",
            "stance": stance,
            "statement": "As Ben reads it.",
            "date": SPAN,
            "recorded_by": "ben",
            "evidence": [{"source": "trt-2021-09-06", "where": "par. 12"}],
        }
        path = negotiation / "ledger" / proposal / f"20261101T101500123456Z-{stance[:4]:a<10}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomli_w.dumps(entry) + "recorded = 2026-11-01T10:15:00.123456Z\n")
    return negotiation


def read(folder: Path) -> Snapshot:
    return snapshot(Reader(folder).load().negotiation)


def row(app: Any, words: str) -> str:
    lines: list[str] = app.lines
    return next(line for line in lines if words in line)


async def test_statements_coded_differently_are_listed_first_the_widest_disagreement_on_top(
    stage: Stage, coded: Path
) -> None:
    view = read(coded)
    async with stage(lambda: ReadingsScreen(view, view, "ana"), 160, 50) as (app, pilot):
        assert "Read differently (2)" in app.page
        first, second = row(app, "ben ✗ rejects"), row(app, "ben ~ conditional")
        assert app.lines.index(first) < app.lines.index(second)
        assert "record keeper ✓ accepts  ben ✗ rejects  Taliban: " in first
        await pilot.press("j")
        words = app.screen.detail.words
        assert "two steps apart" in words
        assert "As Ben reads it." in words
        assert "TRT World, par. 12" in words


async def test_ruling_and_recording_from_the_readings_screen_apply_to_the_selected_proposal(
    stage: Stage, coded: Path
) -> None:
    view = read(coded)
    asked: list[tuple[str, str | None]] = []

    class Hearing(ReadingsScreen):
        @on(ActionRequest)
        def hear(self, event: ActionRequest) -> None:
            asked.append((event.action, event.target))

    async with stage(lambda: Hearing(view, view, "ana"), 120, 40) as (_, pilot):
        await pilot.press("R", "j", "s")
        await pilot.pause()
        assert asked == [("rule", "no-disarming"), ("record", SIX)]


async def test_in_blind_coding_statements_left_to_code_do_not_show_others_codings(stage: Stage, coded: Path) -> None:
    whole = read(coded)
    header = whole.negotiation.header.model_copy(update={"blind": True})
    hidden = snapshot(blinded(_with(whole, header), "ana"))
    async with stage(lambda: ReadingsScreen(hidden, whole, "ana"), 160, 50) as (app, pilot):
        assert "blind" in app.lines[0]
        assert "Left to code by you" in app.page
        assert "ben" not in app.page
        await pilot.press("j")
        assert "As Ben reads it." not in app.page
        assert "not coded" in app.screen.detail.words


def _with(view: Snapshot, header: Any) -> Any:
    from dataclasses import replace

    return replace(view.negotiation, header=header)


async def test_agreement_figures_are_always_shown_with_their_n(stage: Stage, coded: Path) -> None:
    view = read(coded)
    async with stage(lambda: ReadingsScreen(view, view, "ana"), 160, 50) as (app, pilot):
        await pilot.press("G")
        words = app.screen.detail.words
        assert "On the 2 statements" in words
        assert words.split("value")[1].split("\n")[0].split() == ["95%", "interval", "n"]


async def test_the_readings_screen_says_so_if_only_one_analyst_has_coded(stage: Stage, negotiation: Path) -> None:
    view = read(negotiation)
    async with stage(lambda: ReadingsScreen(view, view, ""), 120, 40) as (app, pilot):
        assert "no statement was coded by two analysts" in app.page
        await pilot.press("enter", "R", "s")
        assert app.screen.is_current


@pytest.fixture(scope="module")
def convention() -> Snapshot:
    return read(Path(__file__).parents[3] / "positions" / "federal-convention-1787")


async def test_wordings_are_listed_newest_first_and_the_selected_one_is_shown_in_full(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: TextsScreen(convention, "03-equal-vote-second-branch"), 160, 50) as (app, pilot):
        first, last = row(app, "15 Sep 1787"), row(app, "13 Jun 1787")
        assert app.lines.index(first) < app.lines.index(last)
        assert "each senator shall have one vote" in app.screen.detail.words
        await pilot.press("G")
        assert "Last agreed" in app.screen.detail.words
        page = app.page
        await pilot.press("space")
        assert app.page == page


async def test_two_marked_wordings_are_compared_and_a_third_mark_replaces_the_first(
    stage: Stage, convention: Snapshot
) -> None:
    async with stage(lambda: TextsScreen(convention, "03-equal-vote-second-branch"), 160, 50) as (app, pilot):
        await pilot.press("space", "j", "space")
        words = app.screen.detail.words
        assert words.startswith("From ")
        assert "100% of 30 words" in words
        assert "100% of 46" in words
        await pilot.press("j", "space")
        assert app.screen.detail.words.splitlines()[0] != words.splitlines()[0]
        await pilot.press("space")
        assert not app.screen.detail.words.startswith("From ")


async def test_a_proposal_without_a_wording_says_so(stage: Stage, negotiation: Path) -> None:
    async with stage(lambda: TextsScreen(read(negotiation), SIX), 80, 24) as (app, pilot):
        assert "No wording is on record." in app.page
        await pilot.press("space", "enter")
        assert app.screen.is_current


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_hostile_wordings_and_codings_are_shown_in_any_window(
    stage: Stage, hostile: Path, hostile_text: str, columns: int, rows: int
) -> None:
    for number in range(2):
        path = hostile / "texts" / "1" / f"20261101T10150{number}123456Z-aaaaaaaaaa.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = {
            "text": f"{hostile_text} [a [b {number}",
            "label": hostile_text,
            "tabled_by": ["one"],
            "recorded_by": "x",
        }
        path.write_text(tomli_w.dumps(text) + "recorded = 2026-11-01T10:15:00.123456Z\n")
    view = read(hostile)
    for make in (lambda: TextsScreen(view, "1"), lambda: ReadingsScreen(view, view, hostile_text)):
        async with stage(make, columns, rows) as (app, pilot):
            for key in ("space", "j", "space", "tab", "G"):
                assert not {"\x1b", "\u202e", "\x9b"} & set(app.page)
                await pilot.press(key)
