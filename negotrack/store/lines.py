"""Finding the line of a key by a walk over TOML text, done only if there is a problem.

The parser returns values without their lines. The walk finds the lines of the wanted keys, in text that is known to
parse, and skips everything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tomli

KeyPath = tuple[str | int, ...]
"""Keys and indices from the top, such as ``("positions", 2, "stance")``."""

_PART = re.compile(r'"(?:[^"\\]|\\.)*+"|\[\d++\]|[^."\[\]]++', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(path: KeyPath) -> str:
    """The written form of a path; keys that are not bare keys in TOML are quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else quoted(part))
    return text


def key_path(key: str) -> KeyPath:
    """Parse the written form of a path."""
    return tuple(int(part[1:-1]) if part.startswith("[") else _unquoted(part) for part in _PART.findall(key))


def _unquoted(word: str) -> str:
    """The value of a key as written, without its quotes."""
    if word[:1] not in {'"', "'"}:
        return word
    try:
        return str(tomli.loads(f"k = {word}")["k"])
    except ValueError:
        return word[1:-1]


def quoted(key: str) -> str:
    """Text as a quoted TOML string."""
    return json.dumps(key, ensure_ascii=False).replace("\x7f", r"\u007f")


_STRING = (
    r'(?:"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+')"
)
_WORD = re.compile(rf"[^\S\n]*+(?:\#[^\n]*+)?+({_STRING}|\n\s*+|[\[\]{{}}=.,]|[^\s\[\]{{}}=.,#\"']++|[\"'])", re.DOTALL)
_INSIDE = re.compile(rf"{_STRING}|\#[^\n]*+|[\[\]{{}}]|[^\[\]{{}}#\"']++|[\"']", re.DOTALL)
"""The tokens of an array or inline table that is skipped."""


@dataclass
class _Container:
    """An array or inline table that the walk is inside, and the index of its next element."""

    path: KeyPath
    closing: str
    index: int = 0


class _Walk:
    """One walk over a text.

    Attributes:
        found: the line, counted from 1, of each wanted path that was found.
    """

    def __init__(self, text: str, wanted: Iterable[KeyPath]) -> None:
        self.found: dict[KeyPath, int] = {}
        self._wanted = {path[:end] for path in wanted for end in range(len(path) + 1)}
        self._last: dict[KeyPath, int] = {}
        self._text, self._place, self._line = text, 0, 1
        self._word, self._word_line = "", 1
        self._next()
        table: KeyPath = ()
        while self._word:
            if self._word[0] == "\n":
                self._next()
            elif self._word == "[":
                table = self._header()
            else:
                self._assignment(table)

    def _next(self) -> None:
        """Move to the next token; it is empty at the end of the text."""
        match = _WORD.match(self._text, self._place)
        self._word, self._word_line = (match[1], self._line) if match else ("", self._line)
        if match:
            self._place = match.end()
            self._line += self._word.count("\n")

    def _header(self) -> KeyPath:
        """Move past ``[table]`` or ``[[table]]``; returns the path of that table."""
        line = self._word_line
        self._next()
        array = self._word == "["
        if array:
            self._next()
        table: KeyPath = ()
        for key in self._keys("]"):
            if table in self._last:
                table = (*table, self._last[table])
            table = self._note(table, key, line)
        if array:
            if self._word == "]":
                self._next()
            self._last[table] = self._last.get(table, -1) + 1
            table = self._note(table, self._last[table], line)
        return table

    def _assignment(self, table: KeyPath) -> None:
        """Move past a key and its value, with everything in it."""
        inside = self._value(self._key(table))
        while inside and self._word:
            around = inside[-1]
            if self._word == around.closing:
                self._next()
                inside.pop()
            elif self._word[0] == "\n" or self._word in {",", "]", "}"}:  # including unmatched brackets
                self._next()
            elif around.closing == "]":
                path = self._note(around.path, around.index, self._word_line)
                around.index += 1
                inside += self._value(path)
            else:
                inside += self._value(self._key(around.path))

    def _key(self, table: KeyPath) -> KeyPath:
        """Move past a key, dotted or not, and its equals sign."""
        line = self._word_line
        for key in self._keys("="):
            table = self._note(table, key, line)
        return table

    def _value(self, path: KeyPath) -> list[_Container]:
        """Move past a value, or into it if it is an array or inline table that contains something wanted."""
        if self._word in {"[", "{"}:
            closing = "]" if self._word == "[" else "}"
            if path not in self._wanted:
                self._skip()
                return []
            self._next()
            return [_Container(path, closing)]
        while self._word and self._word[0] != "\n" and self._word not in {",", "]", "}"}:
            self._next()
        return []

    def _skip(self) -> None:
        """Move past an array or inline table with everything in it."""
        depth = 1
        while depth and (match := _INSIDE.match(self._text, self._place)):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
            self._place = match.end()
            self._line += match[0].count("\n")
        self._next()

    def _keys(self, end: str) -> Iterator[str]:
        """Move past keys and the token that ends them, but not past the end of the line."""
        while (word := self._word) and word[0] != "\n":
            self._next()
            if word == end:
                return
            if word != ".":
                yield _unquoted(word)

    def _note(self, table: KeyPath, part: str | int, line: int) -> KeyPath:
        """The path of a key or element in a table; notes its line if it is wanted."""
        path = (*table, part) if table in self._wanted else table
        if path in self._wanted:
            self.found.setdefault(path, line)
        return path


def lines(text: str, paths: Iterable[KeyPath]) -> dict[KeyPath, int]:
    """The line of each path, or of the innermost table or array around it that was found; otherwise 1."""
    paths = list(paths)
    found = _Walk(text, paths).found
    return {
        path: next((found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in found), 1) for path in paths
    }
