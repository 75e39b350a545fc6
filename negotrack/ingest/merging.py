"""What a row adds to a proposal that is known already, and what it says otherwise than the records do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from negotrack.ingest.material import Incoming
from negotrack.model.dates import Span
from negotrack.model.identifiers import new_identifier
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry, Position
from negotrack.model.standing import Frame, standing
from negotrack.model.vocabulary import Status
from negotrack.suggestions import shown

_OF_A_PROPOSAL = ("number", "title", "proposed_by", "summary", "topic", "counters")
_OF_A_POSITION = ("statement", "counter", "by", "form", "basis")


@dataclass(frozen=True, slots=True)
class Recorder:
    """Who adds to what, and when.

    Attributes:
        negotiation: what is known already.
        by: who records.
        now: when.
    """

    negotiation: Negotiation
    by: str
    now: datetime

    def entries(self, incoming: Incoming, dossier: Dossier) -> tuple[LedgerEntry, ...]:
        """The positions of a row that are new, each with the status from its day on."""
        new = [self._entry(position) for position in incoming.proposal.positions if not alike(position, dossier)]
        status, latest = incoming.proposal.status, max(map(_day, new), default=date.min)
        if new and incoming.judged and status is not Status.OPEN:
            span = next(entry.date for entry in new if _day(entry) == latest)
            new.append(self._made({"status": status, "date": span}))
        return tuple(new)

    def _entry(self, position: Position) -> LedgerEntry:
        return self._made({name: getattr(position, name) for name in Position.model_fields if name != "id"})

    def _made(self, fields: dict[str, object]) -> LedgerEntry:
        return LedgerEntry.model_validate(
            {**fields, "id": new_identifier(self.now), "recorded": self.now, "recorded_by": self.by}
        )


def differences(incoming: Incoming, dossier: Dossier, sides: tuple[str, ...]) -> Iterator[str]:
    """What a row says otherwise than the records, one line each; nothing of it is changed."""
    place, known, found = incoming.place, dossier.proposal, incoming.proposal
    for key in _OF_A_PROPOSAL:
        yield from _difference(dossier.id, key, getattr(known, key), getattr(found, key), place)
    if incoming.judged:
        now = standing(dossier, Frame(sides)).status
        yield from _difference(dossier.id, "status", now.value, found.status.value, place)
    for position in found.positions:
        known_ones = alike(position, dossier)
        for key in _OF_A_POSITION if known_ones else ():
            said = getattr(position, key)
            if all(getattr(each, key) != said for each in known_ones):
                yield from _difference(
                    dossier.id, f"{position.side}'s {key}", getattr(known_ones[-1], key), said, place
                )


def _difference(identifier: str, key: str, known: object, found: object, place: str) -> Iterator[str]:
    if found is not None and found != known:
        now = "not reported" if known is None else shown(_plain(known))
        yield f"{identifier}: {key} is {now}, {place} has {shown(_plain(found))}; not changed"


def _plain(value: object) -> object:
    return ", ".join(value) if isinstance(value, tuple) else value


def alike(position: Position, dossier: Dossier) -> list[Position]:
    """The positions of a side that say the same of the same day; without a day, the same at all."""
    return [
        each.position
        for each in dossier.held
        if (each.position.side, each.position.stance) == (position.side, position.stance)
        and (position.date is None or _same(position.date, each.position.date))
    ]


def _same(one: Span, other: Span | None) -> bool:
    return other is not None and _ends(one) == _ends(other)


def _ends(span: Span) -> tuple[object, ...]:
    return span.first, span.last, span.about_first, span.about_last


def _day(entry: LedgerEntry) -> date:
    return entry.date.latest if entry.date else date.min
