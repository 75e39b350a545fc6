from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from negotrack.analysis.consistency import consistency
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem, Severity
from negotrack.model.records import Annotation, Claim, Event, LedgerEntry, Person, Source, Stake, Text
from negotrack.model.vocabulary import StakeKind

Entries = Callable[..., LedgerEntry]
Annotations = Callable[..., Annotation]
Dossiers = Callable[..., Dossier]
Negotiations = Callable[..., Negotiation]

CITED = [{"source": "paper"}]


def held(side: str, stance: str, **keys: Any) -> dict[str, Any]:
    return {"side": side, "stance": stance, "evidence": CITED, **keys}


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.file, problem.key) for problem in problems]


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, problems
    return problems[0]


def test_consistent_records_have_no_problems(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations
) -> None:
    proposal = dossier(
        "p1",
        held("resistance", "proposes"),
        held("taliban", "accepts", date="2021-08-20"),
        ledger=[entry(side="taliban", stance="rejects", status="rejected", date="2021-09-01", evidence=CITED)],
        annotations=[annotation(about="taliban")],
        status="accepted",
        number=1,
        proposed_by="resistance",
        holds_up=[{"proposal": "p2", "evidence": CITED}],
    )
    other = dossier("p2", number=2, counters="p1", proposed_by=["resistance", "A mediator"])
    header = {"claimed_count": 2, "people": [{"name": "A mediator"}]}
    assert consistency(negotiation(proposal, other, header=header)) == []


