"""The command ``annotate``."""

from __future__ import annotations

import sys

from negotrack.cli.context import Context, note, put
from negotrack.cli.parser import Parser, example
from negotrack.editing.annotating import add_annotations, delete_annotation, edit_annotation
from negotrack.editing.targets import Opened, find_annotation, find_proposal, find_side, open_annotation
from negotrack.errors import NegotrackError, UsageError, WriteError
from negotrack.model.negotiation import WHOLE
from negotrack.store.drafts import Draft, Drafts
from negotrack.store.filechange import Change

STANDARD_INPUT = "-"


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "proposal", metavar="PROPOSAL", nargs="?", help="its id, number, or the start of its id; . for the whole"
    )
    parser.add_argument(
        "text", metavar="-", nargs="?", choices=[STANDARD_INPUT], help="take the text from standard input"
    )
    parser.add_argument("-m", "--message", metavar="TEXT", help="the text; without it, the editor opens")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="a tag, beside every #word of the text")
    parser.add_argument("--about", metavar="SIDE", help="the side it is about")
    parser.add_argument("--author", metavar="NAME", help="who writes; from the settings, git or the login otherwise")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--edit", metavar="ID", help="change this annotation")
    which.add_argument("--delete", metavar="ID", help="delete this annotation")
    parser.epilog = example(
        'negotrack annotate 6 -m "Ask the mediator for the text. #ask"',
        "negotrack annotate 6 --about taliban",
        'negotrack annotate . -m "Source read twice."',
        "negotrack annotate --delete 20261122T121530Z-7f3k2m9qxa",
    )


def run(context: Context) -> int:
    """Add, change or delete one annotation."""
    given = context.arguments
    if given.delete or given.edit:
        opened = _opened(context, given.edit or given.delete)
        if given.delete:
            return _finish(context, delete_annotation(opened), "deleted")
        return _edit(context, opened)
    if given.proposal is None:
        raise UsageError("annotate what? Name a proposal, or . for the negotiation as a whole")
    target = WHOLE if given.proposal == "." else find_proposal(context.negotiation, given.proposal)
    text = _text(context, "")
    about = _about(context)
    try:
        change = add_annotations(
            context.reader, [target], text=text, author=context.author, about=about, tags=given.tag
        )
        return _finish(context, change, "added")
    except WriteError as error:
        raise _kept(context, error, Draft((target,), text, ", ".join(given.tag), about or "")) from error


def _edit(context: Context, opened: Opened) -> int:
    given, annotation = context.arguments, opened.annotation
    text = _text(context, annotation.text)
    about = _about(context) if given.about else annotation.about
    try:
        change = edit_annotation(context.reader, opened, text=text, about=about, tags=(*annotation.tags, *given.tag))
        return _finish(context, change, "changed")
    except WriteError as error:
        tags = ", ".join((*annotation.tags, *given.tag))
        draft = Draft((opened.place.proposal,), text, tags, about or "", annotation.id)
        raise _kept(context, error, draft) from error


def _opened(context: Context, named: str) -> Opened:
    target, annotation = find_annotation(context.negotiation, named)
    return open_annotation(context.folder, target, annotation.id)


def _about(context: Context) -> str | None:
    about = context.arguments.about
    return find_side(context.negotiation, about) if about else None


def _text(context: Context, old: str) -> str:
    given = context.arguments
    if given.message is not None:
        return str(given.message)
    if STANDARD_INPUT in (given.text, given.proposal):
        return sys.stdin.read()
    if not sys.stdin.isatty():
        raise UsageError("no text: give it with -m TEXT, or - for standard input")
    from negotrack.editor import edit

    written = edit(old)
    if written is None:
        raise UsageError("the editor was left without a change; nothing was saved")
    return written


def _finish(context: Context, change: Change, done: str) -> int:
    context.make(change)
    for each in change.files:
        put(f"{done} {context.folder / each.path}")
    return 0


def _kept(context: Context, error: WriteError, draft: Draft) -> NegotrackError:
    try:
        Drafts(context.folder).keep(draft)
    except WriteError:
        note(f"the text was: {draft.text}")
        return error
    return WriteError(f"{error}; the text is kept as a draft, which the interface offers at its next start")
