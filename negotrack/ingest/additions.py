"""What an import adds to a negotiation that is there: what is known already stays as it is, and is said to differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from negotrack.analysis.folding import fold_case
from negotrack.ingest.plan import ImportPlan, PlannedRow, ProgressCallback, comment_annotations, with_files
from negotrack.ingest.table import InputProblem
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, LedgerEntry, Position, PositionKeys, Record, Source
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.writers.csv import OF_A_SIDE
from negotrack.store.access import present
from negotrack.store.layout import Kind, Location
from negotrack.store.validate import read
from negotrack.suggestions import shown

_OF_A_PROPOSAL = ("number", "title", "proposed_by", "summary", "topic", "counters")
_OF_A_POSITION = [key for key in PositionKeys.model_fields if key in OF_A_SIDE and key != "date"]
"""What tables say of a position beside where it stands and when."""


def plan_added(
    plan: ImportPlan,
    existing: Negotiation,
    folder: Path,
    *,
    by: str,
    now: datetime | None = None,
    progress: ProgressCallback | None = None,
) -> ImportPlan:
    """How to add what a file brings to a negotiation.

    Args:
        plan: what the file brings.
        existing: the negotiation.
        folder: its folder.
        by: who records the new positions.
        now: when.
        progress: told of every file.
    """
    recorder = _Recorder(existing, by, now or datetime.now(UTC))
    matcher = _Matcher(existing.dossiers.values())
    known = {row.place: dossier for row in plan.rows if (dossier := matcher.match(row))}
    ids = {row.proposal.id: known[row.place].id for row in plan.rows if row.place in known}
    rows = [recorder.added(row, known.get(row.place)) for row in plan.rows]
    records, other = _carried(plan, existing, folder, ids)
    strangers = (side for side in plan.sides if side.id not in existing.side_ids)
    added = replace(
        plan,
        header=None,
        rows=tuple(row for row, _ in rows),
        records={**records, **comment_annotations(rows, by, recorder.now)},
        differences=(*(each for row in plan.rows for each in recorder.differences(row, known.get(row.place))), *other),
        problems=(
            *(InputProblem(f"the negotiation has no side {shown(each.id)}; add it first") for each in strangers),
            *plan.problems,
            *matcher.problems,
        ),
    )
    return with_files(replace(added, sources=tuple(_sources(added, existing))), progress)


class _Matcher:
    """Which proposal of a negotiation a row is about: by its id, else by its number, else by its title.

    Attributes:
        problems: rows that are about more than one proposal, or several rows about one.
    """

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._ids: dict[str, Dossier] = {}
        self._numbers: dict[str, list[Dossier]] = {}
        self._titles: dict[str, list[Dossier]] = {}
        self._places: dict[str, str] = {}
        self.problems: list[InputProblem] = []
        for dossier in dossiers:
            self._ids[dossier.id.casefold()] = dossier
            if dossier.proposal.number is not None:
                self._numbers.setdefault(fold_case(str(dossier.proposal.number)), []).append(dossier)
            if dossier.proposal.title is not None:
                self._titles.setdefault(fold_case(dossier.proposal.title), []).append(dossier)

    def match(self, row: PlannedRow) -> Dossier | None:
        """The proposal that is known already, or None where it is new or cannot be told."""
        found = self._found(row)
        if len(found) > 1:
            ids = ", ".join(shown(each.id) for each in found[:5])
            self.problems.append(InputProblem(f"may be any of {ids}; tell them apart with a column of ids", row.place))
            return None
        if not found:
            return None
        first = self._places.setdefault(found[0].id, row.place)
        if first != row.place:
            self.problems.append(InputProblem(f"is about {shown(found[0].id)}, as {first} is", row.place))
        return found[0]

    def _found(self, row: PlannedRow) -> list[Dossier]:
        proposal = row.proposal
        if row.named and (named := self._ids.get(proposal.id.casefold())):
            return [named]
        if proposal.number is not None and (numbered := self._numbers.get(fold_case(str(proposal.number)))):
            return numbered
        if proposal.title is None:
            return []
        # A number that differs tells two proposals of one title apart.
        titled = self._titles.get(fold_case(proposal.title), [])
        return [each for each in titled if None in (proposal.number, each.proposal.number)]


@dataclass(frozen=True, slots=True)
class _Recorder:
    """Who adds to what, and when."""

    negotiation: Negotiation
    by: str
    now: datetime

    def added(self, row: PlannedRow, dossier: Dossier | None) -> tuple[PlannedRow, Dossier]:
        """What becomes of a row, and of its proposal with what the row adds to it."""
        if dossier is None:
            return row, Dossier(row.proposal)
        entries = self._entries(row, dossier)
        proposal = row.proposal.model_copy(update={"id": dossier.id})
        after = replace(dossier, ledger=(*dossier.ledger, *entries))
        return replace(row, proposal=proposal, known=True, entries=entries), after

    def differences(self, row: PlannedRow, dossier: Dossier | None) -> Iterator[str]:
        """What a row says otherwise than the records of its proposal, one line each."""
        if dossier is not None:
            status = standing(dossier, frame_of(self.negotiation, dossier)).status
            yield from _differences(row, dossier, status)

    def _entries(self, row: PlannedRow, dossier: Dossier) -> tuple[LedgerEntry, ...]:
        """The positions of a row that are new, and the outcome that it gives, where the positions do not."""
        new = [
            self._entry({key: getattr(position, key) for key in Position.model_fields if key != "id"})
            for position in row.proposal.positions
            if not _same_positions(position, dossier)
        ]
        if not row.judged or row.proposal.status is Status.OPEN:
            return tuple(new)
        after = replace(dossier, ledger=(*dossier.ledger, *new))
        outcome = {"status": row.proposal.status, "date": row.date, "evidence": row.evidence}
        known = any((each.status, each.date) == (row.proposal.status, row.date) for each in dossier.counting.outcomes)
        if known or standing(after, frame_of(self.negotiation, after)).status is row.proposal.status:
            return tuple(new)
        return (*new, self._entry(outcome))

    def _entry(self, keys: dict[str, Any]) -> LedgerEntry:
        more = {"id": new_identifier(self.now), "recorded": self.now, "recorded_by": self.by}
        return LedgerEntry.model_validate({**keys, **more})


def _differences(row: PlannedRow, dossier: Dossier, status: Status) -> Iterator[str]:
    """What a row says otherwise than the records, one line each; nothing of it is changed."""
    known, found = dossier.proposal, row.proposal
    for key in _OF_A_PROPOSAL:
        yield from _difference(dossier.id, key, getattr(known, key), getattr(found, key), row.place)
    if row.judged and found.status is Status.OPEN:
        yield from _difference(dossier.id, "status", status.value, found.status.value, row.place)
    for position in found.positions:
        same = _same_positions(position, dossier)
        for key in _OF_A_POSITION if same else ():
            said = getattr(position, key)
            if all(getattr(each, key) != said for each in same):
                what = f"{position.side}'s {key}"
                yield from _difference(dossier.id, what, getattr(same[-1], key), said, row.place)


def _difference(identifier: str, key: str, known: object, found: object, place: str) -> Iterator[str]:
    if found is not None and found != known:
        now = "not reported" if known is None else shown(_plain(known))
        yield f"{identifier}: {key} is {now}, {place} has {shown(_plain(found))}; not changed"


def _plain(value: object) -> object:
    return ", ".join(value) if isinstance(value, tuple) else value


def _same_positions(position: Position, dossier: Dossier) -> list[Position]:
    """The positions of a side that say the same of the same day; without a day, the same at all."""
    return [each.position for each in dossier.positions if _is_same(position, each.position)]


def _is_same(position: Position, known: Position) -> bool:
    same_day = position.date is None or (known.date is not None and position.date.ends == known.date.ends)
    if position.stance is Stance.NOT_CODED:  # it may have been coded since
        same = (position.statement, position.counter) == (known.statement, known.counter)
    else:
        same = position.stance is known.stance
    return same and same_day and position.side == known.side


def _carried(
    plan: ImportPlan, existing: Negotiation, folder: Path, ids: Mapping[str, str]
) -> tuple[dict[Location, Record], list[str]]:
    """What else is carried and not known, and what is known otherwise.

    Args:
        plan: what the file brings.
        existing: the negotiation.
        folder: its folder.
        ids: the proposals that go by another id in the negotiation.
    """
    new: dict[Location, Record] = {}
    differences: list[str] = []
    for carried, record in plan.records.items():
        where = carried._replace(proposal=ids.get(carried.proposal, carried.proposal))
        content = present(folder, where.path)
        known = read(where, content)[0] if content is not None else None
        if where.kind is Kind.SOURCE:  # which may stand in the file of the negotiation as well
            known = existing.sources.get(where.identifier)
        if content is None and known is None:
            if not _is_said(existing, where, record):
                new[where] = record
        elif known != record:
            differences.append(f"{where.path}: differs from what {plan.name} carries; not changed")
    if plan.header and plan.header != existing.header:
        differences.append(f"negotiation.toml: differs from what {plan.name} carries; not changed")
    return new, differences


def _is_said(existing: Negotiation, where: Location, record: Record) -> bool:
    """Whether a ledger entry says nothing that is not recorded under another id."""
    dossier = existing.dossiers.get(where.proposal)
    if dossier is None or not isinstance(record, LedgerEntry) or record.position is None:
        return False
    return bool(_same_positions(record.position, dossier))


def _sources(plan: ImportPlan, existing: Negotiation) -> Iterator[Source]:
    """The sources that what is added rests on, as far as they are not known."""
    rows = [record for row in plan.rows for record in (row.entries if row.known else row.proposal.positions)]
    cited = {evidence.source for record in (*rows, *plan.records.values()) for evidence in _evidence(record)}
    return (source for source in plan.sources if source.id in cited and source.id not in existing.sources)


def _evidence(record: Record) -> Iterator[Evidence]:
    yield from getattr(record, "evidence", ())
    for position in getattr(record, "positions", ()):
        yield from position.evidence
