"""The command ``completion``."""

from __future__ import annotations

from negotrack.cli.context import Context, put
from negotrack.cli.parser import Parser, example


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("shell", metavar="SHELL", choices=["bash", "fish", "zsh"], help="bash, fish or zsh")
    parser.epilog = example("negotrack completion bash > ~/.local/share/bash-completion/completions/negotrack")


def run(context: Context) -> int:
    """Print a script that a shell sources."""
    import argparse

    import shtab

    from negotrack.cli.main import parser

    top = parser()
    for action in top._actions:  # noqa: SLF001 - argparse has no other way to its subcommands
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                command.configure()
    put(shtab.complete(top, shell=context.arguments.shell))
    return 0
