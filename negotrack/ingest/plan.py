"""Planning an import: everything that it would do is worked out before anything is written."""

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
"""Called with what is being done, the amount done, and the total."""
_OF_A_PROPOSAL = ("number", "title", "proposed_by", "summary", "topic", "counters")
_OF_A_POSITION = [key for key in PositionKeys.model_fields if key in OF_A_SIDE and key != "date"]
"""The keys of a position in a table other than its side, stance and date."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row becomes.

    Attributes:
        place: its place in the input, such as ``row 5``.
        proposal: the proposal that it creates or is about; its positions are those of the row.
        named: whether its id was given, rather than built from its number and title.
        judged: whether its status was given, rather than following from the positions.
        date: the date of an outcome that the row gives.
        evidence: the evidence for that outcome.
        comments: the texts that become annotations of the proposal.
        known: whether the proposal existed already.
        entries: the new ledger entries of an existing proposal.
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
    """The contents of an input file, and what importing it would do.

    Attributes:
        name: the name of the input file.
        sides: its sides.
        sources: the sources that its positions rest on and that are new.
        rows: its proposals, in the order of the file.
        header: the contents of negotiation.toml; None if the negotiation exists, or the input has none.
        carried: whether the header is from the input, rather than built from sides and sources.
        records: all other records in the input, by location.
        notes: assumptions made and parts left out, one line each.
        differences: where the input differs from existing records, which are not changed; one line each.
        problems: what prevents the import; nothing is written if there are any.
        advice: how to fix the problems; empty if they say so themselves.
        change: the files to create; empty until planned.
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
        """Whether a negotiation is created, rather than added to."""
        return self.header is not None

    @property
    def created(self) -> int:
        """The number of new proposals."""
        return sum(not row.known for row in self.rows)

    @property
    def positions(self) -> int:
        """The number of new positions."""
        return sum(len(row.entries) if row.known else len(row.proposal.positions) for row in self.rows)

    @property
    def others(self) -> int:
        """The number of other new records: sources, annotations, events and the like."""
        rows = sum(len(row.entries) if row.known else 1 for row in self.rows)
        return len(self.change.files) - rows - self.new


def plan_new(
    plan: ImportPlan, *, title: str, by: str, term: str | None = None, progress: ProgressCallback | None = None
) -> ImportPlan:
    """Plan a new negotiation from an input; the title and the term are used only if the input has no header."""
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
    """Plan adding an input to a negotiation; existing records are not changed, but differences are listed."""
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
    """The comments of rows as annotations of their future proposals, unless there is one with the same text."""
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


# ---- Adding to an existing negotiation ----


def _matched(rows: Iterable[PlannedRow], existing: Negotiation) -> tuple[dict[str, Dossier], list[InputProblem]]:
    """The existing proposals that rows are about, by the row's place; and problems of rows that cannot be matched."""
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
    """The proposals of a negotiation by id, number and title, ignoring case."""

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
        """The proposals that a row may be about: by its id, else by its number, else by its title."""
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
    """The row with its new entries, positions and an outcome, for an existing proposal; and the proposal with them."""
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
        # An outcome that follows from the positions need not be stored.
        if not known and standing(after, frame_of(existing, after)).status is not status:
            entries = (*entries, entry({"status": status, "date": row.date, "evidence": row.evidence}))
            after = replace(dossier, ledger=(*dossier.ledger, *entries))
    proposal = row.proposal.model_copy(update={"id": dossier.id})
    return replace(row, proposal=proposal, known=True, entries=entries), after


def _differences(row: PlannedRow, dossier: Dossier, existing: Negotiation) -> Iterator[str]:
    """Where a row differs from the records of its proposal, which are not changed; one line each."""
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
    """The positions on record that match a position: same side, same content and, if it is dated, the same dates."""
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
    """The other new records of an input, and the differences; ``ids`` maps its ids to those of existing proposals."""
    new: dict[Location, Record] = {}
    differences: list[str] = []
    for carried, record in plan.records.items():
        where = carried._replace(proposal=ids.get(carried.proposal, carried.proposal))
        content = present(folder, where.path)
        known = read(where, content)[0] if content is not None else None
        if where.kind is Kind.SOURCE:  # which may also be in negotiation.toml
            known = existing.sources.get(where.identifier)
        if content is None and known is None:
            if not _is_recorded(existing, where, record):
                new[where] = record
        elif known != record:
            differences.append(f"{where.path}: differs from what {plan.name} carries; not changed")
    if plan.header and plan.header != existing.header:
        differences.append(f"negotiation.toml: differs from what {plan.name} carries; not changed")
    return new, differences


def _is_recorded(existing: Negotiation, where: Location, record: Record) -> bool:
    """Whether the position of a ledger entry is recorded already, under another id."""
    dossier = existing.dossiers.get(where.proposal)
    position = record.position if isinstance(record, LedgerEntry) else None
    return bool(dossier and position and _same_positions(position, dossier))


def _cited(
    rows: Iterable[PlannedRow], records: Mapping[Location, Record], plan: ImportPlan, existing: Negotiation
) -> tuple[Source, ...]:
    """The new sources that the added records rest on."""
    of_rows = [each for row in rows for each in (row.entries if row.known else row.proposal.positions)]
    cited = {evidence.source for each in (*of_rows, *records.values()) for evidence in getattr(each, "evidence", ())}
    return tuple(each for each in plan.sources if each.id in cited and each.id not in existing.sources)


# ---- The files ----


def _with_files(plan: ImportPlan, progress: ProgressCallback | None = None) -> ImportPlan:
    """The plan with its files, each checked by parsing it, and a problem for every record that no file can hold."""
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
    """Every record with its location, and its origin for messages."""
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
    """The new file of a record, or why there cannot be one."""
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
    """The bytes of negotiation.toml, with a block for every side and source, so that it is easy to edit by hand."""
    table = plain(header)
    blocks = [(kind, record) for kind in ("sides", "sources") for record in table.pop(kind, ())]
    first = f"# Written by negotrack import of {safe(name)}; from now on it is written by hand.\n"
    text = first + tomli_w.dumps(table) + "".join(f"\n[[{kind}]]\n{tomli_w.dumps(record)}" for kind, record in blocks)
    return text.encode("utf-8")
