"""Stored files that hold what the program should write, compared byte for byte."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

CHANGES = "NEGOTRACK_TESTS_CHANGES"
"""The variable that names the file for the changes while stored files are replaced; never set from outside."""


def compare_with_golden(path: Path, written: str) -> None:
    """Compare with a stored file; with ``pytest --update-golden``, replace it, and note what changed."""
    stored = path.read_bytes().decode() if path.exists() else ""
    if CHANGES in os.environ and stored != written:
        path.parent.mkdir(exist_ok=True)
        path.write_text(written, encoding="utf-8", newline="")
        with Path(os.environ[CHANGES]).open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in difference(path.name, stored, written)))
        return
    assert stored == written, "\n".join(difference(path.name, stored, written)[:200])


def difference(name: str, stored: str, written: str) -> list[str]:
    """The changed lines of a stored file, as a unified diff."""
    return list(difflib.unified_diff(stored.split("\n"), written.split("\n"), f"{name} as stored", name, lineterm=""))
