"""The command ``retract``."""

from __future__ import annotations

from negotrack.cli.arguments import BECAUSE, add_author
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note
from negotrack.editing.recording import retract
from negotrack.editing.targets import find_record
from negotrack.errors import UnknownError
from negotrack.model.layout import Kind
from negotrack.model.negotiation import Negotiation
from negotrack.model.snapshot import snapshot


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("entry", metavar="ID", help="the entry, or the beginning or end of its id")
    parser.add_argument(
        "--proposal", metavar="PROPOSAL", help="its proposal; needed for an entry in the proposal's own file"
    )
    parser.add_argument("--because", **BECAUSE)
    add_author(parser, "who decides")
    parser.epilog = example(
        'negotrack retract 7f3k2m9qxa --because "Recorded on the wrong suggestion."',
        'negotrack retract taliban-1 --proposal 6 --because "The agency withdrew the report."',
    )


def run(context: Context) -> int:
    """Take an entry back; it stays on file but no longer counts."""
    given = context.arguments
    if given.proposal:
        target, entry = context.select(given.proposal), given.entry
    else:
        try:
            named, entry = find_record(context.reader, Kind.LEDGER, given.entry)
        except UnknownError as error:
            raise UnknownError(
                f"{error}; negotrack show lists a proposal's entries; for one in its own file, name it with --proposal"
            ) from error
        target = context.select(named)
    before = context.negotiation
    context.make(retract(before, target, entry, because=given.because, by=context.author))
    after = context.visible(context.reader.loaded().negotiation)
    for identifier in sorted(_live(after, target) - _live(before, target)):
        note(f"{identifier} counts again: the retracted entry had replaced it")
    context.put_status([target])
    return 0


def _live(negotiation: Negotiation, target: str) -> set[str]:
    return {entry.id for side in snapshot(negotiation).known[target].sides.values() for entry in side.live}
