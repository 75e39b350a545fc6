from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.tui.screens.editor import completions, joined_tags, split_tags

KNOWN = ["sequencing", "security", "key issue", "Gate"]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        ("  ", ()),
        ("a b", ("a", "b")),
        ("#a  #b #a", ("a", "b")),
        ("key issue, b", ("key issue", "b")),
        ("key issue,", ("key issue",)),
        (" , ,# ,x", ("x",)),
    ],
)
def test_tags_are_words_or_phrases_between_commas(typed: str, tags: tuple[str, ...]) -> None:
    assert split_tags(typed) == tags


PHRASES = st.text(alphabet="aé كلمة-_1\u202e ", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(PHRASES, unique=True))
def test_tags_that_are_written_out_are_read_back(tags: list[str]) -> None:
    assert split_tags(joined_tags(tags)) == tuple(tags)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("se", ["sequencing", "security"]),
        ("x #SEC", ["x security"]),
        ("sequencing se", ["sequencing security"]),
        ("a, key", ["a, key issue"]),
        ("ga", ["Gate"]),
        ("gate", []),
        ("", []),
        ("se ", []),
        ("zz", []),
    ],
)
def test_only_the_last_tag_is_completed_with_known_ones_not_used_yet(typed: str, offered: list[str]) -> None:
    assert completions(typed, KNOWN) == offered
