"""What all tests share: a home of its own for everything that the program keeps, and negotiations to work on."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from negotrack.store.begin import examples, shipped, shipped_files
from tests.golden import CHANGES

for _name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[_name]  # otherwise, tests run from a git hook would work on the repository of that hook


def _as_shipped() -> Path:
    """A copy of the shipped negotiations without anything recorded in them since."""
    source = shipped()
    copy = Path(tempfile.mkdtemp(prefix="negotrack-shipped-"), "positions")
    atexit.register(shutil.rmtree, copy.parent, ignore_errors=True)
    for name in examples():
        for path in shipped_files(source / name):
            target = copy / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    for path in source.iterdir():
        if path.is_file():
            shutil.copyfile(path, copy / path.name)
    return copy


SHIPPED = _as_shipped() / "panjshir-2021"
"""The negotiation that ships with the program."""

HOSTILE = (
    "[bold red]x[/] [link=http://x]{{ x }}<script>\x1b[2J\x1b]0;owned\x07 "
    "\u202egnp\u202c a\u200bb \u2066 ﷽ é e\u0301 \0\x9b1m"
)
"""Markup, templates, escape sequences, text that runs backwards, and invisible characters."""
HOSTILE_LINES = (
    f"{HOSTILE}\r\n\t# not a comment\n\"\"\"''' = [[x]]\n<<<<<<< ours\n=======\n>>>>>>> theirs\n=cmd|' /C calc'!A0\n"
)
"""The same over several lines, with what would end a TOML string or pass for an unresolved merge or a formula."""

OUTSIDE = (
    "NEGOTRACK_POSITIONS",
    "XDG_STATE_HOME",
    "XDG_CONFIG_HOME",
    "NO_COLOR",
    "VISUAL",
    "EDITOR",
    "COLUMNS",
    "LINES",
)
"""The environment variables that must not reach any test."""

TOGETHER = ("tests/e2e/", "tests/pages/test_browser.py", "tests/test_architecture.py")
"""The groups of tests that each run in one process, one test after the other, and start first.

On a busy machine, a terminal may show too late what a test waits for; one browser that writes and prints every page
once is enough, and so is parsing every module once.
"""

settings.register_profile("negotrack", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("negotrack")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="replace stored reports and screens, and print the changes"
    )


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    os.environ.pop(CHANGES, None)
    if config.getoption("--update-golden"):
        if os.environ.get("CI"):
            raise pytest.UsageError("--update-golden: stored files are not replaced where CI is set")
        os.environ[CHANGES] = tempfile.mkstemp(prefix="negotrack-golden-")[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if hasattr(terminalreporter.config, "workerinput"):
        return  # nobody sees a worker's summary; the main process shows what changed
    if changes := os.environ.pop(CHANGES, None):
        terminalreporter.section("stored files that were replaced")
        terminalreporter.write(Path(changes).read_text(encoding="utf-8") or "none\n")
        Path(changes).unlink()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each group to one process: the mark for that does not work with every version of pytest."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda name: next(filter(name.startswith, TOGETHER), name)
    return scheduler


def pytest_collection_finish() -> None:
    """Collect garbage less often: what is loaded by now stays, and an interface is made of many objects.

    With the default setting, garbage collection takes a fifth of the time of an interface test.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing that a test does is seen by another test, or by the person who runs it."""
    folder = tmp_path_factory.mktemp("home")
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("NEGOTRACK_STATE", str(folder / "state"))
    monkeypatch.setenv("NEGOTRACK_CONFIG", str(folder / "config.toml"))
    return folder


@pytest.fixture
def negotiation(tmp_path: Path) -> Path:
    """A copy of the negotiation that ships with the program, in ``positions`` of the test's folder."""
    return shutil.copytree(SHIPPED, tmp_path / "positions" / SHIPPED.name)


@pytest.fixture
def unsure_disk(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the disk keep what is written but confirm no name in any folder; return the warning."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return "written, but the disk did not confirm it (input/output error); check the disk"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A negotiation that can be read, with hostile text in every key that takes text."""
    folder = tmp_path / "positions" / "hostile"
    evidence = [{"source": "paper", "where": HOSTILE, "credibility": 6, "quote": HOSTILE_LINES}]
    told = {"statement": HOSTILE_LINES, "counter": HOSTILE_LINES, "by": HOSTILE, "evidence": evidence}
    moment = datetime(2026, 11, 22, 12, 15, 30, tzinfo=UTC)
    files: dict[str, dict[str, Any]] = {
        "negotiation.toml": {
            "title": HOSTILE,
            "summary": HOSTILE_LINES,
            "proposal_term": HOSTILE,
            "proposal_terms": HOSTILE,
            "claimed_count": 3,
            "sides": [{"id": "one", "name": HOSTILE, "note": HOSTILE_LINES}, {"id": "other", "name": f"2{HOSTILE}"}],
            "people": [
                {"name": HOSTILE, "side": "one", "role": HOSTILE, "mandate": HOSTILE, "note": HOSTILE_LINES},
                {"name": f"2{HOSTILE}", "evidence": evidence},
            ],
            "sources": [{"id": "paper", "title": HOSTILE, "publisher": HOSTILE, "url": HOSTILE, "note": HOSTILE_LINES}],
            "events": [{"title": HOSTILE, "place": HOSTILE, "outcome": HOSTILE_LINES, "evidence": evidence}],
            "claims": [
                {"topic": HOSTILE, "claim": each, "by": HOSTILE, "note": HOSTILE_LINES, "evidence": evidence}
                for each in (HOSTILE, HOSTILE_LINES)
            ],
        },
        "proposals/1.toml": {
            "number": HOSTILE,
            "title": HOSTILE,
            "proposed_by": HOSTILE,
            "status": "rejected",
            "summary": HOSTILE_LINES,
            "topic": HOSTILE,
            "positions": [
                {"side": "one", "stance": "proposes", "date": "2026-01/2026-02~", **told},
                {"side": "other", "stance": "rejects", "date": date(2026, 2, 3), **told},
            ],
        },
        "proposals/2.toml": {"title": HOSTILE_LINES, "status": "open", "counters": "1"},
        "proposals/3.toml": {"status": "open", "proposed_by": [HOSTILE, f"2{HOSTILE}"]},
        "ledger/1/a.toml": {
            "side": "other",
            "stance": "accepts",
            "status": "accepted",
            "recorded": moment,
            "recorded_by": HOSTILE,
            **told,
        },
        "annotations/1/a.toml": {
            "author": HOSTILE,
            "created": moment,
            "about": "one",
            "tags": [HOSTILE],
            "fingerprint": HOSTILE,
            "confirmed": [{"by": HOSTILE, "at": moment}],
            "text": HOSTILE_LINES,
        },
        "annotations/_/a.toml": {"author": HOSTILE, "created": moment, "text": HOSTILE_LINES},
        "sources/added.toml": {"title": HOSTILE, "note": HOSTILE_LINES},
    }
    for name, table in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(tomli_w.dumps(table).encode())
    return folder


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs git in a folder without anybody's settings; raises if git fails."""
    return git_without_settings(monkeypatch)


def git_without_settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A function that runs git in a folder without anybody's settings, and raises if git fails."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A. Nalyst")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "analyst@example.org")

    def run(folder: Path, *words: str) -> str:
        ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"git {' '.join(words)}: {ran.stdout}{ran.stderr}")
        return ran.stdout

    return run


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file below a folder, including hidden ones, by its path."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return read
