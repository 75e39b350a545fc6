"""Files that are not valid TOML: one problem each, with its line, and never anything worse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.model.layout import Kind, Location
from negotrack.store.parse import Unparsable, parse
from negotrack.store.validate import read

MERGE = b'title = "a"\n<<<<<<< HEAD\nstatus = "open"\n=======\nstatus = "accepted"\n>>>>>>> other\n'


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b'\nb = "\xff"\n', 2, "is not UTF-8 text"),
        ("a = 1\n".encode("utf-16"), 1, "is not UTF-8 text"),
        (b"a = 1\nb = \x00\n", 2, "is not valid TOML"),
        (b"\x00", 1, "is not valid TOML"),
        (b"a = 1\n\n\na = 2\n", 4, "a key is given here for the second time"),
        (b"[a]\n[a]\n", 2, "cannot declare"),
        (b"[a]\n[%s]\n[%s]\n" % (b"x" * 300, b"x" * 300), 3, f": cannot declare ('{'x' * 183}; nothing"),
        (b"a = 1\rb = 2\n", 1, "is not valid TOML"),
        (b"a = 1\nb =\n", 2, "there is no value after the equals sign"),
        (b'a = """\nnever\nends\n', 1, "no closing quotation mark"),
        (b"a = " + b"[" * 5000, None, "nested too deeply"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, None, "nested too deeply"),
        (b"a = " + b"{a = " * 5000, None, "nested too deeply"),
        (b".".join([b"a"] * 5000) + b" = 1", None, "nested too deeply"),
        (b"x = 1\na = " + b"9" * 5000, 2, "a whole number is far too large"),
        (b"x = 1\na = 0x" + b"f" * 5000, 2, "a whole number is far too large"),
        (b"x = [1, 0b" + b"1" * 20000 + b"]", 1, "a whole number is far too large"),
        (b" " * (16 * 2**20 + 1), None, "is larger than 16 MiB"),
        (b"a = 2021-02-30\n", 1, "invalid date"),
    ],
)
def test_invalid_toml_is_one_problem_with_its_line(content: bytes, line: int | None, said: str) -> None:
    with pytest.raises(Unparsable, match=r".") as caught:
        parse(content)
    problem = caught.value.problem("proposals/x.toml")
    assert problem.line == line
    assert said in problem.message
    assert problem.message.endswith("; nothing in this file is shown")
    assert problem.unreadable
    assert "\n" not in str(problem)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    assert parse(b'\xef\xbb\xbfa = """\r\nx\r\ny"""\r\nb = 2\r\n') == {"a": "x\ny", "b": 2}


def test_a_number_of_a_hundred_digits_is_accepted() -> None:
    assert parse(b"a = " + b"9" * 100) == {"a": int("9" * 100)}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (MERGE, 2),
        (MERGE.replace(b"\n", b"\r\n"), 2),
        (MERGE.replace(b"=======", b"||||||| base\nstatus = 1\n======="), 2),
        (b"\xef\xbb\xbf" + MERGE, 2),
        (MERGE.removeprefix(b'title = "a"\n'), 1),
        (b"\n" + MERGE + MERGE, 3),
        (b'text = """\n' + MERGE + b'"""\n', 3),
        (MERGE.replace(b"=======\n", b"").replace(b">>>>>>> other\n", b""), 2),
        (MERGE.replace(b"<<<<<<< HEAD\n", b"").replace(b"=======\n", b""), 4),
    ],
    ids=[
        "plain",
        "CRLF",
        "diff3",
        "after a byte order mark",
        "first line",
        "two",
        "in a text",
        "begin only",
        "end only",
    ],
)
def test_an_unresolved_merge_is_one_problem_with_its_line_and_what_to_do(content: bytes, line: int) -> None:
    with pytest.raises(Unparsable, match="keep one whole version with 'git checkout --ours'") as caught:
        parse(content)
    assert caught.value.line == line
    if content.isascii():
        with pytest.raises(Unparsable) as caught:
            parse(b"\n" + content)
        assert caught.value.line == line + 1


def test_text_that_only_looks_like_merge_markers_is_no_problem() -> None:
    quoted = "<<<<<<<no\n=======\nHeading\n=======\n>>>>>>>> deep quotation\n"
    assert parse(f'a = """\n{quoted}"""\n'.encode()) == {"a": quoted}


def test_a_hundred_thousand_merge_markers_in_the_wrong_order_are_no_problem() -> None:
    content = b'a = """\n' + b">>>>>>> x\n" * 100_000 + b"<<<<<<< x\n" * 100_000 + b'"""\n'
    assert len(parse(content)["a"]) == 2_000_000


@given(st.binary(max_size=300), st.sampled_from(Kind))
def test_no_bytes_raise_an_error(content: bytes, kind: Kind) -> None:
    record, problems = read(Location(kind, "x", "y" if kind in {Kind.LEDGER, Kind.ANNOTATION} else ""), content)
    assert (record is None) == bool(problems)


WORDS = [
    "title",
    "status",
    "positions",
    "side",
    "id",
    "=",
    "[",
    "]",
    "{",
    "}",
    '"open"',
    '"',
    "'",
    '"""',
    "1",
    "\n",
    ".",
    ",",
]
WORDS += [
    "#",
    " ",
    "str",
    "int",
    "number",
    "true",
    "2021-01-01",
    "inf",
    "0x1f",
    "sides",
    "text",
    "é",
    "\r",
    "\x7f",
    "-",
]


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(Kind))
def test_nothing_that_resembles_a_record_raises_an_error(words: list[str], kind: Kind) -> None:
    place = Location(kind, "x", "y" if kind in {Kind.LEDGER, Kind.ANNOTATION} else "")
    record, problems = read(place, "".join(words).encode())
    assert (record is None) == bool(problems)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('a = 1\ntitle = "x\nstatus = "open"\n', 2, "a text has no closing quotation mark"),
        ("a = 1\ntitle = 'x\nb = 1\n", 2, "a text that begins here has no closing quotation mark"),
        ('a = 1\nb = """\nx\n\ny\n', 2, "a text that begins here has no closing quotation mark"),
        ('title = x"\n', 1, "a text has no opening quotation mark"),
        ("title = open\n", 1, "a text has no opening quotation mark"),
        ("title = “x”\n", 1, "text belongs in straight quotation marks"),
        ("title =\n", 1, "there is no value after the equals sign"),
        ('title = "the "best" one"\n', 1, r"inside a text, write \" instead"),
        ("date = 2026-03-01/2026-03-09\n", 1, "any date that is not one full day like 2026-03-09, in quotation"),
        ("date = 2026-03\n", 1, "any date that is not one full day like 2026-03-09, in quotation"),
        ("title = 'it's here'\n", 1, "something follows that does not belong on this line"),
        ("number = 6 7\n", 1, "something follows that does not belong on this line"),
        ("decides = false,\n", 1, "something follows that does not belong on this line"),
        ("[a] b\n", 1, "something follows that does not belong on this line"),
        ("number = 3 bis\n", 1, "put text, and any date"),
        ("a = 1\na = 2\n", 2, "a key is given here for the second time"),
    ],
)
def test_a_common_mistake_is_explained_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(Unparsable, match=re.escape(said)) as caught:
        parse(text.encode())
    assert caught.value.line == line
    with pytest.raises(Unparsable) as caught:
        parse(f"\n{text}".encode())
    assert caught.value.line == line + 1
