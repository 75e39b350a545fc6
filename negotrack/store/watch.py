"""Noticing changes that others make: an editor, a checkout, a colleague's sync."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from negotrack.store.layout import NESTED
from negotrack.store.observe import Changes, here

_MANY = 300
"""Folders; to begin to watch more of them would hold up everything else in the process for a moment."""


async def watch(folder: Path, *, from_start: bool = False) -> Changes:
    """Yield the paths that changed below a folder, gathered for at most a third of a second.

    The system's events are used where it gives them; on network mounts, the folder is looked at again and again.
    A folder that is removed, replaced or linked elsewhere is itself a path that changed, and is watched again as
    soon as there is one. Ends only where the system gives no way to watch.

    Args:
        folder: the folder.
        from_start: yield the folder itself as soon as it is watched, because what changed before nobody knows; not
            where another process watches.
    """
    if has_many(folder):
        from negotrack.store.watching import elsewhere

        async with contextlib.aclosing(elsewhere(folder)) as changes:
            async for paths in changes:
                yield paths
    async with contextlib.aclosing(here(folder, from_start=from_start)) as changes:
        async for paths in changes:
            yield paths


def has_many(folder: Path) -> bool:
    """Whether a negotiation has so many folders that to begin to watch them takes its time."""
    count = 0
    for kind in NESTED:
        with contextlib.suppress(OSError), os.scandir(folder / kind.value) as entries:
            count += sum(1 for _ in entries)
    return count > _MANY
