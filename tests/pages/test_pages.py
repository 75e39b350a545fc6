"""The pages other than the report: one proposal, comparisons of sides, movements, and annotations."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from negotrack.analysis.differences import differences
from negotrack.analysis.sides import compare
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Event, Evidence, LedgerEntry, Proposal, Side, Stake
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Basis, Relation
from negotrack.pages.annotations import annotations_page
from negotrack.pages.blocks import Outline, Page, Paragraph, Section
from negotrack.pages.comparison import board_page, comparison_page, pairs_page, reference_page
from negotrack.pages.differences import differences_page
from negotrack.pages.panels import holding_words, proposal_blocks
from negotrack.pages.proposal_page import proposal_page
from negotrack.pages.report import report_page
from negotrack.pages.selection import Selection
from negotrack.pages.signs import BASIS_WORDS
from negotrack.pages.standing import board, sides_table
from negotrack.pages.terms import Citations, Terms
from negotrack.pages.timeline import timeline_page
from negotrack.pages.writers import write_page
from negotrack.store.reader import Reader
from tests.conftest import SHIPPED
from tests.pages.conftest import note


def flat(text: str) -> str:
    return " ".join(text.split())


def show(negotiation: Negotiation, identifier: str, day: date | None = None, width: int = 80) -> str:
    return write_page(proposal_page(snapshot(negotiation, day), identifier), width=width)


def moved(before: Negotiation, after: Negotiation, first: date | None = None, last: date | None = None) -> str:
    was, now = snapshot(before, first), snapshot(after, last)
    return flat(write_page(differences_page(was, now, differences(was, now), since="then", until="now")))


def entry(identifier: str, **keys: Any) -> LedgerEntry:
    by = {"recorded": "2026-11-24T09:00:00Z", "recorded_by": "A. Nalyst"}
    return LedgerEntry.model_validate({"id": identifier, **by, **keys})


def with_dossier(negotiation: Negotiation, identifier: str, **parts: Any) -> Negotiation:
    dossier = replace(negotiation.dossiers[identifier], **parts)
    return replace(negotiation, dossiers={**negotiation.dossiers, identifier: dossier})


def with_proposal(negotiation: Negotiation, identifier: str, **keys: Any) -> Negotiation:
    proposal = negotiation.dossiers[identifier].proposal.model_copy(update=keys)
    return with_dossier(negotiation, identifier, proposal=proposal)


# ---- One proposal ----


def test_a_proposal_is_shown_with_every_annotation_and_the_source_of_each_record(contested: Negotiation) -> None:
    talks = with_dossier(contested, "no-disarming", annotations=(note("n1"), note("n3", text="Of whom?")))
    shown = show(talks, "no-disarming")
    assert "ANNOTATIONS (2)" in shown
    assert "First line." in shown
    assert "Of whom?" in shown
    assert re.search("24 Aug 2021 +Taliban +rejects +Evening news", shown)
    assert "taliban-1" in shown
    now = snapshot(contested)
    conflict = proposal_blocks(now, now.known["no-disarming"], None, contested.sides)[1]
    assert isinstance(conflict, Outline)
    assert [(item.label, item.head.text) for item in conflict.items] == [("Taliban", "conflicting")]


def test_sides_are_shown_in_columns_if_the_page_is_wide_enough(panjshir: Negotiation) -> None:
    wide = show(panjshir, "06-surrender-after-government", width=120)
    assert re.search("^Resistance +proposes .*Taliban +rejects", wide, re.MULTILINE)
    narrow = show(panjshir, "06-surrender-after-government")
    assert not re.search("^Resistance +proposes .*Taliban +rejects", narrow, re.MULTILINE)
    known = [Side(id=name, name=name) for name in ("c", "d")]
    for more, beside in ((known[:1], True), (known, False)):
        header = panjshir.header.model_copy(update={"sides": (*panjshir.header.sides, *more)})
        shown = show(replace(panjshir, header=header), "06-surrender-after-government", width=160)
        assert bool(re.search("^Resistance +proposes .*Taliban +rejects", shown, re.MULTILINE)) is beside
        assert "Taliban" in shown


def test_a_proposal_without_any_details_has_no_empty_lists(panjshir: Negotiation) -> None:
    dossier = Dossier(Proposal.model_validate({"id": "p", "status": "open"}))
    now = snapshot(replace(panjshir, dossiers={"p": dossier}))
    assert Outline(()) not in proposal_blocks(now, now.known["p"], None, panjshir.sides)
    assert Paragraph("No position is reported.") in proposal_blocks(now, now.known["p"], None, ())


def test_quotes_and_conditions_keep_their_line_breaks(panjshir: Negotiation) -> None:
    evidence = [{"source": "trt-2021-09-06", "quote": "First.\nSecond.\n"}]
    said = {"side": "taliban", "stance": "conditional", "conditions": [{"text": "Once.\nTwice."}], "evidence": evidence}
    positions = Proposal.model_validate({"id": "x", "status": "open", "positions": [said]}).positions
    talks = with_proposal(panjshir, "no-disarming", positions=positions)
    now = snapshot(talks)
    blocks = proposal_blocks(now, now.known["no-disarming"], None, talks.sides)
    beside = write_page(Page("", "", (), (), (Section("Beside", tuple(blocks)),)))
    for shown in (show(talks, "no-disarming"), beside):
        lines = shown.replace("“", "").splitlines()
        for one, other in (("First.", "Second."), ("Once.", "Twice.")):
            place = next(place for place, line in enumerate(lines) if line.endswith(f" {one}"))
            assert lines[place + 1].strip().startswith(other)


def test_a_deleted_proposal_is_named_by_its_former_title(panjshir: Negotiation) -> None:
    kept = {key: each for key, each in panjshir.dossiers.items() if key != "no-disarming"}
    without = replace(panjshir, dossiers=kept)
    assert (
        "number unknown No disarming in the province: no longer on record Status no longer on record Was accepted."
        in moved(panjshir, without)
    )


def test_if_nobody_holds_a_proposal_up_the_panel_says_when_it_rests_on_one_statement_about_several(
    panjshir: Negotiation,
) -> None:
    def words(*positions: tuple[str, str, str | None]) -> str:
        found = [{"side": side, "stance": stance, "basis": basis} for side, stance, basis in positions]
        told = Proposal.model_validate({"id": "x", "status": "open", "positions": found}).positions
        now = snapshot(with_proposal(panjshir, "no-disarming", positions=told))
        return holding_words(now.known["no-disarming"], Terms(now.negotiation))

    proposed = ("resistance", "proposes", None)
    assert words(proposed, ("taliban", "accepts", "collective")) == BASIS_WORDS[Basis.COLLECTIVE]
    assert words(proposed, ("taliban", "accepts", "reported")) == ""
    assert words(proposed, ("resistance", "withdraws", "collective")) == "held up by Resistance"


def test_a_retracted_entry_stays_on_the_page_but_does_not_count(contested: Negotiation) -> None:
    rejection = contested.dossiers["no-disarming"].ledger[0]
    retraction = entry("r", retracts=rejection.id, because="A mistake.")
    shown = flat(show(with_dossier(contested, "no-disarming", ledger=(rejection, retraction)), "no-disarming"))
    assert "No disarming in the province: accepted" in shown
    assert "RETRACTED (1) Retracted no longer counts Taliban rejects (24 Aug 2021; Evening news, minute 3)." in shown
    assert "because A mistake. by A. Nalyst, 24 November 2026" in shown
    assert "24 Aug 2021 Taliban retracted" in shown


def test_conditions_say_whether_they_are_met(panjshir: Negotiation) -> None:
    waits = {"stance": "conditional", "conditions": [{"proposal": "national-hero"}, {"text": "a truce"}]}
    ledger = (entry("c", side="taliban", date="2021-09-08", **waits),)
    shown = flat(show(with_dossier(panjshir, "no-disarming", ledger=ledger), "no-disarming"))
    assert "CONDITIONS (2) Taliban met " in shown
    assert "Taliban not reported a truce" in shown


def test_a_stake_is_shown_as_stated_by_the_side_or_as_assessed_by_an_analyst(panjshir: Negotiation) -> None:
    cited = {"evidence": [{"source": "trt-2021-09-06", "where": "paragraph 12"}]}
    day = {"date": "2021-08-20"}
    stated = {"id": "a", "side": "taliban", "kind": "red-line", "statement": "No other army.", **cited, **day}
    assessed = {"id": "b", "side": "resistance", "kind": "priority", "priority": "high", "assessed_by": "A. Nalyst"}
    stakes = tuple(map(Stake.model_validate, (stated, assessed)))
    shown = flat(show(with_dossier(panjshir, "no-disarming", stakes=stakes), "no-disarming"))
    assert "No other army." in shown
    assert "assessed by A. Nalyst" in shown
    assert shown.count("dated 20 Aug 2021") == 1


def test_a_proposal_is_shown_as_not_on_record_before_its_first_day(panjshir: Negotiation) -> None:
    shown = flat(show(panjshir, "no-disarming", date(2021, 8, 16)))
    assert "Nothing is on record about it by 16 August 2021." in shown
    assert "There is no disarming" not in shown
    for day, told in ((date(2021, 8, 16), True), (date(2021, 9, 8), False), (None, False)):
        now = snapshot(panjshir, day)
        blocks = proposal_blocks(now, now.known["no-disarming"], None, panjshir.sides)
        said = [each.text for each in blocks if isinstance(each, Paragraph)]
        assert ("Not put forward yet, as far as its dates tell." in said) is told


def test_as_of_a_day_a_proposal_is_shown_without_later_records(contested: Negotiation) -> None:
    later = entry("later", side="taliban", stance="accepts", date="2021-09-10")
    dossier = contested.dossiers["no-disarming"]
    talks = with_dossier(contested, "no-disarming", ledger=(*dossier.ledger, later))
    shown = flat(show(talks, "no-disarming", date(2021, 8, 25)))
    assert "24 Aug 2021 Taliban rejects" in shown
    assert "10 Sep 2021" not in shown
    assert "Written with knowledge of records up to 10 September 2021: There is no disarming" in shown


def test_the_timeline_of_a_proposal_lists_positions_and_events_in_order(panjshir: Negotiation) -> None:
    shown = flat(write_page(timeline_page(snapshot(panjshir), "no-disarming")))
    assert shown.index("take control of Kabul") < shown.index("Taliban accepts") < shown.index("6 Sep 2021")


def test_the_timeline_marks_an_event_without_a_source(panjshir: Negotiation) -> None:
    header = panjshir.header.model_copy(update={"events": (Event(title="A call"),)})
    page = timeline_page(snapshot(replace(panjshir, header=header)), "no-disarming")
    assert "A call (no source given)" in flat(write_page(page))


# ---- Sides ----


def test_a_comparison_of_two_sides_lists_conflicts_and_differences_first(contested: Negotiation) -> None:
    now = snapshot(contested)
    shown = write_page(comparison_page(now, compare(now, "resistance", "taliban")))
    titles = [line for line in shown.splitlines() if line.isupper() and "(" in line]
    assert titles == [
        "CONFLICTING REPORTS (1)",
        "THEY DIFFER (1)",
        "THEY AGREE (2)",
        "THEY AGREE; CONTENTS NOT REPORTED (8)",
    ]
    assert "Resistance and Taliban agree on 10 and differ on 1; on 1 the reports conflict." in flat(shown)


@pytest.mark.parametrize(
    ("stances", "said"),
    [
        (("rejects", "rejects"), "Resistance and Taliban are both against 1."),
        (("neutral", "defers"), "Resistance and Taliban are both undecided on 1."),
        (("proposes", "conditional"), "Resistance and Taliban agree in part on 1."),
        (("proposes", None), "Resistance and Taliban: on 1 only one of them is reported."),
        ((None, None), "Resistance and Taliban: on 1 neither is reported."),
    ],
)
def test_the_relation_of_two_sides_is_summed_up_in_a_sentence(
    panjshir: Negotiation, stances: tuple[str | None, str | None], said: str
) -> None:
    named = zip(("resistance", "taliban"), stances, strict=True)
    positions = [{"side": side, "stance": stance} for side, stance in named if stance]
    proposal = Proposal.model_validate({"id": "a", "title": "A", "positions": positions})
    now = snapshot(replace(panjshir, dossiers={"a": Dossier(proposal)}))
    assert said in flat(write_page(comparison_page(now, compare(now, "resistance", "taliban"))))


def test_proposals_without_contents_share_a_row_in_a_comparison(panjshir: Negotiation) -> None:
    said = {"status": "open", "positions": [{"side": "resistance", "stance": "proposes"}]}
    bare = {name: Dossier(Proposal.model_validate({"id": name, **said})) for name in ("x", "y")}
    titled = Dossier(Proposal.model_validate({"id": "z", "title": "A road", **said}))
    for dossiers, told in ((bare, "2, contents"), ({**bare, "z": titled}, "2 more, contents")):
        now = snapshot(replace(panjshir, dossiers=dossiers))
        assert f"{told} not reported" in flat(write_page(comparison_page(now, compare(now, "resistance", "taliban"))))


def three_sides(panjshir: Negotiation, *stances: tuple[str | None, ...]) -> Negotiation:
    sides = tuple(Side(id=name, name=name.upper()) for name in ("a", "b", "c"))
    dossiers = {}
    for place, row in enumerate(stances):
        positions = [{"side": side, "stance": stance} for side, stance in zip("abc", row, strict=True) if stance]
        table = {"id": f"p{place}", "title": f"P{place}", "topic": "Seats", "positions": positions}
        dossiers[f"p{place}"] = Dossier(Proposal.model_validate(table))
    header = panjshir.header.model_copy(update={"sides": sides, "claimed_count": None})
    return replace(panjshir, header=header, dossiers=dossiers)


def test_agreement_is_counted_only_over_proposals_on_which_both_sides_are_reported(panjshir: Negotiation) -> None:
    talks = three_sides(panjshir, ("accepts", "accepts", None), ("accepts", None, None))
    cited = {"date": "2026-03-02", "evidence": [{"source": "trt-2021-09-06"}]}
    ledger = (entry("x", side="a", stance="rejects", **cited), entry("y", side="a", stance="accepts", **cited))
    against = with_dossier(talks, "p1", ledger=(ledger[0], ledger[1].model_copy(update={"recorded_by": "B."})))
    assert snapshot(against).known["p1"].of("a").conflict
    shown = flat(write_page(pairs_page(snapshot(against))))
    assert "A and B 1 of 1 (100%) 1" in shown
    assert "conflicting: what is reported of one of them conflicts" in shown


def test_agreement_in_percent_is_always_shown_with_its_number(panjshir: Negotiation) -> None:
    talks = three_sides(panjshir, ("accepts", "accepts", None), ("accepts", "rejects", None))
    shown = write_page(pairs_page(snapshot(talks)))
    assert re.search("^A and B +1 of 2 \\(50%\\) +1$", shown, re.MULTILINE)
    assert re.search("^A and C +none in common +–$", shown, re.MULTILINE)


def test_the_comparison_with_a_reference_side_lists_the_nearest_side_first(panjshir: Negotiation) -> None:
    talks = three_sides(panjshir, ("accepts", "rejects", "accepts"), ("accepts", "accepts", "accepts"))
    shown = write_page(reference_page(snapshot(talks), "a"))
    assert re.search("^C +2 of 2 .*\n^B +1 of 2", shown, re.MULTILINE)


def test_competing_proposals_on_one_topic_are_listed_together(panjshir: Negotiation) -> None:
    talks = three_sides(panjshir, ("accepts", "rejects", None), ("rejects", "accepts", None))
    shown = write_page(board_page(snapshot(talks), talks.sides))
    assert "SEATS: 2 compete" in shown
    assert shown.count("P0 ") == 2


def test_a_board_or_comparison_too_large_to_read_is_replaced_by_counts(panjshir: Negotiation) -> None:
    rows = [("accepts", "rejects", None)] * 1_000 + [("accepts", None, None)] * 666
    now = snapshot(three_sides(panjshir, *rows))
    whole = write_page(board_page(now, now.negotiation.sides))
    assert "ALL SUGGESTIONS (1,666)" in whole
    more = snapshot(three_sides(panjshir, *rows, ("accepts", None, None)))
    annex = "The board, and the 1,667 suggestions that are outstanding, are in the annex."
    first = write_page(report_page(more, Selection()))
    assert first.index(annex) < first.index("ALL SUGGESTIONS (1,667)") < first.index("\nNOT REPORTED\n")
    for shown in (write_page(board_page(more, more.negotiation.sides)), first[: first.index(annex)]):
        assert re.search("^side +for +against +not reported$", shown, re.MULTILINE)
        assert re.search("^A +1,667 +0 +0$", shown, re.MULTILINE)
        assert re.search("^B +0 +1,000 +667$", shown, re.MULTILINE)
    named = tuple(Side(id=each.id, name=f"The side that is called {each.id}") for each in more.negotiation.sides)
    table = sides_table(more, named)
    assert [column.flexible for column in table.columns] == [True, False, False, False]
    listed = write_page(comparison_page(more, compare(more, "a", "b")))
    assert "THEY DIFFER (1,000)" in listed
    many = snapshot(three_sides(panjshir, *rows, *rows))
    short = flat(write_page(comparison_page(many, compare(many, "a", "b"))))
    assert "Too many to list at once: those of one kind are listed with --only differ|one-sided." in short
    assert "THEY DIFFER" not in short


def test_a_single_requested_relation_is_listed_in_full_however_long_the_list(panjshir: Negotiation) -> None:
    talks = three_sides(panjshir, *[("accepts", "accepts", None)] * 2_001)
    now = snapshot(with_proposal(talks, "p0", title=None))
    shown = write_page(comparison_page(now, compare(now, "a", "b", [Relation.AGREE])))
    assert "Too many" not in shown
    assert "THEY AGREE (2,000)" in shown
    assert "THEY AGREE; CONTENTS NOT REPORTED (1)" in shown


def test_numbered_proposals_without_a_title_keep_separate_rows(panjshir: Negotiation) -> None:
    dossiers = {f"p{n}": Dossier(Proposal.model_validate({"id": f"p{n}", "number": n})) for n in (1, 2)}
    talks = replace(panjshir, dossiers=dossiers)
    rows = board(snapshot(talks).standings, talks.sides, Terms(talks)).rows
    assert [row.number.text for row in rows] == ["1", "2"]


# ---- What moved ----


def test_movements_towards_a_proposal_and_away_from_it_are_listed_for_each_side(panjshir: Negotiation) -> None:
    cited = {"date": "2026-03-02", "evidence": [{"source": "trt-2021-09-06"}]}
    positions = [{"side": side, "stance": "rejects", "date": "2026-03-01"} for side in "ab"]
    table = {"id": "p0", "title": "P0", "positions": [*positions, {**positions[0], "side": "c", "stance": "accepts"}]}
    talks = replace(three_sides(panjshir), dossiers={"p0": Dossier(Proposal.model_validate(table))})
    ledger = (entry("x", side="a", stance="conditional", **cited), entry("y", side="c", stance="rejects", **cited))
    shown = moved(talks, with_dossier(talks, "p0", ledger=ledger))
    both = (ledger[0], entry("z", side="b", stance="conditional", **cited))
    alike = moved(talks, with_dossier(talks, "p0", ledger=both))
    assert "A conditional Was: rejects." in alike
    assert "B conditional Was: rejects." in alike
    assert "1 suggestion moved: moved towards it on 1 and moved away from it on 1." in shown
    assert "A conditional Was: rejects." in shown
    assert "C rejects Was: accepts." in shown
    silent = with_proposal(talks, "p0", positions=talks.dossiers["p0"].proposal.positions[1:])
    assert "A not reported Was: rejects." in moved(talks, silent)


def test_a_changed_outcome_is_shown_as_the_new_status_with_the_old_one(panjshir: Negotiation) -> None:
    outcome = entry("o", status="withdrawn", date="2021-09-10")
    shown = moved(panjshir, with_dossier(panjshir, "06-surrender-after-government", ledger=(outcome,)))
    assert "Status withdrawn Was rejected." in shown


def test_a_changed_status_is_shown_with_the_condition_or_retraction_that_caused_it(panjshir: Negotiation) -> None:
    cited = {"date": "2021-09-02", "evidence": [{"source": "trt-2021-09-06"}]}
    waits = entry("w", side="taliban", stance="conditional", conditions=[{"text": "officials are named"}], **cited)
    before = with_dossier(panjshir, "no-disarming", ledger=(waits,))
    met = entry("m", meets="w#1", date="2021-09-04", evidence=[{"source": "trt-2021-09-06", "where": "paragraph 3"}])
    now = with_dossier(panjshir, "no-disarming", ledger=(waits, met))
    shown = moved(before, now)
    assert "Status accepted Was conditional. Now:" not in shown
    assert "Condition met officials are named (met, 4 Sep 2021; TRT World, par. 3)" in shown
    assert "if officials are named (met, 4 Sep 2021; TRT World, par. 3)" in flat(show(now, "no-disarming"))
    unsigned = with_dossier(
        panjshir, "no-disarming", ledger=(waits, entry("m", meets="w#1", date="2021-09-04", recorded_by=None))
    )
    assert "(met, 4 Sep 2021; recorded by an unnamed person)" in flat(show(unsigned, "no-disarming"))
    gone = entry("r", retracts="w", because="Misread.")
    assert "Retracted no longer counts" in moved(before, with_dossier(panjshir, "no-disarming", ledger=(waits, gone)))


def test_a_side_that_only_put_a_proposal_forward_is_shown_as_counting_as_for(panjshir: Negotiation) -> None:
    proposed = with_proposal(panjshir, "no-disarming", positions=(), proposed_by=("resistance",), status="open")
    shown = flat(show(proposed, "no-disarming"))
    assert "From Resistance" in shown
    assert "Resistance put it forward This counts as for; no position beyond it is reported." in shown
    assert "Taliban not reported No position is reported." in shown
    assert "From Resistance" not in flat(show(panjshir, "no-disarming"))


def test_who_put_a_proposal_forward_is_named_in_full_if_a_position_says_so_of_some_only(panjshir: Negotiation) -> None:
    both = with_proposal(panjshir, "no-disarming", proposed_by=("resistance", "taliban"))
    assert "From Resistance and Taliban" in flat(show(both, "no-disarming"))


def test_sides_that_only_put_a_proposal_forward_share_a_sentence_that_fits_them_all(panjshir: Negotiation) -> None:
    sides = tuple(Side(id=name, name=name) for name in "ABCD")
    header = panjshir.header.model_copy(update={"sides": sides})
    talks = with_proposal(panjshir, "no-disarming", positions=(), proposed_by=("A", "B"))
    shown = flat(show(replace(talks, header=header), "no-disarming"))
    assert "2 sides put it forward A, B. This counts as for; no position beyond it is reported." in shown


def test_changed_contents_are_marked_word_by_word(panjshir: Negotiation) -> None:
    shown = moved(panjshir, with_proposal(panjshir, "no-disarming", title="No searches in the province"))
    assert "contents changed" in shown
    assert re.search("title: No [{]-disarming *-[}] *[{][+]searches *[+][}] *in the province", shown)


def test_a_reworded_statement_of_the_same_day_is_marked_word_by_word(panjshir: Negotiation) -> None:
    first, second = panjshir.dossiers["no-disarming"].proposal.positions
    other = second.model_copy(update={"statement": "Agreed to every suggestion but two."})
    shown = moved(panjshir, with_proposal(panjshir, "no-disarming", positions=(first, other)))
    assert "statement changed Agreed to every suggestion but {-number 6-}{+two+}." in shown


def test_a_new_proposal_is_listed_with_the_stances_of_the_sides(panjshir: Negotiation) -> None:
    without = {key: each for key, each in panjshir.dossiers.items() if key != "no-disarming"}
    shown = moved(replace(panjshir, dossiers=without), panjshir)
    assert "No disarming in the province: new Status accepted Was not on record." in shown
    assert "Taliban accepts Agreed to every suggestion but number 6." in shown


def test_the_page_says_so_if_only_the_evidence_changed(panjshir: Negotiation) -> None:
    first, second = panjshir.dossiers["no-disarming"].proposal.positions
    cited = second.model_copy(update={"evidence": (Evidence(source="trt-2021-09-06", where="paragraph 13"),)})
    shown = moved(panjshir, with_proposal(panjshir, "no-disarming", positions=(first, cited)))
    assert "only the evidence changed" in shown


# ---- Annotations, and citations ----


def test_annotations_are_grouped_by_target_and_listed_with_their_ids(contested: Negotiation) -> None:
    talks = replace(contested, annotations=(note("n2", ask={"to": "the UN office", "due": "2026-12-01"}),))
    now = snapshot(talks)
    shown = flat(write_page(annotations_page(now, list(talks.all_annotations()))))
    assert "2 annotations, 1 of them stale." in shown
    assert "THE NEGOTIATION AS A WHOLE analyst · 22 Nov 2026 12:15 UTC First line." in shown
    assert "Ask to the UN office, due 1 Dec 2026: open. n2" in shown


def test_two_sources_of_one_position_are_both_cited(contested: Negotiation) -> None:
    evidence = [Evidence(source="trt-2021-09-06", where="paragraph 12"), Evidence(source="radio")]
    assert Citations(contested.sources).words(evidence) == "TRT World, par. 12; Evening news"


def test_an_earlier_stance_is_shown_only_once_for_each_day() -> None:
    convention = Reader(SHIPPED.parent / "federal-convention-1787").load().negotiation
    now = snapshot(convention)
    blocks = proposal_blocks(now, now.known["03-equal-vote-second-branch"], None, convention.sides)
    sides = next(each for each in blocks if isinstance(each, Outline))
    said = [item.head.text for item in sides.items]
    assert "before: 11 Jun 1787: ✗ rejects" in said
    assert not any(one == other for one, other in pairwise(said) if one.startswith("before"))
