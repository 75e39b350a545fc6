from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import permutations
from typing import Any

import pytest

from negotrack.errors import UsageError
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Event, LedgerEntry, Phase, Proposal, Side, Source
from negotrack.model.vocabulary import Decision, Reliability, Status
from negotrack.pages.blocks import Cell, Edit, Item, Outline, Page, Paragraph, Run, Section, Wording
from negotrack.pages.writers import write_page
from tests.pages.reports import TEXTS, report

Talks = Callable[..., Negotiation]


def page(negotiation: Negotiation, day: date | None = None, width: int = 80, **choices: Any) -> str:
    return report(negotiation, "text", day, **choices, width=width)


def flat(text: str) -> str:
    return " ".join(text.split())


def with_sides(negotiation: Negotiation, *sides: str | Side) -> Negotiation:
    more = (Side(id=f"side-{n}", name=side) if isinstance(side, str) else side for n, side in enumerate(sides))
    header = negotiation.header.model_copy(update={"sides": (*negotiation.header.sides, *more)})
    return replace(negotiation, header=header)


def with_header(negotiation: Negotiation, **keys: Any) -> Negotiation:
    return replace(negotiation, header=negotiation.header.model_copy(update=keys))


def with_proposals(negotiation: Negotiation, *tables: dict[str, Any]) -> Negotiation:
    dossiers = [Dossier(Proposal.model_validate({"status": "open", **table})) for table in tables]
    talks = with_header(negotiation, claimed_count=None)
    return replace(talks, dossiers={each.id: each for each in dossiers})


def stances(**sides: str) -> list[dict[str, str]]:
    return [{"side": side, "stance": stance, "date": "2021-08-20"} for side, stance in sides.items()]


def test_the_head_of_an_item_takes_up_at_most_a_third_of_the_line() -> None:
    head = "accepts most of it, and says so"
    item = Item("Taliban", Cell(head), Paragraph("Yes."))
    shown = write_page(Page("N", "Text", (), (), (Section("S", (Outline((item,)),)),)), width=60)
    (line,) = (line for line in shown.splitlines() if "Taliban" in line)
    assert (len(head), line.index("Yes.")) == (31, len("Taliban") + 2 + 20 + 2)


# ---- What comes first ----


def test_the_report_starts_with_the_phase_the_sides_and_the_latest_record(panjshir: Negotiation) -> None:
    assert page(panjshir).splitlines()[1:4] == [
        "Phase: failed, between 17 and about 30 August 2021 (TRT World, par. 3).",
        "Sides: Resistance (led by Ahmad Massoud) and Taliban.",
        "Latest record: 6 September 2021.",
    ]


def test_the_totals_are_followed_by_what_is_outstanding_and_what_the_acceptances_rest_on(panjshir: Negotiation) -> None:
    lead = flat(page(panjshir))
    assert "12 suggestions, 4 described, 1 numbered. 11 are reported as accepted, 1 as rejected." in lead
    assert "Outstanding: number 6, held up by Taliban." in lead
    assert "The 11 acceptances rest on one statement about all but number 6 (TRT World, par. 12)" in lead
    assert "none is reported of a suggestion by itself. For 8 of them the contents are not reported." in lead
    apart = [
        {
            "id": name,
            "title": name,
            "positions": [{**each, "basis": "collective", "evidence": [{"source": name}]} for each in both],
        }
        for name in "ab"
        for both in [stances(resistance="proposes", taliban="accepts")]
    ]
    told = flat(page(with_proposals(panjshir, *apart)))
    assert "The 2 acceptances rest on 2 statements, each about several suggestions" in told
    one = flat(page(with_proposals(panjshir, {**apart[0], "title": None})))
    assert "The acceptance rests on one statement about all suggestions" in one
    assert "For the accepted one the contents are not reported." in one
    assert "none is reported" not in one
    agreed = {key: each for key, each in panjshir.dossiers.items() if not each.proposal.number}
    lead = flat(page(replace(panjshir, dossiers=agreed)))
    assert "The 11 acceptances rest on one statement about all suggestions (TRT World, par. 12)" in lead


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ([{}], "It is open. Outstanding: A, held up by Taliban."),
        ([stances(resistance="proposes", taliban="accepts")], "It is reported as accepted. Outstanding: none."),
        ([{}, {}], "All 2 are open. Outstanding: 2 of 2."),
        (
            [
                stances(resistance="proposes", taliban="accepts"),
                stances(resistance="proposes", taliban="conditional"),
                stances(resistance="withdraws", taliban="accepts"),
                [*stances(resistance="proposes", taliban="accepts"), *stances(taliban="rejects")],
                [],
            ],
            "1 is reported as accepted, 1 as conditional, 1 as withdrawn; 1 is open; on 1 the reports conflict.",
        ),
    ],
)
def test_the_outcomes_of_the_proposals_are_summed_up_in_a_sentence(
    panjshir: Negotiation, tables: list[Any], said: str
) -> None:
    proposals = [
        {"id": f"p{n}", "title": "ABCDE"[n], "proposed_by": "resistance", "positions": positions or []}
        for n, positions in enumerate(tables)
    ]
    assert said in flat(page(with_proposals(panjshir, *proposals)))


