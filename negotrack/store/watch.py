"""Noticing changes that others make: an editor, a checkout, a colleague's sync."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "webdav", "vboxsf", "drvfs"})


async def watch(folder: Path) -> AsyncIterator[frozenset[Path]]:
    """Yield the paths that changed below a folder, gathered for at most a third of a second.

    The system's events are used where it gives them; on network mounts, the folder is looked at again and again.
    """
    from watchfiles import awatch

    real = folder.resolve()  # noqa: ASYNC240 - once, before anything waits
    changes = awatch(
        real,
        step=50,
        debounce=300,
        force_polling=True if needs_polling(real) else None,
        poll_delay_ms=500,
        ignore_permission_denied=True,
        watch_filter=None,
    )
    async for found in changes:
        paths = frozenset(Path(path) for _, path in found)
        visible = frozenset(path for path in paths if not path.name.startswith("."))
        if visible:
            yield visible


def needs_polling(folder: Path) -> bool:
    """Whether a folder lies on a file system that tells nothing of what others change."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        point = fields[1].encode().decode("unicode_escape") if len(fields) > 2 else ""
        if point and len(point) > len(best) and folder.is_relative_to(point):
            best, kind = point, fields[2]
    return kind in _NETWORK
