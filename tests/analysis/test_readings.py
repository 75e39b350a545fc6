from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from negotrack.analysis.readings import (
    RECORD_KEEPER,
    agreement,
    alpha,
    blinded,
    cohen,
    left_to_code,
    percent,
    statements,
    undecided,
)
from negotrack.model.negotiation import fingerprint, is_stale
from negotrack.model.records import Annotation, LedgerEntry
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.model.vocabulary import Stance
from negotrack.pages.readings import agreement_words, is_decided, queue_page, readings_page
from negotrack.pages.writers import write_page

Build = Callable[..., Any]


def coding(number: int, stance: str, by: str | None, where: str | None = "par. 3", **keys: Any) -> LedgerEntry:
    recorded = None if by is None else f"2026-11-{number:02}T12:00:00Z"
    evidence = [{"source": "paper", "where": where}]
    table = {"id": f"e{number}", "side": "taliban", "stance": stance, "date": "2021-08-24", "evidence": evidence}
    return LedgerEntry.model_validate({**table, "recorded": recorded, "recorded_by": by, **keys})


@pytest.fixture
def coded(dossier: Build, negotiation: Build) -> Callable[..., Snapshot]:
    def build(*entries: LedgerEntry, **header: Any) -> Snapshot:
        return snapshot(negotiation(dossier("p", ledger=entries), header=header))

    return build


def test_two_codings_of_one_place_are_one_statement_however_the_place_is_written(coded: Build) -> None:
    found = statements(coded(coding(1, "rejects", "Ana"), coding(2, "conditional", "Ben", "paragraph 3")))
    assert [{who: entry.stance for who, entry in each.codings.items()} for each in found] == [
        {"Ana": Stance.REJECTS, "Ben": Stance.CONDITIONAL}
    ]
    assert (found[0].differs, found[0].camps_apart) == (True, 2)


def test_the_latest_of_several_codings_by_one_analyst_counts(coded: Build) -> None:
    (found,) = statements(coded(coding(2, "accepts", "Ana"), coding(1, "rejects", "Ana")))
    assert found.codings["Ana"].stance is Stance.ACCEPTS


def test_names_that_differ_only_in_case_or_address_or_are_declared_the_same_are_one_analyst(coded: Build) -> None:
    entries = [coding(1, "rejects", "Ana"), coding(2, "rejects", "ana <ana@x.org>"), coding(3, "rejects", "AN")]
    (found,) = statements(coded(*entries, analysts={"Ana": ["an"]}))
    assert [*found.codings] == ["Ana"]
    (found,) = statements(coded(coding(1, "rejects", "<ana@x.org>"), coding(2, "rejects", "Ben <ben@x.org>")))
    assert [*found.codings] == ["<ana@x.org>", "Ben"]


def test_a_position_in_the_proposals_file_counts_as_coded_by_the_record_keeper(
    dossier: Build, negotiation: Build
) -> None:
    position = {"side": "taliban", "stance": "accepts", "evidence": [{"source": "paper", "where": "1"}]}
    (found,) = statements(snapshot(negotiation(dossier("p", position))))
    assert [*found.codings] == [RECORD_KEEPER]


def test_a_statement_that_only_others_have_coded_is_left_to_code(coded: Build) -> None:
    others = (coding(1, "rejects", "Ana"), coding(3, "accepts", "Ana", "4"), coding(4, "not-coded", "Ana", "5"))
    talks = coded(*others, coding(2, "rejects", "Ben", "par. 4"))
    assert [[*each.codings] for each in left_to_code(talks, "Ben")] == [["Ana"], ["Ana"]]


def test_different_readings_are_undecided_until_a_ruling_decides(coded: Build) -> None:
    both = (coding(1, "rejects", "Ana"), coding(2, "accepts", "Ben"))
    ruling = LedgerEntry(id="r", prefers=("e1",), over=("e2",), because="The verb is a refusal.")
    assert undecided(coded(*both)) == 1
    assert undecided(coded(*both, ruling)) == 0


