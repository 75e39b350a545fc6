"""The command ``show``."""

from __future__ import annotations

from negotrack import pages
from negotrack.cli.arguments import AS_OF, PROPOSAL, add_format
from negotrack.cli.context import Context, put_json, put_page
from negotrack.cli.main import Parser, example
from negotrack.errors import UsageError
from negotrack.model.snapshot import Snapshot
from negotrack.pages import writers
from negotrack.pages.selection import Selection


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("proposal", **PROPOSAL)
    parser.add_argument("--as-of", **AS_OF)
    parser.add_argument("--timeline", action="store_true", help="its positions among the events, by date")
    add_format(parser, "text", "markdown", "json")
    parser.epilog = example(
        "negotrack show 6", "negotrack show no-disarming --as-of 2021-08-25", "negotrack show 6 --timeline"
    )


def run(context: Context) -> int:
    """Print one proposal; exit 1 if a file could not be read."""
    given = context.arguments
    if given.timeline and given.format == "json":
        raise UsageError("the timeline has the formats text and markdown; its dates are in show --format json")
    identifier = context.select(given.proposal, around=True)
    now = context.snapshot(given.as_of)
    if given.format == "json":
        put_json(_data(now, identifier))
    elif given.timeline:
        put_page(pages.timeline.timeline_page(now, identifier), given.format)
    else:
        put_page(pages.proposal_page.proposal_page(now, identifier), given.format)
    return context.exit_code


def _data(now: Snapshot, identifier: str) -> dict[str, object]:
    standing, json = now.known[identifier], writers.json
    found = json.proposal_data(now, standing, Selection(annotations=True)) if standing.counted else None
    ledger = [json.entry_data(entry) for entry in standing.dossier.ledger]
    return {"as_of": json.as_of(now), "proposal": found, "ledger": ledger}
