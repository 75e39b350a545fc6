"""Watching a large negotiation from a process of its own.

To begin to watch ten thousand folders takes the watching library a second, in which it lets nothing else of its
process run. So a small process does it: ``python -m negotrack.store.watching FOLDER`` prints the paths that
changed, one JSON list on a line, until nobody holds its standard input any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from negotrack.store.observe import Changes, here

_LONGEST_LINE = 64 * 2**20


async def elsewhere(folder: Path) -> Changes:
    """Yield what another process sees change below a folder; ends where it cannot be started, or ends."""
    command = [sys.executable, "-P", "-m", "negotrack.store.watching", str(folder)]
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
        await _end(process)


async def _line(process: Process) -> bytes:
    return await process.stdout.readline() if process.stdout else b""


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def _tell(folder: Path) -> None:
    async for paths in here(folder):
        print(json.dumps([str(path) for path in paths]), flush=True)  # noqa: T201 - this is what it is for


async def _parted() -> None:
    """Wait until whoever started this process is gone."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def _main(folder: Path) -> None:
    tasks = {asyncio.create_task(_tell(folder)), asyncio.create_task(_parted())}
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1])))
