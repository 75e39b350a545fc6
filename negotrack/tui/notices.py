"""What is said to the person: shown for a while, kept to be read again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, NamedTuple

Severity = Literal["information", "warning", "error"]
SECONDS = {"information": 4.0, "warning": 8.0, "error": 12.0}
"""For how long a message is shown."""
MOST = 500


class Notice(NamedTuple):
    """One message.

    Attributes:
        at: when.
        severity: how much it matters.
        words: what was said.
    """

    at: datetime
    severity: Severity
    words: str


class Notices:
    """The messages of one run, the newest last.

    Attributes:
        all: the messages; the oldest are forgotten beyond a few hundred.
    """

    def __init__(self) -> None:
        self.all: list[Notice] = []

    def keep(self, words: str, severity: Severity) -> None:
        """Keep a message."""
        self.all.append(Notice(datetime.now(UTC), severity, words))
        del self.all[:-MOST]
