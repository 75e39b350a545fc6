"""Querying git without side effects: which files are untracked, and what a revision contained."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from negotrack.errors import UsageError
from negotrack.model.layout import place

PATIENCE = 5.0
"""Seconds to wait for git; a slower answer counts as none."""
_HANDING_OVER = 60.0
"""Seconds that git may take to archive a whole revision."""
_SETTINGS = ("-c", "core.fsmonitor=false", "--no-optional-locks")
"""A query must neither lock the repository nor run a program that its configuration names."""
_KEPT = ("GIT_CONFIG", "GIT_CEILING", "GIT_DISCOVERY")


def uncommitted(folder: Path) -> int | None:
    """The number of a negotiation's untracked files, which ``git commit -a`` leaves out; ignored files do not count.

    Args:
        folder: the negotiation's folder.

    Returns:
        The number; None if the folder is in no work tree, or git is missing or does not answer.
    """
    answer = ask(folder, "ls-files", "--others", "--exclude-standard", "-z")
    if answer is None:
        return None
    return sum(place(os.fsdecode(name)) is not None for name in answer.split(b"\0"))


def add_command(folder: Path) -> str:
    """The command that adds them to git, to be typed in the current folder."""
    where = os.path.relpath(folder)
    return "git add ." if where == "." else f"git -C {shlex.quote(where)} add ."


def ask(folder: Path, *words: str, patience: float | None = None) -> bytes | None:
    """Run a git command in a folder.

    Args:
        folder: the folder to run it in.
        words: the command, which must be read-only.
        patience: seconds to wait; ``PATIENCE`` by default.

    Returns:
        Its standard output; None if git fails, is missing, or takes too long.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - the arguments are fixed, or cannot pass for an option
            ["git", *_SETTINGS, *words],  # noqa: S607 - the git on the user's own PATH
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=patience or PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout if ran.returncode == 0 else None


def _environment() -> dict[str, str]:
    """The environment without the variables with which a calling git, as in a hook, points at another repository."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)}


@contextlib.contextmanager
def revision(folder: Path, named: str) -> Iterator[Path]:
    """A temporary folder with a negotiation's files as of a revision, under the same name and so the same id.

    Args:
        folder: the negotiation's folder, in a git work tree.
        named: any name of a commit that git accepts, such as ``HEAD~3``, ``v1``, or ``main@{yesterday}``.

    Raises:
        UsageError: the folder is in no work tree, there is no such revision, or the folder was not in it.
    """
    inside = ask(folder, "rev-parse", "--show-prefix")
    if inside is None:
        raise UsageError(f"{folder}: is in no work tree of git, or there is no git; there is no revision of it")
    commit = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
    if commit is None:
        raise UsageError(f"git knows no revision {named!r} here")
    prefix = _line(inside).rstrip("/")
    top = Path(_line(ask(folder, "rev-parse", "--show-toplevel")))
    archive = ask(top, "archive", "--format=tar", f"{_line(commit)}:{prefix}", patience=_HANDING_OVER)
    if archive is None:
        raise UsageError(f"revision {named!r} does not have {prefix or folder}")
    import tempfile

    with tempfile.TemporaryDirectory(prefix="negotrack-") as scratch:
        whole = Path(scratch, folder.resolve().name)
        whole.mkdir()
        _extract(archive, whole)
        yield whole


def _line(answer: bytes | None) -> str:
    return (answer or b"").decode("utf-8", "surrogateescape").rstrip("\n")


def _extract(archive: bytes, folder: Path) -> None:
    """Extract only regular files that belong to a negotiation, so that nothing can lead outside the folder."""
    import tarfile

    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() and place(member.name) else None
            if content is not None:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
