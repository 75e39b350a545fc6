"""Making a whole negotiation at once: built beside its place, and moved there in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from negotrack.errors import UsageError, WriteError, reason
from negotrack.model.identifiers import fault
from negotrack.store.filechange import FileChange
from negotrack.store.layout import TEMPORARY
from negotrack.store.locate import is_negotiation
from negotrack.store.lock import locked
from negotrack.store.write import replace, sync_folder


def is_there(folder: Path) -> bool:
    """Whether a folder is a negotiation that can be added to; otherwise one can be made there.

    Raises:
        UsageError: it can be neither.
    """
    name = folder.resolve().name
    if wrong := fault(name):
        raise UsageError(f"{folder}: the name {wrong}")
    try:
        if is_negotiation(folder):
            return True
        if os.path.lexists(folder) and any(folder.iterdir()):
            raise UsageError(
                f"{folder}: holds other files, and no negotiation; name a new folder, as {folder / 'NAME'}"
            )
    except OSError as error:
        raise UsageError(f"{folder}: cannot hold a negotiation: {reason(error)}") from error
    return False


def create_negotiation(
    folder: Path, files: Sequence[FileChange], progress: Callable[[int, int], None] | None = None
) -> list[str]:
    """Make a new negotiation of its files; a program that is killed on the way leaves none of it in place.

    Args:
        folder: its folder, which is not there or empty.
        files: all of its files.
        progress: told after every file how many are written, of how many.

    Returns:
        Warnings: what could not be made certain although the files stand.

    Raises:
        WriteError: something could not be written.
    """
    place = folder.resolve()
    building = place.with_name(f"{TEMPORARY}{place.name}")
    try:
        building.mkdir(parents=True, exist_ok=True)
        if building.is_symlink():
            raise WriteError(f"{building}: is in the way; remove it")
        with locked(building, patience=0):
            try:
                _clear(building)
                for done, each in enumerate(files, 1):
                    replace(building / each.path, each.after or b"")
                    if progress:
                        progress(done, len(files))
                building.rename(place)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        return sync_folder(place.parent)
    except OSError as error:
        raise WriteError(f"{folder}: could not be made: {reason(error)}; nothing is there") from error


def _clear(building: Path) -> None:
    """Remove what a writer left that was killed; its lock is held, so nobody else is writing it."""
    for each in building.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
