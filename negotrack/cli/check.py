"""The command ``check``."""

from __future__ import annotations

from negotrack import store
from negotrack.cli.arguments import add_format
from negotrack.cli.context import Context, all_problems, put_json
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import note, put
from negotrack.model.dates import today
from negotrack.model.problems import Severity
from negotrack.pages import writers
from negotrack.pages.words import are, counted
from negotrack.store.locate import choose, find_positions, negotiations
from negotrack.store.reader import Reader
from negotrack.text import safe


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    add_format(parser, "text", "json")
    parser.epilog = example("negotrack check", "negotrack check --format json")


def run(context: Context) -> int:
    """Print every problem; exit 1 if any is more than a warning. Nothing is written."""
    root = find_positions(context.arguments.positions)
    one = context.arguments.negotiation is not None
    folders = [choose(root, context.arguments.negotiation)] if one else negotiations(root) or [choose(root)]
    now = today()
    found = [(folder, problem) for folder in folders for problem in all_problems(folder, Reader(folder).load(), now)]
    if context.arguments.format == "json":
        put_json({"problems": [writers.json.problem_data(problem) for _, problem in found]}, version=1)
    else:
        for folder, problem in found:
            word = "warning: " if problem.severity is Severity.WARNING else ""
            put(safe(f"{folder / problem.place}: {problem.key + ': ' if problem.key else ''}{word}{problem.message}"))
        if not found:
            note("no problem found")
        for folder in folders:
            if waiting := store.git.uncommitted(folder):
                new = f"{counted(waiting, 'new file')} of {folder} {are(waiting)} not in git yet"
                note(f"{new}: {store.git.add_command(folder)}")
    return 1 if any(problem.severity is Severity.ERROR for _, problem in found) else 0
