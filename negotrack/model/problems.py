"""A problem with a file, as a value, so that loading never stops at one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How serious a problem is; warnings alone do not fail a check."""

    ERROR = "error"
    WARNING = "warning"


_NOTHING_SHOWN = "; nothing in this file is shown"
_LAST_READ = "; it counts as it was last read"


class Problem(NamedTuple):
    """One thing that is wrong with one file.

    Attributes:
        file: the path relative to the negotiation's folder, with forward slashes.
        line: counted from 1; None if it concerns the whole file or is not known yet.
        key: the path of the key, such as ``positions[2].stance``; empty for the whole file.
        message: one sentence that says what is wrong and what to do.
        severity: an error, or a warning.
        unreadable: whether the file could not be read.
        kept: whether an unreadable file still counts as it was last read; otherwise nothing of it counts.
    """

    file: str
    message: str
    key: str = ""
    line: int | None = None
    severity: Severity = Severity.ERROR
    unreadable: bool = False
    kept: bool = False

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        return f"{self.place}:{key} {self.message}"

    @property
    def place(self) -> str:
        """The file and the line, as editors take them; the first line if the problem is not in one."""
        return f"{self.file}:{self.line or 1}"

    def of_unreadable(self) -> Problem:
        """The same problem of a file of which nothing is shown."""
        return self._replace(message=f"{self.message}{_NOTHING_SHOWN}", unreadable=True)

    def of_kept(self) -> Problem:
        """The same problem of an unreadable file that still counts as it was last read."""
        return self._replace(message=f"{self.message.removesuffix(_NOTHING_SHOWN)}{_LAST_READ}", kept=True)