def test_a_position_without_evidence_is_an_error(negotiation: Negotiations, dossier: Dossiers, entry: Entries) -> None:
    proposal = dossier(
        "x",
        held("resistance", "proposes"),
        held("taliban", "defers", evidence=()),
        ledger=[entry("e1", side="taliban", stance="defers"), entry("e2", status="open")],
    )
    problems = consistency(negotiation(proposal))
    assert places(problems) == [("ledger/x/e1.toml", "evidence"), ("proposals/x.toml", "positions[1].evidence")]
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_an_unknown_source_is_reported_in_any_evidence(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    lost = [{"source": "paper"}, {"source": "papr"}]
    proposal = dossier(
        "x",
        held("resistance", "proposes", evidence=lost),
        ledger=[entry("e1", status="open", evidence=lost)],
        holds_up=[{"proposal": "y", "evidence": lost}],
    )
    problems = consistency(
        negotiation(
            proposal,
            dossier("y"),
            header={
                "people": [{"name": "A", "evidence": lost}],
                "events": [{"title": "B", "evidence": lost}],
                "claims": [{"topic": "C", "claim": "D", "by": "E", "evidence": lost}],
            },
            added={
                Kind.PERSON: {"f": Person.model_validate({"name": "F", "evidence": lost})},
                Kind.EVENT: {"g": Event.model_validate({"title": "G", "evidence": lost})},
                Kind.CLAIM: {"h": Claim.model_validate({"topic": "H", "claim": "I", "by": "J", "evidence": lost})},
            },
        )
    )
    assert places(problems) == [
        ("claims/h.toml", "evidence[1].source"),
        ("events/g.toml", "evidence[1].source"),
        ("ledger/x/e1.toml", "evidence[1].source"),
        ("negotiation.toml", "claims[0].evidence[1].source"),
        ("negotiation.toml", "events[0].evidence[1].source"),
        ("negotiation.toml", "people[0].evidence[1].source"),
        ("people/f.toml", "evidence[1].source"),
        ("proposals/x.toml", "holds_up[0].evidence[1].source"),
        ("proposals/x.toml", "positions[0].evidence[1].source"),
    ]
    assert all("'papr' is not a source" in problem.message for problem in problems)
    assert all(problem.message.endswith("(did you mean 'paper'?)") for problem in problems)


def test_a_source_with_a_file_of_its_own_is_known(negotiation: Negotiations, dossier: Dossiers) -> None:
    source = Source(id="letter", title="A letter")
    proposal = dossier("x", held("taliban", "defers", evidence=[{"source": "letter"}]))
    assert consistency(negotiation(proposal, added={Kind.SOURCE: {"letter": source}})) == []


def test_an_unknown_side_is_reported_with_the_nearest_as_a_suggestion(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations
) -> None:
    proposal = dossier(
        "x",
        held("talban", "defers"),
        ledger=[entry("e1", side="Taliban", stance="defers", evidence=CITED)],
        annotations=[annotation("n1", about="resistence"), annotation("n2")],
    )
    problems = consistency(
        negotiation(
            proposal,
            header={"people": [{"name": "A", "side": "UN"}]},
            added={Kind.PERSON: {"b": Person(name="B", side="talibans")}},
            annotations=(annotation("n3", about="both"),),
        )
    )
    assert [str(problem) for problem in problems] == [
        "annotations/_/n3.toml:1: about: 'both' is not a side",
        "annotations/x/n1.toml:1: about: 'resistence' is not a side (did you mean 'resistance'?)",
        "ledger/x/e1.toml:1: side: 'Taliban' is not a side (did you mean 'taliban'?)",
        "negotiation.toml:1: people[0].side: 'UN' is not a side",
        "people/b.toml:1: side: 'talibans' is not a side (did you mean 'taliban'?)",
        "proposals/x.toml:1: positions[0].side: 'talban' is not a side (did you mean 'taliban'?)",
    ]


def test_a_proposer_must_be_a_side_or_a_known_person(negotiation: Negotiations, dossier: Dossiers) -> None:
    people = {"people": [{"name": "Mawlawi Fayez"}]}
    good = dossier("a", proposed_by=["taliban", "Mawlawi Fayez"])
    problems = consistency(
        negotiation(
            good, dossier("b", proposed_by="Mawlawi Fayes"), dossier("c", proposed_by=["taliban", "x"]), header=people
        )
    )
    assert places(problems) == [("proposals/b.toml", "proposed_by"), ("proposals/c.toml", "proposed_by[1]")]
    assert "did you mean 'Mawlawi Fayez'?" in problems[0].message


@pytest.mark.parametrize(
    ("status", "stance", "given"),
    [("accepted", "rejects", "rejected"), ("rejected", "accepts", "accepted"), ("withdrawn", "accepts", "accepted")],
)
def test_a_status_that_the_positions_of_its_file_contradict_is_an_error(
    negotiation: Negotiations, dossier: Dossiers, status: str, stance: str, given: str
) -> None:
    record = dossier("x", held("resistance", "proposes"), held("taliban", stance), status=status)
    problem = only(consistency(negotiation(record)))
    assert (problem.file, problem.key) == ("proposals/x.toml", "status")
    assert f"is {status}, but the positions in this file give {given}" in problem.message


def test_a_status_is_not_blamed_for_later_entries_of_the_ledger(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    later = entry("e1", side="taliban", stance="rejects", date="2021-09-07", evidence=CITED)
    record = dossier("x", held("resistance", "proposes"), held("taliban", "accepts"), status="accepted", ledger=[later])
    assert consistency(negotiation(record)) == []


def test_an_inferred_position_does_not_contradict_the_status(negotiation: Negotiations, dossier: Dossiers) -> None:
    inferred = held("taliban", "rejects", basis="inferred")
    assert consistency(negotiation(dossier("x", held("resistance", "proposes"), inferred, status="accepted"))) == []


def test_a_stored_status_that_the_records_of_its_day_do_not_give_is_a_warning(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    ledger = [
        entry("e1", side="taliban", stance="accepts", status="accepted", date="2021-08-24", evidence=CITED),
        entry("e2", side="taliban", stance="rejects", status="rejected", date="2021-08-26", evidence=CITED),
        entry("e3", side="taliban", stance="accepts", status="rejected", date="2021-08-28", evidence=CITED),
    ]
    problem = only(consistency(negotiation(dossier("x", held("resistance", "proposes"), ledger=ledger))))
    assert (problem.file, problem.severity) == ("ledger/x/e3.toml", Severity.WARNING)
    assert "the records give accepted" in problem.message


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"retracts": "gone", "because": "-"}, ("retracts", "names 'gone', which is not on record")),
        ({"retracts": "e1", "because": "-"}, ("retracts", "names itself")),
        (
            {"prefers": ["taliban-1"], "over": ["gone"], "because": "-"},
            ("over", "names 'gone', which is not on record"),
        ),
        ({"prefers": ["taliban-1"], "over": ["taliban-1"], "because": "-"}, ("over", "which it prefers")),
        ({"meets": "taliban-1#1"}, ("meets", "there is no condition")),
    ],
)
def test_an_entry_that_was_meant_to_decide_but_has_no_effect_is_an_error(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, fields: dict[str, object], expected: tuple[str, str]
) -> None:
    record = dossier("x", held("taliban", "accepts"), ledger=[entry("e1", **fields)])
    problem = only(consistency(negotiation(record)))
    assert (problem.file, problem.key, problem.severity) == ("ledger/x/e1.toml", expected[0], Severity.ERROR)
    assert expected[1] in problem.message


