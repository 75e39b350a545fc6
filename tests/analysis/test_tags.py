from __future__ import annotations

from collections.abc import Callable

import pytest

from negotrack.model.records import Annotation, hashtags


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Ask #gate and #ask-again, #gate", ("gate", "ask-again")),
        ("#début", ("début",)),
        ("issue #6, a#b, x/#c, &#38; ##d, # e", ()),
        ("(#tag)", ("tag",)),
    ],
)
def test_a_tag_is_a_hash_sign_and_a_word(text: str, tags: tuple[str, ...]) -> None:
    assert hashtags(text) == tags


def test_tags_of_the_file_come_first_and_none_is_repeated(annotation: Callable[..., Annotation]) -> None:
    assert annotation(text="see #b and #a", tags=["c", "b"]).all_tags == ("c", "b", "a")
