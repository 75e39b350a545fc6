"""The command ``record``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from negotrack.cli.arguments import LIST, RELEASE, add_author, add_evidence, evidence, keys_of, span, word
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.editing.recording import PositionRequest, hold_up, meet, record
from negotrack.editing.targets import find_side
from negotrack.errors import UsageError
from negotrack.model.records import Condition
from negotrack.model.vocabulary import Basis, Form, Stance, Status
from negotrack.store.filechange import Change

_OUTCOMES = [status.value for status in Status if status not in {Status.OPEN, Status.CONFLICTING}]


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("proposals", metavar="PROPOSAL", nargs="+", help="ids, numbers, or beginnings of ids")
    what = parser.add_argument_group("what is recorded; a position, unless it is one of the others")
    what.add_argument("--side", metavar="S", **LIST, help="who took the position; once for each side")
    what.add_argument("--stance", metavar="X", type=word(Stance), help=", ".join(stance.value for stance in Stance))
    what.add_argument("--outcome", metavar="STATUS", choices=_OUTCOMES, help=f"of the proposal: {', '.join(_OUTCOMES)}")
    what.add_argument("--meets", metavar="ID#N", help="the n-th condition of a position is met")
    what.add_argument("--holds-up", metavar="OTHER", **LIST, help="a proposal that waits for this one; may be repeated")
    parser.add_argument(
        "--date", metavar="D", type=span, default=None, help="a day, a span such as 2021-08-17/2021-08-30~, or unknown"
    )
    parser.add_argument(
        "--deduced", action="store_true", help="you deduced the span of days; the source does not give it"
    )
    parser.add_argument("--statement", metavar="TEXT", help="the position, in your words")
    parser.add_argument("--counter", metavar="TEXT", help="what the side offers instead")
    parser.add_argument(
        "--condition", metavar="TEXT", **LIST, help="what a conditional position waits for; may be repeated"
    )
    parser.add_argument(
        "--condition-on", metavar="OTHER", **LIST, help="a proposal that has to be accepted first; may be repeated"
    )
    parser.add_argument("--by", metavar="NAME", help="who spoke for the side")
    parser.add_argument("--form", metavar="F", type=word(Form), help=", ".join(form.value for form in Form))
    parser.add_argument("--basis", metavar="B", type=word(Basis), help=", ".join(basis.value for basis in Basis))
    parser.add_argument("--release", **RELEASE)
    add_evidence(parser)
    add_author(parser, "who records")
    parser.epilog = example(
        'negotrack record 6 --side taliban --stance accepts --date 2021-09-05 --source trt-2021-09-06@"paragraph 3"',
        "negotrack record no-disarming local --side taliban --stance rejects --date 2021-09-05 --source trt-2021-09-06",
        "negotrack record no-disarming --outcome withdrawn --date 2021-09-05 --source trt-2021-09-06",
        "negotrack record 6 --holds-up no-disarming",
    )


def run(context: Context) -> int:
    """Add entries to the ledger of each proposal."""
    given = context.arguments
    targets = list(dict.fromkeys(context.select(named) for named in given.proposals))
    others = {named: context.select(named) for named in (*given.holds_up, *given.condition_on)}
    for change in _changes(context, given, targets, others):
        context.make(change)
    context.put_status(targets)
    return 0


def _changes(
    context: Context, given: argparse.Namespace, targets: Sequence[str], others: dict[str, str]
) -> list[Change]:
    negotiation, by = context.negotiation, context.author
    asked = (bool(given.side or given.stance or given.outcome), given.meets is not None, bool(given.holds_up))
    if sum(asked) != 1:
        what = "--side and --stance, or one of --outcome, --meets and --holds-up"
        raise UsageError(f"{'one thing at a time' if any(asked) else 'nothing to record'}: give {what}")
    cited = evidence(given.evidence, negotiation.sources)
    if given.holds_up:
        waiting = [others[named] for named in given.holds_up]
        fields = {key: value for key, value in (("basis", given.basis), ("evidence", cited)) if value}
        return [hold_up(negotiation, target, waiting, fields, by=by) for target in targets]
    if given.meets is not None:
        return [
            meet(negotiation, target, given.meets, {"date": given.date, "evidence": cited}, by=by) for target in targets
        ]
    if bool(given.side) is not bool(given.stance):
        raise UsageError("--side and --stance belong together; leave both out to record an outcome")
    words, proposals = given.condition, [others[named] for named in given.condition_on]
    conditions = (*(Condition(text=text) for text in words), *(Condition(proposal=each) for each in proposals))
    said = {**keys_of(PositionRequest, given), "side": None, "conditions": conditions, "evidence": cited}
    request = PositionRequest(**said)
    requests = [request.model_copy(update={"side": find_side(negotiation, side)}) for side in dict.fromkeys(given.side)]
    if given.outcome:
        first, *others_too = requests or [request]
        requests = [first.model_copy(update={"status": Status(given.outcome)}), *others_too]
    return [record(negotiation, targets, requests, by=by)]
