"""The positions and outcomes recorded for a proposal, each with its id and where it came from."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, TypeVar

from negotrack.model.dates import Span, read_span
from negotrack.model.records import Evidence, LedgerEntry, Position, Proposal
from negotrack.model.vocabulary import CAMPS, Camp, Form, Stance, Status

FILE_STATUS = "status"
"""The id of the status in a proposal's own file."""


class PositionEntry(NamedTuple):
    """A position, and how it was recorded.

    Attributes:
        id: the id by which rulings and retractions refer to it.
        position: the position itself.
        recorded: when it was recorded; None in a proposal's own file.
        recorded_by: who recorded it; None in a proposal's own file.
        in_file: whether it is in the proposal's own file.
    """

    id: str
    position: Position
    recorded: datetime | None = None
    recorded_by: str | None = None
    in_file: bool = False

    @property
    def side(self) -> str:
        """The id of the side that took the position."""
        return self.position.side

    @property
    def stance(self) -> Stance:
        """The stance in one word."""
        return self.position.stance

    @property
    def camp(self) -> Camp:
        """The camp of the stance."""
        return CAMPS[self.position.stance]

    @property
    def date(self) -> Span | None:
        """The span in which its day lies; None if no date is reported."""
        return self.position.date

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it can be checked."""
        return self.position.evidence


class OutcomeEntry(NamedTuple):
    """The outcome of a proposal, as a source reports it.

    Attributes:
        id: the id by which rulings and retractions refer to it.
        status: never open, and never conflicting.
        date: the span in which its day lies; None if no date is reported.
        form: how it was announced.
        evidence: where it can be checked.
        recorded: when it was recorded; None in a proposal's own file.
        recorded_by: who recorded it; None in a proposal's own file.
        in_file: whether it is the status in the proposal's own file.
    """

    id: str
    status: Status
    date: Span | None = None
    form: Form | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: datetime | None = None
    recorded_by: str | None = None
    in_file: bool = False


AnyEntry = TypeVar("AnyEntry", PositionEntry, OutcomeEntry)


def positions_in_file(proposal: Proposal) -> list[PositionEntry]:
    """The positions in a proposal's own file; without an id, the second one of the side ``union`` gets ``union-2``."""
    seen: dict[str, int] = {}
    found = []
    for position in proposal.positions:
        side = position.side
        number = seen[side] = seen.get(side, 0) + 1
        found.append(PositionEntry(position.id or _nth(side, number), position, None, None, True))
    return found


@lru_cache(maxsize=4096)  # ten thousand proposals have the same few
def _nth(side: str, number: int) -> str:
    return f"{side}-{number}"


def position_of(entry: LedgerEntry) -> PositionEntry | None:
    """The position that a ledger entry records, or None."""
    position = entry.position
    return PositionEntry(entry.id, position, entry.recorded, entry.recorded_by) if position else None


def outcome_of(entry: LedgerEntry) -> OutcomeEntry | None:
    """The outcome that a ledger entry records, or None."""
    if entry.status is None or entry.status is Status.OPEN:
        return None
    if entry.stance is not None and entry.status in _WORKED_OUT[CAMPS[entry.stance]]:
        return None
    return OutcomeEntry(
        entry.id, entry.status, entry.date, entry.form, entry.evidence, entry.recorded, entry.recorded_by
    )


_WORKED_OUT = {
    Camp.FOR: {Status.ACCEPTED, Status.CONDITIONAL, Status.REJECTED},
    Camp.PARTLY: {Status.CONDITIONAL, Status.REJECTED},
    Camp.UNDECIDED: {Status.CONDITIONAL, Status.REJECTED},
    Camp.AGAINST: {Status.REJECTED, Status.WITHDRAWN},
}
"""The statuses that version 0.1 itself could store with a position, by its camp; any other was set by a person."""


def latest_day(proposal: Proposal) -> Span | None:
    """The last day of the positions in a proposal's file, from which its status counts; None if none is dated."""
    ends = [position.date.last for position in proposal.positions if position.date]
    if not ends:
        return None
    return read_span(max(filter(None, ends))) if all(ends) else Span("", None, None)
