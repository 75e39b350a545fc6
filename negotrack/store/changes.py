"""Making a change: under the lock, on the newest bytes, noted in the journal, and undone or redone from there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from negotrack.errors import ChangedUnderneath, ProblemsFound, WriteError
from negotrack.store.filechange import Change, FileChange
from negotrack.store.journal import ASIDE, DONE, UNDONE, Journal
from negotrack.store.layout import OWNED, Place, name_fault, place
from negotrack.store.listing import content, leads_outside
from negotrack.store.lock import locked
from negotrack.store.validate import read
from negotrack.store.write import remove, replace

__all__ = ["Change", "Done", "FileChange", "apply", "clear_leftovers", "forget", "redo", "undo"]


@dataclass(frozen=True, slots=True)
class Done:
    """What was undone or done again.

    Attributes:
        change: the change that was made to the files.
        warnings: what could not be made certain although the files stand.
    """

    change: Change
    warnings: tuple[str, ...] = ()


def apply(folder: Path, change: Change) -> list[str]:
    """Make a change and note it in the journal.

    Returns:
        Warnings: what could not be made certain although the change was made.

    Raises:
        ChangedUnderneath: a file is not what the change starts from.
        WriteError: something could not be written; then nothing of the change was made.
    """
    with locked(folder):
        warnings = _make(folder, change, _check_owned)
        return [*warnings, *Journal(folder).add(change)]


def undo(folder: Path, *, skip: bool = False) -> Done:
    """Take the last change back.

    Args:
        folder: the negotiation's folder.
        skip: set the last change aside instead, so that the one before it comes next.

    Raises:
        ProblemsFound: there is nothing to undo.
        ChangedUnderneath: a file has changed since; nothing was undone.
        WriteError: something could not be written.
    """
    with locked(folder):
        journal = Journal(folder)
        entry = journal.last(DONE)
        if entry is None:
            raise ProblemsFound("there is nothing to undo")
        if skip:
            journal.mark(entry, ASIDE)
            return Done(Change(entry.change.label, ()))
        return _turn(folder, entry.change.reversed, "undo", lambda: journal.mark(entry, UNDONE))


def redo(folder: Path) -> Done:
    """Make the change again that was undone last.

    Raises:
        ProblemsFound: there is nothing to redo.
        ChangedUnderneath: a file has changed since; nothing was done.
        WriteError: something could not be written.
    """
    with locked(folder):
        journal = Journal(folder)
        entry = journal.last(UNDONE)
        if entry is None:
            raise ProblemsFound("there is nothing to redo")
        return _turn(folder, entry.change, "redo", lambda: journal.mark(entry, DONE))


def forget(folder: Path) -> int:
    """Erase the journal, with the deleted text in it; returns how many changes it held."""
    with locked(folder):
        return Journal(folder).forget()


def clear_leftovers(folder: Path, leftovers: tuple[str, ...]) -> None:
    """Remove temporary files of a writer that was killed; under the lock nobody else is writing one."""
    if not leftovers:
        return
    with contextlib.suppress(WriteError, OSError), locked(folder, patience=0):
        for path in leftovers:
            (folder / path).unlink(missing_ok=True)


def _turn(folder: Path, change: Change, what: str, mark: Callable[[], None]) -> Done:
    try:
        warnings = _make(folder, change, _check_inside)
    except ChangedUnderneath as error:
        message = f"{error.path} has changed since; nothing was {what}. To pass this change over: negotrack undo --skip"
        raise ChangedUnderneath(error.path, message) from error
    mark()
    return Done(change, tuple(warnings))


def _make(folder: Path, change: Change, check: Callable[[Path, FileChange], Place]) -> list[str]:
    places = [check(folder, each) for each in change.files]
    for each in change.files:
        if _present(folder / each.path) != each.before:
            raise ChangedUnderneath(each.path)
    warnings: list[str] = []
    made: list[FileChange] = []
    try:
        for where, each in zip(places, change.files, strict=True):
            made.append(each)
            warnings += _put(folder, where, each)
    except BaseException:
        made.pop()
        for each in reversed(made):
            with contextlib.suppress(WriteError):
                _put(folder, check(folder, each), each.reversed)
        raise
    return list(dict.fromkeys(warnings))


def _put(folder: Path, where: Place, each: FileChange) -> list[str]:
    path = folder / each.path
    if each.after is None:
        return remove(path) if each.before is not None else []

    def validate(written: bytes) -> None:
        record, problems = read(where, written)
        if record is None:
            raise WriteError(f"{each.path}: {problems[0].key} {problems[0].message}; it was not written")

    return replace(path, each.after, validate=validate)


def _check_inside(folder: Path, each: FileChange) -> Place:
    """What a path is; refuses one that is no file of a negotiation, or that lies elsewhere."""
    where = place(each.path)
    if where is None or (wrong := name_fault(where)):
        raise WriteError(f"{each.path}: {wrong if where else 'is no file of a negotiation'}; it was not written")
    if leads_outside(folder, each.path) or (folder / each.path).is_symlink():
        raise WriteError(f"{each.path}: is reached by a link; it was not written")
    return where


def _check_owned(folder: Path, each: FileChange) -> Place:
    """Likewise; refuses to replace or remove a file that a person wrote."""
    where = _check_inside(folder, each)
    if where.kind not in OWNED and each.before is not None:
        raise WriteError(
            f"{each.path}: was written by hand, and is never changed by this program; open it in an editor"
        )
    return where


def _present(path: Path) -> bytes | None:
    try:
        return content(os.fspath(path))[0]
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None
    except OSError as error:
        raise WriteError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
