from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from negotrack.editing.recording import PositionRequest, record
from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Negotiation, fingerprint
from negotrack.model.records import Annotation, Condition, Evidence, Side
from negotrack.model.vocabulary import Basis, Stance, Status
from negotrack.store.reader import Reader
from negotrack.tui.forms.question import Question
from negotrack.tui.screens.adding import Add
from negotrack.tui.screens.ledger import RecordDrawer, Recorded

Stage = Callable[..., Any]
NUMBER_SIX = "06-surrender-after-government"
TRT = Evidence(source="trt-2021-09-06", where="paragraph 12", credibility=6)
WHOLE_REQUEST = PositionRequest(
    side="taliban",
    stance=Stance.ACCEPTS,
    date=parse_span("2021-09-01"),
    statement="Agreed after all.",
    basis=Basis.REPORTED,
    evidence=(TRT,),
)


@pytest.fixture
def talks(negotiation: Path) -> Negotiation:
    return Reader(negotiation).load().negotiation


def form(
    talks: Negotiation, initial: PositionRequest | None = None, targets: Sequence[str] = (NUMBER_SIX,)
) -> Callable[[], RecordDrawer]:
    return lambda: RecordDrawer("6", negotiation=talks, targets=targets, initial=initial or PositionRequest())


async def test_a_position_can_be_recorded_with_the_keyboard_alone(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        await pilot.press("2", "enter", "a", "enter", *"unknown", "enter", *"Agreed.", "tab")
        await pilot.press("enter", "T", "R", "T", "enter", "ctrl+s")

        assert app.result.request == PositionRequest(
            side="taliban", stance=Stance.ACCEPTS, statement="Agreed.", evidence=(Evidence(source=TRT.source),)
        )


async def test_the_form_names_what_is_needed_and_chooses_nothing_for_the_user(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        assert "needed: side, stance, date, source" in app.page
        await pilot.press("ctrl+s")

        assert app.screen.is_current
        assert "Not saved: side, stance, date, source." in app.page
        assert app.screen.query("Letters").first().has_focus


async def test_the_form_shows_how_it_reads_a_date_while_it_is_typed(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks), 80) as (app, pilot):
        for typed, reading in (
            ("2021-08-17/2021-08-30~", "between 17 and about 30 August 2021"),
            ("unknown", "day not reported"),
            ("22 March 2026", "22 March 2026"),
            ("22.3.2026", "22 March 2026"),
            ("3/4/2026", "✗ may be 3 April or 4 March"),
            ("2021-13", "✗ no such day"),
            ("2021-08-30/2021-08-01", "✗ ends before it begins"),
            ("[b]", "✗ cannot be read as a date: '[b]'; write"),
        ):
            app.screen.query_one("DateField").put(typed)
            await pilot.pause()
            assert reading in app.page


async def test_with_more_sides_than_letters_a_side_is_chosen_from_a_list_by_typing(
    stage: Stage, talks: Negotiation
) -> None:
    more = tuple(Side(id=f"s{number}", name=f"Side {number}") for number in range(13))
    header = talks.header.model_copy(update={"sides": (*talks.sides, *more)})
    many = replace(talks, header=header)
    async with stage(form(many, WHOLE_REQUEST.model_copy(update={"side": None})), 80, 60) as (app, pilot):
        assert "✗ rejected" in app.lines[next(at for at, row in enumerate(app.lines) if "Record" in row) - 1]
        assert "Side*      ▌choose …" in app.page
        await pilot.press("enter")
        listed = [row.strip("▊▎▇│ ") for row in app.lines if "no side" in row or "Side 1" in row]
        assert listed == ["no side: an outcome", "Where      ▊  Side 1"]
        await pilot.press(*"Side 12", "enter", "ctrl+s")
        assert app.result.request.side == "s12"
    async with stage(lambda: Add("Add", negotiation=many, what="person"), 80, 40) as (app, pilot):
        assert "Side       ▌none: a mediator" in app.page
        await pilot.press("left", "left", "left", "left")
        assert "From       ▌people, by name" in app.page


async def test_a_mistake_in_a_date_is_explained_in_full_only_after_the_field_is_left(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks), 80) as (app, pilot):
        await pilot.press("2", "tab", "a", "tab")
        rows = app.screen.query_one("#drawer").size.height
        await pilot.press(*"soon")
        assert "✗ cannot be read as a date: 'soon'; wri…" in app.page
        assert app.screen.query_one("#drawer").size.height == rows
        await pilot.press("tab")
        assert "write a day, month or year" in app.page


