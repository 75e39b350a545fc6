"""The line of a key: a walk over a TOML text, done only where there is a problem.

The parser gives values without their places. This finds the places, in a text that is known to parse.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from negotrack.errors import WriteError
from negotrack.model.problems import Problem
from negotrack.store.access import admitted, present
from negotrack.store.keypath import Path, key_path, unquoted
from negotrack.store.parse import Unparsable, decoded, parse

_LEXEME = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+"
    r"|\n|[\[\]{}=.,]|[^\s\[\]{}=.,#\"']++|[^\S\n]++|[\"']",
    re.DOTALL,
)
_DEEPEST = 32
"""Parts of a path; no record nests half as deep, and a hostile file could nest without end."""


class _Word(NamedTuple):
    text: str
    line: int


@dataclass
class _Inside:
    """An array or inline table that the walk is in, and the index of its next element."""

    path: Path
    closing: str
    index: int = 0


class Lines:
    """The lines of the keys of a text."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        self._words = list(_words(text))
        self._at = 0
        self._walk()

    def of(self, path: Path) -> int | None:
        """The line, counted from 1, on which a key stands, or what is nearest around it; None where nothing is."""
        return next((self._found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._found), None)

    def _walk(self) -> None:
        table: Path = ()
        while text := self._peek():
            if text == "[":
                table = self._header()
            elif text == "\n":
                self._at += 1
            else:
                self._assignment(table)

    def _header(self) -> Path:
        """Step over ``[table]`` or ``[[array]]``; what follows belongs to the path returned."""
        line = self._next().line
        array = self._peek() == "["
        if array:
            self._next()
        table: Path = ()
        for key in self._keys("]"):
            if table in self._last:
                table = (*table, self._last[table])
            table = self._note(table, key, line)
        if array:
            if self._peek() == "]":
                self._next()
            self._last[table] = self._last.get(table, -1) + 1
            table = self._note(table, self._last[table], line)
        return table

    def _assignment(self, table: Path) -> None:
        """Step over a key and its value, with everything in it."""
        inside = self._value(self._key(table))
        while inside and (text := self._peek()):
            around = inside[-1]
            if text == around.closing:
                self._next()
                inside.pop()
            elif text in {"\n", ",", "]", "}"}:  # a bracket that closes nothing is stepped over as well
                self._next()
            elif around.closing == "]":
                path = self._note(around.path, around.index, self._words[self._at].line)
                around.index += 1
                inside += self._value(path)
            else:
                inside += self._value(self._key(around.path))

    def _key(self, table: Path) -> Path:
        """Step over a key, dotted or not, and its equals sign."""
        line = self._words[self._at].line
        for key in self._keys("="):
            table = self._note(table, key, line)
        return table

    def _value(self, path: Path) -> list[_Inside]:
        """Step over a value; into it where it is an array or inline table."""
        text = self._peek()
        if text in {"[", "{"}:
            self._next()
            return [_Inside(path, "]" if text == "[" else "}")]
        while self._peek() not in {"\n", ",", "]", "}", ""}:
            self._next()
        return []

    def _keys(self, end: str) -> Iterator[str]:
        """Step over keys and the word that ends them; at the end of the line at the latest."""
        while (text := self._peek()) not in {"", "\n"}:
            self._next()
            if text == end:
                return
            if text != ".":
                yield unquoted(text)

    def _note(self, table: Path, part: str | int, line: int) -> Path:
        path = (*table, part) if len(table) < _DEEPEST else table
        self._found.setdefault(path, line)
        return path

    def _peek(self) -> str:
        return self._words[self._at].text if self._at < len(self._words) else ""

    def _next(self) -> _Word:
        self._at += 1
        return self._words[self._at - 1]


def fill(folder: pathlib.Path, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each that names a key with the line on which it stands.

    Args:
        folder: the negotiation's folder.
        problems: as found in the records, which do not know their lines.
    """
    known: dict[str, Lines | None] = {}
    filled = []
    for problem in problems:
        line = problem.line
        if line is None and problem.key:
            if problem.file not in known:
                known[problem.file] = _read(folder, problem.file)
            lines = known[problem.file]
            line = (lines.of(key_path(problem.key)) or 1) if lines else None
        filled.append(replace(problem, line=line))
    return filled


def _read(folder: pathlib.Path, file: str) -> Lines | None:
    """The lines of a file; None where it cannot be read any more."""
    try:
        admitted(folder, file)
        content = present(folder, file)
        if content is not None:
            parse(content)
    except (WriteError, Unparsable):
        return None
    return Lines(decoded(content)) if content is not None else None


def _words(text: str) -> Iterator[_Word]:
    line = 1
    for match in _LEXEME.finditer(text):
        lexeme = match[0]
        if lexeme == "\n" or not (lexeme.isspace() or lexeme.startswith("#")):
            yield _Word(lexeme, line)
        line += lexeme.count("\n")