def test_links_to_nothing_or_to_the_proposal_itself_are_errors(negotiation: Negotiations, dossier: Dossiers) -> None:
    one = dossier("06-surrender", counters="06-surender", holds_up=[{"proposal": "06-surrender"}, {"proposal": "gone"}])
    two = dossier("b", counters="b")
    problems = consistency(negotiation(one, two))
    assert places(problems) == [
        ("proposals/06-surrender.toml", "counters"),
        ("proposals/06-surrender.toml", "holds_up[0].proposal"),
        ("proposals/06-surrender.toml", "holds_up[1].proposal"),
        ("proposals/b.toml", "counters"),
    ]
    assert "did you mean '06-surrender'?" in problems[0].message
    assert "itself" in problems[1].message
    assert "itself" in problems[3].message


def test_packages_conditions_and_decisions_must_name_what_exists(negotiation: Negotiations, dossier: Dossiers) -> None:
    proposal = dossier(
        "p1",
        held("taliban", "conditional", conditions=[{"proposal": "p1"}, {"text": "x"}, {"proposal": "p2"}]),
        decision=["resistance", "talban"],
    )
    header = {
        "decision": ["taliban", "nobody"],
        "phases": [{"phase": "ongoing", "evidence": [{"source": "gone"}]}],
        "packages": [{"title": "All", "proposals": ["p1", "p3"], "evidence": CITED}],
    }
    assert places(consistency(negotiation(proposal, header=header))) == [
        ("negotiation.toml", "decision[1]"),
        ("negotiation.toml", "packages[0].proposals[1]"),
        ("negotiation.toml", "phases[0].evidence[0].source"),
        ("proposals/p1.toml", "decision[1]"),
        ("proposals/p1.toml", "positions[0].conditions[0].proposal"),
        ("proposals/p1.toml", "positions[0].conditions[2].proposal"),
    ]


def test_wordings_and_stakes_must_name_what_exists(negotiation: Negotiations, dossier: Dossiers) -> None:
    texts = [
        {"id": "t1", "text": "One.", "answers": "t1"},
        {"id": "t2", "text": "Two.", "answers": "t1", "evidence": [{"source": "gone"}]},
        {"id": "t3", "text": "Three.", "answers": "t4"},
    ]
    red_line = {"kind": "red-line", "statement": "No more.", "assessed_by": "analyst"}
    stakes = [
        {"id": "s1", "side": "resistance", "crossed_by": ["taliban-1", "taliban-2"], **red_line},
        {"id": "s2", "side": "port", **red_line},
    ]
    proposal = replace(
        dossier("p1", held("taliban", "rejects")),
        texts=tuple(Text.model_validate(each) for each in texts),
        stakes=tuple(Stake.model_validate(each) for each in stakes),
    )
    assert places(consistency(negotiation(proposal))) == [
        ("stakes/p1/s1.toml", "crossed_by[1]"),
        ("stakes/p1/s2.toml", "side"),
        ("texts/p1/t1.toml", "answers"),
        ("texts/p1/t2.toml", "evidence[0].source"),
        ("texts/p1/t3.toml", "answers"),
    ]


