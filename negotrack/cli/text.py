"""The command ``text``."""

from __future__ import annotations

from pathlib import Path

from negotrack import pages
from negotrack.cli.arguments import (
    AS_OF,
    FORCE,
    LIST,
    PROPOSAL,
    RELEASE,
    add_author,
    add_evidence,
    evidence,
    keys_of,
    span,
)
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note, text_from_user
from negotrack.editing.adding import table_text
from negotrack.editing.targets import find_text, party
from negotrack.errors import EditorFailed, NegotrackError, UsageError, reason
from negotrack.model.records import Text
from negotrack.model.snapshot import Snapshot
from negotrack.pages import writers
from negotrack.pages.blocks import Page
from negotrack.pages.writers import FORMATS, format_of, page_bytes


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("proposal", **PROPOSAL)
    add = parser.add_argument_group("to add a wording; without -m or --file, the editor opens")
    add.add_argument("-m", "--message", metavar="TEXT", help="the wording; [ ] around what is not agreed")
    add.add_argument("--file", metavar="FILE", help="a file that contains it; - for standard input")
    add.add_argument("--label", metavar="NAME", help="what it is called, such as: Draft 3")
    add.add_argument("--by", metavar="WHO", **LIST, help="who tabled it; may be repeated")
    add.add_argument("--date", metavar="D", type=span, help="when it was tabled")
    add_evidence(add)
    add.add_argument("--answers", metavar="ID", help="the wording that it answers, by its label or id")
    add.add_argument("--agreed", action="store_true", help="it is agreed")
    add.add_argument("--release", **RELEASE)
    add_author(add, "who records")
    read = parser.add_argument_group("to read")
    which = read.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="the wordings, and the newest in full")
    which.add_argument("--read", metavar="ID", help="the one with this label or id, in full")
    which.add_argument(
        "--diff", metavar="ID", nargs="*", help="what changed between two, by label or id; by default the last two"
    )
    which.add_argument("--brackets", action="store_true", help="what is not agreed in the newest one, and for whom")
    which.add_argument("--columns", action="store_true", help="the last agreed one and each side's, side by side")
    read.add_argument("--as-of", **{**AS_OF, "help": "what was on the table by the end of that day"})
    read.add_argument(
        "--format", choices=["text", "markdown", "html", "json"], help="text unless the ending of -o says otherwise"
    )
    read.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write the page to a file: .txt, .md, .html or .docx; - for standard output",
    )
    read.add_argument("--force", **FORCE)
    parser.epilog = example(
        'negotrack text 6 --label "Draft 2" --by resistance --date 2021-08-25 --file draft2.txt',
        "negotrack --negotiation federal-convention-1787 text 03 --diff",
        "negotrack --negotiation federal-convention-1787 text 03 --brackets",
        "negotrack --negotiation federal-convention-1787 text 03 --columns -o texts.docx",
    )


def run(context: Context) -> int:
    """Add a wording, or print what is requested; exit 1 if a file could not be read."""
    given = context.arguments
    identifier = context.select(given.proposal)
    if not (given.list or given.read or given.brackets or given.columns or given.diff is not None):
        if given.output:
            raise UsageError("-o writes what is read; say what, as --columns, --list, --read ID or --diff")
        return _add(context, identifier)
    now = context.snapshot(given.as_of)
    if context.output is not None:
        _write(context, _page(context, now, identifier), context.output)
    elif given.format == "json":
        put_json(_data(now, identifier))
    else:
        put_page(_page(context, now, identifier), given.format or "text")
    return context.exit_code


def _write(context: Context, page: Page, path: str) -> None:
    """Write a page to a file, in the requested format or the one that the file's ending stands for."""
    chosen = context.arguments.format or format_of(path)
    if chosen is None or FORMATS[chosen].data:
        raise UsageError(f"{path}: the page is written to a file that ends in .txt, .md, .html or .docx")
    context.export(path, page_bytes(page, chosen))


def _add(context: Context, identifier: str) -> int:
    given = context.arguments
    fields = {
        **keys_of(Text, given),
        "tabled_by": tuple(party(context.negotiation, name) or name for name in given.by),  # or the chair, a mediator
        "evidence": evidence(given.evidence, context.negotiation.sources),
        "answers": find_text(context.negotiation.dossiers[identifier], given.answers).id if given.answers else None,
    }
    text = ""
    try:
        text = _wording(context)
        context.make(table_text(context.negotiation, identifier, {**fields, "text": text}, by=context.author))
    except NegotrackError as error:
        text = error.text if isinstance(error, EditorFailed) else text
        if not context.saved and given.message is None and given.file is None:  # there is no other copy of it
            for line in text.splitlines():
                note(f"the text was: {line}")
        raise
    return 0


def _wording(context: Context) -> str:
    given = context.arguments
    if given.file not in {None, "-"}:
        try:
            return Path(given.file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "it is not UTF-8 text"
            raise UsageError(f"{given.file}: cannot be read: {why}") from error
    instead = "give it with -m TEXT or --file FILE; to read what is on record, add --list"
    return text_from_user("", message=given.message, standard_input=given.file == "-", instead=instead)


def _page(context: Context, now: Snapshot, identifier: str) -> Page:
    given, dossier, texts = context.arguments, now.negotiation.dossiers[identifier], pages.texts
    if given.diff is not None:
        before, after = _two(context, identifier)
        return texts.text_difference_page(now, identifier, before, after)
    if given.columns:
        return texts.text_columns_page(now, identifier)
    return texts.texts_page(now, identifier, find_text(dossier, given.read) if given.read else None)


def _two(context: Context, identifier: str) -> tuple[Text, Text]:
    given, dossier = context.arguments, context.negotiation.dossiers[identifier]
    found = dossier.texts_by(given.as_of)
    if len(given.diff) == 2:
        return find_text(dossier, given.diff[0]), find_text(dossier, given.diff[1])
    if given.diff:
        raise UsageError("--diff takes two wordings, or none for the last two")
    if len(found) < 2:
        raise UsageError(f"{identifier} has {'one wording' if found else 'no wording'}; a difference takes two")
    return found[-2], found[-1]


def _data(now: Snapshot, identifier: str) -> dict[str, object]:
    return {
        "proposal": identifier,
        "texts": [
            {
                **writers.json.entry_data(text),
                "words": found.words,
                "clean": found.clean,
                "brackets": found.brackets,
                "unbalanced": [each._asdict() for each in found.unbalanced],
            }
            for text in now.negotiation.dossiers[identifier].texts_by(now.day)
            for found in [pages.texts.bracketed(text, now.negotiation)]
        ],
    }