async def test_the_resulting_status_is_shown_before_anything_is_saved(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, WHOLE_REQUEST), 80, 40) as (app, _):
        assert "✗ rejected → ✓ accepted" in app.page
        assert "▾ more" in app.page  # because the evidence has a grade


async def test_the_outcome_of_a_proposal_is_recorded_without_a_side(stage: Stage, talks: Negotiation) -> None:
    request = PositionRequest(date=parse_span("2021-09-01"), evidence=(TRT,))
    async with stage(form(talks, request)) as (app, pilot):
        await pilot.press("0")
        assert "Stance" not in app.page
        await pilot.press("tab", "w", "ctrl+s")

        assert app.result.request == request.model_copy(update={"status": Status.WITHDRAWN})
        assert record(talks, [NUMBER_SIX], app.result.request, by="me").files


async def test_the_form_shows_the_positions_and_status_before_and_after_the_entry(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks), 180, 40) as (app, pilot):
        assert "Resistance     ▲ proposes · 17–about 30 Aug 2021" in app.page
        await pilot.press("2", "tab", "a")
        assert "Taliban        ✗ rejects, offers instead" in app.page
        await pilot.press("tab", *"unknown")
        assert "Taliban now    ✗ rejects, offers instead · 17–about 30 Aug 2021" in app.page
        assert "‼ conflicting: the days cannot be told apart" in app.page
        assert "✗ rejected → ‼ conflicting" in app.page
        app.screen._date.put("2021-09-08")
        await pilot.pause()
        assert "Taliban then   ✓ accepts · 8 Sep 2021" in app.page
        assert "✗ rejected → ✓ accepted" in app.page


async def test_the_form_counts_the_annotations_that_the_entry_would_make_stale(
    stage: Stage, talks: Negotiation
) -> None:
    dossier = talks.dossiers[NUMBER_SIX]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    notes = [
        Annotation(id=side, author="ana", created=now, about=side, fingerprint=fingerprint(dossier, side), text="x")
        for side in ("taliban", "resistance")
    ]
    annotated = replace(talks, dossiers={**talks.dossiers, NUMBER_SIX: replace(dossier, annotations=tuple(notes))})
    async with stage(form(annotated, WHOLE_REQUEST)) as (app, _):
        assert "⚠ 1 annotation will go stale" in app.page


async def test_only_a_conditional_position_has_a_field_for_conditions(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, WHOLE_REQUEST), 80, 40) as (app, pilot):
        assert "Waits for" not in app.page
        await pilot.press("tab", "c")
        await pilot.pause()
        app.screen._conditions.put("officials are named first\n=no-disarming")
        await pilot.press("ctrl+s")

        conditions = (Condition(text="officials are named first"), Condition(proposal="no-disarming"))
        assert app.result.request == WHOLE_REQUEST.model_copy(
            update={"stance": Stance.CONDITIONAL, "conditions": conditions}
        )


async def test_a_condition_on_an_unknown_proposal_is_not_saved(stage: Stage, talks: Negotiation) -> None:
    request = WHOLE_REQUEST.model_copy(update={"stance": Stance.CONDITIONAL})
    async with stage(form(talks, request), 80, 40) as (app, pilot):
        await pilot.pause()
        app.screen._conditions.put("=77")
        await pilot.press("ctrl+s")

        assert app.screen.is_current
        assert "no suggestion '77'" in app.page


async def test_an_entry_can_be_saved_and_the_next_one_requested_with_one_key(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, WHOLE_REQUEST)) as (app, pilot):
        await pilot.press("ctrl+n")

        assert app.result == Recorded(WHOLE_REQUEST, next=True)


async def test_only_a_new_entry_can_be_followed_by_the_next_one(stage: Stage, talks: Negotiation) -> None:
    for replaces, offered in ((None, True), ("taliban-1", False)):
        drawer = partial(RecordDrawer, "6", negotiation=talks, targets=[NUMBER_SIX], replaces=replaces)
        async with stage(drawer) as (app, pilot):
            assert ("ctrl+n" in app.lines[-1]) is offered
            assert "ctrl+s" in app.lines[-1]
            await pilot.press("ctrl+n")
            assert ("Not saved" in app.page) is offered


