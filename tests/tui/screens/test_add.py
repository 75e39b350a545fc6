from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.adding import ADDABLE, add
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Status
from negotrack.store.reader import Reader
from negotrack.tui.screens.adding import Add

Stage = Callable[..., Any]
WHOLE = {
    "proposal": {"title": "An exchange of prisoners"},
    "source": {"title": "Statement of the delegation"},
    "event": {"title": "A third meeting"},
    "claim": {"topic": "Prisoners", "claim": "forty", "by": "a local official"},
    "person": {"name": "A. Example"},
    "package": {"title": "A swap of two"},
}
TIES = "no-disarming\n6"


@pytest.fixture
def talks(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


def form(talks: Negotiation, what: str = "proposal") -> Callable[[], Add]:
    return lambda: Add("Add", negotiation=talks, what=what)


def fill(app: Any, **texts: str) -> None:
    for key, text in texts.items():
        app.screen._fields[key].put(text)
    if "proposals" in app.screen._fields and texts:
        app.screen._fields["proposals"].put(TIES)


async def more(app: Any, pilot: Any) -> None:
    app.screen.query_one("CollapsibleTitle").focus()
    await pilot.press("enter")
    await pilot.pause(0.1)


async def test_a_proposal_can_be_added_with_the_keyboard_alone(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("tab", *"13", "tab", *"A swap", "ctrl+s")

        assert app.result.fields == {"number": 13, "title": "A swap", "status": Status.OPEN}


@pytest.mark.parametrize("what", ADDABLE)
async def test_every_record_that_the_form_returns_can_be_added(stage: Stage, talks: Negotiation, what: str) -> None:
    async with stage(form(talks, what)) as (app, pilot):
        fill(app, **WHOLE[what])
        await pilot.press("ctrl+s")

        assert app.result.fields.items() >= WHOLE[what].items()
        assert add(talks, app.result.what, app.result.fields, app.result.identifier).files


@pytest.mark.parametrize("what", [what for what in ADDABLE if what != "proposal"])
async def test_a_missing_value_is_reported_next_to_its_field_and_nothing_is_returned(
    stage: Stage, talks: Negotiation, what: str
) -> None:
    async with stage(form(talks, what)) as (app, pilot):
        assert "✗" not in app.page
        await pilot.press("ctrl+s")

        assert app.screen.is_current
        assert app.page.count("✗ is missing") == len(WHOLE[what])
        assert ("✗ name at least one" in app.page) is (what == "package")


@pytest.mark.parametrize("what", ADDABLE)
async def test_hostile_text_is_added_exactly_as_typed(
    stage: Stage, talks: Negotiation, hostile_text: str, what: str
) -> None:
    async with stage(form(talks, what)) as (app, pilot):
        fill(app, **dict.fromkeys(WHOLE[what], hostile_text))
        await pilot.press("ctrl+s")

        assert {app.result.fields[key] for key in WHOLE[what]} == {hostile_text}
        assert add(talks, what, app.result.fields).files


async def test_enter_moves_the_focus_to_the_next_field(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("tab", "7", "enter", "x", "ctrl+s")

        assert (app.result.fields["number"], app.result.fields["title"]) == (7, "x")


async def test_choosing_another_kind_of_record_changes_the_fields(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("c")
        await pilot.pause()

        assert "Said by" in app.page
        assert "From" not in app.page


async def test_proposers_are_chosen_by_letter_if_sides_and_typed_by_name_if_people(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks)) as (app, pilot):
        fill(app, title="A swap")
        app.screen._fields["proposed_by"].letters.focus()
        await pilot.press("2", "1", "tab", *talks.people[0].name, "ctrl+s")

        assert app.result.fields["proposed_by"] == ("resistance", "taliban", talks.people[0].name)


async def test_a_correction_that_does_not_touch_the_proposers_keeps_them_as_recorded(
    stage: Stage, talks: Negotiation
) -> None:
    given = {"title": "A swap", "proposed_by": ("Ahmadi, A.", "taliban")}
    async with stage(lambda: Add("Add", negotiation=talks, initial=given, corrects="x")) as (app, pilot):
        await pilot.press("ctrl+s")

        assert app.result.fields["proposed_by"] == given["proposed_by"]


async def test_every_reliability_grade_is_shown_with_its_letter(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, "source"), 80, 40) as (app, _):
        assert "A completely reliable" in app.page
        assert "E unreliable" in app.page


async def test_nothing_is_saved_if_no_kind_of_record_is_chosen(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("delete", "ctrl+s")
        assert "Not saved." in app.page


async def test_choosing_only_the_kind_of_record_is_not_unsaved_work(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("right", "right", "escape")
        await pilot.pause()

        assert app.result is None


async def test_an_id_is_suggested_from_number_and_title(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        fill(app, number="13", title="A swap of Prisoners")
        await pilot.pause()
        first = re.search(r"Becomes proposals/(13-a-swap-of-prisoners-[0-9a-z]{4})\.toml", app.page)
        assert first
        fill(app, summary="x")
        await more(app, pilot)
        assert f"{first[1]} (built from the fields above)" in app.page
        await pilot.press("ctrl+s")

        assert app.result.identifier == first[1]  # random, but the same while number and title are the same


async def test_an_id_that_cannot_be_used_is_refused(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await more(app, pilot)
        for identifier, problem in (
            ("no-disarming", "✗ is taken"),
            ("a/x", "✗ has '/'"),
            ("NO-DISARMING", "✗ is taken: no-disarming differs only in case"),
            (".x", "✗ begins with a dot"),
        ):
            app.screen._identity.put(identifier)
            await pilot.press("ctrl+s")
            assert app.screen.is_current
            assert problem in app.page


async def test_an_id_typed_by_the_user_is_returned(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        app.screen._identity.put("mine")
        await pilot.press("ctrl+s")

        assert app.result.identifier == "mine"


async def test_a_number_in_use_is_refused_with_the_proposal_that_has_it(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        fill(app, number="6")
        await pilot.press("ctrl+s")

        assert app.screen.is_current
        assert "number 6 is taken by 06-surrender-after-government" in app.page
        assert "Not saved." in app.page


async def test_a_number_with_letters_stays_text(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        fill(app, number="3 bis")
        await pilot.press("ctrl+n")

        assert app.result.fields["number"] == "3 bis"
        assert app.result.next


async def test_the_proposal_that_is_countered_is_shown_while_its_name_is_typed(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks)) as (app, pilot):
        await more(app, pilot)
        fill(app, counters="6")
        await pilot.pause()
        assert "6  Surrender of the province" in app.page

        fill(app, counters="unreported")
        await pilot.press("ctrl+s")
        assert "names 8 of the suggestions" in app.page

        fill(app, counters="6")
        await pilot.press("ctrl+s")
        assert app.result.fields["counters"] == "06-surrender-after-government"


async def test_a_place_in_a_source_needs_the_source_it_belongs_to(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, "event"), 80, 40) as (app, pilot):
        fill(app, title="A meeting", date="2021-09-07")
        evidence = app.screen.query_one("EvidenceFields")
        evidence._where.put("paragraph 3")
        await pilot.press("ctrl+s")
        assert "✗ choose the source that says so" in app.page

        evidence._source.choose("trt-2021-09-06")
        await pilot.press("ctrl+s")
        assert app.result.fields["evidence"] == (Evidence(source="trt-2021-09-06", where="paragraph 3"),)


@pytest.mark.parametrize("what", ADDABLE)
async def test_with_hostile_names_every_field_can_still_be_reached_in_a_small_window(
    stage: Stage, hostile: Path, what: str
) -> None:
    talks = Reader(hostile).load().negotiation
    async with stage(form(talks, what), 40, 10) as (app, pilot):
        await more(app, pilot)
        reached = set()
        for _ in range(6):
            reached.add(app.screen.focused)
            assert app.screen.focused.region in app.screen.region
            await pilot.press("tab")
            await pilot.pause(0.05)

        assert len(reached) == 6
        assert "\x1b" not in app.page