def test_a_ruling_changes_no_agreement_and_leaves_nothing_to_code_again(coded: Build) -> None:
    both = (coding(1, "rejects", "Ana"), coding(2, "accepts", "Ben"))
    ruled = coded(*both, LedgerEntry(id="r", prefers=("e1",), over=("e2",), because="The verb is a refusal."))
    assert agreement(ruled).percent == agreement(coded(*both)).percent
    assert left_to_code(ruled, "Ben") == ()
    (statement,) = statements(ruled)
    assert is_decided(statement, ruled)


def test_a_ruling_on_one_statement_does_not_decide_another(coded: Build) -> None:
    both = (coding(1, "rejects", "Ana"), coding(2, "accepts", "Ben"))
    others = (coding(3, "rejects", "Ana", "par. 9"), coding(4, "accepts", "Ana", "par. 8", date="2021-08-30"))
    ruled = coded(*both, *others, LedgerEntry(id="r", prefers=("e4",), over=("e3",), because="A slip."))
    assert [is_decided(each, ruled) for each in statements(ruled)] == [False, True, False]


def test_a_blind_analyst_sees_the_codings_of_others_only_after_coding_the_statement(coded: Build) -> None:
    entries = [
        coding(1, "rejects", "Ana"),
        coding(2, "rejects", "Ana", "par. 4"),
        coding(3, "accepts", "Ben", "par. 4"),
    ]
    blind = coded(*entries, blind=True).negotiation
    assert [entry.id for entry in blinded(blind, "Ben").dossiers["p"].ledger] == ["e2", "e3"]
    assert [entry.id for entry in blinded(blind, "Ana").dossiers["p"].ledger] == ["e1", "e2", "e3"]
    assert blinded(coded(*entries).negotiation, "Ben").dossiers["p"].ledger == tuple(entries)


def words(view: Snapshot) -> str:
    return agreement_words(agreement(view), view)


def test_agreement_counts_statements_that_two_coded_and_mentions_those_that_one_coded_alone(coded: Build) -> None:
    alone = (coding(3, "accepts", "Ana", "par. 9"), coding(4, "accepts", "Ben", "par. 10"))
    found = agreement(coded(coding(1, "rejects", "Ana"), coding(2, "rejects", "Ben"), *alone))
    assert (found.analysts, found.by_one, found.percent.value, found.percent.n) == (("Ana", "Ben"), 2, 1.0, 1)
    assert found.stance.value is None
    assert words(coded(*alone)) == (
        "2 analysts coded: Ana and Ben. No statement was coded by two of them. 2 statements coded by one alone."
    )
    assert words(coded(alone[0])) == "1 analyst coded; agreement takes two."
    assert "undefined: nothing coded twice" in write_page(readings_page(coded(*alone)))
    left = write_page(queue_page(coded(alone[0]), "Ana"))
    assert "LEFT TO CODE BY ANA (0)" in left
    assert "Nothing: every statement that others coded is coded." in left
    codings = [
        (stance, by, f"par. {place}")
        for place, stance in enumerate(("rejects", "accepts") * 5)
        for by in ("Ana", "Ben")
    ]
    found = agreement(coded(*(coding(number, *each) for number, each in enumerate(codings, 1))))
    assert [(each.value, each.low, each.high) for each in (found.stance, found.camp)] == [(1.0, 1.0, 1.0)] * 2


def test_a_blind_analyst_sees_neither_retracted_codings_nor_entries_about_hidden_ones(coded: Build) -> None:
    entries = (
        coding(1, "rejects", "Ana"),
        coding(2, "accepts", "Ana"),
        LedgerEntry.model_validate({"id": "e3", "retracts": "e1", "because": "it accepts", "recorded_by": "Ana"}),
        LedgerEntry.model_validate({"id": "e4", "prefers": ["e2"], "over": ["e1"], "because": "it accepts"}),
    )
    blind = coded(*entries, blind=True).negotiation
    assert blinded(blind, "Ben").dossiers["p"].ledger == ()
    own = coding(5, "neutral", "Ben")
    assert blinded(coded(*entries, own, blind=True).negotiation, "Ben").dossiers["p"].ledger == (*entries, own)


