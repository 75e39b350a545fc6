"""No command: the terminal interface."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from negotrack import tui
from negotrack.cli.context import Context
from negotrack.cli.streams import is_terminal
from negotrack.errors import UsageError
from negotrack.store.locate import DEFAULT, choose, default, find_positions, negotiations


def run(context: Context) -> int:
    """Open the interface on the selected negotiation, on the choice of one, or on the start of a new one."""
    given, named = context.arguments.positions, context.arguments.negotiation
    try:
        root = find_positions(given)
    except UsageError:
        if given or not _is_terminal():
            raise
        root = Path(DEFAULT)
    folders = negotiations(root) if root.exists() else []
    if not folders and not _is_terminal():
        raise UsageError(f"{root}: holds no negotiation; to begin one: negotrack init {root}/NAME")
    first = choose(root, named) if named else default(root, folders) if folders else None
    if not _is_terminal() or os.environ.get("TERM") == "dumb":
        raise UsageError("the interface needs a terminal; without one, use: negotrack report")
    return tui.start.run(folders, first, root=root, mouse=not context.arguments.no_mouse)


def _is_terminal() -> bool:
    """Whether a user is there to choose."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)
