"""Reading what is to be imported: any file at all gives a table, a report, or one line that says why not."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from negotrack.errors import NegotrackError, ProblemsFound, UsageError, reason
from negotrack.ingest.table import InputProblem, InputRow, InputTable, build_table, read_delimited
from negotrack.ingest.workbook import is_workbook, read_workbook
from negotrack.suggestions import shown

LARGEST = 512 * 2**20
"""Bytes; a larger file is read by no one."""
_SAMPLE = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_WESTERN = "cp1252"


class JsonReport(NamedTuple):
    """A report of this program in JSON, as it was read.

    Attributes:
        name: the name of the file.
        value: the whole of it.
    """

    name: str
    value: dict[str, Any]


def read_input(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> InputTable | JsonReport:
    """The table or the report in a file.

    Args:
        path: a workbook, a file with delimiters, JSON with a list of objects, or a report of this program.
        encoding: of its text; None to find out.
        delimiter: what divides its cells; None to find out.
        sheet: which sheet of a workbook; None for the first that holds anything.

    Raises:
        UsageError: the file cannot be read, or has to be described further.
        ProblemsFound: it is no table.
    """
    content = _content(path)
    try:
        if is_workbook(content):
            return read_workbook(content, path.name, sheet)
        if sheet is not None:
            raise UsageError("--sheet is for workbooks, and this is none")
        text, found = decode(content, encoding)
        if not _is_json(path, text):
            return read_delimited(text, path.name, delimiter=delimiter, encoding=found)
        value = _parsed(text)
        if isinstance(value, dict) and "schema" in value and "negotiation" in value:
            return JsonReport(path.name, value)
        return _objects(value, path.name, found)
    except NegotrackError as error:
        raise type(error)(f"{path}: {error}") from error


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text in the bytes of a file, and the encoding that it was taken for.

    Args:
        content: the bytes.
        encoding: the encoding that the person named; None to find out.

    Raises:
        UsageError: the encoding is not known, or it has to be named.
        ProblemsFound: the bytes are no text, or not in the encoding that they claim to be in.
    """
    if encoding is not None:
        return _strict(content, encoding).removeprefix("\ufeff"), encoding
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16"), "utf-16"
    if content[:2].count(0) == 1:  # of a header's first letter
        wide = "utf-16-be" if content[0] == 0 else "utf-16-le"
        return _strict(content, wide), wide
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if sum(not character.isascii() for character in text) > 2 * broken:  # hardly ever fits by chance
            line = content.count(b"\n", 0, error.start) + 1
            message = f"is UTF-8, but in line {line:,} byte {error.start + 1:,} of the file is broken; mend it there"
            raise ProblemsFound(message) from error
        return _guessed(content)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: there is no such encoding; write it like utf-8 or cp1252") from error
    except UnicodeDecodeError as error:
        raise ProblemsFound(f"is not {encoding}: byte {error.start + 1:,} does not fit") from error


def _guessed(content: bytes) -> tuple[str, str]:
    """The likeliest reading; of several that fit equally well the one that is most common in spreadsheets."""
    lines = b"\n".join(line for line in content.splitlines() if not line.isascii())
    sample = lines[: lines.rfind(b"\n", 0, _SAMPLE)] if len(lines) > _SAMPLE else lines
    if _CONTROL.search(sample or content):
        raise ProblemsFound("is no table; name a workbook (.xlsx), CSV or JSON")
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample))
    if not matches:
        raise UsageError("is in an encoding that cannot be told; name it with --encoding")
    best = matches[0]
    usual = any(
        _WESTERN in each.could_be_from_charset and each.chaos <= best.chaos and each.coherence >= best.coherence
        for each in matches
    )
    encoding = _WESTERN if usual else best.encoding
    text = _strict(content, encoding)
    word = next((word for word in text.split() if not word.isascii()), "")
    return text, f"{encoding} (if {shown(word)} is wrong, name another with --encoding)"


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
    return ending == ".json" or (ending not in {".csv", ".tsv", ".tab"} and text.lstrip()[:1] in {"[", "{"})


def _parsed(text: str) -> Any:
    """The value in a JSON text, with every object's keys checked for doubles."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ProblemsFound(f"line {error.lineno:,}, column {error.colno:,}: is not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise ProblemsFound("is not valid JSON: it nests too deep") from error
    except ValueError as error:
        raise ProblemsFound(f"is not valid JSON: {error}") from error


def _objects(value: Any, name: str, encoding: str) -> InputTable:
    """The table in a list of objects, each a row; the keys of all of them are the columns."""
    if not isinstance(value, list):
        raise ProblemsFound("is JSON, but neither a list of objects nor a report of this program")
    for number, item in enumerate(value, 1):
        if not isinstance(item, dict):
            raise ProblemsFound(f'item {number}: is no object; every item is a row, as {{"title": "…"}}')
    columns = list(dict.fromkeys(key for item in value for key in item))
    rows = [
        InputRow(f"item {number}", [_cell(item.get(column), f"item {number}", column) for column in columns])
        for number, item in enumerate(value, 1)
    ]
    return build_table(name, [InputRow("the keys", columns), *rows], f"as JSON in {encoding}")


def _cell(value: Any, place: str, column: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        kind = "a list" if isinstance(value, list) else "an object"
        raise ProblemsFound(str(InputProblem(f"is {kind}; a cell is text or a number", place, column)))
    return str(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in found if keys.count(key) > 1)
        raise ValueError(f"an object has the key {shown(double)} twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
