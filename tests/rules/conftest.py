"""Talks between three sides on disk, and the program's commands to run on them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from negotrack.cli.main import run
from tests.rules.tables import Talks, write

THREE = Talks(
    {
        "title": "Talks",
        "sides": [{"id": name.lower(), "name": name} for name in ("Alpha", "Beta", "Gamma")],
        "sources": [{"id": "wire", "title": "A wire report"}, {"id": "paper", "title": "A paper"}],
    },
    {
        "road": {
            "number": 1,
            "title": "A road",
            "proposed_by": "alpha",
            "positions": [
                {"side": "alpha", "stance": "proposes", "date": "2026-03-01", "evidence": [{"source": "wire"}]}
            ],
        }
    },
    {},
)


class Said(NamedTuple):
    """The exit code and output of a command: ``flat`` on one line, ``data`` parsed as JSON."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        return " ".join(self.out.split())

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def negotrack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command in a folder as a person would; in the test's own folder unless another is given."""

    def command(*words: str, at: Path | None = None) -> Said:
        monkeypatch.chdir(at or tmp_path)
        try:
            code = run(list(words))
        except SystemExit as ended:
            code = int(ended.code or 0)
        return Said(code, *capsys.readouterr())

    return command


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """The test's folder, with talks between Alpha, Beta and Gamma on one proposal in its ``positions``."""
    write(THREE, tmp_path / "positions")
    return tmp_path
