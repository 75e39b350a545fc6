from __future__ import annotations

from datetime import date

import pytest

from negotrack.model.vocabulary import Status
from negotrack.suggestions import LONGEST_SHOWN, nearest, shown


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        ("talban", " (did you mean 'Taliban'?)"),
        ("TALIBAN", " (did you mean 'Taliban'?)"),
        ("union", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_suggested_in_its_own_spelling(word: str, suggestion: str) -> None:
    assert nearest(word, ["Resistance", "Taliban"]) == suggestion


def test_a_word_of_a_vocabulary_is_suggested_by_its_value() -> None:
    assert nearest("acepted", list(Status)) == " (did you mean 'accepted'?)"


def test_no_suggestion_is_made_for_a_word_that_is_too_long() -> None:
    assert nearest("a" * LONGEST_SHOWN, ["a" * (LONGEST_SHOWN + 1)]) != ""
    assert nearest("a" * (LONGEST_SHOWN + 1), ["a" * (LONGEST_SHOWN + 2)]) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb", r"'a\nb'"),
        ("\u202eab", r"'\u202eab'"),
        (6, "6"),
        (date(2021, 8, 17), "2021-08-17"),
        ([1], "[1]"),
    ],
)
def test_a_value_in_a_message_is_shown_on_one_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_long_value_in_a_message_is_cut() -> None:
    assert shown("x" * 100_000) == f"'{'x' * 57}'…"
    assert len(shown(list(range(1000)))) == 58
