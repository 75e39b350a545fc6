"""The command ``init``."""

from __future__ import annotations

from pathlib import Path

from negotrack.cli.context import Context
from negotrack.cli.parser import Parser, example
from negotrack.store.begin import begin, begin_example, examples
from negotrack.text import safe


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", metavar="DIR", help="the folder of the new negotiation, as positions/NAME")
    parser.add_argument("--example", metavar="NAME", choices=examples(), help=f"a shipped one: {', '.join(examples())}")
    parser.add_argument("--title", metavar="TITLE", help="what the negotiation is called")
    parser.add_argument("--side", metavar="NAME", action="append", default=[], help="a side; give two or more")
    parser.add_argument("--term", metavar="WORD", help='what one proposal is called, as "article"')
    parser.epilog = example(
        *(f"negotrack init --example {name} positions/{name}" for name in examples()),
        'negotrack init positions/port-2026 --title "Port talks" --side Union --side Port --term demand',
    )


def run(context: Context) -> int:
    """Make the folder of a new negotiation; an existing file is never touched."""
    given = context.arguments
    folder = Path(given.folder)
    shown = safe(str(folder))
    if given.example:
        begin_example(folder, given.example)
        context.put_done(f"made {shown}", f"; look at it with: negotrack --positions {shown}")
        return 0
    begin(folder, title=given.title, sides=given.side, term=given.term)
    context.put_done(
        f"made {shown}/negotiation.toml", f"; open it in an editor, then: negotrack --positions {shown} add proposal"
    )
    return 0
