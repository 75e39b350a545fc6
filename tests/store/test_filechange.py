"""The one form in which the program writes a record: it reads back exactly what it wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from negotrack.errors import UsageError
from negotrack.model.dates import Span, parse_span
from negotrack.model.layout import KEYED, NESTED, Kind, Location
from negotrack.model.records import Annotation, Confirmation, Evidence, LedgerEntry, Record, Source
from negotrack.model.vocabulary import Basis, Form, Reliability, Stance, Status
from negotrack.store.filechange import canonical
from negotrack.store.validate import check, read

NOW = datetime(2026, 11, 22, 12, 15, 30, tzinfo=UTC)
PIECES = [
    '"',
    '""',
    '"""',
    "'''",
    "\\",
    "\\u0041",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\x1b[0m",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
]
PIECES += ["<<<<<<< ours\n", "\n=======\n", ">>>>>>> theirs", "#", "=", "[x]", "é", "e\u0301", "\u202e", "😀", " ", "a"]

texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))
written = texts.filter(lambda text: bool(text.strip()))
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-3.5))]))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    ends = [first.isoformat(), f"{first.isoformat()}~", f"{first.year:04}", f"{first.year:04}-{first.month:02}", ".."]
    begin, end = (
        draw(st.sampled_from(ends)),
        draw(st.sampled_from([None, "..", last.isoformat(), f"{last.isoformat()}~"])),
    )
    if end is None or begin == end == "..":
        return parse_span(first.isoformat() if begin == ".." else begin)
    return parse_span(f"{begin}/{end}")


def some(*, given: dict[str, st.SearchStrategy[Any]], left_out: dict[str, st.SearchStrategy[Any]]) -> Any:
    """The fields of a record; those in ``left_out`` are optional."""
    return st.fixed_dictionaries(given, optional=left_out)


evidence = st.lists(
    some(
        given={"source": written},
        left_out={"where": written, "credibility": st.integers(1, 6), "quote": written},
    ).map(lambda fields: Evidence(**fields)),
    max_size=3,
).map(tuple)
notes: st.SearchStrategy[Annotation] = some(
    given={"author": written, "created": moments, "text": texts},
    left_out={
        "edited": moments,
        "about": written,
        "tags": st.lists(written, max_size=3).map(tuple),
        "fingerprint": texts,
        "confirmed": st.lists(st.builds(Confirmation, by=written, at=moments), max_size=3).map(tuple),
    },
).map(lambda fields: Annotation(id="x", **fields))
entries: st.SearchStrategy[LedgerEntry] = some(
    given={"side": written, "stance": st.sampled_from(Stance)},
    left_out={
        "status": st.sampled_from([status for status in Status if status is not Status.CONFLICTING]),
        "statement": texts,
        "counter": texts,
        "by": texts,
        "form": st.sampled_from(Form),
        "date": spans(),
        "basis": st.sampled_from(Basis),
        "evidence": evidence,
        "recorded": moments,
        "recorded_by": texts,
    },
).map(lambda fields: LedgerEntry(id="x", **fields))
sources: st.SearchStrategy[Source] = some(
    given={"title": written},
    left_out={
        "publisher": texts,
        "date": spans(),
        "url": texts,
        "reliability": st.sampled_from(Reliability),
        "note": texts,
    },
).map(lambda fields: Source(id="x", **fields))


def comes_back(kind: Kind, record: Record) -> None:
    content = canonical(record)
    place = Location(kind, "x", "y" if kind in {Kind.ANNOTATION, Kind.LEDGER} else "")
    again, problems = read(place, content)
    assert problems == ()
    assert again == record
    assert again is not None
    assert canonical(again) == content


@given(notes)
@example(Annotation(id="x", author="a", created=datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), text="x"))
@example(Annotation(id="x", author="a", created=datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))), text="x"))
@example(Annotation(id="x", author="a", created=NOW, text="\r\n\\\r\n" + '"' * 7 + "\n"))
def test_any_annotation_is_read_back_as_it_was_written(record: Annotation) -> None:
    comes_back(Kind.ANNOTATION, record)


@given(entries)
def test_any_ledger_entry_is_read_back_as_it_was_written(record: LedgerEntry) -> None:
    comes_back(Kind.LEDGER, record)


@given(sources)
def test_any_source_is_read_back_as_it_was_written(record: Source) -> None:
    comes_back(Kind.SOURCE, record)


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_a_hundred_thousand_characters_is_read_back_as_it_was_written(piece: str) -> None:
    text = ("line\n" + piece * 20) * (100_000 // (5 + 20 * len(piece)))
    comes_back(Kind.ANNOTATION, Annotation(id="x", author="a", created=NOW, text=text))


def test_a_text_of_several_lines_is_written_over_several_lines() -> None:
    content = canonical(Annotation(id="x", author="a", created=NOW, text='one\n"two"\n')).decode()
    assert content.endswith('text = """\none\n\\"two\\"\n"""\n')


def test_a_quoted_merge_marker_is_never_written_at_the_start_of_a_line() -> None:
    content = canonical(Annotation(id="x", author="a", created=NOW, text="<<<<<<< a\n=======\n>>>>>>> b\n"))
    assert not any(line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")) for line in content.splitlines())


def test_keys_are_written_in_a_fixed_order_and_times_in_utc() -> None:
    moment = datetime(2026, 11, 22, 13, 15, 30, tzinfo=timezone(timedelta(hours=1)))
    note = Annotation(id="x", text="t", tags=("a",), author="a", created=moment, edited=moment.replace(microsecond=5))
    assert canonical(note).decode() == (
        'author = "a"\ncreated = 2026-11-22T12:15:30Z\nedited = 2026-11-22T12:15:30.000005Z\n'
        'tags = [\n    "a",\n]\ntext = "t"\n'
    )


def test_a_key_that_was_left_out_is_not_written() -> None:
    assert tomli.loads(canonical(Source(id="x", title="T")).decode()) == {"title": "T"}


def test_half_a_character_is_refused_by_its_code_point() -> None:
    broken = Annotation.model_construct(id="x", author="a", created=NOW, text="a\ud800b")
    with pytest.raises(UsageError, match=r"half of a character \(U\+D800\)"):
        canonical(broken)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.LEDGER, {"retracts": "a", "because": "typed twice", "recorded": NOW, "recorded_by": "ana"}),
        (Kind.LEDGER, {"prefers": ["a"], "over": ["b", "c"], "because": 'says "no"\n'}),
        (Kind.LEDGER, {"meets": "a#1", "date": "2026-01/2026-02~", "evidence": [{"source": "s"}]}),
        (Kind.LEDGER, {"side": "a", "stance": "conditional", "conditions": [{"text": "t"}, {"proposal": "p"}]}),
        (Kind.TEXT, {"label": "first", "tabled_by": ["a", "b"], "text": "the [whole [of a]] clause\n\n(a)\r\n"}),
        (Kind.STAKE, {"side": "a", "kind": "priority", "priority": "high", "assessed_by": "ana"}),
        (Kind.PACKAGE, {"title": "t", "proposals": ["a", "b"], "all_or_nothing": True, "owner": ["x"]}),
        (Kind.ANNOTATION, {"author": "a", "created": NOW, "text": "t", "ask": {"to": "x", "due": "2026-12-01"}}),
    ],
)
def test_every_kind_of_record_is_read_back_as_it_was_written(kind: Kind, fields: dict[str, Any]) -> None:
    where = Location(kind, "x", "p" if kind in NESTED else "")
    record, problems = check(where, {**fields, "id": "x"} if kind in KEYED else fields)
    assert record is not None, problems
    assert read(where, canonical(record)) == (record, ())
