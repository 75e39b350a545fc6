from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.analysis.query import Key, Term, parse
from negotrack.model.records import Side
from negotrack.model.vocabulary import Relation, Status

SIDES = (Side(id="resistance", name="National Resistance"), Side(id="taliban", name="Taliban"))


def test_words_stand_for_themselves_and_a_phrase_is_one() -> None:
    query = parse('Oslo  "Second   round" word')
    assert query.terms == (Term(None, ("oslo",)), Term(None, ("second round",)), Term(None, ("word",)))
    assert query.words == ("oslo", "second round", "word")


def test_a_minus_in_front_means_not() -> None:
    query = parse('-draft -"a phrase" -status:open one-sided')
    assert query.terms == (
        Term(None, ("draft",), negated=True),
        Term(None, ("a phrase",), negated=True),
        Term(Key.STATUS, ("open",), negated=True),
        Term(None, ("one-sided",)),
    )
    assert query.words == ("one-sided",)


@pytest.mark.parametrize("text", ["", "   ", "-", '"', '""', '-""', '" '])
def test_nothing_asks_for_nothing(text: str) -> None:
    assert (parse(text).terms, parse(text).mistakes) == ((), ())


def test_a_phrase_that_is_still_being_typed_is_one_already() -> None:
    assert parse('"all except o').terms == (Term(None, ("all except o",)),)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("status:rejected", ("rejected",)),
        ("Status:REJ", ("rejected",)),
        ("status:rejected,open", ("rejected", "open")),
        ("stance:co", ("conditional", "counters")),
        ("relation:one-sided", ("one-sided",)),
        ('is:"stale"', ("stale",)),
        ("is:out,poss,", ("outstanding", "possible")),
        ("number:6", ("6",)),
        ('number:"3 bis"', ("3 bis",)),
        ("tag:#Gate", ("gate",)),
        ("author:Désk", ("desk",)),
        ("since:2026-11", ("2026-11-01",)),
    ],
)
def test_a_word_and_a_colon_ask_for_one_thing(text: str, values: tuple[str, ...]) -> None:
    (term,) = parse(text).terms
    assert term.values == values
    assert parse(text).mistakes == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("staus:open", "'staus' cannot be asked for (did you mean 'status'?)"),
        ("http://example.org", "'http' cannot be asked for; to look for the text, put it in quotes: \"…\""),
        ("status:rejektd", "'rejektd' is no status (did you mean 'rejected'?)"),
        ("relation:xyz", f"'xyz' is no relation; write relation: and one of {', '.join(Relation)}"),
        ("status:", f"write status: and one of {', '.join(Status)}"),
        ("is:,", "write is: and one of stale, outstanding, conflicting, annotated, described, numbered, possible"),
        ("tag:", "write tag: and what to look for"),
        ("tag:#", "write tag: and what to look for"),
        ("since:yesterday", "'yesterday' is no day; write since: and a day, as 2026-11-22"),
        ("since:", "write since: and a day, as 2026-11-22"),
        ("side:talban", "'talban' is not a side (did you mean 'taliban'?)"),
    ],
)
def test_a_mistake_is_named_and_the_rest_is_used(text: str, mistake: str) -> None:
    query = parse(f"before {text} after", SIDES)
    assert query.mistakes == (mistake,)
    assert query.words == ("before", "after")
    assert len(query.terms) == 2


@pytest.mark.parametrize("value", ["taliban", "TAL", "resistance", "national", '"national res"'])
def test_a_side_is_named_by_id_or_name_or_the_beginning_of_either(value: str) -> None:
    assert parse(f"side:{value}", SIDES).mistakes == ()


def test_any_side_may_be_one_where_the_sides_are_not_known() -> None:
    assert parse("side:nobody").mistakes == ()


def test_what_stands_in_quotes_is_never_a_key() -> None:
    assert parse('"status:x"').words == ("status:x",)


def test_a_text_of_a_hundred_thousand_characters_is_read() -> None:
    for text in ("a" * 100_000, "a:" * 50_000, '"' * 100_001, "-" * 100_000, "is:" + "x" * 100_000):
        assert all(len(mistake) < 300 for mistake in parse(text).mistakes)


SYNTAX = st.sampled_from([*'" :-,#“”', *(f"{key}:" for key in Key), "status:rej", "since:2026-1", "is:st", "٣"])


@given(st.lists(st.one_of(SYNTAX, st.text(max_size=5))).map("".join))
def test_any_text_is_a_filter(text: str) -> None:
    query = parse(text, SIDES)
    assert query.text == text
    assert all("\n" not in mistake for mistake in query.mistakes)
    assert all(values and all(values) for _, values in ((term.key, term.values) for term in query.terms))
