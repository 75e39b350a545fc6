"""Everything that can go wrong in a way a person can mend, and the one exit code of each."""

from __future__ import annotations

from typing import ClassVar


class NegotrackError(Exception):
    """One line that says what is wrong, where, and what to do."""

    exit_code: ClassVar[int] = 1


class ProblemsFound(NegotrackError):
    """The files hold problems."""

    exit_code = 1


class UsageError(NegotrackError):
    """The command, a word of it, or the place it was started in, is wrong."""

    exit_code = 2


class UnknownError(UsageError):
    """What was named is not known; or it is, in a file that could not be read."""


class EditorFailed(UsageError):
    """The person's editor ended badly, or what it left is no text.

    Attributes:
        text: what was written all the same; empty where nothing was.
    """

    def __init__(self, message: str, text: str = "") -> None:
        super().__init__(message)
        self.text = text


class WriteError(NegotrackError):
    """Something could not be written; what was there before still is."""

    exit_code = 3


class OutputClosed(NegotrackError):
    """There is nowhere to print to."""

    exit_code = 3


class ChangedUnderneath(WriteError):
    """A file is not what it was when the person began.

    Attributes:
        path: the file, below the negotiation's folder.
    """

    def __init__(self, path: str, message: str | None = None) -> None:
        super().__init__(message or f"{path} has been changed by somebody else meanwhile; look at it and try again")
        self.path = path


def reason(error: OSError) -> str:
    """What the system says is wrong, as a part of a sentence."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
