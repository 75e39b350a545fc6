"""The errors that a user can fix, each with its exit code."""

from __future__ import annotations

from typing import ClassVar


class NegotrackError(Exception):
    """An error whose message is one line: what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 1


class ProblemsFound(NegotrackError):
    """The files have problems."""


class UsageError(NegotrackError):
    """The command, one of its arguments, or the current folder is wrong."""

    exit_code = 2


class UnknownError(UsageError):
    """The name given is unknown, or belongs to a file that could not be read."""


class EditorFailed(UsageError):
    """The user's editor failed, or the file it left is not text.

    Attributes:
        text: what the user wrote despite the failure; empty if nothing.
    """

    def __init__(self, message: str, text: str = "") -> None:
        super().__init__(message)
        self.text = text


class WriteError(NegotrackError):
    """Something could not be written; the previous contents are intact."""

    exit_code = 3


class OutputClosed(NegotrackError):
    """Standard output is closed."""

    exit_code = 3


class ChangedUnderneath(WriteError):
    """A file has changed since the user started on it.

    Attributes:
        path: the file, relative to the negotiation's folder.
    """

    def __init__(self, path: str, message: str | None = None) -> None:
        super().__init__(message or f"{path} has been changed by somebody else meanwhile; look at it and try again")
        self.path = path


def reason(error: OSError) -> str:
    """The system's error message, worded to follow a colon."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
