from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from negotrack.errors import EditorFailed, NegotrackError
from negotrack.model.records import Side
from negotrack.tui.forms import text_form as forms
from negotrack.tui.forms.inputs import TextBox
from negotrack.tui.forms.question import Question
from negotrack.tui.forms.text_form import FormDrafts
from negotrack.tui.screens.editor import AnnotationText, Editor, completions, joined_tags, split_tags

SIDES = (Side(id="r", name="Resistance"), Side(id="t", name="Taliban"))
SIZES = pytest.mark.parametrize(("columns", "rows"), [(40, 10), (80, 24), (300, 100)])
Stage = Callable[..., Any]


def text_of(app: Any) -> TextBox:
    found: TextBox = app.screen.query_one("#text")
    return found


async def test_the_typed_text_is_returned_with_all_its_tags(stage: Stage) -> None:
    async with stage(lambda: Editor("6", sides=SIDES, known_tags=["gate"])) as (app, pilot):
        await pilot.press("H", "i", "enter", "#", "a", "b")
        await pilot.press("tab", "g", "a", "right", "ctrl+s")

        assert app.result == AnnotationText("Hi\n#ab", ("gate", "ab"))


async def test_a_hash_word_in_the_text_is_shown_as_a_tag_while_typing(stage: Stage) -> None:
    async with stage(lambda: Editor("6")) as (app, pilot):
        text_of(app).insert("see #counter")
        await pilot.pause()

        assert "in the text: #counter" in app.page


async def test_a_suggested_tag_can_be_clicked(stage: Stage) -> None:
    async with stage(lambda: Editor("6", known_tags=["sequencing", "security"])) as (app, pilot):
        await pilot.press("tab", "s")
        row = next(index for index, each in enumerate(app.lines) if "sequencing  security" in each)
        await pilot.click(offset=(app.lines[row].index("security"), row))

        assert app.screen.current.tags == ("security",)


async def test_an_annotation_can_be_about_the_whole_proposal_or_one_side(stage: Stage) -> None:
    async with stage(lambda: Editor("6", sides=SIDES)) as (app, pilot):
        text_of(app).insert("x")
        await pilot.press("shift+tab", "2", "ctrl+s")

        assert app.result == AnnotationText("x", (), "t")


async def test_an_annotation_on_the_negotiation_has_no_choice_of_side(stage: Stage) -> None:
    async with stage(lambda: Editor("the negotiation")) as (app, pilot):
        assert "About" not in app.page
        text_of(app).insert("x")
        await pilot.press("ctrl+s")

        assert app.result == AnnotationText("x")


async def test_a_side_that_no_longer_exists_stays_chosen(stage: Stage) -> None:
    stored = AnnotationText("x", (), "gone")
    async with stage(lambda: Editor("6", initial=stored, sides=SIDES)) as (app, pilot):
        await pilot.press("ctrl+s")

        assert app.result == stored


async def test_an_annotation_without_text_is_not_saved(stage: Stage) -> None:
    async with stage(lambda: Editor("6")) as (app, pilot):
        await pilot.press("space", "ctrl+s")

        assert app.screen.is_current
        assert "there is no text yet" in app.page


@pytest.mark.parametrize(
    ("stored", "typed", "asks"),
    [
        (AnnotationText(), "", False),
        (AnnotationText(), "   ", False),
        (AnnotationText(), "x", True),
        (AnnotationText("kept", ("a",), "t"), "", False),
        (AnnotationText("kept", ("a",), "t"), "x", True),
    ],
)
async def test_leaving_the_editor_asks_only_if_text_would_be_lost(
    stage: Stage, stored: AnnotationText, typed: str, *, asks: bool
) -> None:
    async with stage(lambda: Editor("6", initial=stored, sides=SIDES)) as (app, pilot):
        text_of(app).insert(typed)
        await pilot.press("escape")

        assert isinstance(app.screen, Question) is asks
        assert (app.result is None) is not asks


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (["escape"], "unanswered"),
        (["d"], None),
        (["s"], AnnotationText("x")),
        (["down", "enter"], None),
        (["down", "down", "enter"], "unanswered"),
    ],
    ids=str,
)
async def test_unsaved_text_can_be_kept_saved_or_discarded(stage: Stage, keys: list[str], result: Any) -> None:
    async with stage(lambda: Editor("6")) as (app, pilot):
        app.result = "unanswered"
        text_of(app).insert("x")
        await pilot.press("escape", *keys)
        await pilot.pause()

        assert app.result == result
        if result == "unanswered":
            assert text_of(app).text == "x"


