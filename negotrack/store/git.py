"""What git does not have yet: new files, which ``git commit -a`` leaves out."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from negotrack.store.layout import place

_PATIENCE = 5.0
"""Seconds; a repository that takes longer to answer is passed over."""
_COMMAND = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks")
"""Looking must neither lock the repository nor run a program that its settings name."""


def uncommitted(folder: Path) -> int | None:
    """How many of a negotiation's files git has never been told of.

    Files that git was told to ignore are not counted.

    Args:
        folder: the negotiation's folder.

    Returns:
        The number; None where the folder is in no work tree, or git is not there or does not answer.
    """
    import subprocess  # slow to import

    command = [*_COMMAND, "ls-files", "--others", "--exclude-standard", "-z"]
    try:
        ran = subprocess.run(  # noqa: S603 - nothing of the command comes from outside
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if ran.returncode:
        return None
    return sum(place(os.fsdecode(name)) is not None for name in ran.stdout.split(b"\0"))


def add_command(folder: Path) -> str:
    """The command that tells git of them, to be typed where the person is."""
    where = os.path.relpath(folder)
    return "git add ." if where == "." else f"git -C {shlex.quote(where)} add ."


def _environment() -> dict[str, str]:
    """The environment without what a surrounding git, as that of a hook, says of another repository."""
    kept = ("GIT_CONFIG", "GIT_CEILING", "GIT_DISCOVERY")
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(kept)}
