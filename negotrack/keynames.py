"""The names of keys: which words are keys, and which keys type a character."""

from __future__ import annotations

import re
import unicodedata

_KEY = re.compile(r"(?:(?:ctrl|alt|shift|meta|super|hyper)\+)*(.|[a-z]\w+)", re.DOTALL)
_NAMED = {
    *("enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", "slash", "backslash", "at", "minus", "plus", "underscore"),
    *(f"f{number}" for number in range(1, 25)),
}
"""Keys whose names are not Unicode character names."""
_WRITTEN = {"space", "slash", "backslash", "at", "minus", "plus", "underscore"}
"""The ones among them that type a character."""


def is_key(value: object) -> bool:
    """Whether a value is the name of a key: one character, or a word such as ``pageup`` or ``question_mark``."""
    match = _KEY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    name = match[1]
    if len(name) == 1:
        # A comma separates the keys of one action, so the comma key goes by its name.
        return name.isprintable() and not name.isspace() and name != ","
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return name in _NAMED
    return True


def is_text(key: str) -> bool:
    """Whether a key types a character in an input, so that it cannot trigger an action there."""
    name = bare_name(key)
    held = set(key.removesuffix(name).split("+")) - {"", "shift"}
    return not held and name not in _NAMED - _WRITTEN


def bare_name(key: str) -> str:
    """The key without its modifiers."""
    match = _KEY.fullmatch(key)
    return match[1] if match else key
