from datetime import date
from pathlib import Path

import pytest

from negotrack.tui.picture import Picture, bar, picture, reading_bar
from negotrack.tui.session import Session
from negotrack.tui.summary import Reading, banner, title


@pytest.fixture
def session(negotiation: Path) -> Session:
    session = Session(negotiation)
    session.finish()
    return session


def of(session: Session) -> Picture:
    return picture(session.view)


def test_the_picture_sets_what_is_not_settled_apart(session: Session) -> None:
    shown = bar(of(session), 120).plain
    assert " ✗│✓✓✓│✓✓✓✓✓✓✓✓ " in shown
    assert "1 rejected · 11 accepted*, of 8 the contents are not reported" in shown
    assert shown.rstrip().endswith("1 not settled: number 6")


@pytest.mark.parametrize("cells", [20, 30, 40, 60, 80, 120, 300])
def test_the_picture_fits_and_says_first_what_is_not_settled(session: Session, cells: int) -> None:
    made = bar(of(session), cells)
    assert made.cell_length <= cells
    assert "✗│" in made.plain
    if cells >= 40:
        assert "1 not settled" in made.plain


def test_a_long_list_is_scaled_and_every_part_keeps_a_cell() -> None:
    from negotrack.model.vocabulary import Status

    many = Picture(({Status.REJECTED: 1}, {Status.ACCEPTED: 9_000}, {Status.ACCEPTED: 999}), {}, {}, False, (), False)
    drawn = bar(_defaulted(many), 90).plain.split()[0]
    first, second, third = drawn.split("│")
    assert first == "✗"
    assert set(second) == set(third) == {"✓"}
    assert 25 <= len(drawn) <= 34


def _defaulted(shown: Picture) -> Picture:
    from collections import Counter

    return shown._replace(contested=Counter(), hidden=Counter())


def test_nothing_recorded_is_said(session: Session) -> None:
    session.show(date(2021, 8, 1))
    session.finish()
    assert "nothing recorded by this day" in bar(of(session), 80).plain


def test_how_far_reading_is_is_shown_as_a_bar() -> None:
    shown = reading_bar((500, 1000), 60).plain
    assert "█" * 10 + "░" * 10 in shown
    assert "500 of 1,000 read" in shown


def test_the_title_has_the_totals(session: Session) -> None:
    shown = title(session.negotiation, session.totals, Reading(), 120).plain
    assert shown.startswith(" Panjshir talks, August–September 2021 ")
    assert shown.rstrip().endswith("12 suggestions, 4 described, 1 numbered")


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 120])
def test_a_file_that_could_not_be_read_is_never_cut_from_the_title(session: Session, cells: int) -> None:
    shown = title(session.negotiation, session.totals, Reading(unreadable=1, day=date(2021, 8, 25)), cells)
    assert shown.cell_length <= cells
    assert shown.plain.split("  ")[-1] or "1 file" in shown.plain
    if cells >= 40:
        assert "1 file could not be read" in shown.plain


def test_more_claimed_than_recorded_is_said(session: Session, negotiation: Path) -> None:
    header = negotiation / "negotiation.toml"
    header.write_text(header.read_text(encoding="utf-8").replace("claimed_count = 12", "claimed_count = 13"))
    session.refresh()
    session.finish()
    assert "12 suggestions of 13 claimed" in title(session.negotiation, session.totals, Reading(), 120).plain


def test_the_banner_names_file_line_and_how_many_more(session: Session, negotiation: Path) -> None:
    for name in ("a", "b"):
        (negotiation / "proposals" / f"{name}.toml").write_text("status = 3\n")
    session.refresh()
    session.finish()
    shown = banner(session.problems, "m", 120).plain
    assert "proposals/a.toml:1" in shown
    assert shown.rstrip().endswith("1 more problem: m")
    assert banner((), "m", 80).plain == ""
