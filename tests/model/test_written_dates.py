from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.dates import parse_span
from negotrack.model.written_dates import DateOrder, UnclearOrderError, read_written
from negotrack.pages.days import date_words, short_day_words, span_words


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2021-08-17/2021-08-30~", "2021-08-17/2021-08-30~"),
        ("25 August 2021", "2021-08-25"),
        ("25 Aug 2021", "2021-08-25"),
        ("25-Aug-2021", "2021-08-25"),
        ("25. Aug. 2021", "2021-08-25"),
        ("August 25, 2021", "2021-08-25"),
        ("Aug 25 2021", "2021-08-25"),
        ("the 1st of September 2021", "2021-09-01"),
        ("Wednesday, 25 August 2021", "2021-08-25"),
        ("Aug 2021", "2021-08"),
        ("Sept. 2021", "2021-09"),
        ("about 30 August 2021", "2021-08-30~"),
        ("ca. Aug 2021", "2021-08~"),
        ("~2021", "2021~"),
        ("30 Aug 2021 ~", "2021-08-30~"),
        ("17–about 30 Aug 2021", "2021-08-17/2021-08-30~"),
        ("17 Aug to 6 Sep 2021", "2021-08-17/2021-09-06"),
        ("17 - 30 August 2021", "2021-08-17/2021-08-30"),
        ("between 17 and about 30 August 2021", "2021-08-17/2021-08-30~"),
        ("on or after 17 August 2021", "2021-08-17/.."),
        ("until Aug 2021", "../2021-08"),
        ("2026/03/27", "2026-03-27"),
        ("13/3/2026", "2026-03-13"),
        ("3/13/2026", "2026-03-13"),
        ("27.03.2026", "2026-03-27"),
        ("3/3/2026", "2026-03-03"),
        ("2026-03-27T00:00:00", "2026-03-27"),
        ("2026-03-27 14:30", "2026-03-27"),
    ],
)
def test_a_date_is_read_as_a_person_writes_it(written: str, span: str) -> None:
    assert read_written(written) == parse_span(span)


@given(st.dates(date(1000, 1, 1)), st.dates(date(1000, 1, 1)), st.sampled_from(["", "~"]), st.sampled_from([4, 7, 10]))
def test_dates_that_the_program_prints_are_read_back(one: date, other: date, about: str, exact: int) -> None:
    first, last = sorted((one.isoformat()[:exact], other.isoformat()[:exact]))
    for text in (f"{first}{about}", f"{first}/{last}{about}", f"{first}{about}/..", f"../{last}"):
        span = parse_span(text)
        for words in (span_words(span), short_day_words(span)):
            found = read_written(words)
            assert (found.first, found.last, found.about_last) == (span.first, span.last, span.about_last)
    assert read_written(date_words(one)).first == one


def test_an_ambiguous_order_of_day_and_month_is_asked_about() -> None:
    with pytest.raises(UnclearOrderError, match="may be 3 April or 4 March"):
        read_written("3/4/2026")
    assert read_written("3/4/2026", DateOrder.DAY_FIRST) == parse_span("2026-04-03")
    assert read_written("3/4/2026", DateOrder.MONTH_FIRST) == parse_span("2026-03-04")
    with pytest.raises(UnclearOrderError):
        read_written("12/11/2026")
    assert read_written("27/4/2026", DateOrder.MONTH_FIRST) == parse_span("2026-04-27")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("soon", "cannot be read as a date"),
        ("25 August", "cannot be read as a date"),
        ("about soon", "cannot be read as a date: 'about soon'"),
        ("31 February 2021", "no such day"),
        ("13/13/2026", "no such day"),
        ("25 Ju 2021", "cannot be read as a date"),
        ("25 Mond 2021", "cannot be read as a date"),
        ("27/3/26", "has a year of two digits; write all four"),
        ("46108", "is a number, as spreadsheets count days"),
        ("30 August 2021 to 17 August 2021", "ends before it begins"),
    ],
)
def test_text_that_is_not_a_date_is_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_written(written)


@given(st.text(alphabet=st.sampled_from("0123 456/.-~–taugepndmybfro")))
def test_any_text_is_a_date_or_refused_in_one_line(text: str) -> None:
    refusal, span = "", None
    try:
        span = read_written(text)
    except ValueError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert span is None or parse_span(span.text) == span
