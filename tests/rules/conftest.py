"""Talks of three sides on disk, and the commands of the program on them."""

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
    """What a command said: its output with its lines run together, and as it was."""

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
    """Run a command in a folder, that of the test unless given, as a person would there."""

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
    """Talks of Alpha, Beta and Gamma on one proposal, in ``positions`` of the test's folder."""
    write(THREE, tmp_path / "positions")
    return tmp_path
