"""A negotiation as it was in a revision of git, read without touching the work tree."""

from __future__ import annotations

import contextlib
import io
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from negotrack.errors import UsageError
from negotrack.store.git import ask
from negotrack.store.layout import place

PATIENCE = 60
"""Seconds that git may take to hand everything over."""


@contextlib.contextmanager
def revision(folder: Path, named: str) -> Iterator[Path]:
    """A temporary folder that holds a negotiation's files as of a revision; the same name, so the same id.

    Args:
        folder: the negotiation's folder, in a work tree of git.
        named: anything that git takes for a commit, as ``HEAD~3``, ``v1``, or ``main@{yesterday}``.

    Raises:
        UsageError: the folder is in no work tree, or there is no such revision, or the folder was not in it.
    """
    commit = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
    if commit is None:
        inside = ask(folder, "rev-parse", "--show-prefix")
        if inside is None:
            raise UsageError(f"{folder}: is in no work tree of git, or there is no git; there is no revision of it")
        raise UsageError(f"git knows no revision {named!r} here")
    prefix = _line(ask(folder, "rev-parse", "--show-prefix")).rstrip("/")
    top = Path(_line(ask(folder, "rev-parse", "--show-toplevel")))
    archive = ask(top, "archive", "--format=tar", f"{_line(commit)}:{prefix}", patience=PATIENCE)
    if archive is None:
        raise UsageError(f"revision {named!r} does not have {prefix or folder}")
    with tempfile.TemporaryDirectory(prefix="negotrack-") as scratch:
        whole = Path(scratch, folder.resolve().name)
        whole.mkdir()
        _extract(archive, whole)
        yield whole


def _line(answer: bytes | None) -> str:
    return (answer or b"").decode("utf-8", "surrogateescape").rstrip("\n")


def _extract(archive: bytes, folder: Path) -> None:
    """Only plain files that have a place in a negotiation, so that nothing can lead elsewhere."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() and place(member.name) else None
            if content is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
