"""The command ``report``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date

from negotrack import pages, store
from negotrack.cli.arguments import AS_OF, FORCE, add_author, day, names, word, words
from negotrack.cli.context import Context, all_problems
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import coloured, columns, note, put
from negotrack.errors import UsageError
from negotrack.model.dates import today
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Release, Status
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, format_of, page_bytes, report_bytes, write_page, write_report
from negotrack.text import safe

_OF_THE_BRIEF = {"reader": "--for", "prepared": "--prepared"}
_OF_THE_REPORT = {key: f"--{key}" for key in ("sides", "status", "summary", "annotations", "stakes", "readings")}


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("--format", choices=[*FORMATS], help="text unless the ending of -o says otherwise")
    parser.add_argument("--as-of", **AS_OF)
    parser.add_argument(
        "--since", metavar="DATE", type=_since, help="what moved since that day, or since the last issue"
    )
    parser.add_argument("--sides", metavar="A,B", type=names, help="the two sides to compare")
    parser.add_argument(
        "--status",
        metavar="S,…",
        type=words(Status),
        default=(),
        help="only the rows with these; totals still count all",
    )
    parser.add_argument("--summary", action="store_true", help="only the first page")
    parser.add_argument("--annotations", action="store_true", help="include annotations")
    parser.add_argument("--stakes", action="store_true", help="include stakes that an analyst assessed")
    parser.add_argument("--readings", action="store_true", help="include how far the analysts agree")
    parser.add_argument(
        "--release",
        metavar="LEVEL",
        type=word(Release),
        help="only what may be shown at this level: internal or public",
    )
    brief = parser.add_argument_group("the principal's page")
    brief.add_argument(
        "--brief", action="store_true", help="one page: what moved, what is outstanding, what comes next"
    )
    brief.add_argument("--for", dest="reader", metavar="NAME", default="", help="for whom it is prepared")
    add_author(brief, "who prepared it")
    brief.add_argument("--prepared", metavar="DATE", type=day, help="the day of the page; today by default")
    brief.add_argument(
        "--issue", action="store_true", help="number it, and keep it in the negotiation's reports folder"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write to a file, whole or not at all; - for standard output"
    )
    parser.add_argument("--force", **FORCE)
    parser.epilog = example(
        "negotrack report",
        "negotrack report --as-of 2021-08-25 --summary",
        "negotrack report -o report.html",
        "negotrack report --brief --since last --for 'the envoy' -o brief.docx",
    )


def run(context: Context) -> int:
    """Print the report; exit 1 if a file could not be read."""
    given = context.arguments
    output = context.output
    chosen = given.format or _format_of(output)
    if FORMATS[chosen].binary and output is None and not given.issue:
        raise UsageError(f"{chosen} is for a file: name it with -o report.{chosen}")
    if given.brief or given.issue:
        _refuse_ignored(given, "the principal's page has no such part; leave it out", _OF_THE_REPORT)
        _brief(context, chosen, output)
    else:
        _refuse_ignored(given, "it belongs to the principal's page; add --brief", _OF_THE_BRIEF)
        _report(context, chosen, output)
    return context.exit_code


def _refuse_ignored(given: argparse.Namespace, why: str, options: Mapping[str, str]) -> None:
    """Reject options that would be ignored.

    Raises:
        UsageError: one of the options was given.
    """
    for key, option in options.items():
        if getattr(given, key):
            raise UsageError(f"{option}: {why}")


def _report(context: Context, chosen: str, output: str | None) -> None:
    given = context.arguments
    if not given.annotations and not FORMATS[chosen].data:
        context.skip_annotations()
    found = all_problems(context.folder, context.loaded) if chosen == "json" else context.loaded.problems
    negotiation, withheld = context.released()
    now = context.held = snapshot(negotiation, given.as_of, problems=found)
    since, known_by = context.since()
    selection = Selection(
        sides=context.pair(given.sides) if given.sides else (),
        statuses=tuple(status for status in Status if status in given.status),
        summary=given.summary,
        annotations=given.annotations,
        stakes=given.stakes,
        readings=given.readings,
        since=since,
        known_by=known_by,
        level=given.release,
        withheld=withheld,
    )
    if output is not None:
        context.export(output, report_bytes(now, selection, chosen))
    else:
        put(write_report(now, selection, chosen, width=columns(), colour=coloured()))


def _brief(context: Context, chosen: str, output: str | None) -> None:
    """Write the principal's page, and number it on request."""
    given, export, brief = context.arguments, store.export, pages.brief
    brief.check_format(chosen)
    prepared = given.prepared or given.as_of or today()
    follows = export.last_issue(context.folder) if given.since == export.LAST else None
    issue = export.next_issue(context.folder, prepared, FORMATS[chosen].endings[0]) if given.issue else None
    negotiation, withheld = context.released()
    since, known_by = context.since()
    occasion = brief.Occasion(
        prepared,
        since=since,
        known_by=known_by,
        by=context.author,
        reader=given.reader,
        level=given.release or Release.INTERNAL,
        number=issue.number if issue else None,
        follows=follows[:2] if follows else None,
        digest=export.digest(context.folder) if issue else "",
        withheld=withheld,
    )
    page = brief.one_sheet(snapshot(negotiation, given.as_of, problems=context.loaded.problems), occasion)
    if issue is not None:
        for warning in export.write_issue(issue, page_bytes(page, chosen)):
            note(warning)
        context.put_done(f"issued {safe(str(issue.path))}")
    if output is not None:
        context.export(output, page_bytes(page, chosen))
    elif issue is None:
        put(write_page(page, chosen, width=80, colour=coloured()))


def _since(text: str) -> date | str:
    last = store.export.LAST
    return last if text.strip().casefold() == last else day(text)


def _format_of(output: str | None) -> str:
    if output is None:
        return "text"
    if name := format_of(output):
        return name
    if output.casefold().endswith(".pdf"):
        raise UsageError(f"{output}: no PDF is written; write -o report.html, and print that to PDF from the browser")
    raise UsageError(f"{output}: the ending names no format; say which with --format {'|'.join(FORMATS)}")
