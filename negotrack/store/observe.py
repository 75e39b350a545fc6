"""Watching a folder in this very process, with the system's events or by looking again and again."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncGenerator
from pathlib import Path

Changes = AsyncGenerator[frozenset[Path], None]
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "webdav", "vboxsf", "vmhgfs", "drvfs"})
_PAUSE = 0.3
"""Seconds between two looks for a folder that is gone."""


async def here(folder: Path, *, from_start: bool = False) -> Changes:
    """Yield the paths that changed below a folder, and the folder itself where it was replaced.

    Args:
        folder: the folder.
        from_start: yield the folder itself as soon as it is watched, because what changed before nobody knows.
    """
    polling = False
    while True:
        real = folder.resolve()  # noqa: ASYNC240 - quick, and about this very moment, as everything below
        try:
            async with contextlib.aclosing(_until_replaced(folder, real, polling=polling)) as changes:
                async for paths in changes:
                    visible = frozenset(path for path in paths if not _is_hidden(path, real))
                    if from_start:
                        visible, from_start = visible | {real}, False
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
