"""The command ``report``."""

from __future__ import annotations

from negotrack.cli.context import Context
from negotrack.cli.parser import Parser, example
from negotrack.cli.streams import coloured, columns, note, put
from negotrack.cli.values import day, names, words
from negotrack.errors import UsageError
from negotrack.model.snapshot import snapshot
from negotrack.model.vocabulary import Status
from negotrack.pages.selection import Selection
from negotrack.pages.writers import FORMATS, format_of, write_report
from negotrack.store.problems import all_problems

_STANDARD_OUTPUT = {None, "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("--format", choices=[*FORMATS], help="text unless the ending of -o says otherwise")
    parser.add_argument("--as-of", metavar="DATE", type=day, help="what held by the end of that day")
    parser.add_argument("--sides", metavar="A,B", type=names, help="the two sides to compare")
    parser.add_argument(
        "--status", metavar="S,…", type=words(Status), default=(), help="only these rows; totals stay whole"
    )
    parser.add_argument("--summary", action="store_true", help="the first page alone")
    parser.add_argument("--annotations", action="store_true", help="with annotations; they are left out otherwise")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file, whole or not at all; - for the output")
    parser.add_argument("--force", action="store_true", help="replace an existing file, whoever wrote it")
    parser.epilog = example(
        "negotrack report", "negotrack report --as-of 2021-08-25 --summary", "negotrack report -o report.html"
    )


def run(context: Context) -> int:
    """Print the report; exit 1 where a file could not be read."""
    given = context.arguments
    output = None if given.output in _STANDARD_OUTPUT else given.output
    chosen = given.format or _format_of(output)
    found = all_problems(context.folder, context.loaded) if chosen == "json" else context.loaded.problems
    now = snapshot(context.negotiation, given.as_of, problems=found)
    selection = Selection(
        sides=context.pair(given.sides) if given.sides else (),
        statuses=tuple(status for status in Status if status in given.status),
        summary=given.summary,
        annotations=given.annotations,
    )
    if output is not None:
        from negotrack.store.export import export

        for warning in export(output, write_report(now, selection, chosen).encode(), force=given.force):
            note(warning)
    else:
        put(write_report(now, selection, chosen, width=columns(), colour=coloured()))
    return 1 if context.loaded.unreadable else 0


def _format_of(output: str | None) -> str:
    if output is None:
        return "text"
    if name := format_of(output):
        return name
    raise UsageError(f"{output}: the ending names no format; say which with --format {'|'.join(FORMATS)}")
