"""The line of a key: a scan of a TOML text for headers and assignments, done only where there is a problem.

The parser gives values without places, so this walks the statements of a text that is known to parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_LEXEME = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n|[\[\]{}=.,]|[^\s\[\]{}=.,#\"']+|[^\S\n]+",
    re.DOTALL,
)


def line_of(text: str, path: Path) -> int | None:
    """The line, counted from 1, on which a key stands, or the nearest table around it.

    Args:
        text: a TOML document.
        path: keys and indices from the top, as ``("positions", 2, "stance")``.
    """
    best, line = 0, None
    for found, at in _statements(text):
        common = _common(found, path)
        if common > best and common in (len(found), len(path)):
            best, line = common, at
    return line


def _common(found: Path, path: Path) -> int:
    count = 0
    for one, other in zip(found, path, strict=False):
        if one != other:
            break
        count += 1
    return count


def _statements(text: str) -> Iterator[tuple[Path, int]]:
    """The path and line of every header and assignment at the top level of the text."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for words, line in _lines(text):
        if words[:2] == ["[", "["]:
            keys = _resolved(_keys(words[2:]), counts)
            counts[keys] = counts.get(keys, -1) + 1
            table = (*keys, counts[keys])
            yield table, line
        elif words[0] == "[":
            table = _resolved(_keys(words[1:]), counts)
            yield table, line
        elif "=" in words:
            yield (*table, *_keys(words)), line


def _lines(text: str) -> Iterator[tuple[list[str], int]]:
    """The words of every statement, with the line on which it begins."""
    words: list[str] = []
    line = begins = 1
    depth = 0
    for match in _LEXEME.finditer(text):
        lexeme = match[0]
        if lexeme == "\n" and (depth == 0 or "=" not in words):
            if words:
                yield words, begins
            words, depth = [], 0
        elif lexeme.strip() and not lexeme.startswith("#"):
            if not words:
                begins = line
            words.append(lexeme)
            depth += (lexeme in "[{") - (lexeme in "]}")
        line += lexeme.count("\n")
    if words:
        yield words, begins


def _keys(words: list[str]) -> Path:
    keys: list[str] = []
    for word in words:
        if word in {"=", "]"}:
            break
        if word != ".":
            keys.append(word[1:-1] if word[0] in "\"'" else word)
    return tuple(keys)


def _resolved(keys: Path, counts: dict[Path, int]) -> Path:
    """The keys of a header, with the index of the last table wherever one of them is an array of tables."""
    path: Path = ()
    for key in keys[:-1]:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return (*path, *keys[-1:])


def key_path(key: str) -> Path:
    """A path from its written form, as ``positions[2].stance``."""
    return tuple(int(index) if index else name for name, index in re.findall(r"([^.\[\]]+)(?![^\[]*\])|\[(\d+)\]", key))


def written(path: Path) -> str:
    """The written form of a path."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
