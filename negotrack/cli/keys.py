"""The command ``keys``."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.cli.context import Context
from negotrack.cli.main import Parser, example
from negotrack.cli.streams import put
from negotrack.tui.actions import ACTIONS, Action, Group


def configure(parser: Parser) -> None:
    """Define the arguments of the command."""
    parser.epilog = example("negotrack keys", "negotrack keys >> ~/.config/negotrack/config.toml")


def run(_context: Context) -> int:
    """Print the table of keys, ready for the settings file."""
    put("\n".join(table()))
    return 0


def table() -> Iterator[str]:
    """The lines of a TOML table of every action, with its keys and its description."""
    yield "[keys]"
    for group in Group:
        yield f"\n# {group.value}"
        for action in ACTIONS:
            if action.group is group:
                yield _line(action)


def _line(action: Action) -> str:
    quoted = ", ".join(f'"{key}"' for key in action.keys)
    value = quoted if len(action.keys) == 1 else f"[{quoted}]"
    return f"{f'{action.id} = {value}':<34} # {action.description}"
