"""Writing a report to a file of the user's choice, and the numbered issues of the brief to the reports folder.

Nothing ever replaces somebody else's file, unless told to.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import stat
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from negotrack.errors import UsageError, WriteError, reason
from negotrack.model.layout import HEADER, place
from negotrack.store import write
from negotrack.store.state import make_private, private_folder

REPORTS = "reports"
"""The only folder of a negotiation that may hold reports."""


def export(target: str | Path, content: bytes, *, force: bool = False, of: Path | None = None) -> list[str]:
    """Write a report: atomically to a regular file, directly to a pipe or device.

    Args:
        target: the file; a link is followed.
        content: all of its bytes.
        force: replace an existing file, whoever wrote it.
        of: the negotiation that the report is about; its records are never overwritten, under whatever name.

    Returns:
        Warnings: what could not be confirmed although the report was written.

    Raises:
        UsageError: the file must not be written; the message says what to do.
        WriteError: it could not be written; a regular file keeps its previous contents.
    """
    try:
        status = Path(target).stat()
    except FileNotFoundError:
        status = None
    except OSError as error:
        raise WriteError(f"{target}: cannot be written: {reason(error)}") from error
    if status and stat.S_ISDIR(status.st_mode):
        raise UsageError(f"{target}: is a folder; name a file in it")
    if status and not stat.S_ISREG(status.st_mode):
        _write_through(Path(target), content)  # unresolved: the target of a link to an open pipe is not a path
        return []
    path = Path(os.path.realpath(target))
    _check_place(target, path, status, of)
    if status and not force and not _is_ours(path, status, content):
        raise UsageError(f"{target}: already exists, and not as this program wrote it; to replace it, add --force")
    if status and status.st_nlink > 1:
        _write_through(path, content)  # all of its hard links must show the new report
        warnings = []
    else:
        warnings = write.replace(path, content)
    _remember(path, content)
    return warnings


def _check_place(target: str | Path, path: Path, status: os.stat_result | None, of: Path | None) -> None:
    """Refuse a file among the records, a hard link to a record, and a missing folder."""
    if inside := _negotiation_around(path):
        raise UsageError(
            f"{target}: is among the records of {inside.name}; reports go into {inside / REPORTS}, or elsewhere"
        )
    if status and status.st_nlink > 1 and of and (record := _record_with(of, status)):
        raise UsageError(f"{target}: is another name of the record {record}; name another file")
    if not path.parent.is_dir():
        command = f"mkdir -p {shlex.quote(os.path.relpath(path.parent))}"
        raise UsageError(f"{target}: there is no folder for it; make it first: {command}")


def _write_through(path: Path, content: bytes) -> None:
    try:
        with path.open("r+b" if path.is_file() else "wb", buffering=0) as file:
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
            if path.is_file():
                file.truncate()
    except OSError as error:
        raise WriteError(f"{path}: could not be written: {reason(error)}") from error


def _negotiation_around(path: Path) -> Path | None:
    """The negotiation whose records a file would be among; None if there is none, or if it would be in ``reports``."""
    for parent in path.parents:
        if (parent / HEADER).is_file():
            return None if path.relative_to(parent).parts[0] == REPORTS and path.parent != parent else parent
    return None


def _record_with(folder: Path, status: os.stat_result) -> str | None:
    """The record of a negotiation that is the same file as the one with a status; None if there is none."""
    for path in folder.rglob("*.toml"):
        name = path.relative_to(folder)
        with contextlib.suppress(OSError):
            if name.parts[0] != REPORTS and os.path.samestat(path.stat(), status):
                return name.as_posix()
    return None


def _is_ours(path: Path, status: os.stat_result, content: bytes) -> bool:
    """Whether a file can be replaced without loss: it is empty, or writable and still as this program wrote it."""
    if status.st_size == 0 or not status.st_mode & 0o222:
        return status.st_size == 0
    try:
        there = path.read_bytes()
        return there == content or _note(path).read_text("ascii") == _digest(there)
    except (OSError, ValueError):
        return False


def _remember(path: Path, content: bytes) -> None:
    """Remember the digest of what was written, to recognize it later; if this fails, the next write needs --force."""
    note = _note(path)
    try:
        make_private(note.parent)
        write.replace(note, _digest(content).encode(), mode=0o600, durable=False)
    except (OSError, WriteError):
        return


def _note(path: Path) -> Path:
    return private_folder("written", path) / "digest"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


LAST = "last"
"""The word for the day of the last issue, wherever a day can be given."""
_NAME = re.compile(r"brief-(\d{3,})-(\d{4}-\d{2}-\d{2})\.[a-z]+\Z")


class Issue(NamedTuple):
    """One issue of the brief.

    Attributes:
        number: its number.
        day: the day of its page.
        path: its file.
    """

    number: int
    day: date
    path: Path

    @property
    def written(self) -> datetime:
        """The modification time of its file, if on its day; otherwise (a later copy, say) the end of that day."""
        with contextlib.suppress(OSError):
            found = datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()
            if found.date() == self.day:
                return found
        return datetime.combine(self.day, time.max).astimezone()


def issues(folder: Path) -> tuple[Issue, ...]:
    """The issues of a negotiation, in order of their numbers."""
    found = []
    with contextlib.suppress(OSError):
        for path in (folder / REPORTS).iterdir():
            if named := _NAME.match(path.name):
                with contextlib.suppress(ValueError):
                    found.append(Issue(int(named[1]), date.fromisoformat(named[2]), path))
    return tuple(sorted(found))


def last_issue(folder: Path) -> Issue:
    """The issue with the highest number.

    Raises:
        UsageError: there is none.
    """
    known = issues(folder)
    if not known:
        raise UsageError(f"there is no issue in {folder / REPORTS} yet; name the day: --since 2026-03-01")
    return known[-1]


def next_issue(folder: Path, day: date, ending: str) -> Issue:
    """The next issue, not yet written."""
    number = max((issue.number for issue in issues(folder)), default=0) + 1
    return Issue(number, day, folder / REPORTS / f"brief-{number:03}-{day.isoformat()}{ending}")


def write_issue(issue: Issue, content: bytes) -> list[str]:
    """Write an issue, creating its folder if needed.

    Returns:
        Warnings: what could not be confirmed although it was written.

    Raises:
        UsageError: the file already exists, and not as this program wrote it.
        WriteError: it could not be written.
    """
    reports = issue.path.parent
    try:
        reports.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(f"{reports}: cannot be made: {reason(error)}") from error
    return export(issue.path, content)


def digest(folder: Path) -> str:
    """Twelve hexadecimal digits that identify a state of the records: a digest of the bytes of all their files."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        relative = path.relative_to(folder).as_posix()
        if place(relative) is not None:
            with contextlib.suppress(OSError):
                found.update(f"{relative}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
