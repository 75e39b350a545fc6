"""The standing of one proposal as of a day: where each side stands, its status, and who holds it up.

A day of None means "all records"; then every entry counts as certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from negotrack.model.dates import certain_by, possible_by
from negotrack.model.deciding import (
    Court,
    Frame,
    Judgement,
    VoterGroup,
    court_of,
    group_of,
    met_by,
    statuses_with_outcome,
    statuses_with_summary,
    voter_of,
)
from negotrack.model.entries import FILE_STATUS, AnyEntry, OutcomeEntry, PositionEntry, latest_day, positions_in_file
from negotrack.model.negotiation import Dossier
from negotrack.model.records import LedgerEntry, Proposal
from negotrack.model.side_standing import (
    NOT_REPORTED,
    PUT_FORWARD,
    SideStanding,
    certainty,
    not_replaced,
    side_standing,
    standing_by,
)
from negotrack.model.vocabulary import SETTLED, Certainty, ConflictKind, Decision, Relation, Status, relation


class Conflict(NamedTuple):
    """Records that contradict each other, none of which can be preferred.

    Attributes:
        kind: why none can be preferred.
        side: whose records they are; None if an outcome contradicts the positions or another outcome.
        entries: the ids of the records.
    """

    kind: ConflictKind
    side: str | None
    entries: tuple[str, ...]


class Standing(NamedTuple):
    """The standing of one proposal as of a day.

    Attributes:
        dossier: the proposal with everything recorded about it.
        day: the day asked for; None for all records.
        sides: the standing of every side that has a position, by id.
        status: the status as of the day.
        outcome: the recorded outcome that holds or conflicts; None if the positions alone decide.
        conflicts: the conflicts between its records.
        held_up_by: the ids of the sides that hold it up, in the order of ``deciding``; empty if it is settled.
        deciding: the ids of the sides that decide on it.
        proposers: the ids of the sides that put it forward.
        rule: how the sides decide.
        met: the ids of the positions whose conditions are all met.
        counted: whether it had been put forward, as far as its dates tell.
    """

    dossier: Dossier
    day: date | None
    sides: Mapping[str, SideStanding]
    status: Status
    outcome: OutcomeEntry | None
    conflicts: tuple[Conflict, ...]
    held_up_by: tuple[str, ...]
    deciding: tuple[str, ...]
    proposers: tuple[str, ...]
    rule: Decision
    met: frozenset[str]
    counted: bool

    @property
    def id(self) -> str:
        """The id of the proposal."""
        return self.dossier.id

    @property
    def outstanding(self) -> bool:
        """Whether it is neither accepted nor withdrawn."""
        return self.status not in SETTLED

    @property
    def conflicting(self) -> bool:
        """Whether any of its records conflict; its status may be clear even so."""
        return bool(self.conflicts)

    @property
    def rulings(self) -> tuple[LedgerEntry, ...]:
        """The rulings that take effect; as of a day, only those over something that may have been on record by then."""
        there = self._on_record()
        return tuple(each for each in self.dossier.counting.rulings if any(there(named) for named in each.over))

    @property
    def retractions(self) -> Mapping[str, LedgerEntry]:
        """The retraction of each retracted entry, by the entry's id; as of a day, likewise."""
        retracted, there = self.dossier.counting.retracted, self._on_record()
        return {identifier: entry for identifier, entry in retracted.items() if there(identifier)}

    def _on_record(self) -> Callable[[str], bool]:
        """Return a test of whether the entry with an id is undated, or may have happened by the day asked for."""
        day, dossier = self.day, self.dossier
        if day is None:
            return lambda _identifier: True
        days = {entry.id: entry.date for entry in dossier.positions}
        days |= {entry.id: entry.date for entry in dossier.ledger}
        days[FILE_STATUS] = latest_day(dossier.proposal)
        return lambda identifier: possible_by(days.get(identifier), day)

    @property
    def tally(self) -> Counter[VoterGroup]:
        """The number of deciding sides in each group."""
        return Counter(
            group_of(voter_of(self.of(side), self.met, decides=True, proposes=side in self.proposers))
            for side in self.deciding
        )

    def of(self, side: str) -> SideStanding:
        """The standing of one side."""
        found = self.sides.get(side)
        return found or (PUT_FORWARD if side in self.proposers and self.counted else NOT_REPORTED)

    def relation(self, one: str, other: str) -> Relation:
        """How the positions of two sides relate."""
        first, second = self.of(one), self.of(other)
        if first.conflict or second.conflict:
            return Relation.CONFLICTING
        return relation(first.reported, second.reported)


def standing(dossier: Dossier, frame: Frame, day: date | None = None) -> Standing:
    """Work out the standing of a proposal as of a day."""
    by_side: dict[str, list[PositionEntry]] = {}
    for entry in dossier.counting.positions:
        if day is None or certainty(entry, day):
            by_side.setdefault(entry.position.side, []).append(_with_main_name(entry, frame))
    sides = {side: side_standing(entries, day) for side, entries in by_side.items()}
    court = court_of(dossier, frame, sides, day)
    judged = court.judgement()
    status, outcome, conflict = _status(dossier, court, judged, frame, day)
    found = sorted((side, where.conflict) for side, where in sides.items() if where.conflict)
    conflicts = tuple(Conflict(kind, side, tuple(entry.id for entry in sides[side].live)) for side, kind in found)
    return Standing(
        dossier=dossier,
        day=day,
        sides=sides,
        status=status,
        outcome=outcome,
        conflicts=(*conflicts, conflict) if conflict else conflicts,
        held_up_by=() if status in SETTLED else judged.holding_up,
        deciding=court.deciding,
        proposers=court.proposers,
        rule=court.rule,
        met=court.met,
        counted=_is_counted(dossier, day),
    )


