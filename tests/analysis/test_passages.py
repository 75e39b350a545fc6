from negotrack.analysis.passages import PassageState, find_passage, passage_of

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


def test_words_that_stand_nowhere_are_gone() -> None:
    assert find_passage(PASSAGE, "Nothing of it.").found is PassageState.GONE
