"""Noticing changes that others make: an editor, a checkout, a colleague's sync."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator
from pathlib import Path

from negotrack.store.layout import NESTED

Changes = AsyncGenerator[frozenset[Path], None]
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "webdav", "vboxsf", "vmhgfs", "drvfs"})
_MANY = 300
"""Folders; to begin to watch more of them would hold up everything else in the process for a moment."""
_PAUSE = 0.3
"""Seconds between two looks for a folder that is gone."""


async def watch(folder: Path) -> Changes:
    """Yield the paths that changed below a folder, gathered for at most a third of a second.

    The system's events are used where it gives them; on network mounts, the folder is looked at again and again.
    A folder that is removed, replaced or linked elsewhere is itself a path that changed, and is watched again as
    soon as there is one. Ends only where the system gives no way to watch.
    """
    if has_many(folder):
        from negotrack.store.watching import elsewhere

        async with contextlib.aclosing(elsewhere(folder)) as changes:
            async for paths in changes:
                yield paths
    async with contextlib.aclosing(here(folder)) as changes:
        async for paths in changes:
            yield paths


async def here(folder: Path) -> Changes:
    """Likewise, in this very process."""
    polling = False
    while True:
        real = folder.resolve()  # noqa: ASYNC240 - quick, and about this very moment, as everything below
        try:
            async with contextlib.aclosing(_until_replaced(folder, real, polling=polling)) as changes:
                async for paths in changes:
                    visible = frozenset(path for path in paths if not _is_hidden(path, real))
                    if visible:
                        yield visible
        except FileNotFoundError:
            pass
        except (OSError, RuntimeError):  # more folders than the system lets anybody watch
            if polling:
                return
            polling = True
            continue
        yield frozenset({real})
        while not folder.is_dir():  # noqa: ASYNC110, ASYNC240 - nobody tells when a folder is there again
            await asyncio.sleep(_PAUSE)
        yield frozenset({folder.resolve()})  # noqa: ASYNC240


def has_many(folder: Path) -> bool:
    """Whether a negotiation has so many folders that to begin to watch them takes its time."""
    count = 0
    for kind in NESTED:
        with contextlib.suppress(OSError), os.scandir(folder / kind.value) as entries:
            count += sum(1 for _ in entries)
    return count > _MANY


def needs_polling(folder: Path) -> bool:
    """Whether a folder lies on a file system that tells nothing of what others change."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        point = fields[1].encode("latin-1", "backslashreplace").decode("unicode_escape") if len(fields) > 2 else ""
        if point and len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, fields[2]
    return kind in _NETWORK or kind.startswith("fuse.")


async def _until_replaced(folder: Path, real: Path, *, polling: bool) -> Changes:
    """What changed below a folder, until its name means another one.

    Raises:
        FileNotFoundError: the folder is gone.
    """
    from watchfiles import Change, awatch

    status = real.stat()  # noqa: ASYNC240
    changes = awatch(
        real,
        step=50,
        debounce=300,
        rust_timeout=500,
        yield_on_timeout=True,
        force_polling=polling or needs_polling(real) or None,
        poll_delay_ms=500,
        ignore_permission_denied=True,
        watch_filter=None,
    )
    async with contextlib.aclosing(changes):
        async for found in changes:
            yield frozenset(Path(path) for _, path in found)
            gone = (Change.deleted, str(real)) in found  # what has come since may have its very number
            if gone or not os.path.samestat(status, folder.stat()):  # noqa: ASYNC240
                return


def _is_hidden(path: Path, real: Path) -> bool:
    return path.is_relative_to(real) and any(part.startswith(".") for part in path.relative_to(real).parts)
