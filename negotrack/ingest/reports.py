"""The reports that this program writes itself, in JSON and in CSV, back to the records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from negotrack.errors import ProblemsFound
from negotrack.ingest.columns import OF_A_POSITION, ColumnMapping, SideColumns, known_side, new_side
from negotrack.ingest.plan import ImportPlan, PlannedRow
from negotrack.ingest.reading import JsonReport
from negotrack.ingest.table import InputProblem, InputRow, InputTable
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Header, Proposal, Record
from negotrack.pages.citations import MISSING_WORDS
from negotrack.pages.words import counted
from negotrack.store.layout import KEYED, NESTED, Kind, Place, name_fault
from negotrack.store.validate import check

_VERSIONS = (1, 2)
_FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.HEADER}
_HEADER = Place(Kind.HEADER, "negotiation")
_LEADING = ("id", "number", "title", "proposed_by", "status")
_FIELDS = (*_LEADING, "summary", "topic", "counters")
_STANCE = ".stance"
_ELSEWHERE = "only in a report in JSON with --annotations"
# What a spreadsheet would take for a formula, after a tab or a carriage return have been made visible.
_GUARDED = re.compile("'+(?:[=+\\-@＝＋－＠␍]| {4})")


def read_json_report(report: JsonReport) -> ImportPlan:
    """What a report in JSON brings.

    Raises:
        ProblemsFound: it is of another version, or does not carry the records.
    """
    if report.value["schema"] not in _VERSIONS:
        version = report.value["schema"]
        raise ProblemsFound(f"{report.name}: is a report of version {version!r}; this program reads {_VERSIONS[-1]}")
    carried = report.value.get("record")
    if not isinstance(carried, dict):
        raise ProblemsFound(
            f"{report.name}: does not carry the records; write it with: negotrack report --format json --annotations"
        )
    problems: list[InputProblem] = []
    records = dict(_records(carried, problems))
    header = records.pop(_HEADER, None)
    if not isinstance(header, Header):
        raise ProblemsFound(f"{report.name}: {problems[0] if problems else 'carries no negotiation'}")
    rows = (PlannedRow(where.path, each, named=True) for where, each in records.items() if isinstance(each, Proposal))
    return ImportPlan(
        name=report.name,
        sides=header.sides,
        sources=header.sources,
        rows=tuple(rows),
        header=header,
        carried=True,
        records={where: each for where, each in records.items() if not isinstance(each, Proposal)},
        notes=(f"a report of this program with {counted(len(records) + 1, 'record')}",),
        problems=tuple(problems),
    )


def is_own_table(table: InputTable) -> bool:
    """Whether a table was written by this program."""
    return table.columns[: len(_LEADING)] == _LEADING and any(name.endswith(_STANCE) for name in table.columns)


def restored(table: InputTable) -> InputTable:
    """The table without what was put in its cells for spreadsheets and for readers: guards, and words for gaps."""
    columns = tuple(map(_unguarded, table.columns))
    rows = tuple(InputRow(row.place, tuple(map(_said, row.cells))) for row in table.rows)
    column = next((each for each in ("conflicting", "contested") if each in table.columns), "")
    conflicting = sum(table.cell(row, column) == "yes" for row in table.rows) if column else 0
    notes = [f"a report of this program; names of sides and sources and links of proposals are {_ELSEWHERE}"]
    if conflicting:
        what = counted(conflicting, "proposal")
        notes.append(f"{what} with conflicting reports; the other records are {_ELSEWHERE}")
    return replace(table, columns=columns, rows=rows, notes=(*table.notes, *notes), exact=True)


def own_mapping(table: InputTable, existing: Negotiation | None = None) -> ColumnMapping:
    """Which column is what in a table of this program's own.

    Raises:
        UsageError: the negotiation that it goes into has other sides.
    """
    names = [column.removesuffix(_STANCE) for column in table.columns if column.endswith(_STANCE)]
    sides = tuple(
        SideColumns(
            known_side(name, existing) if existing else new_side(name, name),
            name + _STANCE,
            {key: f"{name}.{key}" for key in OF_A_POSITION if f"{name}.{key}" in table.columns},
        )
        for name in names
    )
    return ColumnMapping(sides, {key: key for key in _FIELDS if key in table.columns}, unsaid=MISSING_WORDS)


def _records(carried: Mapping[str, Any], problems: list[InputProblem]) -> Iterator[tuple[Place, Record]]:
    for where, value in _tables(carried, problems):
        if not isinstance(value, dict):
            problems.append(InputProblem("is no table", where.path))
        elif wrong := name_fault(where):
            problems.append(InputProblem(wrong, where.path))
        else:
            table = {**value, "id": where.identifier} if where.kind in KEYED else value
            found, faults = check(where, table)
            problems += (InputProblem(f"{each.key} {each.message}".strip(), where.path) for each in faults)
            if found:
                yield where, found


def _tables(carried: Mapping[str, Any], problems: list[InputProblem]) -> Iterator[tuple[Place, Any]]:
    """Every table with the file that it belongs to."""
    for folder, inside in carried.items():
        kind = _FOLDERS.get(folder)
        if folder == "negotiation":
            yield _HEADER, inside
        elif kind is None or not isinstance(inside, dict):
            problems.append(InputProblem("is no kind of record", f"record.{folder}"))
        elif kind in NESTED:
            for proposal, entries in inside.items():
                found = entries if isinstance(entries, dict) else {"": entries}
                yield from ((Place(kind, identifier, proposal), value) for identifier, value in found.items())
        else:
            yield from ((Place(kind, identifier), value) for identifier, value in inside.items())


def _said(text: str) -> str:
    plain = _unguarded(text)
    return "" if plain in MISSING_WORDS else plain


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
