"""Finding the line of each key, even in a document that does its best to hide it."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from negotrack.model.layout import Kind, Location
from negotrack.store.lines import _Walk, key_path, lines, written
from negotrack.store.validate import read

DOCUMENT = r'''# [positions] in a comment
title = "a" # title = "b"
"quoted key" = 1
'lite.ral' = 2
a.b . "c d".e = 3
text = """
[positions]
status = "in a text"
""""
literal = \'\'\'
side = 'x'
\'\'\'
escaped = "\" = [[x]] #"
array = [
  1, # one
  [ 2,
    3 ],
  "]", ']',
  { x = 1, y.z = [
      4 ] },
]
inline = { p = "}", q = { r = [ { s = 1 }, { s = 2 } ] } }
when = 2021-08-17 10:00:00
number = -1.5e3

[table."dotted.key"]
x = 1
[ table . sub ]
x = 2

[[positions]]
side = "one"
evidence = [
    { source = "a" },
    { source = "b", where = "c" },
]
[[positions]]
side = "two"
[[positions.evidence]]
source = "c"
[[positions.evidence]]
source = "d"
[positions.more]
deep.er = 1
[[positions.more.list]]
k = 1
[[positions]]
[[positions.evidence]]
source = "e"
'''.replace(r"\'", "'")


@pytest.mark.parametrize(
    "key",
    [
        "title",
        '"quoted key"',
        '"lite.ral"',
        "a.b",
        'a.b."c d".e',
        "text",
        "literal",
        "escaped",
        "array",
        "array[0]",
        "array[1]",
        "array[1][1]",
        "array[2]",
        "array[4].x",
        "array[4].y.z",
        "array[4].y.z[0]",
        "inline.p",
        "inline.q.r[1].s",
        "when",
        "number",
        'table."dotted.key"',
        'table."dotted.key".x',
        "table.sub.x",
        "positions[0]",
        "positions[0].evidence[0].source",
        "positions[0].evidence[1].where",
        "positions[1].side",
        "positions[1].evidence[0]",
        "positions[1].evidence[1].source",
        "positions[1].more",
        "positions[1].more.deep.er",
        "positions[1].more.list[0].k",
        "positions[2].evidence[0].source",
    ],
)
def test_the_line_of_every_key_is_found(key: str) -> None:
    tomli.loads(DOCUMENT)
    path = key_path(key)
    assert lines(DOCUMENT, [path]) == {path: EXPECTED[key]}


EXPECTED = {
    "title": 2,
    '"quoted key"': 3,
    '"lite.ral"': 4,
    "a.b": 5,
    'a.b."c d".e': 5,
    "text": 6,
    "literal": 10,
    "escaped": 13,
    "array": 14,
    "array[0]": 15,
    "array[1]": 16,
    "array[1][1]": 17,
    "array[2]": 18,
    "array[4].x": 19,
    "array[4].y.z": 19,
    "array[4].y.z[0]": 20,
    "inline.p": 22,
    "inline.q.r[1].s": 22,
    "when": 23,
    "number": 24,
    'table."dotted.key"': 26,
    'table."dotted.key".x': 27,
    "table.sub.x": 29,
    "positions[0]": 31,
    "positions[0].evidence[0].source": 34,
    "positions[0].evidence[1].where": 35,
    "positions[1].side": 38,
    "positions[1].evidence[0]": 39,
    "positions[1].evidence[1].source": 42,
    "positions[1].more": 43,
    "positions[1].more.deep.er": 44,
    "positions[1].more.list[0].k": 46,
    "positions[2].evidence[0].source": 49,
}


def test_a_missing_key_gets_the_line_of_the_table_that_would_hold_it() -> None:
    near = {("positions", 1, "stance"): 37, ("positions", 1, "evidence", 1, "where"): 41, ("nothing",): 1, (): 1}
    assert lines(DOCUMENT, near) == near


keys = st.one_of(st.text("ab-_1", min_size=1, max_size=3), st.text(max_size=4))
scalars = st.one_of(
    st.integers(-9, 9), st.booleans(), st.text(max_size=6), st.just('\n[x]\nk = """'), st.just("'''\n#")
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=12,
)


