"""Editing a text in the user's editor: ``$VISUAL``, else ``$EDITOR``."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import signal
import stat
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from negotrack.errors import EditorFailed, UsageError, reason

Runner = Callable[[Sequence[str]], int]


def command() -> list[str]:
    """The words of the editor's command.

    Raises:
        UsageError: neither variable is set, or it cannot be parsed.
    """
    for variable in ("VISUAL", "EDITOR"):
        value = os.environ.get(variable, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError as error:
                raise UsageError(f"${variable} cannot be read: {error}") from error
    raise UsageError("no editor is set; name one in $VISUAL or $EDITOR, as: export EDITOR=nano")


def run(words: Sequence[str]) -> int:
    """Run a command in the terminal, wait for it and return its exit code.

    Raises:
        UsageError: it could not be started.
    """
    try:
        with _uninterrupted():
            return subprocess.run(words, check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise UsageError(f"the editor {words[0]!r} could not be started: {reason(error)}") from error


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave interrupts to the editor: they reach this program too, and would end it and lose the text."""
    if threading.current_thread() is not threading.main_thread():  # only it may set a signal handler
        yield
        return
    # A handler that does nothing, not SIG_IGN, which the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)


def edit(text: str, run: Runner = run) -> str | None:
    """Return a text as changed in the editor; None if nothing was changed.

    Raises:
        UsageError: there is no editor.
        EditorFailed: the editor failed; the error has the text written despite that.
    """
    words = command()
    with tempfile.TemporaryDirectory(prefix="negotrack-") as folder:
        path = Path(folder, "annotation.md")
        # With its last line ended, as editors leave a file, so that what is appended does not join that line.
        ended = f"{text}\n" if text and not text.endswith("\n") else text
        path.write_text(ended, encoding="utf-8", newline="")
        code = run([*words, str(path)])
        left = _read_back(path)
    written = left.decode("utf-8", "backslashreplace")
    # The newline at the end is not the user's.
    if written.endswith("\n") and not text.endswith("\n"):
        written = written.removesuffix("\n")
    if code != 0:
        unchanged = written == text
        message = f"the editor ended with {code}{'; nothing was saved' if unchanged else ''}"
        raise EditorFailed(message, "" if unchanged else written)
    try:
        left.decode()
    except UnicodeDecodeError as error:
        raise EditorFailed("what the editor left is not UTF-8 text", written) from error
    return None if written == text else written


def open_file(path: Path, run: Runner = run) -> bool:
    """Open a file itself in the editor, and return whether the editor exited without an error.

    Raises:
        UsageError: there is no editor.
    """
    return run([*command(), str(path)]) == 0


def _read_back(path: Path) -> bytes:
    """The bytes of the file that the editor left, which must be a plain file, not a link."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return file.read()
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise EditorFailed(f"what the editor left cannot be read: {reason(error)}") from error
    raise EditorFailed("what the editor left is not a plain file")
