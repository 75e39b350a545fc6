"""The positions and outcomes recorded for a proposal, and which entries count: those neither retracted nor set aside.

Neither a retraction nor a ruling depends on the day.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from negotrack.model.cycles import groups, is_cycle
from negotrack.model.dates import Span, read_span
from negotrack.model.records import Evidence, LedgerEntry, Position, Proposal
from negotrack.model.vocabulary import CAMPS, Camp, Form, Stance, Status

FILE_STATUS = "status"
"""The id of the status in a proposal's own file."""
_NEVER = datetime.min.replace(tzinfo=UTC)


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


def in_time(entry: PositionEntry | OutcomeEntry) -> tuple[object, ...]:
    """The sort key for the order in which entries are shown: undated first, the latest last."""
    span = entry.date
    days = (span.last or date.max, span.first or date.min) if span else (date.min, date.min)
    return (span is not None, *days, *recorded_order(entry))


def recorded_order(entry: PositionEntry | OutcomeEntry | LedgerEntry) -> tuple[datetime, str]:
    """The sort key for the order in which entries were recorded; those without a time come first."""
    return entry.recorded or _NEVER, entry.id


# ---- Which entries count ----


class Fault(NamedTuple):
    """Why a ruling, a retraction or a note that a condition is met has no effect.

    Attributes:
        entry: the id of the ledger entry.
        key: the key that is wrong.
        message: what is wrong with it.
    """

    entry: str
    key: str
    message: str


class Counting(NamedTuple):
    """The entries of one proposal that count.

    Attributes:
        positions: the positions in the proposal's file, then those in the ledger.
        conditional: the positions that have conditions.
        outcomes: the outcomes in the ledger, the latest last.
        file_status: whether the status in the proposal's own file counts and is not open.
        rulings: the rulings that take effect, in the order in which they were recorded.
        retracted: the retraction of each retracted entry, by the entry's id.
        set_aside: the ruling that set each entry aside, by the entry's id.
        met: the entries that say that a condition in words is met, by ``<entry id>#<number>``.
        faults: the entries that have no effect, and why.
    """

    positions: tuple[PositionEntry, ...]
    conditional: tuple[PositionEntry, ...] = ()
    outcomes: tuple[OutcomeEntry, ...] = ()
    file_status: bool = False
    rulings: tuple[LedgerEntry, ...] = ()
    retracted: Mapping[str, LedgerEntry] = MappingProxyType({})
    set_aside: Mapping[str, LedgerEntry] = MappingProxyType({})
    met: Mapping[str, tuple[LedgerEntry, ...]] = MappingProxyType({})
    faults: tuple[Fault, ...] = ()


def counting(proposal: Proposal, ledger: Sequence[LedgerEntry]) -> Counting:
    """Work out which entries of a proposal count."""
    positions = [*positions_in_file(proposal), *filter(None, map(position_of, ledger))]
    says = proposal.status is not Status.OPEN
    if not ledger:
        return Counting(tuple(positions), _conditional(positions), file_status=says)
    outcomes = sorted(filter(None, map(outcome_of, ledger)), key=in_time)
    facts = {*(entry.id for entry in positions), *(entry.id for entry in outcomes), *([FILE_STATUS] if says else [])}
    faults: list[Fault] = []
    retracted = _retracted(ledger, facts, faults)
    rulings = _deciding(ledger, facts, retracted, faults)
    set_aside = {identifier: ruling for ruling in rulings for identifier in ruling.over}
    gone = {*retracted, *set_aside}
    counting_positions = tuple(entry for entry in positions if entry.id not in gone)
    return Counting(
        positions=counting_positions,
        conditional=_conditional(counting_positions),
        outcomes=tuple(entry for entry in outcomes if entry.id not in gone),
        file_status=says and FILE_STATUS not in gone,
        rulings=rulings,
        retracted=retracted,
        set_aside=set_aside,
        met=_met(ledger, positions, gone, faults),
        faults=tuple(faults),
    )


def _conditional(positions: Iterable[PositionEntry]) -> tuple[PositionEntry, ...]:
    return tuple([entry for entry in positions if entry.position.conditions])


