"""How far analysts agree who code the same units: percent, Cohen's kappa, Krippendorff's alpha.

Krippendorff: "Computing Krippendorff's Alpha-Reliability", 2011, sections A to F. Cohen: "A Coefficient of Agreement
for Nominal Scales", 1960. Both are a page of arithmetic; the libraries that have them bring numpy and more along.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

Codings: TypeAlias = Sequence[Mapping[str, Hashable]]
"""For each unit, what every analyst who coded it made of it."""
Distance: TypeAlias = Callable[[Hashable, Hashable], float]
_DRAWS = 1_000
_SEED = 1787


class Figure(NamedTuple):
    """A figure of agreement.

    Attributes:
        value: the figure; None where it is undefined, because nothing varies or nothing was coded twice.
        n: how many units it rests on.
        low: the lower end of the 95 per cent interval of the bootstrap; None where there is none; likewise the upper.
        high: the upper end.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


def percent(codings: Codings) -> Figure:
    """The share of pairs of codings of one unit that are the same, every unit weighing the same."""
    shared = _shared(codings)
    if not shared:
        return Figure(None, 0)
    shares = [_same_pairs(list(unit.values())) for unit in shared]
    return Figure(sum(shares) / len(shares), len(shared))


def cohen(codings: Codings, one: str, other: str) -> Figure:
    """Cohen's kappa of two analysts, over the units that both coded; undefined where both always say one thing."""
    both = [(unit[one], unit[other]) for unit in codings if one in unit and other in unit]
    if not both:
        return Figure(None, 0)
    total = len(both)
    observed = sum(first == second for first, second in both) / total
    first, second = Counter(first for first, _ in both), Counter(second for _, second in both)
    expected = sum(first[value] * second[value] for value in first) / total**2
    return Figure(None if expected == 1 else (observed - expected) / (1 - expected), total)


def alpha(codings: Codings, order: Sequence[Hashable] = ()) -> Figure:
    """Krippendorff's alpha for any number of analysts, with codings missing; undefined where nothing varies.

    Its interval is that of a bootstrap over the units, with a fixed seed.

    Args:
        codings: the units.
        order: the values in order, for an ordinal scale; none for a nominal one.
    """
    shared = [list(unit.values()) for unit in _shared(codings)]
    value = _alpha(shared, order)
    if value is None:
        return Figure(value, len(shared))
    draw = random.Random(_SEED)  # noqa: S311 - drawn anew, and the same every time
    drawn = (_alpha(draw.choices(shared, k=len(shared)), order) for _ in range(_DRAWS))
    found = sorted(each for each in drawn if each is not None)
    if not found:
        return Figure(value, len(shared))
    return Figure(value, len(shared), found[int(0.025 * len(found))], found[int(0.975 * len(found))])


def _alpha(units: Sequence[Sequence[Hashable]], order: Sequence[Hashable]) -> float | None:
    """One minus the disagreement that is there over the one that chance would give."""
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
    distance = _ordinal(margins, order) if order else _nominal
    there = sum(number * distance(one, other) for (one, other), number in coincidences.items())
    by_chance = sum(margins[one] * margins[other] * distance(one, other) for one in margins for other in margins)
    return 1 - (total - 1) * there / by_chance if by_chance else None


def _nominal(one: Hashable, other: Hashable) -> float:
    return float(one != other)


def _ordinal(margins: Mapping[Hashable, float], order: Sequence[Hashable]) -> Distance:
    ranks = {value: rank for rank, value in enumerate(order)}

    def distance(one: Hashable, other: Hashable) -> float:
        first, last = sorted((ranks[one], ranks[other]))
        between = sum(margins.get(value, 0) for value in order[first : last + 1])
        ends = (margins.get(order[first], 0) + margins.get(order[last], 0)) / 2
        return float((between - ends) ** 2)

    return distance


def _shared(codings: Codings) -> list[Mapping[str, Hashable]]:
    return [unit for unit in codings if len(unit) > 1]


def _same_pairs(values: Sequence[Hashable]) -> float:
    pairs = [*combinations(values, 2)]
    return sum(one == other for one, other in pairs) / len(pairs)