def test_with_several_outstanding_proposals_the_side_that_holds_up_most_is_named(panjshir: Negotiation) -> None:
    against = stances(resistance="proposes", taliban="rejects")
    tables = [{"id": f"p{n}", "number": n, "title": "A", "positions": against} for n in (1, 2, 3)]
    said = flat(page(with_proposals(panjshir, *tables)))
    assert "Outstanding: 3 of 3: numbers 1, 2 and 3. Held up most by Taliban (3 of 3)." in said


def test_unknown_numbers_are_not_mentioned_if_no_proposal_has_a_number(panjshir: Negotiation) -> None:
    shown = page(with_proposals(panjshir, {"id": "a", "title": "A"}, {"id": "b", "title": "B"}))
    assert "2 suggestions, all described. All 2 are open." in flat(shown)
    assert "number" not in shown


def test_upcoming_events_have_their_own_section_and_do_not_count_as_the_latest_record(panjshir: Negotiation) -> None:
    rounds = [
        Event.model_validate({"title": "Round 5", "kind": "meeting", "date": "2026-12-20"}),
        Event.model_validate({"title": "The mandate ends", "kind": "deadline", "date": "2026-12-31"}),
    ]
    shown = page(with_header(panjshir, events=(*panjshir.header.events, *rounds)))
    assert "Latest record: 6 September 2021." in shown
    ahead = shown[shown.index("\nAHEAD\n") : shown.index("\nNOT REPORTED\n")]
    assert "20 Dec 2026  Round 5" in ahead
    assert "31 Dec 2026  The mandate ends" in ahead
    assert "Round 5" not in shown[shown.index("MEETINGS AND EVENTS") :]


def test_among_records_that_end_on_the_latest_day_the_most_exact_date_is_shown(panjshir: Negotiation) -> None:
    for days in permutations(["2021-09-01/2021-09", "2021-09-30~", "../2021-09-30"]):
        held = [Event.model_validate({"title": "Held", "kind": "meeting", "date": day, "outcome": "x"}) for day in days]
        assert "Latest record: 30 September 2021." in page(with_header(panjshir, events=held))


def test_an_ongoing_phase_is_shown_with_the_day_it_began(panjshir: Negotiation) -> None:
    phase = Phase.model_validate({"phase": "in-force", "date": "2026-11-20"})
    assert "Phase: in force since 20 November 2026." in page(with_header(panjshir, phases=(phase,)))
    assert "Phase: not reported." in page(with_header(panjshir, phases=()))


def test_the_report_names_sides_without_a_say_and_the_decision_rule(panjshir: Negotiation) -> None:
    office = Side(id="office", name="UN office", decides=False)
    shown = page(with_header(with_sides(panjshir, office), decision=Decision.MAJORITY))
    assert "Without a say in decisions: UN office." in shown
    assert "Decided by a majority of the sides." in shown


