"""Numbered issues of a page: which there are in a negotiation's folder of reports, and what they were made from."""

from __future__ import annotations

import contextlib
import hashlib
import re
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from negotrack.errors import UsageError, WriteError, reason
from negotrack.store.export import REPORTS, export
from negotrack.store.layout import place

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
