"""What was recorded of a proposal, entry by entry: positions and outcomes, each with a name and where it came from."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from negotrack.model.dates import Span, read_span
from negotrack.model.records import Evidence, LedgerEntry, Position, Proposal
from negotrack.model.vocabulary import CAMPS, Camp, Form, Stance, Status

FILE_STATUS = "status"
"""The id of the status in a proposal's own file."""


class PositionEntry(NamedTuple):
    """A position, and how it came on record.

    Attributes:
        id: what rulings and retractions name it by.
        position: what was recorded.
        recorded: when; None in a proposal's own file.
        recorded_by: by whom; None for the record keeper of a proposal's own file.
        in_file: it stands in the proposal's own file.
    """

    id: str
    position: Position
    recorded: datetime | None = None
    recorded_by: str | None = None
    in_file: bool = False

    @property
    def side(self) -> str:
        """The id of the side that took it."""
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
        """The span in which the day lies; None where nothing is reported."""
        return self.position.date

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it can be checked."""
        return self.position.evidence


class OutcomeEntry(NamedTuple):
    """What a source reports to have become of a proposal.

    Attributes:
        id: what rulings and retractions name it by.
        status: never open, and never conflicting.
        date: the span in which the day lies; None where nothing is reported.
        form: how it was announced.
        evidence: where it can be checked.
        recorded: when; None in a proposal's own file.
        recorded_by: by whom; likewise.
        in_file: it is the status in the proposal's own file.
    """

    id: str
    status: Status
    date: Span | None = None
    form: Form | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: datetime | None = None
    recorded_by: str | None = None
    in_file: bool = False


def positions_in_file(proposal: Proposal) -> list[PositionEntry]:
    """The positions in a proposal's own file: the second of the side ``union`` is ``union-2``, unless it has an id."""
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
    """The position that a ledger entry records."""
    position = entry.position
    return PositionEntry(entry.id, position, entry.recorded, entry.recorded_by) if position else None


def outcome_of(entry: LedgerEntry) -> OutcomeEntry | None:
    """The outcome that a ledger entry records."""
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
"""The statuses that version 0.1 itself could store with a position of a camp; any other one a person set."""


def latest_day(proposal: Proposal) -> Span | None:
    """The last day of the positions in a proposal's file, from which its status counts; None where none is dated."""
    ends = [position.date.last for position in proposal.positions if position.date]
    if not ends:
        return None
    return read_span(max(filter(None, ends))) if all(ends) else Span("", None, None)