def test_the_summary_of_the_shipped_negotiation_fits_on_one_page(panjshir: Negotiation) -> None:
    assert page(panjshir, summary=True).count("\n") <= 60


def test_the_summary_is_the_beginning_of_the_full_report(panjshir: Negotiation) -> None:
    summary, whole = page(panjshir, summary=True), page(panjshir)
    assert whole.startswith(summary)
    assert ("\nNOT REPORTED\n" in summary, "\nNOT REPORTED\n" in whole) == (False, True)


def test_the_report_names_unreadable_files_but_not_warnings(panjshir: Negotiation) -> None:
    broken = [Problem("proposals/a.toml", message, unreadable=True) for message in ("no value", "no end")]
    shown = flat(page(panjshir, problems=[*broken, Problem("negotiation.toml", "odd")], summary=True))
    assert "1 file could not be read, and what it holds is in no figure: proposals/a.toml." in shown
    assert "negotiation.toml" not in shown
    assert "could not be read" not in page(panjshir)


def test_nothing_is_said_of_all_proposals_while_a_file_cannot_be_read(panjshir: Negotiation) -> None:
    broken = [Problem("proposals/a.toml", "no value", unreadable=True)]
    agreed = {key: each for key, each in panjshir.dossiers.items() if not each.proposal.number}
    shown = flat(page(replace(panjshir, dossiers=agreed), problems=broken))
    assert "The 11 acceptances rest on one statement about 11 suggestions (TRT World, par. 12)" in shown
    assert "None: every suggestion that could be read is accepted or withdrawn." in shown
    assert "on one statement about all but number 6 " not in flat(page(panjshir, problems=broken))
    last_read = [broken[0].of_kept()]
    assert "on one statement about all but number 6 " in flat(page(panjshir, problems=last_read))


# ---- Proposals ----


def test_a_date_and_source_shared_by_all_sides_are_shown_only_once(panjshir: Negotiation) -> None:
    shown = flat(page(panjshir, summary=True))
    assert shown.count("Between 17 and about 30 August 2021, deduced; TRT World.") == 1
    assert "Taliban rejects Did not agree to this one. (par. 12) offers The Taliban first announce officials" in shown


def test_conflicts_are_counted_separately_and_shown_with_the_status_each_record_would_lead_to(
    contested: Negotiation,
) -> None:
    shown = flat(page(contested, summary=True))
    assert "10 are reported as accepted, 1 as rejected; on 1 the reports conflict. Outstanding: 2 of 12." in shown
    assert "CONFLICTING REPORTS (1) number unknown No disarming in the province Taliban conflicting" in shown
    assert "rejects (24 Aug 2021; Evening news, minute 3) or accepts (17–about 30 Aug 2021" in shown
    assert "The days in which they may lie overlap, so neither is surely later." in shown
    assert "Rejected if “rejects” holds; accepted if “accepts” holds. ruling None." in shown
    assert re.search("No disarming in the province +proposes +conflicting +conflicting", page(contested))


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({}, "Two sources say different things about the same day."),
        ({"evidence": [{"source": "a", "where": "p. 2"}]}, "A. Nalyst and the record keeper read the same passage"),
        ({"date": None}, "One of them has no day."),
    ],
)
def test_the_report_explains_why_neither_of_two_conflicting_records_is_preferred(
    panjshir: Negotiation, keys: Any, why: str
) -> None:
    first = {
        "side": "taliban",
        "stance": "accepts",
        "date": "2026-03-10",
        "evidence": [{"source": "a", "where": "p. 2"}],
    }
    later = {"side": "taliban", "stance": "rejects", "date": "2026-03-10", "evidence": [{"source": "b"}], **keys}
    entry = LedgerEntry.model_validate({"id": "x", "recorded_by": "A. Nalyst", **later})
    talks = with_proposals(panjshir, {"id": "a", "title": "A", "positions": [first]})
    sources = {name: Source(id=name, title=name) for name in ("a", "b")}
    talks = replace(talks, dossiers={"a": replace(talks.dossiers["a"], ledger=(entry,))}, added={Kind.SOURCE: sources})
    assert why in flat(page(talks, summary=True))