class Writer:
    """Writes a table as TOML in one of many ways, and notes the line of each scalar that has a key."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[tuple[str | int, ...], int] = {}

    def key(self, key: str) -> str:
        plain = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
        return key if plain and self.draw(st.booleans()) else _string(key)

    def table(self, table: dict[str, Any], path: tuple[str | int, ...] = (), name: str = "") -> None:
        later: list[tuple[str, Any, bool]] = []
        for key, value in table.items():
            arrays = isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
            if (arrays or isinstance(value, dict)) and self.draw(st.booleans()):
                later.append((key, value, arrays))
                continue
            self.text += self.draw(st.sampled_from(["", "\n", "# k = 1\n", "  "]))
            self.note((*path, key), value)
            self.text += f"{self.key(key)}{self.draw(st.sampled_from(['=', ' = ']))}"
            self.value(value, (*path, key))
            self.text += self.draw(st.sampled_from(["\n", " # [x]\n", "\r\n"]))
        for key, value, arrays in later:
            full = f"{name}.{self.key(key)}" if name else self.key(key)
            for index, each in enumerate(value if arrays else [value]):
                self.text += f"[[{full}]]\n" if arrays else f"[{full}]\n"
                self.table(each, (*path, key, index) if arrays else (*path, key), full)

    def value(self, value: Any, path: tuple[str | int, ...]) -> None:
        if isinstance(value, bool):
            self.text += "true" if value else "false"
        elif isinstance(value, int):
            self.text += str(value)
        elif isinstance(value, str):
            many = self.draw(st.booleans())
            self.text += f'"""\n{_string(value)[1:-1]}"""'.replace("\\n", "\n") if many else _string(value)
        elif isinstance(value, list):
            self.text += "["
            for index, each in enumerate(value):
                self.text += self.draw(st.sampled_from(["", " ", "\n", "# ]\n"]))
                self.value(each, (*path, index))
                self.text += ","
            self.text += "]"
        else:
            self.text += "{"
            for number, (key, each) in enumerate(value.items()):
                self.text += ", " if number else " "
                self.note((*path, key), each)
                self.text += f"{self.key(key)} = "
                self.value(each, (*path, key))
            self.text += "}"

    def note(self, path: tuple[str | int, ...], value: Any) -> None:
        if not isinstance(value, dict | list):
            self.lines[path] = self.text.count("\n") + 1


def _string(text: str) -> str:
    return (
        '"'
        + "".join(each if each.isalnum() or each == " " else f"\\U{ord(each):08X}" for each in text).replace(
            "\\U0000000A", "\\n"
        )
        + '"'
    )


@given(st.data(), st.dictionaries(keys, values, max_size=5))
def test_the_line_of_any_scalar_in_any_document_is_found(data: Any, table: dict[str, Any]) -> None:
    writer = Writer(data.draw)
    writer.table(table)
    assert tomli.loads(writer.text) == table
    assert lines(writer.text, writer.lines) == writer.lines


@given(
    st.lists(
        st.one_of(st.text(max_size=3), st.sampled_from(["[", "[[", "]", "{", "}", "=", '"""', "\n", ".", ",", "a"]))
    )
)
@example(["a=[}"])
@example(["a={]"])
def test_no_text_raises_an_error(pieces: list[str]) -> None:
    assert lines("".join(pieces), [("a",)])[("a",)] > 0


def test_a_line_is_found_even_in_a_document_made_to_take_time_and_memory() -> None:
    deep = ".".join(["a"] * 900)
    text = (
        "\n".join(f"{deep}.k{number} = 1" for number in range(300))
        + '\nx = """'
        + '\\"""' * 100_000
        + '"""\nstatus = 1\n'
    )
    assert lines(text, [("status",)]) == {("status",): 302}


