from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.identifiers import fault, natural, new_identifier, slug


@pytest.mark.parametrize("name", ["a", "06-surrender", "x.y_z", "été", "نقل", "राज्य", "_", "-", "a" * 80, "1."])
def test_letters_digits_dot_underscore_and_dash_are_allowed(name: str) -> None:
    assert fault(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is empty"),
        ("a" * 81, "longer than 80"),
        (".hidden", "begins with a dot"),
        ("e\u0301te\u0301", "composed form"),
        ("a b", "' '"),
        ("a/b", "'/'"),
        ("a\\b", "'\\\\\\\\'"),
        ("a\0", "'\\\\x00'"),
        ("a\u202eb", "'\\\\u202e'"),
        ("\ud800", "'\\\\ud800'"),
        ("a\u200db", "'\\\\u200d'"),
        ("CON:", "':'"),
    ],
)
def test_every_other_name_is_refused_with_the_reason(name: str, said: str) -> None:
    assert re.search(said, fault(name) or "")


def test_runs_of_digits_are_compared_as_numbers() -> None:
    names = ["b", "a10", "2-wages", "a9", "10-pensions", "a9-2", "a9-10", "01", "1", "A1"]
    assert sorted(names, key=natural) == ["01", "1", "2-wages", "10-pensions", "A1", "a9", "a9-2", "a9-10", "a10", "b"]


NAMES = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("019a-²٣")), max_size=80)


@given(NAMES, NAMES)
def test_two_names_sort_alike_only_if_they_are_equal(one: str, other: str) -> None:
    assert (natural(one) == natural(other)) == (one == other)
    assert (natural(one) < natural(other)) is not (natural(one) >= natural(other))


def test_a_new_identifier_is_the_time_in_utc_and_ten_random_characters() -> None:
    moment = datetime(2026, 11, 22, 14, 15, 30, tzinfo=timezone(timedelta(hours=2)))
    made = {new_identifier(moment) for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"20261122T121530\.000000Z-[0-9a-z]{10}", identifier) for identifier in made)
    assert all(fault(identifier) is None for identifier in made)


def test_new_identifiers_sort_by_time() -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number * 7919) for number in range(100)]
    made = [new_identifier(moment) for moment in moments]
    assert sorted(made, key=natural) == made
    assert new_identifier()[:4] >= "2025"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Surrender of the province!", "surrender-of-the-province"),
        ("  Élan — vital ", "élan-vital"),
        ("№ 6 / ½", "no-6-1-2"),
        ("…", ""),
        ("", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 100, "x" * 60),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_title_gives_a_readable_name(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text())
def test_any_title_gives_a_valid_name_or_none(title: str) -> None:
    name = slug(title)
    assert name == "" or fault(name) is None
