from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from negotrack.analysis.timeline import Outcomes, Positions, course, next_stop, stop_before, stop_days, timeline
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.snapshot import snapshot
from negotrack.model.snapshot import snapshot as view
from negotrack.model.vocabulary import Certainty, Stance, Status

Entries = Callable[..., LedgerEntry]
Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]

REPLIES = "2021-08-17/2021-08-30~"


def held(side: str, stance: str, date: str | None = None, **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, "date": date, **keys}


def test_many_positions_of_one_interval_are_one_line_for_each_side_and_stance(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    dossiers = [
        dossier(
            f"p{number}",
            held("taliban", "rejects" if number == 6 else "accepts", REPLIES),
            held("resistance", "proposes", REPLIES),
        )
        for number in range(1, 13)
    ]
    (moment,) = timeline(view(negotiation(*dossiers)))
    everything = tuple(f"p{number}" for number in range(1, 13))
    assert moment.positions == (
        Positions("resistance", Stance.PROPOSES, False, 12, everything),
        Positions("taliban", Stance.ACCEPTS, False, 11, tuple(each for each in everything if each != "p6")),
        Positions("taliban", Stance.REJECTS, False, 1, ("p6",)),
    )
    assert moment.span
    assert moment.span.text == REPLIES


def test_events_and_positions_are_sorted_by_date_with_the_undated_last(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    header = {
        "events": [
            {"title": "Undated"},
            {"title": "Later", "date": "2021-09-05"},
            {"title": "Open", "date": "2021-08-17/.."},
            {"title": "Early", "date": "2021-08-15"},
        ]
    }
    proposal = dossier("a", held("taliban", "defers"), held("taliban", "rejects", "2021-09-05"))
    found = timeline(view(negotiation(proposal, header=header)))
    assert [moment.span and moment.span.text for moment in found] == ["2021-08-15", "2021-08-17/..", "2021-09-05", None]
    assert [[event.title for event in moment.events] for moment in found] == [
        ["Early"],
        ["Open"],
        ["Later"],
        ["Undated"],
    ]
    assert [len(moment.positions) for moment in found] == [0, 0, 1, 1]


def test_one_span_written_in_two_ways_is_one_moment(negotiation: Negotiations, dossier: Dossiers) -> None:
    proposal = dossier(
        "a",
        held("taliban", "defers", "2021-08"),
        held("resistance", "defers", "2021-08-01/2021-08-31"),
        held("resistance", "defers", "2021-08~"),
    )
    assert len(timeline(view(negotiation(proposal)))) == 2


def test_inferred_positions_are_listed_apart(negotiation: Negotiations, dossier: Dossiers) -> None:
    proposal = dossier("a", held("taliban", "rejects", basis="inferred"), held("taliban", "rejects", basis="reported"))
    (moment,) = timeline(view(negotiation(proposal)))
    assert [(line.inferred, line.number) for line in moment.positions] == [(False, 1), (True, 1)]


def test_a_proposal_is_listed_once_on_a_line_however_often_it_is_counted(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    (moment,) = timeline(view(negotiation(dossier("a", held("taliban", "defers"), held("taliban", "defers")))))
    assert moment.positions == (Positions("taliban", Stance.DEFERS, False, 2, ("a",)),)


def test_a_change_of_status_alone_is_shown_from_its_day(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    records = negotiation(dossier("a", ledger=[entry(status="withdrawn", date="2021-09-02")]))
    (moment,) = timeline(view(records))
    assert moment.outcomes == (Outcomes(Status.WITHDRAWN, ("a",)),)
    assert timeline(view(records, date(2021, 9, 1))) == ()


def test_what_may_have_happened_by_a_day_is_marked_and_anything_later_is_left_out(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    proposal = dossier(
        "a",
        held("resistance", "proposes", "2021-08-17"),
        held("taliban", "defers", "2021-08-18/2021-08-30"),
        held("taliban", "rejects", "2021-09-01"),
    )
    found = timeline(view(negotiation(proposal), date(2021, 8, 20)))
    assert [moment.certainty for moment in found] == [Certainty.CERTAIN, Certainty.POSSIBLE]


def test_the_stops_are_the_ends_of_everything_that_is_dated(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    records = negotiation(
        dossier(
            "a",
            held("taliban", "defers", REPLIES),
            held("taliban", "defers"),
            ledger=[entry(status="accepted", date="2021-09-03/..")],
        ),
        header={"events": [{"title": "E", "date": "2021-08-15"}, {"title": "F", "date": "../2021-08-17"}]},
    )
    assert stop_days(records) == tuple(
        map(date.fromisoformat, ["2021-08-15", "2021-08-17", "2021-08-30", "2021-09-03", "2021-09-06"])
    )


@pytest.mark.parametrize("conditions", [[], [{"proposal": "b"}]])
def test_the_course_gives_for_every_day_what_a_snapshot_of_that_day_gives(
    negotiation: Negotiations, dossier: Dossiers, conditions: list[dict[str, str]]
) -> None:
    records = negotiation(
        dossier(
            "a",
            held("taliban", "conditional", REPLIES, conditions=conditions),
            held("resistance", "proposes", "2021-08-17"),
        ),
        dossier("b", held("taliban", "accepts", "2021-09-20"), held("resistance", "proposes", "2021-08")),
        dossier("c", held("taliban", "accepts")),
    )
    steps = course(records)
    for day in stop_days(records):
        standings = snapshot(records, day).standings
        last = next(step for step in reversed(steps) if step.day <= day)
        assert last.statuses == Counter(each.status for each in standings)
        possible = [each for each in standings for side in each.sides.values() if side.certainty is Certainty.POSSIBLE]
        assert last.possible == len({each.id for each in possible})


def test_all_records_come_after_the_last_stop_with_nothing_later() -> None:
    first, last = date(2021, 8, 17), date(2021, 8, 30)
    assert [next_stop((first, last), day) for day in (date.min, first, last, None)] == [first, last, None, None]
    assert [stop_before((first, last), day) for day in (None, last, first)] == [last, first, first]
    assert stop_before((), None) is None
