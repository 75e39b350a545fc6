"""Reading this program's own reports, in JSON and in CSV, back to records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from negotrack.errors import ProblemsFound
from negotrack.ingest.columns import known_side, new_side
from negotrack.ingest.plan import ImportPlan, PlannedRow
from negotrack.ingest.table import InputProblem, InputTable
from negotrack.model.identifiers import fault, number_or_label
from negotrack.model.layout import FOLDERS, KEYED, NESTED, OF_HEADER, Kind, Location, name_fault
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.problems import Problem
from negotrack.model.records import Header, Position, Proposal, Record, Side, Source
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import standing
from negotrack.model.vocabulary import Status
from negotrack.pages.terms import MISSING_WORDS
from negotrack.pages.words import counted
from negotrack.pages.writers.csv import OF_A_SIDE, SEPARATOR, is_quoted, split_names
from negotrack.store.validate import check
from negotrack.suggestions import shown

_VERSIONS = (1, 2)
_LEADING = ("id", "number", "title", "proposed_by", "status")
_STANCE = ".stance"
_OF_EVIDENCE = ("source", "where", "credibility", "quote")
_ELSEWHERE = "only in a report in JSON with --annotations"
# Text that a spreadsheet would take for a formula; tabs and carriage returns are in their visible forms here.
_GUARDED = re.compile("'+(?:[=+\\-@＝＋－＠␍]| {4})")


def read_json_report(name: str, report: Mapping[str, Any]) -> ImportPlan:
    """The plan for a report in JSON, given the name of its file and its contents.

    Raises:
        ProblemsFound: the report is of another version, or does not contain the records.
    """
    if (version := report["schema"]) not in _VERSIONS:
        raise ProblemsFound(f"{name}: is a report of version {version!r}; this program reads {_VERSIONS[-1]}")
    carried = report.get("record")
    if not isinstance(carried, dict):
        raise ProblemsFound(
            f"{name}: does not carry the records; write it with: negotrack report --format json --annotations"
        )
    problems: list[InputProblem] = []
    records = dict(_records(carried, problems))
    header = records.pop(OF_HEADER, None)
    if not isinstance(header, Header):
        raise ProblemsFound(f"{name}: {problems[0] if problems else 'carries no negotiation'}")
    rows = (PlannedRow(where.path, each, named=True) for where, each in records.items() if isinstance(each, Proposal))
    return ImportPlan(
        name=name,
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


def read_csv_report(table: InputTable, existing: Negotiation | None = None) -> ImportPlan:
    """The plan for a report in CSV: the proposals, and the current position of every side.

    Raises:
        UsageError: ``existing`` does not have its sides, or the id of a new side is not allowed.
    """
    columns = tuple(map(_unguarded, table.columns))
    names = [column.removesuffix(_STANCE) for column in columns if column.endswith(_STANCE)]
    sides = tuple(known_side(name, existing) if existing else new_side(name, name) for name in names)
    negotiation = existing or Negotiation("", Header.model_construct(title="", sides=sides))
    sources: dict[str, Source] = {}
    rows: list[PlannedRow] = []
    problems: list[InputProblem] = []
    places: dict[str, str] = {}
    for row in table.rows:
        cells = dict(zip(columns, map(_value, row.cells), strict=True))
        first = places.setdefault(cells["id"].casefold(), row.place)
        if first != row.place:
            problems.append(InputProblem(f"{shown(cells['id'])} is also in {first}", row.place, "id"))
        held = [(name, side) for name, side in zip(names, sides, strict=True) if cells[name + _STANCE]]
        positions = [_position(row.place, cells, name, side, problems) for name, side in held]
        cited = [each["source"] for position in positions for each in position["evidence"]]
        sources |= {source: Source(id=source, title=source) for source in cited if fault(source) is None}
        proposal, faults = _proposal(cells, positions)
        problems += (InputProblem(f"{each.key} {each.message}".strip(), row.place) for each in faults)
        if isinstance(proposal, Proposal):
            rows.append(_planned(row.place, proposal, negotiation))
    return ImportPlan(
        name=table.name,
        sides=sides,
        sources=tuple(each for key, each in sources.items() if key not in negotiation.sources),
        rows=tuple(rows),
        notes=(*table.notes, *_notes(columns, table)),
        problems=tuple(problems),
    )


def _notes(columns: Sequence[str], table: InputTable) -> Iterator[str]:
    yield f"a report of this program; names of sides and sources and links of proposals are {_ELSEWHERE}"
    column = next((each for each in ("conflicting", "contested") if each in columns), None)
    if count := sum(table.cell(row, column) == "yes" for row in table.rows):
        yield f"{counted(count, 'proposal')} with conflicting reports; the other records are {_ELSEWHERE}"


def _proposal(cells: Mapping[str, str], positions: Sequence[dict[str, Any]]) -> tuple[Record | None, Sequence[Problem]]:
    where = Location(Kind.PROPOSAL, cells["id"])
    if wrong := name_fault(where):
        return None, [Problem(where.path, wrong)]
    names = [name for name in split_names(cells["proposed_by"]) if name.strip()]
    status = cells["status"] if cells["status"] != Status.CONFLICTING else ""  # which follows, and is never stored
    number = cells["number"]
    fields = {
        **{key: cells.get(key) for key in ("id", "title", "summary", "topic", "counters")},
        "number": split_names(number)[0] if is_quoted(number) else number_or_label(number),
        "proposed_by": tuple(names),
        "status": status,
        "positions": tuple(positions),
    }
    return check(where, {key: value for key, value in fields.items() if value not in (None, "", ())})


def _planned(place: str, proposal: Proposal, negotiation: Negotiation) -> PlannedRow:
    """The planned row, without its status if that follows from the positions and so need not be stored."""
    bare = Dossier(proposal.model_copy(update={"status": Status.OPEN}))
    if standing(bare, frame_of(negotiation, bare)).status is proposal.status:
        return PlannedRow(place, bare.proposal, named=True)
    return PlannedRow(place, proposal, named=True, judged=proposal.status is not Status.OPEN)


def _position(
    place: str, cells: Mapping[str, str], name: str, side: Side, problems: list[InputProblem]
) -> dict[str, Any]:
    said = {key: text for key in OF_A_SIDE if key in Position.model_fields and (text := cells.get(f"{name}.{key}"))}
    return {"side": side.id, **said, "evidence": tuple(_evidence(place, cells, name, problems))}


def _evidence(
    place: str, cells: Mapping[str, str], name: str, problems: list[InputProblem]
) -> Iterator[dict[str, Any]]:
    """The pieces of evidence of one side, which are listed in its cells."""
    columns = {key: f"{name}.{key}" for key in _OF_EVIDENCE}
    source = cells.get(columns["source"], "")
    if not source:
        return
    # A grade is a digit, so it never contains the separator.
    count = len(cells.get(columns["credibility"], source).split(SEPARATOR))
    lists = {key: _parts(cells.get(column, ""), count) for key, column in columns.items()}
    for key, column in columns.items():
        if count > 1 and cells.get(column) and not all(lists[key]):
            message = f"does not say one thing for each of {count} sources, with '{SEPARATOR}' between them"
            problems.append(InputProblem(message, place, column))
    for texts in zip(*lists.values(), strict=True):
        said = dict(zip(columns, texts, strict=True))
        piece: dict[str, Any] = {key: text for key, text in said.items() if text.strip() and text not in MISSING_WORDS}
        if piece.get("credibility") in {*"123456"}:
            piece["credibility"] = int(piece["credibility"])
        yield {**piece, "source": said["source"]}


def _parts(text: str, count: int) -> list[str]:
    """A cell split into ``count`` parts, one for each piece of evidence; all in the first if it has not that many."""
    separator = SEPARATOR
    while len(parts := text.split(separator)) > count:
        separator = f";{separator}"
    return parts if len(parts) == count else [text, *[""] * (count - 1)]


def _records(carried: Mapping[str, Any], problems: list[InputProblem]) -> Iterator[tuple[Location, Record]]:
    for where, value in _tables(carried, problems):
        if not isinstance(value, dict):
            problems.append(InputProblem("is not a table", where.path))
        elif wrong := name_fault(where):
            problems.append(InputProblem(wrong, where.path))
        else:
            table = {**value, "id": where.identifier} if where.kind in KEYED else value
            found, faults = check(where, table)
            problems += (InputProblem(f"{each.key} {each.message}".strip(), where.path) for each in faults)
            if found:
                yield where, found


def _tables(carried: Mapping[str, Any], problems: list[InputProblem]) -> Iterator[tuple[Location, Any]]:
    """Every table of a report with the location of its file."""
    for folder, inside in carried.items():
        kind = FOLDERS.get(folder)
        if folder == "negotiation":
            yield OF_HEADER, inside
        elif kind is None or not isinstance(inside, dict):
            problems.append(InputProblem("is not a kind of record", f"record.{folder}"))
        elif kind in NESTED:
            for proposal, entries in inside.items():
                found = entries if isinstance(entries, dict) else {"": entries}
                yield from ((Location(kind, identifier, proposal), value) for identifier, value in found.items())
        else:
            yield from ((Location(kind, identifier), value) for identifier, value in inside.items())


def _value(text: str) -> str:
    plain = _unguarded(text)
    return "" if plain in MISSING_WORDS else plain


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
