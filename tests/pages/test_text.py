from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Proposal, Side
from negotrack.model.vocabulary import Status
from tests.pages.reports import report


def page(negotiation: Negotiation, day: date | None = None, width: int = 80, **choices: Any) -> str:
    return report(negotiation, "text", day, **choices, width=width)


def flat(text: str) -> str:
    return " ".join(text.split())


def with_sides(negotiation: Negotiation, *names: str) -> Negotiation:
    sides = tuple(Side(id=f"side-{place}", name=name) for place, name in enumerate(names))
    header = negotiation.header.model_copy(update={"sides": (*negotiation.header.sides, *sides)})
    return replace(negotiation, header=header)


def with_proposals(negotiation: Negotiation, *tables: dict[str, Any]) -> Negotiation:
    dossiers = [Dossier(Proposal.model_validate({"status": "open", **table})) for table in tables]
    return replace(negotiation, dossiers={each.id: each for each in dossiers})


def test_a_total_stands_with_what_is_not_settled_and_what_it_rests_on(panjshir: Negotiation) -> None:
    lead = flat(page(panjshir))
    assert "12 suggestions, 4 described, 1 numbered: 11 accepted, 1 rejected. Not settled: 1, number 6." in lead
    assert "All 11 acceptances rest on one statement about the whole set (TRT World, paragraph 12, not judged)" in lead
    assert "For 8 of the 11 accepted the contents are not reported." in lead


def test_the_first_page_of_the_shipped_negotiation_fits_a_page(panjshir: Negotiation) -> None:
    assert page(panjshir, summary=True).count("\n") <= 60


def test_the_summary_is_the_beginning_of_the_whole(panjshir: Negotiation) -> None:
    summary, whole = page(panjshir, summary=True), page(panjshir)
    assert whole.startswith(summary)
    assert "WHAT IS NOT REPORTED" not in summary
    assert "WHAT IS NOT REPORTED" in whole


def test_every_proposal_has_a_row_of_its_own(panjshir: Negotiation) -> None:
    assert page(panjshir, summary=True).count("contents not reported (unreported-") == 8


def test_a_pipe_gets_words_alone(contested: Negotiation) -> None:
    assert re.findall("[\x1b─━│┌✓✗▲]", page(contested, annotations=True)) == []


def test_a_terminal_gets_a_sign_before_every_word_of_the_ledger(contested: Negotiation) -> None:
    plain = re.sub("\x1b\\[\\d*m", "", report(contested, summary=True, colour=True))
    words = re.findall(r"(\S) (?:proposes|accepts|rejects|accepted|rejected)(?=[*+^!?,]| {2,}|$)", plain, re.MULTILINE)
    assert {word for word in words if not word.isdigit()} == {"▲", "✓", "✗"}


def test_both_of_two_positions_that_compete_are_shown(contested: Negotiation) -> None:
    shown = page(contested, summary=True)
    assert "10 accepted, 1 rejected, 1 conflicting" in shown
    assert "number unknown  No disarming in the province: conflicting, contested" in shown
    assert "Order       cannot be told" in shown
    assert re.search(r"accepts\*! +conflicting!\n +or rejects!", shown) or "accepts*!" in shown


def test_what_holds_up_another_is_told_of_both(contested: Negotiation) -> None:
    shown = flat(page(contested))
    assert "Holds up inferred number unknown Recognition of Ahmad Shah Massoud as National Hero of the country" in shown
    assert "Held up by inferred number unknown No disarming in the province" in shown


def test_what_answers_another_and_what_waits_through_others_is_told(panjshir: Negotiation) -> None:
    talks = with_proposals(
        panjshir,
        {"id": "a", "title": "A", "holds_up": [{"proposal": "b", "basis": "inferred"}]},
        {"id": "b", "title": "B", "holds_up": [{"proposal": "c", "basis": "inferred"}], "counters": "a"},
        {"id": "c", "title": "C"},
    )
    shown = flat(page(talks, summary=True))
    assert "Answered by a counter number unknown B" in shown
    assert "Answers a counter number unknown A" in shown
    assert "Holds up through these number unknown C" in shown


def test_on_a_day_in_the_past_what_may_be_later_is_marked(panjshir: Negotiation) -> None:
    shown = page(panjshir, date(2021, 8, 25), summary=True)
    assert "As of: 25 August 2021." in shown
    assert "rejects+?" in shown
    assert "? possible: it may be of a later day" in shown


def test_of_what_relations_are_only_possible_is_said_beside_them(panjshir: Negotiation) -> None:
    assert "differ on 1. On all of these it is only possible" in flat(page(panjshir, date(2021, 8, 25)))
    assert "only possible" not in flat(page(panjshir, date(2021, 9, 6)))


