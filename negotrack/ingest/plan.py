"""What an import would do, worked out whole before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from negotrack.errors import UsageError
from negotrack.ingest.table import InputProblem
from negotrack.model.dates import Span
from negotrack.model.fingerprint import fingerprint
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier
from negotrack.model.records import (
    Annotation,
    Evidence,
    Header,
    LedgerEntry,
    Proposal,
    Record,
    Side,
    Source,
    hashtags,
    plain,
)
from negotrack.store.canonical import canonical
from negotrack.store.filechange import Change, FileChange
from negotrack.store.layout import OF_HEADER, Kind, Location
from negotrack.store.validate import read
from negotrack.text import safe

ProgressCallback = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


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
    plan: ImportPlan,
    *,
    title: str,
    by: str,
    term: str | None = None,
    progress: ProgressCallback | None = None,
) -> ImportPlan:
    """How to make a negotiation of what a file brings.

    Args:
        plan: what it brings.
        title: the title of the negotiation, where the file carries none.
        by: who writes the annotations.
        term: what one proposal is called, likewise.
        progress: told of every file.
    """
    if not plan.header:
        header = Header(title=title, sides=plan.sides, sources=plan.sources)
        plan = replace(plan, header=header.model_copy(update={"proposal_term": term}) if term else header)
    dossiers = ((row, Dossier(row.proposal)) for row in plan.rows)
    return with_files(
        replace(plan, records={**plan.records, **comment_annotations(dossiers, by, datetime.now(UTC))}), progress
    )


def comment_annotations(
    rows: Iterable[tuple[PlannedRow, Dossier]], by: str, now: datetime
) -> dict[Location, Annotation]:
    """The comments of rows as annotations of what their proposals will be; one that is known is none."""
    found: dict[Location, Annotation] = {}
    for row, dossier in rows:
        known = {annotation.text for annotation in dossier.annotations}
        for text in dict.fromkeys(row.comments):
            if text not in known:
                identifier = new_identifier(now)
                found[Location(Kind.ANNOTATION, identifier, dossier.id)] = Annotation(
                    id=identifier,
                    author=by,
                    created=now,
                    tags=hashtags(text),
                    fingerprint=fingerprint(dossier),
                    text=text,
                )
    return found


def with_files(plan: ImportPlan, progress: ProgressCallback | None = None) -> ImportPlan:
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
    import tomli_w

    table = plain(header)
    blocks = [(kind, record) for kind in ("sides", "sources") for record in table.pop(kind, ())]
    first = f"# Written by negotrack import of {safe(name)}; from now on it is written by hand.\n"
    text = first + tomli_w.dumps(table) + "".join(f"\n[[{kind}]]\n{tomli_w.dumps(record)}" for kind, record in blocks)
    return text.encode("utf-8")
