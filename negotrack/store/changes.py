"""Making a change: under the lock, on the newest bytes, noted in the journal, and undone or redone from there."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from negotrack.errors import ChangedUnderneath, ProblemsFound, WriteError
from negotrack.store.access import admitted, leads_outside, present
from negotrack.store.filechange import Change, Done, FileChange
from negotrack.store.journal import ASIDE, DONE, UNDONE, Journal, JournalEntry
from negotrack.store.layout import OWNED, TEMPORARY, Location
from negotrack.store.parse import parse
from negotrack.store.validate import read
from negotrack.store.write import locked, remove, replace


def apply(folder: Path, change: Change, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """Make a change and note it in the journal.

    Args:
        folder: the negotiation's folder.
        change: what happens to its files.
        progress: told after every file how many are written, of how many.

    Returns:
        Warnings: what could not be made certain although the change was made.

    Raises:
        ChangedUnderneath: a file is not what the change starts from.
        WriteError: something could not be written; then nothing of the change was made.
    """
    with locked(folder):
        steps = [(_permitted(folder, each), each) for each in change.files]
        for _, each in steps:
            _check_present(folder, each)
        journal = Journal(folder)
        entry, warnings = _noted(journal, change)
        try:
            warnings += _make(folder, steps, progress)
        except BaseException:
            if entry and _unmade(folder, change):
                journal.drop(entry)
            raise
        journal.trim()
        return warnings


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
        entry = journal.last_done()
        if entry is None:
            raise ProblemsFound("there is nothing to undo")
        if skip:
            journal.mark(entry, ASIDE)
            return Done(Change(entry.change.label, ()))
        warnings = _turn(folder, entry.change.reversed, "undone; to pass this change over: negotrack undo --skip")
        _, noted = _marked(journal, entry, UNDONE)
        return Done(entry.change.reversed, (*warnings, *noted))


def redo(folder: Path) -> Done:
    """Make the change again that was undone last.

    Raises:
        ProblemsFound: there is nothing to redo.
        ChangedUnderneath: a file has changed since; nothing was done.
        WriteError: something could not be written.
    """
    with locked(folder):
        journal = Journal(folder)
        entry = journal.next_undone()
        if entry is None:
            raise ProblemsFound("there is nothing to redo")
        # Noted first, so that what was made of it when the program is killed can be taken back.
        entry, noted = _marked(journal, entry, DONE)
        try:
            warnings = _turn(folder, entry.change, "done again")
        except BaseException:
            _marked(journal, entry, UNDONE)
            raise
        return Done(entry.change, (*noted, *warnings))


def forget(folder: Path) -> int:
    """Erase the journal, with the deleted text in it; returns how many changes it held."""
    with locked(folder):
        return Journal(folder).forget()


def clear_leftovers(folder: Path, leftovers: tuple[str, ...]) -> None:
    """Remove temporary files of a writer that was killed; under the lock nobody else is writing one."""
    with contextlib.suppress(WriteError, OSError):
        if leftovers:
            with locked(folder, patience=0):
                for path in leftovers:
                    if PurePosixPath(path).name.startswith(TEMPORARY) and not leads_outside(folder, path):
                        (folder / path).unlink(missing_ok=True)


def _noted(journal: Journal, change: Change) -> tuple[JournalEntry | None, list[str]]:
    try:
        return journal.add(change), []
    except WriteError as error:
        return None, [f"saved, but it cannot be undone later: the journal was not written ({error})"]


def _marked(journal: Journal, entry: JournalEntry, state: str) -> tuple[JournalEntry, list[str]]:
    try:
        return journal.mark(entry, state), []
    except WriteError as error:
        return entry, [f"the files stand, but the journal does not say so ({error})"]


def _turn(folder: Path, change: Change, what: str) -> list[str]:
    """Make a change from the journal; what of it already stands is left as it is."""
    steps = []
    for each in change.files:
        where = _permitted(folder, each, recorded=True)
        if present(folder, each.path) != each.after:
            _check_present(folder, each, f"{each.path} has changed since; it was not {what}")
            steps.append((where, each))
    return _make(folder, steps)


def _permitted(folder: Path, each: FileChange, *, recorded: bool = False) -> Location:
    """What a path is; refuses what this program may not do to it.

    A file that a person wrote is never replaced. Removed it is only by taking back its creation.
    """
    where = admitted(folder, each.path)
    if each.before is None:
        return where
    if where.kind not in OWNED and not (recorded and each.after is None):
        raise WriteError(f"{each.path}: is written by hand, and never changed by this program; open it in an editor")
    if each.record is None:  # what is made of a record was made of one that could be read
        record, problems = read(where, each.before)
        if record is None:
            raise WriteError(f"{problems[0]}; it was not written")
    return where


def _check_present(folder: Path, each: FileChange, message: str | None = None) -> None:
    found = present(folder, each.path)
    if found != each.before:
        if found is not None and each.before is None:
            message = message or f"{each.path} is there already; nothing was written"
        raise ChangedUnderneath(each.path, message)


def _make(
    folder: Path, steps: list[tuple[Location, FileChange]], progress: Callable[[int, int], None] | None = None
) -> list[str]:
    """Make every step, or none."""
    warnings: list[str] = []
    made: list[tuple[Location, FileChange]] = []
    try:
        for where, each in steps:
            warnings += _put(folder, where, each)
            made.append((where, each))
            if progress:
                progress(len(made), len(steps))
    except BaseException as error:
        for where, each in reversed(made):
            try:
                _put(folder, where, each.reversed)
            except WriteError:
                raise WriteError(f"{error}; a part stands: negotrack undo takes it back") from error
        raise
    return list(dict.fromkeys(warnings))


def _put(folder: Path, where: Location, each: FileChange) -> list[str]:
    path = folder / each.path
    if each.after is None:
        _check_present(folder, each)
        warnings = remove(path)
        with contextlib.suppress(OSError):
            for empty in PurePosixPath(each.path).parents[:-1]:
                (folder / empty).rmdir()
        return warnings

    def validate(written: bytes) -> None:
        if each.record is None:
            record, problems = read(where, written)
            if record is None:
                raise WriteError(f"{each.path}: {problems[0].key} {problems[0].message}; it was not written")
        else:
            parse(written)  # the record was checked when it was made; that its bytes are TOML is checked here
        _check_present(folder, each)

    return replace(path, each.after, validate=validate, new=each.before is None)


def _unmade(folder: Path, change: Change) -> bool:
    with contextlib.suppress(WriteError):
        return all(present(folder, each.path) == each.before for each in change.files)
    return False
