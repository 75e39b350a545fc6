"""The person's own editor, for which the interface steps aside."""

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
        """What was made of a text; None where the editor failed or nothing was changed.

        Raises:
            UsageError: there is no editor, or the interface cannot step aside here.
        """
        return editor.edit(text, self._run)

    def open(self, path: Path) -> bool:
        """Open a file itself; whether the editor ended well.

        Raises:
            UsageError: there is no editor, or the interface cannot step aside here.
        """
        return editor.open_file(path, self._run)

    def _run(self, words: Sequence[str]) -> int:
        try:
            with self._app.suspend():
                return editor.run(words)
        except SuspendNotSupported as error:
            raise UsageError("this terminal cannot be handed to another program; edit in the interface") from error
