"""The command line: the list of commands, how they are parsed, and how their errors become exit codes."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from negotrack import __version__
from negotrack.cli.streams import note, put, terminal_columns
from negotrack.errors import NegotrackError, UsageError, WriteError, reason
from negotrack.suggestions import nearest

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
    "init": "start a new negotiation, or a copy of a shipped one",
    "import": "take proposals and positions from a workbook, a table or a report",
    "readings": "where analysts read one statement differently, and how far they agree",
    "text": "the wordings of a proposal: add one, read, compare",
    "undo": "undo the last change, even one made in an earlier run",
    "schema": "the JSON Schema of a kind of file",
    "keys": "the table of keys, as TOML for the settings file",
    "completion": "completion of commands for a shell",
}
_MODULES = {"import": "importing"}
_INTERRUPTED = 130
Configure = Callable[["Parser"], None]

# These are compiled only on an error.
_CHOICE = r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.*)\)"
_UNKNOWN = r"unrecognized arguments: (?P<given>\S+)"
_NO_VALUE = r"argument (?P<name>.+?): expected .*argument"
_FILES = {"FILE", "DIR"}
"""The metavars of files and folders."""


def run(words: Sequence[str] | None = None, leave: Callable[[int], object] = int) -> int:
    """Run one command.

    Args:
        words: the arguments after the program's name; None for the process's own.
        leave: called with the exit code if the command holds a large snapshot, to end the process without freeing it.

    Returns:
        The exit code: 0 success, 1 problems found, 2 wrong usage, 3 could not write, 130 interrupted.
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
    """Print an error on one line, with what was saved before it; the one place where errors become exit codes."""
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
        case BrokenPipeError():  # the reader of the output has closed it
            return "", 0
        case KeyboardInterrupt():
            return "interrupted", _INTERRUPTED
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            return f"{place}{reason(error)}", WriteError.exit_code
    message = f"an internal error ({type(error).__name__}); nothing was lost; to see where, run it again with --debug"
    return message, NegotrackError.exit_code


def _abandon_output() -> None:
    """Keep Python from complaining when it closes an unwritable output at exit."""
    with contextlib.suppress(OSError, ValueError):
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="negotrack",
        description="Who stood where, and when, on every proposal of a negotiation.\n"
        "Without a command, the terminal interface opens.",
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
    command.add_argument("--negotiation", metavar="ID", default=default, help="which one, if there are several")
    hide = default if default is argparse.SUPPRESS else False
    command.add_argument("--debug", action="store_true", default=hide, help="show where an error came from")


def _module(name: str | None) -> ModuleType:
    return importlib.import_module(f"negotrack.cli.{_MODULES.get(name or 'interface', name or 'interface')}")


# ---- The parser: its errors take one line and suggest a fix, and a subcommand is built only when called ----


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """The standard formatter, without its slow look-up of the terminal's width, done even if never used."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=terminal_columns() - 2)


class Parser(argparse.ArgumentParser):
    """A parser that is set up on first use, and raises its errors."""

    def __init__(self, *, configure: Configure | None = None, **options: Any) -> None:
        self._learn = configure
        self._options = {"formatter_class": _Formatter, "allow_abbrev": False, **options}
        if configure is None:
            super().__init__(**self._options)

    def configure(self) -> None:
        """Set up the arguments, unless already done."""
        if self._learn:
            learn, self._learn = self._learn, None
            super().__init__(**self._options)  # only now: every command has a parser, but a run uses just one
            learn(self)

    def parse_known_args(  # type: ignore[override]  # the only overload that is called
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Set up and parse all arguments; an unknown one is an error of this command, not of the parent."""
        self.configure()
        self._typed = list(args or ())
        known, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return known, rest

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """Convert one word to its type; a file name may be any bytes, but everything else must be valid text."""
        if action.metavar not in _FILES and action.nargs != argparse.PARSER:
            try:
                arg_string.encode()
            except UnicodeEncodeError as error:
                raise argparse.ArgumentError(action, f"{arg_string!r} is not UTF-8 text") from error
        return super()._get_value(action, arg_string)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print the help or the version and flush, so that a failure to write is an error here, not at exit."""
        put(message)
        if file is not None:
            file.flush()

    def error(self, message: str) -> NoReturn:
        """Reject the arguments with a one-line error.

        Raises:
            UsageError: always.
        """
        choice, unknown, no_value = (re.match(each, message, re.DOTALL) for each in (_CHOICE, _UNKNOWN, _NO_VALUE))
        options = [option for action in self._actions for option in action.option_strings]
        if choice and (before := self._unknown_option(choice["given"], options)):
            message = f"unknown argument {before!r}{nearest(before, options)}"
        elif choice:
            known = [word.strip("' ") for word in choice["known"].split(",")]
            name, given, hint = choice["name"], choice["given"], nearest(choice["given"], known)
            listed = ", ".join(known)
            if name.startswith("-"):
                message = f"{name}: {given!r} is not one of {listed}{hint}"
            else:
                message = f"no {name.casefold()} {given!r}{hint or f'; one of {listed}'}"
        elif unknown:
            is_option = unknown["given"].startswith("-")
            hint = nearest(unknown["given"], options) if is_option else "; put a text of several words in quotes"
            message = f"unknown argument {unknown['given']!r}{hint}"
        elif no_value:
            message = f"{no_value['name']}: needs a value after it"
        raise UsageError(f"{message.removeprefix('argument ')}; see '{self.prog} --help'")

    def _unknown_option(self, given: str, options: Sequence[str]) -> str | None:
        """The unknown option in front of a word that was mistaken for a command or a choice."""
        before = self._typed[: self._typed.index(given)] if given in self._typed else []
        names = (word.partition("=")[0] for word in before if word.startswith("-") and word not in {"-", "--"})
        return next((name for name in names if name not in options), None)


def example(*lines: str) -> str:
    """The end of a command's help: examples of what to type."""
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)
