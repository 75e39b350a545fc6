from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotrack.pages.writers.csv import is_quoted, join_names, split_names

NAMES = st.text(st.sampled_from('a ;"\n='), min_size=1).filter(str.strip)


@given(st.lists(NAMES, min_size=1))
def test_names_in_one_cell_come_back_as_they_were(names: list[str]) -> None:
    assert split_names(join_names(names)) == names


def test_names_stand_as_they_are_where_nothing_could_be_mistaken() -> None:
    assert join_names(["union", "I. Marlow"]) == "union; I. Marlow"
    assert is_quoted(join_names(["union", "Marlow; and sons"]))
