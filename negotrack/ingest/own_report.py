"""The JSON that this program's own report writes: the record that it carries, back to the records themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from negotrack.errors import ProblemsFound
from negotrack.ingest.material import Incoming, Material
from negotrack.ingest.reading import Report
from negotrack.ingest.table import Trouble
from negotrack.model.records import Header, Proposal, Record
from negotrack.store.layout import KEYED, NESTED, Kind, Place, name_fault
from negotrack.store.validate import check
from negotrack.wording import counted

_VERSION = 1
_FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.HEADER}
_HEADER = Place(Kind.HEADER, "negotiation")


def read_report(report: Report) -> Material:
    """What a report brings.

    Raises:
        ProblemsFound: it is of another version, or does not carry the records.
    """
    if report.value["schema"] != _VERSION:
        raise ProblemsFound(f"{report.name}: is a report of version {report.value['schema']!r}; this program reads 1")
    record = report.value.get("record")
    if not isinstance(record, dict):
        raise ProblemsFound(
            f"{report.name}: does not carry the records; write it with: negotrack report --format json --annotations"
        )
    troubles: list[Trouble] = []
    records = dict(_records(record, troubles))
    header = records.pop(_HEADER, None)
    if not isinstance(header, Header):
        raise ProblemsFound(f"{report.name}: {troubles[0] if troubles else 'carries no negotiation'}")
    proposals = [(where, each) for where, each in records.items() if isinstance(each, Proposal)]
    return Material(
        name=report.name,
        sides=header.sides,
        sources=header.sources,
        proposals=tuple(Incoming(where.path, each, named=True) for where, each in proposals),
        header=header,
        records={where: each for where, each in records.items() if not isinstance(each, Proposal)},
        notes=(f"a report of this program with {counted(len(records) + 1, 'record')}",),
        troubles=tuple(troubles),
    )


def _records(record: Mapping[str, Any], troubles: list[Trouble]) -> Iterator[tuple[Place, Record]]:
    for where, value in _tables(record, troubles):
        if wrong := name_fault(where):
            troubles.append(Trouble(wrong, where.path))
            continue
        table = {**value, "id": where.identifier} if where.kind in KEYED else value
        found, problems = check(where, table)
        troubles += (Trouble(f"{each.key} {each.message}".strip(), where.path) for each in problems)
        if found:
            yield where, found


def _tables(record: Mapping[str, Any], troubles: list[Trouble]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every table with the file that it belongs to."""
    for folder, inside in record.items():
        kind = _FOLDERS.get(folder)
        if folder == "negotiation":
            yield from _table(_HEADER, inside, troubles)
        elif kind is None or not isinstance(inside, dict):
            troubles.append(Trouble("is no kind of record", f"record.{folder}"))
        elif kind in NESTED:
            for proposal, entries in inside.items():
                for identifier, value in entries.items() if isinstance(entries, dict) else ():
                    yield from _table(Place(kind, identifier, proposal), value, troubles)
        else:
            for identifier, value in inside.items():
                yield from _table(Place(kind, identifier), value, troubles)


def _table(where: Place, value: Any, troubles: list[Trouble]) -> Iterator[tuple[Place, dict[str, Any]]]:
    if isinstance(value, dict):
        yield where, value
    else:
        troubles.append(Trouble("is no table", where.path))