def test_proposals_of_which_nothing_but_the_same_is_reported_are_told_once(panjshir: Negotiation) -> None:
    shown = page(panjshir, date(2021, 8, 25), summary=True)
    assert "number unknown  contents not reported (8 suggestions): open\n   unreported-a, unreported-b," in shown
    rest, alone = panjshir.dossiers, panjshir.dossiers["unreported-c"]
    counter = Proposal.model_validate({"id": "unreported-c", "status": "open", "counters": "no-disarming"})
    apart = replace(panjshir, dossiers={**rest, "unreported-c": replace(alone, proposal=counter)})
    shown = page(apart, date(2021, 8, 25), summary=True)
    assert "contents not reported (7 suggestions): open" in shown
    assert "contents not reported (unreported-c): open" in shown


def test_an_undated_position_is_marked_where_a_day_was_asked_for(panjshir: Negotiation) -> None:
    positions = [{"side": "resistance", "stance": "proposes"}]
    talks = with_proposals(panjshir, {"id": "a", "title": "A", "positions": positions})
    assert "proposes°" in page(talks, date(2021, 8, 25))
    assert "proposes°" not in page(talks)


def test_an_annotation_whose_proposal_is_gone_is_reported_with_the_others(contested: Negotiation) -> None:
    talks = replace(contested, orphans={"lost": contested.annotations})
    shown = page(talks, annotations=True)
    assert "ANNOTATIONS (3): 1 annotation gone stale" in shown
    assert "lost (no such suggestion)\n   analyst · 22 Nov 2026 12:15 UTC · on the whole\n      About" in shown
    assert "lost (no such" not in page(talks)


def test_what_is_put_forward_later_is_left_out_and_counted(panjshir: Negotiation) -> None:
    shown = page(panjshir, date(2021, 8, 1))
    assert "No suggestions to report on. 12 suggestions of a later day left out." in shown
    assert "contents not reported (" not in shown


def test_chosen_statuses_are_named_beside_whole_figures(panjshir: Negotiation) -> None:
    shown = page(panjshir, statuses=[Status.ACCEPTED], summary=True)
    assert "Shown: suggestions that are accepted; the figures are those of all." in shown
    assert "11 accepted, 1 rejected" in shown
    assert "SUGGESTIONS, ACCEPTED (11 OF 12)" in shown
    assert "NOT SETTLED (1)" in shown
    assert "None." in page(panjshir, statuses=[Status.WITHDRAWN], summary=True)


def test_a_file_that_could_not_be_read_is_named_beside_the_totals(panjshir: Negotiation) -> None:
    broken = Problem("proposals/a.toml", "no value", unreadable=True)
    shown = flat(page(panjshir, problems=[broken, Problem("negotiation.toml", "odd")], summary=True))
    assert "1 file could not be read, and what it holds is in no figure: proposals/a.toml." in shown
    assert "problem" not in shown
    assert "could not be read" not in page(panjshir)


def test_a_count_that_a_source_claims_stands_beside_the_recorded_one(panjshir: Negotiation) -> None:
    header = panjshir.header.model_copy(update={"claimed_count": 14})
    shown = flat(page(replace(panjshir, header=header)))
    assert "12 suggestions on record, of 14 that there are said to be, 4 described" in shown
    assert "Count 12 on record; a source says that there are 14 suggestions" in shown


def test_the_compared_sides_come_first(panjshir: Negotiation) -> None:
    shown = page(panjshir, sides=("taliban", "resistance"), summary=True)
    assert "Sides: Taliban, Resistance." in shown
    assert re.search("^number +suggestion +Taliban +Resistance +status$", shown, re.MULTILINE)


def test_no_side_is_left_out_of_the_board_however_many_there_are(panjshir: Negotiation) -> None:
    names = [f"Party {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    for width in (60, 80, 120):
        shown = page(with_sides(panjshir, *names), width=width)
        board = shown[shown.index("ALL SUGGESTIONS") : shown.index("WHAT IS NOT REPORTED")]
        assert all(f" {name}" in flat(board) for name in ("Resistance", "Taliban", *names))
        assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize(
    ("stances", "said"),
    [
        ([("proposes", None)], "On 1 only one of them is reported."),
        ([(None, None)], "On 1 neither is reported."),
        ([("proposes", "conditional")], "The sides are partly apart on 1."),
        (
            [("proposes", "accepts"), ("proposes", "rejects"), ("neutral", None)],
            "The sides agree on 1 and differ on 1; on 1 only one of them is reported.",
        ),
    ],
)
def test_how_the_sides_relate_is_said_in_words(
    panjshir: Negotiation, stances: list[tuple[str | None, str | None]], said: str
) -> None:
    tables = [
        {
            "id": f"p{place}",
            "positions": [
                {"side": side, "stance": stance}
                for side, stance in zip(("resistance", "taliban"), pair, strict=True)
                if stance
            ],
        }
        for place, pair in enumerate(stances)
    ]
    assert said in flat(page(with_proposals(panjshir, *tables)))


@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "json"])
def test_a_negotiation_without_any_record_can_be_reported(panjshir: Negotiation, name: str) -> None:
    bare = {"summary": None, "people": (), "sources": (), "events": (), "claims": (), "claimed_count": None}
    empty = replace(panjshir, header=panjshir.header.model_copy(update=bare), dossiers={})
    assert report(empty, name, annotations=True).endswith("\n")
    assert "No source is recorded." in page(empty)
