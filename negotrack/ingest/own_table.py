"""The CSV that this program's own report writes: recognised by its header, and read back as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from negotrack.ingest.mapping import OF_A_POSITION, Mapping, SideColumns
from negotrack.ingest.resolve import known_side, new_side
from negotrack.ingest.stances import BUILT_IN
from negotrack.ingest.table import Row, Table
from negotrack.model.negotiation import Negotiation
from negotrack.wording import MISSING_WORDS, counted

_HEADER = ("id", "number", "title", "proposed_by", "status", "contested", "relation")
_FIELDS = ("id", "number", "title", "proposed_by", "status", "summary", "topic", "counters")
_STANCE = ".stance"
_ELSEWHERE = "only in a report in JSON with --annotations"
# What a spreadsheet would take for a formula, after a tab or a carriage return have been made visible.
_GUARDED = re.compile("'+(?:[=+\\-@＝＋－＠␍]| {4})")


def is_own(table: Table) -> bool:
    """Whether a table was written by this program."""
    return table.columns[: len(_HEADER)] == _HEADER and any(name.endswith(_STANCE) for name in table.columns)


def restored(table: Table) -> Table:
    """The table without what was put in its cells for spreadsheets and for readers: guards, and words for gaps."""
    columns = tuple(map(_unguarded, table.columns))
    rows = tuple(Row(row.place, tuple(map(_said, row.cells))) for row in table.rows)
    contested = sum(table.cell(row, "contested") == "yes" for row in table.rows)
    notes = (*table.notes, *_notes(contested))
    return replace(table, columns=columns, rows=rows, notes=notes, exact=True)


def own_mapping(table: Table, existing: Negotiation | None = None) -> Mapping:
    """Which column is what in a table of this program's own.

    Raises:
        UsageError: the negotiation that it goes into has other sides.
    """
    names = [column.removesuffix(_STANCE) for column in table.columns if column.endswith(_STANCE)]
    sides = tuple(
        SideColumns(
            known_side(name, existing) if existing else new_side(name, named=True),
            name + _STANCE,
            {key: f"{name}.{key}" for key in OF_A_POSITION if f"{name}.{key}" in table.columns},
        )
        for name in names
    )
    return Mapping(sides, {key: key for key in _FIELDS if key in table.columns}, BUILT_IN, unsaid=MISSING_WORDS)


def _notes(contested: int) -> Iterable[str]:
    yield f"a report of this program; names of sides and sources and links of proposals are {_ELSEWHERE}"
    if contested:
        yield f"{counted(contested, 'contested proposal')}; what competes with the current positions is {_ELSEWHERE}"


def _said(text: str) -> str:
    plain = _unguarded(text)
    return "" if plain in MISSING_WORDS else plain


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
