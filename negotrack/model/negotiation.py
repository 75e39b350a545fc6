"""A whole negotiation in memory: the records of one folder, assembled, and the fingerprint of each proposal."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from negotrack.model.dates import certain_by
from negotrack.model.entries import (
    Counting,
    OutcomeEntry,
    PositionEntry,
    counting,
    position_of,
    positions_in_file,
)
from negotrack.model.identifiers import WHOLE, natural
from negotrack.model.layout import Kind
from negotrack.model.records import (
    Annotation,
    Claim,
    Event,
    Header,
    HoldsUp,
    LedgerEntry,
    Package,
    Person,
    Phase,
    Proposal,
    Side,
    Source,
    Stake,
    Text,
)
from negotrack.model.vocabulary import Status

T = TypeVar("T")


@dataclass(frozen=True)
class Dossier:
    """One proposal with everything recorded about it.

    Attributes:
        whole: the complete dossier, if parts are withheld from this reader; otherwise None.
    """

    proposal: Proposal
    ledger: tuple[LedgerEntry, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    texts: tuple[Text, ...] = ()
    stakes: tuple[Stake, ...] = ()
    whole: Dossier | None = field(default=None, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The proposal's id."""
        return self.proposal.id

    @cached_property
    def positions(self) -> tuple[PositionEntry, ...]:
        """All positions: those in the proposal's file first, then those in the ledger by id."""
        return (*positions_in_file(self.proposal), *filter(None, map(position_of, self.ledger)))

    @cached_property
    def counting(self) -> Counting:
        """The entries that count, regardless of the day."""
        return counting(self.proposal, self.ledger)

    @property
    def holds_up(self) -> tuple[HoldsUp, ...]:
        """The links to proposals that wait on this one, those in its file first; without retracted ones."""
        later = (entry for entry in self.ledger if entry.holds_up and entry.id not in self.counting.retracted)
        return (*self.proposal.holds_up, *(link for entry in later for link in entry.holds_up))

    def texts_by(self, day: date | None = None) -> tuple[Text, ...]:
        """The wordings certainly tabled by a day, undated ones first, the latest last."""
        found = (text for text in self.texts if certain_by(text.date, day))
        return tuple(sorted(found, key=_tabled))

    def latest_text(self, day: date | None = None) -> Text | None:
        """The newest wording by a day; None if none had been tabled."""
        return next(reversed(self.texts_by(day)), None)

    def recorded_by(self, moment: datetime) -> Dossier:
        """The dossier without ledger entries recorded after a moment; those without a time stay."""
        ledger = tuple(entry for entry in self.ledger if entry.recorded is None or entry.recorded <= moment)
        return self if len(ledger) == len(self.ledger) else replace(self, ledger=ledger)

    def opposing(self, prefers: Collection[str]) -> tuple[str, ...]:
        """The rulings that set aside what a new one prefers; unless it sets them aside too, none would take effect."""
        rulings = (entry for entry in self.ledger if entry.id not in self.counting.retracted)
        return tuple(entry.id for entry in rulings if not {*entry.over}.isdisjoint(prefers))

    @property
    def waits_for_proposals(self) -> bool:
        """Whether a position that counts is conditional on another proposal."""
        return any(each.proposal for entry in self.counting.conditional for each in entry.position.conditions)

    @cached_property
    def fingerprints(self) -> dict[tuple[str | None, bool], str]:
        """The fingerprints computed so far, by side (None for all of them) and whether they cover the wording."""
        return {}


class Annotated(NamedTuple):
    """An annotation with the id of the proposal that it is about; ``_`` stands for the negotiation as a whole."""

    target: str
    annotation: Annotation


