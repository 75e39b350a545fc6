"""A text in the person's own editor: ``$VISUAL``, else ``$EDITOR``."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from negotrack.errors import UsageError

Run = Callable[[Sequence[str]], int]


def command() -> list[str]:
    """The words of the editor's command.

    Raises:
        UsageError: neither variable names one.
    """
    import shlex

    for variable in ("VISUAL", "EDITOR"):
        value = os.environ.get(variable, "").strip()
        if value:
            try:
                return shlex.split(value)
            except ValueError as error:
                raise UsageError(f"${variable} cannot be read: {error}") from error
    raise UsageError("no editor is set; name one in $VISUAL or $EDITOR, as: export EDITOR=nano")


def run(words: Sequence[str]) -> int:
    """Run a command in the terminal, and wait for it.

    Raises:
        UsageError: there is no such command.
    """
    import subprocess

    try:
        return subprocess.run(words, check=False).returncode  # noqa: S603 - the person's own editor
    except OSError as error:
        raise UsageError(f"the editor {words[0]!r} could not be started: {(error.strerror or '').lower()}") from error


def edit(text: str, run: Run = run) -> str | None:
    """What a person made of a text in the editor; None where the editor failed or nothing was changed.

    Raises:
        UsageError: there is no editor, or what it left is no text.
    """
    import tempfile

    words = command()
    with tempfile.TemporaryDirectory(prefix="negotrack-") as folder:
        path = Path(folder, "annotation.md")
        path.write_text(text, encoding="utf-8", newline="")
        if run([*words, str(path)]) != 0:
            return None
        try:
            written = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"what the editor left cannot be read: {error}") from error
    # Editors end the last line; that alone is no change.
    if written.endswith("\n") and not text.endswith("\n"):
        written = written.removesuffix("\n")
    return None if written == text else written


def open_file(path: Path, run: Run = run) -> bool:
    """Open a file itself in the editor; whether the editor ended well.

    Raises:
        UsageError: there is no editor.
    """
    return run([*command(), str(path)]) == 0
