"""What an import would add to a negotiation that is there: what is known already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from negotrack.ingest.files import Placed, as_files
from negotrack.ingest.matching import Matcher
from negotrack.ingest.material import Material, Progress
from negotrack.ingest.merging import Recorder, alike, differences
from negotrack.ingest.plan import Plan, Planned
from negotrack.ingest.table import Trouble
from negotrack.model.negotiation import WHOLE, Negotiation
from negotrack.model.records import Evidence, LedgerEntry, Record
from negotrack.store.filechange import Change
from negotrack.store.layout import Kind, Place
from negotrack.suggestions import shown


def plan_added(
    material: Material,
    existing: Negotiation,
    *,
    by: str,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Plan:
    """How to add what a file brings to a negotiation.

    Args:
        material: what the file brings.
        existing: the negotiation.
        by: who records the new positions.
        now: when.
        progress: told of every file.
    """
    recorder = Recorder(existing, by, now or datetime.now(UTC).replace(microsecond=0))
    matcher = Matcher(existing.dossiers.values())
    rows: list[Planned] = []
    differs: list[str] = []
    ids: dict[str, str] = {}
    for incoming in material.proposals:
        dossier = matcher.match(incoming)
        if dossier is None:
            rows.append(Planned(incoming.place, incoming.proposal))
            continue
        ids[incoming.proposal.id] = dossier.id
        differs += differences(incoming, dossier, existing.side_ids)
        about = incoming.proposal.model_copy(update={"id": dossier.id})
        rows.append(Planned(incoming.place, about, known=True, entries=recorder.entries(incoming, dossier)))
    carried, other = _carried(material, existing, ids)
    placed = [*_of_rows(rows), *carried]
    files, troubles = as_files([*_sources(material, existing, placed), *placed], progress)
    return Plan(
        new=False,
        change=Change(f"import {material.name}", files),
        sides=material.sides,
        rows=tuple(rows),
        differs=(*differs, *other),
        notes=material.notes,
        troubles=(*_strangers(material, existing), *material.troubles, *matcher.troubles, *troubles),
        advice=material.advice,
    )


def _of_rows(rows: Iterable[Planned]) -> Iterator[Placed]:
    for row in rows:
        if not row.known:
            yield Placed(Place(Kind.PROPOSAL, row.proposal.id), row.proposal, row.place)
        for entry in row.entries:
            yield Placed(Place(Kind.LEDGER, entry.id, row.proposal.id), entry, row.place)


def _carried(material: Material, existing: Negotiation, ids: Mapping[str, str]) -> tuple[list[Placed], list[str]]:
    """What else is carried and not known, and what is known otherwise.

    Args:
        material: what the file brings.
        existing: the negotiation.
        ids: the proposals that go by another id in the negotiation.
    """
    known = dict(_everything(existing))
    new: list[Placed] = []
    differs: list[str] = []
    for carried, record in material.records.items():
        where = carried._replace(proposal=ids.get(carried.proposal, carried.proposal))
        if where not in known:
            if not _is_said(existing, where, record):
                new.append(Placed(where, record, where.path))
        elif known[where] != record:
            differs.append(f"{where.path}: differs from what {material.name} carries; not changed")
    if material.header and material.header != existing.header:
        differs.append(f"negotiation.toml: differs from what {material.name} carries; not changed")
    return new, differs


def _everything(negotiation: Negotiation) -> Iterator[tuple[Place, Record]]:
    """Every record of the program's own, by its file."""
    dossiers = negotiation.dossiers.values()
    notes = {dossier.id: dossier.annotations for dossier in dossiers} | {WHOLE: negotiation.annotations}
    entries = {dossier.id: dossier.ledger for dossier in dossiers}
    for kind, found in (
        (Kind.ANNOTATION, {**notes, **negotiation.orphans}),
        (Kind.LEDGER, {**entries, **negotiation.stray_entries}),
    ):
        for proposal, records in found.items():
            yield from ((Place(kind, record.id, proposal), record) for record in records)
    for kind, added in (
        (Kind.SOURCE, negotiation.sources),
        (Kind.PERSON, negotiation.added_people),
        (Kind.EVENT, negotiation.added_events),
        (Kind.CLAIM, negotiation.added_claims),
    ):
        yield from ((Place(kind, identifier), record) for identifier, record in added.items())


def _is_said(existing: Negotiation, where: Place, record: Record) -> bool:
    """Whether a ledger entry says nothing that is not recorded under another id."""
    dossier = existing.dossiers.get(where.proposal)
    if dossier is None or not isinstance(record, LedgerEntry) or record.position is None:
        return False
    return bool(alike(record.position, dossier))


def _sources(material: Material, existing: Negotiation, placed: Iterable[Placed]) -> list[Placed]:
    """The sources that what is added rests on, as far as they are not known."""
    cited = {evidence.source for each in placed for evidence in _evidence(each.record)}
    new = (source for source in material.sources if source.id in cited and source.id not in existing.sources)
    return [Placed(Place(Kind.SOURCE, source.id), source, f"the source {shown(source.id)}") for source in new]


def _evidence(record: Record) -> Iterator[Evidence]:
    yield from getattr(record, "evidence", ())
    for position in getattr(record, "positions", ()):
        yield from position.evidence


def _strangers(material: Material, existing: Negotiation) -> Iterator[Trouble]:
    """Sides that the negotiation does not have; its own file is the place for them."""
    for side in material.sides:
        if side.id not in existing.side_ids:
            yield Trouble(f"the negotiation has no side {shown(side.id)}; add it to negotiation.toml first")
