"""Running a command as a user does, but without a separate process."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from negotrack.cli.main import run


class Ran(NamedTuple):
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


def files(folder: Path) -> dict[str, bytes]:
    """The contents of every file below a folder, by relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def negotrack(negotiation: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in a folder with the shipped negotiation in ``positions``; ``typed`` is standard input."""
    monkeypatch.chdir(negotiation.parent.parent)
    monkeypatch.setattr(os, "getlogin", lambda: "tester", raising=False)

    def command(*words: str, typed: str = "") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            code = run(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return command
