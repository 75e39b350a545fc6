"""The user's settings, one TOML file whose mistakes are reported while the rest is used; and the user's name.

A faulty line in the table of keys is ignored, so that no action is ever without a key, not even the one that quits.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from negotrack import model
from negotrack.errors import reason
from negotrack.keynames import bare_name, is_key, is_text
from negotrack.suggestions import nearest, shown

THEMES = ("dark", "light", "terminal", "contrast")
TOOLKIT_THEMES = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai"),
    *("flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light"),
    *("solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light"),
    *("ansi-dark", "ansi-light"),
)
"""The themes of the interface's toolkit, listed here so that no command has to load it."""
STARTS = ("main", "compare", "report", "timeline")
_SETTINGS = ("author", "theme", "start", "mouse", "keys")

Actions = Mapping[str, tuple[str, ...]]
"""The keys of every action, by its id."""
Places = Collection[frozenset[str]]
"""The actions available at the same time, for each place."""
Mistake = tuple[str, str]
"""A setting's path, and what is wrong with it."""


class Settings(NamedTuple):
    """The user's settings.

    Attributes:
        author: the name on annotations; empty to use git's or the login's.
        theme: a word of ``THEMES`` or ``TOOLKIT_THEMES``.
        start: the first screen, a word of ``STARTS``.
        mouse: whether the interface uses the mouse.
        keys: the keys of rebound actions, by action.
    """

    author: str = ""
    theme: str = THEMES[0]
    start: str = STARTS[0]
    mouse: bool = True
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def path() -> Path:
    """The path of the settings file, whether it exists or not."""
    if given := os.environ.get("NEGOTRACK_CONFIG"):
        return Path(given)
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if base and Path(base).is_absolute():
        return Path(base, "negotrack", "config.toml")
    from platformdirs import user_config_path  # not needed if the environment sets the path

    return user_config_path("negotrack", appauthor=False) / "config.toml"


def load(
    actions: Actions | None = None, together: Places | None = None, typing: Collection[str] = ()
) -> tuple[Settings, tuple[model.problems.Problem, ...]]:
    """Return the settings, and what is wrong in their file.

    Args:
        actions: the default keys of every action, to check rebound ones against; None to skip these checks.
        together: the actions available at the same time, for each place; all of them unless given.
        typing: the actions available while the user types.
    """
    import tomli

    problem = model.problems.Problem
    file = path()
    try:
        text = _content(file).decode("utf-8-sig")
        table = tomli.loads(text)
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
    if not mistakes:
        return settings, ()
    from negotrack.store.lines import key_path, lines  # only needed if there is a mistake

    places = {key: key_path(key) for key, _ in mistakes}
    found = lines(text, places.values())
    return settings, tuple(problem(str(file), message, key, found[places[key]]) for key, message in mistakes)


def _content(file: Path) -> bytes:
    mode = file.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # reading a pipe would wait for a writer
        raise OSError(errno.EINVAL, "it is not a plain file")
    return file.read_bytes()


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    message = str(getattr(error, "msg", error))
    return message[:1].lower() + message[1:200]


def _settings(table: Mapping[str, Any], keys: Actions) -> tuple[Settings, list[Mistake]]:
    mistakes = [(key, f"is not a setting{nearest(key, _SETTINGS)}") for key in table if key not in _SETTINGS]
    settings = Settings(
        author=_of_type(table, "author", str, "is not text; put it in quotes", mistakes),
        theme=_choice(table, "theme", THEMES, mistakes, also=TOOLKIT_THEMES),
        start=_choice(table, "start", STARTS, mistakes),
        mouse=_of_type(table, "mouse", bool, "is neither true nor false", mistakes),
        keys=keys,
    )
    return settings, mistakes


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


def _of_type(table: Mapping[str, Any], key: str, kind: type, wrong: str, mistakes: list[Mistake]) -> Any:
    usual = Settings._field_defaults[key]
    value = table.get(key, usual)
    if isinstance(value, kind):
        return value
    mistakes.append((key, f"{shown(value)} {wrong}"))
    return usual


# ---- The table of keys ----

