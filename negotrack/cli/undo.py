"""The command ``undo``."""

from __future__ import annotations

import re

from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note
from negotrack.pages.words import counted
from negotrack.store.changes import forget, redo, undo

_ID = r"\b\d{8}T\d{6}\.\d{6}Z-[0-9a-z]{10}\b"
_OWN_ID, _OWN_ID_OF = re.compile(_ID), re.compile(rf"\b(wording|stake) {_ID}")
_NOUNS = {"text", "stake"}
"""First words of a change's label that are not verbs."""


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--redo", action="store_true", help="redo the change that was undone last")
    which.add_argument(
        "--skip", action="store_true", help="set the last change aside, so that the one before it comes next"
    )
    which.add_argument("--forget", action="store_true", help="erase the journal, which contains deleted text")
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
    word = "set aside" if given.skip else "redone" if given.redo else "undone"
    context.put_done(f"{word}: {_readable(done.change.label)}")
    return 0


def _readable(label: str) -> str:
    """A change's label as the user knows it, without the ids that the program made up."""
    told = _OWN_ID.sub("an entry", _OWN_ID_OF.sub(r"a \1", label))
    verb, _, rest = told.partition(" ")
    return told if verb in _NOUNS else f"{verb.removesuffix('e')}ing {rest}"
