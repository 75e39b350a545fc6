"""A change as a value: the bytes of each file before and after; and a record as the bytes of its file.

There is one canonical form: equal records have the same bytes.
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
        path: the file, relative to the negotiation's folder, with forward slashes.
        before: the bytes that the file must have for the change to be made; None if it must not exist.
        after: the bytes that the file has afterwards; None if it is removed.
        record: the record that the bytes after were made from, if any.
    """

    path: str
    before: bytes | None
    after: bytes | None
    record: Record | None = field(default=None, compare=False)

    @property
    def reversed(self) -> FileChange:
        """The change that undoes this one."""
        return FileChange(self.path, self.after, self.before)


class Change(NamedTuple):
    """One action of the user.

    Attributes:
        label: what was done, in a few words, such as ``annotate 6-surrender``.
        files: what happens to the files, in order.
    """

    label: str
    files: tuple[FileChange, ...]

    @property
    def reversed(self) -> Change:
        """The change that undoes this one, with the files in reverse order."""
        return Change(self.label, tuple(each.reversed for each in reversed(self.files)))


class Done(NamedTuple):
    """A change that was undone or redone.

    Attributes:
        change: the change made to the files.
        warnings: what could not be confirmed although the files were written.
    """

    change: Change
    warnings: tuple[str, ...] = ()


_FIRST = ("side", "stance", "status", "number", "title", "author", "created", "edited", "about", "tags")
_LAST = ("evidence", "confirmed", "text")


def canonical(record: Record) -> bytes:
    """The bytes of a record's file.

    Keys that were not given are left out; times are in UTC; text of several lines is written as a multiline string.

    Raises:
        UsageError: a text holds half of a character (a lone surrogate), which no file can keep.
    """
    table = _table(plain(record))
    if isinstance(record, Source):
        table.pop("id", None)
    if isinstance(record, Proposal) and not table:
        table["status"] = str(record.status)  # a file without keys would pass for one that lost its contents
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
        # A multiline string would lose a carriage return, and a quoted conflict marker in it would pass for a real one.
        return tomli_w.dumps(table)
    return text


def _carriage(value: Any) -> bool:
    if isinstance(value, str):
        return "\r\n" in value
    if isinstance(value, dict):
        return any(_carriage(each) for each in value.values())
    return isinstance(value, list) and any(_carriage(each) for each in value)


class _Moment(datetime):
    """A time that tomli_w writes as 2026-11-22T12:15:30Z."""

    def __str__(self) -> str:
        return self.isoformat().replace("+00:00", "Z")


def _moment(value: datetime) -> _Moment:
    with contextlib.suppress(OverflowError):  # within hours of datetime.min or datetime.max
        value = value.astimezone(UTC)
    return _Moment.combine(value.date(), value.timetz())
