"""The positions in one row: a stance for every side that has one, dated and with the source it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negotrack.ingest.findings import Findings
from negotrack.ingest.mapping import Mapping, SideColumns
from negotrack.ingest.sources import Sources
from negotrack.ingest.stances import folded
from negotrack.ingest.table import Row, Table
from negotrack.model.dates import Span, parse_span
from negotrack.model.records import Evidence
from negotrack.model.vocabulary import Stance
from negotrack.suggestions import shown
from negotrack.wording.cells import SEPARATOR

_TEXTS = ("statement", "counter", "basis", "by", "form")
_GRADES = frozenset("123456")
_OF_EVIDENCE = ("where", "credibility", "quote")


class Positions:
    """Reads the positions of a table."""

    def __init__(self, table: Table, mapping: Mapping, sources: Sources, findings: Findings) -> None:
        self._table = table
        self._mapping = mapping
        self._sources = sources
        self._findings = findings

    def of(self, row: Row) -> tuple[dict[str, Any], ...]:
        """The positions of a row, as the tables of a file; an empty cell is none."""
        held = [(columns, stance) for columns in self._mapping.sides if (stance := self._stance(row, columns))]
        if not held:
            return ()
        day = self._date(row, self._mapping.date) or self._mapping.day
        shared = None if any("source" in columns.others for columns, _ in held) else self._source_of_row(row)
        return tuple(self._position(row, columns, stance, day, shared) for columns, stance in held)

    def _position(
        self, row: Row, columns: SideColumns, stance: Stance, day: Span | None, shared: Evidence | None
    ) -> dict[str, Any]:
        found = {
            "side": columns.side.id,
            "stance": stance,
            **{key: self._table.cell(row, columns.others.get(key)) or None for key in _TEXTS},
            "date": self._date(row, columns.others.get("date")) or day,
            "evidence": tuple(self._evidence(row, columns)) if shared is None else (shared,),
        }
        return {key: value for key, value in found.items() if value is not None}

    def _stance(self, row: Row, columns: SideColumns) -> Stance | None:
        word = self._table.cell(row, columns.stance)
        if word and folded(word) not in self._mapping.words:
            self._findings.unknown(row, columns.stance, word)
            return None
        stance = self._mapping.words[folded(word)] if word else None
        if stance is None:
            for key in ("statement", "counter"):
                column = columns.others.get(key)
                if column is not None and self._table.cell(row, column):
                    message = f"stands beside no stance in {shown(columns.stance)}; it was left out"
                    self._findings.remark("without stance", row, column, message)
        return stance

    def _date(self, row: Row, column: str | None) -> Span | None:
        text = self._table.cell(row, column)
        if column is None or not text:
            return None
        try:
            return parse_span(text)
        except ValueError as error:
            self._findings.wrong(row, column, f"{shown(text)} {error}")
            return None

    def _source_of_row(self, row: Row) -> Evidence:
        title = self._table.cell(row, self._mapping.source) or self._mapping.source_title
        where = self._table.cell(row, self._mapping.fields.get("where"))
        if title is None:
            return Evidence(source=self._sources.file(self._table.name), where=where or row.place)
        return Evidence(source=self._sources.named(title), where=where or None)

    def _evidence(self, row: Row, columns: SideColumns) -> Iterator[dict[str, Any]]:
        """The pieces of evidence of one side, one behind the other in its cells."""
        if not self._table.cell(row, columns.others["source"]):
            return
        # A grade is a digit: it never holds what divides it from the next.
        counted = columns.others.get("credibility", columns.others["source"])
        count = len(self._table.cell(row, counted).split(SEPARATOR))
        lists = [self._parts(row, columns.others.get(key), count) for key in ("source", *_OF_EVIDENCE)]
        for name, *parts in zip(*lists, strict=True):
            said = zip(_OF_EVIDENCE, parts, strict=True)
            piece: dict[str, Any] = {
                key: part for key, part in said if part.strip() and part not in self._mapping.unsaid
            }
            if (grade := piece.get("credibility", "")) in _GRADES:
                piece["credibility"] = int(grade)
            yield {"source": self._sources.cited(name), **piece}

    def _parts(self, row: Row, column: str | None, count: int) -> list[str]:
        """What a cell says of each piece of evidence; where that cannot be told, the first has it all."""
        text = self._table.cell(row, column)
        separator = SEPARATOR
        while len(parts := text.split(separator)) > count:
            separator = f";{separator}"
        if len(parts) == count:
            return parts
        if column is not None and text and count > 1:
            message = f"does not say one thing for each of {count} sources; all of it was taken for the first"
            self._findings.remark("parts", row, column, message)
        return [text, *[""] * (count - 1)][:count]
