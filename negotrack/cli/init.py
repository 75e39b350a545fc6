"""The command ``init``."""

from __future__ import annotations

import shlex
from pathlib import Path

from negotrack.cli.arguments import LIST
from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.errors import UsageError
from negotrack.model.layout import HEADER
from negotrack.store.begin import begin, begin_example, examples
from negotrack.store.locate import SETTINGS, default, find_positions, negotiations
from negotrack.text import safe


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.add_argument("folder", metavar="DIR", help="the folder of the new negotiation, such as positions/NAME")
    parser.add_argument(
        "--example", metavar="NAME", choices=examples(), help=f"a copy of a shipped one: {', '.join(examples())}"
    )
    parser.add_argument("--title", metavar="TITLE", help="what the negotiation is called")
    parser.add_argument("--side", metavar="NAME", **LIST, help="a side; give two or more")
    parser.add_argument("--term", metavar="WORD", help='what one proposal is called, such as "article"')
    parser.epilog = example(
        *(f"negotrack init --example {name} positions/{name}" for name in examples()),
        'negotrack init positions/port-2026 --title "Port talks" --side Union --side Port --term demand',
    )


def run(context: Context) -> int:
    """Create the folder of a new negotiation; an existing file is never touched."""
    given = context.arguments
    folder = Path(given.folder)
    shown = safe(str(folder))
    if given.example:
        begin_example(folder, given.example)
        command, meant = _from_here(folder)
        context.put_done(f"created {shown}", f"; {meant}look at it with: {command}")
        return 0
    begin(folder, title=given.title, sides=given.side, term=given.term)
    command, meant = _from_here(folder)
    then = f"; {meant}open the new file in an editor, then: {command} add proposal"
    context.put_done(f"created {shown}/{HEADER}", then)
    return 0


def _from_here(folder: Path) -> tuple[str, str]:
    """The start of a command for the new negotiation, and a note if a command that names none means another one."""
    elsewhere = f"negotrack --positions {safe(shlex.quote(str(folder)))}"
    try:
        root = find_positions()
        found = negotiations(root)
        own = next((each for each in found if each.samefile(folder)), None)
        meant = default(root, found)
    except UsageError:  # there are none here, or their settings have to be fixed first
        return elsewhere, ""
    if own is not None and own == meant:
        return "negotrack", ""
    command = f"negotrack --negotiation {safe(shlex.quote(own.name))}" if own else elsewhere
    if meant is not None:
        return command, f"a command that names no negotiation still means {safe(meant.name)}; "
    if own is None:
        return command, ""
    setting = safe(f'default = "{own.name}" into {root / SETTINGS}')
    return command, f"from now on name one of the {len(found)} negotiations with --negotiation, or write {setting}; "
