"""No command: the terminal interface."""

from __future__ import annotations

from negotrack.cli.context import Context
from negotrack.errors import UsageError
from negotrack.store.locate import choose, default, find_positions, negotiations


def run(context: Context) -> int:
    """Open the interface on the negotiation that is meant, or on the choice of one."""
    root = find_positions(context.arguments.positions)
    folders = negotiations(root)
    if not folders:
        raise UsageError(f"{root}: holds no negotiation; to begin one: negotrack init {root}/NAME")
    from negotrack.tui import run as interface

    named = context.arguments.negotiation
    first = choose(root, named) if named else default(root, folders)
    return interface(folders, first, mouse=not context.arguments.no_mouse)