def test_a_ruling_is_shown_with_its_author_day_and_reason(contested: Negotiation) -> None:
    dossier = contested.dossiers["no-disarming"]
    ruling = LedgerEntry.model_validate(
        {
            "id": "r",
            "prefers": ["taliban-1"],
            "over": [dossier.ledger[0].id],
            "because": "The broadcast was taken back.",
            "recorded": "2026-11-24T09:00:00Z",
            "recorded_by": "A. Nalyst",
        }
    )
    decided = replace(dossier, ledger=(*dossier.ledger, ruling))
    shown = flat(page(replace(contested, dossiers={**contested.dossiers, "no-disarming": decided})))
    assert "11 are reported as accepted" in shown
    assert "CONFLICTING" not in shown
    assert (
        "Ruling decided Taliban accepts (17–about 30 Aug 2021, deduced; TRT World, par. 12), not Taliban rejects"
        in shown
    )
    assert "because The broadcast was taken back. by A. Nalyst, 24 November 2026" in shown


def test_a_dependency_is_shown_on_both_proposals(contested: Negotiation) -> None:
    shown = flat(page(contested))
    assert "Needed by inferred number unknown Recognition of Ahmad Shah Massoud as National Hero" in shown
    assert "Depends on inferred number unknown No disarming in the province" in shown


def test_counter_proposals_and_indirect_dependencies_are_shown(panjshir: Negotiation) -> None:
    talks = with_proposals(
        panjshir,
        {"id": "a", "title": "A", "holds_up": [{"proposal": "b", "basis": "inferred"}]},
        {"id": "b", "title": "B", "holds_up": [{"proposal": "c", "basis": "inferred"}], "counters": "a"},
        {"id": "c", "title": "C"},
    )
    shown = flat(page(talks, summary=True))
    assert "Answered by counter-proposal B" in shown
    assert "Answers counter-proposal A" in shown
    assert "Needed by through these C" in shown


def test_sides_with_identical_positions_are_reported_together(panjshir: Negotiation) -> None:
    talks = with_sides(panjshir, "Alpha", "Beta", "Gamma")
    positions = [
        *({"side": side, "stance": "accepts", "statement": "Aye."} for side in ("side-0", "side-1")),
        {"side": "side-2", "stance": "rejects", "statement": "No."},
    ]
    shown = flat(page(with_proposals(talks, {"id": "a", "title": "A", "positions": positions}), summary=True))
    assert "A: rejected; 2 of 5 for; Gamma against; 2 not reported" in shown
    assert "2 sides not reported Resistance, Taliban." in shown
    assert "2 sides accepts Alpha, Beta. Aye. basis not judged Gamma rejects No." in shown
    assert "Day not reported; no source given." in shown


# ---- The board ----


def test_proposals_without_contents_share_a_row_if_their_stances_are_the_same(panjshir: Negotiation) -> None:
    shown = page(panjshir, summary=True)
    assert re.search("^8 more +contents not reported +proposes\\* +accepts\\* +accepted$", shown, re.MULTILINE)
    bare = Proposal.model_validate({"id": "unreported-a", "status": "open"})
    apart = replace(panjshir, dossiers={**panjshir.dossiers, "unreported-a": Dossier(bare)})
    shown = page(apart, summary=True)
    assert re.search("^unknown +contents not reported +not reported +not reported +open$", shown, re.MULTILINE)
    assert re.search("^7 more +contents not reported", shown, re.MULTILINE)
    alike = [{"id": name, "positions": stances(taliban="accepts")} for name in "ab"]
    for number, sign in ((None, ", "), (7, " +")):
        other = {"id": "c", "title": "A road", **({"number": number} if number else {})}
        shown = page(with_proposals(panjshir, *alike, other), summary=True)
        assert re.search(f"^2 more{sign}contents not reported", shown, re.MULTILINE)
    shown = page(with_proposals(panjshir, *alike), summary=True)
    assert re.search("^all 2, contents not reported", shown, re.MULTILINE)