def test_annotations_and_entries_without_their_proposal_are_errors(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations
) -> None:
    stake = Stake(id="s1", side="taliban", kind=StakeKind.INTEREST, statement="x", assessed_by="y")
    problems = consistency(
        negotiation(
            dossier("no-disarming"),
            orphans={"no-disarning": (annotation("n1"), annotation("n2"))},
            strays={
                Kind.LEDGER: {"gone": (entry("e1", status="open"),)},
                Kind.TEXT: {"gone": (Text(id="t1", text="One."),)},
                Kind.STAKE: {"gone": (stake,)},
            },
        )
    )
    assert places(problems) == [
        ("annotations/no-disarning/n1.toml", ""),
        ("annotations/no-disarning/n2.toml", ""),
        ("ledger/gone/e1.toml", ""),
        ("stakes/gone/s1.toml", ""),
        ("texts/gone/t1.toml", ""),
    ]
    assert "did you mean 'no-disarming'?" in problems[0].message


def test_what_only_follows_from_an_unreadable_file_is_not_reported_as_well(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations
) -> None:
    records = negotiation(
        dossier(
            "x", held("taliban", "defers", evidence=[{"source": "letter"}]), counters="broken", proposed_by="Fayez"
        ),
        header={"claimed_count": 2},
        orphans={"broken": (annotation(),)},
        strays={Kind.LEDGER: {"broken": (entry(status="open"),)}},
    )
    assert len(consistency(records)) == 6
    assert consistency(records, ["sources/letter.toml", "proposals/broken.toml", "people/fayez.toml"]) == []
    assert consistency(records, ["sources", "proposals", "people"]) == []


def test_without_a_readable_header_sides_sources_and_statuses_are_not_checked(
    negotiation: Negotiations, dossier: Dossiers, annotation: Annotations
) -> None:
    proposal = dossier(
        "x",
        held("government", "rejects", evidence=[{"source": "letter"}]),
        annotations=[annotation(about="rebels")],
        status="accepted",
        proposed_by="Fayez",
    )
    assert consistency(negotiation(proposal), ["negotiation.toml"]) == []
    assert len(consistency(negotiation(proposal))) == 4


def test_two_proposals_with_the_same_number_are_an_error(negotiation: Negotiations, dossier: Dossiers) -> None:
    problems = consistency(negotiation(dossier("a", number=6), dossier("b", number=6), dossier("c"), dossier("d")))
    assert str(only(problems)) == "proposals/b.toml:1: number: 6 is the number of 'a' as well"
    assert problems[0].severity is Severity.ERROR


def test_a_label_that_reads_like_another_number_is_a_warning(negotiation: Negotiations, dossier: Dossiers) -> None:
    problems = consistency(
        negotiation(
            dossier("a", number=6),
            dossier("b", number="6"),
            dossier("c", number="3 bis"),
            dossier("d", number="3  BIS"),
        )
    )
    assert places(problems) == [("proposals/b.toml", "number"), ("proposals/d.toml", "number")]
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_ids_that_differ_only_in_case_are_errors(negotiation: Negotiations, dossier: Dossiers) -> None:
    header = {
        "sides": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}, {"id": "B", "name": "C"}],
        "sources": [{"id": "s", "title": "S"}, {"id": "s", "title": "T"}],
    }
    records = negotiation(
        dossier("Straße"), dossier("STRASSE"), header=header, added={Kind.SOURCE: {"S": Source(id="S", title="U")}}
    )
    problems = consistency(records)
    assert places(problems) == [
        ("negotiation.toml", "sides[2].id"),
        ("negotiation.toml", "sources[1].id"),
        ("proposals/STRASSE.toml", ""),
        ("sources/S.toml", ""),
    ]


