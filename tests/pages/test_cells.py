from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotrack.pages.writers.csv import is_quoted, join_names, split_names

NAMES = st.text(st.sampled_from('a ;"\n='), min_size=1).filter(str.strip)


@given(st.lists(NAMES, min_size=1))
def test_names_joined_in_one_cell_can_be_split_again(names: list[str]) -> None:
    assert split_names(join_names(names)) == names


def test_names_in_a_cell_are_quoted_only_if_they_could_be_misread() -> None:
    assert join_names(["union", "I. Marlow"]) == "union; I. Marlow"
    assert is_quoted(join_names(["union", "Marlow; and sons"]))
