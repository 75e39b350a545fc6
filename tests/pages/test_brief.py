"""The principal's page: one sheet, and nothing on it that the records do not give."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotrack.model.negotiation import Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.snapshot import snapshot
from negotrack.pages.brief import Occasion, brief_page
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.writers import write_page
from negotrack.store.reader import Reader

CONVENTION = Path(__file__).parents[2] / "positions" / "federal-convention-1787"


@pytest.fixture(scope="module")
def convention() -> Negotiation:
    return Reader(CONVENTION).load().negotiation


def brief(negotiation: Negotiation, day: date, since: date | None = None, **occasion: Any) -> str:
    before = snapshot(negotiation, since) if since else None
    return write_page(brief_page(snapshot(negotiation, day), before, Occasion(day, since, **occasion)))


def test_the_page_says_who_prepared_it_when_and_for_whom(panjshir: Negotiation) -> None:
    shown = brief(panjshir, date(2021, 9, 7), by="A. Nalyst", reader="the envoy")
    assert shown.splitlines()[0].endswith("INTERNAL")
    assert "Prepared 7 September 2021 by A. Nalyst for the envoy." in shown
    assert "Phase: failed" in shown


def test_what_moved_names_the_side_and_where_it_went(convention: Negotiation) -> None:
    shown = brief(convention, date(1787, 7, 17), date(1787, 7, 7))
    assert "MOVED SINCE 7 JULY 1787" in shown
    row = shown[shown.index("Give each state an equal vote") :].split("\n–")[0]
    assert "MA divided → accepts" in " ".join(row.split())
    assert "14 Jul 1787" in row


def test_what_is_outstanding_stands_with_who_holds_it_up(convention: Negotiation) -> None:
    shown = brief(convention, date(1787, 6, 12))
    section = shown[shown.index("OUTSTANDING") :]
    assert "rejected" in section


def test_records_that_conflict_are_told_of_without_a_choice(contested: Negotiation) -> None:
    shown = " ".join(brief(contested, date(2021, 9, 7)).split())
    assert "CONFLICTING REPORTS (1)" in shown
    assert "Taliban: rejects (24 Aug 2021" in shown
    assert "No ruling." in shown


def test_an_issue_has_a_number_and_says_what_it_follows_and_was_made_from(panjshir: Negotiation) -> None:
    shown = brief(panjshir, date(2021, 9, 7), number=3, follows="No. 2 of 1 Sep 2021", made_from="records 0123456789ab")
    assert "No. 3" in shown.splitlines()[0]
    assert "Follows No. 2 of 1 Sep 2021; made from records 0123456789ab." in shown


def test_what_lies_ahead_is_listed_as_next_and_open_asks_by_their_day(
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


def test_a_ruling_is_printed_with_its_reason_wherever_it_decides(contested: Negotiation) -> None:
    dossier = contested.dossiers["no-disarming"]
    ruling = LedgerEntry(
        id="r", prefers=("taliban-1",), over=(dossier.ledger[0].id,), because="The radio misheard.", recorded_by="Ana"
    )
    ruled = replace(dossier, ledger=(*dossier.ledger, ruling))
    talks = replace(contested, dossiers={**contested.dossiers, "no-disarming": ruled})
    shown = " ".join(brief(talks, date(2021, 9, 7)).split())
    assert "Because The radio misheard. By Ana" in shown
    first_page = write_page(report_page(snapshot(talks), Selection(summary=True)))
    assert "DECIDED BY A RULING" in first_page
    assert "The radio misheard." in first_page
