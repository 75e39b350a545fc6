from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.screen import Screen
from textual.widgets import Input

from negotrack.text import safe
from negotrack.tui.forms.inputs import LineInput, PasteAltered, TextBox, _DrawnLines, drawn

Stage = Callable[..., Any]


class Typing(Screen[None]):
    def compose(self) -> ComposeResult:
        yield LineInput("a\x1b[2J\x07\u202eb")
        yield TextBox("one\x1b]0;x\x07\nتا\u200cکی", longest=120, id="paragraphs")


class Telling(Typing):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def on_paste_altered(self, event: PasteAltered) -> None:
        self.told.append(event.words)


@given(st.text())
def test_each_character_of_a_text_is_drawn_as_one_visible_character(text: str) -> None:
    shown = drawn(text)

    assert len(shown) == len(text)
    assert all(safe(f"م{character}م") == f"م{character}م" for character in shown if character not in "\t\n\r")


LINES = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\u202e\u200b\t 漢\u200d\x07")), max_size=80)


@given(LINES, st.integers(min_value=4, max_value=60))
def test_lines_are_wrapped_by_their_width_on_the_screen_and_lose_nothing(text: str, cells: int) -> None:
    document = Document(text)
    wrapped = WrappedDocument(_DrawnLines(document))  # type: ignore[arg-type]
    wrapped.wrap(cells, 4)

    for index, line in enumerate(document.lines):
        sections = wrapped.get_sections(index)
        assert "".join(sections) == drawn(line)
        assert all(cell_len(section.replace("\t", "").rstrip()) <= cells for section in sections)


@pytest.mark.parametrize("columns", [14, 20, 33, 80])
async def test_every_character_in_a_text_box_is_visible(stage: Stage, columns: int) -> None:
    text = "a\x1b[2J\u202eb \u200b\u200b\u200b" * 20 + "the end"
    async with stage(Typing, columns, 40) as (app, pilot):
        paragraphs = app.screen.query_one(TextBox)
        paragraphs.text = text
        await pilot.pause()
        rows = [
            "".join(segment.text for segment in paragraphs.render_line(row))
            for row in range(paragraphs.wrapped_document.height)
        ]
        assert "".join("".join(rows).split()) == "".join(drawn(text).split())


async def test_the_cursor_in_a_line_with_hidden_characters_stays_on_the_screen(stage: Stage) -> None:
    async with stage(Typing, 20, 10) as (app, pilot):
        line = app.screen.query_one(LineInput)
        line.value = "\x1b\u202e\u200b" * 20 + "end"
        line.focus()
        line.cursor_position = len(line.value)
        await pilot.pause()
        assert line.cursor_screen_offset.x <= 20
        assert "end" in app.lines[0]


def test_a_joiner_that_a_script_needs_is_drawn_unchanged() -> None:
    assert drawn("می\u200cروم \x1b") == "می\u200cروم ␛"


async def test_hidden_characters_are_drawn_as_signs_but_kept_unchanged(stage: Stage) -> None:
    async with stage(Typing) as (app, pilot):
        line, paragraphs = app.screen.query_one(LineInput), app.screen.query_one(TextBox)
        drawn_line = "".join(segment.text for segment in line.render_line(0))
        drawn_text = "".join(segment.text for segment in paragraphs.render_line(0))

        assert drawn_line.startswith("a␛[2J␇�b")
        assert drawn_text.startswith("one␛]0;x␇")
        await pilot.click(TextBox, offset=(drawn_text.index("x") + 1, 0))
        assert paragraphs.cursor_location == (0, 7)
        assert line.value == "a\x1b[2J\x07\u202eb"
        assert paragraphs.text == "one\x1b]0;x\x07\nتا\u200cکی"


async def test_several_lines_pasted_into_a_single_line_input_are_joined(stage: Stage) -> None:
    async with stage(Typing) as (app, pilot):
        line = app.screen.query_one(LineInput)
        line.value = ""
        app.post_message(events.Paste("one\r\n  two\nthree\n"))
        await pilot.pause()

        assert line.value == "one two three"


