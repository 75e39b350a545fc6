"""The settings file: where it is, what may stand in it, and what is wrong with it."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from negotrack import model
from negotrack.config.keys import Actions, Mistake, Places, read_keys
from negotrack.errors import reason
from negotrack.suggestions import nearest, shown

THEMES = ("dark", "light", "terminal", "contrast")
TOOLKIT_THEMES = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai"),
    *("flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light"),
    *("solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light"),
    *("ansi-dark", "ansi-light"),
)
"""Those that the interface's toolkit brings along; named here, so that no command has to load it."""
STARTS = ("main", "compare", "report", "timeline")
_SETTINGS = ("author", "theme", "start", "mouse", "keys")


class Settings(NamedTuple):
    """What a person has settled.

    Attributes:
        author: the name on annotations; empty to take git's or the login's.
        theme: a word of ``THEMES`` or ``TOOLKIT_THEMES``.
        start: the screen to begin with, a word of ``STARTS``.
        mouse: whether the interface takes the mouse.
        keys: keys by action, for those that were rebound.
    """

    author: str = ""
    theme: str = THEMES[0]
    start: str = STARTS[0]
    mouse: bool = True
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def path() -> Path:
    """Where the settings file is, or would be."""
    if given := os.environ.get("NEGOTRACK_CONFIG"):
        return Path(given)
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if base and Path(base).is_absolute():
        return Path(base, "negotrack", "config.toml")
    from platformdirs import user_config_path  # not needed where the environment says it

    return user_config_path("negotrack", appauthor=False) / "config.toml"


def load(
    actions: Actions | None = None, together: Places | None = None, typing: Collection[str] = ()
) -> tuple[Settings, tuple[model.problems.Problem, ...]]:
    """The settings, and what is wrong in their file.

    Args:
        actions: the keys of every action, to check rebound ones against; None to take them as they are.
        together: the actions that are at hand at the same time, for each place; all of them unless given.
        typing: the actions that are at hand while somebody types.
    """
    problem = model.problems.Problem
    file = path()
    try:
        table = _table(_content(file))
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (problem(str(file), f"cannot be read: {reason(error)}; no settings are used"),)
    except (ValueError, RecursionError) as error:
        message = f"is not valid TOML: {_reason(error)}; no settings are used"
        return Settings(), (problem(str(file), message, line=getattr(error, "lineno", None)),)
    keys, wrong = read_keys(table.get("keys", {}), actions, together, typing)
    settings, mistakes = _settings(table, keys)
    mistakes += wrong
    return settings, tuple(problem(str(file), message, key=key) for key, message in mistakes)


def _content(file: Path) -> bytes:
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of a pipe it would wait for somebody who writes
        raise OSError(errno.EINVAL, "it is no plain file")
    return file.read_bytes()


def _table(content: bytes) -> dict[str, Any]:
    import tomli

    return tomli.loads(content.decode("utf-8-sig"))


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    message = str(getattr(error, "msg", error))
    return message[:1].lower() + message[1:200]


def _settings(table: Mapping[str, Any], keys: Actions) -> tuple[Settings, list[Mistake]]:
    mistakes = [(key, f"is not a setting{nearest(key, _SETTINGS)}") for key in table if key not in _SETTINGS]
    settings = Settings(
        author=_author(table.get("author", ""), mistakes),
        theme=_choice(table, "theme", THEMES, mistakes, also=TOOLKIT_THEMES),
        start=_choice(table, "start", STARTS, mistakes),
        mouse=_mouse(table.get("mouse", True), mistakes),
        keys=keys,
    )
    return settings, mistakes


def _author(value: object, mistakes: list[Mistake]) -> str:
    if isinstance(value, str):
        return value
    mistakes.append(("author", f"{shown(value)} is not text; put it in quotes"))
    return ""


def _choice(
    table: Mapping[str, Any], key: str, known: Collection[str], mistakes: list[Mistake], *, also: Collection[str] = ()
) -> str:
    usual = next(iter(known))
    value = table.get(key, usual)
    if isinstance(value, str) and value in {*known, *also}:
        return value
    suggestion = nearest(value, [*known, *also]) if isinstance(value, str) else ""
    mistakes.append((key, f"{shown(value)} is not one of {', '.join(known)}{suggestion}"))
    return usual


def _mouse(value: object, mistakes: list[Mistake]) -> bool:
    if isinstance(value, bool):
        return value
    mistakes.append(("mouse", f"{shown(value)} is neither true nor false"))
    return True
