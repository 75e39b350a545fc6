"""The command ``rule``."""

from __future__ import annotations

from negotrack.cli.arguments import BECAUSE, LIST, PROPOSAL, add_author
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.editing.recording import rule


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("proposal", **PROPOSAL)
    parser.add_argument(
        "--prefers", metavar="ID", required=True, help="the entry that prevails, by its id in negotrack show"
    )
    parser.add_argument(
        "--over", metavar="ID", **LIST, help="what is set aside; may be repeated; by default the rest of the conflict"
    )
    parser.add_argument("--because", **BECAUSE)
    add_author(parser, "who decides")
    parser.epilog = example(
        'negotrack rule no-disarming --prefers taliban-1 --because "The agency quotes nobody."',
        "negotrack rule 6 --prefers status --over 7f3k2m9qxa --because …",
    )


def run(context: Context) -> int:
    """Add a ruling to the ledger of a proposal."""
    given = context.arguments
    target = context.select(given.proposal)
    change = rule(
        context.negotiation, target, prefers=given.prefers, over=given.over, because=given.because, by=context.author
    )
    context.make(change)
    context.put_status([target])
    return 0
