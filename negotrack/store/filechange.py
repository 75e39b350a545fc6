"""A change as a value: which files, from which bytes to which; and a record as the bytes of its file.

There is one canonical form: the same bytes for the same record.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

import tomli_w

from negotrack.errors import UsageError
from negotrack.model.records import Proposal, Record, Source, plain


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens to one file.

    Attributes:
        path: the file below the negotiation's folder, with forward slashes.
        before: the bytes that must be there for the change to be made; None where there must be no file.
        after: the bytes that are there then; None where the file is removed.
        record: what these bytes hold, where they were made of it.
    """

    path: str
    before: bytes | None
    after: bytes | None
    record: Record | None = field(default=None, compare=False)

    @property
    def reversed(self) -> FileChange:
        """The change that takes this one back."""
        return FileChange(self.path, self.after, self.before)


class Change(NamedTuple):
    """One action of a person.

    Attributes:
        label: what was done, in a few words, as ``annotate 6-surrender``.
        files: what happens to the files, in order.
    """

    label: str
    files: tuple[FileChange, ...]

    @property
    def reversed(self) -> Change:
        """The change that takes this one back, files in reverse order."""
        return Change(self.label, tuple(each.reversed for each in reversed(self.files)))


class Done(NamedTuple):
    """What was undone or done again.

    Attributes:
        change: the change that was made to the files.
        warnings: what could not be made certain although the files stand.
    """

    change: Change
    warnings: tuple[str, ...] = ()


_FIRST = ("side", "stance", "status", "number", "title", "author", "created", "edited", "about", "tags")
_LAST = ("evidence", "confirmed", "text")


def canonical(record: Record) -> bytes:
    """The bytes of a record's file.

    Keys that were left out stay out; times are UTC; text with more than one line is written over several.

    Raises:
        UsageError: a text holds half of a character (a lone surrogate), which no file can.
    """
    table = _table(plain(record))
    if isinstance(record, Source):
        table.pop("id", None)
    if isinstance(record, Proposal) and not table:
        table["status"] = str(record.status)  # a file without a key passes for one whose contents were lost
    try:
        return _written(table).encode("utf-8")
    except UnicodeEncodeError as error:
        code = ord(error.object[error.start])
        raise UsageError(f"the text holds half of a character (U+{code:04X}), which no file can keep") from error


def _table(values: Mapping[str, Any]) -> dict[str, Any]:
    ordered = sorted(values, key=_rank)
    return {key: _value(values[key]) for key in ordered}


def _rank(key: str) -> int:
    if key in _FIRST:
        return _FIRST.index(key)
    return 100 + _LAST.index(key) if key in _LAST else 50


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, list | tuple):
        return [_value(each) for each in value]
    if isinstance(value, datetime):
        return _moment(value)
    return str(value) if isinstance(value, str) else value


def _written(table: dict[str, Any]) -> str:
    text = tomli_w.dumps(table, multiline_strings=True)
    if "<<<<<<<" in text or _carriage(table):
        # Over several lines a carriage return would be lost, and a quoted merge mark taken for a real one.
        return tomli_w.dumps(table)
    return text


def _carriage(value: Any) -> bool:
    if isinstance(value, str):
        return "\r\n" in value
    if isinstance(value, dict):
        return any(_carriage(each) for each in value.values())
    return isinstance(value, list) and any(_carriage(each) for each in value)


class _Moment(datetime):
    """A time that the writer puts down as 2026-11-22T12:15:30Z."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def _moment(value: datetime) -> _Moment:
    with contextlib.suppress(OverflowError):  # in the first or last hours that there are
        value = value.astimezone(UTC)
    return _Moment.combine(value.date(), value.timetz())
