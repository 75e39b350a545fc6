import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.wordings import Unbalanced, read_brackets

SIDES = ("GOV", "NF", "TU")


def test_words_in_brackets_do_not_count_as_agreed() -> None:
    found = read_brackets("The Parties [shall] withdraw.", SIDES)
    assert (found.words, found.clean, found.brackets) == (4, 3, 1)


def test_a_label_that_names_sides_says_who_wants_a_bracket_and_is_not_counted_as_words() -> None:
    found = read_brackets("[GOV: withdraw [NF, TU: fully]] now", SIDES)
    assert found.by_owner == {("GOV",): 1, ("NF", "TU"): 1}
    assert (found.words, found.clean) == (3, 1)


def test_a_colon_that_does_not_follow_a_side_is_ordinary_text() -> None:
    assert read_brackets("[Note: none]", SIDES).by_owner == {(): 2}
    assert read_brackets("[GOV, note: none]", SIDES).by_owner == {(): 3}
    assert read_brackets("[Kenya, New Zealand: none] [Kenya, note: none]").by_owner == {
        ("Kenya", "New Zealand"): 1,
        (): 3,
    }


def test_a_slash_separates_options_except_in_an_address_or_an_inner_bracket() -> None:
    assert read_brackets("[shall/should]").options == 1
    assert read_brackets("[see https://example.org]").options == 0
    assert read_brackets("[one [two/three]]").options == 1


@pytest.mark.parametrize("text", ["as agreed [12]", "they [sic] met", "the parties […] met", "the parties [...] met"])
def test_footnotes_and_omissions_do_not_count_as_brackets(text: str) -> None:
    found = read_brackets(text)
    assert (found.brackets, found.unbalanced) == (0, ())


def test_an_unbalanced_bracket_is_given_by_line_and_column_and_left_as_it_is() -> None:
    found = read_brackets("one]\ntwo [three")
    assert found.unbalanced == (Unbalanced("]", 1, 4), Unbalanced("[", 2, 5))
    assert found.clean == 3
    assert read_brackets("\n]").unbalanced == (Unbalanced("]", 2, 1),)


def test_in_a_script_without_spaces_every_character_counts_as_a_word() -> None:
    assert read_brackets("停火[线]").words == 3


def test_brackets_nested_a_thousand_deep_are_read() -> None:
    assert read_brackets("[a " * 1000 + "]" * 1000).brackets == 1000


@given(st.text("[]/: abG\n", max_size=60))
def test_the_stretches_joined_give_the_text_and_clean_words_never_exceed_all_words(text: str) -> None:
    found = read_brackets(text, SIDES)
    assert "".join(stretch.text for stretch in found.stretches) == text
    assert 0 <= found.clean <= found.words
