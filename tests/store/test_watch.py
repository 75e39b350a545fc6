"""Noticing the changes that others make."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from watchfiles._rust_notify import RustNotify

from negotrack.store import watch as module
from negotrack.store.watch import needs_polling, watch


class Noticed:
    """The paths that a watcher in the background has reported so far."""

    def __init__(self) -> None:
        self.paths: set[Path] = set()
        self.more = asyncio.Event()

    def add(self, paths: frozenset[Path]) -> None:
        self.paths |= paths
        self.more.set()

    async def within(self, *paths: Path, seconds: float = 30) -> bool:
        """Whether one of the paths is reported in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.paths.isdisjoint(paths):
                    self.more.clear()
                    await self.more.wait()
        found = not self.paths.isdisjoint(paths)
        self.paths.clear()
        return found

    async def at_last(self, path: Path) -> None:
        """Write a file again and again until it is reported: nothing else tells that watching has begun."""
        while not await self.within(path, seconds=0.3):
            path.write_text("Is anybody looking?")


@contextlib.asynccontextmanager
async def watching(folder: Path) -> AsyncIterator[Noticed]:
    """Watch a folder; give what is noticed once watching has begun."""
    noticed = Noticed()

    async def run() -> None:
        async for paths in watch(folder):
            noticed.add(paths)

    task = asyncio.create_task(run())
    probe = folder.resolve() / "probe"
    await noticed.at_last(probe)
    probe.unlink()
    await asyncio.sleep(1)
    noticed.paths.clear()
    try:
        yield noticed
    finally:
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()


@pytest.fixture(params=["in this process", "in a process of its own"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with both ways of watching."""
    monkeypatch.setattr(module, "_MANY", 10**6 if request.param == "in this process" else -1)


@pytest.mark.usefixtures("anywhere")
async def test_a_file_that_is_created_changed_renamed_or_deleted_is_noticed(negotiation: Path) -> None:
    async with watching(negotiation) as noticed:
        file = negotiation / "proposals" / "new.toml"
        file.write_text("status = 'open'\n")
        assert await noticed.within(file)
        file.write_text("status = 'accepted'\n")
        assert await noticed.within(file)
        other = file.rename(file.with_name("other.toml"))
        assert await noticed.within(other)
        other.unlink()
        assert await noticed.within(other)


async def test_a_file_in_a_new_folder_is_noticed(negotiation: Path) -> None:
    async with watching(negotiation) as noticed:
        folder = negotiation / "annotations" / "no-disarming"
        folder.mkdir(parents=True)
        file = folder / "a.toml"
        file.write_text("x")
        assert await noticed.within(file, folder, folder.parent)


async def test_changes_made_before_watching_began_are_looked_for(negotiation: Path) -> None:
    async with contextlib.aclosing(watch(negotiation, from_start=True)) as changes:
        assert negotiation.resolve() in await anext(changes)
        (negotiation / "proposals" / "new.toml").write_text("x")
        assert negotiation.resolve() not in await anext(changes)


async def test_a_hidden_file_is_ignored(negotiation: Path) -> None:
    async with watching(negotiation) as noticed:
        (negotiation / "proposals" / ".swap.toml").write_text("x")
        assert not await noticed.within(negotiation / "proposals" / ".swap.toml", seconds=0.6)


@pytest.mark.usefixtures("anywhere")
async def test_a_folder_that_is_deleted_and_created_again_is_still_watched(negotiation: Path) -> None:
    async with watching(negotiation) as noticed:
        shutil.rmtree(negotiation)
        assert await noticed.within(negotiation)
        (negotiation / "proposals").mkdir(parents=True)
        assert await noticed.within(negotiation)
        await noticed.at_last(negotiation / "proposals" / "again.toml")


async def test_a_folder_behind_a_link_is_still_watched_when_the_link_changes(negotiation: Path, tmp_path: Path) -> None:
    other = shutil.copytree(negotiation, tmp_path / "other")
    link = tmp_path / "link"
    link.symlink_to(negotiation)
    async with watching(link) as noticed:
        file = negotiation / "proposals" / "new.toml"
        file.write_text("x")
        assert await noticed.within(file)
        link.unlink()
        link.symlink_to(other)
        assert await noticed.within(other)
        await noticed.at_last(other / "proposals" / "new.toml")


async def test_a_git_checkout_is_noticed(negotiation: Path, git: Callable[..., str]) -> None:
    git(negotiation, "init", "-q")
    git(negotiation, "add", ".")
    git(negotiation, "commit", "-qm", "one")
    git(negotiation, "checkout", "-qb", "other")
    file = negotiation / "proposals" / "no-disarming.toml"
    file.write_text(file.read_text() + "# more\n")
    git(negotiation, "commit", "-qam", "two")
    async with watching(negotiation) as noticed:
        git(negotiation, "checkout", "-q", "-")
        assert await noticed.within(file)


async def test_a_folder_is_polled_where_the_system_reports_no_changes(
    negotiation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (silent := tmp_path / "silent").mkdir()

    def mounted(paths: Any, debug: Any, polls: Any, *rest: Any) -> RustNotify:
        return RustNotify(paths if polls else [str(silent)], debug, polls, *rest)

    def full(paths: Any, debug: Any, polls: Any, *rest: Any) -> RustNotify:
        if not polls:
            raise OSError(errno.ENOSPC, "OS file watch limit reached")
        return RustNotify(paths, debug, polls, *rest)

    for number, system in enumerate((full, mounted)):
        monkeypatch.setattr("watchfiles.main.RustNotify", system)
        monkeypatch.setattr(module, "needs_polling", lambda _, known=system is mounted: known)
        async with watching(negotiation) as noticed:
            file = negotiation / "proposals" / f"{number}.toml"
            file.write_text("x")
            assert await noticed.within(file)

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr("watchfiles.main.RustNotify", refuse)
    assert [paths async for paths in watch(negotiation)] == []


def test_a_program_that_is_killed_leaves_no_watcher_behind(negotiation: Path) -> None:
    script = (
        "import asyncio, sys\nfrom pathlib import Path\nfrom negotrack.store import watch\nwatch._MANY = -1\n"
        "async def main():\n    async for paths in watch.watch(Path(sys.argv[1])):\n        print('seen', flush=True)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(negotiation)], stdout=subprocess.PIPE)
    assert parent.stdout
    try:
        until = time.monotonic() + 20
        while not _children(parent.pid) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)
        (child,) = _children(parent.pid)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
    until = time.monotonic() + 5
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _runs(child)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    "mounts",
    [
        "/dev/sda / ext4 rw 0 0\nserver:/x /data/shared nfs4 rw 0 0\n",
        "/dev/sda / ext4 rw 0 0\nx /data/shared fuse.rclone rw 0 0\n",
        "/dev/sda /data/shared/my\\040own/ü ext4 rw 0 0\nx /data/shared/my\\040own/ü cifs rw 0 0\n",
    ],
)
def test_a_folder_on_a_network_mount_is_polled(mounts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: mounts)
    assert needs_polling(Path("/data/shared/my own/ü/positions"))


@pytest.mark.parametrize(
    "mounts",
    [
        "/dev/sda / ext4 rw 0 0\n",
        "/dev/sda / ext4 rw 0 0\nserver:/x /data nfs4 rw 0 0\n/dev/sdb /data/shared ext4 rw 0 0\n",
        "/dev/sda / ext4 rw 0 0\nx /data/sha fuse.sshfs rw 0 0\n",
        "",
        "nonsense\n",
    ],
)
def test_a_folder_on_any_other_mount_is_not_polled(mounts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: mounts)
    assert not needs_polling(Path("/data/shared/positions"))