def test_a_run_of_empty_lines_is_skipped_in_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    step, steps = _Walk._next, []

    def counted(walk: _Walk) -> None:
        steps.append(walk)
        step(walk)

    monkeypatch.setattr(_Walk, "_next", counted)
    assert lines("a = 1\n" + "\n \t\r\n" * 1000 + "b = 1\n", [("b",)]) == {("b",): 2002}
    assert len(steps) < 20


@pytest.mark.parametrize("long", ["\n" * 2**20, "# comment\n" * 2**17, f"x = [{'1, ' * 2**19}]\n", "x = 1\n" * 2**17])
def test_a_huge_file_with_one_mistake_takes_no_more_memory_than_a_few_times_its_size(long: str) -> None:
    text = f'status = "open"\n{long}stats = 1\n'
    tracemalloc.start()
    try:
        found = lines(text, [("stats",)])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == {("stats",): text.count("\n")}
    assert most < 3 * len(text) + 2**20


@given(st.lists(st.one_of(st.text(max_size=5), st.integers(0, 99)), min_size=1).map(tuple))
def test_a_key_path_is_read_back_from_its_written_form(path: tuple[str | int, ...]) -> None:
    first = next((part for part in path if isinstance(part, str)), None)
    if isinstance(path[0], str) and first is not None:
        assert key_path(written(path)) == path


def test_key_paths_are_written_as_people_write_them() -> None:
    assert written(("positions", 2, "evidence", 0, "source")) == "positions[2].evidence[0].source"
    assert written(("a.b", "c d", "")) == '"a.b"."c d".""'


@pytest.mark.parametrize(
    ("kind", "text", "key", "line"),
    [
        (Kind.PROPOSAL, 'status = "open"\nstr = 1\n', "str", 2),
        (Kind.PROPOSAL, 'status = "open"\nint = 1\n', "int", 2),
        (Kind.PROPOSAL, 'status = "open"\n"a.b" = 1\n', '"a.b"', 2),
        (Kind.PROPOSAL, 'status = "open"\n\n[[positions]]\nside = "a"\n\n[[positions]]\nside = "b"\nstance = "for"\n',
         "positions[0].stance", 3),
        (Kind.PROPOSAL, 'status = "open"\nnumber = 1.5\n', "number", 2),
        (Kind.PROPOSAL, 'status = "open"\nid = "x"\n', "id", 2),
        (Kind.PROPOSAL, "status = { open = [[[]]] }\n", "status", 1),
        (Kind.LEDGER, 'side = "a"\n', "", 1),
        (Kind.ANNOTATION, 'author = "a"\ntext = ""\n\n[[confirmed]]\nby = "x"\nat = 2021-01-01\n', "created", 1),
        (Kind.SOURCE, 'title = "x"\nnote = """\n\n"""\nreliability = "G"\n', "reliability", 5),
    ],
)  # fmt: skip
def test_a_refused_value_is_a_problem_with_its_file_line_and_key(kind: Kind, text: str, key: str, line: int) -> None:
    place = Location(kind, "x", "y" if kind in {Kind.LEDGER, Kind.ANNOTATION} else "")
    record, problems = read(place, text.encode())
    assert record is None
    assert (problems[0].file, problems[0].line, problems[0].key) == (place.path, line, key)


def test_ten_thousand_problems_in_one_file_are_cut_short() -> None:
    text = "".join(f"k{number} = 1\n" for number in range(10_000))
    _, problems = read(Location(Kind.PROPOSAL, "x"), text.encode())
    assert len(problems) == 21
    assert problems[-1].message.startswith("has 9980 more problems")


def test_a_message_about_a_huge_value_stays_short() -> None:
    text = f'status = "{"x" * 100_000}"\n[[positions]]\nside = "a"\nstance = "accepts"\ndate = "{"9" * 100_000}"\n'
    _, problems = read(Location(Kind.PROPOSAL, "x"), text.encode())
    assert [problem.key for problem in problems] == ["status", "positions[0].date"]
    assert all(len(problem.message) < 500 for problem in problems)