def test_two_records_of_one_proposal_that_a_ruling_could_not_tell_apart_are_an_error(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    named = (
        held("taliban", "rejects", id="taliban-2"),
        held("taliban", "rejects"),
        held("taliban", "rejects", id="status"),
    )
    later = entry("taliban-2", **held("taliban", "rejects"))
    apart = dossier("p2", held("taliban", "rejects"), held("taliban", "rejects", id="mine"))
    problems = consistency(negotiation(dossier("p1", *named, ledger=[later], status="rejected"), apart))
    assert places([problem for problem in problems if "goes by as well" in problem.message]) == [
        ("ledger/p1/taliban-2.toml", ""),
        ("proposals/p1.toml", "positions[1]"),
        ("proposals/p1.toml", "positions[2].id"),
    ]


def test_a_source_may_not_be_both_in_the_header_and_in_a_file(negotiation: Negotiations) -> None:
    problem = only(consistency(negotiation(added={Kind.SOURCE: {"paper": Source(id="paper", title="Another")}})))
    assert problem.file == "sources/paper.toml"
    assert "negotiation.toml" in problem.message


def test_two_sources_with_the_same_address_or_the_same_title_and_date_are_a_warning(negotiation: Negotiations) -> None:
    sources = [
        {"id": "a", "title": "News of the day", "date": "2021-09-06", "url": "https://example.org/1"},
        {"id": "b", "title": "Other news", "date": "2021-09-06", "url": "https://example.org/1/"},
        {"id": "c", "title": "News of the  Day", "date": "2021-09-06"},
        {"id": "d", "title": "News of the day", "date": "2021-09-07"},
        {"id": "e", "title": "News of the day"},
        {"id": "f", "title": "News of the day"},
    ]
    added = {"g": Source.model_validate({"id": "g", "title": "x", "url": "https://example.org/1"})}
    problems = consistency(negotiation(header={"sources": sources}, added={Kind.SOURCE: added}))
    assert places(problems) == [
        ("negotiation.toml", "sources[1].url"),
        ("negotiation.toml", "sources[2].title"),
        ("sources/g.toml", "url"),
    ]
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_counter_proposals_in_a_circle_are_a_warning_with_their_path(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    links = (("a", "b"), ("b", "c"), ("c", "b"))
    problem = only(consistency(negotiation(*(dossier(one, counters=other) for one, other in links))))
    assert (problem.file, problem.key, problem.severity) == ("proposals/b.toml", "counters", Severity.WARNING)
    assert problem.message == "these answer each other in a circle: b → c → b"


def test_proposals_that_hold_each_other_up_are_an_exchange_and_no_problem(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    links = (("a", "b"), ("b", "a"))
    assert consistency(negotiation(*(dossier(one, holds_up=[{"proposal": other}]) for one, other in links))) == []


def test_a_long_circle_is_shortened_in_the_message(negotiation: Negotiations, dossier: Dossiers) -> None:
    ring = [dossier(f"p{number}", counters=f"p{(number + 1) % 100}") for number in range(100)]
    message = only(consistency(negotiation(*ring))).message
    assert message.endswith("p9 → … (90 more) → p0")


def test_a_count_other_than_the_claimed_one_is_a_warning(negotiation: Negotiations, dossier: Dossiers) -> None:
    records = negotiation(dossier("a"), header={"claimed_count": 12})
    problem = only(consistency(records))
    assert (problem.file, problem.key, problem.severity) == ("negotiation.toml", "claimed_count", Severity.WARNING)
    assert problem.message == "12 are claimed, 1 recorded"
    assert consistency(negotiation(header={"claimed_count": 0})) == []


def test_problems_are_sorted_with_the_numbers_in_keys_as_numbers(negotiation: Negotiations, dossier: Dossiers) -> None:
    bare = [held("taliban", "defers", evidence=(), statement=f"statement {index}") for index in range(12)]
    keys = [problem.key for problem in consistency(negotiation(dossier("x", *bare)))]
    assert keys == [f"positions[{index}].evidence" for index in range(12)]


def test_a_name_of_a_hundred_thousand_characters_is_shortened_in_the_message(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    problem = only(consistency(negotiation(dossier("x", held("a\n" * 50_000, "defers")))))
    assert len(problem.message) < 200
    assert "\n" not in problem.message


@pytest.mark.thorough
def test_ten_thousand_proposals_with_fifty_thousand_annotations_are_checked(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries, annotation: Annotations
) -> None:
    note = annotation(about="talban")
    late = entry(side="taliban", stance="rejects", status="rejected", date="2021-09-01", evidence=CITED)
    model = dossier(
        "x",
        held("resistance", "proposes"),
        held("taliban", "accepts", date="2021-08-20"),
        ledger=[late],
        annotations=[note] * 5,
    )
    dossiers = [
        Dossier(
            model.proposal.model_copy(update={"id": f"p{number}", "counters": f"q{number}"}),
            model.ledger,
            model.annotations,
        )
        for number in range(10_000)
    ]
    records = negotiation(*dossiers)
    problems = consistency(records)
    assert len(problems) == 60_000


def test_a_day_after_the_publication_of_its_source_is_a_warning(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    proposal = dossier(
        "p1",
        held("resistance", "proposes", date="2021-09-06"),
        held("taliban", "accepts", date="2021-09-07/2021-09-08"),
        held("taliban", "defers", date="2021-09/2021-10"),
        ledger=[entry("e1", status="accepted", date="2021-10-01", evidence=CITED)],
    )
    sources = [{"id": "paper", "title": "Paper", "date": "2021-09-06"}]
    found = consistency(negotiation(proposal, header={"sources": sources}))
    found = [each for each in found if "published" in each.message]
    assert places(found) == [("ledger/p1/e1.toml", "date"), ("proposals/p1.toml", "positions[1].date")]
    assert {each.severity for each in found} == {Severity.WARNING}
    assert found[0].message.startswith("is after 2021-09-06, when its source 'paper' was published")


def test_every_dated_record_is_checked_against_its_source_and_against_today(
    negotiation: Negotiations, dossier: Dossiers
) -> None:
    keys = {"date": "2021-09-07", "evidence": CITED}
    header = {
        "sources": [{"id": "paper", "title": "Paper", "date": "2021-09-06"}],
        "events": [{"title": kind, "kind": kind, **keys} for kind in ("statement", "vote", "meeting", "deadline")],
        "claims": [{"topic": "t", "claim": "c", "by": "b", **keys}],
    }
    proposal = dossier("p1", held("taliban", "accepts", date="2021-09-08", evidence=[{"source": "undated"}]))
    text = Text.model_validate({"id": "t1", "text": "x", **keys})
    stake = Stake.model_validate({"id": "s1", "side": "taliban", "kind": StakeKind.RED_LINE, "statement": "x", **keys})
    records = negotiation(replace(proposal, texts=(text,), stakes=(stake,)), header=header)
    late = [each for each in consistency(records) if each.key.endswith("date")]
    assert places(late) == [
        ("negotiation.toml", "claims[0].date"),
        ("negotiation.toml", "events[0].date"),
        ("negotiation.toml", "events[1].date"),
        ("stakes/p1/s1.toml", "date"),
        ("texts/p1/t1.toml", "date"),
    ]
    on_the_day = consistency(records, today=date(2021, 9, 7))
    (ahead,) = [each for each in on_the_day if "today" in each.message]
    assert (ahead.file, ahead.key, ahead.severity) == ("proposals/p1.toml", "positions[0].date", Severity.WARNING)
    assert ahead.message == "is later than today; correct the day"


def test_a_record_made_twice_by_one_recorder_is_a_warning_until_one_is_retracted(
    negotiation: Negotiations, dossier: Dossiers, entry: Entries
) -> None:
    said = {"side": "taliban", "stance": "defers", "date": "2021-09-01", "statement": "Later.", "evidence": CITED}
    entries = [
        entry("e1", **said, recorded="2026-01-01T00:00:00Z", recorded_by="ana"),
        entry("e2", **said, recorded="2026-01-02T00:00:00Z", recorded_by="ana"),
        entry("e3", **said, recorded="2026-01-02T00:00:00Z", recorded_by="ben"),
        entry("e4", **{**said, "statement": "Now."}, recorded="2026-01-02T00:00:00Z", recorded_by="ana"),
    ]
    event = {"title": "A meeting", "date": "2021-09-01"}
    header = {"events": [event, {**event, "place": "Kabul"}, event]}
    found = consistency(negotiation(dossier("p1", ledger=entries), header=header))
    found = [each for each in found if "exactly" in each.message]
    assert places(found) == [("ledger/p1/e2.toml", ""), ("negotiation.toml", "events[2]")]
    assert "says exactly what ledger/p1/e1.toml says" in found[0].message
    assert found[1].message == "says exactly what negotiation.toml, events[0] says; remove one"
    assert "negotrack retract e2" in found[0].message
    retracted = [*entries, entry("e5", retracts="e2", because="typed twice")]
    assert not [each for each in consistency(negotiation(dossier("p1", ledger=retracted))) if "exactly" in each.message]