def test_an_annotation_is_not_stale_just_because_its_reader_codes_blind(coded: Build) -> None:
    entry = coding(1, "rejects", "Ana")
    whole = coded(entry, blind=True).negotiation
    dossier = whole.dossiers["p"]
    now = datetime(2026, 11, 2, tzinfo=UTC)
    note = Annotation(id="a", author="Ben", created=now, fingerprint=fingerprint(dossier), text="x")
    seen = blinded(whole, "Ben").dossiers["p"]
    assert seen.ledger == ()
    assert not is_stale(note, seen)


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units, with gaps.
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The same, section A: two observers, ten units, of which six are coded alike as 0 or 1.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")


def units(rows: Sequence[str]) -> list[dict[str, int]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [{f"o{place}": int(value) for place, value in enumerate(unit) if value != "."} for unit in columns]


def test_alpha_of_two_observers_and_two_values_matches_the_published_figure() -> None:
    # 1 - (n - 1) o01 / (n0 n1), with n = 20 values, of which 14 are 0 and 6 are 1, and 4 units that differ.
    assert alpha(units(BINARY)).value == pytest.approx(1 - 19 * 4 / (14 * 6), abs=1e-9)


def test_alpha_with_missing_values_matches_the_published_figures_on_both_scales() -> None:
    nominal, ordinal = alpha(units(KRIPPENDORFF)), alpha(units(KRIPPENDORFF), [1, 2, 3, 4, 5])
    assert (round(nominal.value or 0, 3), round(ordinal.value or 0, 3)) == (0.743, 0.815)
    # ((n - 1) sum o_cc - sum n_c (n_c - 1)) / (n (n - 1) - sum n_c (n_c - 1)), with n = 40, and 32 on the diagonal.
    by_chance = 9 * 8 + 13 * 12 + 10 * 9 + 5 * 4 + 3 * 2
    assert nominal.value == pytest.approx((39 * 32 - by_chance) / (40 * 39 - by_chance), abs=1e-9)
    assert nominal.n == 11


def cohen_1960() -> list[dict[str, str]]:
    # Cohen, "A Coefficient of Agreement for Nominal Scales" (1960), table 1: proportions of 200 cases.
    table = {
        ("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18,
        ("2", "1"): 10, ("2", "2"): 40, ("2", "3"): 10,
        ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12,
    }  # fmt: skip
    return [{"a": one, "b": other} for (one, other), times in table.items() for _ in range(times)]


def test_kappa_matches_the_published_figure() -> None:
    found = cohen(cohen_1960(), "a", "b")
    # Observed 0.70, expected by chance 0.41.
    assert found.value == pytest.approx((0.70 - 0.41) / (1 - 0.41), abs=1e-9)
    assert found.n == 200


def test_percent_agreement_counts_only_what_two_coded() -> None:
    found = percent([{"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 1}])
    assert (found.value, found.n) == (0.5, 2)
    alone = [{"a": 1}]
    assert [(each.value, each.n) for each in (percent(alone), cohen(alone, "a", "b"))] == [(None, 0)] * 2


def test_codings_that_never_vary_have_no_alpha_and_no_kappa() -> None:
    same = [{"a": 1, "b": 1}, {"a": 1, "b": 1}]
    assert alpha(same).value is None
    assert cohen(same, "a", "b").value is None


def test_the_interval_contains_the_figure_and_is_the_same_every_time() -> None:
    first, second = (alpha(units(KRIPPENDORFF), [1, 2, 3, 4, 5]) for _ in range(2))
    assert first == second
    assert (first.low or 2) <= (first.value or 0) <= (first.high or -2)
