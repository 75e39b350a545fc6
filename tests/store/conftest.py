"""What the tests of the store share."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs git in a folder, with nobody's settings; raises where git fails."""
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
