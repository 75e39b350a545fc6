from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negotrack.analysis.view import view
from negotrack.errors import UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.model.problems import Problem
from negotrack.model.vocabulary import Status
from negotrack.report.status import status_report


def test_the_first_two_sides_are_compared_unless_others_are_named(panjshir: Negotiation) -> None:
    assert [side.id for side in status_report(view(panjshir)).pair] == ["resistance", "taliban"]
    swapped = status_report(view(panjshir), sides=("taliban", "resistance"))
    assert [side.id for side in swapped.sides] == ["taliban", "resistance"]


@pytest.mark.parametrize("sides", [("taliban",), ("taliban", "taliban"), ("taliban", "nobody"), ()])
def test_what_is_not_two_sides_is_refused_with_those_that_are(panjshir: Negotiation, sides: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="resistance, taliban"):
        status_report(view(panjshir), sides=sides)


def test_chosen_statuses_take_rows_away_and_no_figure(panjshir: Negotiation) -> None:
    whole = status_report(view(panjshir))
    chosen = status_report(view(panjshir), statuses=[Status.ACCEPTED])
    assert (len(whole.rows), len(chosen.rows)) == (12, 11)
    assert (chosen.totals, chosen.gaps, chosen.unsettled) == (whole.totals, whole.gaps, whole.unsettled)


def test_annotations_are_left_out_unless_asked_for_and_always_counted(contested: Negotiation) -> None:
    without = status_report(view(contested))
    assert not any(row.notes for row in without.rows)
    assert not without.notes
    assert (without.totals.annotations, without.totals.stale_annotations) == (2, 1)
    with_them = status_report(view(contested), annotations=True)
    assert [(note.annotation.id, note.stale) for row in with_them.rows for note in row.notes] == [("n1", True)]
    assert [(note.annotation.id, note.stale) for note in with_them.notes] == [("n2", False)]


def test_a_file_that_could_not_be_read_is_named_once(panjshir: Negotiation) -> None:
    broken = [Problem("proposals/a.toml", message, unreadable=True) for message in ("no value", "no end")]
    report = status_report(view(panjshir), problems=[*broken, Problem("negotiation.toml", "no side")])
    assert report.unreadable == ("proposals/a.toml",)


def test_the_latest_day_is_that_of_any_record(panjshir: Negotiation) -> None:
    assert status_report(view(panjshir)).latest == date(2021, 9, 6)
    header = panjshir.header.model_copy(update={"events": (), "claims": (), "sources": ()})
    assert status_report(view(replace(panjshir, header=header))).latest == date(2021, 8, 30)
    assert status_report(view(replace(panjshir, header=header, dossiers={}))).latest is None