def _retracted(ledger: Sequence[LedgerEntry], facts: Collection[str], faults: list[Fault]) -> dict[str, LedgerEntry]:
    """The retractions that take effect, by the id that they retract; a retraction may itself be retracted."""
    known = {*facts, *(entry.id for entry in ledger)}
    retractions: dict[str, LedgerEntry] = {}
    for entry in ledger:
        if entry.retracts is None:
            continue
        if entry.retracts == entry.id or entry.retracts not in known:
            faults.append(Fault(entry.id, "retracts", _unknown(entry.retracts, entry)))
        else:
            retractions[entry.id] = entry
    acting, cyclic = _acting({identifier: [entry.retracts or ""] for identifier, entry in retractions.items()})
    faults += (Fault(each, "retracts", _CIRCLE) for each in sorted(cyclic))
    retracted: dict[str, LedgerEntry] = {}
    for entry in sorted((retractions[each] for each in acting), key=recorded_order):
        retracted.setdefault(entry.retracts or "", entry)
    return retracted


def _deciding(
    ledger: Sequence[LedgerEntry], facts: Collection[str], retracted: Collection[str], faults: list[Fault]
) -> tuple[LedgerEntry, ...]:
    """The rulings that take effect: not those that name an unknown entry, or set aside each other's choice."""
    rulings = {entry.id: entry for entry in ledger if entry.prefers and entry.id not in retracted}
    facts_and_rulings = {*facts, *(entry.id for entry in ledger if entry.prefers)}
    for entry in [*rulings.values()]:
        wrong = next(_wrong(entry, facts, facts_and_rulings), None)
        if wrong:
            faults.append(wrong)
            del rulings[entry.id]
    cyclic: set[str] = set()
    while True:
        acting, on_cycle = _acting({each: rulings[each].over for each in rulings.keys() - cyclic})
        choices: dict[str, list[str]] = {}
        for each in acting:
            for preferred in rulings[each].prefers:
                choices.setdefault(preferred, []).append(each)
        mutual = _on_cycles(
            {each: [other for over in rulings[each].over for other in choices.get(over, ())] for each in acting}
        )
        cyclic |= mutual
        if not mutual:  # otherwise, rulings that the mutual ones overruled may now take effect
            break
    faults += (Fault(each, "over", _MUTUAL) for each in sorted({*cyclic, *on_cycle}))
    return tuple(sorted((rulings[each] for each in acting), key=recorded_order))


def _acting(named: Mapping[str, Sequence[str]]) -> tuple[set[str], set[str]]:
    """The rulings or retractions that no effective one names, and those on a cycle that none outside it breaks."""
    acting, cyclic, overruled = set[str](), set[str](), set[str]()
    pending = deque(groups(named))
    while pending:
        group = pending.popleft()
        left = {each: named[each] for each in group if each not in overruled}
        if len(left) < len(group):
            pending.extendleft(reversed([*groups(left)]))
        elif is_cycle(group, named):
            cyclic.update(group)
        else:
            acting.update(group)
            overruled.update(named[group[0]])
    return acting, cyclic


def _wrong(entry: LedgerEntry, facts: Collection[str], facts_and_rulings: Collection[str]) -> Iterator[Fault]:
    for key, names, known in (("prefers", entry.prefers, facts), ("over", entry.over, facts_and_rulings)):
        for name in names:
            if name == entry.id or name not in known:
                yield Fault(entry.id, key, _unknown(name, entry))
    for name in entry.prefers:
        if name in entry.over:
            yield Fault(entry.id, "over", f"sets aside {name!r}, which it prefers")


def _met(
    ledger: Sequence[LedgerEntry], positions: Sequence[PositionEntry], gone: Collection[str], faults: list[Fault]
) -> dict[str, tuple[LedgerEntry, ...]]:
    conditions = {
        f"{entry.id}#{number}" for entry in positions for number in range(1, len(entry.position.conditions) + 1)
    }
    met: dict[str, tuple[LedgerEntry, ...]] = {}
    for entry in ledger:
        if entry.meets is None:
            continue
        if entry.meets not in conditions:
            faults.append(Fault(entry.id, "meets", f"there is no condition {entry.meets!r} on this proposal"))
        elif entry.id not in gone:
            met[entry.meets] = (*met.get(entry.meets, ()), entry)
    return met


_CIRCLE = "forms a circle with other retractions, so none of them takes effect"
_MUTUAL = "forms a circle with rulings that set aside what it prefers, so none of them takes effect"


def _unknown(name: str, entry: LedgerEntry) -> str:
    return "names itself" if name == entry.id else f"names {name!r}, which is not on record for this proposal"


def _on_cycles(graph: Mapping[str, Sequence[str]]) -> set[str]:
    """The nodes from which a path leads back to themselves.

    Args:
        graph: the nodes that each node points to; a node that is not a key points nowhere.
    """
    return {node for group in groups(graph) if is_cycle(group, graph) for node in group}
