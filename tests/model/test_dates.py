from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.dates import certain_by, parse_day, parse_span, possible_by, read_span, write_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-08-17", date(2021, 8, 17), date(2021, 8, 17)),
        ("2021-08", date(2021, 8, 1), date(2021, 8, 31)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29)),
        ("2021-08-17/2021-08-30", date(2021, 8, 17), date(2021, 8, 30)),
        ("2021-08/2022", date(2021, 8, 1), date(2022, 12, 31)),
        ("2021-08/2021-08-17", date(2021, 8, 1), date(2021, 8, 17)),
        ("2021-08-17/..", date(2021, 8, 17), None),
        ("../2021-08", None, date(2021, 8, 31)),
        ("  2021-08-17 ", date(2021, 8, 17), date(2021, 8, 17)),
    ],
)
def test_a_span_has_a_first_and_a_last_day(text: str, first: date | None, last: date | None) -> None:
    span = parse_span(text)
    assert (span.first, span.last) == (first, last)
    assert str(span) == text.strip()


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("2021-08-17", (False, False)),
        ("2021-08-30~", (True, True)),
        ("2021~", (True, True)),
        ("2021-08-17/2021-08-30~", (False, True)),
        ("2021-08-17~/..", (True, False)),
        ("../2021-08-30~", (False, True)),
    ],
)
def test_each_end_may_be_approximate(text: str, about: tuple[bool, bool]) -> None:
    span = parse_span(text)
    assert (span.about_first, span.about_last) == about


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "0000",
        "0000-01-01",
        "2021-02-29",
        "1900-02-29",
        "2021-13",
        "2021-00-10",
        "2021-08-00",
        "2021-8-17",
        "21-08-17",
        "+2021",
        "12021",
        "20210817",
        "2021-08-17T00:00:00Z",
        "2021-08-17 / 2021-08-30",
        "2021-08-30/2021-08-17",
        "2021/2020-12-31",
        "2021/2022/2023",
        "2021/",
        "/2021",
        "..",
        "../..",
        "/",
        "2021~~",
        "~2021",
        "2021-08-17?",
        "2021-W01",
        "٢٠٢١",
        "2021-08-17\n2021-08-18",
        "\0",
    ],
)
def test_anything_but_a_day_month_year_or_interval_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|open at both ends|ends before it begins"):
        parse_span(text)


def test_a_toml_date_is_read_as_a_day() -> None:
    assert read_span(date(2021, 8, 17)) == parse_span("2021-08-17")


@pytest.mark.parametrize("value", [20210817, 2021.5, True, None, [], datetime(2021, 8, 17, tzinfo=UTC), time(12)])
def test_no_other_toml_value_is_read_as_a_date(value: object) -> None:
    with pytest.raises(ValueError, match="date"):
        read_span(value)


@pytest.mark.parametrize(
    ("text", "certain", "possible"),
    [
        ("2021-08-17", "17", "17"),
        ("2021-08-16/2021-08-18", "18", "16"),
        ("2021-08-17/..", None, "17"),
        ("../2021-08-17", "17", "01"),
    ],
)
def test_a_span_is_possible_from_its_first_day_and_certain_from_its_last(
    text: str, certain: str | None, possible: str
) -> None:
    span, days = parse_span(text), [date(2021, 8, day) for day in range(1, 31)]
    since = [f"{day.day:02}" for day in days if certain_by(span, day)]
    assert (since[0] if since else None) == certain
    assert next(f"{day.day:02}" for day in days if possible_by(span, day)) == possible


@pytest.mark.parametrize(
    ("text", "ends"),
    [("2021-08-17/..", ("2021-08-17", "2021-08-17")), ("../2021-08", ("2021-08-31", "2021-08-31"))],
)
def test_an_open_end_is_sorted_like_the_other_end(text: str, ends: tuple[str, str]) -> None:
    span = parse_span(text)
    assert (span.earliest.isoformat(), span.latest.isoformat()) == ends


@pytest.mark.parametrize("text", ["2021-08", "2021-08-17~", "2021-08-17/2021-08-18", "2021-08-17/..", "soon", ""])
def test_a_day_that_is_asked_for_must_be_one_exact_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|date"):
        parse_day(text)


@given(st.dates())
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    span = read_span(day)
    assert span == parse_span(day.isoformat())
    assert parse_day(day.isoformat()) == day
    assert write_span(span) == day
    assert span.is_day


@given(st.dates(), st.dates(), st.tuples(st.sampled_from(["", "~"]), st.sampled_from(["", "~"])))
def test_every_interval_is_written_as_it_was_read(one: date, other: date, about: tuple[str, str]) -> None:
    first, last = sorted((one, other))
    text = f"{first}{about[0]}/{last}{about[1]}"
    span = parse_span(text)
    assert write_span(span) == text
    assert (span.earliest, span.latest) == (first, last)
    assert (span.about_first, span.about_last) == (about[0] == "~", about[1] == "~")


@given(st.dates(), st.dates(), st.dates(max_value=date(9999, 12, 30)))
def test_what_is_certain_is_possible_and_stays_certain(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    for span in (parse_span(f"{first}/{last}"), parse_span(f"{first}/.."), parse_span(f"../{last}")):
        next_day = day + timedelta(days=1)
        assert not certain_by(span, day) or possible_by(span, day)
        assert certain_by(span, day) <= certain_by(span, next_day)
        assert possible_by(span, day) <= possible_by(span, next_day)


@given(st.one_of(st.text(), st.text(alphabet="0123456789-/.~ ")))
def test_any_text_is_a_span_or_is_refused_in_one_line(text: str) -> None:
    said = refusal(text)
    assert said is None or (said and "\n" not in said)


def refusal(text: str) -> str | None:
    """Why a text is not a span; None if it is one."""
    try:
        span = parse_span(text)
    except ValueError as error:
        return str(error)
    assert span.earliest <= span.latest
    return None
