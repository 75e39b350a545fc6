"""Who is at the keyboard."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from negotrack.config.settings import Settings

_NOBODY = "analyst"
"""The author where not even the login has a name."""
_JOINERS = "\u200c\u200d"
_SECONDS = 2.0


def author(given: str | None, settings: Settings, folder: Path) -> str:
    """Who is at the keyboard: as given, else from the settings, git, or the login; never empty.

    Args:
        given: what was typed for this one time.
        settings: the person's settings.
        folder: where git is asked, for a repository may have a name of its own.
    """
    names = (_visible(name) for name in _names(given, settings, folder))
    return next((name for name in names if name), _NOBODY)


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
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
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
    kept = "".join(_kept(character) for character in name)
    return " ".join(kept.split()).strip(_JOINERS)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} and character not in _JOINERS else character