async def test_a_new_source_can_be_entered_in_the_form(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks, WHOLE_REQUEST), 80, 40) as (app, pilot):
        fields = app.screen.query_one("EvidenceFields")
        fields._source.choose("")
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert "✗ a source needs a title" in app.page

        fields._new._fields["title"].put("Statement of the delegation")
        fields._new._fields["date"].put("2021-09-0")
        await pilot.press("ctrl+s")
        assert "✗ cannot be read as a date" in app.page

        fields._new._fields["date"].put("2021-09-07")
        await pilot.press("ctrl+s")
        assert app.result.request.new_source.title == "Statement of the delegation"
        assert app.result.request.evidence == (TRT.model_copy(update={"source": app.result.request.new_source.id}),)
        assert record(talks, [NUMBER_SIX], app.result.request, by="me").files


async def test_mistakes_in_a_new_source_no_longer_matter_once_a_known_source_is_chosen(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks, WHOLE_REQUEST)) as (app, pilot):
        fields = app.screen.query_one("EvidenceFields")
        fields._source.choose("")
        await pilot.pause()
        fields._new._fields["date"].put("nonsense")
        await pilot.pause()
        fields._source.choose(TRT.source)
        await pilot.press("ctrl+s")

        assert app.result.request == WHOLE_REQUEST


async def test_a_place_without_its_source_is_not_saved(stage: Stage, talks: Negotiation) -> None:
    request = PositionRequest(status=Status.ACCEPTED)
    async with stage(form(talks, request)) as (app, pilot):
        app.screen.query_one("DateField").put("unknown")
        app.screen.query_one("EvidenceFields")._where.put("page 3")
        await pilot.press("ctrl+s")

        assert "✗ choose the source that says so" in app.page


async def test_an_entry_for_several_proposals_shows_the_resulting_status_of_each(
    stage: Stage, talks: Negotiation
) -> None:
    async with stage(form(talks, WHOLE_REQUEST, list(talks.dossiers))) as (app, pilot):
        assert "11 of 12  ✓ accepted stays" in app.page
        await pilot.press("ctrl+s")

        assert app.result.request == WHOLE_REQUEST


@pytest.mark.parametrize("stance", [Stance.ACCEPTS, Stance.REJECTS, Stance.WITHDRAWS])
async def test_whatever_the_form_returns_is_accepted_by_the_ledger(
    stage: Stage, talks: Negotiation, stance: Stance
) -> None:
    request = PositionRequest(side="taliban", stance=stance, date=parse_span("2021"), evidence=(TRT,))
    async with stage(form(talks, request)) as (app, pilot):
        await pilot.press("ctrl+s")

        assert record(talks, list(talks.dossiers), app.result.request, by="me").files


async def test_hostile_text_is_recorded_exactly_as_typed(stage: Stage, talks: Negotiation, hostile_text: str) -> None:
    async with stage(form(talks, WHOLE_REQUEST)) as (app, pilot):
        app.screen.query_one("CollapsibleTitle").focus()
        await pilot.press("enter")
        for field in (app.screen._statement, *list(app.screen._more.values())[:2]):
            field.put(hostile_text)
        evidence = app.screen.query_one("EvidenceFields")
        for field in (evidence._where, evidence._quote):
            field.put(hostile_text)
        await pilot.press("ctrl+s")

        request = app.result.request
        (cited,) = request.evidence
        assert {request.statement, request.counter, request.by, cited.where, cited.quote} == {hostile_text}
        assert record(talks, [NUMBER_SIX], request, by="me").files


async def test_leaving_the_form_asks_only_if_something_has_been_entered(stage: Stage, talks: Negotiation) -> None:
    async with stage(form(talks)) as (app, pilot):
        app.screen.query_one("DateField").put("2021")
        await pilot.press("escape")
        assert isinstance(app.screen, Question)

    async with stage(form(talks)) as (app, pilot):
        await pilot.press("escape")
        assert app.result is None


@pytest.mark.parametrize(("columns", "rows"), [(40, 10), (300, 100)])
async def test_every_field_of_the_form_can_be_reached_in_any_window(
    stage: Stage, hostile: Path, columns: int, rows: int
) -> None:
    talks = Reader(hostile).load().negotiation
    async with stage(form(talks, targets=["1"]), columns, rows) as (app, pilot):
        reached = set()
        app.screen.query_one("CollapsibleTitle").focus()
        await pilot.press("enter")
        await pilot.pause(0.2)
        for _ in range(13):
            reached.add(app.screen.focused)
            assert app.screen.focused.region in app.screen.region
            await pilot.press("tab")
            await pilot.pause(0.05)

        assert len(reached) == 13
        assert "\x1b" not in app.page
