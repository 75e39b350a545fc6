"""The user's settings: one TOML file, of which every mistake is named and the rest is used."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negotrack.model.problems import Problem
from negotrack.suggestions import nearest, shown

THEMES = ("dark", "light", "terminal", "contrast")
STARTS = ("main", "compare", "report", "timeline")
QUIT = "quit"
_KEYS = ("author", "theme", "start", "mouse", "keys")
_KEY = re.compile(
    r"(?:(?:ctrl|shift|alt)\+)*(?:[^\s+]|[a-z]\w*|f\d{1,2}|enter|escape|space|tab|backspace|delete|insert|home|end|"
    r"pageup|pagedown|up|down|left|right)"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has settled.

    Attributes:
        author: the name on annotations; empty to take git's or the login's.
        theme: a word of ``THEMES``.
        start: the screen to begin with, a word of ``STARTS``.
        mouse: whether the interface takes the mouse.
        keys: keys by action, for those that were rebound.
    """

    author: str = ""
    theme: str = "dark"
    start: str = "main"
    mouse: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def path() -> Path:
    """Where the settings file is, or would be."""
    if given := os.environ.get("NEGOTRACK_CONFIG"):
        return Path(given)
    if given := os.environ.get("XDG_CONFIG_HOME"):
        return Path(given) / "negotrack" / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("negotrack", appauthor=False) / "config.toml"


def load(actions: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and what is wrong in their file.

    Args:
        actions: the keys of every action, to check rebound ones against; None to take them unchecked.
    """
    file = path()
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (Problem(str(file), f"cannot be read: {(error.strerror or str(error)).lower()}"),)
    import tomli

    try:
        table = tomli.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Settings(), (Problem(str(file), f"is not valid TOML: {error}; no settings are used"),)
    problems: list[tuple[str, str]] = [
        (key, f"is not a known setting{nearest(key, _KEYS)}") for key in table if key not in _KEYS
    ]
    settings = Settings(
        author=_text(table, problems),
        theme=_choice(table, "theme", THEMES, problems),
        start=_choice(table, "start", STARTS, problems),
        mouse=_switch(table, "mouse", problems),
        keys=_keys(table.get("keys", {}), actions, problems),
    )
    return settings, tuple(Problem(str(file), message, key=key) for key, message in problems)


def author(given: str | None, settings: Settings, folder: Path) -> str:
    """Who is at the keyboard: as given, else from the settings, git, or the login."""
    names = (given, settings.author, _git_author(folder) if not (given or settings.author) else "", _login())
    cleaned = (" ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", name or "").split()) for name in names)
    return next((name for name in cleaned if name), "analyst")


def _git_author(folder: Path) -> str:
    import subprocess

    try:
        asked = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 - the git of the person's own path
            cwd=folder,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("utf-8", "replace").strip()


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _text(table: Mapping[str, Any], problems: list[tuple[str, str]]) -> str:
    value = table.get("author", "")
    if isinstance(value, str):
        return value
    problems.append(("author", "is not text; put it in quotes"))
    return ""


def _choice(table: Mapping[str, Any], key: str, known: tuple[str, ...], problems: list[tuple[str, str]]) -> str:
    value = table.get(key, known[0])
    if value in known:
        return str(value)
    problems.append((key, f"{shown(value)} is not one of {', '.join(known)}{nearest(str(value), known)}"))
    return known[0]


def _switch(table: Mapping[str, Any], key: str, problems: list[tuple[str, str]]) -> bool:
    value = table.get(key, True)
    if isinstance(value, bool):
        return value
    problems.append((key, "is neither true nor false"))
    return True


def _keys(
    given: Any, actions: Mapping[str, tuple[str, ...]] | None, problems: list[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, dict):
        problems.append(("keys", 'is not a table; write it as [keys], and below it: filter = "/"'))
        return {}
    rebound: dict[str, tuple[str, ...]] = {}
    for action, value in given.items():
        keys = [value] if isinstance(value, str) else value
        if actions is not None and action not in actions:
            problems.append((f"keys.{action}", f"is not an action{nearest(action, actions)}; all: negotrack keys"))
        elif not isinstance(keys, list) or not keys or not all(_is_key(key) for key in keys):
            problems.append((f"keys.{action}", f'{shown(value)} is no key; write it like "j", "ctrl+r" or "f1"'))
        else:
            rebound[action] = tuple(keys)
    return rebound


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def clashes(keys: Mapping[str, tuple[str, ...]], together: Collection[frozenset[str]]) -> list[tuple[str, str, str]]:
    """Keys that two actions of one place share.

    Args:
        keys: the keys of every action, as they are now.
        together: the actions that are at hand at the same time, for each place.

    Returns:
        The key and the two actions, each clash once.
    """
    found: dict[tuple[str, str, str], None] = {}
    for actions in together:
        taken: dict[str, str] = {}
        for action in sorted(actions):
            for key in keys.get(action, ()):
                if taken.setdefault(key, action) != action:
                    found[key, taken[key], action] = None
    return list(found)
