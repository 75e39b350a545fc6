"""The command ``diff``."""

from __future__ import annotations

from typing import Any

from negotrack import pages, store
from negotrack.analysis.differences import Differences, differences
from negotrack.cli.arguments import add_format, day
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.errors import UsageError
from negotrack.model.snapshot import Snapshot, snapshot
from negotrack.pages import writers
from negotrack.pages.days import ALL_RECORDS, date_words


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("since", metavar="FROM", type=day, nargs="?", help="the earlier day")
    parser.add_argument("until", metavar="TO", type=day, nargs="?", help="the later day; by default all records")
    parser.add_argument("--git", metavar="REV", help="from a git revision to now, instead of between days")
    add_format(parser, "text", "markdown", "json")
    parser.epilog = example("negotrack diff 2021-08-16 2021-09-06", "negotrack diff --git HEAD~5")


def run(context: Context) -> int:
    """Print what moved; exit 1 if a file could not be read."""
    given = context.arguments
    if given.since is not None and given.git is not None:
        raise UsageError("give days, or a revision with --git, not both")
    if given.since is None and given.git is None:
        raise UsageError("from when? Give a day, as: negotrack diff 2021-08-16, or a revision with --git")
    context.skip_annotations()
    if given.git is not None:
        before, after = _revision(context, given.git), context.snapshot()
        since, until = f"revision {given.git}", None
    else:
        if given.until and given.until < given.since:
            raise UsageError(f"{given.until} comes before {given.since}; give the earlier day first")
        before, after = context.snapshot(given.since), context.snapshot(given.until)
        since, until = date_words(given.since), given.until and date_words(given.until)
    found = differences(before, after)
    if given.format == "json":
        put_json(_data(found, since, until or ("now" if given.git else ALL_RECORDS)))
    else:
        page = pages.differences.differences_page(before, after, found, since=since, until=until)
        put_page(page, given.format)
    return context.exit_code


def _revision(context: Context, named: str) -> Snapshot:
    with store.git.revision(context.folder, named) as folder:
        loaded = store.reader.Reader(folder, annotations=False).load()
        return snapshot(context.visible(loaded.negotiation), problems=loaded.problems)


def _data(found: Differences, since: str, until: str) -> dict[str, Any]:
    moves = [writers.json.move_data(move) for move in found.moves]
    return {"from": since, "to": until, "moves": moves, "ended": [each.after.id for each in found.ended]}
