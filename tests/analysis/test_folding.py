from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.folding import fold, highlights


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Panjshir", "panjshir"),
        ("  two \t words\n", "two words"),
        ("Éditée à Zürich", "editee a zurich"),
        ("E\u0301dite\u0301", "edite"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁne", "fine"),
        ("dis\u00adarm\u200bing", "disarming"),
        ("\u202epossible", "possible"),
        ("می\u200cشود", "میشود"),
        ("پَنجشیر", "پنجشیر"),
        ("ΣΟΦΟΣ σοφος", "σοφοσ σοφοσ"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_case_accents_hidden_characters_and_white_space_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_folded_part_of_a_text_is_found_in_the_folded_text(before: str, part: str) -> None:
    text = before + part
    assert fold(part) in fold(text)


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Officials of the province", ["off", "prov"], ["Off", "prov"]),
        ("À côté", ["cote", "a"], ["À", "côté"]),
        ("co\u0302te\u0301 et", ["cote"], ["co\u0302te"]),
        ("the  ﬁne\nday", ["fine day"], ["ﬁne\nday"]),
        ("banana", ["ban", "ana"], ["bana"]),
        ("aaaa", ["a"], ["aaaa"]),
        ("ﬁ", ["f"], ["ﬁ"]),
        ("a.c abc", ["a.c"], ["a.c"]),
        ("nothing here", ["x", ""], []),
    ],
)
def test_words_are_highlighted_in_the_original_text(text: str, words: list[str], shown: list[str]) -> None:
    assert [text[start:end] for start, end in highlights(text, words)] == shown


@given(st.text(), st.text(min_size=1))
def test_a_word_is_highlighted_if_and_only_if_it_is_found(text: str, word: str) -> None:
    folded = fold(word)
    spans = highlights(text, [folded])
    assert bool(spans) == (bool(folded) and folded in fold(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