def test_outstanding_proposals_without_contents_are_listed_in_one_item(panjshir: Negotiation) -> None:
    shown = page(panjshir, date(2021, 8, 25), summary=True)
    assert "contents not reported (8 suggestions): open; held up by Taliban\n   unreported-a, unreported-b," in shown


def test_the_board_shows_every_side_however_many_there_are(panjshir: Negotiation) -> None:
    names = [f"Party {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    for width in (60, 80, 120):
        shown = page(with_sides(panjshir, *names), width=width)
        board = shown[shown.index("ALL SUGGESTIONS") : shown.index("OUTSTANDING (")]
        assert all(f" {name}" in flat(board) for name in ("Resistance", "Taliban", *names))
        assert max(map(len, shown.splitlines())) <= width


def test_twelve_sides_fit_in_one_board_of_eighty_columns_with_a_key_to_its_letters(panjshir: Negotiation) -> None:
    talks = with_sides(panjshir, *(f"Party {letter}" for letter in "ABCDEFGHIJ"))
    shown = page(talks, summary=True)
    row = next(line for line in shown.splitlines() if line.startswith("6 "))
    assert row.split()[-14:] == ["P", "R+", *["."] * 10, "rejected,", "Ta"]
    assert "P proposes    A accepts    R rejects    . not reported    + with a counter-offer" in shown


def test_a_side_whose_name_is_as_short_as_its_head_is_named_once_in_the_key(panjshir: Negotiation) -> None:
    un = Side(id="un", name="UN", short="UN")
    talks = with_sides(panjshir, *(f"Party {letter}" for letter in "ABCDEFGHI"), un)
    for name in TEXTS:
        written = re.sub("<th.*?</th>", "", report(talks, name, summary=True))  # a head has both, and shows one
        shown = flat(re.sub("<[^>]*>", " ", written))
        assert "UN UN" not in shown
        assert name in {"json", "csv"} or "PA Party A" in shown


def test_a_terminal_gets_signs_and_colours_and_a_pipe_plain_letters(contested: Negotiation) -> None:
    talks = with_sides(contested, *(f"Party {letter}" for letter in "ABCDEFGHIJ"))
    assert re.findall("[\x1b─━│┌✓✗▲]", page(talks, annotations=True)) == []
    plain = re.sub("\x1b\\[\\d*m", "", report(talks, summary=True, colour=True))
    assert {"▲ proposes", "✓ accepts", "✗ rejects", "‼ conflicting"} <= set(re.split(" {2,}|\n", plain))
    edits = Wording((Run("The "), Run("old", Edit.GONE), Run("new", Edit.NEW)))
    written = partial(write_page, Page("N", "Text", (), (), (Section("S", (edits,)),)))
    assert "The {-old-}{+new+}" in written()
    assert re.search("The \x1b\\[[\\d;]+m{-old-}\x1b\\[0m\x1b\\[[\\d;]+m{[+]new[+]}\x1b\\[0m", written(colour=True))


def test_with_more_than_two_sides_a_row_shows_who_holds_the_proposal_up(panjshir: Negotiation) -> None:
    talks = with_sides(panjshir, "River Council")
    positions = stances(resistance="proposes", taliban="rejects") + stances(**{"side-0": "accepts"})
    shown = page(with_proposals(talks, {"id": "a", "title": "A", "positions": positions}), summary=True)
    assert re.search("^A +proposes +rejects +accepts +rejected +Ta$", shown, re.MULTILINE)
    assert shown.index("ALL SUGGESTIONS (1)") < shown.index("OUTSTANDING (1)")
    said = with_proposals(talks, {"id": "a", "title": "A", "summary": "A road to the pass.", "positions": positions})
    assert "A road to the pass." in page(said, summary=True)
    positions[0] = {**positions[0], "statement": "A road, and no more."}
    stated = with_proposals(talks, {"id": "a", "title": "A", "summary": "A road to the pass.", "positions": positions})
    assert "A road to the pass." not in page(stated, summary=True)


def test_as_of_a_past_day_positions_that_may_be_later_are_marked(panjshir: Negotiation) -> None:
    shown = page(panjshir, date(2021, 8, 25), summary=True)
    assert "As of 25 August 2021: what is dated later is left out." in shown
    assert "rejects+?" in shown
    assert "? possible: it may date from a later day" in shown


def test_an_undated_position_is_marked_only_as_of_a_day(panjshir: Negotiation) -> None:
    positions = [{"side": "resistance", "stance": "proposes"}]
    talks = with_proposals(panjshir, {"id": "a", "title": "A", "positions": positions})
    assert "proposes°" in page(talks, date(2021, 8, 25))
    assert "proposes°" not in page(talks)


def test_a_report_limited_to_some_statuses_says_so_and_keeps_the_totals(panjshir: Negotiation) -> None:
    shown = page(panjshir, statuses=[Status.ACCEPTED], summary=True)
    assert "Shown: suggestions that are accepted; the figures cover all suggestions." in shown
    assert "11 are reported as accepted, 1 as rejected" in flat(shown)
    assert "SUGGESTIONS, ACCEPTED (11 OF 12)" in shown
    assert "OUTSTANDING" not in shown
    assert "None." in page(panjshir, statuses=[Status.WITHDRAWN], summary=True)


def test_the_two_chosen_sides_come_first_and_must_be_different_known_sides(panjshir: Negotiation) -> None:
    for wrong in (("taliban",), ("taliban", "taliban"), ("taliban", "nobody")):
        with pytest.raises(UsageError, match="name two different sides, as --sides resistance,taliban"):
            page(panjshir, sides=wrong)
    with pytest.raises(UsageError, match=r"as --sides resistance,taliban$"):
        page(with_sides(panjshir, "Third"), sides=("taliban",))
    shown = page(panjshir, sides=("taliban", "resistance"), summary=True)
    assert "Sides: Taliban and Resistance (led by Ahmad Massoud)." in shown
    assert re.search("^number +suggestion +Taliban +Resistance +status$", shown, re.MULTILINE)


# ---- As of a day ----


def test_as_of_a_day_before_the_first_record_the_report_says_only_that(panjshir: Negotiation) -> None:
    assert page(panjshir, date(2021, 8, 16), annotations=True) == (
        "Panjshir talks, August 2021                                        Status report\n"
        f"As of 16 August 2021.\n{'=' * 80}\n\nNothing is on record by 16 August 2021.\n"
    )


def test_as_of_a_day_an_undated_text_is_marked_with_the_latest_record_it_may_draw_on(panjshir: Negotiation) -> None:
    lines = page(panjshir, date(2021, 8, 25)).splitlines()
    knowing = [n for n, line in enumerate(lines) if line == "Written with knowledge of records up to 6 September 2021:"]
    assert [lines[n + 2].partition(" ")[0] for n in knowing] == ["Talks", "Reply", "Resistance"]
    assert "knowledge" not in page(panjshir)


def test_as_of_a_day_later_records_and_sources_that_nothing_cites_are_left_out(contested: Negotiation) -> None:
    shown = page(contested, date(2021, 8, 20))
    for later in ("Phase: failed", "Evening news", "5 Sep 2021", "all of it captured"):
        assert later not in shown
    assert "Evening news" in page(contested, date(2021, 8, 24))


# ---- The annex ----


def test_the_annex_counts_what_is_not_reported(panjshir: Negotiation) -> None:
    shown = flat(page(with_header(panjshir, claimed_count=14)))
    assert "12 suggestions on record, of 14 that are said to exist, 4 described" in shown
    assert "Count 12 on record; a source says that there are 14 suggestions" in shown
    assert "Contents for 8 of 12 suggestions" in shown
    assert "Day for 24 of 24 positions, all between 17 and about 30 August 2021, deduced" in shown
    assert "Form for 24 of 24 positions" in shown
    assert "Nobody has graded how reliable a source" in shown
    graded = tuple(each.model_copy(update={"reliability": Reliability.B}) for each in panjshir.header.sources)
    shown = flat(page(with_header(panjshir, sources=graded)))
    assert re.search(r"Letters grade how reliable a source is\. B: [^;]*\.", shown)
    assert "Nobody has graded" not in shown
    assert "Not fully graded 24 of 24 positions; letter, digit or both missing" in shown
    assert "Not graded" not in shown  # the sources have their letters
    (claim, *claims) = panjshir.header.claims
    judged = claim.model_copy(update={"evidence": (claim.evidence[0].model_copy(update={"credibility": 4}),)})
    shown = flat(page(with_header(panjshir, claims=(judged, *claims))))
    assert re.search(r"Digits grade how credible a piece of information is\. 4: [^;]*\.", shown)
    assert "Nobody has graded" not in shown


@pytest.mark.parametrize(("undated", "said"), [(1, "1 has no date at all"), (2, "2 have no date at all")])
def test_undated_positions_are_counted_among_those_without_an_exact_day(
    panjshir: Negotiation, undated: int, said: str
) -> None:
    positions = [{"side": side, "stance": "accepts"} for side in ("resistance", "taliban")[:undated]]
    shown = flat(page(with_proposals(panjshir, {"id": "p", "positions": positions})))
    of_all = "1 of 1 position" if undated == 1 else "2 of 2 positions"
    assert f"Day for {of_all}; {said}" in shown


def test_the_span_of_a_single_position_without_an_exact_day_is_not_said_of_all(panjshir: Negotiation) -> None:
    position = {"side": "taliban", "stance": "accepts", "date": "2021-08"}
    shown = flat(page(with_proposals(panjshir, {"id": "p", "positions": [position]})))
    assert "Day for 1 of 1 position, August 2021 " in shown
    shown = flat(
        page(with_proposals(panjshir, {"id": "p", "positions": [position, {**position, "side": "resistance"}]}))
    )
    assert "Day for 2 of 2 positions, all August 2021 " in shown


def test_several_claims_on_one_topic_are_counted_in_its_heading(panjshir: Negotiation) -> None:
    shown = page(panjshir)
    assert "\nReply to the suggestions\n" in shown
    assert "\nOutcome of the talks: 3 claims\n" in shown


def test_an_annotation_of_a_deleted_proposal_is_reported_with_the_others(contested: Negotiation) -> None:
    talks = replace(contested, orphans={"lost": contested.annotations})
    shown = page(talks, annotations=True)
    assert "ANNOTATIONS (3): 1 annotation gone stale" in shown
    assert "lost (no such suggestion)\n   analyst · 22 Nov 2026 12:15 UTC\n      About" in shown
    assert "lost (no such" not in page(talks)
    rejected = page(talks, annotations=True, statuses=[Status.REJECTED])
    assert "1 annotation gone stale; 1 not shown, of suggestions that are not in this report" in flat(rejected)
    assert "ANNOTATIONS (2)" in rejected


def test_on_a_narrow_page_table_cells_are_listed_one_below_the_other(panjshir: Negotiation) -> None:
    shown = page(panjshir, width=40)
    assert "Taliban: rejects\n" in shown
    assert max(map(len, shown.splitlines())) <= 40


@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "json"])
def test_a_negotiation_without_any_record_can_be_reported(panjshir: Negotiation, name: str) -> None:
    bare = {
        "summary": None,
        "people": (),
        "sources": (),
        "events": (),
        "claims": (),
        "claimed_count": None,
        "phases": (),
    }
    empty = replace(panjshir, header=panjshir.header.model_copy(update=bare), dossiers={})
    assert report(empty, name, annotations=True).endswith("\n")
    assert "No source is recorded." in page(empty)
    assert "Nothing is on record." in page(empty)
    assert "CLAIMS" in page(panjshir)
    assert "CLAIMS" not in page(empty)
