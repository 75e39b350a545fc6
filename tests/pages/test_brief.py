"""The principal's page: one sheet, with nothing on it that is not in the records."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.dates import parse_span
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Evidence, LedgerEntry, Proposal
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Release, Stance, Status
from negotrack.pages.blocks import Table
from negotrack.pages.brief import Occasion, brief_page, one_sheet
from negotrack.pages.differences import moved_section
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.terms import Terms
from negotrack.pages.writers import write_page
from negotrack.store.reader import Reader

CONVENTION = Path(__file__).parents[2] / "positions" / "federal-convention-1787"


@pytest.fixture(scope="module")
def convention() -> Negotiation:
    return Reader(CONVENTION).load().negotiation


def brief(negotiation: Negotiation, day: date, since: date | None = None, **occasion: Any) -> str:
    before = snapshot(negotiation, since) if since else None
    return write_page(brief_page(snapshot(negotiation, day), before, Occasion(day, since, **occasion)))


def test_the_principals_page_says_who_prepared_it_when_and_for_whom(panjshir: Negotiation) -> None:
    shown = brief(panjshir, date(2021, 9, 7), by="A. Nalyst", reader="the envoy")
    assert shown.splitlines()[0].endswith("INTERNAL")
    assert "Prepared 7 September 2021 by A. Nalyst for the envoy." in shown
    assert "Phase: failed" in shown
    assert "withheld" not in shown
    public = brief(panjshir, date(2021, 9, 7), level=Release.PUBLIC, withheld=True)
    assert public.splitlines()[0].endswith("PUBLIC")
    assert "Release: public. Something is withheld at this level" in public


def test_a_movement_names_the_side_and_its_old_and_new_stance(convention: Negotiation) -> None:
    shown = brief(convention, date(1787, 7, 17), date(1787, 7, 7))
    assert "MOVED SINCE 7 JULY 1787" in shown
    assert "\n–  Give each state an equal vote" in shown
    row = shown[shown.index("Give each state an equal vote") :].split("\n–")[0]
    assert "MA divided → accepts" in " ".join(row.split())
    assert "14 Jul 1787" in row


@pytest.mark.parametrize(
    ("since", "day", "told"),
    [
        ("1787-06-01", "1787-09-20", "accepted → rejected; MA divided → rejects; NJ …; PA …; DE …; 1 more side"),
        ("1787-07-07", "1787-07-17", "MA divided → rejects; CT …; PA …; DE …; 2 more sides"),
        ("1787-07-07", "1787-07-16", None),
    ],
)
def test_if_many_sides_moved_four_are_named_and_the_others_counted(
    convention: Negotiation, since: str, day: str, told: str | None
) -> None:
    was, now = (snapshot(convention, date.fromisoformat(each)) for each in (since, day))
    (table, *_) = moved_section(was, now, Terms(convention), since=since, most=30).blocks
    assert isinstance(table, Table)
    moved = {row.cells[1].text: row.cells[2].text for row in table.rows}.get("Give the executive a term of seven years")
    assert (moved and re.sub(r"(CT|NJ|PA|DE) \w+ → \w+", r"\1 …", moved)) == told


def test_the_principals_page_says_so_if_nothing_is_outstanding_or_on_record(panjshir: Negotiation) -> None:
    settled = replace(panjshir, dossiers={"no-disarming": panjshir.dossiers["no-disarming"]})
    assert "None: every suggestion is accepted or withdrawn." in brief(settled, date(2021, 9, 7))
    broken = (Problem("proposals/a.toml", "no value", unreadable=True),)
    found = snapshot(replace(panjshir, dossiers={}), problems=broken)
    shown = write_page(brief_page(found, None, Occasion(date(2021, 9, 7))))
    assert "No suggestion is on record." in shown
    assert "1 file could not be read" in shown
    shown = write_page(brief_page(snapshot(settled, problems=broken), None, Occasion(date(2021, 9, 7))))
    assert "1 file could not be read" in shown
    assert "None: every suggestion that could be read is accepted or withdrawn." in shown


def test_a_deleted_proposal_is_named_by_its_id(panjshir: Negotiation) -> None:
    without = replace(
        panjshir, dossiers={key: each for key, each in panjshir.dossiers.items() if key != "no-disarming"}
    )
    (table, *_) = moved_section(snapshot(panjshir), snapshot(without), Terms(without), since="then", most=9).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["–", "no-disarming", "no longer on record", "–"]
    ]


@pytest.mark.parametrize(("new", "lines"), [(2, 2), (3, 1)])
def test_three_or_more_new_proposals_without_contents_share_one_line(
    panjshir: Negotiation, new: int, lines: int
) -> None:
    nameless = [key for key, each in panjshir.dossiers.items() if each.proposal.nameless][:new]
    left_out = {*nameless, "no-disarming"}
    before = replace(panjshir, dossiers={key: each for key, each in panjshir.dossiers.items() if key not in left_out})
    whole = {key: panjshir.dossiers[key] for key in (*before.dossiers, *left_out)}
    now = snapshot(replace(panjshir, dossiers=whole))
    section = moved_section(snapshot(before), now, Terms(panjshir), since="then", most=9)
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert section.title == f"Moved since then ({new + 1})"
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(told) == lines + 1
    assert (["3 more", "contents not reported", "new", "–"] in told) is (lines == 1)
    assert sorted(row[1] for row in told if row[1] in nameless) == (sorted(nameless) if lines == 2 else [])


def test_a_position_recorded_after_the_last_page_counts_as_moved_even_if_dated_earlier(panjshir: Negotiation) -> None:
    day, written = date(2021, 9, 7), datetime(2021, 9, 7, 12, tzinfo=UTC)
    late = LedgerEntry(
        id="x",
        side="taliban",
        stance=Stance.ACCEPTS,
        date=parse_span("2021-09-02"),
        recorded=written + timedelta(hours=1),
        recorded_by="ana",
        evidence=(Evidence(source="trt-2021-09-06"),),
    )
    six = panjshir.dossiers["06-surrender-after-government"]
    talks = replace(panjshir, dossiers={**panjshir.dossiers, six.id: replace(six, ledger=(late,))})
    shown = one_sheet(snapshot(talks, day), Occasion(day, since=day, known_by=written))
    assert "rejects → accepts" in " ".join(write_page(shown).split())
    without = one_sheet(snapshot(talks, day), Occasion(day, since=day))
    assert "Nothing moved." in write_page(without)


def test_if_only_time_has_passed_the_page_says_that_nothing_moved_and_what_this_changed(panjshir: Negotiation) -> None:
    shown = " ".join(brief(panjshir, date(2021, 9, 7), date(2021, 8, 25)).split())
    assert "Nothing moved on 12 suggestions: the days in which their positions lie are over" in shown
    assert "That alone changed the status of 12." in shown
    likely = {"side": "taliban", "stance": "neutral", "date": "2021-08-20/2021-08-26"}
    positions = Proposal.model_validate({"id": "x", "status": "open", "positions": [likely]}).positions
    six = panjshir.dossiers["06-surrender-after-government"]
    open_one = Dossier(six.proposal.model_copy(update={"positions": positions, "status": Status.OPEN}))
    shown = " ".join(brief(replace(panjshir, dossiers={six.id: open_one}), date(2021, 9, 7), date(2021, 8, 25)).split())
    assert "Nothing moved on 1 suggestion" in shown
    assert "That alone changed" not in shown


def test_a_changed_status_is_shown_with_the_old_and_the_new_one(panjshir: Negotiation) -> None:
    outcome = LedgerEntry(
        id="o", status=Status.WITHDRAWN, date=parse_span("2021-09-10"), evidence=(Evidence(source="trt-2021-09-06"),)
    )
    six = panjshir.dossiers["06-surrender-after-government"]
    talks = replace(panjshir, dossiers={**panjshir.dossiers, six.id: replace(six, ledger=(outcome,))})
    shown = " ".join(brief(talks, date(2021, 9, 12), date(2021, 9, 8)).split())
    assert "rejected → withdrawn" in shown
    assert "10 Sep 2021" in shown


def test_outstanding_proposals_are_listed_with_their_status_and_who_holds_them_up(convention: Negotiation) -> None:
    shown = brief(convention, date(1787, 6, 12))
    section = shown[shown.index("OUTSTANDING") :]
    first = section[section.index("Give each state an") :].splitlines()[0]
    assert first.endswith("rejected  6 sides")


@pytest.mark.parametrize(
    ("day", "since", "most"),
    [("1787-06-11", "1787-05-30", 10), ("1787-07-17", "1787-06-20", 6), ("1787-07-20", "1787-06-20", 2)],
)
def test_long_sections_are_cut_so_that_the_principals_page_fits_on_one_sheet(
    convention: Negotiation, day: str, since: str, most: int
) -> None:
    occasion = Occasion(date.fromisoformat(day), date.fromisoformat(since))
    before, now = (snapshot(convention, date.fromisoformat(each)) for each in (since, day))
    assert write_page(one_sheet(now, occasion)) == write_page(brief_page(now, before, occasion, most))
    assert write_page(brief_page(now, before, occasion, most)).count("\n") <= 66
    longer = write_page(brief_page(now, before, occasion, most + 1))
    assert most == 10 or longer.count("\n") > 66
    assert bool(re.search(f"^\\d+ more: see negotrack diff {since} {day}$", longer, re.MULTILINE)) is (most < 10)


def test_the_page_says_which_proposals_would_be_accepted_if_one_were(
    negotiation_with: Callable[..., Negotiation],
) -> None:
    waits = [
        {"side": "a", "stance": "proposes"},
        {"side": "b", "stance": "conditional", "conditions": [{"proposal": "q"}]},
    ]
    tables: dict[str, dict[str, Any]] = {"p": {"number": 1, "title": "One"}, "r": {"title": "A road of gravel " * 4}}
    dossiers = {
        key: Dossier(Proposal.model_validate({"id": key, "positions": waits, **keys})) for key, keys in tables.items()
    }
    dossiers["q"] = Dossier(Proposal.model_validate({"id": "q", "title": "A truce", "proposed_by": "a"}))
    shown = brief(replace(negotiation_with([], []), dossiers=dossiers), date(2026, 1, 1))
    road = "“A road of gravel A road of gravel A road of gra…”"
    assert (
        f"If “A truce” is accepted, a condition of number 1 and {road} is met; "
        f"number 1 would be accepted and {road} would be accepted." in " ".join(shown.split())
    )


def test_conflicting_records_are_listed_without_preferring_one(contested: Negotiation) -> None:
    shown = " ".join(brief(contested, date(2021, 9, 7)).split())
    assert "CONFLICTING REPORTS (1)" in shown
    assert "Taliban: rejects (24 Aug 2021" in shown
    assert "No ruling." in shown


def test_a_numbered_page_names_its_predecessor_and_the_records_it_was_made_from(panjshir: Negotiation) -> None:
    shown = brief(panjshir, date(2021, 9, 7), number=3, follows=(2, date(2021, 9, 1)), digest="0123456789ab")
    assert "No. 3" in shown.splitlines()[0]
    assert "Follows No. 2 of 1 September 2021; made from records 0123456789ab." in shown


def test_upcoming_events_and_open_asks_are_listed_with_their_days(
    negotiation_with: Callable[..., Negotiation],
) -> None:
    talks = negotiation_with(
        events=[{"title": "The mandate ends", "kind": "deadline", "date": "2026-12-15"}],
        asks=[{"to": "the UN office", "due": "2026-12-01"}],
    )
    shown = write_page(brief_page(snapshot(talks), None, Occasion(date(2026, 11, 24))))
    assert "15 Dec 2026: The mandate ends." in shown
    assert "OPEN ASKS (1)" in shown
    assert "Text of it, to the UN office, by 1 December 2026 (analyst)." in " ".join(shown.split())


def test_a_ruling_is_shown_with_its_reason_on_the_principals_page_and_in_the_report(contested: Negotiation) -> None:
    dossier = contested.dossiers["no-disarming"]
    ruling = LedgerEntry(
        id="r", prefers=("taliban-1",), over=(dossier.ledger[0].id,), because="The radio misheard.", recorded_by="Ana"
    )
    ruled = replace(dossier, ledger=(*dossier.ledger, ruling))
    talks = replace(contested, dossiers={**contested.dossiers, "no-disarming": ruled})
    shown = " ".join(brief(talks, date(2021, 9, 7)).split())
    assert "Reason: The radio misheard. Ruled by Ana" in shown
    first_page = write_page(report_page(snapshot(talks), Selection(summary=True)))
    assert "DECIDED BY A RULING" in first_page
    assert "The radio misheard." in first_page
