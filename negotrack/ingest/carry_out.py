"""Doing what was planned: a new negotiation is built beside its place and moved there whole, or one is added to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from negotrack.errors import UsageError, WriteError, reason
from negotrack.ingest.material import Progress
from negotrack.ingest.plan import Plan
from negotrack.model.identifiers import fault
from negotrack.store.changes import apply
from negotrack.store.filechange import FileChange
from negotrack.store.layout import TEMPORARY
from negotrack.store.locate import is_negotiation
from negotrack.store.lock import locked
from negotrack.store.write import replace, sync_folder

_WRITING = "writing files"


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


def carry_out(plan: Plan, folder: Path, progress: Progress | None = None) -> list[str]:
    """Write what was planned.

    A program that is killed on the way leaves no half negotiation: one that is new is not there yet, and
    what was added to an old one is found and completed when the same file is imported again.

    Returns:
        Warnings: what could not be made certain although the files stand.

    Raises:
        ChangedUnderneath: the negotiation is not what the plan was made for.
        WriteError: something could not be written.
    """
    if not plan.new:
        return (
            apply(folder, plan.change, partial(progress, _WRITING) if progress else None) if plan.change.files else []
        )
    place = folder.resolve()
    with _reported(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
        return _build(place, plan.change.files, progress)


def _build(place: Path, files: tuple[FileChange, ...], progress: Progress | None) -> list[str]:
    building = place.with_name(f"{TEMPORARY}{place.name}")
    building.mkdir(exist_ok=True)
    if building.is_symlink():
        raise WriteError(f"{building}: is in the way; remove it")
    with locked(building, patience=0):
        try:
            _clear(building)
            for done, each in enumerate(files, 1):
                replace(building / each.path, each.after or b"")
                if progress:
                    progress(_WRITING, done, len(files))
            building.rename(place)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
    return sync_folder(place.parent)


def _clear(building: Path) -> None:
    """Remove what an import left that was killed; its lock is held, so nobody else is writing it."""
    for each in building.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{folder}: could not be made: {reason(error)}; nothing is there") from error
