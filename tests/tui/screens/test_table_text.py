from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual import events

from negotrack.editing.adding import table_text
from negotrack.editing.correcting import correct_attached, remove_attached
from negotrack.errors import EditorFailed, UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Text
from negotrack.store.changes import apply
from negotrack.store.reader import Reader
from negotrack.tui.forms.text_form import FormDrafts
from negotrack.tui.screens.adding import TableText

Stage = Callable[..., Any]
SIX = "06-surrender-after-government"


def loaded(folder: Path) -> Negotiation:
    return Reader(folder).load().negotiation


def form(talks: Negotiation, initial: Mapping[str, Any] | None = None, **keys: Any) -> Callable[[], TableText]:
    dossier = talks.dossiers[SIX]
    return lambda: TableText("6", negotiation=talks, dossier=dossier, initial=initial or {}, **keys)


async def test_a_wording_can_be_tabled_with_the_keyboard_alone(stage: Stage, negotiation: Path) -> None:
    talks = loaded(negotiation)
    async with stage(form(talks), 120, 40) as (app, pilot):
        await pilot.press(*"They [shall/should] go.", "tab", *"Draft 1", "tab", "2", "tab", *"the chair", "tab")
        await pilot.press(*"2021-08-20", "ctrl+s")

        apply(negotiation, table_text(talks, SIX, app.result, by="ana"))
    (text,) = loaded(negotiation).dossiers[SIX].texts
    assert (text.text, text.label) == ("They [shall/should] go.", "Draft 1")
    assert text.tabled_by == ("taliban", "the chair")
    assert (str(text.date and text.date.text), text.agreed, text.recorded_by) == ("2021-08-20", False, "ana")


async def test_an_unclosed_bracket_in_a_wording_is_reported_while_it_is_written(
    stage: Stage, negotiation: Path
) -> None:
    async with stage(form(loaded(negotiation), {"text": "one [two\nthree"}), 120, 40) as (app, _):
        assert "Line 1, column 5: [ is never closed; it counts as text." in app.page


async def test_a_pasted_wording_keeps_its_line_breaks(stage: Stage, negotiation: Path) -> None:
    async with stage(form(loaded(negotiation)), 120, 40) as (app, pilot):
        app.post_message(events.Paste("Article 1\n\nThe Parties …"))
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert app.result["text"] == "Article 1\n\nThe Parties …"


async def test_a_wording_without_text_is_not_saved(stage: Stage, negotiation: Path) -> None:
    kept: list[str] = []
    async with stage(form(loaded(negotiation), drafts=FormDrafts(kept.append, lambda: None))) as (app, pilot):
        await pilot.press("ctrl+s")
        assert "Not saved: there is no text yet." in app.page
        assert "clean" not in app.page
        for typed in ("", "x"):
            await pilot.press(*typed)
            app.screen.keep_draft()
            assert kept == [*typed]


async def test_a_wording_can_be_edited_in_an_outside_editor(stage: Stage, negotiation: Path) -> None:
    async with stage(form(loaded(negotiation), outside=lambda text: f"{text} by 1 May"), 120, 40) as (app, pilot):
        await pilot.press(*"withdraw", "ctrl+o", "ctrl+s")
        assert app.result["text"] == "withdraw by 1 May"


async def test_a_wording_left_by_a_failed_outside_editor_is_not_lost(stage: Stage, negotiation: Path) -> None:
    def outside(_text: str) -> str:
        raise EditorFailed("the editor ended with 1", "withdraw by 1 May")

    async with stage(form(loaded(negotiation), outside=outside), 120, 40) as (app, pilot):
        await pilot.press(*"withdraw", "ctrl+o")
        await pilot.pause(0.1)
        assert "the editor ended with 1" in app.page
        await pilot.press("ctrl+s")
        assert app.result["text"] == "withdraw by 1 May"


async def test_correcting_the_label_of_a_wording_keeps_its_line_breaks(stage: Stage, negotiation: Path) -> None:
    whole = {"text": "one\r\ntwo\u2028three", "label": "a"}
    async with stage(form(loaded(negotiation), whole, corrects="x"), 120, 40) as (app, pilot):
        await pilot.press("tab", "b", "ctrl+s")
        assert (app.result["text"], app.result["label"]) == ("one\r\ntwo\u2028three", "ab")
        assert app.result["tabled_by"] == ()


@pytest.fixture
def tabled(negotiation: Path) -> Text:
    """A wording recorded by another user, which a second wording answers."""
    apply(negotiation, table_text(loaded(negotiation), SIX, {"text": "one", "label": "first"}, by="ben"))
    (text,) = loaded(negotiation).dossiers[SIX].texts
    apply(negotiation, table_text(loaded(negotiation), SIX, {"text": "two", "answers": text.id}, by="ben"))
    return text


def test_a_corrected_wording_keeps_its_original_recorder_and_time(negotiation: Path, tabled: Text) -> None:
    talks = loaded(negotiation)
    apply(negotiation, correct_attached(talks, negotiation, SIX, "wording", tabled.id, fields={"text": "three"}))
    found = next(each for each in loaded(negotiation).dossiers[SIX].texts if each.id == tabled.id)
    assert (found.text, found.label, found.recorded_by, found.recorded) == ("three", None, "ben", tabled.recorded)


def test_a_wording_that_another_wording_answers_cannot_be_removed(negotiation: Path, tabled: Text) -> None:
    with pytest.raises(UsageError, match="another wording answers it"):
        remove_attached(loaded(negotiation), negotiation, SIX, "wording", tabled.id)
    answer = next(each for each in loaded(negotiation).dossiers[SIX].texts if each.answers)
    apply(negotiation, remove_attached(loaded(negotiation), negotiation, SIX, "wording", answer.id))
    assert [each.id for each in loaded(negotiation).dossiers[SIX].texts] == [tabled.id]


async def test_a_wording_that_answers_a_deleted_one_is_saved_as_answering_none(
    stage: Stage, negotiation: Path, tabled: Text
) -> None:
    for answers, kept in (("gone", None), (tabled.id, tabled.id)):
        async with stage(form(loaded(negotiation), {"text": "three", "answers": answers}), 120, 40) as (app, pilot):
            await pilot.press("ctrl+s")
            assert app.result["answers"] == kept
