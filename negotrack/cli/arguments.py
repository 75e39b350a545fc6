"""Arguments of commands: each type parses a word, or reports what is wrong with it and suggests a similar one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from negotrack import model
from negotrack.errors import UsageError
from negotrack.suggestions import nearest

if TYPE_CHECKING:
    from datetime import date

Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")
LIST: Mapping[str, Any] = {"action": "append", "default": []}
"""The settings of an option that may be repeated."""


def word(kind: type[Word]) -> Callable[[str], Word]:
    """Return a parser for one word of a vocabulary."""

    def read(text: str) -> Word:
        try:
            return kind(text)
        except ValueError as error:
            known = [each.value for each in kind]
            raise _argument_error(f"{text!r} is not one of {', '.join(known)}{nearest(text, known)}") from error

    read.words = [each.value for each in kind]  # type: ignore[attr-defined]  # for completion, as there are no choices
    return read


def words(kind: type[Word]) -> Callable[[str], tuple[Word, ...]]:
    """Return a parser for words of a vocabulary, separated by commas."""
    one = word(kind)
    return lambda text: tuple(one(part) for part in names(text))


def names(text: str) -> tuple[str, ...]:
    """Parse names separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def not_blank(text: str) -> str:
    """Accept any text that is not blank."""
    if not text.strip():
        raise _argument_error("is empty; leave the option out instead")
    return text


def day(text: str) -> date:
    """Parse one day."""
    return _parse_date(model.written_dates.typed_day, text)


def span(text: str) -> model.dates.Span | None:
    """Parse a day, a span of days, or ``unknown``."""
    written = model.written_dates
    return _parse_date(written.typed_span, text, f"; '{written.UNKNOWN}' if the day is not reported")


def _parse_date(read: Callable[[str], Read], text: str, advice: str = "") -> Read:
    try:
        return read(text)
    except model.written_dates.UnclearOrderError as error:
        raise _argument_error(f"{text!r} {error}; write it with the year first, like 2021-08-17") from error
    except ValueError as error:
        raise _argument_error(f"{error}{advice}") from error


def credibility(text: str) -> int:
    """Parse an Admiralty digit."""
    if text not in {"1", "2", "3", "4", "5", "6"}:
        raise _argument_error(f"{text!r} is not a credibility from 1 to 6; leave it out if it has not been judged")
    return int(text)


class Citation(NamedTuple):
    """A place in a source, as typed.

    Attributes:
        source: ``ID``, or ``ID@WHERE``.
        credibility: an Admiralty digit.
        quote: the words of the source.
    """

    source: str
    credibility: int | None = None
    quote: str | None = None


class _Cite(argparse.Action):
    """Adds a source, or a detail of the last source given."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, value: Any, option: str | None = None
    ) -> None:
        cited = list(getattr(namespace, self.dest) or ())
        if self.const is None:
            cited.append(Citation(value))
        elif not cited or getattr(cited[-1], self.const) is not None:
            which = "a source takes it once" if cited else "it belongs to a source"
            parser.error(f"argument {option}: {which}; write it after its --source ID@WHERE")
        else:
            cited[-1] = cited[-1]._replace(**{self.const: value})
        setattr(namespace, self.dest, cited)


def add_format(parser: argparse._ActionsContainer, *formats: str, more: str = "") -> None:
    """Add ``--format``, the output format; the first one given is the default."""
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"{formats[0]} by default{more}")


def add_author(parser: argparse._ActionsContainer, does: str) -> None:
    """Add ``--author``, the name of the user; ``does`` describes their part, such as ``who records``."""
    parser.add_argument("--author", metavar="NAME", help=f"{does}; by default from the settings, git or the login")


def add_evidence(parser: argparse._ActionsContainer) -> None:
    """Add ``--source``, each followed by its grade and its quote."""
    parser.add_argument(
        "--source",
        dest="evidence",
        metavar="ID[@WHERE]",
        action=_Cite,
        default=(),
        help="where this can be checked; may be repeated",
    )
    grade = "1 to 6, for the --source before it; not judged if left out"
    parser.add_argument(
        "--credibility", dest="evidence", metavar="N", action=_Cite, const="credibility", type=credibility, help=grade
    )
    words = "a quote from the --source before it"
    parser.add_argument("--quote", dest="evidence", metavar="TEXT", action=_Cite, const="quote", help=words)


def evidence(cited: Iterable[Citation], sources: Collection[str]) -> tuple[model.records.Evidence, ...]:
    """The typed citations as evidence of a record; a unique beginning of a source's id is enough.

    Raises:
        UsageError: a citation names no source, or more than one.
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


# ---- Options shared by several commands, as keyword arguments for argparse ----

PROPOSAL: Mapping[str, Any] = {"metavar": "PROPOSAL", "help": "its id, number, or the beginning of its id"}
AS_OF: Mapping[str, Any] = {"metavar": "DATE", "type": day, "help": "only what held by the end of that day"}
RELEASE: Mapping[str, Any] = {
    "metavar": "L",
    "type": word(model.vocabulary.Release),
    "help": "internal, the default, or public",
}
BECAUSE: Mapping[str, Any] = {"metavar": "TEXT", "required": True, "help": "the reason, which is printed with it"}
FORCE: Mapping[str, Any] = {"action": "store_true", "help": "replace an existing file, whoever wrote it"}


def _argument_error(message: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(message.replace("%", "%%"))


def keys_of(record: type[model.records.Record], given: argparse.Namespace) -> dict[str, Any]:
    """The values of the options that are named after keys of a record."""
    return {key: value for key, value in vars(given).items() if key in record.model_fields}
