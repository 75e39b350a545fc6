import pytest

from negotrack.analysis.wordings import PassageState, find_passage, passage_of
from negotrack.model.records import Passage

TEXT = "The Parties shall meet. Each side shall withdraw its forces within ten days. They shall report."
QUOTE = "Each side shall withdraw its forces within ten days"
PASSAGE = passage_of("t1", TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))


def test_the_same_words_between_the_same_words_are_the_passage() -> None:
    found = find_passage(PASSAGE, TEXT.replace(" ", "\n", 3))
    assert found.found is PassageState.EXACT


def test_the_same_words_elsewhere_were_moved() -> None:
    later = f"{QUOTE}. The Parties shall meet."
    found = find_passage(PASSAGE, later)
    assert (found.found, later[found.start : found.end]) == (PassageState.MOVED, QUOTE)


def test_a_sentence_with_most_of_the_words_is_the_passage_moved() -> None:
    assert (
        find_passage(PASSAGE, "Each side shall withdraw all its forces within five days.").found is PassageState.MOVED
    )


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("report to both sides", "First. To both sides report; and so on.", "To both sides report"),
        ("report to sides", "First. To sides report; and so on.", None),  # too few words to know them again
        ("report to both sides", "First. To both report; and so on.", None),  # three in four are not more than that
    ],
)
def test_four_words_are_enough_to_be_known_again_by_more_than_three_of_them(
    quote: str, text: str, found: str | None
) -> None:
    match = find_passage(Passage(text="t1", quote=quote), text)
    assert (match.found is PassageState.MOVED, text[match.start : match.end].strip()) == (
        found is not None,
        found or "",
    )


def test_words_that_stand_nowhere_are_gone() -> None:
    assert find_passage(PASSAGE, "Nothing of it.").found is PassageState.GONE
