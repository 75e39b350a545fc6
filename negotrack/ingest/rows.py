"""The rows of a table to proposals with positions; everything that is wrong is found before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from negotrack.ingest.findings import Findings
from negotrack.ingest.identity import Identities
from negotrack.ingest.mapping import Mapping
from negotrack.ingest.material import Incoming, Material, Progress
from negotrack.ingest.positions import Positions
from negotrack.ingest.sources import Sources
from negotrack.ingest.stances import folded
from negotrack.ingest.table import Row, Table
from negotrack.model.negotiation import Negotiation
from negotrack.model.records import Proposal
from negotrack.model.vocabulary import Status
from negotrack.store.layout import Kind, Place
from negotrack.store.validate import check
from negotrack.suggestions import nearest, shown
from negotrack.wording.cells import split_names


def read_rows(
    table: Table, mapping: Mapping, existing: Negotiation | None = None, progress: Progress | None = None
) -> Material:
    """What a table brings.

    Args:
        table: the table.
        mapping: which of its columns is what.
        existing: the negotiation that it goes into; None for a new one.
        progress: told of every row.
    """
    findings = Findings()
    sources = Sources(existing.sources if existing else {})
    rows = _Rows(table, mapping, existing, findings, Positions(table, mapping, sources, findings))
    proposals: list[Incoming] = []
    for done, row in enumerate(table.rows, 1):
        proposals += rows.proposal(row)
        if progress:
            progress("reading rows", done, len(table.rows))
    return Material(
        name=table.name,
        sides=tuple(columns.side for columns in mapping.sides),
        sources=tuple(sources.made),
        proposals=tuple(proposals),
        notes=(*table.notes, *findings.notes),
        troubles=findings.troubles,
        advice=findings.advice,
    )


class _Rows:
    """Reads the proposals of a table."""

    def __init__(
        self, table: Table, mapping: Mapping, existing: Negotiation | None, findings: Findings, positions: Positions
    ) -> None:
        self._table = table
        self._fields = mapping.fields
        self._findings = findings
        self._positions = positions
        self._identities = Identities(table, mapping.fields, existing.dossiers if existing else (), findings)
        sides = existing.sides if existing else tuple(columns.side for columns in mapping.sides)
        self._sides = tuple(side.id for side in sides)
        self._called = {folded(name): side.id for side in sides for name in (side.name, side.id)}
        self._people = {person.name: person.side for person in existing.people} if existing else {}

    def proposal(self, row: Row) -> Iterator[Incoming]:
        """The proposal of a row; none where something is wrong with it."""
        before = self._findings.count
        identity = self._identities.of(row)
        status = self._status(row)
        fields = {
            "id": identity.id,
            "number": identity.number,
            "title": identity.title,
            "proposed_by": self._proposers(row),
            "status": status or Status.OPEN,
            "summary": self._cell(row, "summary") or None,
            "topic": self._cell(row, "topic") or None,
            "counters": self._word(row, "counters") or None,
            "positions": self._positions.of(row),
        }
        if self._findings.count > before:
            return
        given = {key: value for key, value in fields.items() if value is not None}
        proposal, problems = check(Place(Kind.PROPOSAL, identity.id), given)
        for each in problems:
            self._findings.wrong(row, "", f"{each.key} {each.message}")
        if isinstance(proposal, Proposal):
            yield Incoming(row.place, proposal, named=identity.named, judged=status is not None)

    def _cell(self, row: Row, key: str) -> str:
        return self._table.cell(row, self._fields.get(key))

    def _word(self, row: Row, key: str) -> str:
        return self._table.word(row, self._fields.get(key))

    def _status(self, row: Row) -> Status | None:
        word = self._cell(row, "status")
        known = [status.value for status in Status]
        if not word:
            return None
        if folded(word) in known:
            return Status(folded(word))
        message = f"{shown(word)} is not one of {', '.join(known)}{nearest(word, known)}"
        self._findings.wrong(row, self._fields["status"], message)
        return None

    def _proposers(self, row: Row) -> tuple[str, ...] | None:
        """The sides, or else the names as they stand, that put the proposal of a row forward."""
        text = self._word(row, "proposed_by")
        split = split_names(text) if self._table.exact else text.split(";")
        parts = [text] if self._is_known(text) else split
        names = [part if self._table.exact else part.strip() for part in parts if part.strip()]
        for name in names:
            if not self._is_known(name):
                message = f"{shown(name)} is neither a side nor a person of the negotiation; see negotrack check"
                self._findings.remark("proposed_by", row, self._fields["proposed_by"], message)
        return tuple(self._called.get(folded(name), name) for name in names) or None

    def _is_known(self, name: str) -> bool:
        return folded(name) in self._called or name in self._people
