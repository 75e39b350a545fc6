"""The command ``record``."""

from __future__ import annotations

import argparse

from negotrack.cli.context import Context, note, put
from negotrack.cli.parser import Parser, example
from negotrack.cli.values import UNKNOWN, cited, credibility, span, word
from negotrack.editing.recording import PositionRequest, effective_day, record
from negotrack.editing.targets import find_proposal, find_side
from negotrack.errors import UsageError
from negotrack.model.vocabulary import Basis, Form, Stance, Status


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("proposals", metavar="PROPOSAL", nargs="+", help="ids, numbers, or starts of ids")
    parser.add_argument("--side", metavar="S", help="the side that took the position; left out: a status alone")
    parser.add_argument("--stance", metavar="X", type=word(Stance), help=", ".join(stance.value for stance in Stance))
    parser.add_argument(
        "--date", metavar="D", type=span, default=UNKNOWN, help="a day, a span as 2021-08-17/2021-08-30~, or unknown"
    )
    parser.add_argument("--statement", metavar="TEXT", help="the position, in your words")
    parser.add_argument("--counter", metavar="TEXT", help="what the side offers instead")
    parser.add_argument("--by", metavar="NAME", help="who spoke for the side")
    parser.add_argument("--form", metavar="F", type=word(Form), help=", ".join(form.value for form in Form))
    parser.add_argument("--basis", metavar="B", type=word(Basis), help=", ".join(basis.value for basis in Basis))
    parser.add_argument(
        "--source", metavar="ID[@WHERE]", action="append", default=[], help="where it can be checked; may be repeated"
    )
    parser.add_argument("--credibility", metavar="N", type=credibility, help="1 to 6; left out: not judged")
    parser.add_argument("--quote", metavar="TEXT", help="the words of the source")
    parser.add_argument(
        "--status", metavar="S", type=word(Status), help="the status from that date on; derived otherwise"
    )
    parser.add_argument("--author", metavar="NAME", help="who records; from the settings, git or the login otherwise")
    parser.epilog = example(
        'negotrack record 6 --side taliban --stance accepts --date 2021-09-07 --source trt-2021-09-06@"paragraph 3"',
        "negotrack record no-disarming --status withdrawn --date 2021-09-08",
    )


def run(context: Context) -> int:
    """Add one entry to the ledger of each proposal."""
    given, negotiation = context.arguments, context.negotiation
    targets = list(dict.fromkeys(find_proposal(negotiation, named) for named in given.proposals))
    request = _request(context, given)
    change = record(negotiation, targets, request, by=context.author)
    context.make(change)
    for each in change.files:
        put(f"added {context.folder / each.path}")
    _explain(context, targets, request)
    return 0


def _request(context: Context, given: argparse.Namespace) -> PositionRequest:
    if (given.side is None) is not (given.stance is None):
        raise UsageError("--side and --stance belong together; leave both out to record a status alone")
    if given.side is None and given.status is None:
        raise UsageError("nothing to record: give --side and --stance, or --status")
    if given.source == [] and (given.credibility or given.quote):
        raise UsageError("--credibility and --quote belong to a source; name it with --source ID@WHERE")
    return PositionRequest(
        side=find_side(context.negotiation, given.side) if given.side else None,
        stance=given.stance,
        date=given.date,
        statement=given.statement,
        counter=given.counter,
        by=given.by,
        form=given.form,
        basis=given.basis,
        evidence=tuple(cited(named, given.credibility, given.quote) for named in given.source),
        status=given.status,
    )


def _explain(context: Context, targets: list[str], request: PositionRequest) -> None:
    """Say what the proposals' status is now, and why a new one may not show."""
    from negotrack.analysis.view import view

    context.reader.refresh()
    now = view(context.reader.loaded().negotiation)
    for target in targets:
        standing = now.known[target]
        contested = ", contested" if standing.contested else ""
        put(f"{target} is {standing.status.value}{contested}")
        if request.status and standing.status is not request.status:
            day = effective_day(request.date)
            since = f"from {day}" if day else "without a day, before every dated one"
            note(f"{target}: the recorded status {request.status} counts {since}; a later one stands today")
