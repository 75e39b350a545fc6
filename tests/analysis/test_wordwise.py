from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.wordwise import Fate, Piece, word_difference

TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(["the ", "province", " is", ", ", "\n", "days"])).map("".join))


def test_only_the_words_that_changed_are_marked() -> None:
    assert word_difference("30 per cent, from May.", "25 per cent, from June.") == (
        Piece(Fate.GONE, "30"),
        Piece(Fate.NEW, "25"),
        Piece(Fate.KEPT, " per cent, from "),
        Piece(Fate.GONE, "May"),
        Piece(Fate.NEW, "June"),
        Piece(Fate.KEPT, "."),
    )


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ()),
        ("", "new", (Piece(Fate.NEW, "new"),)),
        ("gone", "", (Piece(Fate.GONE, "gone"),)),
        ("same", "same", (Piece(Fate.KEPT, "same"),)),
    ],
)
def test_nothing_differs_from_nothing(before: str, after: str, pieces: tuple[Piece, ...]) -> None:
    assert word_difference(before, after) == pieces


@given(TEXTS, TEXTS)
def test_each_version_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    assert "".join(text for fate, text in pieces if fate is not Fate.NEW) == before
    assert "".join(text for fate, text in pieces if fate is not Fate.GONE) == after
    assert all(text for _, text in pieces)


def test_texts_too_long_to_be_compared_word_by_word_are_compared_as_wholes() -> None:
    chance = random.Random(6)
    words = [" ".join(chance.choices(["a", "b", "c", *map(str, range(50))], k=900)) for _ in range(2)]
    assert len(word_difference(*words)) > 2
    assert [piece.fate for piece in word_difference("a b " * 25_000, "b c " * 25_000)] == [Fate.GONE, Fate.NEW]
    assert [piece.fate for piece in word_difference("a b " * 25_000, "a b " * 25_000)] == [Fate.KEPT]
