"""The command ``annotate``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from negotrack.analysis.wordings import PassageState, find_passage, passage_of
from negotrack.cli.arguments import LIST, PROPOSAL, RELEASE, add_author, not_blank, span
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note, text_from_user
from negotrack.editing.annotating import add_annotations, delete_annotation, edit_annotation, mark_ask
from negotrack.editing.targets import Opened, find_record, find_side, open_annotation
from negotrack.errors import EditorFailed, NegotrackError, UsageError, WriteError
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind
from negotrack.model.records import Ask, Passage
from negotrack.store.drafts import Draft, Drafts

_STANDARD_INPUT = "-"


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument(
        "proposal", **{**PROPOSAL, "nargs": "?", "help": f"{PROPOSAL['help']}; . for the negotiation as a whole"}
    )
    parser.add_argument("text", metavar="-", nargs="?", help="read the text from standard input")
    parser.add_argument("-m", "--message", metavar="TEXT", help="the text; without it, the editor opens")
    parser.add_argument("--tag", metavar="T", **LIST, help="a tag, besides every #word of the text; may be repeated")
    parser.add_argument("--about", metavar="SIDE", help="the side it is about")
    add_author(parser, "who writes")
    parser.add_argument("--ask", metavar="WHO", type=not_blank, help="it asks something of WHO")
    parser.add_argument("--due", metavar="DATE", type=span, help="when that is due")
    parser.add_argument(
        "--passage", metavar="WORDS", type=not_blank, help="the words it is about, from the newest wording"
    )
    parser.add_argument("--release", **RELEASE)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--done", metavar="ID", help="mark what this annotation asks for as done")
    which.add_argument("--edit", metavar="ID", help="change this annotation")
    which.add_argument("--delete", metavar="ID", help="delete this annotation")
    parser.epilog = example(
        'negotrack annotate 6 -m "Ask the mediator for the text. #ask"',
        "negotrack annotate 6 --about taliban",
        'negotrack annotate . -m "Source read twice."',
        "negotrack annotate --delete 7f3k2m9qxa",
    )


def run(context: Context) -> int:
    """Add, change or delete one annotation."""
    given = context.arguments
    if given.text not in {None, _STANDARD_INPUT}:
        raise UsageError("the text goes after -m, in quotes; or - takes it from standard input")
    if given.edit:
        return _edit(context, _opened(context, given.edit))
    if given.delete or given.done:
        opened = _opened(context, given.delete or given.done)
        change = delete_annotation(opened) if given.delete else mark_ask(opened, done=True)
        context.make(change, "deleted" if given.delete else "done:")
        return 0
    if given.proposal is None:
        raise UsageError("annotate what? Name a proposal, or . for the negotiation as a whole")
    target = WHOLE if given.proposal == "." else context.select(given.proposal)
    about, more = _about(context), _more(context, target)
    draft = Draft((target,), "", tuple(given.tag), about or "", **more)
    with _draft_on_failure(context, draft) as text:
        change = add_annotations(
            context.reader, [target], text=text, author=context.author, about=about, tags=given.tag, more=more
        )
        context.make(change)
    return 0


def _edit(context: Context, opened: Opened) -> int:
    given, annotation = context.arguments, opened.annotation
    about = _about(context) if given.about else annotation.about
    tags, more = (*annotation.tags, *given.tag), _more(context, opened.place.proposal)
    kept = {"ask": annotation.ask, **more}
    draft = Draft((opened.place.proposal,), annotation.text, tags, about or "", annotation.id, **kept)
    with _draft_on_failure(context, draft) as text:
        change = edit_annotation(
            context.reader, opened, text=text, by=context.author, about=about, tags=tags, more=more
        )
        context.make(change, "changed")
    return 0


@contextlib.contextmanager
def _draft_on_failure(context: Context, draft: Draft) -> Iterator[str]:
    """Provide the text that the user gives; if it cannot be saved, keep it as a draft.

    Raises:
        NegotrackError: the text could not be saved.
    """
    text = ""
    try:
        text = _text(context, draft.text)
        yield text
    except NegotrackError as error:
        text = error.text if isinstance(error, EditorFailed) else text
        if context.saved or not text.strip():
            raise
        try:
            Drafts(context.folder).keep(replace(draft, text=text))
        except WriteError:
            note(f"the text was: {text}")
            raise error from None
        message = f"{error}; the text is kept as a draft, which the interface offers at its next start"
        raise (WriteError if isinstance(error, WriteError) else UsageError)(message) from error


def _opened(context: Context, named: str) -> Opened:
    target, identifier = find_record(context.reader, Kind.ANNOTATION, named)
    return open_annotation(context.folder, target, identifier)


def _about(context: Context) -> str | None:
    about = context.arguments.about
    return find_side(context.negotiation, about) if about else None


def _more(context: Context, target: str) -> dict[str, Any]:
    """The keys given besides the text: its ask, its passage and its release level."""
    given = context.arguments
    more: dict[str, Any] = {}
    if given.ask or given.due:
        more["ask"] = Ask(to=given.ask, due=given.due)
    if given.release:
        more["release"] = given.release
    if given.passage:
        more["passage"] = _passage(context, target, given.passage)
    return more


def _passage(context: Context, target: str, words: str) -> Passage:
    dossier = context.reader.dossier(target) if target != WHOLE else None
    text = dossier.latest_text() if dossier else None
    if text is None:
        raise UsageError("a passage needs a wording, and none is on record; add one with: negotrack text")
    match = find_passage(Passage(text=text.id, quote=words), text.text)
    if match.found is PassageState.GONE:
        raise UsageError(f"the newest wording does not contain these words: {words!r}")
    return passage_of(text.id, text.text, match.start, match.end)


def _text(context: Context, old: str) -> str:
    given = context.arguments
    return text_from_user(
        old,
        message=given.message,
        standard_input=_STANDARD_INPUT in {given.text, given.proposal},
        instead="give it with -m TEXT, or - for standard input",
    )
