"""Files that hold what the program is to write, compared byte for byte."""

from __future__ import annotations

import os
from pathlib import Path


def compare_with_golden(path: Path, written: str) -> None:
    """Compare with a stored file; with UPDATE_GOLDEN=1 in the environment, replace it."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == written
