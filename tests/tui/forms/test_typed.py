from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from negotrack.text import safe
from negotrack.tui.forms.typed import Line, Paragraphs, drawn

Stage = Callable[..., Any]


class Typing(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Line("a\x1b[2J\x07\u202eb", id="line")
        yield Paragraphs("one\x1b]0;x\x07\nتا\u200cکی", longest=40, id="paragraphs")


@given(st.text())
def test_every_character_keeps_its_column_when_it_is_drawn(text: str) -> None:
    shown = drawn(text)

    assert len(shown) == len(text)
    assert all(safe(f"م{character}م") == f"م{character}م" for character in shown if character not in "\t\n\r")


def test_a_joiner_that_a_script_needs_is_drawn_as_it_is() -> None:
    assert drawn("می\u200cروم \x1b") == "می\u200cروم ␛"


async def test_what_is_drawn_is_not_what_is_kept(stage: Stage) -> None:
    async with stage(Typing) as (app, _):
        line, paragraphs = app.screen.query_one(Line), app.screen.query_one(Paragraphs)
        drawn_line = "".join(segment.text for segment in line.render_line(0))
        drawn_text = "".join(segment.text for segment in paragraphs.render_line(0))

        assert drawn_line.startswith("a␛[2J␇�b")
        assert drawn_text.startswith("one␛]0;x␇")
        assert line.value == "a\x1b[2J\x07\u202eb"
        assert paragraphs.text == "one\x1b]0;x\x07\nتا\u200cکی"


async def test_lines_that_are_pasted_into_one_line_are_all_kept(stage: Stage) -> None:
    async with stage(Typing) as (app, pilot):
        line = app.screen.query_one(Line)
        line.value = ""
        line.post_message(events.Paste("one\r\n  two\nthree\n"))
        await pilot.pause()

        assert line.value == "one two three"


@pytest.mark.parametrize(("length", "taken"), [(20, True), (41, False), (1_000_000, False)])
async def test_a_paste_is_taken_whole_or_not_at_all(stage: Stage, length: int, *, taken: bool) -> None:
    async with stage(Typing) as (app, pilot):
        paragraphs = app.screen.query_one(Paragraphs)
        paragraphs.text = "before"
        paragraphs.post_message(events.Paste("x" * length))
        await pilot.pause()

        assert ("x" in paragraphs.text) is taken
        assert "before" in paragraphs.text


async def test_a_text_that_is_put_in_place_of_another_is_one_step_to_undo(stage: Stage) -> None:
    async with stage(Typing) as (app, _):
        paragraphs = app.screen.query_one(Paragraphs)
        before = paragraphs.text
        paragraphs.put("several\nother\nlines")
        paragraphs.undo()

        assert paragraphs.text == before
