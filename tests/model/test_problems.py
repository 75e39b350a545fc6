"""A problem in one line."""

from __future__ import annotations

import pytest

from negotrack.model.problems import Problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("a.toml", "is empty"), "a.toml: is empty"),
        (Problem("a.toml", "is empty", line=3), "a.toml:3: is empty"),
        (Problem("a.toml", "is empty", key="title", line=3), "a.toml:3: title: is empty"),
    ],
)
def test_a_problem_says_where_it_is_as_far_as_that_is_known(problem: Problem, said: str) -> None:
    assert str(problem) == said
