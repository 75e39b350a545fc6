"""Which position of a side replaces another, and what kind of conflict is left if none does."""

from __future__ import annotations

import pytest

from negotrack.model.side_standing import place_key
from negotrack.model.standing import Standing
from tests.model.talks import Table, all_of, one, said, talks


def live(standing: Standing, side: str = "beta") -> set[str]:
    return {entry.id for entry in standing.of(side).live}


def kind(*entries: Table) -> str | None:
    found = one(ledger={f"e{number}": entry for number, entry in enumerate(entries)}).of("beta").conflict
    return found.value if found else None


def test_a_position_replaces_one_that_ended_before_it_began() -> None:
    found = one(said("beta", "rejects", "2026-03-01/2026-03-04"), said("beta", "accepts", "2026-03-05"))
    assert live(found) == {"beta-2"}
    assert [entry.id for entry in found.of("beta").present] == ["beta-1", "beta-2"]


@pytest.mark.parametrize("later", ["2026-03-04", "2026-03-04/2026-03-09", "../2026-03-09", None])
def test_a_position_replaces_nothing_if_it_may_be_of_the_same_day_or_earlier(later: str | None) -> None:
    found = one(said("beta", "rejects", "2026-03-01/2026-03-04"), said("beta", "accepts", later))
    assert live(found) == {"beta-1", "beta-2"}
    assert found.of("beta").conflict == "order"


def test_a_later_record_of_the_same_passage_by_the_same_recorder_is_a_correction() -> None:
    first = said("beta", "rejects", "2026-03", where="par. 3", by="Ann")
    again = said("beta", "accepts", "2026-03", where="Paragraph 3", by="Ann", at=1)
    assert live(one(ledger={"a": again, "b": first})) == {"a"}


def test_of_two_records_of_one_day_and_source_the_later_counts_whatever_the_passage() -> None:
    first = said("beta", "rejects", "2026-03-01", where="par. 3", by="Ann")
    again = said("beta", "accepts", "2026-03-01", where="par. 7", by="Ann", at=1)
    assert live(one(ledger={"a": again, "b": first})) == {"a"}


@pytest.mark.parametrize(
    "other",
    [
        said("beta", "accepts", "2026-03", where="par. 3", by="Ben", at=1),
        said("beta", "accepts", "2026-03", where="par. 4", by="Ann", at=1),
        said("beta", "accepts", "2026-03", "t", where="par. 3", by="Ann", at=1),
        said("beta", "accepts", "2026-02/2026-03", where="par. 3", by="Ann", at=1),
        said("beta", "accepts", "2026-03", None, by="Ann", at=1),
        said("beta", "accepts", "2026-03", where="par. 3", by="Ann", at=0),
    ],
    ids=["another recorder", "another place", "another source", "other days", "no source", "the same moment"],
)
def test_a_later_record_is_no_correction_if_it_has(other: Table) -> None:
    first = said("beta", "rejects", "2026-03", where="par. 3", by="Ann")
    assert live(one(ledger={"a": other, "b": first})) == {"a", "b"}


def test_a_position_without_a_source_or_a_recorder_is_not_corrected_by_a_later_one() -> None:
    unsourced = {f"e{n}": said("beta", s, "2026-03-01", None, by="Ann", at=n) for n, s in enumerate(STANCES)}
    unsigned = {name: {**said("beta", s, "2026-03-01")} for name, s in zip("ab", STANCES, strict=True)}
    assert live(one(ledger=unsourced)) == {"e0", "e1"}
    assert live(one(ledger=unsigned)) == {"a", "b"}


def test_a_position_with_two_sources_is_corrected_once_both_are_coded_again() -> None:
    both = {**said("beta", "rejects", "2026-03", by="Ann"), "evidence": [{"source": "s"}, {"source": "t"}]}
    first = said("beta", "accepts", "2026-03", "s", by="Ann", at=1)
    second = said("beta", "accepts", "2026-03", "t", by="Ann", at=2)
    assert live(one(ledger={"both": both, "first": first})) == {"both", "first"}
    assert live(one(ledger={"both": both, "first": first, "second": second})) == {"first", "second"}


def test_on_a_single_day_one_shared_source_is_enough_for_a_correction() -> None:
    first = {**said("beta", "rejects", "2026-03-01", by="Ann"), "evidence": [{"source": "s"}, {"source": "t"}]}
    again = said("beta", "accepts", "2026-03-01", "s", by="Ann", at=1)
    assert live(one(ledger={"a": again, "b": first})) == {"a"}


