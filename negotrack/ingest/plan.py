"""What an import would do, worked out whole before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomli_w

from negotrack.analysis.folding import fold_case
from negotrack.errors import UsageError
from negotrack.ingest.table import InputProblem
from negotrack.model.dates import Span
from negotrack.model.identifiers import new_identifier
from negotrack.model.layout import OF_HEADER, Kind, Location
from negotrack.model.negotiation import Dossier, Negotiation, fingerprint
from negotrack.model.records import (
    Annotation,
    Evidence,
    Header,
    LedgerEntry,
    Position,
    PositionKeys,
    Proposal,
    Record,
    Side,
    Source,
    hashtags,
    plain,
)
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import standing
from negotrack.model.vocabulary import Stance, Status
from negotrack.pages.writers.csv import OF_A_SIDE
from negotrack.store.access import present
from negotrack.store.filechange import Change, FileChange, canonical
from negotrack.store.validate import read
from negotrack.suggestions import shown
from negotrack.text import safe

ProgressCallback = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""
_OF_A_PROPOSAL = ("number", "title", "proposed_by", "summary", "topic", "counters")
_OF_A_POSITION = [key for key in PositionKeys.model_fields if key in OF_A_SIDE and key != "date"]
"""What tables say of a position beside where it stands and when."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of one row.

    Attributes:
        place: where it stands in what was read, as ``row 5``.
        proposal: the proposal that it makes, or is about; its positions are those of the row.
        named: its id was given; otherwise it was made of its number and title.
        judged: its status was given; otherwise the positions give it.
        date: the day of the whole row, for an outcome that it gives; likewise its evidence.
        comments: what becomes annotations of the proposal.
        known: whether the proposal was there already.
        entries: the new ledger entries of one that was.
    """

    place: str
    proposal: Proposal
    named: bool = False
    judged: bool = False
    date: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    comments: tuple[str, ...] = ()
    known: bool = False
    entries: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What a file brings, and what an import of it would do.

    Attributes:
        name: the name of the file.
        sides: the sides that it has something of.
        sources: the sources that its positions rest on and that are not known yet.
        rows: its proposals, in the order of the file.
        header: the file negotiation.toml; None where the negotiation is there, or the file carries none.
        carried: whether the header was carried by the file; otherwise it is made of sides and sources.
        records: everything else that is carried, by the file that holds it.
        notes: what was taken for granted, or left out, one line each.
        differences: what the file says otherwise than the records, one line each; nothing of it is changed.
        problems: what keeps the import from being made; nothing is written where there is any.
        advice: how that may be mended; empty where it says so itself.
        change: the files, once they have been worked out.
    """

    name: str
    sides: tuple[Side, ...]
    sources: tuple[Source, ...]
    rows: tuple[PlannedRow, ...]
    header: Header | None = None
    carried: bool = False
    records: Mapping[Location, Record] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    problems: tuple[InputProblem, ...] = ()
    advice: str = ""
    change: Change = field(default_factory=lambda: Change("import", ()))

    @property
    def new(self) -> bool:
        """Whether a negotiation is made; otherwise one is added to."""
        return self.header is not None

    @property
    def created(self) -> int:
        """How many proposals are new."""
        return sum(not row.known for row in self.rows)

    @property
    def positions(self) -> int:
        """How many positions are new."""
        return sum(len(row.entries) if row.known else len(row.proposal.positions) for row in self.rows)

    @property
    def others(self) -> int:
        """How many other records are new: sources, annotations, events and the like."""
        rows = sum(len(row.entries) if row.known else 1 for row in self.rows)
        return len(self.change.files) - rows - self.new


def plan_new(
    plan: ImportPlan, *, title: str, by: str, term: str | None = None, progress: ProgressCallback | None = None
) -> ImportPlan:
    """How to make a negotiation of what a file brings; it has this title and term where the file carries none."""
    header = plan.header
    if not header:
        made = Header(title=title, sides=plan.sides, sources=plan.sources)
        header = made.model_copy(update={"proposal_term": term}) if term else made
    rows = ((row, Dossier(row.proposal)) for row in plan.rows)
    annotations = _annotations(rows, by, datetime.now(UTC))
    return _with_files(replace(plan, header=header, records={**plan.records, **annotations}), progress)


