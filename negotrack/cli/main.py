"""The command line: which commands there are, and what becomes of their errors."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType

from negotrack import __version__
from negotrack.cli.arguments import Parser, example
from negotrack.cli.streams import note
from negotrack.errors import NegotrackError, WriteError, reason

COMMANDS = {
    "report": "the status report, or the principal's page, in any format",
    "compare": "where two sides, or all of them, stand on everything",
    "show": "one proposal with its ledger, evidence, stakes and annotations",
    "add": "add a proposal, source, event, claim, person or package",
    "record": "record positions that sides took, an outcome, or what waits",
    "rule": "decide between records that conflict, with a reason",
    "retract": "take an entry back, with a reason; it stays on file",
    "stake": "record a red line, fallback, priority or interest of a side",
    "annotate": "write, edit or delete an annotation",
    "annotations": "list, search and confirm annotations",
    "diff": "what moved between two dates, or since a git revision",
    "check": "every problem in the files, with file, line and key",
    "init": "begin a new negotiation, or a copy of a shipped one",
    "import": "take proposals and positions from a workbook, a table or a report",
    "readings": "where analysts read one statement differently, and how far they agree",
    "text": "the wordings of a proposal: add one, read, compare",
    "undo": "take back the last change, also one made in an earlier run",
    "schema": "the JSON Schema of a kind of file",
    "keys": "the table of keys, as TOML for the settings file",
    "completion": "completion of commands for a shell",
}
_MODULES = {"import": "importing"}
_INTERRUPTED = 130


def run(words: Sequence[str] | None = None, leave: Callable[[int], object] = int) -> int:
    """Run one command.

    Args:
        words: what was typed after the program's name; None for the process's own.
        leave: called with the exit code where a command holds much that need not be taken apart.

    Returns:
        The exit code: 0 fine, 1 problems found, 2 wrong usage, 3 could not write, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    words = sys.argv[1:] if words is None else words
    context = None
    try:
        arguments = parser().parse_args(words)
        from negotrack.cli.context import Context

        context = Context(arguments)
        code = context.run(_module(arguments.command))
        if sys.stdout is not None:
            sys.stdout.flush()
        if context.held is not None:
            leave(code)
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in words:
            raise
        return _exit_code(error, context.saved if context else "")
    return code


def _exit_code(error: BaseException, saved: str) -> int:
    """Say an error in one line, and what was saved before it; the one place where errors become exit codes."""
    message, code = _explained(error)
    if isinstance(error, OSError):
        _abandon_output()
    if message:
        note(f"{message}; saved all the same: {saved}" if saved else message)
    return code


def _explained(error: BaseException) -> tuple[str, int]:
    match error:
        case NegotrackError():
            return str(error), error.exit_code
        case BrokenPipeError():  # whoever read the output has seen enough
            return "", 0
        case KeyboardInterrupt():
            return "interrupted", _INTERRUPTED
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            return f"{place}{reason(error)}", WriteError.exit_code
    message = f"a fault of the program ({type(error).__name__}); nothing was lost. Where: run it again with --debug"
    return message, NegotrackError.exit_code


def _abandon_output() -> None:
    """Keep Python from complaining about an output that takes nothing, when it closes it at the end."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="negotrack",
        description="Who stood where, and when, on every proposal of a negotiation.\n"
        "Without a command, the screen opens.",
        epilog=example("negotrack", "negotrack report --summary", 'negotrack annotate 6 -m "Ask for the text. #ask"'),
    )
    top.add_argument("--version", action="version", version=f"negotrack {__version__}")
    top.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    _add_common(top, default=None)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Parser)
    for name, help_text in COMMANDS.items():
        commands.add_parser(
            name,
            help=help_text,
            description=f"{help_text[0].upper()}{help_text[1:]}.",
            configure=lambda command, name=name: _configure(command, name),
        )
    return top


def _configure(command: Parser, name: str) -> None:
    _add_common(command, default=argparse.SUPPRESS)
    _module(name).configure(command)


def _add_common(command: Parser, default: object) -> None:
    command.add_argument(
        "--positions",
        metavar="DIR",
        default=default,
        help="folder of negotiations, or of one (positions/ here or above)",
    )
    command.add_argument("--negotiation", metavar="ID", default=default, help="which one, where there are several")
    hide = default if default is argparse.SUPPRESS else False
    command.add_argument("--debug", action="store_true", default=hide, help="show where an error came from")


def _module(name: str | None) -> ModuleType:
    return importlib.import_module(f"negotrack.cli.{_MODULES.get(name or 'interface', name or 'interface')}")
