"""The figures of published examples, each with where it stands."""

from collections.abc import Sequence

import pytest

from negotrack.analysis.readings import alpha, cohen, percent

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units, with gaps.
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The same, section A: two observers, ten units, of which six are coded 0 or 1 alike.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")


def units(rows: Sequence[str]) -> list[dict[str, int]]:
    columns = zip(*(row.split() for row in rows), strict=True)
    return [{f"o{place}": int(value) for place, value in enumerate(unit) if value != "."} for unit in columns]


def test_alpha_of_two_observers_and_two_values_is_the_published_one() -> None:
    # 1 - (n - 1) o01 / (n0 n1), with n = 20 values, of which 14 are 0 and 6 are 1, and 4 units that differ.
    assert alpha(units(BINARY)).value == pytest.approx(1 - 19 * 4 / (14 * 6), abs=1e-9)


def test_alpha_with_missing_values_is_the_published_one_on_both_scales() -> None:
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


def test_kappa_is_the_published_one() -> None:
    found = cohen(cohen_1960(), "a", "b")
    # Observed 0.70, expected by chance 0.41.
    assert found.value == pytest.approx((0.70 - 0.41) / (1 - 0.41), abs=1e-9)
    assert found.n == 200


def test_percent_counts_what_two_coded_alone() -> None:
    found = percent([{"a": 1, "b": 1}, {"a": 1, "b": 2}, {"a": 1}])
    assert (found.value, found.n) == (0.5, 2)
    alone = [{"a": 1}]
    assert [(each.value, each.n) for each in (percent(alone), cohen(alone, "a", "b"))] == [(None, 0)] * 2


def test_what_never_varies_has_no_alpha_and_no_kappa() -> None:
    same = [{"a": 1, "b": 1}, {"a": 1, "b": 1}]
    assert alpha(same).value is None
    assert cohen(same, "a", "b").value is None


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    first, second = (alpha(units(KRIPPENDORFF), [1, 2, 3, 4, 5]) for _ in range(2))
    assert first == second
    assert (first.low or 2) <= (first.value or 0) <= (first.high or -2)
