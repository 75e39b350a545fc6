"""Writing a report to a file of the person's choice, and the numbered issues of the principal's page among them.

Nothing ever takes the place of somebody else's file.
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
"""The one folder of a negotiation that may hold reports."""


def export(target: str | Path, content: bytes, *, force: bool = False, of: Path | None = None) -> list[str]:
    """Write a report: whole or not at all to a plain file, straight through to a pipe or device.

    Args:
        target: where; a link is followed.
        content: all of its bytes.
        force: take the place of an existing file, whoever wrote it.
        of: the negotiation that the report is about; none of its records is written, by whatever name.

    Returns:
        Warnings: what could not be made certain although the report is written.

    Raises:
        UsageError: the file must not be written, with what to do.
        WriteError: it could not be written; what was there before still is.
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
        _write_through(Path(target), content)  # by its own name: what an open pipe links to is no path
        return []
    path = Path(os.path.realpath(target))
    _check_place(target, path, status, of)
    if status and not force and not _is_ours(path, status, content):
        raise UsageError(f"{target}: is there already, and not as this program wrote it; to replace it, add --force")
    if status and status.st_nlink > 1:
        _write_through(path, content)  # every one of its names is to mean the new report
        warnings = []
    else:
        warnings = write.replace(path, content)
    _remember(path, content)
    return warnings


def _check_place(target: str | Path, path: Path, status: os.stat_result | None, of: Path | None) -> None:
    """Refuse a place among records, the name of a record, and a folder that is not there."""
    if inside := _negotiation_around(path):
        raise UsageError(
            f"{target}: lies among the records of {inside.name}; reports go into {inside / REPORTS}, or elsewhere"
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
    """The negotiation in which a file would lie; None where it is none, or the file would be among its reports."""
    for parent in path.parents:
        if (parent / HEADER).is_file():
            return None if path.relative_to(parent).parts[0] == REPORTS and path.parent != parent else parent
    return None


def _record_with(folder: Path, status: os.stat_result) -> str | None:
    """The record of a negotiation that is one file with what the system says of another; None where none is."""
    for path in folder.rglob("*.toml"):
        name = path.relative_to(folder)
        with contextlib.suppress(OSError):
            if name.parts[0] != REPORTS and os.path.samestat(path.stat(), status):
                return name.as_posix()
    return None


def _is_ours(path: Path, status: os.stat_result, content: bytes) -> bool:
    """Whether nothing is lost with a file: it is empty, or stands as this program wrote it."""
    if status.st_size == 0 or not status.st_mode & 0o222:
        return status.st_size == 0
    try:
        there = path.read_bytes()
        return there == content or _note(path).read_text("ascii") == _digest(there)
    except (OSError, ValueError):
        return False


def _remember(path: Path, content: bytes) -> None:
    """Keep what was written, to know it again; where that fails, the next time asks for --force."""
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
"""Stands for the day of the last issue, where a day is asked for."""
_NAME = re.compile(r"brief-(\d{3,})-(\d{4}-\d{2}-\d{2})\.[a-z]+\Z")


class Issue(NamedTuple):
    """One issue that was written.

    Attributes:
        number: its number.
        day: the day of the page.
        path: its file.
    """

    number: int
    day: date
    path: Path

    @property
    def written(self) -> datetime:
        """The time of its file, where that lies on its day, as that of a copy does not; else the end of the day."""
        with contextlib.suppress(OSError):
            found = datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()
            if found.date() == self.day:
                return found
        return datetime.combine(self.day, time.max).astimezone()


def issues(folder: Path) -> tuple[Issue, ...]:
    """The issues of a negotiation, by number."""
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
        raise UsageError(f"no issue is in {folder / REPORTS} yet; name the day: --since 2026-03-01")
    return known[-1]


def next_issue(folder: Path, day: date, ending: str) -> Issue:
    """The issue that comes next."""
    number = max((issue.number for issue in issues(folder)), default=0) + 1
    return Issue(number, day, folder / REPORTS / f"brief-{number:03}-{day.isoformat()}{ending}")


def write_issue(issue: Issue, content: bytes) -> list[str]:
    """Write an issue, in its folder, which is made; never in place of another one.

    Returns:
        Warnings: what could not be made certain although it is written.

    Raises:
        UsageError: the file is there already.
        WriteError: it could not be written.
    """
    reports = issue.path.parent
    try:
        reports.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(f"{reports}: cannot be made: {reason(error)}") from error
    return export(issue.path, content)


def digest(folder: Path) -> str:
    """Twelve hexadecimal digits that tell a state of the records from every other: of the bytes of all their files."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        relative = path.relative_to(folder).as_posix()
        if place(relative) is not None:
            with contextlib.suppress(OSError):
                found.update(f"{relative}\0".encode())
                found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
