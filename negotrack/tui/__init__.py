"""The terminal interface: the only package that imports Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the table of keys is printed without it
    from pathlib import Path


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
        UsageError: there is no terminal to show it in.
        Exception: a fault of the program; the terminal has been restored, and text is kept.
    """
    import contextlib
    import gc
    import os
    import sys

    from negotrack.errors import UsageError

    if not all(each and each.isatty() for each in (sys.stdin, sys.stderr)) or os.environ.get("TERM") == "dumb":
        raise UsageError("the interface needs a terminal; without one, use: negotrack report")
    # Collected again once the first page stands; until then there is nothing to collect but time.
    gc.disable()
    from negotrack.config import load
    from negotrack.tui import pasting
    from negotrack.tui.actions import ACTIONS, together, while_typing
    from negotrack.tui.app import Negotrack
    from negotrack.tui.signals import words

    settings, problems = load({action.id: action.keys for action in ACTIONS}, together(), while_typing())
    pasting.install()
    app = Negotrack(folders, settings, problems, first=first, root=root)
    app.run(mouse=mouse and settings.mouse)
    if app.fault is not None:
        raise app.fault
    code = app.return_code or 0
    if said := words(code):
        with contextlib.suppress(OSError):  # the terminal may be gone
            sys.stderr.write(f"negotrack: {said}\n")
    return code
