"""The interface from its beginning to its end: settings, the terminal, and the exit code."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from negotrack.config import load
from negotrack.tui import pasting
from negotrack.tui.actions import ACTIONS, together, while_typing
from negotrack.tui.app import Negotrack
from negotrack.tui.signals import words
from negotrack.tui.terminal import Terminal


def run(folders: Sequence[Path], first: Path | None = None, *, root: Path, mouse: bool = True) -> int:
    """Show a negotiation, or the choice of one, until the person leaves.

    Args:
        folders: the negotiations to choose from; where there is none, examples and a new one are offered.
        first: the one to open; None to offer the choice.
        root: the folder in which they stand.
        mouse: take the mouse from the terminal.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended the program.

    Raises:
        Exception: a fault of the program; the terminal has been restored, and text is kept.
    """
    settings, problems = load({action.id: action.keys for action in ACTIONS}, together(), while_typing())
    pasting.install()
    app = Negotrack(folders, settings, problems, first=first, root=root)
    app.driver_class = Terminal
    app.run(mouse=mouse and settings.mouse)
    if app.fault is not None:
        raise app.fault
    code = app.return_code or 0
    if said := words(code):
        with contextlib.suppress(OSError):  # the terminal may be gone
            sys.stderr.write(f"negotrack: {said}\n")
    return code