@pytest.mark.parametrize(
    ("length", "selected", "taken"),
    [(114, False, True), (115, False, False), (115, True, True), (121, True, False), (1_000_000, False, False)],
)
async def test_a_paste_is_inserted_completely_or_not_at_all(
    stage: Stage, length: int, *, selected: bool, taken: bool
) -> None:
    async with stage(Typing) as (app, pilot):
        paragraphs = app.screen.query_one(TextBox)
        paragraphs.text = "before"
        if selected:
            paragraphs.select_all()
        paragraphs.focus()
        app.post_message(events.Paste("x" * length))
        await pilot.pause()

        assert ("x" in paragraphs.text) is taken
        assert ("before" in paragraphs.text) is not (selected and taken)


async def test_replacing_the_whole_text_is_undone_in_one_step(stage: Stage) -> None:
    async with stage(Typing) as (app, _):
        paragraphs = app.screen.query_one(TextBox)
        before = paragraphs.text
        paragraphs.put("several\nother\nlines")
        paragraphs.undo()

        assert paragraphs.text == before


async def test_a_paste_replaces_characters_that_a_text_cannot_contain_with_signs_and_says_so(stage: Stage) -> None:
    async with stage(Telling) as (app, pilot):
        paragraphs = app.screen.query_one(TextBox)
        paragraphs.text = ""
        paragraphs.focus()
        app.post_message(events.Paste("a\x85b\u2028c\x00d\u202ee\r\nf"))
        await pilot.pause()

        assert paragraphs.text == "a\\u{85}b\\u{2028}c␀d\u202ee\nf"
        assert app.screen.told == ["Pasted with 3 hidden characters replaced by visible signs."]


async def test_a_paste_whose_lines_are_joined_says_so(stage: Stage) -> None:
    async with stage(Telling) as (app, pilot):
        app.post_message(events.Paste("one\n"))
        await pilot.pause()
        assert app.screen.told == []
        app.post_message(events.Paste("two\nthree"))
        await pilot.pause()
        assert app.screen.told == ["Pasted as one line; it had 2 lines."]


@pytest.mark.parametrize("kind", [LineInput, TextBox])
async def test_typed_hidden_characters_are_accepted(stage: Stage, kind: Any) -> None:
    async with stage(Telling) as (app, pilot):
        control = app.screen.query_one(kind)
        control.focus()
        for key, character in (
            ("zero_width_non_joiner", "\u200c"),
            ("right-to-left_override", "\u202e"),
            ("line_separator", "\u2028"),  # which would end the line
        ):
            app.post_message(events.Key(key, character))
        await pilot.press("x", "tab")

        written, typed = control.value if kind is LineInput else control.text, "\u200c\u202e\\u{2028}x"
        assert written.endswith(typed) or written.startswith(typed)


async def test_undo_works_in_a_text_box_that_has_grown(stage: Stage) -> None:
    async with stage(Telling, 30, 20) as (app, pilot):
        box = app.screen.query_one(TextBox)
        for lines in (3, 40):
            box.put("\n".join(map(str, range(lines))))
            await pilot.pause()
        box.undo()
        await pilot.pause()

        assert box.text == "0\n1\n2"


class Busy(Vertical):
    """A container that takes a while over every change, as one that has to be laid out again."""

    @on(Input.Changed)
    @on(TextBox.Changed)
    async def lay_out(self) -> None:
        await asyncio.sleep(0.02)


class TypingFast(Screen[None]):
    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def compose(self) -> ComposeResult:
        with Busy():
            yield LineInput("2025") if self.kind is LineInput else TextBox("2025", longest=99)


@pytest.mark.parametrize("kind", [LineInput, TextBox])
async def test_no_typed_character_overtakes_a_key_that_deletes_or_moves_the_cursor(stage: Stage, kind: Any) -> None:
    async with stage(lambda: TypingFast(kind)) as (app, pilot):
        app.screen.query_one(kind).focus()
        await pilot.press("end")
        typed = [("x", "x"), *[("backspace", "\x7f")] * 2, ("6", "6"), ("home", None), ("a", "a")]
        for key, character in typed:
            app.post_message(events.Key(key, character))
        control = app.screen.query_one(kind)
        for _ in range(100):  # out of order, the keys never give this
            if (control.value if kind is LineInput else control.text) == "a2026":
                return
            await pilot.pause(0.02)
        pytest.fail(f"the keys gave {control}")
