"""The command ``stake``."""

from __future__ import annotations

from negotrack.cli.arguments import LIST, PROPOSAL, RELEASE, add_evidence, evidence, keys_of, span, word
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.editing.adding import stake
from negotrack.editing.targets import find_entry, find_side, known
from negotrack.model.records import Stake
from negotrack.model.vocabulary import Priority, StakeKind


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("proposal", **PROPOSAL)
    parser.add_argument("--side", metavar="S", required=True, help="whose stake it is")
    kinds = ", ".join(kind.value for kind in StakeKind)
    parser.add_argument("--kind", metavar="K", type=word(StakeKind), required=True, help=kinds)
    parser.add_argument("--priority", metavar="P", type=word(Priority), help="for a priority: high, medium or low")
    parser.add_argument("--statement", metavar="TEXT", help="what is at stake, in your words")
    parser.add_argument("--date", metavar="D", type=span, help="when it was stated")
    parser.add_argument(
        "--crossed-by", metavar="ID", **LIST, help="a position that crosses a red line; may be repeated"
    )
    parser.add_argument("--release", **RELEASE)
    add_evidence(parser)
    parser.add_argument(
        "--author", metavar="NAME", help="who records; without a --source, it is this person's assessment"
    )
    parser.epilog = example(
        'negotrack stake 6 --side taliban --kind red-line --statement "No foreign troops" --source trt-2021-09-06',
        "negotrack stake 6 --side resistance --kind priority --priority high",
    )


def run(context: Context) -> int:
    """Record what a side has at stake on a proposal."""
    given = context.arguments
    target = context.select(given.proposal)
    negotiation = context.negotiation
    dossier = known(negotiation, target)
    fields = {
        **keys_of(Stake, given),
        "side": find_side(negotiation, given.side),
        "crossed_by": tuple(find_entry(dossier, each) for each in given.crossed_by),
        "evidence": evidence(given.evidence, negotiation.sources),
    }
    context.make(stake(negotiation, target, fields, by=context.author))
    return 0
