"""Putting the records of a folder together as one negotiation."""

from __future__ import annotations

from collections.abc import Mapping

from negotrack.model.negotiation import WHOLE, Dossier, Negotiation
from negotrack.model.records import Annotation, Claim, Event, Header, LedgerEntry, Package, Person, Side, Source
from negotrack.store.layout import Kind
from negotrack.store.unit import Unit


def assemble(identifier: str, frame: Unit, dossiers: Mapping[str, Dossier], strays: Mapping[str, Unit]) -> Negotiation:
    """A negotiation from what was read.

    Args:
        identifier: the negotiation's id.
        frame: negotiation.toml and the entries that have files of their own.
        dossiers: the proposals that could be read, in natural order.
        strays: what was read of ids that have no readable proposal.
    """
    header = next(iter(frame.records(Kind.HEADER, Header).values()), None)
    orphans = {key: _annotations(unit) for key, unit in strays.items() if key != WHOLE}
    entries = {key: tuple(unit.records(Kind.LEDGER, LedgerEntry).values()) for key, unit in strays.items()}
    return Negotiation(
        id=identifier,
        header=header or _stand_in(identifier, dossiers),
        dossiers=dossiers,
        annotations=_annotations(strays[WHOLE]) if WHOLE in strays else (),
        orphans={key: found for key, found in orphans.items() if found},
        stray_entries={key: found for key, found in entries.items() if found},
        added_sources=frame.records(Kind.SOURCE, Source),
        added_people=frame.records(Kind.PERSON, Person),
        added_events=frame.records(Kind.EVENT, Event),
        added_claims=frame.records(Kind.CLAIM, Claim),
        added_packages=frame.records(Kind.PACKAGE, Package),
    )


def _annotations(unit: Unit) -> tuple[Annotation, ...]:
    return tuple(unit.records(Kind.ANNOTATION, Annotation).values())


def _stand_in(identifier: str, dossiers: Mapping[str, Dossier]) -> Header:
    """A header for a folder whose own cannot be read, so that everything else still shows."""
    seen: dict[str, Side] = {}
    for dossier in dossiers.values():
        for held in dossier.held:
            side = held.position.side
            seen.setdefault(side, Side.model_construct(id=side, name=side))
    return Header.model_construct(title=identifier, sides=tuple(seen.values()))
