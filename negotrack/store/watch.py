"""Watching for changes that others make: an editor, a checkout, a colleague's sync.

The system's events are used where available; on network mounts, the folder is polled. To start watching ten thousand
folders takes the watching library a second, during which it blocks its whole process. So for a large negotiation a
small process does it: ``python -m negotrack.store.watch FOLDER`` prints the paths that changed, one JSON list per
line, until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from pathlib import Path

from negotrack.model.layout import NESTED

Changes = AsyncGenerator[frozenset[Path], None]
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "webdav", "vboxsf", "vmhgfs", "drvfs"})
_PAUSE = 0.3
"""Seconds between two checks whether a missing folder exists again."""
_MANY = 300
"""Folders; to start watching more than this would noticeably block the process."""
_LONGEST_LINE = 64 * 2**20


async def watch(folder: Path, *, from_start: bool = False) -> Changes:
    """Yield the paths that changed in a folder, batched over at most a third of a second.

    The system's events are used where available; on network mounts, the folder is polled. If the folder itself is
    removed, replaced or relinked, its path is yielded, and it is watched again as soon as it exists. Ends only if the
    system offers no way to watch.

    Args:
        folder: the folder.
        from_start: yield the folder itself once it is being watched, because earlier changes go unnoticed; has no
            effect while another process watches.
    """
    if _has_many(folder):
        async with contextlib.aclosing(elsewhere(folder)) as changes:
            async for paths in changes:
                yield paths
    async with contextlib.aclosing(here(folder, from_start=from_start)) as changes:
        async for paths in changes:
            yield paths


def _has_many(folder: Path) -> bool:
    """Whether a negotiation has so many folders that starting to watch them takes a while."""
    count = 0
    for kind in NESTED:
        with contextlib.suppress(OSError), os.scandir(folder / kind.value) as entries:
            count += sum(1 for _ in entries)
    return count > _MANY


async def here(folder: Path, *, from_start: bool = False) -> Changes:
    """Yield the paths that changed in a folder, and the folder itself if it was replaced; watches in this process.

    Args:
        folder: the folder.
        from_start: yield the folder itself once it is being watched, because earlier changes go unnoticed.
    """
    polling = False
    while True:
        real = folder.resolve()  # noqa: ASYNC240 - fast, and must reflect this moment, as everywhere below
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
        except (OSError, RuntimeError):  # more folders than the system allows to be watched
            if polling:
                return
            polling = True
            continue
        yield frozenset({real})
        while not folder.is_dir():  # noqa: ASYNC110, ASYNC240 - no event says that a folder exists again
            await asyncio.sleep(_PAUSE)
        yield frozenset({folder.resolve()})  # noqa: ASYNC240


def needs_polling(folder: Path) -> bool:
    """Whether a folder is on a file system that does not report changes made elsewhere."""
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
    """Yield the paths that changed in a folder, until another folder takes its place.

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
            gone = (Change.deleted, str(real)) in found  # a new folder may reuse its inode number
            if gone or not os.path.samestat(status, folder.stat()):  # noqa: ASYNC240
                return


def _is_hidden(path: Path, real: Path) -> bool:
    return path.is_relative_to(real) and any(part.startswith(".") for part in path.relative_to(real).parts)


async def elsewhere(folder: Path) -> Changes:
    """Yield the paths that changed in a folder, watched by another process; ends when that ends or cannot start."""
    command = [sys.executable, "-P", "-m", "negotrack.store.watch", str(folder)]
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LONGEST_LINE, start_new_session=True
        )
    except OSError:
        return
    try:
        while line := await _line(process):
            yield frozenset(map(Path, json.loads(line)))
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _line(process: Process) -> bytes:
    return await process.stdout.readline() if process.stdout else b""


async def _print_changes(folder: Path) -> None:
    async for paths in here(folder):
        print(json.dumps([str(path) for path in paths]), flush=True)  # noqa: T201 - this is what it is for


async def _parent_gone() -> None:
    """Wait until the parent process closes standard input, or ends."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def _main(folder: Path) -> None:
    tasks = {asyncio.create_task(_print_changes(folder)), asyncio.create_task(_parent_gone())}
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
