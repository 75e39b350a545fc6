"""The standard streams: data goes to standard output, everything else to standard error; text is read from input."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import Self, TextIO

from negotrack.errors import OutputClosed, UsageError

_DEFAULT_WIDTH = 80
"""Cells of a line if the width is unknown."""
_INTERVAL = 0.1
"""Seconds between two updates of the progress line."""
_DELAY = 0.5
"""Seconds; work that ends sooner shows no progress line."""


def put(text: str) -> None:
    """Write data to standard output.

    Raises:
        OutputClosed: standard output is closed.
    """
    if sys.stdout is None:
        raise OutputClosed("standard output is closed")
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def note(text: str) -> None:
    """Write one line to standard error, after flushing the data; failures are ignored."""
    with contextlib.suppress(OSError):
        if sys.stdout is not None:
            sys.stdout.flush()
    from negotrack.text import safe

    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(f"negotrack: {safe(text)}\n")
            sys.stderr.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is open and a terminal."""
    return stream is not None and stream.isatty()


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(limit: int = 120) -> int:
    """The width of the output: the terminal's, from 40 up to the limit; 80 in a pipe."""
    if not is_terminal(sys.stdout):
        return _DEFAULT_WIDTH
    return max(40, min(terminal_columns(), limit))


def terminal_columns() -> int:
    """The terminal's width, from the environment or the terminal; shutil would import the archive modules for this."""
    with contextlib.suppress(KeyError, ValueError):
        if (said := int(os.environ["COLUMNS"])) > 0:
            return said
    with contextlib.suppress(OSError):
        return os.get_terminal_size(1).columns or _DEFAULT_WIDTH
    return _DEFAULT_WIDTH


class Progress:
    """The progress of a long task, on a terminal: one line, overwritten as the task goes on and erased at the end."""

    def __init__(self) -> None:
        self._shown = False
        self._next = time.monotonic() + _DELAY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Update the line, if it is due."""
        now = time.monotonic()
        if now < self._next or not is_terminal(sys.stderr):
            return
        self._next, self._shown = now + _INTERVAL, True
        sys.stderr.write(f"\r\x1b[K{what} {done:,} of {total:,}")
        sys.stderr.flush()


def text_from_user(old: str, *, message: str | None, standard_input: bool, instead: str) -> str:
    """The user's text: the message, else standard input if requested, else the old text as changed in the editor.

    Raises:
        UsageError: there is no text; ``instead`` says how to give one.
    """
    if message is not None:
        return message
    if standard_input:
        if sys.stdin is None:
            raise UsageError("standard input is closed; give the text with -m TEXT")
        try:
            return sys.stdin.buffer.read().decode() if hasattr(sys.stdin, "buffer") else sys.stdin.read()
        except UnicodeDecodeError as error:
            raise UsageError("standard input is not UTF-8 text; nothing was saved") from error
    if not is_terminal(sys.stdin):
        raise UsageError(f"no text: {instead}")
    from negotrack.editor import edit

    written = edit(old)
    if written is None:
        raise UsageError("the text was not changed in the editor; nothing was saved")
    return written