def plan_added(
    plan: ImportPlan, existing: Negotiation, folder: Path, *, by: str, progress: ProgressCallback | None = None
) -> ImportPlan:
    """How to add what a file brings to a negotiation: what is known already stays as it is, and is said to differ."""
    now = datetime.now(UTC)
    known, unmatched = _matched(plan.rows, existing)
    rows = [_added(row, known.get(row.place), existing, by, now) for row in plan.rows]
    ids = {row.proposal.id: known[row.place].id for row in plan.rows if row.place in known}
    records, other = _carried(plan, existing, folder, ids)
    records |= _annotations(rows, by, now)
    said = (each for row in plan.rows if row.place in known for each in _differences(row, known[row.place], existing))
    strangers = (side for side in plan.sides if side.id not in existing.side_ids)
    added = replace(
        plan,
        header=None,
        sources=_cited([row for row, _ in rows], records, plan, existing),
        rows=tuple(row for row, _ in rows),
        records=records,
        differences=(*said, *other),
        problems=(
            *(InputProblem(f"the negotiation has no side {shown(each.id)}; add it first") for each in strangers),
            *plan.problems,
            *unmatched,
        ),
    )
    return _with_files(added, progress)


def _annotations(rows: Iterable[tuple[PlannedRow, Dossier]], by: str, now: datetime) -> dict[Location, Record]:
    """The comments of rows as annotations of what their proposals will be; one that is known is none."""
    found: dict[Location, Record] = {}
    for row, dossier in rows:
        known = {annotation.text for annotation in dossier.annotations}
        for text in dict.fromkeys(row.comments):
            if text not in known:
                where = Location(Kind.ANNOTATION, new_identifier(now), dossier.id)
                found[where] = Annotation(
                    id=where.identifier,
                    author=by,
                    created=now,
                    tags=hashtags(text),
                    fingerprint=fingerprint(dossier),
                    text=text,
                )
    return found


# ---- What is added to a negotiation that is there ----


def _matched(rows: Iterable[PlannedRow], existing: Negotiation) -> tuple[dict[str, Dossier], list[InputProblem]]:
    """The proposals that rows are about, by the place of the row; and rows of which it cannot be told."""
    register = _Register(existing.dossiers.values())
    known: dict[str, Dossier] = {}
    problems: list[InputProblem] = []
    places: dict[str, str] = {}
    for row in rows:
        found = register.find(row)
        if len(found) > 1:
            ids = ", ".join(shown(each.id) for each in found[:5])
            problems.append(InputProblem(f"may be any of {ids}; tell them apart with a column of ids", row.place))
        elif found and (first := places.setdefault(found[0].id, row.place)) != row.place:
            problems.append(InputProblem(f"is about {shown(found[0].id)}, as {first} is", row.place))
        elif found:
            known[row.place] = found[0]
    return known, problems


class _Register:
    """The proposals of a negotiation by id, number and title, case aside."""

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._ids: dict[str, Dossier] = {}
        self._numbers: defaultdict[str, list[Dossier]] = defaultdict(list)
        self._titles: defaultdict[str, list[Dossier]] = defaultdict(list)
        for dossier in dossiers:
            self._ids[dossier.id.casefold()] = dossier
            if dossier.proposal.number is not None:
                self._numbers[fold_case(str(dossier.proposal.number))].append(dossier)
            if dossier.proposal.title is not None:
                self._titles[fold_case(dossier.proposal.title)].append(dossier)

    def find(self, row: PlannedRow) -> list[Dossier]:
        """Which of them a row is about: by its id, else by its number, else by its title."""
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


def _added(
    row: PlannedRow, dossier: Dossier | None, existing: Negotiation, by: str, now: datetime
) -> tuple[PlannedRow, Dossier]:
    """What becomes of a row, and of its proposal with what the row adds to it: new positions, and an outcome."""
    if dossier is None:
        return row, Dossier(row.proposal)

    def entry(keys: Mapping[str, Any]) -> LedgerEntry:
        recorded = {"id": new_identifier(now), "recorded": now, "recorded_by": by}
        return LedgerEntry.model_validate({**keys, **recorded})

    positions = (each for each in row.proposal.positions if not _same_positions(each, dossier))
    entries = tuple(entry({key: value for key, value in each if key != "id"}) for each in positions)
    after = replace(dossier, ledger=(*dossier.ledger, *entries))
    status = row.proposal.status
    if row.judged and status is not Status.OPEN:
        known = any((each.status, each.date) == (status, row.date) for each in dossier.counting.outcomes)
        # The outcome that the positions give as well need not be stored.
        if not known and standing(after, frame_of(existing, after)).status is not status:
            entries = (*entries, entry({"status": status, "date": row.date, "evidence": row.evidence}))
            after = replace(dossier, ledger=(*dossier.ledger, *entries))
    proposal = row.proposal.model_copy(update={"id": dossier.id})
    return replace(row, proposal=proposal, known=True, entries=entries), after