async def test_a_draft_is_passed_on_once_for_each_change_of_the_text(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert forms.DRAFT_SECONDS <= 1  # so that at most two seconds of typing are lost
    monkeypatch.setattr(forms, "DRAFT_SECONDS", 0.1)
    drafts: list[AnnotationText] = []
    async with stage(lambda: Editor("6", drafts=FormDrafts(drafts.append, lambda: None))) as (app, pilot):
        await pilot.pause(0.3)
        assert drafts == []

        text_of(app).insert("x")
        await pilot.pause(0.3)
        assert drafts == [AnnotationText("x")]

        await pilot.pause(0.3)
        assert drafts == [AnnotationText("x")]


async def test_a_draft_is_written_before_the_program_ends(stage: Stage) -> None:
    done: list[object] = []
    drafts = FormDrafts(done.append, lambda: done.append("written"))
    async with stage(lambda: Editor("6", drafts=drafts)) as (app, pilot):
        text_of(app).insert("x")
        await pilot.pause()
        app.screen.keep_draft()

        assert done == [AnnotationText("x"), "written"]


async def test_a_draft_is_continued_with_its_text_tags_and_side(stage: Stage) -> None:
    begun = AnnotationText("half", ("a",), "r")
    async with stage(lambda: Editor("6", begun=begun, sides=SIDES)) as (app, pilot):
        await pilot.press("!", "ctrl+s")

        assert app.result == AnnotationText("half!", ("a",), "r")


async def test_text_edited_in_an_outside_editor_comes_back_as_one_undo_step(stage: Stage) -> None:
    given: list[str] = []

    def outside(text: str) -> str:
        given.append(text)
        return "from outside\nwith #tag"

    async with stage(lambda: Editor("6", outside=outside)) as (app, pilot):
        text_of(app).insert("before")
        await pilot.press("ctrl+o")

        assert given == ["before"]
        assert text_of(app).text == "from outside\nwith #tag"
        assert text_of(app).cursor_location == (1, len("with #tag"))

        await pilot.press("ctrl+z")
        assert text_of(app).text == "before"


@pytest.mark.parametrize("returned", [None, "before"])
async def test_text_returned_unchanged_by_an_outside_editor_changes_nothing_and_says_so(
    stage: Stage, returned: str | None
) -> None:
    async with stage(lambda: Editor("6", outside=lambda _text: returned)) as (app, pilot):
        text_of(app).insert("before")
        await pilot.press("ctrl+o")

        assert text_of(app).text == "before"
        assert "came back unchanged" in app.page


@pytest.mark.parametrize("length", [20, 100_001])
async def test_text_left_by_a_failed_outside_editor_is_not_lost(stage: Stage, length: int) -> None:
    def outside(_text: str) -> str:
        raise EditorFailed("the editor ended with 1", "y" * length)

    async with stage(lambda: Editor("6", outside=outside)) as (app, pilot):
        text_of(app).insert("before")
        await app.screen.run_action("outside")  # at once, before the change event of the typing arrives
        await pilot.pause(0.1)

        assert text_of(app).text == "y" * length
        assert "the editor ended with 1" in app.page


async def test_an_outside_editor_that_fails_or_is_not_set_is_reported(stage: Stage) -> None:
    def outside(_text: str) -> str:
        raise NegotrackError("no editor: set VISUAL or EDITOR [/x]")

    async with stage(lambda: Editor("6", outside=outside)) as (app, pilot):
        await pilot.press("ctrl+o")

        assert "no editor: set VISUAL or EDITOR [/x]" in app.page
    async with stage(lambda: Editor("6")) as (app, pilot):
        await pilot.press("ctrl+o")

        assert "There is no other editor to open the text in." in app.page


async def test_the_editor_states_the_length_limit_and_refuses_to_exceed_it(stage: Stage) -> None:
    async with stage(lambda: Editor("6", initial=AnnotationText("x" * 100_001))) as (app, pilot):
        assert "100,001 of 100,000 characters" in app.page
        await pilot.press("ctrl+s")
        assert "1 character over the limit of 100,000" in app.page

        text_of(app).post_message(events.Paste("y" * 10))
        await pilot.pause()
        assert "Not pasted" in app.page
        assert "y" not in text_of(app).text


async def test_an_untouched_text_is_returned_exactly_as_stored(stage: Stage) -> None:
    stored = AnnotationText("one\r\ntwo\x85three\u2028four", ("a",))
    async with stage(lambda: Editor("6", initial=stored)) as (app, pilot):
        await pilot.press("ctrl+s")

        assert app.result == stored


@SIZES
async def test_with_hostile_text_every_field_can_be_reached_in_any_window(
    stage: Stage, columns: int, rows: int
) -> None:
    hostile = "[/] [@click=app.bell]x[/] \x1b]0;owned\x07 \u202egnp"
    sides = (Side(id="r", name=hostile),)
    stored = AnnotationText(hostile, (hostile,), "r")
    async with stage(lambda: Editor(hostile, initial=stored, sides=sides), columns, rows) as (app, pilot):
        assert "\x1b" not in app.page
        assert "[/] [@click=app.bell]x[/] ␛]" in app.page
        for name in ("tab", "tab", "tab"):
            await pilot.press(name)
            assert app.screen.focused.region.height > 0
        await pilot.press("ctrl+s")

        assert app.result == stored


KNOWN = ["sequencing", "security", "key issue", "Gate"]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        ("  ", ()),
        ("a b", ("a", "b")),
        ("#a  #b #a", ("a", "b")),
        ("key issue, b", ("key issue", "b")),
        ("key issue,", ("key issue",)),
        (" , ,# ,x", ("x",)),
    ],
)
def test_tags_are_separated_by_spaces_or_if_there_is_a_comma_by_commas(typed: str, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == tags


PHRASES = st.text(alphabet="aé كلمة-_1\u202e ", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(PHRASES, unique=True))
def test_joined_tags_are_split_into_the_same_tags(tags: list[str]) -> None:
    assert split_tags(joined_tags(tags)) == tuple(tags)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("se", ["sequencing", "security"]),
        ("x #SEC", ["x security"]),
        ("sequencing se", ["sequencing security"]),
        ("a, key", ["a, key issue"]),
        ("ga", ["Gate"]),
        ("gate", []),
        ("", []),
        ("se ", []),
        ("zz", []),
    ],
)
def test_completion_offers_only_unused_known_tags_for_the_last_tag(typed: str, offered: list[str]) -> None:
    assert completions(typed, KNOWN) == offered
