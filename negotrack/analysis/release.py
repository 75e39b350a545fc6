"""The part of a negotiation that may be released: a negotiation of its own, without anything withheld.

All output at a release level is derived from this part alone, so that no page or format can reveal more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from negotrack.model.layout import Kind
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Evidence, LedgerEntry, Proposal, Record
from negotrack.model.vocabulary import Release, Status

R = TypeVar("R", bound=Record)
_CITING = ("people", "events", "claims", "phases", "packages")
"""The tables of the header that have no level of their own, only evidence."""


class Released(NamedTuple):
    """What may be shown at a release level.

    Attributes:
        negotiation: the part that may be shown.
        withheld: whether anything was left out; how much is not told, since that would reveal something.
    """

    negotiation: Negotiation
    withheld: bool


def released(negotiation: Negotiation, level: Release) -> Released:
    """What may be shown of a negotiation at a release level. Records without a level of their own are internal.

    A status in a proposal's own file sums up the positions there, so it is withheld with any of them.
    """
    if level is Release.INTERNAL:
        return Released(negotiation, withheld=False)
    left = _Public(negotiation).negotiation()
    return Released(left, withheld=left != negotiation)


class _Public:
    def __init__(self, negotiation: Negotiation) -> None:
        self._all = negotiation
        self._sources = frozenset(source.id for source in _public(negotiation.sources.values()))

    def negotiation(self) -> Negotiation:
        whole = self._all
        header = whole.header.model_copy(
            update={
                "sources": tuple(source for source in whole.header.sources if source.id in self._sources),
                **{key: self._cited(getattr(whole.header, key)) for key in _CITING},
            }
        )
        return replace(
            whole,
            header=header,
            dossiers={key: self._dossier(dossier) for key, dossier in whole.dossiers.items()},
            annotations=_public(whole.annotations),
            orphans={key: left for key, found in whole.orphans.items() if (left := _public(found))},
            strays={},
            added={kind: self._added(kind, records) for kind, records in whole.added.items()},
        )

    def _dossier(self, dossier: Dossier) -> Dossier:
        return replace(
            dossier,
            proposal=self._proposal(dossier.proposal),
            ledger=self._cited(_public(dossier.ledger)),
            annotations=_public(dossier.annotations),
            texts=self._cited(_public(dossier.texts)),
            stakes=self._cited(_public(dossier.stakes)),
        )

    def _proposal(self, proposal: Proposal) -> Proposal:
        positions = _public(proposal.positions)
        whole = len(positions) == len(proposal.positions)
        return proposal.model_copy(
            update={
                "status": proposal.status if whole else Status.OPEN,
                "positions": self._cited(positions),
                "holds_up": self._cited(proposal.holds_up),
            }
        )

    def _with_public_evidence(self, record: R) -> R:
        if isinstance(record, LedgerEntry) and record.holds_up:
            record = record.model_copy(update={"holds_up": self._cited(record.holds_up)})
        evidence: tuple[Evidence, ...] = getattr(record, "evidence", ())
        kept = tuple(each for each in evidence if each.source in self._sources)
        return record if len(kept) == len(evidence) else record.model_copy(update={"evidence": kept})

    def _cited(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(self._with_public_evidence(record) for record in records)

    def _added(self, kind: Kind, records: Mapping[str, R]) -> dict[str, R]:
        return {
            key: self._with_public_evidence(record)
            for key, record in records.items()
            if kind is not Kind.SOURCE or key in self._sources
        }


def _public(records: Iterable[R]) -> tuple[R, ...]:
    """The records whose own level is public; not for kinds that have none."""
    return tuple(record for record in records if getattr(record, "release", None) is Release.PUBLIC)
