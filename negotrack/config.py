"""The user's settings: one TOML file, of which every mistake is named and the rest is used; and who is at the keyboard.

A line of the table of keys that has a mistake is not used, so that no action is ever without a key: not even the one
that quits.
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
"""Those that the interface's toolkit brings along; named here, so that no command has to load it."""
STARTS = ("main", "compare", "report", "timeline")
_SETTINGS = ("author", "theme", "start", "mouse", "keys")

Actions = Mapping[str, tuple[str, ...]]
"""The keys of every action, by its id."""
Places = Collection[frozenset[str]]
"""The actions that are at hand at the same time, for each place."""
Mistake = tuple[str, str]
"""The path of a setting, and what is wrong with it."""


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
    import tomli

    problem = model.problems.Problem
    file = path()
    try:
        table = tomli.loads(_content(file).decode("utf-8-sig"))
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
"""Keys that move or change text where somebody types, whatever is held with them."""
_EDITING_LETTERS = frozenset("acdefhijkmuvwxyz")
"""Likewise, with the control key."""


def read_keys(
    given: object, actions: Actions | None, together: Places | None, typing: Collection[str] = ()
) -> tuple[Actions, list[Mistake]]:
    """The keys that were rebound, by action, and what is wrong with the others.

    Args:
        given: the table as it stands in the file.
        actions: the keys of every action; None to take any.
        together: the actions that are at hand at the same time; all of them where it is None.
        typing: the actions that are at hand while somebody types; each needs a key that does not.
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
            mistakes.append((_path_of_key(action), f'{shown(wrong[0])} is no key; write it like "j", "ctrl+r" or "f1"'))
        elif actions is not None and action in typing and not any(_works(key, actions[action]) for key in keys):
            mistakes.append((_path_of_key(action), _never(keys[0], action, actions)))
        else:
            rebound[action] = tuple(dict.fromkeys(keys))
    if actions is None:
        return rebound, mistakes
    return _without_clashes(rebound, actions, together, mistakes)


def clashes(keys: Actions, together: Places) -> list[tuple[str, str, str]]:
    """Keys that two actions share which are at hand at the same time: the key and the two, each clash once."""
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
    """Whether a key can do something where somebody types; of the usual ones, those that edit are known to."""
    if is_text(key):
        return False
    name, controlled = bare_name(key), "ctrl+" in key or "super+" in key
    return key in usual or not (name in _EDITING or (controlled and name in _EDITING_LETTERS))


def _never(key: str, action: str, actions: Actions) -> str:
    what = "is typed as text" if is_text(key) else "edits the text"
    kept = " ".join(actions[action])
    return (
        f"{key!r} {what} where {action!r} is needed, and would never do it; "
        f'choose a key like "ctrl+t" or "f5"; {action!r} keeps {kept}'
    )


def _without_clashes(
    rebound: dict[str, tuple[str, ...]], actions: Actions, together: Places | None, mistakes: list[Mistake]
) -> tuple[Actions, list[Mistake]]:
    """Leave out rebound keys, the later ones first, until no two actions share one that did not before."""
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


# ---- Who is at the keyboard ----

_NOBODY = "analyst"
"""The author where not even the login has a name."""
_JOINERS = "\u200c\u200d"
_PATIENCE = 2.0
"""Seconds; a git that takes longer to answer has no name for anybody."""


def author(given: str | None, settings: Settings, folder: Path) -> str:
    """Who is at the keyboard: as given, else from the settings, git in the folder, or the login; never empty."""
    return next(filter(None, map(_visible, _names(given, settings, folder))), _NOBODY)


def _names(given: str | None, settings: Settings, folder: Path) -> Iterator[str]:
    """The names to take, the best first; each is asked for only where those before it are empty."""
    yield given or ""
    yield settings.author
    yield _git_name(folder)
    yield _login()


def _git_name(folder: Path) -> str:
    import subprocess  # slow to import, and only needed where nothing else gives a name

    command = ["git", "config", "user.name"]
    try:
        asked = subprocess.run(  # noqa: S603 - nothing of it comes from outside
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
    """A name on one line, without control characters and without anything that hides or reorders text."""
    kept = "".join(map(_kept, name))
    return " ".join(kept.split()).strip(_JOINERS)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} and character not in _JOINERS else character