def _with_main_name(entry: AnyEntry, frame: Frame) -> AnyEntry:
    """The entry with its recorder's main name."""
    name = frame.analysts.get(entry.recorded_by or "") if frame.analysts else None
    return entry._replace(recorded_by=name) if name else entry


def _is_counted(dossier: Dossier, day: date | None) -> bool:
    """Whether an entry that counts may have happened by a day, or no entry counts at all."""
    if day is None:
        return True
    dated: tuple[PositionEntry | OutcomeEntry, ...] = (*dossier.counting.positions, *dossier.counting.outcomes)
    return not dated or any(certainty(entry, day) for entry in dated)


def _status(
    dossier: Dossier, court: Court, judged: Judgement, frame: Frame, day: date | None
) -> tuple[Status, OutcomeEntry | None, Conflict | None]:
    counting = dossier.counting
    certain = [_with_main_name(each, frame) for each in counting.outcomes if certainty(each, day) is Certainty.CERTAIN]
    summary = _summary(dossier, court, frame, day)
    outcomes = not_replaced([*certain, *([summary] if summary else [])])
    if not outcomes:
        return _single_status(judged.statuses), None, None
    newest = outcomes[-1]
    if len({outcome.status for outcome in outcomes}) > 1:
        ids = tuple(outcome.id for outcome in outcomes)
        return Status.CONFLICTING, newest, Conflict(ConflictKind.OUTCOME, None, ids)
    if len(outcomes) > 1:
        outcomes = [outcome for outcome in outcomes if not outcome.in_file]
        newest = outcomes[-1]
    if newest.in_file:
        before = _before_others(dossier, court, day)
        first = judged if before is court else before.judgement()
        holds = statuses_with_summary(judged.statuses, newest.status, first.statuses)
    else:
        holds = statuses_with_outcome(court.judgement(outcomes).verdicts, newest.status)
    if None in holds:
        return Status.CONFLICTING, newest, Conflict(ConflictKind.OUTCOME, None, _involved(outcomes, court))
    status = next(iter(holds)) if len(holds) == 1 else Status.CONFLICTING
    return status or Status.CONFLICTING, newest if newest.status in holds else None, None


def _single_status(found: Collection[Status]) -> Status:
    return next(iter(found)) if len(found) == 1 else Status.CONFLICTING


def _summary(dossier: Dossier, court: Court, frame: Frame, day: date | None) -> OutcomeEntry | None:
    """The status in the proposal's own file as an outcome, unless the ledger changes what the positions lead to."""
    proposal = dossier.proposal
    if not dossier.counting.file_status or not _all_certain(proposal, day):
        return None
    if dossier.ledger:
        alone = _court_of_the_file(dossier, frame._replace(accepted=()))
        if _before_others(dossier, court, day).judgement().statuses != alone.judgement().statuses:
            return None
    return OutcomeEntry(FILE_STATUS, proposal.status, latest_day(proposal), in_file=True)


def _before_others(dossier: Dossier, court: Court, day: date | None) -> Court:
    """The sides as they would stand if no other proposal were accepted."""
    return court._replace(met=met_by(dossier, court.sides, (), day)) if dossier.waits_for_proposals else court


def _all_certain(proposal: Proposal, day: date | None) -> bool:
    return day is None or all(certain_by(position.date, day) for position in proposal.positions)


def _court_of_the_file(dossier: Dossier, frame: Frame) -> Court:
    """The sides according to the proposal's own file alone."""
    alone = Dossier(dossier.proposal)
    by_side: dict[str, list[PositionEntry]] = {}
    for entry in positions_in_file(dossier.proposal):
        by_side.setdefault(entry.side, []).append(entry)
    sides = {side: side_standing(entries, None) for side, entries in by_side.items()}
    return court_of(alone, frame, sides, None)


def _involved(outcomes: Sequence[OutcomeEntry], court: Court) -> tuple[str, ...]:
    """The ids of the outcomes, and of the positions of the sides that decide or propose."""
    voters = dict.fromkeys((*court.deciding, *court.proposers))
    entries = (entry for side in voters for entry in standing_by(court.sides.get(side, NOT_REPORTED)))
    return (*(outcome.id for outcome in outcomes), *(entry.id for entry in entries))


def contradicts_file(dossier: Dossier, frame: Frame) -> Status | None:
    """The status that the positions in a proposal's own file lead to, if it contradicts the one stated there."""
    status = dossier.proposal.status
    if status is Status.OPEN:
        return None
    # A condition may wait for another proposal; whoever wrote the status may or may not have known of its acceptance.
    courts = (_court_of_the_file(dossier, frame._replace(accepted=each)) for each in ((), frame.accepted))
    given = [court.judgement().statuses for court in courts]
    return None if any(found <= {status, Status.OPEN} for found in given) else _single_status(given[-1])
