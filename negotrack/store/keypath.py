"""Paths of keys, as a value and as they are written: ``positions[2].stance``."""

from __future__ import annotations

import json
import re

import tomli

Path = tuple[str | int, ...]
"""Keys and indices from the top, as ``("positions", 2, "stance")``."""

_PART = re.compile(r'"(?:[^"\\]|\\.)*+"|\[\d++\]|[^."\[\]]++', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(path: Path) -> str:
    """The written form of a path; a key that is no plain word is quoted."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else _quoted(part))
    return text


def key_path(key: str) -> Path:
    """A path from its written form."""
    return tuple(int(part[1:-1]) if part.startswith("[") else unquoted(part) for part in _PART.findall(key))


def unquoted(word: str) -> str:
    """A key as the parser gives it, from how it stands in a text."""
    if word[:1] not in {'"', "'"}:
        return word
    try:
        return str(tomli.loads(f"k = {word}")["k"])
    except ValueError:
        return word[1:-1]


def _quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False).replace("\x7f", r"\u007f")
