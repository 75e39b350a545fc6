"""What a change will do to a proposal, before it is made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from negotrack.model.fingerprint import is_stale
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import Annotation, LedgerEntry
from negotrack.model.snapshot import frame_of
from negotrack.model.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Consequence:
    """What holds of one proposal now, and with other entries in its ledger.

    Attributes:
        before: what holds now.
        after: what would hold.
        stale: the annotations that would not fit any more and do now.
    """

    before: Standing
    after: Standing
    stale: tuple[Annotation, ...]


def consequence(
    negotiation: Negotiation,
    dossier: Dossier,
    entries: Iterable[LedgerEntry],
    *,
    without: Collection[str] = (),
    accepted: Collection[str] = (),
) -> Consequence:
    """What would hold of a proposal with more entries on record.

    Args:
        negotiation: whose sides decide.
        dossier: the proposal as it is on record.
        entries: what is added.
        without: the ids of entries of its ledger that would not be there any more.
        accepted: the ids of the proposals that are accepted, for conditions that wait for one.
    """
    kept = tuple(entry for entry in dossier.ledger if entry.id not in without)
    after = replace(dossier, ledger=(*kept, *entries))
    frame = frame_of(negotiation, dossier, accepted)
    stale = tuple(each for each in dossier.annotations if is_stale(each, after) and not is_stale(each, dossier))
    return Consequence(standing(dossier, frame), standing(after, frame), stale)
