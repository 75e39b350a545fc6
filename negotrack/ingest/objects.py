"""JSON to a table: a list of objects, each a row, the keys of all of them the columns."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from negotrack.errors import ProblemsFound
from negotrack.ingest.table import LONGEST_CELL, Row, Table, Trouble
from negotrack.suggestions import shown
from negotrack.wording import counted


def parse(text: str) -> Any:
    """The value in a JSON text, with every object's keys checked for doubles.

    Raises:
        ProblemsFound: the text is no JSON, or an object has a key twice.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ProblemsFound(f"line {error.lineno:,}, column {error.colno:,}: is not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise ProblemsFound("is not valid JSON: it nests too deep") from error
    except ValueError as error:
        raise ProblemsFound(f"is not valid JSON: {error}") from error


def read_objects(value: Any, name: str) -> Table:
    """The table in a list of objects.

    Raises:
        ProblemsFound: the value is no list of objects whose values are text, numbers or nothing.
    """
    if not isinstance(value, list):
        raise ProblemsFound("is JSON, but neither a list of objects nor a report of this program")
    columns: dict[str, None] = {}
    for number, item in enumerate(value, 1):
        if not isinstance(item, dict):
            raise ProblemsFound(f'item {number}: is no object; every item is a row, as {{"title": "…"}}')
        columns |= dict.fromkeys(item)
    rows = [
        Row(f"item {number}", tuple(_cell(item.get(column), number, column) for column in columns))
        for number, item in enumerate(value, 1)
    ]
    if not columns:
        raise ProblemsFound("is empty")
    notes = (f"{counted(len(rows), 'item')} with {counted(len(columns), 'key')}",)
    return Table(name, tuple(columns), tuple(row for row in rows if any(map(str.strip, row.cells))), notes)


def _cell(value: Any, number: int, column: str) -> str:
    place = f"item {number}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | int | float):
        kind = "a list" if isinstance(value, list) else "an object"
        raise ProblemsFound(str(Trouble(f"is {kind}; a cell is text or a number", place, column)))
    text = str(value)
    if len(text) > LONGEST_CELL:
        message = f"holds {len(text):,} characters; at most {LONGEST_CELL:,} are taken"
        raise ProblemsFound(str(Trouble(message, place, column)))
    return text


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in found if keys.count(key) > 1)
        raise ValueError(f"an object has the key {shown(double)} twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
