"""Arguments: the parser, whose errors are one line and suggest, and the types, each of which reads a word.

Subcommands are built only when they are called.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from negotrack import model
from negotrack.cli.streams import put
from negotrack.errors import UsageError
from negotrack.suggestions import nearest

if TYPE_CHECKING:
    from datetime import date

Configure = Callable[["Parser"], None]
Word = TypeVar("Word", bound=StrEnum)
Dated = TypeVar("Dated")
_CHOICE = re.compile(
    r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.*)\)", re.DOTALL
)
_UNKNOWN = re.compile(r"unrecognized arguments: (?P<given>\S+)")
_NO_VALUE = re.compile(r"argument (?P<name>.+?): expected .*argument")

LIST: Mapping[str, Any] = {"action": "append", "default": []}
"""How an option is taken that may be repeated."""
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


def keys_of(record: type[model.records.Record], given: argparse.Namespace) -> dict[str, Any]:
    """What was typed for the keys of a record that options are called after."""
    return {key: value for key, value in vars(given).items() if key in record.model_fields}


def example(*lines: str) -> str:
    """The end of a command's help: what to type."""
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)


# ---- Types: what a word means, or what is wrong with it and what is near it ----


def word(kind: type[Word]) -> Callable[[str], Word]:
    """A reader of one word of a vocabulary."""

    def read(text: str) -> Word:
        try:
            return kind(text)
        except ValueError as error:
            known = [each.value for each in kind]
            raise _wrong(f"{text!r} is not one of {', '.join(known)}{nearest(text, known)}") from error

    read.words = [each.value for each in kind]  # type: ignore[attr-defined]  # for completion, which choices would give
    return read


def words(kind: type[Word]) -> Callable[[str], tuple[Word, ...]]:
    """A reader of words of a vocabulary, with commas between them."""
    one = word(kind)
    return lambda text: tuple(one(part) for part in names(text))


def names(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def filled(text: str) -> str:
    """Any words."""
    if not text.strip():
        raise _wrong("is empty; leave the option out instead")
    return text


def day(text: str) -> date:
    """One day."""
    return _dated(model.written_dates.typed_day, text)


def span(text: str) -> model.dates.Span | None:
    """A day, a span of days, or ``unknown``."""
    written = model.written_dates
    return _dated(written.typed_span, text, f"; '{written.UNKNOWN}' where the day is not reported")


def _dated(read: Callable[[str], Dated], text: str, advice: str = "") -> Dated:
    try:
        return read(text)
    except model.written_dates.UnclearOrderError as error:
        raise _wrong(f"{text!r} {error}; write it with the year first, like 2021-08-17") from error
    except ValueError as error:
        raise _wrong(f"{error}{advice}") from error


def credibility(text: str) -> int:
    """An Admiralty digit."""
    if text not in {"1", "2", "3", "4", "5", "6"}:
        raise _wrong(f"{text!r} is not a credibility from 1 to 6; leave it out where it has not been judged")
    return int(text)


class Citation(NamedTuple):
    """A place in a source, as it was typed.

    Attributes:
        source: ``ID``, or ``ID@WHERE``.
        credibility: an Admiralty digit.
        quote: the words of the source.
    """

    source: str
    credibility: int | None = None
    quote: str | None = None


class _Cite(argparse.Action):
    """Adds a source, or says more of the one that was named last."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, option: str | None = None
    ) -> None:
        cited = list(getattr(namespace, self.dest) or ())
        if self.const is None:
            cited.append(Citation(value))
        elif not cited or getattr(cited[-1], self.const) is not None:
            which = "one source has it once" if cited else "it belongs to a source"
            parser.error(f"argument {option}: {which}; write it after its --source ID@WHERE")
        else:
            cited[-1] = cited[-1]._replace(**{self.const: value})
        setattr(namespace, self.dest, cited)


def add_evidence(parser: argparse._ActionsContainer) -> None:
    """Let a command take sources, each with its grade and words after it."""
    parser.add_argument(
        "--source",
        dest="evidence",
        metavar="ID[@WHERE]",
        action=_Cite,
        default=(),
        help="where it can be checked; may be repeated",
    )
    grade = "1 to 6, of the --source before it; left out: not judged"
    parser.add_argument(
        "--credibility", dest="evidence", metavar="N", action=_Cite, const="credibility", type=credibility, help=grade
    )
    words = "the words of the --source before it"
    parser.add_argument("--quote", dest="evidence", metavar="TEXT", action=_Cite, const="quote", help=words)


def evidence(cited: Iterable[Citation], sources: Collection[str]) -> tuple[model.records.Evidence, ...]:
    """What was typed, as a record has it; of the id of a source, a beginning that only one has is enough.

    Raises:
        UsageError: a source is not named, or more than one is.
    """
    return tuple(_evidence(each, sources) for each in cited)


def _evidence(cited: Citation, sources: Collection[str]) -> model.records.Evidence:
    source, _, where = (part.strip() for part in cited.source.partition("@"))
    if not source:
        raise UsageError(f"--source {cited.source!r}: names no source; write ID, or ID@WHERE")
    found = [source] if source in sources else [each for each in sources if each.startswith(source)]
    if len(found) > 1:
        raise UsageError(f"--source {cited.source!r}: names {', '.join(found)}; write more of the id")
    source = found[0] if found else source
    said = cited.quote.strip() if cited.quote else ""
    return model.records.Evidence(source=source, where=where or None, credibility=cited.credibility, quote=said or None)


def _wrong(message: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(message.replace("%", "%%"))
