"""The user's own editor, which runs while the interface is suspended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import App, SuspendNotSupported

from negotrack import editor
from negotrack.errors import UsageError


class External:
    """Opens texts and files in ``$VISUAL`` or ``$EDITOR``."""

    def __init__(self, app: App[int]) -> None:
        self._app = app

    def edit(self, text: str) -> str | None:
        """The text as the user left it in the editor; None if nothing was changed.

        Raises:
            UsageError: there is no editor, or the interface cannot be suspended here.
            EditorFailed: the editor failed; the error holds what was written.
        """
        return editor.edit(text, self._run)

    def open(self, path: Path) -> bool:
        """Open a file itself, and return whether the editor succeeded.

        Raises:
            UsageError: there is no editor, or the interface cannot be suspended here.
        """
        return editor.open_file(path, self._run)

    def _run(self, words: Sequence[str]) -> int:
        try:
            with self._app.suspend():
                return editor.run(words)
        except SuspendNotSupported as error:
            raise UsageError("this terminal cannot be handed to another program; edit in the interface") from error
