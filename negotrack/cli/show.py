"""The command ``show``."""

from __future__ import annotations

import json

from negotrack.analysis.view import view
from negotrack.cli.context import Context, put
from negotrack.cli.parser import Parser, example
from negotrack.cli.values import day
from negotrack.editing.targets import find_proposal
from negotrack.errors import UsageError
from negotrack.report.status import StatusReport, status_report


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("proposal", metavar="PROPOSAL", help="its id, number, or the start of its id")
    parser.add_argument("--as-of", metavar="DATE", type=day, help="what held by the end of that day")
    parser.add_argument("--timeline", action="store_true", help="its positions among the events, by date")
    parser.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="text unless given")
    parser.epilog = example(
        "negotrack show 6", "negotrack show no-disarming --as-of 2021-08-25", "negotrack show 6 --timeline"
    )


def run(context: Context) -> int:
    """Print one proposal; exit 1 where a file could not be read."""
    given = context.arguments
    if given.timeline and given.format == "json":
        raise UsageError("the timeline has the formats text and markdown; its dates are in show --format json")
    identifier = find_proposal(context.negotiation, given.proposal)
    report = status_report(
        view(context.negotiation, given.as_of),
        annotations=True,
        problems=context.loaded.problems,
    )
    if given.timeline:
        from negotrack.cli.pages import put_page
        from negotrack.report.chronology import chronology_page

        put_page(chronology_page(report.view, identifier, context.unreadable), given.format)
    elif given.format == "json":
        put(json.dumps(_data(report, identifier), ensure_ascii=False, indent=2))
    else:
        from negotrack.cli.pages import put_page
        from negotrack.report.dossier import dossier_page

        put_page(dossier_page(report, identifier, context.unreadable), given.format)
    return 1 if context.loaded.unreadable else 0


def _data(report: StatusReport, identifier: str) -> dict[str, object]:
    from negotrack.report.json import as_data

    data = as_data(report)
    found = next((each for each in data["proposals"] if each["id"] == identifier), None)
    ledger = data["record"]["ledger"].get(identifier, {})
    return {"schema": 1, "as_of": data["as_of"], "proposal": found, "ledger": ledger}
