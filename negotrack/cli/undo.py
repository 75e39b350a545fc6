"""The command ``undo``."""

from __future__ import annotations

from negotrack.cli.context import Context
from negotrack.cli.parser import Parser, example
from negotrack.cli.streams import note
from negotrack.pages.words import counted
from negotrack.store.changes import forget, redo, undo


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--redo", action="store_true", help="make the change again that was undone last")
    which.add_argument(
        "--skip", action="store_true", help="set the last change aside, so that the one before it comes next"
    )
    which.add_argument("--forget", action="store_true", help="erase the journal, which holds deleted text")
    parser.epilog = example("negotrack undo", "negotrack undo --redo", "negotrack undo --forget")


def run(context: Context) -> int:
    """Take the last change back."""
    given = context.arguments
    if given.forget:
        context.put_done(f"forgot {counted(forget(context.folder), 'change')}")
        return 0
    done = redo(context.folder) if given.redo else undo(context.folder, skip=given.skip)
    for warning in done.warnings:
        note(warning)
    word = "set aside" if given.skip else "done again" if given.redo else "undone"
    context.put_done(f"{word}: {done.change.label}")
    return 0
