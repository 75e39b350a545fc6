"""Reading what is to be imported: any file at all gives a table, a report, or one line that says why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from negotrack.errors import NegotrackError, ProblemsFound, UsageError, reason
from negotrack.ingest.decoding import decode
from negotrack.ingest.delimited import read_delimited
from negotrack.ingest.objects import parse, read_objects
from negotrack.ingest.table import Table

LARGEST = 512 * 2**20
"""Bytes; a larger file is read by no one."""


class Report(NamedTuple):
    """A report of this program in JSON, as it was read.

    Attributes:
        name: the name of the file.
        value: the whole of it.
    """

    name: str
    value: dict[str, Any]


def read_table(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, wanted: Collection[str] = ()
) -> Table:
    """The table in a file.

    Args:
        path: a file with delimiters, or JSON with a list of objects.
        encoding: of its text; None to find out.
        delimiter: what divides its cells; None to find out.
        wanted: names that are likely to be columns.

    Raises:
        UsageError: the file cannot be read, or has to be described further.
        ProblemsFound: it is no table.
    """
    found = read_file(path, encoding=encoding, delimiter=delimiter, wanted=wanted)
    if isinstance(found, Report):
        raise ProblemsFound(f"{path}: is a report, and no table")
    return found


def read_file(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, wanted: Collection[str] = ()
) -> Table | Report:
    """The table or the report in a file; like ``read_table`` in all else."""
    content = _content(path)
    try:
        decoded = decode(content, encoding)
        found = _found(path, decoded.text, delimiter, wanted)
        if isinstance(found, Report):
            return found
        notes = (f"read as {decoded.encoding}, {found.notes[0]}", *filter(None, [decoded.doubt]))
        return replace(found, notes=notes)
    except NegotrackError as error:
        raise type(error)(f"{path}: {error}") from error


def _found(path: Path, text: str, delimiter: str | None, wanted: Collection[str]) -> Table | Report:
    if not _is_json(path, text):
        return read_delimited(text, path.name, delimiter=delimiter, wanted=wanted)
    value = parse(text)
    if isinstance(value, dict) and "schema" in value and "negotiation" in value:
        return Report(path.name, value)
    return read_objects(value, path.name)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {reason(error)}") from error
    except ValueError as error:
        raise UsageError(f"{str(path)!r}: cannot be read: {error}") from error
    if len(content) > LARGEST:
        raise ProblemsFound(f"{path}: is larger than {LARGEST // 2**20} MiB")
    if not content.strip():
        raise ProblemsFound(f"{path}: is empty")
    return content


def _is_json(path: Path, text: str) -> bool:
    """By its ending; by what it begins with where the ending says nothing."""
    ending = path.suffix.casefold()
    if ending in {".json", ".csv", ".tsv", ".tab"}:
        return ending == ".json"
    return text.lstrip()[:1] in {"[", "{"}
