"""A problem with a file, as a value: loading never stops at one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters: a warning alone does not fail a check."""

    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """One thing that is wrong in one file.

    Attributes:
        file: the path below the negotiation's folder, with forward slashes.
        line: counted from 1; None where it concerns the file as a whole or is not known yet.
        key: the path of the key, as ``positions[2].stance``; empty for the file as a whole.
        message: one sentence that says what is wrong and what to do.
        severity: an error, or a warning.
        unreadable: the file could not be read, so its contents are missing everywhere.
    """

    file: str
    message: str
    key: str = ""
    line: int | None = None
    severity: Severity = Severity.ERROR
    unreadable: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} {self.message}"
