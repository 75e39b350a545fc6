"""No command: the terminal interface."""

from __future__ import annotations

from negotrack.cli.context import Context
from negotrack.errors import UsageError
from negotrack.store.locate import find_positions, negotiations


def run(context: Context) -> int:
    """Open the interface on a negotiation, or on the choice of one."""
    root = find_positions(context.arguments.positions)
    folders = [context.folder] if context.arguments.negotiation else negotiations(root)
    if not folders:
        raise UsageError(f"{root}: holds no negotiation; to begin one: negotrack init {root}/NAME")
    from negotrack.tui import run as interface

    return interface(folders, mouse=not context.arguments.no_mouse)
