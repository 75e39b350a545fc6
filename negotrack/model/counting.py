"""What counts: entries that are neither retracted nor set aside by a ruling. Neither depends on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from negotrack.model.entries import FILE_STATUS, OutcomeEntry, PositionEntry, outcome_of, position_of, positions_in_file
from negotrack.model.records import LedgerEntry, Proposal
from negotrack.model.vocabulary import Status


class Fault(NamedTuple):
    """Why a ruling, a retraction or a condition that is met decides nothing.

    Attributes:
        entry: the id of the ledger entry.
        key: the key that is wrong.
        message: what is wrong with it.
    """

    entry: str
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Counting:
    """The entries of one proposal that count.

    Attributes:
        positions: those of the proposal's file, then the ledger's.
        outcomes: those of the ledger.
        file_status: whether the status in the proposal's own file counts, and says something.
        rulings: those that decide.
        retracted: what was taken back, by id.
        set_aside: what a ruling set aside, by id, with that ruling.
        met: the conditions in words that are met, as ``<entry id>#<number>``, with the entries that say so.
        faults: what decides nothing, and why.
    """

    positions: tuple[PositionEntry, ...]
    outcomes: tuple[OutcomeEntry, ...] = ()
    file_status: bool = False
    rulings: tuple[LedgerEntry, ...] = ()
    retracted: Mapping[str, LedgerEntry] = field(default_factory=dict)
    set_aside: Mapping[str, LedgerEntry] = field(default_factory=dict)
    met: Mapping[str, tuple[LedgerEntry, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def counting(proposal: Proposal, ledger: Sequence[LedgerEntry]) -> Counting:
    """Work out which entries of a proposal count."""
    positions = [*positions_in_file(proposal), *filter(None, map(position_of, ledger))]
    says = proposal.status is not Status.OPEN
    if not ledger:
        return Counting(tuple(positions), file_status=says)
    outcomes = [*filter(None, map(outcome_of, ledger))]
    facts = {*(entry.id for entry in positions), *(entry.id for entry in outcomes), *([FILE_STATUS] if says else [])}
    faults: list[Fault] = []
    retracted = _retracted(ledger, facts, faults)
    rulings = _deciding(ledger, facts, retracted, faults)
    set_aside = {identifier: ruling for ruling in rulings for identifier in ruling.over}
    gone = {*retracted, *set_aside}
    counting_positions = tuple(entry for entry in positions if entry.id not in gone)
    return Counting(
        positions=counting_positions,
        outcomes=tuple(entry for entry in outcomes if entry.id not in gone),
        file_status=says and FILE_STATUS not in gone,
        rulings=rulings,
        retracted=retracted,
        set_aside=set_aside,
        met=_met(ledger, positions, gone, faults),
        faults=tuple(faults),
    )


def _retracted(ledger: Sequence[LedgerEntry], facts: Collection[str], faults: list[Fault]) -> dict[str, LedgerEntry]:
    """What is retracted by a retraction that is not itself retracted."""
    known = {*facts, *(entry.id for entry in ledger)}
    retractions: dict[str, LedgerEntry] = {}
    for entry in ledger:
        if entry.retracts is None:
            continue
        if entry.retracts == entry.id or entry.retracts not in known:
            faults.append(Fault(entry.id, "retracts", _unknown(entry.retracts, entry)))
        else:
            retractions[entry.id] = entry
    graph = {identifier: [entry.retracts or ""] for identifier, entry in retractions.items()}
    circular = in_a_circle(graph)
    faults += (Fault(each, "retracts", _CIRCLE) for each in sorted(circular))
    retracted: dict[str, LedgerEntry] = {}
    for identifier in _outermost_first({key: graph[key] for key in graph.keys() - circular}):
        if identifier not in retracted:
            entry = retractions[identifier]
            retracted.setdefault(entry.retracts or "", entry)
    return retracted


def _deciding(
    ledger: Sequence[LedgerEntry], facts: Collection[str], retracted: Collection[str], faults: list[Fault]
) -> tuple[LedgerEntry, ...]:
    """The rulings that decide: none of those that name what is not there, or set aside each other's choice."""
    rulings = {entry.id: entry for entry in ledger if entry.prefers and entry.id not in retracted}
    all_rulings = {entry.id for entry in ledger if entry.prefers}
    for entry in [*rulings.values()]:
        wrong = next(_wrong(entry, facts, all_rulings), None)
        if wrong:
            faults.append(wrong)
            del rulings[entry.id]
    choices: dict[str, list[str]] = {}
    for entry in rulings.values():
        for preferred in entry.prefers:
            choices.setdefault(preferred, []).append(entry.id)
    against = {
        entry.id: [other for named in entry.over for other in (named, *choices.get(named, ())) if other in rulings]
        for entry in rulings.values()
    }
    circular = in_a_circle(against)
    faults += (Fault(each, "over", _MUTUAL) for each in sorted(circular))
    overruled: set[str] = set()
    named = {each: [over for over in rulings[each].over if over in rulings] for each in rulings.keys() - circular}
    for identifier in _outermost_first(named):
        if identifier not in overruled:
            overruled.update(named[identifier])
    return tuple(entry for entry in rulings.values() if entry.id not in circular and entry.id not in overruled)


def _wrong(entry: LedgerEntry, facts: Collection[str], rulings: Collection[str]) -> Iterator[Fault]:
    for key, names, known in (("prefers", entry.prefers, facts), ("over", entry.over, {*facts, *rulings})):
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


_CIRCLE = "goes in a circle with other retractions, so that none of them takes anything back"
_MUTUAL = "goes in a circle with other rulings that set aside what it prefers, so that none of them decides"


def _unknown(name: str, entry: LedgerEntry) -> str:
    return "names itself" if name == entry.id else f"names {name!r}, which is not on record for this proposal"


def in_a_circle(graph: Mapping[str, Sequence[str]]) -> set[str]:
    """The nodes from which a way leads back to themselves.

    Args:
        graph: for each node, those it points to; others than its keys lead nowhere.
    """
    left = _without_ends(graph)
    return {node for node in left if _leads_to(left, node)}


def _without_ends(graph: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What is left when nodes that point to nothing are taken away one after the other."""
    pointing: dict[str, list[str]] = {}
    degree: dict[str, int] = {}
    for node, targets in graph.items():
        inside = {target for target in targets if target in graph}
        degree[node] = len(inside)
        for target in inside:
            pointing.setdefault(target, []).append(node)
    ends = [node for node, count in degree.items() if not count]
    for node in ends:
        for other in pointing.get(node, ()):
            degree[other] -= 1
            if not degree[other]:
                ends.append(other)
    gone = set(ends)
    return {node: [each for each in targets if each not in gone] for node, targets in graph.items() if node not in gone}


def _leads_to(graph: Mapping[str, Sequence[str]], node: str) -> bool:
    pending, seen = [*graph[node]], set[str]()
    while pending:
        here = pending.pop()
        if here == node:
            return True
        if here in graph and here not in seen:
            seen.add(here)
            pending += graph[here]
    return False


def _outermost_first(graph: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The nodes of a graph without circles, each after all that point to it."""
    degree = dict.fromkeys(graph, 0)
    for targets in graph.values():
        for target in {*targets} & degree.keys():
            degree[target] += 1
    ready = sorted(node for node, count in degree.items() if not count)
    for node in ready:
        yield node
        for target in {*graph[node]} & degree.keys():
            degree[target] -= 1
            if not degree[target]:
                ready.append(target)