_EDITING = {
    *("enter", "tab", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("f6", "f7"),
}
"""Keys that move the cursor or change text in an input, with any modifier."""
_EDITING_LETTERS = frozenset("acdefhijkmuvwxyz")
"""Letters that do so with the control key."""


def read_keys(
    given: object, actions: Actions | None, together: Places | None, typing: Collection[str] = ()
) -> tuple[Actions, list[Mistake]]:
    """Return the rebound keys, by action, and what is wrong with the others.

    Args:
        given: the table in the file.
        actions: the default keys of every action; None to accept any action.
        together: the actions available at the same time, for each place; None for all of them.
        typing: the actions available while the user types; each needs a key that neither types nor edits text.
    """
    if not isinstance(given, dict):
        return {}, [("keys", 'is not a table; write it as [keys], and below it: filter = "/"')]
    rebound: dict[str, tuple[str, ...]] = {}
    mistakes: list[Mistake] = []
    for action, value in given.items():
        keys = value if isinstance(value, list) else [value]
        if actions is not None and action not in actions:
            mistakes.append((_path_of_key(action), f"is not an action{nearest(action, actions)}; all: negotrack keys"))
        elif not keys:
            mistakes.append((_path_of_key(action), "needs a key; leave the line out to keep the usual one"))
        elif wrong := [key for key in keys if not is_key(key)]:
            mistakes.append(
                (_path_of_key(action), f'{shown(wrong[0])} is not a key; write it like "j", "ctrl+r" or "f1"')
            )
        elif actions is not None and action in typing and not any(_works(key, actions[action]) for key in keys):
            mistakes.append((_path_of_key(action), _unusable(keys[0], action, actions)))
        else:
            rebound[action] = tuple(dict.fromkeys(keys))
    if actions is None:
        return rebound, mistakes
    return _without_clashes(rebound, actions, together, mistakes)


def clashes(keys: Actions, together: Places) -> list[tuple[str, str, str]]:
    """Keys shared by two actions that are available at the same time: the key and the two, each clash once."""
    found: dict[tuple[str, str, str], None] = {}
    for place in together:
        holders: dict[str, list[str]] = {}
        for action in sorted(place):
            for key in keys.get(action, ()):
                for other in holders.setdefault(key, []):
                    found[key, other, action] = None
                holders[key].append(action)
    return list(found)


def _works(key: str, usual: Collection[str]) -> bool:
    """Whether a key can trigger an action while the user types; an action's default keys are known to."""
    if is_text(key):
        return False
    name, controlled = bare_name(key), "ctrl+" in key or "super+" in key
    return key in usual or not (name in _EDITING or (controlled and name in _EDITING_LETTERS))


def _unusable(key: str, action: str, actions: Actions) -> str:
    what = "is typed as text" if is_text(key) else "edits the text"
    kept = " ".join(actions[action])
    return (
        f"{key!r} {what} where {action!r} is needed, so it would never work; "
        f'choose a key like "ctrl+t" or "f5"; {action!r} keeps {kept}'
    )


def _without_clashes(
    rebound: dict[str, tuple[str, ...]], actions: Actions, together: Places | None, mistakes: list[Mistake]
) -> tuple[Actions, list[Mistake]]:
    """Drop rebound keys, the later ones first, until no two actions share a key that they did not share by default."""
    places = [frozenset(actions)] if together is None else together
    usual = set(clashes(actions, places))
    order = list(rebound)
    while new := [clash for clash in clashes({**actions, **rebound}, places) if clash not in usual]:
        key, *pair = new[0]
        loser = max((action for action in pair if action in rebound), key=order.index)
        other = next(action for action in pair if action != loser)
        kept = " ".join(actions[loser])
        mistakes.append((_path_of_key(loser), f"{key!r} is a key of {other!r} as well; {loser!r} keeps {kept}"))
        del rebound[loser]
    return rebound, mistakes


def _path_of_key(action: str) -> str:
    return f"keys.{action}"


# ---- The user's name ----

_NOBODY = "analyst"
"""The author if not even the login has a name."""
_JOINERS = "\u200c\u200d"
_PATIENCE = 2.0
"""Seconds to wait for git's answer."""


def author(given: str | None, settings: Settings, folder: Path) -> str:
    """The user's name: as given, else from the settings, git in the folder, or the login; never empty."""
    return next(filter(None, map(_visible, _names(given, settings, folder))), _NOBODY)


def _names(given: str | None, settings: Settings, folder: Path) -> Iterator[str]:
    """The possible names, the best first; each is looked up only if those before it are empty."""
    yield given or ""
    yield settings.author
    yield _git_name(folder)
    yield _login()


def _git_name(folder: Path) -> str:
    import subprocess  # slow to import, and only needed if nothing else gives a name

    command = ["git", "config", "user.name"]
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("utf-8", "replace")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _visible(name: str) -> str:
    """A name on one line, without control characters or anything that hides or reorders text."""
    kept = "".join(map(_kept, name))
    return " ".join(kept.split()).strip(_JOINERS)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} and character not in _JOINERS else character
