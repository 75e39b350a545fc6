"""What every command starts from: the negotiation it works on, and where its output goes."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TextIO

from negotrack.errors import OutputClosed, ProblemsFound, UnknownError, UsageError
from negotrack.model.negotiation import Negotiation
from negotrack.store.locate import choose, find_positions
from negotrack.store.reader import Loaded, Reader
from negotrack.text import safe

if TYPE_CHECKING:
    from negotrack.store.filechange import Change


class Context:
    """One run of one command.

    Attributes:
        arguments: what was typed.
        saved: the change that was made, in a few words; empty where none was.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.saved = ""

    @cached_property
    def folder(self) -> Path:
        """The folder of the negotiation."""
        return choose(find_positions(self.arguments.positions), self.arguments.negotiation)

    @cached_property
    def reader(self) -> Reader:
        """The reader of the negotiation's folder."""
        return Reader(self.folder)

    @cached_property
    def loaded(self) -> Loaded:
        """Everything that the folder holds."""
        return self.reader.load()

    @cached_property
    def negotiation(self) -> Negotiation:
        """The negotiation; where it is coded blind, without what others coded and this analyst has not."""
        whole = self.loaded.negotiation
        if not whole.header.blind:
            return whole
        from negotrack.analysis.readings import blinded

        return blinded(whole, self.author)

    @property
    def unreadable(self) -> str:
        """What could not be read, in a sentence; empty where everything was."""
        count = self.loaded.unreadable
        return f"{count} file{' ' if count == 1 else 's '}could not be read: see negotrack check." if count else ""

    def run(self, command: ModuleType) -> int:
        """Run a command; where it is asked for what nobody knows, add that a file could not be read.

        Returns:
            Its exit code.
        """
        try:
            code: int = command.run(self)
        except UnknownError as error:
            if self.unreadable:
                raise UnknownError(f"{error}; {self.unreadable.removesuffix('.')}") from error
            raise
        return code

    @cached_property
    def author(self) -> str:
        """Who is at the keyboard."""
        from negotrack.config import author, load

        settings, problems = load()
        for problem in problems:
            note(f"{problem}")
        return author(getattr(self.arguments, "author", None), settings, self.folder)

    def make(self, change: Change) -> None:
        """Make a change, say what could not be made certain, and clear what a killed writer left."""
        from negotrack.store.changes import apply, clear_leftovers

        for warning in apply(self.folder, change):
            note(warning)
        self.saved = change.label
        clear_leftovers(self.folder, self.reader.leftovers)

    def pair(self, given: tuple[str, ...] | None) -> tuple[str, str]:
        """The two sides to compare: those that were named, else the first two.

        Raises:
            ProblemsFound: none are named, and the files name fewer than two.
            UsageError: the names are not those of two sides.
        """
        from negotrack.editing.targets import find_side

        if not given:
            known = self.negotiation.side_ids
            if len(known) < 2:
                raise ProblemsFound("the negotiation has no two sides to compare; see negotrack check")
            return known[0], known[1]
        sides = [find_side(self.negotiation, name) for name in given]
        if len(sides) != 2 or sides[0] == sides[1]:
            raise UsageError(f"name two different sides, as --sides {','.join(self.negotiation.side_ids[:2])}")
        return sides[0], sides[1]


def put(text: str) -> None:
    """Write data to standard output.

    Raises:
        OutputClosed: there is none.
    """
    if sys.stdout is None:
        raise OutputClosed("standard output is closed")
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")


def note(text: str) -> None:
    """Write one line that is no data to standard error, data first; where nobody hears it, nothing is said."""
    with contextlib.suppress(OSError):
        if sys.stdout is not None:
            sys.stdout.flush()
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(f"negotrack: {safe(text)}\n")
            sys.stderr.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a standard stream is there, and a terminal."""
    return stream is not None and stream.isatty()


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour."""
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns(limit: int = 120) -> int:
    """The width to write in: the terminal's, at most the limit; 80 in a pipe."""
    if not is_terminal(sys.stdout):
        return 80
    import shutil

    return max(40, min(shutil.get_terminal_size((80, 24)).columns, limit))