STANCES = ("rejects", "accepts")


def test_different_codings_of_one_passage_by_two_analysts_conflict_as_readings() -> None:
    reading = said("beta", "rejects", "2026-03-01", where="par. 3", by="Ann")
    other = said("beta", "conditional", "2026-03-01", where="paragraph 3", by="Ben", at=1)
    assert kind(reading, other) == "readings"
    assert kind(reading, {**other, "stance": "withdraws"}) is None, "of one camp, they do not conflict"
    assert kind(reading, {**other, "recorded_by": "Ann", "recorded": None}) == "order"


def test_records_of_one_analyst_under_two_names_do_not_conflict_as_readings() -> None:
    first = said("beta", "rejects", "2026-03", where="par. 3", by="Ann")
    again = said("beta", "accepts", "2026-03", where="par. 3", by="A. Smith", at=1)
    records: dict[str, tuple[Table, dict[str, Table]]] = {"p": ({}, {"a": again, "b": first})}
    assert live(all_of(talks(records)).known["p"]) == {"a", "b"}
    assert live(all_of(talks(records, analysts={"Ann": ["A. Smith"]})).known["p"]) == {"a"}
    (entry,) = all_of(talks(records, analysts={"Ann": ["A. Smith"]})).known["p"].of("beta").live
    assert entry.recorded_by == "Ann"
    (other,) = all_of(talks({"p": ({}, {"b": first})}, analysts={"Ben": ["B."]})).known["p"].of("beta").live
    assert other.recorded_by == "Ann"


def test_two_sources_on_one_single_day_conflict_as_sources() -> None:
    first = said("beta", "rejects", "2026-03-01", "s", by="Ann")
    assert kind(first, said("beta", "accepts", "2026-03-01", "t", by="Ann", at=1)) == "sources"
    assert kind(first, said("beta", "accepts", "2026-03-01/2026-03-01", "t", by="Ann")) == "sources"
    assert kind(first, said("beta", "accepts", "2026-03-01~", "t", by="Ann")) == "order", (
        "an approximate day is no single day"
    )
    assert kind(first, said("beta", "accepts", "2026-03-01", None, by="Ben")) == "order", (
        "a missing source is not another one"
    )
    assert (
        kind(first, said("beta", "withdraws", "2026-03-01", "t", by="Ben"), said("beta", "defers", by="Ann")) == "order"
    )


@pytest.mark.parametrize(
    ("one_way", "other"),
    [
        ("par. 3", "Paragraph 3"),
        ("¶3", "paragraph 3"),
        ("§ 12", "section 12"),
        ("p. 4", "page 4"),
        ("pp. 4-5", "pages 4–5"),
    ],
)
def test_a_place_written_in_two_ways_is_one_place(one_way: str, other: str) -> None:
    assert place_key(one_way) == place_key(other)


@pytest.mark.parametrize(
    ("one_place", "other"), [("§ 3", "¶ 3"), ("par. 3", "p. 3"), ("par. 31", "par. 3.1"), ("3", "par. 3")]
)
def test_different_places_are_kept_apart(one_place: str, other: str) -> None:
    assert place_key(one_place) != place_key(other)


def test_an_inferred_position_replaces_nothing_and_conflicts_with_nothing() -> None:
    found = one(said("beta", "accepts", "2026-03-01"), said("beta", "rejects", "2026-03-02", basis="inferred"))
    assert live(found) == {"beta-1"}
    assert found.of("beta").stance == "accepts"
    alone = one(said("alpha", "proposes"), said("beta", "rejects", basis="inferred"))
    assert (alone.of("beta").stance, alone.relation("alpha", "beta"), alone.status) == ("rejects", "one-sided", "open")


def test_positions_are_ordered_undated_first_then_by_last_day_first_day_and_time_of_recording() -> None:
    spans = ["2026-03-02/2026-03-09", "2026-03-03/2026-03-08", "2026-03-01/2026-03-09", None, "2026-03-03/.."]
    found = one(*(said("beta", "accepts", span) for span in spans))
    assert [entry.id for entry in found.of("beta").live] == ["beta-4", "beta-2", "beta-3", "beta-1", "beta-5"]
    pair = {"a": said("beta", "proposes", by="Ann", at=1), "b": said("beta", "accepts", by="Ben")}
    assert [entry.id for entry in one(ledger=pair).of("beta").live] == ["b", "a"]
