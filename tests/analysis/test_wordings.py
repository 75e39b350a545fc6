import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.wordings import (
    Fate,
    Fragment,
    PassageState,
    find_passage,
    passage_of,
    text_difference,
    vanished,
)
from negotrack.model.records import Passage

PARAGRAPHS = st.lists(st.text("ab cd\u00ad.", min_size=1, max_size=20), max_size=6).map("\n\n".join)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def test_a_changed_word_is_the_only_difference() -> None:
    assert text_difference("Each side shall withdraw.", "Each side should withdraw.") == (
        Fragment(Fate.KEPT, "Each side "),
        Fragment(Fate.GONE, "shall "),
        Fragment(Fate.NEW, "should "),
        Fragment(Fate.KEPT, "withdraw."),
    )


def test_a_paragraph_that_is_found_elsewhere_was_moved() -> None:
    one, two, three = (f"This is paragraph {name} of the draft." for name in ("one", "two", "three"))
    fates = [piece.fate for piece in text_difference(f"{one}\n\n{two}\n\n{three}", f"{two}\n\n{three}\n\n{one}")]
    assert fates == [Fate.MOVED_AWAY, Fate.KEPT, Fate.MOVED_HERE]
    for short, moved in (("One two three", False), ("One two three four", True)):
        pieces = text_difference(f"{short}\n\n{two}\n\n{three}", f"{two}\n\n{three}\n\n{short}")
        assert (pieces[0].fate is Fate.MOVED_AWAY) is moved


@pytest.mark.parametrize(("other", "alike"), [("one two five six", True), ("one five six seven", False)])
def test_a_paragraph_is_compared_with_the_first_that_has_half_of_its_words(*, other: str, alike: bool) -> None:
    pieces = text_difference("one two three four\n\nAll the rest.", f"Of nothing else.\n\n{other}\n\nAll the rest!")
    kept = [plain(piece.text) for piece in pieces if piece.fate is Fate.KEPT and plain(piece.text)]
    assert kept == (["one two", "All the rest"] if alike else ["All the rest"])
    assert pieces[0].fate is (Fate.NEW if alike else Fate.GONE)


def test_line_breaks_and_soft_hyphens_make_no_difference() -> None:
    pieces = text_difference("Each side shall with\u00addraw.\nBoth agree.", "Each side shall\r\nwithdraw. Both agree.")
    assert {piece.fate for piece in pieces} == {Fate.KEPT}


def test_characters_of_a_script_without_spaces_are_compared_one_by_one() -> None:
    assert Fragment(Fate.GONE, "应当") in text_difference("停火线应当撤离", "停火线必须撤离")


def test_text_that_vanished_is_listed_by_itself() -> None:
    assert vanished(text_difference("It shall [may] hold.", "It shall hold.")) == ("[may]",)


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_pieces_lead_from_one_version_to_the_other(before: str, after: str) -> None:
    pieces = text_difference(before, after)
    old = "".join(piece.text for piece in pieces if piece.fate in {Fate.KEPT, Fate.GONE, Fate.MOVED_AWAY})
    new = "".join(piece.text for piece in pieces if piece.fate in {Fate.KEPT, Fate.NEW, Fate.MOVED_HERE})
    assert plain(old).replace(" ", "") == plain(before).replace(" ", "")
    assert plain(new).replace(" ", "") == plain(after).replace(" ", "")


TEXT = "The Parties shall meet. Each side shall withdraw its forces within ten days. They shall report."
QUOTE = "Each side shall withdraw its forces within ten days"
PASSAGE = passage_of("t1", TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))


def test_the_same_words_in_the_same_surroundings_are_the_passage() -> None:
    found = find_passage(PASSAGE, TEXT.replace(" ", "\n", 3))
    assert found.found is PassageState.EXACT


def test_the_same_words_elsewhere_are_the_passage_moved() -> None:
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
        ("report to sides", "First. To sides report; and so on.", None),  # too few words to recognise them by
        ("report to both sides", "First. To both report; and so on.", None),  # three of four are not enough
    ],
)
def test_four_words_are_enough_to_recognise_a_passage_by_more_than_three_quarters_of_them(
    quote: str, text: str, found: str | None
) -> None:
    match = find_passage(Passage(text="t1", quote=quote), text)
    assert (match.found is PassageState.MOVED, text[match.start : match.end].strip()) == (
        found is not None,
        found or "",
    )


def test_a_passage_whose_words_are_found_nowhere_is_gone() -> None:
    assert find_passage(PASSAGE, "Nothing of it.").found is PassageState.GONE