def _differences(row: PlannedRow, dossier: Dossier, existing: Negotiation) -> Iterator[str]:
    """What a row says otherwise than the records of its proposal, one line each; nothing of it is changed."""
    known, found = dossier.proposal, row.proposal
    said = [(key, getattr(known, key), getattr(found, key)) for key in _OF_A_PROPOSAL]
    if row.judged and found.status is Status.OPEN:
        said.append(("status", standing(dossier, frame_of(existing, dossier)).status.value, found.status.value))
    for position in found.positions:
        same = _same_positions(position, dossier)
        for key in _OF_A_POSITION if same else ():
            value = getattr(position, key)
            if all(getattr(each, key) != value for each in same):
                said.append((f"{position.side}'s {key}", getattr(same[-1], key), value))
    for key, before, value in said:
        if value is not None and value != before:
            now = "not reported" if before is None else shown(_plain(before))
            yield f"{dossier.id}: {key} is {now}, {row.place} has {shown(_plain(value))}; not changed"


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
    """What else is carried and not known, and what is known otherwise; ``ids`` are those of known proposals."""
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
    position = record.position if isinstance(record, LedgerEntry) else None
    return bool(dossier and position and _same_positions(position, dossier))


def _cited(
    rows: Iterable[PlannedRow], records: Mapping[Location, Record], plan: ImportPlan, existing: Negotiation
) -> tuple[Source, ...]:
    """The sources that what is added rests on, as far as they are not known."""
    of_rows = [each for row in rows for each in (row.entries if row.known else row.proposal.positions)]
    cited = {evidence.source for each in (*of_rows, *records.values()) for evidence in getattr(each, "evidence", ())}
    return tuple(each for each in plan.sources if each.id in cited and each.id not in existing.sources)


# ---- The files ----


def _with_files(plan: ImportPlan, progress: ProgressCallback | None = None) -> ImportPlan:
    """The plan with its files, each read back before anything is written, and with what no file can hold."""
    records = list(_records(plan))
    changes: list[FileChange] = []
    problems: list[InputProblem] = []
    taken: dict[str, str] = {}
    for done, (where, record, origin) in enumerate(records, 1):
        same = taken.get(where.path.casefold())
        taken[where.path.casefold()] = origin
        found = f"would go into the same file as {same}" if same else _file(plan, where, record)
        if isinstance(found, FileChange):
            changes.append(found)
        else:
            problems.append(InputProblem(found, origin))
        if progress:
            progress("checking files", done, len(records))
    change = Change(f"import {plan.name}", tuple(changes))
    return replace(plan, change=change, problems=(*plan.problems, *problems))


def _records(plan: ImportPlan) -> Iterator[tuple[Location, Record, str]]:
    """Every record with its file, and where it comes from for a message."""
    if plan.header:
        yield OF_HEADER, plan.header, "the negotiation"
    else:
        for source in plan.sources:
            yield Location(Kind.SOURCE, source.id), source, f"the source {source.id}"
    for row in plan.rows:
        if not row.known:
            yield Location(Kind.PROPOSAL, row.proposal.id), row.proposal, row.place
        for entry in row.entries:
            yield Location(Kind.LEDGER, entry.id, row.proposal.id), entry, row.place
    for where, record in plan.records.items():
        yield where, record, where.path


def _file(plan: ImportPlan, where: Location, record: Record) -> FileChange | str:
    """The new file that holds a record, or why none can."""
    try:
        by_hand = isinstance(record, Header) and not plan.carried
        content = _header_content(record, plan.name) if by_hand else canonical(record)
    except (UnicodeEncodeError, UsageError):
        return "holds half of a character (a lone surrogate), which no file can keep"
    found, problems = read(where, content)
    if found == record:
        return FileChange(where.path, None, content)
    return "; ".join(map(str, problems)) or "would not come back from its file as it is"


def _header_content(header: Record, name: str) -> bytes:
    """The bytes of negotiation.toml; every side and source stands in a block of its own, to be added to by hand."""
    table = plain(header)
    blocks = [(kind, record) for kind in ("sides", "sources") for record in table.pop(kind, ())]
    first = f"# Written by negotrack import of {safe(name)}; from now on it is written by hand.\n"
    text = first + tomli_w.dumps(table) + "".join(f"\n[[{kind}]]\n{tomli_w.dumps(record)}" for kind, record in blocks)
    return text.encode("utf-8")
