"""The command ``annotations``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotrack.analysis.query import Query, parse
from negotrack.analysis.search import FilterScope, match_annotation
from negotrack.analysis.tags import tags_of
from negotrack.analysis.view import View, view
from negotrack.cli.context import Context
from negotrack.cli.pages import put_json
from negotrack.cli.parser import Parser, example
from negotrack.cli.streams import columns, note, put
from negotrack.cli.values import day
from negotrack.editing.annotating import confirm_annotation
from negotrack.editing.targets import find_proposal, find_record, open_annotation
from negotrack.model.negotiation import WHOLE
from negotrack.model.records import Annotation
from negotrack.model.standing import Standing
from negotrack.pages.days import moment_words
from negotrack.pages.words import counted, proposal_label
from negotrack.store.layout import Kind
from negotrack.text import safe, wrap


class Found(NamedTuple):
    """One annotation of the list.

    Attributes:
        target: the id of its proposal, ``_`` for the negotiation as a whole.
        annotation: what was written.
        stale: its target has changed its meaning since.
        orphaned: its target is gone.
    """

    target: str
    annotation: Annotation
    stale: bool = False
    orphaned: bool = False


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("proposal", metavar="PROPOSAL", nargs="?", help="those of one proposal; . for the whole")
    parser.add_argument("--tag", metavar="T", help="those with a tag that begins like this")
    parser.add_argument("--author", metavar="NAME", help="those of an author")
    parser.add_argument("--since", metavar="DATE", type=day, help="those written or changed since a day")
    parser.add_argument("--stale", action="store_true", help="those whose target has changed since")
    parser.add_argument(
        "--search", metavar="TEXT", help='words and conditions, as: status:rejected -tag:ask "first officials"'
    )
    parser.add_argument("--confirm", metavar="ID", help="note that this one still holds, by you, today")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="text unless given")
    parser.epilog = example(
        "negotrack annotations --stale",
        'negotrack annotations --search "side:taliban stance:rejects officials"',
        "negotrack annotations --confirm 20261122T121530Z-7f3k2m9qxa",
    )


def run(context: Context) -> int:
    """List annotations, or confirm one."""
    if context.arguments.confirm:
        return _confirm(context, context.arguments.confirm)
    now = view(context.negotiation)
    query = parse(_question(context), now.negotiation.sides)
    for mistake in query.mistakes:
        note(mistake)
    found = list(_found(context, now, query))
    if context.arguments.format == "json":
        put_json({"schema": 1, "annotations": [_fields(each) for each in found]})
        return 0
    for each in found:
        put("\n".join(_lines(now, each)) + "\n")
    put(counted(len(found), "annotation"))
    return 0


def _confirm(context: Context, named: str) -> int:
    target, identifier = find_record(context.reader, Kind.ANNOTATION, named)
    opened = open_annotation(context.folder, target, identifier)
    context.make(confirm_annotation(context.reader, opened, by=context.author))
    put(f"confirmed {context.folder / opened.place.path}")
    return 0


def _question(context: Context) -> str:
    given = context.arguments
    words = [given.search or ""]
    words += [f'{key}:"{value}"' for key in ("tag", "author", "since") if (value := getattr(given, key))]
    return " ".join([*words, "is:stale"] if given.stale else words)


def _found(context: Context, now: View, query: Query) -> Iterator[Found]:
    negotiation, named = now.negotiation, context.arguments.proposal
    only = None if named is None else WHOLE if named == "." else find_proposal(negotiation, named)
    frame = FilterScope.of(negotiation)
    everything: list[tuple[str, Standing | None, Annotation]] = []
    everything += [(WHOLE, None, each) for each in negotiation.annotations]
    everything += [(key, known, each) for key, known in now.known.items() for each in known.dossier.annotations]
    everything += [(key, None, each) for key, orphans in negotiation.orphans.items() for each in orphans]
    stale = now.stale
    for target, standing, annotation in everything:
        if only in (None, target) and match_annotation(query, standing, annotation, frame):
            yield Found(target, annotation, annotation.id in stale, target in negotiation.orphans)


def _lines(now: View, found: Found) -> Iterator[str]:
    annotation = found.annotation
    parts = [safe(annotation.author), moment_words(annotation.created)]
    if annotation.about:
        parts.append(f"on {safe(now.negotiation.side_name(annotation.about))}")
    parts += [f"#{safe(tag)}" for tag in tags_of(annotation)]
    if annotation.confirmed:
        last = annotation.confirmed[-1]
        parts.append(f"confirmed by {safe(last.by)}, {moment_words(last.at)}")
    if found.stale:
        parts.append("STALE: what it is about has changed since")
    if found.orphaned:
        parts.append("ORPHANED: its proposal is gone")
    yield f"{annotation.id}  {_target(now, found.target)}"
    for line in wrap(" · ".join(parts), columns() - 2):
        yield f"  {line}"
    for line in wrap(safe(annotation.text.strip("\n"), multiline=True), columns() - 4):
        yield f"    {line}".rstrip()


def _target(now: View, target: str) -> str:
    if target == WHOLE:
        return "the negotiation as a whole"
    known = now.known.get(target)
    return safe(proposal_label(known.dossier.proposal) if known else target)


def _fields(found: Found) -> dict[str, object]:
    annotation = found.annotation
    return {
        "id": annotation.id,
        "proposal": None if found.target == WHOLE else found.target,
        "author": annotation.author,
        "created": annotation.created.isoformat(),
        "about": annotation.about,
        "tags": list(tags_of(annotation)),
        "stale": found.stale,
        "orphaned": found.orphaned,
        "text": annotation.text,
    }