@dataclass(frozen=True)
class Negotiation:
    """One negotiation: its sides and people, events, claims, and every proposal.

    Attributes:
        id: the name of its folder.
        header: the contents of negotiation.toml.
        dossiers: the readable proposals, by id, in natural order.
        annotations: the annotations about the negotiation as a whole.
        orphans: annotations whose proposal does not exist or cannot be read, by its id.
        strays: the ledger entries, wordings and stakes whose proposal does not exist or cannot be read, by its id.
        added: the sources, people, events, claims and packages with a file of their own, by id.
    """

    id: str
    header: Header
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()
    orphans: Mapping[str, tuple[Annotation, ...]] = field(default_factory=dict)
    strays: Mapping[Kind, Mapping[str, tuple[Any, ...]]] = field(default_factory=dict)
    added: Mapping[Kind, Mapping[str, Any]] = field(default_factory=dict)

    def recorded_by(self, moment: datetime) -> Negotiation:
        """The negotiation without ledger entries recorded after a moment; those without a time stay."""
        dossiers = {key: dossier.recorded_by(moment) for key, dossier in self.dossiers.items()}
        return replace(self, dossiers=dossiers)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties, in the order of the file."""
        return self.header.sides

    @cached_property
    def side_ids(self) -> tuple[str, ...]:
        """The ids of the sides."""
        return tuple(side.id for side in self.header.sides)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The ids of the sides whose consent is needed."""
        return tuple(dict.fromkeys(side.id for side in self.header.sides if side.decides))

    @cached_property
    def analysts(self) -> Mapping[str, str]:
        """The main name of each analyst who uses several, by each of those names."""
        return {alias: name for name, aliases in self.header.analysts.items() for alias in (name, *aliases)}

    @cached_property
    def _sides_of_people(self) -> Mapping[str, str]:
        return {person.name: person.side for person in self.people if person.side in self.side_ids}

    def proposer_sides(self, proposal: Proposal) -> tuple[str, ...]:
        """The sides that put a proposal forward, as far as it names them or one of their people."""
        found = map(self._side_of, proposal.proposed_by or ())
        return tuple(dict.fromkeys(side for side in found if side))

    def proposed_by_others(self, proposal: Proposal) -> bool:
        """Whether a proposal names someone of no side, such as a mediator, among those who put it forward."""
        return not all(map(self._side_of, proposal.proposed_by or ()))

    def _side_of(self, name: str) -> str | None:
        return name if name in self.side_ids else self._sides_of_people.get(name)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All sources by id, those in the header first."""
        return {source.id: source for source in self._around(Kind.SOURCE)}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """All people and delegations, those in the header first."""
        return self._around(Kind.PERSON)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, those in the header first."""
        return self._around(Kind.CLAIM)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events by date, undated ones first."""
        return tuple(sorted(self._around(Kind.EVENT), key=_day))

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """All packages, those in the header first."""
        return self._around(Kind.PACKAGE)

    def _around(self, kind: Kind) -> tuple[Any, ...]:
        """The records of a kind: those in the header, whose tables are called like the folders, then the others."""
        return (*getattr(self.header, kind), *self.added.get(kind, {}).values())

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phases by date, undated ones first."""
        return tuple(sorted(self.header.phases, key=_day))

    def all_annotations(self) -> Iterator[Annotated]:
        """All annotations: about the negotiation, about its proposals, and those whose proposal is missing."""
        found = chain(
            [(WHOLE, self.annotations)],
            ((identifier, dossier.annotations) for identifier, dossier in self.dossiers.items()),
            self.orphans.items(),
        )
        return (Annotated(target, annotation) for target, annotations in found for annotation in annotations)

    def side_name(self, side: str) -> str:
        """The name of a side; the id itself if the negotiation has no such side."""
        return next((known.name for known in self.header.sides if known.id == side), side)


def _tabled(text: Text) -> tuple[date, date, str]:
    return (text.date.latest, text.date.earliest, text.id) if text.date else (date.min, date.min, text.id)


def _day(event: Event | Phase) -> tuple[date, date]:
    return (event.date.earliest, event.date.latest) if event.date else (date.min, date.min)


def in_order(items: Mapping[str, T]) -> dict[str, T]:
    """The items in natural order of their ids."""
    return {identifier: items[identifier] for identifier in sorted(items, key=natural)}


# ---- Fingerprints: twelve hexadecimal digits that change if, and only if, the meaning of a proposal does ----

_KEYS = ("side", "stance", "statement", "counter", "date", "basis")


def fingerprint(dossier: Dossier, side: str | None = None, *, wording: bool = False) -> str:
    """The fingerprint of a proposal, or of one side's positions on it.

    It is the SHA-256 of compact JSON, with sorted keys, of the title, summary, proposed_by, outcomes and every position
    that counts; grades, links, numbers, comments and layout are left out. Text is in NFC, with white space collapsed.

    Args:
        dossier: the proposal.
        side: cover only the positions of the side with this id; None for the whole proposal.
        wording: cover the newest wording too, for an annotation about a passage of it.
    """
    known = dossier.fingerprints.get((side, wording))
    if known is None:
        known = dossier.fingerprints[side, wording] = _digest(_covered(dossier, side, wording=wording))
    return known


def is_stale(annotation: Annotation, dossier: Dossier) -> bool:
    """Whether the subject of an annotation has changed in meaning since it was written; the same for every reader."""
    if annotation.fingerprint is None:
        return False
    wording = annotation.passage is not None
    return annotation.fingerprint != fingerprint(dossier.whole or dossier, annotation.about, wording=wording)


def _covered(dossier: Dossier, side: str | None, *, wording: bool) -> dict[str, Any]:
    counting = dossier.counting
    text = dossier.latest_text() if wording else None
    covered: dict[str, Any] = {
        "positions": _positions(entry for entry in counting.positions if side in (None, entry.side)),
        **({"text": _text(text.text)} if text else {}),
    }
    if side is not None:
        return covered
    proposal = dossier.proposal
    covered |= {
        "title": _text(proposal.title),
        "summary": _text(proposal.summary),
        "proposed_by": [_text(name) for name in proposal.proposed_by or ()],
        "outcomes": _outcomes(counting.outcomes, proposal.status if counting.file_status else Status.OPEN),
    }
    return {key: value for key, value in covered.items() if value}


def _outcomes(outcomes: Iterable[OutcomeEntry], in_file: Status) -> list[dict[str, str]]:
    own = [{"status": in_file.value}] if in_file is not Status.OPEN else []
    recorded = [{"status": each.status.value, **({"date": each.date.text} if each.date else {})} for each in outcomes]
    return sorted([*own, *recorded], key=_digest)


def _positions(entries: Iterable[PositionEntry]) -> list[dict[str, str]]:
    found = [{key: text for key in _KEYS if (text := _text(getattr(each.position, key)))} for each in entries]
    # Sorted by digest, so that it does not matter in what order or where they were recorded.
    return sorted(found, key=_digest)


def _text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value)).split()) if value is not None else ""


def _digest(covered: dict[str, Any]) -> str:
    line = json.dumps(covered, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:12]
