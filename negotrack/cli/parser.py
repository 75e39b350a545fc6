"""The argument parser: one-line errors that suggest, and subcommands that are built only when called."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from negotrack.cli.streams import put
from negotrack.errors import UsageError
from negotrack.suggestions import nearest

Configure = Callable[["Parser"], None]
_CHOICE = re.compile(
    r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.*)\)", re.DOTALL
)
_UNKNOWN = re.compile(r"unrecognized arguments: (?P<given>\S+)")
_NO_VALUE = re.compile(r"argument (?P<name>.+?): expected .*argument")

_FILES = {"FILE", "DIR"}
"""What stands in the help for the name of a file or folder."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """The usual one, which would load modules for archives to ask for the width of the terminal, even unused."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


class Parser(argparse.ArgumentParser):
    """A parser that is set up only when it is first used, and raises its errors."""

    def __init__(self, *, configure: Configure | None = None, **options: Any) -> None:
        self._learn = configure
        self._options = {"formatter_class": _Formatter, "allow_abbrev": False, **options}
        if configure is None:
            super().__init__(**self._options)

    def configure(self) -> None:
        """Learn the arguments now; once is enough."""
        if self._learn:
            learn, self._learn = self._learn, None
            super().__init__(**self._options)  # only now, because every command has one, and one of them is used
            learn(self)

    def parse_known_args(  # type: ignore[override]  # of its overloads only this one is called
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse everything, with the arguments learnt first; what is not known is an error of this very command."""
        self.configure()
        self._typed = list(args or ())
        known, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return known, rest

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """One word, of the type that is wanted; a file may be called anything, and all else must be text."""
        if action.metavar not in _FILES and action.nargs != argparse.PARSER:
            try:
                arg_string.encode()
            except UnicodeEncodeError as error:
                raise argparse.ArgumentError(action, f"{arg_string!r} is no text in UTF-8") from error
        return super()._get_value(action, arg_string)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print the help or the version at once: what cannot be written is an error here, and not at the very end."""
        put(message)
        if file is not None:
            file.flush()

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments in one line.

        Raises:
            UsageError: always.
        """
        choice, unknown, no_value = (each.match(message) for each in (_CHOICE, _UNKNOWN, _NO_VALUE))
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
        """The unknown option of which a word is the value that was taken for a command or a choice."""
        before = self._typed[: self._typed.index(given)] if given in self._typed else []
        names = (word.partition("=")[0] for word in before if word.startswith("-") and word not in {"-", "--"})
        return next((name for name in names if name not in options), None)


def example(*lines: str) -> str:
    """The end of a command's help: what to type."""
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)
