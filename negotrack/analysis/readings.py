"""How each analyst coded each statement, and how far they agree.

A statement is what one source says at one place about one side and one proposal.

Krippendorff: "Computing Krippendorff's Alpha-Reliability", 2011, sections A to F. Cohen: "A Coefficient of Agreement
for Nominal Scales", 1960. Each is a page of arithmetic; the libraries that have them depend on numpy and more.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from operator import ne
from typing import NamedTuple, TypeAlias

from negotrack.analysis.folding import fold_case
from negotrack.model.entries import PositionEntry, recorded_order
from negotrack.model.negotiation import Dossier, Negotiation
from negotrack.model.records import LedgerEntry
from negotrack.model.side_standing import place_key
from negotrack.model.snapshot import Snapshot
from negotrack.model.vocabulary import Camp, ConflictKind, Stance

RECORD_KEEPER = "record keeper"
"""The analyst of the positions in a proposal's own file."""
_CAMP_ORDER = (*reversed(Camp),)


class Statement(NamedTuple):
    """What one source says at one place about one side and one proposal, with its codings.

    Attributes:
        proposal: the id of the proposal.
        side: the id of the side.
        codings: each analyst's latest coding, by the analyst's name.
    """

    proposal: str
    side: str
    codings: Mapping[str, PositionEntry]

    @property
    def differs(self) -> bool:
        """Whether two analysts coded different stances."""
        return len({entry.stance for entry in self.codings.values()}) > 1

    @property
    def camps_apart(self) -> int:
        """How many steps apart the camps are, 0 to 3."""
        places = [_CAMP_ORDER.index(entry.camp) for entry in self.codings.values()]
        return max(places) - min(places)


class Agreement(NamedTuple):
    """How far the analysts of a negotiation agree.

    Attributes:
        analysts: their names.
        by_one: the number of statements that only one of them coded.
        percent: the percent agreement on the stance.
        stance: Krippendorff's alpha of the stances, on a nominal scale.
        camp: Krippendorff's alpha of the camps, on an ordinal scale.
        kappa: Cohen's kappa of the stances; None unless there are exactly two analysts.
    """

    analysts: tuple[str, ...]
    by_one: int
    percent: Figure
    stance: Figure
    camp: Figure
    kappa: Figure | None


def _name_of(negotiation: Negotiation) -> Callable[[str | None], str]:
    """Return a function for an analyst's name: from ``[analysts]``, else their own without address, ignoring case."""
    known = {fold_case(alias): name for alias, name in negotiation.analysts.items()}

    def name(recorded_by: str | None) -> str:
        if recorded_by is None:
            return RECORD_KEEPER
        plain = recorded_by.partition("<")[0].strip() or recorded_by
        return known.get(fold_case(recorded_by)) or known.setdefault(fold_case(plain), plain)

    return name


