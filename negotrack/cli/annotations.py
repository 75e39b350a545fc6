"""The command ``annotations``."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.analysis.links import is_open_ask
from negotrack.analysis.search import FilterScope, Query, match_annotation, parse
from negotrack.cli.arguments import add_format, day
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note
from negotrack.editing.annotating import confirm_annotation
from negotrack.editing.targets import find_proposal, find_record, open_annotation
from negotrack.model.identifiers import WHOLE
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Annotated
from negotrack.model.snapshot import Snapshot
from negotrack.pages import writers
from negotrack.pages.annotations import annotations_page


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument(
        "proposal", metavar="PROPOSAL", nargs="?", help="those of one proposal; . for the negotiation as a whole"
    )
    parser.add_argument("--tag", metavar="T", help="those with a tag that begins with T")
    parser.add_argument("--author", metavar="NAME", help="those by an author")
    parser.add_argument("--since", metavar="DATE", type=day, help="those written or changed since a day")
    parser.add_argument("--stale", action="store_true", help="those about something that has changed since")
    parser.add_argument("--asks", action="store_true", help="those that ask for something that has not been done")
    parser.add_argument(
        "--search", metavar="TEXT", help='words and conditions, such as: status:rejected -tag:ask "first officials"'
    )
    parser.add_argument("--confirm", metavar="ID", help="confirm this one: it still holds")
    add_format(parser, "text", "markdown", "json")
    parser.epilog = example(
        "negotrack annotations --stale",
        'negotrack annotations --search "side:taliban stance:rejects officials"',
        "negotrack annotations --confirm 7f3k2m9qxa",
    )


def run(context: Context) -> int:
    """List annotations, or confirm one."""
    if context.arguments.confirm:
        return _confirm(context, context.arguments.confirm)
    now = context.snapshot()
    query = parse(_query_text(context), now.negotiation.sides)
    for mistake in query.mistakes:
        note(f"{mistake}; this was left out of the search")
    found = list(_found(context, now, query))
    if context.arguments.format == "json":
        put_json({"annotations": [_fields(now, each) for each in found]})
    else:
        put_page(annotations_page(now, found), context.arguments.format)
    return context.exit_code


def _confirm(context: Context, named: str) -> int:
    target, identifier = find_record(context.reader, Kind.ANNOTATION, named)
    opened = open_annotation(context.folder, target, identifier)
    context.make(confirm_annotation(context.reader, opened, by=context.author), "confirmed")
    return 0


def _query_text(context: Context) -> str:
    given = context.arguments
    words = [given.search or ""]
    words += [f'{key}:"{value}"' for key in ("tag", "author", "since") if (value := getattr(given, key))]
    return " ".join([*words, "is:stale"] if given.stale else words)


def _found(context: Context, now: Snapshot, query: Query) -> Iterator[Annotated]:
    given, negotiation = context.arguments, now.negotiation
    named = given.proposal
    only = WHOLE if named == "." else named if named is None else find_proposal(negotiation, named)
    scope = FilterScope.of(negotiation)
    for each in negotiation.all_annotations():
        asked = not given.asks or is_open_ask(each.annotation)
        standing = now.known.get(each.target)
        if only in (None, each.target) and asked and match_annotation(query, standing, each.annotation, scope):
            yield each


def _fields(now: Snapshot, found: Annotated) -> dict[str, object]:
    return {
        "proposal": None if found.target == WHOLE else found.target,
        "orphaned": found.target != WHOLE and found.target not in now.known,
        **writers.json.annotation_data(found.annotation, stale=found.annotation.id in now.stale),
    }
