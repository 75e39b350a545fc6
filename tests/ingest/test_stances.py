from __future__ import annotations

import pytest

from negotrack.errors import UsageError
from negotrack.ingest.stances import read_words, suggested
from negotrack.model.vocabulary import Stance


def test_the_eight_stances_are_known_and_nothing_else_is() -> None:
    words = read_words([])
    assert set(words.values()) == set(Stance)
    assert all(words[stance.value] is stance for stance in Stance)


def test_words_are_mapped_without_regard_to_case_space_and_composition() -> None:
    words = read_words(["  AYE =accepts,Oui\u0301=Rejects", "not  sure=defers"])
    assert words["aye"] is Stance.ACCEPTS
    assert words["ouí"] is Stance.REJECTS
    assert words["not sure"] is Stance.DEFERS


def test_a_word_may_hold_commas_and_equal_signs() -> None:
    words = read_words(["yes, with changes=conditional,a=b=rejects"])
    assert words["yes, with changes"] is Stance.CONDITIONAL
    assert words["a=b"] is Stance.REJECTS


def test_a_word_may_say_that_nothing_is_reported() -> None:
    assert read_words(["n/a=not reported,?=not-reported"])["n/a"] is None


def test_a_stance_may_be_given_another_meaning_only_by_saying_so() -> None:
    assert read_words(["neutral=defers"])["neutral"] is Stance.DEFERS


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("aye=acepts", "'acepts' is no stance \\(did you mean 'accepts'"),
        ("aye=xyzzy", "the stances are proposes, accepts"),
        ("aye", "write a word, '=' and its stance"),
        ("aye=accepts,no", "'no'"),
        ("=neutral", "an empty cell is never a stance"),
        ("aye=accepts,AYE=rejects", "'aye' is mapped twice"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(given: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_words([given])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Aye", "accepts"),
        ("NO", "rejects"),
        ("acccepts", "accepts"),
        ("abstention", "neutral"),
        ("n/a", "not reported"),
        ("xyzzy", None),
    ],
)
def test_the_nearest_stance_is_suggested(word: str, meant: str | None) -> None:
    assert suggested(word) == meant
