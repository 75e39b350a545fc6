"""Finding negotiations: in the folder given, or in ``positions`` here or in the nearest parent."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from negotrack import store
from negotrack.errors import UsageError, reason
from negotrack.model.layout import HEADER, Kind
from negotrack.suggestions import nearest, shown

DEFAULT = "positions"
SETTINGS = "negotrack.toml"
"""The file beside several negotiations that says which one is the default."""
_DEFAULT_KEY = "default"


def find_positions(given: str | None = None) -> Path:
    """The folder of the negotiations, or of a single negotiation.

    Args:
        given: the value of ``--positions``; None for ``$NEGOTRACK_POSITIONS``, else ``positions`` here or above.

    Raises:
        UsageError: there is no such folder.
    """
    named = given or os.environ.get("NEGOTRACK_POSITIONS")
    if named:
        folder = Path(named)
        if not os.path.isdir(folder):  # noqa: PTH112 - returns False, where Path raises, for an impossible name
            raise UsageError(f"{named}: there is no such folder; to begin one: negotrack init {named}")
        return folder
    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError("the current folder no longer exists; change to one that does") from error
    for parent in (here, *here.parents):
        if (parent / DEFAULT).is_dir():
            return Path(os.path.relpath(parent / DEFAULT, here))
    raise UsageError(
        "no 'positions' folder here or above; to begin: negotrack init positions/NAME, "
        "or negotrack init --example panjshir-2021 positions/panjshir-2021"
    )


def is_negotiation(folder: Path) -> bool:
    """Whether a folder is a negotiation; False if it is not accessible."""
    return os.path.exists(folder / HEADER) or os.path.isdir(folder / Kind.PROPOSAL.value)  # noqa: PTH110, PTH112 - likewise


def negotiations(root: Path) -> list[Path]:
    """The negotiations in a folder, by name; or the folder itself if it is one.

    Raises:
        UsageError: the folder cannot be listed.
    """
    try:
        if is_negotiation(root):
            return [root]
        inside = sorted(each for each in root.iterdir() if not each.name.startswith(".") and each.is_dir())
        return [each for each in inside if is_negotiation(each)]
    except OSError as error:
        raise UsageError(f"{root}: cannot be listed: {reason(error)}") from error


def choose(root: Path, wanted: str | None = None) -> Path:
    """The one negotiation that a command works on.

    Raises:
        UsageError: there is none, none of that name, or more than one without a name or default.
    """
    found = negotiations(root)
    if not found:
        if closed := next((each for each in root.iterdir() if each.is_dir() and not os.access(each, os.X_OK)), None):
            raise UsageError(f"{closed}: cannot be opened: permission denied; check its permissions")
        raise UsageError(f"{root}: holds no negotiation; to begin one: negotrack init {root}/NAME")
    names = ", ".join(each.name for each in found)
    if wanted is not None:
        named = [each for each in found if wanted in {each.name, each.resolve().name}]
        if not named:
            hint = nearest(wanted, [each.name for each in found])
            raise UsageError(
                f"no negotiation {wanted!r} in {root}{hint}; there {'is' if len(found) < 2 else 'are'} {names}"
            )
        return named[0]
    if meant := default(root, found):
        return meant
    raise UsageError(f"{root} holds {len(found)} negotiations; choose one with --negotiation: {names}")


def default(root: Path, found: Sequence[Path]) -> Path | None:
    """The default negotiation: the only one, or the one that ``negotrack.toml`` names; None if there is no default.

    Args:
        root: the folder of negotiations.
        found: the negotiations in it.

    Raises:
        UsageError: the file cannot be read, has an unknown key, or names a negotiation that does not exist.
    """
    if len(found) == 1:
        return found[0]
    file = root / SETTINGS
    named = _default_name(file)
    if named is None:
        return None
    for each in found:
        if each.name == named:
            return each
    suggestion = nearest(str(named), [each.name for each in found])
    raise UsageError(f"{file}: {_DEFAULT_KEY}: there is no negotiation {shown(named)}{suggestion}")


def _default_name(file: Path) -> object:
    try:
        given = store.access.content(str(file))[0]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {reason(error)}") from error
    try:
        table = store.parse.parse(given)
    except store.parse.Unparsable as error:
        raise UsageError(f"{file}:{error.line or 1}: {error}") from error
    for key in table:
        if key != _DEFAULT_KEY:
            raise UsageError(f'{file}: {shown(key)} is not a key of this file; write {_DEFAULT_KEY} = "…"')
    return table.get(_DEFAULT_KEY)
