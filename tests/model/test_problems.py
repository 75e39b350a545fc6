"""A problem in one line."""

from __future__ import annotations

import pytest

from negotrack.model.problems import Problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("a.toml", "is empty"), "a.toml:1: is empty"),
        (Problem("a.toml", "is empty", line=3), "a.toml:3: is empty"),
        (Problem("a.toml", "is empty", key="title", line=3), "a.toml:3: title: is empty"),
    ],
)
def test_a_problem_names_its_file_and_a_line_that_is_the_first_if_it_concerns_the_whole_file(
    problem: Problem, said: str
) -> None:
    assert str(problem) == said