def statements(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Every coded statement, in the order of the proposals; retracted codings do not count.

    A coding that a ruling set aside still counts: a ruling settles the record but does not make analysts agree.
    """
    name = _name_of(snapshot.negotiation)
    return tuple(
        Statement(identifier, side, {name(each.recorded_by): each for each in sorted(entries, key=recorded_order)})
        for identifier, dossier in snapshot.negotiation.dossiers.items()
        for side, entries in _coded(entry for entry in dossier.positions if entry.id not in dossier.counting.retracted)
    )


def left_to_code(snapshot: Snapshot, analyst: str) -> tuple[Statement, ...]:
    """The statements that others coded and this analyst has not."""
    own = _name_of(snapshot.negotiation)(analyst)
    return tuple(each for each in statements(snapshot) if own not in each.codings)


def agreement(snapshot: Snapshot) -> Agreement:
    """How far the analysts agree, over every statement that at least two of them coded."""
    found = statements(snapshot)
    analysts = tuple(dict.fromkeys(analyst for each in found for analyst in each.codings))
    stances: Codings = [{who: entry.stance for who, entry in each.codings.items()} for each in found]
    camps: Codings = [{who: entry.camp for who, entry in each.codings.items()} for each in found]
    return Agreement(
        analysts=analysts,
        by_one=sum(len(each.codings) == 1 for each in found),
        percent=percent(stances),
        stance=alpha(stances),
        camp=alpha(camps, _CAMP_ORDER),
        kappa=cohen(stances, *analysts) if len(analysts) == 2 else None,
    )


def undecided(snapshot: Snapshot) -> int:
    """The number of conflicts between readings that no ruling has decided."""
    return sum(
        conflict.kind is ConflictKind.READINGS for standing in snapshot.standings for conflict in standing.conflicts
    )


def blinded(negotiation: Negotiation, analyst: str) -> Negotiation:
    """The negotiation without others' codings of statements that this analyst has not coded yet, if coded blind."""
    if not negotiation.header.blind:
        return negotiation
    name = _name_of(negotiation)
    own = name(analyst)
    dossiers = {key: _without_others(dossier, own, name) for key, dossier in negotiation.dossiers.items()}
    return replace(negotiation, dossiers=dossiers)


def _without_others(dossier: Dossier, own: str, name: Callable[[str | None], str]) -> Dossier:
    counting = dossier.counting
    hidden = {
        entry.id
        for _, entries in _coded(dossier.positions)
        if own not in {name(entry.recorded_by) for entry in entries if entry.id not in counting.retracted}
        for entry in entries
        if not entry.in_file and name(entry.recorded_by) != own
    }
    if not hidden:
        return dossier
    # An entry that names a hidden one would reveal how it was coded.
    kept = (entry for entry in dossier.ledger if entry.id not in hidden and hidden.isdisjoint(entries_named(entry)))
    return replace(dossier, ledger=tuple(kept), whole=dossier.whole or dossier)


def entries_named(entry: LedgerEntry) -> Iterator[str]:
    """The ids of the entries that an entry decides between, retracts, or reports a condition of as met."""
    yield from (*entry.prefers, *entry.over)
    for named in (entry.retracts, entry.meets):
        if named:
            yield named.partition("#")[0]


def _coded(positions: Iterable[PositionEntry]) -> Iterator[tuple[str, list[PositionEntry]]]:
    """The codings of each statement, with its side: codings of one side that share a place in a source."""
    groups: list[tuple[str, set[tuple[str, str]], list[PositionEntry]]] = []
    for entry in positions:
        if entry.stance is Stance.NOT_CODED:
            continue
        places = {(each.source, place_key(each.where)) for each in entry.evidence}
        side, own = entry.side, [entry]
        apart = []
        for group in groups:
            if group[0] == side and not places.isdisjoint(group[1]):
                places |= group[1]
                own = group[2] + own
            else:
                apart.append(group)
        groups = [*apart, (side, places, own)]
    return ((side, entries) for side, _, entries in groups)


# ---- How far they agree ----

Codings: TypeAlias = Sequence[Mapping[str, Hashable]]
"""For each unit, the value that each analyst coded."""
Distance: TypeAlias = Callable[[Hashable, Hashable], float]
_DRAWS = 1_000
_SEED = 1787


class Figure(NamedTuple):
    """A figure of agreement.

    Attributes:
        value: the figure; None if undefined, because nothing varies or nothing was coded twice.
        n: the number of units it rests on.
        low: the lower end of the bootstrap's 95 per cent interval; None if there is no interval.
        high: the upper end; likewise.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


def percent(codings: Codings) -> Figure:
    """The share of equal pairs among the codings of each unit, averaged over the units."""
    shared = _shared(codings)
    if not shared:
        return Figure(None, 0)
    shares = [_same_pairs(list(unit.values())) for unit in shared]
    return Figure(sum(shares) / len(shares), len(shared))


def cohen(codings: Codings, one: str, other: str) -> Figure:
    """Cohen's kappa of two analysts, over the units that both coded; undefined if both always coded the same value."""
    both = [(unit[one], unit[other]) for unit in codings if one in unit and other in unit]
    if not both:
        return Figure(None, 0)
    total = len(both)
    observed = sum(first == second for first, second in both) / total
    first, second = Counter(first for first, _ in both), Counter(second for _, second in both)
    expected = sum(first[value] * second[value] for value in first) / total**2
    return Figure(None if expected == 1 else (observed - expected) / (1 - expected), total)


def alpha(codings: Codings, order: Sequence[Hashable] = ()) -> Figure:
    """Krippendorff's alpha for any number of analysts; codings may be missing; undefined if nothing varies.

    Its interval comes from a bootstrap over the units, with a fixed seed.

    Args:
        codings: the units.
        order: the values in order, for an ordinal scale; empty for a nominal one.
    """
    shared = [list(unit.values()) for unit in _shared(codings)]
    value = _alpha(shared, order)
    if value is None:
        return Figure(value, len(shared))
    draw = random.Random(_SEED)  # noqa: S311 - resampling, which must be reproducible
    drawn = (_alpha(draw.choices(shared, k=len(shared)), order) for _ in range(_DRAWS))
    found = sorted(each for each in drawn if each is not None)
    return Figure(value, len(shared), found[int(0.025 * len(found))], found[int(0.975 * len(found))])


def _alpha(units: Sequence[Sequence[Hashable]], order: Sequence[Hashable]) -> float | None:
    """One minus the ratio of observed disagreement to the disagreement expected by chance."""
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        counts = Counter(unit)
        for one, times in counts.items():
            for other, others in counts.items():
                pairs = times * (others - (one == other))
                coincidences[one, other] += pairs / (len(unit) - 1)  # type: ignore[assignment]
    margins: Counter[Hashable] = Counter()
    for (one, _), number in coincidences.items():
        margins[one] += number
    total = sum(margins.values())
    distance = _ordinal(margins, order) if order else ne
    there = sum(number * distance(one, other) for (one, other), number in coincidences.items())
    by_chance = sum(margins[one] * margins[other] * distance(one, other) for one in margins for other in margins)
    return 1 - (total - 1) * there / by_chance if by_chance else None


def _ordinal(margins: Counter[Hashable], order: Sequence[Hashable]) -> Distance:
    ranks = {value: rank for rank, value in enumerate(order)}

    def distance(one: Hashable, other: Hashable) -> float:
        first, last = sorted((ranks[one], ranks[other]))
        between = sum(margins[value] for value in order[first : last + 1])
        ends = (margins[one] + margins[other]) / 2
        return float((between - ends) ** 2)

    return distance


def _shared(codings: Codings) -> list[Mapping[str, Hashable]]:
    return [unit for unit in codings if len(unit) > 1]


def _same_pairs(values: Sequence[Hashable]) -> float:
    pairs = [*combinations(values, 2)]
    return sum(one == other for one, other in pairs) / len(pairs)
